"""Excel workbooks, written part by part so that nothing is left to a library's good manners."""

from __future__ import annotations

import pytest

from peel_data.readers import Limits
from support.describe import grouped, told_of_reading
from support.submissions import (
    HEADER,
    ROWS,
    check_bytes,
    codes,
    errors,
    rows_of,
    small_xlsx,
    xlsx,
    xlsx_cell,
    xlsx_parts,
    xlsx_rows,
    xlsx_sheet,
    zipped,
)

AREA = xlsx_cell("A2", "kent")


def read_small(folder, cells, **options):
    return check_bytes(folder, small_xlsx(cells, **options), "w.xlsx")


def place(reading, code):
    return next(f.places[0] for f in reading.findings if f.code == code)


def test_good(tmp_path):
    reading = check_bytes(tmp_path, xlsx(), "w.xlsx")
    assert not reading.findings
    assert rows_of(reading) == list(ROWS)
    table = reading.tables[0]
    assert (table.sheet, table.header, table.numbers[0]) == ("crime_rates", HEADER, 2)


VALUES = [
    ('<c r="B2"><v>65.7</v></c>', "65.7"),
    ('<c r="B2"><v>65.700000000000003</v></c>', "65.7"),
    ('<c r="B2" t="n"><v>4</v></c>', "4"),
    ('<c r="B2"><v>4.0</v></c>', "4"),
    ('<c r="B2"><v>2.8E6</v></c>', "2800000"),
    ('<c r="B2"><v>1E-7</v></c>', "0.0000001"),
    ('<c r="B2"><v>-0</v></c>', "0"),
    ('<c r="B2"><v>0.30000000000000004</v></c>', "0.3"),
    ('<c r="B2"><v>66.10000000000001</v></c>', "66.1"),
    ('<c r="B2" s=""><v>4</v></c>', "4"),
    ('<c r="B2" t=""><v>4</v></c>', "4"),
    ('<c r="B2" t="b"><v>true</v></c>', "TRUE"),
    ('<c r="B2" t="b"><v>FALSE</v></c>', "FALSE"),
    ('<c r="B2" t="inlineStr"><v/><is><t>2</t></is></c>', "2"),
    ('<c r="B2" t="s"><v>0</v></c>', "plain"),
    ('<c r="B2" t="s"><v>1</v></c>', "rich text"),
    ('<c r="B2" t="s"><v>2</v></c>', "東京"),
    ('<c r="B2" t="s"><v>3</v></c>', "a\nb"),
    ('<c r="B2" t="str"><v>x</v></c>', "x"),
    ('<c r="B2" t="b"><v>1</v></c>', "TRUE"),
    ('<c r="B2" t="b"><v>0</v></c>', "FALSE"),
    ('<c r="B2" t="d"><v>2015-09-01T00:00:00</v></c>', "2015-09-01"),
    ('<c r="B2" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>', "ab"),
    ('<c r="B2" s="1"><v>42248</v></c>', "2015-09-01"),
    ('<c r="B2" s="1"><v>1</v></c>', "1900-01-01"),
    ('<c r="B2" s="1"><v>59</v></c>', "1900-02-28"),
    ('<c r="B2" s="1"><v>61</v></c>', "1900-03-01"),
    ('<c r="B2" s="3"><v>65.7</v></c>', "65.7"),
    ('<c r="B2" s="99"><v>65.7</v></c>', "65.7"),
    ("<c><v>9</v></c>", "9"),
    ('<c r="$B$2"><v>9</v></c>', "9"),
    ('<x:c xmlns:x="urn:other" r="B2"><x:v>8</x:v></x:c>', ""),
]


@pytest.mark.parametrize(("cell", "text"), VALUES)
def test_values(tmp_path, cell, text):
    shared = (
        "<t>plain</t>",
        "<r><t>rich</t></r><r><t xml:space='preserve'> text</t></r>",
        "<t>東京</t><rPh><t>トウキョウ</t></rPh>",
        "<t>a_x000D_\nb</t>",
    )
    formats = ("yyyy-mm-dd", "mmm-yy", '0.0" per 1,000"')
    reading = read_small(tmp_path, AREA + cell, shared=shared, formats=formats)
    assert not reading.findings
    assert reading.tables[0].rows == (("kent", text, ""),)


FLAWS = [
    ('<c r="B2"><f>1+1</f></c>', "F142", ""),
    ('<c r="B2"><f>1+1</f><v></v></c>', "F142", ""),
    ('<c r="B2"><f>1+1</f><v>2</v></c>', "F143", "2"),
    ('<c r="B2" t="str"><f>A1</f><v></v></c>', "F143", ""),
    ('<c r="B2"><f t="shared" si="0"/><v>3</v></c>', "F143", "3"),
    ('<c r="B2" t="e"><v>#REF!</v></c>', "F144", "#REF!"),
    ('<c r="B2" s="1"><v>0.149</v></c>', "F149", "0.149"),
    ('<c r="B2" s="2"><v>2800000</v></c>', "F149", "2800000"),
    ('<c r="B2" s="3"><v>5</v></c>', "F156", ""),
    ('<c r="B2" s="4"><v>42248</v></c>', "F150", "2015-09"),
    ('<c r="B2" s="4"><v>42250</v></c>', "F150", "2015-09-03"),
    ('<c r="B2" s="5"><v>42248</v></c>', "F149", "1 Sep"),
    ('<c r="B2" s="6"><v>42248.5</v></c>', "F149", "01/09/2015"),
    ('<c r="B2" s="6"><v>60</v></c>', "F151", ""),
    ('<c r="B2" s="6"><v>-5</v></c>', "F151", ""),
    ('<c r="B2" s="6"><v>99999999</v></c>', "F151", ""),
    ('<c r="B2"><v>1e400</v></c>', "F151", ""),
    ('<c r="B2"><v>NaN</v></c>', "F151", ""),
    ('<c r="B2"><v>１２</v></c>', "F151", ""),
    ('<c r="B2"><v>1,234</v></c>', "F151", ""),
    (xlsx_cell("B2", " 65.7"), "F127", "65.7"),
    (xlsx_cell("B2", "6\u200b5"), "F121", "6\u200b5"),
    (xlsx_cell("B2", "6_x0000_5"), "F121", "6\x005"),
    (xlsx_cell("B2", "'65.7"), "F128", "'65.7"),
    (xlsx_cell("B2", "x" * 40_000), "F114", "x" * 32_768),
    ('<c r="B2" t="inlineStr"><v>66</v></c>', "F149", ""),
    ('<c r="B2" t="inlineStr"><v>1</v><is><t>2</t></is></c>', "F149", "2"),
    ('<c r="B2" t="str"><is><t>66</t></is></c>', "F149", ""),
    ('<c r="B2"><v>1</v><is><t>2</t></is></c>', "F149", "1"),
    (xlsx_cell("D2", "stray"), "F148", ""),
    (xlsx_cell("XFD2", "far away"), "F148", ""),
]


@pytest.mark.parametrize(("cell", "code", "text"), FLAWS)
def test_flaws(tmp_path, cell, code, text):
    formats = ("0.0%", "0.0,,", ";;;", "mmm-yy", "d mmm", "dd/mm/yyyy")
    reading = read_small(tmp_path, AREA + cell, formats=formats)
    assert codes(reading) == [code]
    assert reading.tables[0].rows == (("kent", text, ""),)
    if code != "F148":
        where = place(reading, code)
        assert (where.row, where.letter, where.column) == (2, "B", "value")
    spoils = code in {"F142", "F144", "F149", "F151", "F121", "F128", "F114", "F156"}
    assert bool(reading.tables[0].reported) == spoils


def test_1904(tmp_path):
    cell = AREA + '<c r="B2" s="1"><v>40786</v></c>'
    reading = read_small(tmp_path, cell, formats=["yyyy-mm-dd"], properties='date1904="1"')
    assert reading.tables[0].rows[0][1] == "2015-09-01"
    reading = read_small(tmp_path, cell, formats=["yyyy-mm-dd"], properties='date1904="false"')
    assert reading.tables[0].rows[0][1] == "2011-08-31"


DAMAGED = [
    '<c r="B2" t="s"><v>7</v></c>',
    '<c r="B2" t="s"><v>-1</v></c>',
    '<c r="B2" t="s"><v>x</v></c>',
    '<c r="B2" t="zz"><v>1</v></c>',
    '<c r="B2" t="b"><v>2</v></c>',
    '<c r="B2"><v>1</v><v>2</v></c>',
    '<c r="B2" t="inlineStr"><is><t>1</t></is><is><t>2</t></is></c>',
    '<c r="B3"><v>1</v></c>',
    '<c r="XFE2"><v>1</v></c>',
    '<c r="B1048577"><v>1</v></c>',
    '<c r="b2"><v>1</v></c>',
    '<c r="B2:C2"><v>1</v></c>',
    '<c r="B2" s="-1"><v>1</v></c>',
    '<c r="B2"><c r="C2"><v>1</v></c></c>',
    '<c r="B2"><row r="3"/></c>',
    "&undefined;",
    "<c",
]


@pytest.mark.parametrize("cells", DAMAGED)
def test_damaged_sheets(tmp_path, cells):
    reading = read_small(tmp_path, AREA + cells)
    assert codes(reading) == ["F140"]
    assert not reading.tables


OUT_OF_ORDER = [
    '<c r="B2"><v>1</v></c><c r="B2"><v>2</v></c>',
    '<c r="C2"><v>1</v></c><c r="B2"><v>2</v></c>',
    '<c r="B2"><v>1</v></c></row><row r="2"><c r="C2"><v>2</v></c>',
    '<c r="B2"><v>1</v></c></row><row r="1"><c r="C1"><v>2</v></c>',
]


@pytest.mark.parametrize("cells", OUT_OF_ORDER)
def test_cells_twice_or_out_of_order(tmp_path, cells):
    assert codes(read_small(tmp_path, AREA + cells)) == ["F147"]


SURROUNDINGS = [
    ('<cols><col min="2" max="2" hidden="1"/></cols>', "", "F146"),
    ('<cols><col min="2" max="2" width="0"/></cols>', "", "F146"),
    ('<cols><col min="2" max="2" hidden="on"/></cols>', "", "F146"),
    ("", '<mergeCells><mergeCell ref="B2:B3"/></mergeCells>', "F145"),
    ("", '<mergeCells><mergeCell ref="A1:C1"/></mergeCells>', "F145"),
    ("", '<mergeCells><mergeCell ref="nonsense"/></mergeCells>', "F140"),
]


@pytest.mark.parametrize(("before", "after", "code"), SURROUNDINGS)
def test_hidden_and_merged(tmp_path, before, after, code):
    cells = AREA + '<c r="B2"><v>1</v></c>'
    assert codes(read_small(tmp_path, cells, before=before, after=after)) == [code]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<cols><col min="4" max="16384" hidden="1"/></cols>', ""),
        ("", '<mergeCells><mergeCell ref="F10:G12"/></mergeCells>'),
        ("", '<mergeCells><mergeCell ref="B2:B2"/></mergeCells>'),
        ('<dimension ref="A1:XFD1048576"/>', ""),
        ('<dimension ref="A1"/>', ""),
        ('<dimension ref="nonsense"/>', ""),
        ("", '<extLst><c r="B2"/></extLst>'.replace("c r", "x r")),
    ],
)
def test_harmless_surroundings(tmp_path, before, after):
    cells = AREA + '<c r="B2"><v>1</v></c>'
    reading = read_small(tmp_path, cells, before=before, after=after)
    assert not reading.findings
    assert reading.tables[0].rows == (("kent", "1", ""),)


def test_hidden_row(tmp_path):
    rows = xlsx_rows().replace('<row r="3">', '<row r="3" hidden="1">')
    reading = check_bytes(tmp_path, xlsx({"crime_rates": xlsx_sheet(rows)}), "w.xlsx")
    assert codes(reading) == ["F146"]
    assert rows_of(reading) == list(ROWS)


def test_cell_far_below(tmp_path):
    after = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    data = xlsx({"crime_rates": xlsx_sheet(xlsx_rows() + after)})
    assert codes(check_bytes(tmp_path, data, "w.xlsx")) == ["F113"]


def test_sheets(tmp_path):
    sheets = {
        "Guide": xlsx_sheet(""),
        "crime_rates": xlsx_sheet(),
        "Lists": "never read",
        "Notes of Anna": "never read",
        "_x": "never read",
        "Sheet1": xlsx_sheet(""),
        "crime rates": xlsx_sheet(),
        "crime_rates.old": xlsx_sheet(xlsx_rows([HEADER, ROWS[0]])),
    }
    reading = check_bytes(tmp_path, xlsx(sheets, states={"crime_rates": "veryHidden"}), "w.xlsx")
    assert codes(reading) == ["F104", "F146"]
    assert [i.sheet for i in reading.ignored] == ["Guide", "Lists", "Notes of Anna", "_x", "Sheet1"]
    assert [t.sheet for t in reading.tables] == ["crime_rates", "crime_rates.old"]
    assert reading.rejected[0].records == 1 + len(ROWS)


def test_name_cut_off_as_excel_does(tmp_path):
    rows = xlsx_rows([("area", "value"), ("kent", "1")])
    data = xlsx({"anti_social_behaviour_incidents": xlsx_sheet(rows)})
    reading = check_bytes(tmp_path, data, "w.xlsx")
    assert reading.tables[0].table == "anti_social_behaviour_incidents_long_name"


def test_one_bad_sheet_does_not_take_the_others_with_it(tmp_path):
    sheets = {"crime_changes": "<broken", "crime_rates": xlsx_sheet()}
    reading = check_bytes(tmp_path, xlsx(sheets), "w.xlsx")
    assert codes(reading) == ["F140"]
    assert rows_of(reading) == list(ROWS)


DOCTYPE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


PARTS = [
    ("xl/worksheets/s1.xml", DOCTYPE + "<worksheet/>", "F141"),
    ("xl/workbook.xml", "<!DOCTYPE x>" + "<workbook/>", "F141"),
    ("xl/sharedStrings.xml", DOCTYPE + "<sst/>", "F141"),
    ("_rels/.rels", DOCTYPE + "<x/>", "F141"),
    ("xl/worksheets/s1.xml", "<?xml version='1.0' encoding='utf-7'?><x/>", "F140"),
    ("xl/worksheets/s1.xml", "<?xml version='1.0' encoding='shift_jis'?><x/>", "F140"),
    ("xl/worksheets/s1.xml", "<x/>".encode("utf-16"), "F140"),
    ("xl/worksheets/s1.xml", "", "F140"),
    ("xl/worksheets/s1.xml", "<a></b>", "F140"),
    ("xl/worksheets/s1.xml", b"<a>\xff</a>", "F140"),
    ("xl/worksheets/s1.xml", "<html/>", "F130"),
    ("xl/workbook.xml", "<html/>", "F105"),
    ("xl/sharedStrings.xml", "<", "F140"),
    ("xl/styles.xml", "<", "F140"),
    ("_rels/.rels", None, "F140"),
    ("xl/workbook.xml", None, "F140"),
    ("xl/_rels/workbook.xml.rels", None, "F140"),
    ("xl/worksheets/s1.xml", None, "F140"),
]


@pytest.mark.parametrize(("part", "content", "code"), PARTS)
def test_damaged_parts(tmp_path, part, content, code):
    parts = xlsx_parts()
    if content is None:
        del parts[part]
    else:
        parts[part] = content
    assert codes(check_bytes(tmp_path, zipped(parts), "w.xlsx")) == [code]


def test_external_sheet_is_not_followed(tmp_path):
    parts = xlsx_parts()
    relations = str(parts["xl/_rels/workbook.xml.rels"])
    parts["xl/_rels/workbook.xml.rels"] = relations.replace(
        'Target="worksheets/s1.xml"', 'Target="http://example.org/s1.xml" TargetMode="External"'
    )
    assert codes(check_bytes(tmp_path, zipped(parts), "w.xlsx")) == ["F140"]


def test_strict_flavour(tmp_path):
    parts = {
        name: str(data)
        .replace("http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                 "http://purl.oclc.org/ooxml/spreadsheetml/main")
        .replace("http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                 "http://purl.oclc.org/ooxml/officeDocument/relationships")
        for name, data in xlsx_parts().items()
    }  # fmt: skip
    reading = check_bytes(tmp_path, zipped(parts), "w.xlsx")
    assert rows_of(reading) == list(ROWS)


def test_no_zip_at_all(tmp_path):
    assert codes(check_bytes(tmp_path, b"\xd0\xcf\x11\xe0" + b"\0" * 600, "w.xlsx")) == ["F152"]
    assert codes(check_bytes(tmp_path, b"area,value\n", "w.xlsx")) == ["F160"]


def test_limits(tmp_path):
    sheets = {f"Notes {i}": "x" for i in range(9)}
    assert codes(check_bytes(tmp_path, xlsx(sheets), "w.xlsx", Limits(members=8))) == ["F112"]
    assert codes(check_bytes(tmp_path, xlsx(), "w.xlsx", Limits(cells=10))) == ["F113"]
    assert codes(check_bytes(tmp_path, xlsx(), "w.xlsx", Limits(rows=3))) == ["F113"]


def test_empty_cells_with_styles_are_nothing(tmp_path):
    cells = AREA + '<c r="B2"><v>1</v></c><c r="C2" s="1"/><c r="XFD2" s="1"/>'
    reading = read_small(tmp_path, cells, formats=["0.0%"])
    assert not errors(reading)
    assert not reading.findings


def test_what_is_said(tmp_path, file_regression):
    """Of each flaw and each damage above, everything; of each value, how it is read."""
    formats = ("0.0%", "0.0,,", ";;;", "mmm-yy", "d mmm", "dd/mm/yyyy")
    cases = [
        (cells, told_of_reading(read_small(tmp_path, AREA + cells, formats=formats)))
        for cells in (*DAMAGED, *OUT_OF_ORDER, *(cell for cell, _, _ in FLAWS))
    ]
    for before, after, _ in SURROUNDINGS:
        reading = read_small(tmp_path, AREA + '<c r="B2"/>', before=before, after=after)
        cases.append((before + after, told_of_reading(reading)))
    for part, content, _ in PARTS:
        parts = {**xlsx_parts(), part: content}
        data = zipped({name: inside for name, inside in parts.items() if inside is not None})
        reading = check_bytes(tmp_path, data, "w.xlsx")
        cases.append((f"{part}: {content}", told_of_reading(reading)))
    file_regression.check(grouped(cases), basename="xlsx", encoding="utf-8")
