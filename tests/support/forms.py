"""Hands that fill in the one-page form, and a judge of what they send."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from openpyxl import load_workbook

from peel_data.figures.form_lines import form_lines
from peel_data.readers import read
from peel_data.schema import form
from peel_data.template.writing import write_form
from peel_data.validation.run import validate_reading
from peel_data.validation.tables import KNOWN_TABLES
from support.filling import answers, key_of
from support.run import installed
from support.synthetic import EDITION

if TYPE_CHECKING:
    from collections.abc import Callable

    from openpyxl import Workbook
    from openpyxl.cell import Cell

    from peel_data.findings import Report

AREA = "northamptonshire"
Cells = dict[str, object]
"""What a line is given: by the name of the column, or for the figure alone, its value."""


@cache
def line_id(part: str, area: str = AREA) -> str:
    """The one id that has this in it."""
    (found,) = [line.id for line in form_lines(EDITION, area) if part in line.id]
    return found


@cache
def filled(area: str = AREA) -> Mapping[str, str]:
    """The invented figures, by the id of their line."""
    known = answers()
    return {
        line.id: known[key_of(line.table, dict(line.record))][line.column]
        for line in form_lines(EDITION, area)
        if line.table and not line.optional
    }


def _changed(changes: Mapping[str, object], area: str) -> dict[str, Cells]:
    cells: dict[str, Cells] = {key: {form.FIGURE: value} for key, value in filled(area).items()}
    for part, change in changes.items():
        given = change if isinstance(change, dict) else {form.FIGURE: change}
        cells.setdefault(line_id(part, area), {}).update(given)
    return cells


def send_workbook(
    path: Path, changes: Mapping[str, object] | None = None, area: str = AREA
) -> Path:
    """Write a form as a workbook, filled in, with some cells changed."""
    book = _filled_book(area)
    before = _type(book, _changed(changes or {}, area))
    book.save(path)
    for cell, value, shown in before:
        cell.value, cell.number_format = value, shown  # a date changes both
    return path


@cache
def _empty_text(area: str) -> str:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "form.csv"
        write_form(EDITION, area, path, "csv")
        return path.read_text(encoding="utf-8-sig")


@cache
def _filled_book(area: str) -> Workbook:
    """A form that is filled in and kept open: to write and to open one takes longer than to change and to save it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "form.xlsx"
        write_form(EDITION, area, path, "xlsx")
        book = load_workbook(path)
    _type(book, _changed({}, area))
    return book


def fill_form(path: Path, changes: Mapping[str, object] | None = None, area: str = AREA) -> Path:
    """Fill in a form that is there already, with some cells changed."""
    book = load_workbook(path)
    _type(book, _changed(changes or {}, area))
    book.save(path)
    return path


def _type(book: Workbook, given: Mapping[str, Cells]) -> list[tuple[Cell, object, str]]:
    """Type into the lines of a form, and return the cells with what they held before, and how they showed it."""
    sheet = book[form.SHEET]
    head = [cell.value for cell in sheet[5]]
    before = []
    for row in sheet.iter_rows(min_row=6):
        key = str(row[head.index(form.ID)].value)
        for name, value in given.get(key, {}).items():
            number = (
                isinstance(value, str) and value.removeprefix("-").replace(".", "", 1).isdecimal()
            )
            cell = row[head.index(name)]
            before.append((cell, cell.value, cell.number_format))
            cell.value = float(str(value)) if number else value
    return before


def send_text(path: Path, changes: Mapping[str, object] | None = None, area: str = AREA) -> Path:
    """Write a form as a CSV file, filled in, with some cells changed."""
    rows = list(csv.DictReader(io.StringIO(_empty_text(area))))
    given = _changed(changes or {}, area)
    for row in rows:
        row.update(
            {name: "" if v is None else str(v) for name, v in given.get(row[form.ID], {}).items()}
        )
    return _write(rows, path)


def change_text(path: Path, change: Callable[[list[dict[str, str]]], None]) -> Path:
    """Change the lines of a form that is a text file."""
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    change(rows)
    return _write(rows, path)


def _write(rows: list[dict[str, str]], path: Path) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, form.COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path


def in_edition(edition: str) -> Callable[[list[dict[str, str]]], None]:
    """Let every line name another edition."""

    def change(rows: list[dict[str, str]]) -> None:
        for row in rows:
            row[form.ID] = row[form.ID].replace(EDITION, edition)

    return change


def moved(lines: int, *, asked: bool = False) -> Callable[[list[dict[str, str]]], None]:
    """Put the figures some lines lower; if `asked`, those lines that may stay empty are left out."""

    def change(rows: list[dict[str, str]]) -> None:
        own = [row for row in rows if not asked or "(optional)" not in row[form.UNIT]]
        figures = [row[form.FIGURE] for row in own]
        for at, row in enumerate(own):
            row[form.FIGURE] = figures[at - lines] if 0 <= at - lines < len(figures) else ""

    return change


def each_figure(change: Callable[[str], str]) -> Callable[[list[dict[str, str]]], None]:
    """Change the figure of every line that has one."""

    def changed(rows: list[dict[str, str]]) -> None:
        for row in rows:
            if row[form.FIGURE]:
                row[form.FIGURE] = change(row[form.FIGURE])

    return changed


def multiplied(times: int) -> Callable[[list[dict[str, str]]], None]:
    """Multiply every figure."""
    return each_figure(lambda figure: str(Decimal(figure) * times))


def judge(path: Path) -> Report:
    """Validate a submission in this process."""
    reading = read(path, known_tables=KNOWN_TABLES)
    return validate_reading(reading, subject=path.name, baseline=installed()).report
