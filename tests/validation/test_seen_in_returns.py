"""What a person sees in a cell is not always what it holds: returns of both layouts, with what should be said."""

from __future__ import annotations

import csv
import re
import zipfile
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from peel_data.findings import Severity
from peel_data.schema import form
from peel_data.template.plan import make_plan
from peel_data.template.writing import write
from support.filling import fill_folder, fill_workbook
from support.forms import AREA, judge, line_id, send_workbook
from support.submissions import ods_content, zipped
from support.synthetic import EDITION

if TYPE_CHECKING:
    from pathlib import Path

RAISED = InlineFont(vertAlign="superscript")
STRUCK = InlineFont(strike=True)
CHARGED = f"crime_rates:{EDITION}:{AREA}:all_excluding_fraud:2016"
WHOLE = '<number:number number:decimal-places="0" number:min-integer-digits="1"/>'
LAYOUTS = ("tables", "form")


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    """A workbook of each layout, filled in."""
    folder = tmp_path_factory.mktemp("good")
    tables = folder / "tables.xlsx"
    write(make_plan(EDITION, AREA), tables, "xlsx")
    fill_workbook(tables)
    return {"tables": tables, "form": send_workbook(folder / "form.xlsx")}


def find_cell(book, layout, table="crime_rates"):
    """The cell with the rate of all crime in 2016, or with the first figure of another table."""
    if layout == "tables":
        sheet = book[table]
        row = 3 if table == "crime_rates" else 2
        return sheet.cell(row, [each.value for each in sheet[1]].index("value") + 1)
    sheet = book[form.SHEET]
    head = [each.value for each in sheet[5]]
    wanted = line_id(CHARGED if table == "crime_rates" else f"{table}:")
    row = next(r[0].row for r in sheet.iter_rows(6) if r[head.index(form.ID)].value == wanted)
    return sheet.cell(row, head.index(form.FIGURE) + 1)


@pytest.fixture(params=LAYOUTS)
def returned(request, good, tmp_path):
    """Change one cell, send the workbook, and return what is said above notes with the cell's address."""

    def send(value, number_format=None, table="crime_rates"):
        book = load_workbook(good[request.param], rich_text=True)
        cell = find_cell(book, request.param, table)
        cell.value = value
        if number_format:
            cell.number_format = number_format
        book.save(tmp_path / "returned.xlsx")
        return said(tmp_path / "returned.xlsx"), cell.coordinate

    return send


def said(path):
    return [f for f in judge(path).findings if f.severity is not Severity.INFO]


def at_the_cell(found, code):
    findings, address = found
    (finding,) = findings
    place = finding.places[0]
    assert (finding.code, f"{place.letter}{place.row}") == (code, address)
    return finding


@pytest.mark.parametrize(
    ("before", "mark", "font", "code"),
    [("1650", "1", RAISED, "F153"), ("21000", "22000", STRUCK, "F154")],
)
def test_a_raised_mark_and_struck_text(returned, before, mark, font, code):
    blocks = [before, TextBlock(font, mark)] if font is RAISED else [TextBlock(font, before), mark]
    incidents = "anti_social_behaviour_incidents"
    finding = at_the_cell(returned(CellRichText(*blocks), table=incidents), code)
    assert ("raised" if font is RAISED else "struck") in finding.message


@pytest.mark.parametrize("shown", ['"[c]"', '[<99]"[c]";0.0'])
def test_a_symbol_that_hides_a_number(returned, shown):
    finding = at_the_cell(returned(66.1, shown), "F156")
    assert "shows “[c]” instead of its number" in finding.message
    assert "66.1" not in str(finding)


def test_a_minus_that_is_hidden(returned):
    finding = at_the_cell(returned(-66.1, "0.0;0.0"), "F149")
    assert finding.message == "The cell shows “66.1” but holds -66.1."


def test_scientific_notation(returned):
    findings, _ = returned(67.3, "0.00E+00")
    assert not findings


def test_a_percentage_of_something_else(returned):
    """A rate per 1,000 is no percentage: what is shown is not understood even in the form."""
    findings, _ = returned(0.7, "0%")
    assert [finding.code for finding in findings] in (["F149"], ["S204"])
    assert "70" in str(findings[0].hints)


def test_a_percentage_where_styles_are_named_in_capitals(good, tmp_path):
    book = load_workbook(good["tables"])
    cell = find_cell(book, "tables")
    cell.value, cell.number_format = 0.7, "0%"
    book.save(tmp_path / "plain.xlsx")
    with (
        zipfile.ZipFile(tmp_path / "plain.xlsx") as plain,
        zipfile.ZipFile(tmp_path / "named.xlsx", "w") as named,
    ):
        for name in plain.namelist():
            named.writestr(name.replace("styles.xml", "Styles.xml"), plain.read(name))
    finding = at_the_cell((said(tmp_path / "named.xlsx"), cell.coordinate), "F149")
    assert "70" in finding.hints[0]


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    """The rows of the table of rates, as they are filled in."""
    folder = tmp_path_factory.mktemp("table") / "tables"
    write(make_plan(EDITION, AREA), folder, "csv")
    fill_folder(folder)
    with (folder / "crime_rates.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.parametrize(
    ("style", "held", "shown", "code"),
    [
        ("<number:text>[c]</number:text>", "67.3", "[c]", "F156"),
        (f"{WHOLE}<number:text>0</number:text>", "67", "670", "F149"),
    ],
)
def test_what_an_opendocument_cell_hides(table, tmp_path, style, held, shown, code):
    head, rows = table[0], [list(row) for row in table[1:]]
    value = head.index("value")
    cells = [[f'<table:table-cell office:value-type="string"><text:p>{text}</text:p>'
              "</table:table-cell>" if text else "<table:table-cell/>" for text in row]
             for row in [head, *rows]]  # fmt: skip
    cells[2][value] = (
        f'<table:table-cell table:style-name="C1" office:value-type="float" office:value="{held}">'
        f"<text:p>{shown}</text:p></table:table-cell>"
    )
    styles = (
        f'<number:number-style style:name="N1">{style}</number:number-style>'
        '<style:style style:name="C1" style:family="table-cell" style:data-style-name="N1"/>'
    )
    path = tmp_path / "rates.ods"
    path.write_bytes(ods(cells, styles))
    (finding,) = [f for f in said(path) if f.code[0] == "F"]
    assert (finding.code, finding.places[0].row) == (code, 3)


def ods(cells, styles):
    rows = "".join(f"<table:table-row>{''.join(row)}</table:table-row>" for row in cells)
    content = ods_content({"crime_rates": rows}, styles=styles)
    return zipped(
        {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content}
    )


def write_table(folder: Path, rows) -> Path:
    folder.mkdir()
    with (folder / "crime_rates.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    return folder


def test_a_line_break_of_a_macintosh_inside_a_cell(table, tmp_path):
    rows = [list(row) for row in table]
    rows[1][rows[0].index("coverage")] = "one\rtwo"
    found = [f for f in said(write_table(tmp_path / "mac", rows)) if f.code[0] not in "VC"]
    (finding,) = found
    assert (finding.code, finding.places[0].row, finding.places[0].column) == (
        "F121", 2, "coverage",
    )  # fmt: skip


def test_decimals_as_pandas_writes_them(table, tmp_path):
    rows = [list(row) for row in table]
    at = rows[0].index("decimals")
    for row in rows[1:]:
        row[at] = f"{row[at]}.0"
    report = judge(write_table(tmp_path / "pandas", rows))
    assert not [f for f in report.findings if f.severity is Severity.ERROR and f.code != "V701"]
    note = next(finding for finding in report.findings if finding.code == "S210")
    assert re.search(r"“1\.0” is read as 1", note.message)
