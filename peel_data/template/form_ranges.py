"""What is usual for a figure: near the year before, and near England and Wales, as the questions ask."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from peel_data.schema.periods import year_before
from peel_data.tables import TABLES
from peel_data.validation.baseline import Baseline
from peel_data.validation.plausibility import (
    NATION,
    SMALL_COUNT,
    movement_of,
    plausible_after,
    plausible_beside,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from peel_data.figures.figure import Figure
    from peel_data.figures.form_lines import Line
    from peel_data.schema.interval import Interval


def usual_ranges() -> Callable[[Line], tuple[str, str]]:
    """Return what tells, for a line, the least and greatest value that raises no question, or blanks.

    Example:
        >>> from peel_data.figures.form_lines import form_lines
        >>> usual = usual_ranges()
        >>> usual(form_lines("peel-effectiveness-2016", "northamptonshire")[0])
        ('598', '935.625')
    """
    baseline = Baseline.installed()
    measures = {table.name: table.measures for table in TABLES}

    def usual(line: Line) -> tuple[str, str]:
        if not line.table or line.published:
            return "", ""
        measure = measures[line.table][line.column]
        ranges = list(_ranges(baseline, line, measure))
        lows = [each.lower for each in ranges if each.lower is not None]
        highs = [each.upper for each in ranges if each.upper is not None]
        if not lows or not highs or max(lows) > min(highs):
            return "", ""
        return _text(float(max(lows))), _text(float(min(highs)))

    return usual


def _ranges(baseline: Baseline, line: Line, measure: str) -> Iterator[Interval]:
    end = dt.date.fromisoformat(line.record["period_end"])
    start = line.record.get("baseline_end")
    category = next((line.record[name] for name in line.record if name.endswith("_type")), "")
    area = line.record["area"]
    before = baseline.series.get((measure, area, category or None, year_before(end), None))
    if before and not start and before[-1].unit == line.unit and not _is_small(before[-1]):
        yield plausible_after(before[-1], None, movement=movement_of(before[-1]))
    years = end.year - dt.date.fromisoformat(start).year if start else 0
    national = _national(baseline, measure, category, line.unit, years, end)
    if area != NATION and national:
        beside = plausible_beside(national)
        if beside is not None:
            yield beside


def _is_small(figure: Figure) -> bool:
    return figure.unit == "count" and figure.value < SMALL_COUNT


def _national(
    baseline: Baseline, measure: str, category: str, unit: str, years: int, end: dt.date
) -> Figure | None:
    """Return the latest figure of England and Wales of a series, over as many years."""
    kin = [
        figure
        for series in baseline.series.values()
        for figure in series
        if (figure.measure, figure.area, figure.category or "") == (measure, NATION, category)
        and figure.unit == unit
        and figure.period_end is not None
        and figure.period_end <= end
        and (figure.period_end.year - figure.baseline_end.year if figure.baseline_end else 0)
        == years
    ]
    return max(kin, key=lambda figure: (figure.period_end, figure.edition), default=None)


def _text(number: float) -> str:
    return f"{number:.4f}".rstrip("0").rstrip(".")
