"""One slip in every table of a workbook is one finding."""

import shutil

import pytest
from openpyxl import load_workbook

from peel_data.findings import Severity
from peel_data.template.plan import make_plan
from peel_data.template.writing import write
from support.filling import AREA, fill_workbook
from support.forms import judge
from support.synthetic import EDITION


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    """The tables as a workbook, filled in."""
    path = tmp_path_factory.mktemp("good") / "northamptonshire.xlsx"
    write(make_plan(EDITION, AREA), path, "xlsx")
    fill_workbook(path)
    return path


@pytest.fixture
def returned(good, tmp_path):
    """Change the good workbook, send it, and return the report."""

    def send(change):
        book = load_workbook(good)
        change(book)
        book.save(tmp_path / "returned.xlsx")
        return judge(tmp_path / "returned.xlsx")

    return send


def the_one(report, code):
    (finding,) = (each for each in report.findings if each.severity is Severity.ERROR)
    assert finding.code == code
    return finding


def in_all(column, value):
    """Put one text into a column of every table."""

    def change(book):
        for sheet in book:
            names = [each.value for each in sheet[1]]
            if column in names and sheet.cell(2, 1).value is not None:
                for row in range(2, sheet.max_row + 1):
                    sheet.cell(row, names.index(column) + 1).value = value

    return change


def put_figures(book):
    for column in ("value", "number", "rate"):
        in_all(column, "tbc")(book)


def with_title(book):
    for sheet in book:
        if sheet.title not in {"Guide", "Lists"}:
            sheet.insert_rows(1)
            sheet["A1"] = "Northamptonshire"


def doubled(book):
    for sheet in book:
        if sheet.title not in {"Guide", "Lists"} and sheet.cell(2, 1).value is not None:
            for row in list(sheet.iter_rows(2, values_only=True)):
                sheet.append(row)


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        (in_all("area", "Northamptonshire Police"), "S205", "29 places in 12 tables"),
        (in_all("edition", "peel-effectiveness-2061"), "K402", "29 places in 12 tables"),
        (in_all("status", "Given"), "S205", "29 places in 12 tables"),
        (put_figures, "S204", "38 places in 12 tables"),
        (with_title, "F130", "in 16 tables. The first: Row 1 should be the header"),
        (doubled, "K401", "58 places in 12 tables"),
    ],
)
def test_the_same_slip_in_every_table(returned, change, code, words):
    assert words in the_one(returned(change), code).message


def test_the_tables_beside_their_draft(good, tmp_path):
    for name in ("draft.xlsx", "final.xlsx"):
        shutil.copy(good, tmp_path / name)
    assert len(the_one(judge(tmp_path), "K401").places) == 58
