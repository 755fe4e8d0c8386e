"""Submissions written to files, in every format and layout that may be sent."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

import pandas as pd
from openpyxl import Workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from support.synthetic import Sheet, Tables

NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,9})?")
NUMBERS = frozenset({"value", "decimals", "number", "number_decimals", "rate", "rate_decimals"})
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def csv_text(sheet: Sheet, **options: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=options.get("end", "\n"), quoting=csv.QUOTE_MINIMAL)
    writer.writerows([sheet.header, *sheet.rows])
    return out.getvalue()


def csv_folder(tables: Tables, path: Path) -> Path:
    path.mkdir(parents=True)
    for name, sheet in tables.items():
        (path / f"{name}.csv").write_text(csv_text(sheet), encoding="utf-8", newline="")
    return path


def csv_zip(tables: Tables, path: Path) -> Path:
    path = path.with_suffix(".zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, sheet in tables.items():
            archive.writestr(f"{name}.csv", csv_text(sheet))
    return path


def xlsx(tables: Tables, path: Path, *, as_text: bool = False, extra: Iterable[str] = ()) -> Path:
    """A workbook as a person would fill it: numbers and dates are numbers and dates to Excel."""
    path = path.with_suffix(".xlsx")
    book = Workbook()
    book.remove(book.active)
    for name, sheet in tables.items():
        page = book.create_sheet(name)
        for number, row in enumerate([sheet.header, *sheet.rows], 1):
            for column, text in enumerate(row, 1):
                if not text:
                    continue
                cell = page.cell(number, column)
                named = sheet.header[column - 1]
                if not as_text and number > 1 and named in NUMBERS and NUMBER.fullmatch(text):
                    places = len(text.partition(".")[2])
                    cell.value = float(text) if places else int(text)
                    cell.number_format = "0." + "0" * places if places else "0"
                elif not as_text and number > 1 and _is_date(text):
                    cell.value = dt.date.fromisoformat(text)
                    cell.number_format = "yyyy-mm-dd"
                else:
                    cell.value = text
                    cell.data_type = "s"
    for name in extra:
        book.create_sheet(name)["A1"] = "This sheet is for people."
    book.save(path)
    return path


def ods(tables: Tables, path: Path) -> Path:
    path = path.with_suffix(".ods")
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    spaces = "".join(f' xmlns:{n}="{space}{n}:1.0"' for n in ("office", "table", "text"))
    body = "".join(
        f"<table:table table:name={quoteattr(name)}>"
        + "".join(_ods_row(sheet, row, head=row is sheet.header) for row in _all(sheet))
        + "</table:table>"
        for name, sheet in tables.items()
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{spaces} '
        f'office:version="1.3"><office:body><office:spreadsheet>{body}</office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    return path


def frames(tables: Tables) -> dict[str, pd.DataFrame]:
    return {name: pd.DataFrame(sheet.rows, columns=sheet.header) for name, sheet in tables.items()}


def one_csv(tables: Tables, path: Path) -> Path:
    """The one table of a submission in a file of its own, with a label behind its name."""
    ((name, sheet),) = tables.items()
    path.mkdir(parents=True)
    file = path / f"{name}.northamptonshire.csv"
    file.write_text(csv_text(sheet), encoding="utf-8", newline="")
    return file


def split_by_area(tables: Tables, path: Path) -> Path:
    """A folder for each area, as forces would send theirs."""
    for name, sheet in tables.items():
        at = sheet.header.index("area") if "area" in sheet.header else None
        parts: dict[str, list[list[str]]] = {}
        for row in sheet.rows:
            parts.setdefault(row[at] if at is not None else "all", []).append(row)
        for area, rows in parts.items():
            folder = path / (re.sub(r"\W", "_", area) or "none")
            folder.mkdir(parents=True, exist_ok=True)
            part = type(sheet)(sheet.header, rows)
            (folder / f"{name}.csv").write_text(csv_text(part), encoding="utf-8", newline="")
    return path


FORMATS: dict[str, Callable[[Tables, Path], Path]] = {
    "csv": csv_folder,
    "zip": csv_zip,
    "xlsx": xlsx,
    "ods": ods,
}


def _is_date(text: str) -> bool:
    if not DATE.fullmatch(text):
        return False
    try:
        return dt.date.fromisoformat(text).year >= 1900
    except ValueError:
        return False


def _all(sheet: Sheet) -> Iterable[list[str]]:
    return [sheet.header, *sheet.rows]


def _ods_row(sheet: Sheet, row: list[str], *, head: bool) -> str:
    cells = []
    for column, text in enumerate(row):
        shown = f"<text:p>{escape(text)}</text:p>"
        named = sheet.header[column] if column < len(sheet.header) else ""
        if not text:
            cells.append("<table:table-cell/>")
        elif not head and named in NUMBERS and NUMBER.fullmatch(text):
            cells.append(
                f'<table:table-cell office:value-type="float" office:value="{text}">{shown}'
                "</table:table-cell>"
            )
        elif not head and _is_date(text):
            cells.append(
                f'<table:table-cell office:value-type="date" office:date-value="{text}">{shown}'
                "</table:table-cell>"
            )
        else:
            cells.append(f'<table:table-cell office:value-type="string">{shown}</table:table-cell>')
    return f"<table:table-row>{''.join(cells)}</table:table-row>"
