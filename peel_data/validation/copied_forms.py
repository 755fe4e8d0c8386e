"""Areas whose figures are another's: found without holding every area against every other. Internal."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from functools import cache
from itertools import chain
from math import ceil
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from peel_data.figures.figure import Figure

Key: TypeAlias = tuple[str, str]  # an edition and an area
Valued: TypeAlias = (
    "tuple[Figure, int]"  # a value by its number, and a figure that has it, or is alike in all else
)
Values: TypeAlias = "dict[int, int]"  # numbers of values by those of series


def sharing(
    figures: Mapping[Key, Values], asked: Iterable[Key], least: int, share: Decimal
) -> Iterator[tuple[Key, Key]]:
    """Yield each two areas with this many equal figures at least, and this share of those both have; no zeros count.

    All pairs would be too many. Of two that share so many values, one value at least is not among as many of the
    commonest less one: only those that share one of the others are held against each other.
    """
    numbered: dict[frozenset[object], int] = {}  # most areas have the same series
    kind = {
        key: numbered.setdefault(frozenset(values), len(numbered))
        for key, values in figures.items()
    }
    series = list(numbered)

    @cache
    def enough(mine: int, theirs: int) -> int:
        return max(least, ceil(share * len(series[mine] & series[theirs])))

    numbers: dict[object, int] = {}  # of each value of a series
    held = {
        key: {numbers.setdefault(item, len(numbers)) for item in values.items() if item[1]}
        for key, values in figures.items()
    }
    common = Counter(chain.from_iterable(held.values()))
    holders: dict[int, dict[int, list[Key]]] = {value: {} for value in common if common[value] > 1}
    for key, values in held.items():
        for value in holders.keys() & values:
            holders[value].setdefault(kind[key], []).append(key)
    for key in asked:
        mine, rarest = kind[key], sorted(held[key], key=common.__getitem__)
        near = {
            other
            for position, value in enumerate(rarest[: len(rarest) - least + 1])
            if value in holders
            for theirs, others in holders[value].items()
            if position <= len(rarest) - enough(mine, theirs)
            for other in others
        }
        for other in near:
            equal = len(held[key] & held[other])
            if other[1] != key[1] and equal >= enough(mine, kind[other]):
                yield key, other


class Numbers:
    """Gives series and values numbers: those of all areas are compared again and again, and numbers quickly."""

    def __init__(self) -> None:
        self._given: dict[object, int] = {Decimal(0): 0}
        self._series: dict[tuple[int, int | None], int] = {}

    def value(self, value: Decimal) -> int:
        """Return the number of a value: 0 for zero alone."""
        return self._given.setdefault(value, len(self._given))

    def dated(self, figures: Sequence[Valued]) -> Values:
        """Return values by series and period."""
        return self._by_series(figures, None)

    def counted_back(self, figures: Sequence[Valued]) -> Values:
        """Return values by series, with years counted back from the latest, so that editions compare."""
        latest = max((f.period_end.year for f, _ in figures if f.period_end), default=0)
        return self._by_series(figures, latest)

    def _by_series(self, figures: Sequence[Valued], latest: int | None) -> Values:
        known, found = self._series, {}
        for figure, value in figures:
            key = id(figure), latest  # figures live as long as the release and the submission do
            if key not in known:
                known[key] = self._number(figure, latest)
            if figure.table != "operational_figures":
                found[known[key]] = value
        return found

    def _number(self, figure: Figure, latest: int | None) -> int:
        series: tuple[object, ...] = figure.measure, figure.category
        if latest is None:
            series += (figure.period_end, figure.baseline_end)
        else:
            series += (figure.period_end and latest - figure.period_end.year, span(figure))
        return self._given.setdefault((latest is None, series), len(self._given))


def span(figure: Figure) -> int:
    """Return, for a change, the years it spans; 0 for all else."""
    if figure.baseline_end is None or figure.period_end is None:
        return 0
    return figure.period_end.year - figure.baseline_end.year
