"""OpenDocument spreadsheets: repeats, views and values, hidden and covered cells."""

from __future__ import annotations

import pytest

from peel_data.readers import Limits
from support.describe import grouped, told_of_reading
from support.submissions import (
    MANIFEST,
    ROWS,
    check_bytes,
    codes,
    ods,
    ods_cell,
    ods_content,
    ods_rows,
    rows_of,
    small_ods,
    zipped,
)

AREA = ods_cell("kent")


def cell(attributes: str, view: str = "", tag: str = "table-cell") -> str:
    text = f"<text:p>{view}</text:p>" if view else ""
    return f"<table:{tag} {attributes}>{text}</table:{tag}>"


def value(kind: str, value: str, view: str, more: str = "") -> str:
    name = {"date": "date-value", "boolean": "boolean-value", "time": "time-value"}.get(
        kind, "value"
    )
    return cell(f'office:value-type="{kind}" office:{name}="{value}" {more}', view)


def read_small(folder, cells, **options):
    return check_bytes(folder, small_ods(cells, **options), "w.ods")


def test_good(tmp_path):
    reading = check_bytes(tmp_path, ods(), "w.ods")
    assert not reading.findings
    assert rows_of(reading) == list(ROWS)


VALUES = [
        (value("float", "65.7", "65.7"), "65.7"),
        (value("float", "65.700000000000003", "65.7"), "65.7"),
        (value("float", "2800000", "2,800,000"), "2800000"),
        (value("float", "2800000", "2.800.000"), "2800000"),
        (value("float", "1234.5", "1 234,5"), "1234.5"),
        (value("float", "1234.5", "1,235"), "1234.5"),
        (value("float", "1000", "1E+03"), "1000"),
        (value("float", "0", ""), "0"),
        (value("currency", "5", "£5.00"), "5"),
        (value("boolean", "true", "TRUE"), "TRUE"),
        (value("date", "2015-09-01", "01/09/15"), "2015-09-01"),
        (value("date", "2015-09-01", "1 September 2015"), "2015-09-01"),
        (value("date", "2015-09-01T00:00:00", "2015-09-01"), "2015-09-01"),
        (cell('office:value-type="string" office:string-value="held"', "held"), "held"),
        (cell('office:value-type="string"', 'a<text:s text:c="2"/>b<text:span>c</text:span>'),
         "a  bc"),
        (cell('office:value-type="string"', "a<text:line-break/>b"), "a\nb"),
        (cell('office:value-type="string"', "a</text:p><text:p>b"), "a\nb"),
        (('<table:table-cell office:value-type="string"><office:annotation><text:p>remark</text:p>'
         "</office:annotation><text:p>a</text:p></table:table-cell>"), "a"),
    ]  # fmt: skip


@pytest.mark.parametrize(("xml", "text"), VALUES)
def test_values(tmp_path, xml, text):
    reading = read_small(tmp_path, AREA + xml)
    assert not reading.findings
    assert reading.tables[0].rows == (("kent", text, ""),)


FLAWS = [
        (value("percentage", "0.149", "14.9%"), "F149", "0.149"),
        (value("float", "2800000", "2.8"), "F149", "2800000"),
        (value("float", "2800000", "2,800"), "F149", "2800000"),
        (cell('office:value-type="float" office:value="5"', " "), "F156", ""),
        (value("date", "2015-09-01", "Sep 15"), "F150", "2015-09"),
        (value("date", "2015-09-01", "2015-09"), "F150", "2015-09"),
        (value("date", "2015-09-03", "Sep 15"), "F150", "2015-09-03"),
        (value("date", "2015-09-03", "4 September 2015"), "F149", "4 September 2015"),
        (value("date", "2015-09-01", "1 Sep"), "F149", "1 Sep"),
        (value("date", "2015-09-01", "2015"), "F149", "2015"),
        (value("date", "", "x"), "F151", "x"),
        (value("time", "PT12H00M00S", "12:00"), "F149", "12:00"),
        (value("float", "1e400", "x"), "F151", "x"),
        (value("float", "NaN", "x"), "F151", "x"),
        (value("float", "65,7", "65,7"), "F151", "65,7"),
        (value("float", "2", "2", 'table:formula="of:=1+1"'), "F143", "2"),
        (cell('table:formula="of:=1+1"'), "F142", ""),
        (cell('table:formula="of:=1/0" office:value-type="string" calcext:value-type="error"',
              "#DIV/0!"), "F144", "#DIV/0!"),
        (cell('table:formula="of:=x" office:value-type="float" office:value="0"', "#REF!"),
         "F144", "#REF!"),
        (cell('office:value-type="string"', "x" * 40_000), "F114", "x" * 32_769),
        (cell('office:value-type="string"', "a\u202eb"), "F121", "a\u202eb"),
    ]  # fmt: skip


@pytest.mark.parametrize(("xml", "code", "text"), FLAWS)
def test_flaws(tmp_path, xml, code, text):
    reading = read_small(tmp_path, AREA + xml)
    found = set(codes(reading)) - ({"F143"} if code == "F144" else set())
    assert found == {code}
    assert reading.tables[0].rows == (("kent", text, ""),)


def test_repeats_with_content(tmp_path):
    xml = value("float", "1", "1", 'table:number-columns-repeated="2"')
    reading = read_small(tmp_path, AREA + xml, row='table:number-rows-repeated="3"')
    assert reading.tables[0].rows == (("kent", "1", "1"),) * 3
    assert reading.tables[0].numbers == (2, 3, 4)


def test_repeats_without_content(tmp_path):
    empty = (
        '<table:table-row table:number-rows-repeated="500000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    reading = check_bytes(tmp_path, ods({"crime_rates": ods_rows() + empty}), "w.ods")
    assert not reading.findings
    assert rows_of(reading) == list(ROWS)


def test_gap_before_a_record(tmp_path):
    gap = '<table:table-row table:number-rows-repeated="10"><table:table-cell/></table:table-row>'
    reading = check_bytes(
        tmp_path, ods({"crime_rates": ods_rows() + gap + ods_rows([ROWS[0]])}), "w.ods"
    )
    assert reading.tables[0].numbers[-1] == 18
    assert reading.ignored[0].records == 10


IMPOSSIBLE = [
        ('table:number-rows-repeated="1048576"', AREA, "F113"),
        ('table:number-rows-repeated="99999999999"', AREA, "F113"),
        ("", AREA.replace("<table:table-cell", '<table:table-cell table:number-columns-repeated="16384"'), "F113"),
        ('table:number-rows-repeated="0"', AREA, "F140"),
        ('table:number-rows-repeated="-1"', AREA, "F140"),
        ('table:number-rows-repeated="x"', AREA, "F140"),
        ("", '<table:table-cell table:number-columns-repeated="9" />' * 2000, "F140"),
        ("", "<table:table-row/>", "F140"),
        ("", "<table:table-cell><table:table-cell/></table:table-cell>", "F140"),
        ("", '<table:table-cell><table:table table:name="x"/></table:table-cell>', "F140"),
    ]  # fmt: skip


@pytest.mark.parametrize(("row", "cells", "code"), IMPOSSIBLE)
def test_impossible_repeats(tmp_path, row, cells, code):
    assert codes(read_small(tmp_path, cells, row=row, columns="")) == [code]


def test_hidden(tmp_path):
    columns = (
        '<table:table-column/><table:table-column table:visibility="collapse" '
        'table:number-columns-repeated="1000"/>'
    )
    reading = read_small(tmp_path, AREA, columns=columns, row='table:visibility="filter"')
    assert codes(reading) == ["F146", "F146"]


def test_hidden_sheet(tmp_path):
    style = (
        '<style:style style:name="ta1" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
    )
    content = ods_content({"crime_rates": ods_rows()}, styles=style)
    content = content.replace('name="crime_rates"', 'name="crime_rates" table:style-name="ta1"')
    reading = check_bytes(tmp_path, zipped({"content.xml": content}), "w.ods")
    assert codes(reading) == ["F146"]
    assert rows_of(reading) == list(ROWS)


def test_merged(tmp_path):
    xml = AREA + value("float", "1", "1", 'table:number-columns-spanned="2"')
    xml += "<table:covered-table-cell/>"
    assert codes(read_small(tmp_path, xml)) == ["F145"]


def test_sheets(tmp_path):
    tables = {
        "Guide": ods_rows([("x",)]),
        "crime_rates": ods_rows(),
        "Sheet2": "",
        "Crime_rate": ods_rows([("a",), ("b",)]),
        "crime_changes": ods_rows([("zzz",)]),
    }
    reading = check_bytes(tmp_path, ods(tables), "w.ods")
    assert codes(reading) == ["F104", "F130"]
    assert rows_of(reading) == list(ROWS)
    assert [i.sheet for i in reading.ignored] == ["Guide", "Sheet2"]


def test_deleted_contents_of_change_tracking_are_not_read(tmp_path):
    before = (
        "<table:tracked-changes><table:deletion><table:table-row><table:table-cell>"
        "<text:p>old</text:p></table:table-cell></table:table-row></table:deletion>"
        "</table:tracked-changes>"
    )
    content = ods_content({"crime_rates": before + ods_rows()}, before=before)
    reading = check_bytes(tmp_path, zipped({"content.xml": content}), "w.ods")
    assert rows_of(reading) == list(ROWS)


DAMAGED = [
        ({"META-INF/manifest.xml": MANIFEST.format("<manifest:encryption-data/>"),
          "content.xml": b"\x01\x02"}, "F152"),
        ({"content.xml": b"\x01\x02"}, "F140"),
        ({"content.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}, "F141"),
        ({"mimetype": "x"}, "F140"),
        ({"content.xml": "<a/>"}, "F105"),
        ({"content.xml": ods_content({"a": "", "A": ""})}, "F140"),
    ]  # fmt: skip


@pytest.mark.parametrize(("members", "code"), DAMAGED)
def test_damaged(tmp_path, members, code):
    assert codes(check_bytes(tmp_path, zipped(members), "w.ods")) == [code]


def test_good_manifest(tmp_path):
    members = {"META-INF/manifest.xml": MANIFEST.format(""), "content.xml": ods_content({})}
    assert codes(check_bytes(tmp_path, zipped(members), "w.ods")) == ["F105"]


def test_limits(tmp_path):
    assert codes(check_bytes(tmp_path, ods(), "w.ods", Limits(cells=20))) == ["F113"]
    tables = {f"Notes {i}": "" for i in range(9)}
    assert codes(check_bytes(tmp_path, ods(tables), "w.ods", Limits(members=8))) == ["F112"]


def test_what_is_said(tmp_path, file_regression):
    """Of each flaw and each damage above, everything."""
    cases = [
        (xml, told_of_reading(read_small(tmp_path, AREA + xml))) for xml, *_ in (*VALUES, *FLAWS)
    ]
    cases += [
        (f"{row} {cells}", told_of_reading(read_small(tmp_path, cells, row=row, columns="")))
        for row, cells, _ in IMPOSSIBLE
    ]
    cases += [
        (repr(members), told_of_reading(check_bytes(tmp_path, zipped(members), "w.ods")))
        for members, _ in DAMAGED
    ]
    file_regression.check(grouped(cases), basename="ods", encoding="utf-8")
