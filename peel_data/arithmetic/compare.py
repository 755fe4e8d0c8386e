"""Two printed figures side by side: are they different, or could rounding alone explain it?

Different here means different as measured. Whether a difference is more than chance is another
question, which printed figures do not answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Generic

from peel_data.arithmetic.arguments import as_date, no_such
from peel_data.arithmetic.figure import F
from peel_data.arithmetic.interval import Interval, Undecidable
from peel_data.errors import InvalidArgument, NotFound

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import date

    from peel_data.arithmetic.figure import PrintedFigure


class Verdict(StrEnum):
    """How the first of two figures stands to the second."""

    HIGHER = "higher"
    LOWER = "lower"
    NOT_DISTINGUISHABLE = "not distinguishable"


@dataclass(frozen=True, slots=True)
class Comparison(Generic[F]):
    """Two figures of one measure, as the intervals that they stand for.

    Attributes:
        first: The figure that is compared.
        second: The figure that it is held against.
        difference: What the first may exceed the second by; negative when it is lower.
        ratio: What the first may be as a multiple of the second; UNDECIDABLE when that may be zero.
        verdict: Which is higher; never claimed when rounding alone could explain the difference.
        caveats: What makes the two less than alike, in words.
    """

    first: F
    second: F
    difference: Interval
    ratio: Interval | Undecidable
    verdict: Verdict
    caveats: tuple[str, ...]

    @property
    def distinguishable(self) -> bool:
        """Whether no common value could have been printed as both."""
        return self.verdict is not Verdict.NOT_DISTINGUISHABLE


def compare_figures(first: F, second: F) -> Comparison[F]:
    """Compare two figures of one measure.

    Raises:
        InvalidArgument: They differ in measure, category, unit or denominator.
    """
    for kind in ("measure", "category", "unit", "denominator"):
        one, other = getattr(first, kind), getattr(second, kind)
        if one != other:
            raise InvalidArgument(
                f"{first.id} and {second.id} cannot be compared: their {kind} is {one or 'none'} "
                f"in the one and {other or 'none'} in the other."
            )
    a, b = interval_of(first), interval_of(second)
    return Comparison(first, second, a - b, a / b, _verdict(a, b), tuple(_caveats(first, second)))


def compare(
    figures: Iterable[F],
    table: str,
    *,
    area: str,
    to: str | None = None,
    category: str | None = None,
    period_end: date | str | None = None,
    against: date | str | None = None,
    edition: str | None = None,
) -> tuple[Comparison[F], ...]:
    """Compare the figures of a table: an area with another, or a period with another.

    Args:
        figures: The printed figures.
        table: The id of the table, such as `crime_rates`.
        area: The id of the area.
        to: The id of the area to compare with, in the same periods.
        category: The id of one category; all by default.
        period_end: The last day of a period; all by default, but needed with `against`.
        against: The last day of the period to compare with, in the same area.
        edition: The id of one edition; all by default. Editions are never mixed.

    Returns:
        A comparison for each figure that has a counterpart.

    Raises:
        InvalidArgument: Not exactly one of `to` and `against`; or the two are not of one unit.
        NotFound: No table, area or pair of figures of that description.
    """
    if (to is None) == (against is None):
        raise InvalidArgument(
            "Say what to compare with: either another area (`to`) or an earlier date (`against`)."
        )
    if against is not None and period_end is None:
        raise InvalidArgument(
            "To compare with an earlier period, say which period is compared as well (`period_end`)."
        )
    end, other_end = as_date(period_end), as_date(against)
    everything = tuple(figures)
    _known("table", table, {f.table for f in everything})
    rows = [f for f in everything if f.table == table]
    for name in (area, to):
        if name is not None:
            _known(f"area in {table}", name, {f.area for f in rows})
    others: dict[tuple[object, ...], F] = {}
    for f in rows:
        if f.area == (to or area) and other_end in {None, f.period_end}:
            others.setdefault(_key(f, period=to is not None), f)
    found = [
        compare_figures(f, others[key])
        for f in rows
        if f.area == area
        and end in {None, f.period_end}
        and category in {None, f.category}
        and edition in {None, f.edition}
        and (key := _key(f, period=to is not None)) in others
        and others[key].id != f.id
    ]
    if not found:
        raise NotFound(f"No two figures of {table} to compare: {_asked(area, to, end, other_end)}.")
    return tuple(found)


def interval_of(figure: PrintedFigure) -> Interval:
    """Return the closed interval that a figure's printed forms allow."""
    return Interval.of(figure.lower, figure.upper)


def _verdict(a: Interval, b: Interval) -> Verdict:
    if a.gap(b) == Fraction(0):
        return Verdict.NOT_DISTINGUISHABLE
    above = a.lower is not None and b.upper is not None and a.lower > b.upper
    return Verdict.HIGHER if above else Verdict.LOWER


def _caveats(first: PrintedFigure, second: PrintedFigure) -> Iterator[str]:
    for figure, other in ((first, second), (second, first)):
        if figure.coverage and figure.coverage != other.coverage:
            yield f"{figure.area} is {figure.coverage} here"
    if first.unit == "count" and first.area != second.area:
        yield "a number is not a rate: it grows with the size of the area"
    if first.unit == "percent_of_victims":
        yield "from a survey: its sampling error is not printed, and comes on top of the rounding"
    if first.unit.endswith("_population") and first.period_end != second.period_end:
        bases = {first.population_base, second.population_base}
        if None in bases:
            yield "the report does not say which population estimate stands behind each period"
        elif len(bases) > 1:
            yield "the two periods rest on different population estimates"


def _key(figure: PrintedFigure, *, period: bool) -> tuple[object, ...]:
    """Return what two figures must share to be compared; the baseline's length with the period."""
    key = (figure.edition, figure.measure, figure.category)
    times = (figure.period_start, figure.period_end, figure.baseline_start, figure.baseline_end)
    return (*key, *times) if period else key


def _known(what: str, name: str, names: Collection[str]) -> None:
    if name not in names:
        raise NotFound(no_such(what, name, names))


def _asked(area: str, to: str | None, end: date | None, against: date | None) -> str:
    if to is not None:
        return f"{area} and {to}, same period" + (f" ending {end}" if end else "")
    return f"{area}, periods ending {end} and {against}"
