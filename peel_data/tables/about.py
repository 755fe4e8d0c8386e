"""What frames of every kind have in common: their columns, facts of the whole, and which rows are totals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from peel_data.tables import records
from peel_data.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from peel_data.tables.records import Record
    from peel_data.tables.source import TableSource

TREES = {"crime_types": "crime_type", "outcome_types": "outcome_type"}
"""Tables whose entries can be parts of others, and the column that names them."""


def columns(
    table: TableSource, rows: Sequence[Record]
) -> Iterator[tuple[Mapping[str, Any], list[str]]]:
    """Yield the columns of a frame: the field of each, as Table Schema has it, and its cells as text.

    Beside those of the table these are the ids of its figures, the vintage of a data source, the ONS code of an area,
    and for figures whether a row is a total.
    """
    if table.measures:
        ids = [records.named_figure_ids(table, row) for row in rows]
        for name in records.named_figure_ids(table, dict.fromkeys(table.key, "")):
            yield _added(name, "Figure id"), [each[name] for each in ids]
    for field in table.schema()["fields"]:
        name = field["name"]
        texts = [row[name] for row in rows]
        yield field, texts
        if name == "data_source":
            vintages = {each["id"]: each.get("vintage", "") for each in table.read("data_sources")}
            added = _added("data_source_vintage", "Vintage of the data source")
            yield added, [vintages.get(text, "") for text in texts]
        if name == "area":
            codes = {area["id"]: area["ons_code"] for area in table.read("areas")}
            added = _added("area_ons_code", "ONS code of the area")
            yield added, [codes.get(text, "") for text in texts]
    if table.measures or table.name == "figures":
        flags = ["true" if each else "false" for each in totals(table, rows)]
        yield _added("is_total", "Whether other rows can be part of it", "boolean"), flags


def _added(name: str, title: str, kind: str = "string") -> dict[str, Any]:
    return {"name": name, "type": kind, "title": title, "description": title}


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
