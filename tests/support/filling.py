"""Hands that fill in a template with the invented figures of 2016."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from openpyxl import load_workbook

from peel_data.tables import records
from peel_data.validation.tables import KNOWN_TABLES
from support.synthetic import EDITION, truth
from support.synthetic import row as invented_row

if TYPE_CHECKING:
    from pathlib import Path

AREA = "northamptonshire"
MEASURES = ("value", "number", "rate")


def answers(area: str = AREA) -> dict[tuple[str, ...], dict[str, str]]:
    """The invented figures by table, category and periods."""
    true = truth(area)
    found = {}
    for series in records.read("required_series"):
        if series["edition"] == EDITION and series["area_kind"] == "force":
            names = KNOWN_TABLES[series["table"]]
            cells = dict(zip(names, invented_row(true, series), strict=True))
            found[key_of(series["table"], cells)] = {c: cells[c] for c in MEASURES if c in cells}
    return found


def key_of(table: str, cells: dict[str, str]) -> tuple[str, ...]:
    parts = ("crime_type", "outcome_type", "organised_crime_type", "period_end", "baseline_end")
    return (table, *(cells.get(part, "") for part in parts))


def fill_workbook(path: Path) -> None:
    """Fill in an Excel template: each yellow cell by what the row says it is for."""
    book, figures = load_workbook(path), answers()
    for sheet in book:
        head = [cell.value for cell in sheet[1]]
        for row in sheet.iter_rows(min_row=2):
            if sheet.title in {"Guide", "Lists"} or row[0].value is None:
                break
            texts = {n: _text(cell.value) for n, cell in zip(head, row, strict=True)}
            for name, figure in figures.pop(key_of(sheet.title, texts)).items():
                row[head.index(name)].value = float(figure) if "." in figure else int(figure)
    assert not figures, "the template asks for every series"
    book.save(path)


def fill_folder(folder: Path) -> None:
    """Fill in a template of CSV files."""
    figures = answers()
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        if not rows:
            continue
        for row in rows:
            row.update(figures.pop(key_of(path.stem, row)))
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    assert not figures, "the template asks for every series"


def _text(value: object) -> str:
    return "" if value is None else str(value).removesuffix(" 00:00:00")
