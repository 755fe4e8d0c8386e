"""A number that nobody sees is never accepted in silence, and no report repeats it."""

from __future__ import annotations

import re

import maskings
import pytest
from maskings import DAY, IN_ODS, IN_XLSX, ZEROS_IN_ODS, ZEROS_IN_XLSX

from peel_data.readers import read
from peel_data.report import STYLES
from peel_data.validation.run import KNOWN_TABLES
from support.dataset import scene
from support.run import judge

LEAK = re.compile(rf"(?<![0-9a-f])7[,. \u202f]?312|٧٣١٢|{DAY}|07:31:25", re.IGNORECASE)
SAID = {"F140", "F149", "F151", "F144", "F156"}
"""The findings that say that a cell shows something other than it holds."""


def submission(masking, make):
    """A submission of which one rate is masked, and the address of its cell."""
    made = scene("2016")
    tables = {name: [sheet.header, *sheet.rows] for name, sheet in made.tables.items()}
    rows = tables.pop("crime_rates")
    row = made.find("crime_rates", crime_type="victim_based") + 2
    at = f"{chr(65 + rows[0].index('value'))}{row}"
    return make(rows, masking, at, tables), at, row


def held_against_reports(path, at, row):
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
    report = judge(path)
    assert not report.ok
    for style in STYLES:
        text = report.render(style)
        assert not LEAK.search(text), (style, LEAK.search(text))


CASES = [
    *((masking, maskings.xlsx_bytes, "w.xlsx") for masking in IN_XLSX + ZEROS_IN_XLSX),
    *((masking, maskings.ods_bytes, "w.ods") for masking in IN_ODS + ZEROS_IN_ODS),
]


@pytest.mark.parametrize(
    ("masking", "make", "name"), CASES, ids=[f"{name}: {masking}" for masking, _, name in CASES]
)
def test_what_is_hidden(tmp_path, masking, make, name):
    data, at, row = submission(masking, make)
    path = tmp_path / name
    path.write_bytes(data)
    held_against_reports(path, at, row)
