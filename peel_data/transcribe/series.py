"""What a report of an edition may print: a series for each figure, with the row that will hold it. Internal."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from peel_data.schema.spec import TableSpec
from peel_data.tables.records import figure_ids
from peel_data.transcribe.wording import FORCE, NATION
from peel_data.validation.tables import MEASURES, definition

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from peel_data.transcribe.audit import Row, Tables

OPERATIONAL = "operational_figures"
DATES = ("month", "period_start", "period_end", "baseline_start", "baseline_end")
_CARRIED = (
    "data_source",
    "data_source_basis",
    "coverage",
    "population_base",
    "notes",
    "derivation",
)


class Series(NamedTuple):
    """A figure that a report may print.

    Attributes:
        figure_id: Its id.
        table: The table of its row.
        column: The column of its value there.
        measure: What is measured.
        category: Its category; empty where the table has none.
        area: `force`, or `england-and-wales`.
        period_end: Its last day; empty where it has no period.
        baseline_end: The last day of what it is a change from; empty where it is no change.
        unit: Its unit.
        decimals: The precision that the edition prints it at.
        row: The row, without values.
    """

    figure_id: str
    table: str
    column: str
    measure: str
    category: str
    area: str
    period_end: str
    baseline_end: str
    unit: str
    decimals: int
    row: Mapping[str, str]


def series_of(tables: Tables, edition: str, area: str, like: str = "") -> dict[str, Series]:
    """Return the series that an edition asks for, of a force and of the nation, by figure id.

    Args:
        tables: Gives the rows of a table.
        edition: The edition.
        area: The force.
        like: The force whose rows say what else holds of a figure: its source, its notes, what it leaves out.
    """
    made = {}
    for asked in tables("required_series"):
        if asked["edition"] == edition:
            of = area if asked["area_kind"] == FORCE else NATION
            for each in _series(tables, asked, of, like):
                made[each.figure_id] = each
    return made


def _series(tables: Tables, asked: Row, area: str, like: str) -> Iterator[Series]:
    table = asked["table"]
    spec, columns = definition(table).spec, definition(table).fields
    row = dict.fromkeys(columns, "") | {c: asked[c] for c in columns if c in asked}
    row |= {"area": area, "status": "published", "qualifier": "exact"}
    if spec.category:
        row[spec.category] = asked["category"]
    row |= _carried(tables(table), spec, row, like if area != NATION else NATION)
    for column, figure_id in figure_ids(spec, row).items():
        unit = TableSpec.unit(column, asked["unit"])
        yield Series(
            figure_id,
            table,
            column,
            MEASURES[table][column],
            asked["category"],
            NATION if area == NATION else FORCE,
            asked["period_end"],
            asked["baseline_end"],
            unit,
            int(asked["decimals"]) if unit == asked["unit"] else 0,
            row,
        )


def _carried(rows: Sequence[Row], spec: TableSpec, row: Row, like: str) -> dict[str, str]:
    """Return what the same figure of another force, or of another edition, says beside its value."""
    same = [each for each in rows if each["area"] == like]
    if spec.category:
        same = [each for each in same if each[spec.category] == row[spec.category]]
    exact = [e for e in same if e.get("period_end") == row.get("period_end")
             and e.get("baseline_end") == row.get("baseline_end")]  # fmt: skip
    model = next(iter([*exact, *same]), None)
    return {column: model[column] for column in _CARRIED if model and column in row}


def shifted(day: str, years: int) -> str:
    """Return a day or month so many years later; the 29th of February is none.

    Example:
        >>> shifted("2015-06-30", 1)
        '2016-06-30'
    """
    return f"{int(day[:4]) + years}{day[4:]}" if day else ""
