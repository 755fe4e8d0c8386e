"""Two printed figures side by side: are they different, or could rounding alone explain it?

Different here means printed as different. Whether a difference is more than chance is another
question, which printed figures do not answer; what the report itself says stands beside the verdict.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Generic, SupportsIndex, overload

from peel_data.arithmetic.arguments import as_date, no_such
from peel_data.arithmetic.caveats import caveats, notes, why_part_of_whole
from peel_data.arithmetic.figure import F, interval_of
from peel_data.errors import InvalidArgument, NotFound
from peel_data.schema.interval import Interval, Undecidable
from peel_data.tables.table import one_a_line

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

    import pandas as pd

    from peel_data.arithmetic.statements import Statement
    from peel_data.tables.printed import PrintedFigure


class Verdict(StrEnum):
    """How the first of two printed numbers stands to the second."""

    HIGHER = "printed higher"
    LOWER = "printed lower"
    NOT_DISTINGUISHABLE = "not distinguishable"
    NO_VERDICT = "no verdict"


@dataclass(frozen=True, slots=True, repr=False)
class Comparison(Generic[F]):
    """Two figures of one measure, as the intervals that they stand for.

    Attributes:
        first: The figure that is compared.
        second: The figure that it is compared with.
        difference: The first minus the second, as an interval; in percentage points for two percentages.
        ratio: The first divided by the second, as an interval; UNDECIDABLE if the second may be zero, and None if
            a ratio has no meaning.
        verdict: Which is printed higher; `not distinguishable` if rounding alone could explain the difference;
            `no verdict` for counts of a part and its whole.
        withheld: The reasons why there is no verdict or no ratio, one sentence for each.
        statements: What the report says about the two figures.
        caveats: What limits the comparison, and the notes on both figures, one sentence for each.
    """

    first: F
    second: F
    difference: Interval
    ratio: Interval | Undecidable | None
    verdict: Verdict
    withheld: tuple[str, ...]
    statements: tuple[Statement, ...]
    caveats: tuple[str, ...]

    def __repr__(self) -> str:
        ids = f"{self.first.id} with {self.second.id}"
        return f"<Comparison of {ids}: {self.in_words}{self._by()}>"

    def __str__(self) -> str:
        """Return both figures, the verdict, the report's own words, and all reservations."""
        words = f"{self.in_words[0].upper()}{self.in_words[1:]}{self._by()}."
        return "\n".join(
            [
                f"{self.first}",
                f"{self.second}",
                *([] if self.verdict is Verdict.NO_VERDICT else [words]),
                *(f"The report says{self.subject(s)}: {s}." for s in self.statements),
                *(f"Note: {sentence}" for sentence in (*self.withheld, *self.caveats)),
            ]
        )

    def _repr_html_(self) -> str:
        """Return the comparison as a notebook shows it."""
        from peel_data.arithmetic import cards

        return cards.show_comparison(
            self.in_words,
            (self.first, self.second),
            difference=self.difference,
            ratio=self.ratio,
            unit=self.difference_unit,
            statements=[f"{each}{self.subject(each)}" for each in self.statements],
            caveats=(*self.withheld, *self.caveats),
        )

    @property
    def distinguishable(self) -> bool:
        """Whether no single value could have been printed as both."""
        return interval_of(self.first).gap(interval_of(self.second)) != 0

    @property
    def in_words(self) -> str:
        """The verdict in words; for two changes, which rose or fell more."""
        above = self.verdict is Verdict.HIGHER
        if self.first.unit != "percent_change" or self.verdict not in _DIFFERENT:
            return self.verdict.value
        a, b = interval_of(self.first), interval_of(self.second)
        if _falls(a) and _falls(b):
            return f"printed as the {'smaller' if above else 'larger'} fall"
        if _falls(-a) and _falls(-b):
            return f"printed as the {'larger' if above else 'smaller'} rise"
        if above and _falls(-a) and _falls(b):
            return "printed as a rise, the other as a fall"
        if not above and _falls(a) and _falls(-b):
            return "printed as a fall, the other as a rise"
        return self.verdict.value

    @property
    def difference_unit(self) -> str:
        """The unit of the difference, if it differs from that of the figures: percentage points."""
        return "percentage points" if self.first.unit.startswith("percent_") else ""

    def as_record(self) -> dict[str, str]:
        """Return the comparison as a row of text: both figures, their unit, the bounds and the verdict."""
        lower, upper = (end or "" for end in self.difference.ends(12))
        ratio = self.ratio.ends(12) if isinstance(self.ratio, Interval) else (None, None)
        ratio_lower, ratio_upper = (end or "" for end in ratio)
        return {
            "figure_id": self.first.id,
            "other_figure_id": self.second.id,
            "measure": self.first.measure,
            "category": self.first.category or "",
            "area": self.first.area,
            "other_area": self.second.area,
            "period_end": f"{self.first.period_end or ''}",
            "other_period_end": f"{self.second.period_end or ''}",
            "value": f"{self.first.value}",
            "other_value": f"{self.second.value}",
            "unit": self.first.unit,
            "difference_lower": lower,
            "difference_upper": upper,
            "difference_unit": self.difference_unit or self.first.unit,
            "ratio_lower": ratio_lower,
            "ratio_upper": ratio_upper,
            "verdict": self.verdict.value,
            "report_says": "; ".join(s.printed for s in self.statements),
            "caveats": " ".join((*self.withheld, *self.caveats)),
        }

    def subject(self, statement: Statement) -> str:
        """Return which figure a statement is about, unless it is the first."""
        return "" if statement.is_about(self.first, self.second) else " of the second"

    def _by(self) -> str:
        if self.verdict not in _DIFFERENT:
            return ""
        size = self.difference if self.verdict is Verdict.HIGHER else -self.difference
        lower, upper = size.ends(4)
        if upper is None:
            return f", by at least {lower} {self.difference_unit}".rstrip()
        by = lower if lower == upper else f"{lower} to {upper}"
        return f", by {by} {self.difference_unit}".rstrip()


class Comparisons(tuple[Comparison[F], ...]):  # noqa: SLOT001 - a tuple cannot have slots with values
    """Comparisons of the figures of a table: a tuple that can become a DataFrame."""

    @overload
    def __getitem__(self, index: SupportsIndex) -> Comparison[F]: ...
    @overload
    def __getitem__(self, index: slice) -> Comparisons[F]: ...
    def __getitem__(self, index: SupportsIndex | slice) -> Comparison[F] | Comparisons[F]:
        """Return a comparison, or for a slice the comparisons of it."""
        found = super().__getitem__(index)
        return Comparisons(found) if isinstance(found, tuple) else found

    def __repr__(self) -> str:
        return one_a_line(self)

    def _repr_html_(self) -> str:
        """Return the comparisons as a notebook shows them."""
        from peel_data.arithmetic import cards

        return cards.show_comparisons(
            [(e.first, e.second, e.in_words, e.difference, e.difference_unit) for e in self],
            statements=[f"{said}{e.subject(said)}" for e in self for said in e.statements],
            caveats=[said for e in self for said in (*e.withheld, *e.caveats)],
        )

    def to_pandas(self) -> pd.DataFrame:
        """Return a row for each comparison: both figures, their unit, the difference, the verdict.

        `difference_lower` to `ratio_upper` and the values are Float64, empty where an end is open or there
        is no ratio; periods are datetime64, ids and verdicts categories, and the rest is text.

        Example:
            >>> found = peel.compare("victim_satisfaction", area="northamptonshire", to="england-and-wales")
            >>> frame = found.to_pandas()
            >>> frame[["value", "other_value", "verdict"]].values.tolist()
            [[83.5, 83.8, 'printed lower']]
        """
        from peel_data.arithmetic.comparison_frame import frame

        return frame([each.as_record() for each in self])


_DIFFERENT: Final = (Verdict.HIGHER, Verdict.LOWER)


def compare_figures(first: F, second: F, statements: Iterable[Statement] = ()) -> Comparison[F]:
    """Compare two figures of one measure.

    Args:
        first: The figure to compare.
        second: The figure to compare it with.
        statements: What the report says in words; only what is about these two is kept.

    Raises:
        InvalidArgument: They differ in measure, category, unit or denominator.
    """
    for kind in ("measure", "category", "unit", "denominator"):
        one, other = getattr(first, kind), getattr(second, kind)
        if one != other:
            raise InvalidArgument(
                f"Cannot compare {first.id} with {second.id}: they differ in {kind} "
                f"({one or 'none'} and {other or 'none'})."
            )
    a, b = interval_of(first), interval_of(second)
    part = why_part_of_whole(first, second)
    no_ratio = _NO_RATIO.get(first.unit)
    return Comparison(
        first,
        second,
        difference=a - b,
        ratio=None if no_ratio else a / b,
        verdict=Verdict.NO_VERDICT if part else _verdict(a, b),
        withheld=tuple(reason for reason in (part, no_ratio) if reason),
        statements=tuple(
            s for s in statements if s.is_about(first, second) or s.is_about(second, first)
        ),
        caveats=tuple(dict.fromkeys((*caveats(first, second), *notes(first, second)))),
    )


def compare(
    figures: Iterable[F],
    table: str,
    *,
    area: str,
    to: str | None = None,
    category: str | None = None,
    measure: str | None = None,
    period_end: date | str | None = None,
    against: date | str | None = None,
    edition: str | None = None,
    statements: Iterable[Statement] = (),
) -> Comparisons[F]:
    """Compare the figures of a table: an area with another, or a period with another.

    Args:
        figures: The printed figures.
        table: The id of the table, such as `crime_rates`.
        area: The id of the area.
        to: The id of the area to compare with, in the same periods.
        category: The id of one category; all by default.
        measure: The name of one measure; all by default.
        period_end: The last day of a period; all by default, but needed with `against`.
        against: The last day of the period to compare with, in the same area.
        edition: The id of one edition; all by default. Editions are never mixed.
        statements: What the report says in words, to stand beside the verdicts.

    Returns:
        A comparison for each figure that has a counterpart.

    Raises:
        InvalidArgument: Not exactly one of `to` and `against`; or the two are not of one unit.
        NotFound: No table, area or pair of figures of that description.
    """
    if (to is None) == (against is None):
        raise InvalidArgument(
            "Give one thing to compare with: another area (`to`) or an earlier date (`against`)."
        )
    if against is not None and period_end is None:
        raise InvalidArgument(
            "Give the period to compare as well (`period_end`), not only the earlier one (`against`)."
        )
    end, other_end = as_date(period_end), as_date(against)
    everything, said = tuple(figures), tuple(statements)
    _known("table", table, {f.table for f in everything})
    rows = [f for f in everything if f.table == table]
    for name in (area, to):
        if name is not None:
            _known("area", name, {f.area for f in rows}, where=f"in {table}")
    if measure is not None:
        _known("measure", measure, {f.measure for f in rows}, where=f"in {table}")
        rows = [f for f in rows if f.measure == measure]
    categories = {f.category for f in rows if f.category}
    if category is not None and categories:
        _known("category", category, categories, where=f"in {table}")
    others: dict[tuple[object, ...], list[F]] = {}
    for f in rows:
        if f.area == (to or area) and other_end in {None, f.period_end}:
            others.setdefault(_key(f, period=to is not None), []).append(f)
    asked = [
        f
        for f in rows
        if f.area == area
        and end in {None, f.period_end}
        and category in {None, f.category}
        and edition in {None, f.edition}
    ]
    pairs = [(f, _counterpart(f, others.get(_key(f, period=to is not None), ()))) for f in asked]
    found = [compare_figures(f, other, said) for f, other in pairs if other is not None]
    if not found:
        raise NotFound(
            f"No two figures of {table} to compare: {_asked(area, to, end, other_end)}."
            f"{_said_instead(asked, said, other_end)}"
        )
    return Comparisons(found)


def _verdict(a: Interval, b: Interval) -> Verdict:
    if not a.gap(b):
        return Verdict.NOT_DISTINGUISHABLE
    above = a.lower is not None and b.upper is not None and a.lower > b.upper
    return Verdict.HIGHER if above else Verdict.LOWER


def _falls(change: Interval) -> bool:
    return change.upper is not None and change.upper <= 0


_NO_RATIO: Final = {
    "percent_change": "No ratio: one percentage change divided by another means nothing.",
    "time_of_day": "No ratio: one time of day divided by another means nothing.",
}


def _counterpart(figure: F, others: Sequence[F]) -> F | None:
    """Return the figure to compare with: of the same coverage, if there is one."""
    distinct = [other for other in others if other.id != figure.id]
    alike = [other for other in distinct if other.coverage == figure.coverage]
    return next(iter(alike or distinct), None)


def _said_instead(
    figures: Sequence[PrintedFigure], statements: Iterable[Statement], against: date | None
) -> str:
    """Return what the report says in words about a period whose number it does not print."""
    said = [
        f" The report says in words: {s}."
        for s in statements
        if s.against_period_end == against is not None and any(map(s.concerns, figures))
    ]
    return "".join(dict.fromkeys(said))


def _key(figure: PrintedFigure, *, period: bool) -> tuple[object, ...]:
    """Return what two figures must share to be compared; the baseline's length with the period."""
    key = (figure.edition, figure.measure, figure.category)
    times = (figure.period_start, figure.period_end, figure.baseline_start, figure.baseline_end)
    return (*key, *times) if period else key


def _known(what: str, name: str, names: Collection[str], where: str = "") -> None:
    if name not in names:
        raise NotFound(no_such(what, name, names, where=where))


def _asked(area: str, to: str | None, end: date | None, against: date | None) -> str:
    if to is not None:
        return f"{area} and {to}, same period" + (f" ending {end}" if end else "")
    return f"{area}, periods ending {end} and {against}"
