"""Workbooks for people, XLSX and ODS, by the conventions of the government's statisticians.

A cover, the contents with a link to each sheet, the columns explained, and one table a sheet that begins
with its title and says how many tables there are. Nothing is merged, hidden or coloured to mean something;
numbers show the digits they are printed with; in XLSX each table is marked up as one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from peel_data.workbooks.pages import ANY, DATE, TEXT, Cell, Look, Page, Style

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from peel_data.exports.dataset import Dataset, ExportTable

COVER, CONTENTS, COLUMNS = "Cover", "Contents", "Columns"
COLOUR = "1F3A5F"
WIDEST = 60
LINE_HEIGHT = 15.0
ABOVE = 4
"""So many rows stand above the header of a table."""


def write_xlsx(data: Dataset, path: Path) -> None:
    """Write an Excel workbook."""
    from peel_data.workbooks.xlsx import workbook

    path.write_bytes(workbook(pages(data), data.title))


def write_ods(data: Dataset, path: Path) -> None:
    """Write an OpenDocument spreadsheet."""
    from peel_data.workbooks.ods import workbook

    path.write_bytes(workbook(pages(data), data.title))


def pages(data: Dataset) -> list[Page]:
    """Return the sheets."""
    return [_cover(data), _contents(data), _columns(data), *map(_table, data.tables)]


def _prose(name: str, lines: Sequence[tuple[str, str]]) -> Page:
    width = 100
    rows: list[tuple[Cell, ...]] = []
    heights: list[float | None] = []
    for text, look in lines:
        rows.append((Cell(text, Style(Look(look))),))
        wraps = -(-len(text) // (width - 4))
        heights.append({"title": 30.0, "heading": 28.0}.get(look, LINE_HEIGHT * wraps + 4))
    return Page(name, (width,), tuple(rows), tuple(heights), frozen=False, colour=COLOUR)


def _cover(data: Dataset) -> Page:
    return _prose(
        COVER,
        [
            (data.title, "title"),
            (str(data.descriptor["description"]), "prose"),
            ("Version", "heading"),
            (f"Release {data.version} of peel_data, of {data.descriptor['created'][:10]}.", "prose"),
            ("How to read the tables", "heading"),
            ("The sheet Contents lists the tables, with a link to each. Columns explains every column.", "prose"),
            ("A blank cell means that the report states nothing, or that the column does not apply.", "prose"),
            ("Numbers show the digits they are printed with; the column Decimals says how many.", "prose"),
            ("Cells that name an area, a unit, a note and the like hold ids, which other tables explain.", "prose"),
            ("Sources", "heading"),
            *((f"{source['title']}", "prose") for source in data.descriptor["sources"]),
            ("Licence", "heading"),
            (f"{data.licence['title']}: {data.licence['path']}", "prose"),
        ],
    )  # fmt: skip


def _contents(data: Dataset) -> Page:
    header = ("Sheet", "Title", "Rows", "What it holds")
    rows = [
        (
            Cell(table.name, Style(Look.LINK), link=table.name),
            Cell(table.title, Style(Look.PROSE)),
            Cell(len(table.records), Style(Look.PROSE, "0")),
            Cell(table.description, Style(Look.PROSE)),
        )
        for table in data.tables
    ]
    return _sheet(
        CONTENTS, "Contents", "The tables of this workbook.", header, rows, (34, 44, 8, 90)
    )


def _columns(data: Dataset) -> Page:
    header = (
        "Table",
        "Column",
        "Name in the data package",
        "Type",
        "In the key",
        "Refers to",
        "Meaning",
    )
    rows = []
    for table in data.tables:
        refers = {key.column: f"{key.table}: {key.to}" for key in table.foreign_keys}
        for field in table.fields:
            cells = (
                table.name, field["title"], field["name"], field["type"],
                "yes" if field["name"] in table.key else "no",
                refers.get(field["name"], ""), field["description"],
            )  # fmt: skip
            rows.append(tuple(Cell(cell or None, Style(Look.PROSE)) for cell in cells))
    said = "Every column of every table."
    return _sheet(COLUMNS, "Columns", said, header, rows, (34, 26, 26, 12, 12, 24, 90))


def _table(table: ExportTable) -> Page:
    titles = [field["title"] for field in table.fields]
    places = {name: _places(table, name) for name in (field["name"] for field in table.fields)}
    rows = [
        tuple(
            Cell(_value(cell), Style(Look.PLAIN, _format(field, record, places)))
            for field, cell in zip(table.fields, row, strict=True)
        )
        for row, record in zip(table.rows, table.records, strict=True)
    ]
    widths = tuple(
        min(WIDEST, 3 + max(len(str(text or "")) for text in (title, *cells)))
        for title, *cells in zip(titles, *table.rows, strict=True)
    )
    return _sheet(table.name, table.title, table.description, titles, rows, widths)


def _sheet(
    name: str,
    title: str,
    description: str,
    header: Sequence[str],
    rows: Sequence[tuple[Cell, ...]],
    widths: tuple[int, ...],
) -> Page:
    to = COVER if name == CONTENTS else CONTENTS
    back = Cell(f"Back to the sheet {to}", Style(Look.LINK), link=to)
    many = f"{len(rows):,} row{'' if len(rows) == 1 else 's'}"
    shown: list[tuple[Cell, ...]] = [
        (Cell(title, Style(Look.TITLE)),),
        (Cell(description, Style(Look.PLAIN)),),
        (Cell(f"This worksheet contains one table, of {many}.", Style(Look.PLAIN)),),
        (back,),
        tuple(Cell(text, Style(Look.HEAD)) for text in header),
        *rows,
    ]
    heights = [30.0, *(None for _ in range(ABOVE)), *(_height(row, widths) for row in rows)]
    return Page(
        name, widths, tuple(shown), tuple(heights), frozen=True, colour=COLOUR, head=ABOVE + 1
    )


def _height(row: tuple[Cell, ...], widths: tuple[int, ...]) -> float | None:
    """Return the height that wrapped text needs: programs do not agree on finding it themselves."""
    lines = [
        -(-len(str(cell.value)) // (width - 3))
        for cell, width in zip(row, widths, strict=True)
        if cell.style.look is Look.PROSE
    ]
    return LINE_HEIGHT * max(lines) if lines else None


def _value(cell: object) -> Any:
    return ("true" if cell else "false") if isinstance(cell, bool) else cell


def _places(table: ExportTable, column: str) -> str:
    """Return the column that holds the printed decimals of another; empty if there is none."""
    names = [field["name"] for field in table.fields]
    candidates = (f"{column}_decimals", "decimals" if column == "value" else "")
    return next((each for each in candidates if each in names), "")


def _format(field: Mapping[str, Any], record: Mapping[str, str], places: Mapping[str, str]) -> str:
    kind = field["type"]
    if kind == "number":
        column = places[field["name"]]
        if column and record[column]:
            digits = max(0, int(record[column]))
            return "0." + "0" * digits if digits else "0"
        return ANY
    return {"date": DATE, "integer": "0"}.get(kind, TEXT)
