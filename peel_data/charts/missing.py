"""What a report draws in a chart without printing its number, in words."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from peel_data.tables import TABLES, formatting
from peel_data.tables.wording import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from peel_data.figures.figure import Figure
    from peel_data.tables.records import Record

ALL_FORCES = "all-forces"


def sentences(part: Record, printed: Sequence[Figure]) -> Iterator[str]:
    """Yield what is drawn besides the printed figures, a sentence for each kind."""
    if part["values_printed"] == "true":
        return
    ends = {str(figure.period_end) for figure in printed}
    if unprinted := [end for end in years(part) if end not in ends]:
        when = [formatting.day(dt.date.fromisoformat(end)) for end in unprinted]
        yield f"Drawn in the report but not printed: the 12 months to {listed(when)}."
    areas = {figure.area for figure in printed}
    if part["charted_areas"] == ALL_FORCES:
        yield "Drawn in the report but not printed: every other force."
    elif others := [area for area in part["charted_areas"].split() if area not in areas]:
        yield f"Drawn in the report but not printed: {listed([*map(formatting.area_name, others)])}."
    if not part["category"] and _has_categories(part["tables"]):
        yield "Drawn in the report but not printed: every other category."


def years(part: Record) -> tuple[str, ...]:
    """Return the last days of the years that a chart spans, oldest first; none if it is of one."""
    if not (part["period_start"] and part["period_end"]):
        return ()
    start, end = (dt.date.fromisoformat(part[c]) for c in ("period_start", "period_end"))
    found = []
    while end > start:
        found.append(str(end))
        end = end.replace(year=end.year - 1)
    return tuple(reversed(found)) if len(found) > 1 else ()


def _has_categories(names: str) -> bool:
    return any(
        column.endswith("_type")
        for table in TABLES
        if table.name in names.split()
        for column in table.key
    )
