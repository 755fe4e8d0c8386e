"""What frames of every kind say of their rows: facts of the whole, and which rows are totals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peel_data.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peel_data.tables.records import Record
    from peel_data.tables.source import TableSource

TREES = {"crime_types": "crime_type", "outcome_types": "outcome_type"}
"""Tables whose entries can be parts of others, and the column that names them."""


def totals(table: TableSource, rows: Sequence[Record]) -> list[bool]:
    """Return for each row whether others can be part of it: its area has members, or its category parts."""
    wholes = {area["id"] for area in table.read("areas") if area["members"]}
    for name in TREES:
        wholes |= {record["parent"] for record in table.read(name)} - {""}
    columns = [each for each in ("area", "category", *TREES.values()) if rows and each in rows[0]]
    return [any(row[column] in wholes for column in columns) for row in rows]


def facts(table: TableSource, rows: Sequence[Record]) -> dict[str, str]:
    """Return what a frame says of itself: table, title, unit, source and version of the data."""
    units = {each["id"]: each["title"] for each in table.read("units")}
    sources = {each["id"]: each["title"] for each in table.read("data_sources")}
    used = [dict.fromkeys(row.get(name, "") for row in rows) for name in ("unit", "data_source")]
    return {
        "table": table.name,
        "title": table.title,
        "unit": "; ".join(units[each] for each in used[0] if each in units),
        "source": "; ".join(sources[each] for each in used[1] if each in sources),
        "version": table.release or __version__,
    }


def titles(table: TableSource) -> dict[str, dict[str, str]]:
    """Return what each column of ids calls them, by id."""
    found = {}
    for key in table.schema().get("foreignKeys", ()):
        resource = key["reference"]["resource"]
        if resource and key["reference"]["fields"] == ["id"] and (read := table.read(resource)):
            title = next((each for each in ("name", "title") if each in read[0]), None)
            if title:
                found[key["fields"][0]] = {record["id"]: record[title] for record in read}
    if table.name == "figures":
        found["category"] = {
            record["id"]: record["title"]
            for name in (*TREES, "organised_crime_types")
            for record in table.read(name)
        }
    return found
