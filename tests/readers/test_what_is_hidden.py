"""A number that nobody sees is never accepted in silence, and no report repeats it."""

from __future__ import annotations

import re

import pytest

from peel_data.readers import read
from peel_data.report import STYLES
from peel_data.validation.options import Options
from peel_data.validation.run import KNOWN_TABLES, validate_reading
from support import maskings_xlsx
from support.dataset import scene
from support.maskings import DAY, SECRET, Masking, packed
from support.maskings_ods import IN_ODS, ZEROS_IN_ODS, ods_bytes
from support.maskings_xlsx import IN_XLSX, ZEROS_IN_XLSX, xlsx_bytes
from support.run import installed, judge
from support.submissions import (
    check_bytes,
    codes,
    ods,
    ods_cell,
    ods_rows,
    xlsx,
    xlsx_cell,
    xlsx_rows,
    xlsx_sheet,
)

LEAK = re.compile(rf"(?<![0-9a-f])7[,. \u202f]?312|٧٣١٢|{DAY}|07:31:25", re.IGNORECASE)
SAID = {"F140", "F149", "F151", "F144", "F156"}
"""The findings that say that a cell shows something other than it holds."""


def submission(masking, make, others=False):
    """A submission of which one rate is masked, and the address of its cell; with other tables beside it, or alone."""
    made = scene("2016")
    tables = {name: [sheet.header, *sheet.rows] for name, sheet in made.tables.items()}
    rows = tables.pop("crime_rates")
    tables = tables if others else {}
    row = made.find("crime_rates", crime_type="victim_based") + 2
    at = f"{chr(65 + rows[0].index('value'))}{row}"
    return make(rows, masking, at, tables), at, row


def held_against_reports(path, at, row):
    """Hold the findings, the cells that were read and every report against the secret."""
    reading = read(path, known_tables=KNOWN_TABLES)
    letter = at.rstrip("0123456789")
    said = [
        finding
        for finding in reading.findings
        if finding.code in SAID
        and any((place.row, place.letter) == (row, letter) for place in finding.places)
    ]
    assert said, [finding.code for finding in reading.findings]
    assert all(finding.severity == "error" for finding in said)
    cells = [cell for table in reading.tables for record in table.rows for cell in record]
    assert not any(map(LEAK.search, cells))
    report = validate_reading(
        reading, subject=path.name, baseline=installed(), options=Options()
    ).report
    assert not report.ok
    for style in STYLES:
        text = report.render(style)
        assert not LEAK.search(text), (style, LEAK.search(text))


CASES = [
    *((masking, xlsx_bytes, "w.xlsx") for masking in IN_XLSX + ZEROS_IN_XLSX),
    *((masking, ods_bytes, "w.ods") for masking in IN_ODS + ZEROS_IN_ODS),
]


@pytest.mark.parametrize(
    ("masking", "make", "name"), CASES, ids=[f"{name}: {masking}" for masking, _, name in CASES]
)
def test_what_is_hidden(tmp_path, masking, make, name):
    data, at, row = submission(masking, make)
    path = tmp_path / name
    path.write_bytes(data)
    held_against_reports(path, at, row)


FEW = [
    (IN_XLSX[0], xlsx_bytes, "w.xlsx"),
    (IN_ODS[0], ods_bytes, "w.ods"),
]


@pytest.mark.parametrize(("masking", "make", "name"), FEW, ids=["xlsx", "ods"])
def test_in_a_zip_among_other_tables(tmp_path, masking, make, name):
    data, at, row = submission(masking, make, others=True)
    path = tmp_path / "w.zip"
    path.write_bytes(packed(name, data))
    held_against_reports(path, at, row)


@pytest.mark.parametrize("ending", [".xlsm", ".xltx", ".ots", ".fods", ".xlsb"])
def test_other_endings_are_refused_unread(tmp_path, ending):
    data, _, _ = submission(IN_XLSX[0], xlsx_bytes)
    path = tmp_path / f"w{ending}"
    path.write_bytes(data)
    report = judge(path)
    assert not report.ok
    assert not any(LEAK.search(report.render(style)) for style in STYLES)


HIDDEN = '<row r="2" {}>' + xlsx_cell("A2", "kent") + xlsx_cell("B2", "5") + "</row>"
IN_SIGHT = [
    ("", 'ht="15" customHeight="1"', []),
    ("", 'ht="0" customHeight="1"', ["F146"]),
    ("", 'ht="0.75" customHeight="1"', ["F146"]),
    ("", 'hidden="1"', ["F146"]),
    ('<sheetFormatPr zeroHeight="1"/>', "", ["F146"]),
    ('<sheetFormatPr zeroHeight="1"/>', 'hidden="0"', []),
    ('<sheetFormatPr zeroHeight="1"/>', 'ht="15"', []),
    ('<sheetFormatPr defaultColWidth="0"/>', "", ["F146"]),
    ('<cols><col min="2" max="2" width="0.1"/></cols>', "", ["F146"]),
    ('<cols><col min="2" max="2" width="0.71"/></cols>', "", []),
]


@pytest.mark.parametrize(("before", "attributes", "found"), IN_SIGHT)
def test_rows_and_columns_too_small_in_xlsx(tmp_path, before, attributes, found):
    head = xlsx_rows([("area", "value")]).replace("<row ", '<row ht="15" ')
    sheet = xlsx_sheet(head + HIDDEN.format(attributes), before=before)
    assert codes(check_bytes(tmp_path, xlsx({"crime_rates": sheet}), "w.xlsx")) == found


SIZES = (
    '<style:style style:name="flat" style:family="table-row"><style:table-row-properties '
    'style:row-height="0.01cm"/></style:style>'
    '<style:style style:name="thin" style:family="table-column"><style:table-column-properties '
    'style:column-width="0in"/></style:style>'
    '<style:style style:name="wide" style:family="table-column"><style:table-column-properties '
    'style:column-width="2cm"/></style:style>'
)
GROUP = '<table:table-row-group table:display="{}">{}</table:table-row-group>'


@pytest.mark.parametrize(
    ("columns", "row", "group", "found"),
    [
        ("wide", "", "true", []),
        ("thin", "", "true", ["F146"]),
        ("wide", 'table:style-name="flat"', "true", ["F146"]),
        ("wide", 'table:visibility="collapse"', "true", ["F146"]),
        ("wide", "", "false", ["F146"]),
    ],
)
def test_rows_and_columns_too_small_in_ods(tmp_path, columns, row, group, found):
    inside = f"<table:table-row {row}>{ods_cell('kent')}{ods_cell('5')}</table:table-row>"
    table = (
        f'<table:table-column table:style-name="{columns}"/>'
        + ods_rows([("area", "value")])
        + GROUP.format(group, inside)
    )
    assert codes(check_bytes(tmp_path, ods({"crime_rates": table}, styles=SIZES), "w.ods")) == found


def test_behind_merged_cells(tmp_path):
    rows = xlsx_rows([("area", "value"), ("kent", "5"), ("surrey", "7312"), ("essex", "6")])
    after = '<mergeCells><mergeCell ref="B2:B3"/></mergeCells>'
    sheet = xlsx_sheet(rows, after=after)
    reading = check_bytes(tmp_path, xlsx({"crime_rates": sheet}), "w.xlsx")
    assert codes(reading) == ["F145"]
    assert reading.tables[0].rows == (("kent", "5"), ("surrey", ""), ("essex", "6"))
    assert reading.tables[0].reported == {(1, 1)}


SEEN = [
    maskings_xlsx.styled("dark on light", '<color theme="1" tint="0.35"/>'),
    maskings_xlsx.styled("white on dark", maskings_xlsx.WHITE, maskings_xlsx.solid('theme="3"')),
    maskings_xlsx.styled("size 8", '<sz val="8"/><name val="Symbol"/>'),
    maskings_xlsx.conditional(
        "red on pink", '<font><color rgb="FF9C0006"/></font>' + maskings_xlsx.PINK
    ),
    maskings_xlsx.newer("red on pink", '<font><color rgb="FF9C0006"/></font>' + maskings_xlsx.PINK),
    Masking("bar", maskings_xlsx.PLAIN, after=maskings_xlsx.rule("<dataBar/>", "dataBar")),
    maskings_xlsx.formatted("[DBNum1]0.0"),
    maskings_xlsx.formatted("[$-809]#,##0.0"),
    maskings_xlsx.table("<font><b/></font>" + maskings_xlsx.PINK),
]


@pytest.mark.parametrize("masking", SEEN, ids=str)
def test_what_can_be_seen_is_read(tmp_path, masking):
    data, _, row = submission(masking, xlsx_bytes)
    path = tmp_path / "w.xlsx"
    path.write_bytes(data)
    reading = read(path, known_tables=KNOWN_TABLES)
    assert not SAID & set(codes(reading))
    rates = next(table for table in reading.tables if table.table == "crime_rates")
    assert rates.rows[row - 2][rates.header.index("value")] == SECRET
