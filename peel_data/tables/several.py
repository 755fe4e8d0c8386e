"""Several items in an order, as a tuple has them, that other libraries do not take for one.

Polars, pyarrow and DuckDB take a tuple, a list or whatever says that it is a sequence apart item by item, before
they ask for an Arrow stream. So this is a sequence for type checkers and in what it does, but not in name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Self, SupportsIndex
else:
    from types import GenericAlias

    class InBrackets:
        """Takes types in brackets, as `typing.Generic` does, which takes much longer for every class."""

        __slots__ = ()
        __class_getitem__ = classmethod(GenericAlias)

    Sequence = InBrackets


T_co = TypeVar("T_co", covariant=True)


class Several(Sequence[T_co]):
    """Items in an order: equal to a tuple of them, hashable, never changed.

    Args:
        items: The items.
    """

    def __init__(self, items: Iterable[T_co] = ()) -> None:
        self._items = tuple(items)

    def _some(self, index: slice) -> Self:
        """Return the items of a slice, as what they are taken from."""
        return type(self)(self._items[index])

    @overload
    def __getitem__(self, index: SupportsIndex) -> T_co: ...
    @overload
    def __getitem__(self, index: slice) -> Self: ...
    def __getitem__(self, index: SupportsIndex | slice) -> T_co | Self:
        """Return an item by its place, or for a slice the items of it."""
        return self._some(index) if isinstance(index, slice) else self._items[index]

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[T_co]:
        return iter(self._items)

    def __reversed__(self) -> Iterator[T_co]:
        return reversed(self._items)

    def __contains__(self, item: object) -> bool:
        return item in self._items

    def index(self, value: Any, start: int = 0, stop: int | None = None) -> int:
        """Return the place of the first item that is equal.

        Raises:
            ValueError: None is.
        """
        return self._items.index(value, start, len(self) if stop is None else stop)

    def count(self, value: Any) -> int:
        """Return how many items are equal."""
        return self._items.count(value)

    def __add__(self, other: Iterable[Any]) -> tuple[Any, ...]:
        return (*self._items, *other)

    def __radd__(self, other: Iterable[Any]) -> tuple[Any, ...]:
        return (*other, *self._items)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Several):
            return self._items == other._items
        return self._items == other if isinstance(other, tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._items)

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self
