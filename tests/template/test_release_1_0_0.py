"""Templates that release 1.0.0 made are still out, and are read and accepted."""

from __future__ import annotations

import csv
import datetime as dt
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from peel_data.tables import records
from support.filling import AREA, fill_folder, fill_workbook
from support.forms import judge
from support.synthetic import EDITION, Sheet
from support.writers import ods

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PERIOD = ("period_start", "period_end")
AGAINST = (*PERIOD, "baseline_start", "baseline_end")
VALUE = ("value", "decimals")
OUTCOME = ("number", "number_decimals", "rate", "rate_decimals")
END = (
    "unit", "denominator", "qualifier", "status", "data_source", "coverage", "population_base",
    "notes",
)  # fmt: skip
"""Without `data_source_basis`, which came later."""

MIDDLES = {
    "calls_for_assistance": (*PERIOD, *VALUE),
    "crime_rates": ("crime_type", *PERIOD, *VALUE),
    "crime_changes": ("crime_type", *AGAINST, *VALUE),
    "crime_outcomes": ("outcome_type", *PERIOD, *OUTCOME),
    "anti_social_behaviour_incidents": (*PERIOD, *VALUE),
    "anti_social_behaviour_rates": (*PERIOD, *VALUE),
    "anti_social_behaviour_changes": (*AGAINST, *VALUE),
    "domestic_abuse_shares": (*PERIOD, *VALUE),
    "organised_crime_group_numbers": (*PERIOD, *VALUE),
    "organised_crime_group_rates": (*PERIOD, *VALUE),
    "organised_crime_group_shares": ("organised_crime_type", *PERIOD, *VALUE),
    "victim_satisfaction": (*PERIOD, *VALUE),
    "crime_numbers": ("crime_type", *PERIOD, *VALUE),
    "operational_figures": ("measure", "month", *AGAINST, *VALUE),
}
"""What stood between the area and the unit, by sheet."""

LAYOUT = {name: ("edition", "area", *middle, *END) for name, middle in MIDDLES.items()} | {
    "revisions": ("figure_id", "release", "old_value", "new_value", "reason"),
    "waivers": ("code", "place", "fingerprint", "reason", "author", "expires"),
}
"""The sheets with their columns, in their order."""


def rows_of(table: str) -> Iterator[list[str]]:
    """The rows that the template came with: all but the figures."""
    for series in records.read("required_series"):
        if (series["edition"], series["area_kind"], series["table"]) != (EDITION, "force", table):
            continue
        cells = dict(series) | {"area": AREA, "qualifier": "exact", "status": "published"}
        cells |= {"number_decimals": "0", "rate_decimals": series["decimals"]}
        for column in ("crime_type", "outcome_type", "organised_crime_type"):
            cells[column] = series["category"]
        yield [cells.get(name, "") for name in LAYOUT[table]]


def as_typed(name: str, text: str) -> object:
    """A cell as the workbook held it: dates are dates, decimals numbers."""
    if not text:
        return None
    if name.endswith(("_start", "_end")):
        return dt.datetime.fromisoformat(text)
    return int(text) if name.endswith("decimals") else text


def make_workbook(path: Path) -> Path:
    book = Workbook()
    book.active.title = "Guide"
    book.active["A1"] = "PEEL: Police effectiveness 2016: figures of Northamptonshire Police"
    for table, columns in LAYOUT.items():
        sheet = book.create_sheet(table)
        sheet.append(columns)
        for row in rows_of(table):
            sheet.append([as_typed(*cell) for cell in zip(columns, row, strict=True)])
    book.create_sheet("Lists").append(["Column", "May contain", "Meaning"])
    book.save(path)
    fill_workbook(path)
    return path


def make_folder(path: Path) -> Path:
    path.mkdir()
    for table, columns in LAYOUT.items():
        with (path / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([columns, *rows_of(table)])
    fill_folder(path)
    return path


def make_spreadsheet(path: Path) -> Path:
    """Make the OpenDocument spreadsheet, whose dates and numbers are cells of their kind as well."""
    tables = {}
    for file in make_folder(path.with_name("tables")).iterdir():
        with file.open(encoding="utf-8", newline="") as stream:
            head, *rows = csv.reader(stream)
        tables[file.stem] = Sheet(head, rows)
    return ods(tables, path)


@pytest.mark.parametrize("make", [make_workbook, make_folder, make_spreadsheet])
def test_a_template_of_release_1_0_0_is_accepted(tmp_path, make):
    report = judge(make(tmp_path / "northamptonshire.xlsx"))
    assert report.ok
    assert {finding.code for finding in report.findings} <= {"S209"}  # 8 for 8.0, as a note
    assert (report.asked, report.given) == (38, 38)
    assert sum(count.accepted for count in report.counts) == 29
