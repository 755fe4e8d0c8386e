"""The form, filled in and written again by the usual programs: every answer is still there, and means the same."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pandas as pd
import pytest
import xlsxwriter
from openpyxl import Workbook, load_workbook

from peel_data.findings import Severity
from peel_data.readers import read
from peel_data.schema import form
from peel_data.template.writing import write_form
from peel_data.validation.baseline import Baseline
from peel_data.validation.run import validate_reading
from peel_data.validation.tables import KNOWN_TABLES
from support.forms import AREA, send_text, send_workbook
from support.synthetic import EDITION

if TYPE_CHECKING:
    from pathlib import Path

    from peel_data.tables.records import Record

OFFICE = shutil.which("soffice")
office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed here")


def answers(path: Path) -> dict[str, list[Record]]:
    """The rows that a form gives, none of which may be doubted."""
    reading = read(path, known_tables=KNOWN_TABLES)
    made = validate_reading(reading, subject=path.name, baseline=Baseline.installed())
    doubts = [f for f in made.report.findings if f.severity is not Severity.INFO]
    assert not doubts
    return made.records


@pytest.fixture(scope="module")
def sent(tmp_path_factory) -> Path:
    return send_workbook(tmp_path_factory.mktemp("sent") / "form.xlsx")


@pytest.fixture(scope="module")
def expected(sent: Path) -> dict[str, list[Record]]:
    return answers(sent)


def shown_cells(path: Path) -> list[list[object]]:
    sheet = load_workbook(path, data_only=True)[form.SHEET]
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]


def test_written_by_openpyxl(sent, expected, tmp_path):
    book = Workbook()
    book.active.title = form.SHEET
    for row in shown_cells(sent):
        book.active.append(row)
    book.save(tmp_path / "form.xlsx")
    assert answers(tmp_path / "form.xlsx") == expected


@pytest.mark.parametrize(
    "options", [{}, {"constant_memory": True}, {"use_zip64": True}, {"strings_to_numbers": True}]
)
def test_written_by_xlsxwriter(sent, expected, tmp_path, options):
    """Texts in the sheet instead of a list of their own, large packages, and texts turned into numbers."""
    with xlsxwriter.Workbook(tmp_path / "form.xlsx", options) as book:
        sheet = book.add_worksheet(form.SHEET)
        for number, row in enumerate(shown_cells(sent)):
            sheet.write_row(number, 0, row)
    assert answers(tmp_path / "form.xlsx") == expected


@pytest.mark.parametrize("engine", ["openpyxl", "xlsxwriter"])
def test_written_by_pandas(sent, expected, tmp_path, engine):
    frame = pd.read_excel(sent, sheet_name=form.SHEET, header=4, engine="openpyxl")
    frame.to_excel(tmp_path / "form.xlsx", sheet_name=form.SHEET, index=False, engine=engine)
    assert answers(tmp_path / "form.xlsx") == expected
    frame.to_csv(tmp_path / "form.csv", index=False)
    assert answers(tmp_path / "form.csv") == expected


def test_the_text_form_is_the_same_form(expected, tmp_path):
    assert answers(send_text(tmp_path / "form.csv")) == expected


@pytest.fixture(scope="module")
def convert(tmp_path_factory):
    profile = tmp_path_factory.mktemp("profile").as_uri()

    def run(kind: str, target: Path, *sources: Path) -> Path:
        subprocess.run(
            [OFFICE, "--headless", f"-env:UserInstallation={profile}", "--convert-to", kind,
             "--outdir", target, *sources],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        return target

    return run


@pytest.fixture(scope="module")
def as_excel(sent, convert, tmp_path_factory):
    """The form that was sent and an empty one in OpenDocument, saved as Excel by one start of LibreOffice."""
    empty = tmp_path_factory.mktemp("empty") / "empty.ods"
    write_form(EDITION, AREA, empty, "ods")
    return convert("xlsx", tmp_path_factory.mktemp("saved"), sent, empty)


@office
def test_saved_as_excel_by_libreoffice(sent, expected, as_excel):
    assert answers(as_excel / sent.name) == expected


@office
@pytest.mark.parametrize("kind", ["ods", "csv"])
def test_saved_by_libreoffice(sent, expected, convert, tmp_path, kind):
    (made,) = convert(kind, tmp_path, sent).iterdir()
    assert answers(made) == expected


@office
def test_an_opendocument_form_is_filled_in_and_read(sent, expected, convert, as_excel, tmp_path):
    """The answers of one form, typed into the cells of the other by way of LibreOffice."""
    book = load_workbook(as_excel / "empty.xlsx")
    sheet, given = book[form.SHEET], shown_cells(sent)
    ids = [row[given[0].index(form.ID)] for row in given]
    assert [sheet.cell(5 + n, given[0].index(form.ID) + 1).value for n in range(len(ids))] == ids
    column = given[0].index(form.FIGURE)
    for number, row in enumerate(given[1:], 6):
        sheet.cell(number, column + 1).value = row[column]
    book.save(tmp_path / "filled.xlsx")
    convert("ods", tmp_path, tmp_path / "filled.xlsx")
    assert answers(tmp_path / "filled.ods") == expected
