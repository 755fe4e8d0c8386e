"""Sets as the bits of an integer. Internal."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")


def members(rows: Sequence[T], bits: int) -> tuple[T, ...]:
    """Return the rows whose bit is set, in their order; bits beyond them stand for something else.

    Example:
        >>> members("abcd", 0b1_0110)
        ('b', 'c')
    """
    found, bits = [], bits & ((1 << len(rows)) - 1)
    while bits:
        lowest = bits & -bits
        found.append(rows[lowest.bit_length() - 1])
        bits ^= lowest
    return tuple(found)
