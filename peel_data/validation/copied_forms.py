"""Areas whose figures are another's: found without holding every area against every other. Internal."""

from __future__ import annotations

from collections import Counter, defaultdict
from decimal import Decimal
from functools import cache
from itertools import chain, combinations, count
from math import ceil
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from peel_data.figures.figure import span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from peel_data.figures.figure import Figure

Key: TypeAlias = tuple[str, str]  # an edition and an area
BITS: Final = 32
"""So many a number of a value has at the most; that of its series stands before it."""


class Form(NamedTuple):
    """The figures of an area.

    Attributes:
        series: The numbers of their series, each once.
        values: The numbers of their values; 0 for zero alone.
    """

    series: tuple[int, ...]
    values: Sequence[int]

    def items(self) -> Iterator[int]:
        """Return a number for each value of a series, other than zero."""
        pairs = zip(self.series, self.values, strict=True)
        return (series << BITS | value for series, value in pairs if value)


def sharing(
    forms: Mapping[Key, Form], asked: Iterable[Key], least: int, share: Decimal
) -> Iterator[tuple[Key, Key]]:
    """Yield each two areas with this many equal figures at least, and this share of those both have; no zeros count.

    All pairs would be too many. Two that share so many values share two of the rarest, which are all of an area but as
    many less two: only those that have two of them in common are held against each other.
    """
    areas, together = list(forms), min(least, 2)
    numbered: dict[tuple[int, ...], int] = {}  # most areas have the same series
    kind = [numbered.setdefault(form.series, len(numbered)) for form in forms.values()]
    series = list(map(frozenset, numbered))

    @cache
    def enough(mine: int, theirs: int) -> int:
        return max(least, ceil(share * len(series[mine] & series[theirs])))

    fewest = [min(enough(mine, n) for n in near) for mine, near in enumerate(_meeting(series))]
    ids = defaultdict[int, int](count().__next__)  # each number is kept once, not once an area
    held = [tuple(map(ids.__getitem__, form.items())) for form in forms.values()]
    having = Counter(chain.from_iterable(held))
    holders: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for area, values in enumerate(held):
        shared = sorted((having[value], value) for value in values if having[value] > 1)
        rarest = shared[: max(len(shared) - fewest[kind[area]] + together, 0)]
        for some in combinations([value for _, value in rarest], together):
            holders[some].append(area)
    given, found = set(asked), set[tuple[int, int]]()
    for one, other in chain.from_iterable(combinations(its, 2) for its in holders.values()):
        same = len(set(held[one]).intersection(held[other]))
        alike = same >= enough(kind[one], kind[other]) and areas[one][1] != areas[other][1]
        if alike and (one, other) not in found:
            found.add((one, other))
            pair = areas[one], areas[other]
            yield from (each for each in (pair, pair[::-1]) if each[0] in given)


def _meeting(kinds: Sequence[frozenset[int]]) -> Iterator[set[int]]:
    """Yield, for each kind of area, the kinds that have a series in common with it."""
    having: dict[int, set[int]] = defaultdict(set)
    for number, its in enumerate(kinds):
        for series in its:
            having[series].add(number)
    for number, its in enumerate(kinds):
        yield {number}.union(*(having[series] for series in its))


class Numbers:
    """Gives series and values numbers: those of all areas are compared again and again, and numbers quickly."""

    def __init__(self) -> None:
        self._values: dict[Decimal, int] = {Decimal(0): 0}
        self._series: dict[tuple[object, ...], int] = {}
        self._known: dict[tuple[bool, tuple[int, ...]], tuple[tuple[int, ...], list[int]]] = {}

    def value(self, value: Decimal) -> int:
        """Return the number of a value."""
        return self._values.setdefault(value, len(self._values))

    def form(self, figures: Sequence[Figure], values: Sequence[int], *, dated: bool) -> Form:
        """Return the figures of an area as numbers.

        Args:
            figures: The figures, or such as are alike in all but area and value; they live as long as this does.
            values: The numbers of their values.
            dated: Whether series are told apart by their years, and not by years counted back from the latest, so that
                editions compare.
        """
        alike = dated, tuple(map(id, figures))
        if alike not in self._known:
            latest = max((f.period_end.year for f in figures if f.period_end), default=0)
            found = {
                self._number(figure, None if dated else latest): position
                for position, figure in enumerate(figures)
                if figure.table != "operational_figures"
            }
            self._known[alike] = tuple(found), list(found.values())
        series, positions = self._known[alike]
        return Form(series, [values[position] for position in positions])

    def _number(self, figure: Figure, latest: int | None) -> int:
        series: tuple[object, ...] = figure.measure, figure.category
        if latest is None:
            series += (figure.period_end, figure.baseline_end)
        else:
            series += (figure.period_end and latest - figure.period_end.year, span(figure))
        return self._series.setdefault(series, len(self._series))
