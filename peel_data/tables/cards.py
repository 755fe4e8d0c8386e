"""A table, some rows of it, or figures as a notebook shows them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

from peel_data import notebook
from peel_data.schema.spec import LISTS
from peel_data.tables import about, records, wording
from peel_data.tables.formatting import area_name
from peel_data.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from peel_data.tables.records import Record
    from peel_data.tables.source import TableSource

HEADER = ("figure", "area", "period", "value", "unit", "interval", "printed in")
NUMBERS = ("value", "interval")
UNSEEN = {"notes", "decimals", "data_source_basis", "status", "qualifier", "rounding"}
"""Columns that a person does not look at first."""

ONCE = {"edition", "area", "publication", "full_report", "locator"}
"""Columns that are said once above the table where all rows agree."""
TITLED = {"area", "grade", "question"}
"""Columns of ids whose titles are shown instead."""
LISTED = 3
"""How many of a list of keys are shown."""


def show(table: TableSource, rows: Sequence[Record], what: str = "", absent: str = "") -> str:
    """Return the card of some rows of a table.

    Args:
        table: The table.
        rows: Some of its records, or all.
        what: What they are if not the whole table, such as `12 rows`.
        absent: Why there are none.
    """
    count = f"{len(rows):,} row{'' if len(rows) == 1 else 's'}"
    if table.measures:
        by_id = {each["figure_id"]: each for each in table.read("figures")}
        ids = [each for row in rows for each in records.figure_ids(table, row).values()]
        empty = sum(row["status"] != "published" for row in rows)
        return _figures(
            table,
            [by_id[each] for each in ids if each in by_id],
            table.title,
            f"{what or count}{f', {empty} of them without a value' if empty else ''}",
            absent,
        )
    columns = [
        column for column in table.columns if column.name not in UNSEEN or column.name in table.key
    ]
    named = about.titles(table) if TITLED & {column.name for column in columns} else {}
    titles = {column: named.get(column, {}) for column in TITLED}

    def cell(column: str, row: Record) -> str:
        text = row.get(column, "")
        return titles.get(column, {}).get(text) or _cell(column, text)

    same, header, cells = notebook.split(
        [column.title for column in columns],
        [[cell(column.name, row) for column in columns] for row in rows],
        [column.title for column in columns if column.name in ONCE and len(rows) > 1],
    )
    numbers = [column.title for column in columns if column.type in {"number", "integer"}]
    return notebook.card(
        table.title,
        verdict=("warning", absent),
        lead=table.description,
        facts=same,
        tables=[notebook.grid(header, cells, numbers)] if rows else [],
        remarks={"Caveats": _notes(table, rows)},
        foot=_foot(table, what or count),
    )


def show_figures(table: TableSource, ids: Iterable[str], absent: str = "") -> str:
    """Return the card of figures, given the table `figures`, their ids, or why there are none."""
    by_id = {each["figure_id"]: each for each in table.read("figures")}
    chosen = [by_id[each] for each in ids]
    count = f"{len(chosen):,} figure{'' if len(chosen) == 1 else 's'}"
    return _figures(table, chosen, "Published figures", count, absent)


def figure_rows(table: TableSource, chosen: Iterable[Record]) -> list[list[str]]:
    """Return records of the table `figures` as rows under `HEADER`."""
    names = {each["id"]: each["name"] for each in table.read("areas")}
    suffixes = {each["id"]: each["suffix"] for each in table.read("units")}
    places: dict[str, list[str]] = {}
    for citation in table.read("citations"):
        places.setdefault(citation["figure_id"], []).append(citation["locator"])
    return [
        [
            each["title"],
            each.get("place") or area_name(each["area"], each["coverage"], names=names),
            _period(each),
            *wording.apart(
                Decimal(each["value"]),
                int(each["decimals"]),
                each["unit"],
                suffixes[each["unit"]],
                each["qualifier"],
            ),
            wording.interval(each["lower"], each["upper"]),
            short_places(places.get(each["figure_id"], ())),
        ]
        for each in chosen
    ]


def short_places(locators: Iterable[str]) -> str:
    """Return where something is printed, a section by its question alone: the whole heading would drown a row."""
    return "; ".join(
        dict.fromkeys(
            each.partition(":")[0] if each.startswith(("Question", "Overview")) else each
            for each in locators
        )
    )


def _figures(
    table: TableSource, chosen: Sequence[Record], title: str, count: str, absent: str
) -> str:
    same, header, rows = notebook.split(
        HEADER, figure_rows(table, chosen), ("area", "period", "unit", "printed in")
    )
    return notebook.card(
        title,
        verdict=("warning", absent),
        lead=table.description if table.measures else "",
        facts={name.capitalize(): text for name, text in same.items()},
        tables=[notebook.grid(header, rows, NUMBERS, "figure")] if rows else [],
        remarks={"Caveats": _notes(table, chosen), "Source": sources(table, chosen)},
        foot=_foot(table, count),
    )


def _cell(column: str, text: str) -> str:
    """Return a cell, of a long list of keys only the first."""
    keys = text.split()
    if column not in LISTS or len(keys) <= LISTED + 1:
        return text
    return f"{' '.join(keys[:LISTED])} and {len(keys) - LISTED} more"


def _period(record: Mapping[str, str]) -> str:
    start, end, base_start, base_end = (
        dt.date.fromisoformat(record[column]) if record[column] else None
        for column in ("period_start", "period_end", "baseline_start", "baseline_end")
    )
    return wording.against(wording.period(start, end), base_start, base_end)


def _notes(table: TableSource, rows: Iterable[Record]) -> list[str]:
    used = dict.fromkeys(note for row in rows for note in row.get("notes", "").split())
    if not used:
        return []
    texts = {note["id"]: f"{note['text']} ({note['locator']})" for note in table.read("notes")}
    return [texts[note] for note in used if note in texts]


def sources(table: TableSource, chosen: Iterable[Record]) -> list[str]:
    """Return what records of figures name as their sources, each with its vintage."""
    used = dict.fromkeys(each["data_source"] for each in chosen)
    return source_lines(used, table.read("data_sources"))


def source_lines(used: Iterable[str | None], known: Iterable[Record]) -> list[str]:
    """Return a line for each data source of those known that is used, with its vintage."""
    by_id = {each["id"]: each for each in known}
    return [
        ": ".join(filter(None, (by_id[each]["title"], by_id[each].get("vintage", ""))))
        for each in used
        if each in by_id
    ]


def _foot(table: TableSource, count: str) -> str:
    return f"{count} · table {table.name} · peel_data {table.release or __version__} · Open Government Licence v3.0"
