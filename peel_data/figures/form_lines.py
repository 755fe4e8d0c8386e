"""The lines of the one-page form: which figures an edition asks of an area, each in words.

Decided from data alone and without a row model: what is sent back is read by the same lines.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from peel_data.figures.build import CATEGORIES, TITLES
from peel_data.figures.form_published import Published
from peel_data.schema.interval import WHOLE
from peel_data.schema.row_rules import ImpossibleValue
from peel_data.tables import TABLES, formatting, records

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from peel_data.tables.records import Record
    from peel_data.tables.table import Table

SECTIONS: Final = {
    "Calls for assistance": ("calls_for_assistance",),
    "Recorded crime": ("crime_rates", "crime_numbers", "crime_changes"),
    "Anti-social behaviour": (
        "anti_social_behaviour_incidents",
        "anti_social_behaviour_rates",
        "anti_social_behaviour_changes",
    ),
    "Outcomes of crime": ("crime_outcomes",),
    "Domestic abuse": ("domestic_abuse_shares",),
    "Victim satisfaction": ("victim_satisfaction",),
    "Organised crime": (
        "organised_crime_group_numbers",
        "organised_crime_group_rates",
        "organised_crime_group_shares",
    ),
}
"""The headings of the form, in the order of the report, with the tables below each."""

BASES: Final = {"population": "Residents", "households": "Households"}
"""What rates are worked out on, and can be given beside them."""

ON_THE_BASE: Final = frozenset(
    {"crime_rates", "anti_social_behaviour_rates", "organised_crime_group_rates"}
)
"""The tables whose rates of one date share a population."""

OPTIONAL: Final = "(optional)"
"""How the unit of a line ends that may stay empty."""

COUNTED: Final = {
    "crime_rates": "crime_numbers",
    "anti_social_behaviour_rates": "anti_social_behaviour_incidents",
    "organised_crime_group_rates": "organised_crime_group_numbers",
}
"""The table with the numbers that the rates of a table are worked out from."""

SCALES: Final = {
    "per_1000_population": 1_000,
    "per_1000_households": 1_000,
    "per_million_population": 1_000_000,
}
"""To how many residents or households a rate is scaled."""

UNITS: Final = {
    "count": "number",
    "per_1000_population": "per 1,000 residents",
    "per_1000_households": "per 1,000 households",
    "per_million_population": "per million residents",
    "percent_change": "percent; a fall is negative",
    "percent_of_recorded_crime": "percent of recorded crime",
    "percent_of_groups": "percent of groups",
    "percent_of_victims": "percent of victims",
}
"""Units as a person says them; those that are not listed are called by their title."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the form.

    Attributes:
        id: The figure id; for a base, its name, edition, area and period.
        table: The table that the figure belongs to; "" for a base.
        column: Its column there.
        record: The cells of its row there that are known beforehand.
        section: The heading that it stands below.
        question: What is asked, in words, as findings call the figure.
        unit: The id of its unit.
        decimals: The precision that it is published with.
        minimum: The least number that makes sense.
        maximum: The greatest, or None where there is none.
        optional: Whether it may stay empty.
        estimate: The estimate of residents or households that it is worked out on, such as "mid-2015".
        published: The figure where the release has it already, as text.
        before: The published figure of the year before, as text.
    """

    id: str
    table: str
    column: str
    record: Mapping[str, str]
    section: str
    question: str
    unit: str
    decimals: int
    minimum: int
    maximum: int | None
    optional: bool = False
    estimate: str = ""
    published: str = ""
    before: str = ""

    @property
    def whole(self) -> bool:
        """Whether only whole numbers make sense."""
        return self.unit in WHOLE

    @property
    def period(self) -> str:
        """The period in words, and for a change what it is measured against."""
        words = formatting.period(
            _date(self.record, "period_start"), _date(self.record, "period_end")
        )
        baseline = formatting.period(
            _date(self.record, "baseline_start"), _date(self.record, "baseline_end")
        )
        words = words[:1].upper() + words[1:]
        return f"{words}, against {baseline.removeprefix('at ')}" if baseline else words

    @property
    def unit_in_words(self) -> str:
        """The unit as a person says it, with the estimate that a rate is worked out on."""
        words = UNITS.get(self.unit) or _titles("units")[self.unit].lower()
        if self.estimate:
            words += f", {self.estimate}"
        return f"{words} {OPTIONAL}" if self.optional else words

    @property
    def in_words(self) -> str:
        """The figure in one phrase: what is asked, of which period."""
        return f"{self.question}, {self.period[:1].lower()}{self.period[1:]}"


@cache
def form_lines(edition: str, area: str) -> tuple[Line, ...]:
    """Return the lines of the form of an edition and area, in the order of the report.

    Nothing is asked of an edition or area that is not known, so that has no lines.

    Example:
        >>> lines = form_lines("peel-effectiveness-2016", "northamptonshire")
        >>> sum(not line.optional for line in lines)
        38
        >>> lines[0].in_words
        'Calls for assistance, 12 months to 31 March 2016'
    """
    kind = next((row["kind"] for row in records.read("areas") if row["id"] == area), "")
    asked = [
        row
        for row in records.read("required_series")
        if row["edition"] == edition and row["area_kind"] == kind
    ]
    latest = max((row["period_end"] for row in asked if row["table"] in ON_THE_BASE), default="")
    known = Published(area)
    tables = {table.name: table for table in TABLES}
    found: list[Line] = []
    for section, names in _sections(asked).items():
        for name in names:
            own = [row for row in asked if row["table"] == name]
            for series in _in_order(tables[name], own) if own else ():
                found += _of_series(tables[name], series, (edition, area, latest), section, known)
    return (*found, *_bases(found, latest, edition, area))


def _sections(asked: Sequence[Record]) -> dict[str, tuple[str, ...]]:
    """Return the headings; a table that none of them names stands below its own title."""
    named = {name for names in SECTIONS.values() for name in names}
    others = dict.fromkeys(row["table"] for row in asked if row["table"] not in named)
    titles = {table.name: table.schema()["title"] for table in TABLES if table.name in others}
    return SECTIONS | {titles[name]: (name,) for name in others}


def _in_order(table: Table[Any], series: Sequence[Record]) -> list[Record]:
    """Wholes before their parts, the latest period first: as the report prints them."""
    order = _category_order(table)
    return sorted(
        series,
        key=lambda each: (
            order.get(each["category"], 99),
            [-int(part) for part in each["period_end"].split("-") if part],
            [-int(part) for part in each["baseline_end"].split("-") if part],
        ),
    )


def _category_order(table: Table[Any]) -> dict[str, int]:
    """Return the categories of a table, each whole followed by its parts."""
    column = _category(table)
    rows = records.read(CATEGORIES[column]) if column else ()
    ordered: list[str] = []

    def add(parent: str) -> None:
        for row in rows:
            if row.get("parent", "") == parent:
                ordered.append(row["id"])
                add(row["id"])

    add("")
    return {category: position for position, category in enumerate(ordered)}


def _columns(table: Table[Any]) -> set[str]:
    return {field["name"] for field in table.schema()["fields"]}


def _category(table: Table[Any]) -> str:
    return next((name for name in table.key if name in CATEGORIES), "")


def _of_series(
    table: Table[Any],
    series: Record,
    form: tuple[str, str, str],
    section: str,
    known: Published,
) -> Iterator[Line]:
    edition, area, latest = form
    category = _category(table)
    record = {
        **{name: series[name] for name in _GIVEN if name in _columns(table)},
        "edition": edition,
        "area": area,
        "qualifier": "exact",
        **({category: series["category"]} if category else {}),
    }
    ids = records.figure_ids(table, record)
    for column, measure in table.measures.items():
        counts = column == "number"
        unit = "count" if counts else series["unit"]
        yield Line(
            ids[column],
            table.name,
            column,
            record,
            section,
            _title(measure, category, series["category"]),
            unit,
            0 if counts else int(series["decimals"] or 0),
            *bounds_of(unit, measure),
            estimate=_estimate(table.name, series["period_end"], latest),
            published=known.value(table, column, record),
            before=known.before(table, column, record),
        )
    if table.name == "crime_rates" and series["period_end"] == latest:
        yield _count_behind(series, edition, area, section, known)


def _count_behind(series: Record, edition: str, area: str, section: str, known: Published) -> Line:
    """Return the number of crimes behind a rate, which may be given beside it."""
    table = next(table for table in TABLES if table.name == "crime_numbers")
    record = {
        "edition": edition,
        "area": area,
        "crime_type": series["category"],
        "period_start": series["period_start"],
        "period_end": series["period_end"],
        "unit": "count",
        "denominator": "",
        "qualifier": "exact",
    }
    return Line(
        records.figure_ids(table, record)["value"],
        table.name,
        "value",
        record,
        section,
        _title("recorded_crimes", "crime_type", series["category"]),
        "count",
        0,
        0,
        None,
        optional=True,
        published=known.value(table, "value", record),
        before=known.before(table, "value", record),
    )


def _bases(lines: Sequence[Line], end: str, edition: str, area: str) -> Iterator[Line]:
    """Yield the residents and households behind the rates of the latest date."""
    used = {line.record.get("denominator") for line in lines if line.table in ON_THE_BASE}
    for base, title in BASES.items():
        if base in used:
            record = {"edition": edition, "area": area, "period_end": f"{int(end[:4]) - 1}-06-30"}
            yield Line(
                f"{base}:{edition}:{area}:{end}",
                "",
                base,
                record,
                "Behind the rates",
                f"{title}, mid-{record['period_end'][:4]} estimate",
                "count",
                0,
                1,
                None,
                optional=True,
            )


def _estimate(table: str, end: str, latest: str) -> str:
    """Return the estimate behind a rate of the latest date: that of the middle of the year before it."""
    return f"mid-{int(end[:4]) - 1}" if table in ON_THE_BASE and end == latest else ""


def count_of(line: Line, lines: Sequence[Line]) -> Line | None:
    """Return the line of the number that a rate is worked out from, if there is one."""
    counted = COUNTED.get(line.table)
    for other in lines:
        if other.table == counted and all(
            other.record.get(name, "") == line.record.get(name, "")
            for name in ("crime_type", "period_end")
        ):
            return other
    return None


def base_of(line: Line, lines: Sequence[Line]) -> Line | None:
    """Return the line of the residents or households that a rate is worked out on, if there is one."""
    if line.table not in ON_THE_BASE:
        return None
    for base in lines:
        at = base.id.rpartition(":")[2]
        if not base.table and base.column == line.record.get("denominator"):
            return base if line.record["period_end"] == at else None
    return None


_GIVEN: Final = (
    "period_start", "period_end", "baseline_start", "baseline_end", "unit", "denominator",
)  # fmt: skip


def _title(measure: str, category: str, which: str) -> str:
    title = TITLES.get(measure) or measure.replace("_", " ")
    return f"{title}: {_titles(CATEGORIES[category])[which]}" if category else title


@cache
def _titles(table: str) -> dict[str, str]:
    return {row["id"]: row["title"] for row in records.read(table)}


def bounds_of(unit: str, measure: str) -> tuple[int, int | None]:
    """Return the least and the greatest number that the rule for rows lets a figure have."""

    def refused(value: int) -> bool:
        return bool(ImpossibleValue.impossible(Decimal(value), unit, measure))

    return 0 if refused(-1) else -100, 100 if refused(101) else None


def _date(record: Mapping[str, str], name: str) -> dt.date | None:
    return dt.date.fromisoformat(record[name]) if record.get(name) else None
