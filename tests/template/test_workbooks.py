"""The workbooks: what is in the file, and that it is the same file every time."""

from __future__ import annotations

import datetime as dt
import io
import os
import subprocess
import sys
import zipfile

import pytest
from defusedxml import ElementTree
from openpyxl import load_workbook

from peel_data.readers import read
from peel_data.template.table_pages import lay_out
from peel_data.validation.tables import KNOWN_TABLES
from peel_data.workbooks import ods, xlsx
from peel_data.workbooks.pages import Cell, Look, Page, Style


@pytest.fixture(scope="module")
def book(plan):
    return load_workbook(io.BytesIO(xlsx.workbook(lay_out(plan), "A title")))


def column(sheet, name):
    return next(cell.column_letter for cell in sheet[1] if cell.value == name)


def test_excel_shows_decimals_and_dates(book):
    sheet = book["crime_outcomes"]
    assert sheet[column(sheet, "number") + "2"].number_format == "0"
    assert sheet[column(sheet, "rate") + "2"].number_format == "0.0"
    end = sheet[column(sheet, "period_end") + "2"]
    assert (end.value.date(), end.number_format) == (dt.date(2016, 6, 30), "yyyy-mm-dd")


def test_excel_offers_the_vocabularies(book):
    sheet = book["crime_rates"]
    offered = {str(check.sqref): check for check in sheet.data_validations.dataValidation}
    status = offered[f"{column(sheet, 'status')}2:{column(sheet, 'status')}7"]
    assert status.formula1 == '"not_comparable,not_supplied,published,suppressed,withdrawn"'
    area = offered[f"{column(sheet, 'area')}2:{column(sheet, 'area')}7"]
    assert area.formula1 == '"northamptonshire"'
    value = offered[f"{column(sheet, 'value')}2"]
    assert (value.type, value.operator, value.formula1) == ("decimal", "between", "0")
    assert "All recorded crime (excluding fraud)" in value.prompt


def test_excel_keeps_the_header_in_view_and_explains_it(book):
    for sheet in book:
        if sheet.title in {"Guide", "Lists"}:
            continue
        assert sheet.freeze_panes == "A2"
        assert all(cell.comment for cell in sheet[1])


def test_the_guide_leads_to_each_sheet(book):
    targets = {
        cell.hyperlink.location.split("!")[0].strip("'")
        for row in book["Guide"].iter_rows()
        for cell in row
        if cell.hyperlink
    }
    assert targets == {*book.sheetnames} - {"Guide", "Lists"}


def test_there_is_no_formula(book):
    assert not [c for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f"]


HOSTILE = '=HYPERLINK("http://example.org") <&> \' "'


def hostile_page():
    row = (Cell(HOSTILE, Style(Look.PROSE), note=HOSTILE),)
    return Page("Notes & more", (20,), (row,), (None,), frozen=True, colour="FFFFFF")


def test_text_that_looks_like_a_formula_stays_text():
    made = load_workbook(io.BytesIO(xlsx.workbook([hostile_page()], HOSTILE)))
    cell = made["Notes & more"]["A1"]
    assert (cell.value, cell.data_type) == (HOSTILE, "s")
    with zipfile.ZipFile(io.BytesIO(ods.workbook([hostile_page()], HOSTILE))) as archive:
        content = ElementTree.fromstring(archive.read("content.xml"))
    assert HOSTILE in list(content.itertext())
    assert not [key for element in content.iter() for key in element.attrib if "formula" in key]


def test_an_opendocument_file_says_first_what_it_is(written):
    with zipfile.ZipFile(written("ods")) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        for name in archive.namelist()[1:]:
            ElementTree.fromstring(archive.read(name))


def test_an_opendocument_file_has_a_validation_and_a_style_for_every_use(written):
    with zipfile.ZipFile(written("ods")) as archive:
        content = ElementTree.fromstring(archive.read("content.xml"))

    def values(ending, *, within):
        return {
            value
            for element in content.iter()
            if element.tag.endswith(within)
            for key, value in element.attrib.items()
            if key.endswith("}" + ending)
        }

    defined = values("name", within="}content-validation")
    assert values("content-validation-name", within="}table-cell") == defined
    styles = values("name", within="}style")
    for element in ("}table-cell", "}table-row", "}table-column", "}table"):
        assert values("style-name", within=element) <= styles
    formats = {
        *values("name", within="}number-style"),
        *values("name", within="}date-style"),
        *values("name", within="}text-style"),
    }
    assert values("data-style-name", within="}style") == formats


def test_every_style_reads_back_as_the_same_tables(written):
    def tables(style):
        reading = read(written(style), known_tables=KNOWN_TABLES)
        assert not reading.findings
        return {table.table: (table.header, table.rows) for table in reading.tables}

    plain = tables("csv")
    assert sum(len(rows) for _, rows in plain.values()) == 29
    assert tables("xlsx") == plain
    assert tables("ods") == plain


MAKE = """
import hashlib
from peel_data.template import csv_files, plan, table_pages
from peel_data.workbooks import ods, xlsx
made = plan.make_plan("peel-effectiveness-2016", "kent")
laid = table_pages.lay_out(made)
for content in (xlsx.workbook(laid, "t"), ods.workbook(laid, "t"), *csv_files.files(made).values()):
    print(hashlib.sha256(content).hexdigest())
"""


def test_the_same_template_is_the_same_file(root):
    made = {
        subprocess.run(
            [sys.executable, "-c", MAKE],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root), "TZ": zone},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone in [("1", "UTC"), ("2", "Asia/Tokyo")]
    }
    assert len(made) == 1


def test_no_time_of_making_is_told(written):
    for style in ("xlsx", "ods"):
        with zipfile.ZipFile(written(style)) as archive:
            assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
