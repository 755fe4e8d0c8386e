"""Accepted means equal to the source, through the whole gate: polluted submissions of real columns."""

from __future__ import annotations

import pytest

from peel_data.readers import read
from peel_data.validation.options import Options
from peel_data.validation.run import validate_reading
from peel_data.validation.tables import KNOWN_TABLES
from support import pollution
from support.dataset import scene
from support.run import adds_up, installed

COVERAGES = ("", "Without fraud, as before", 'The "new" rules', "Siân’s note – checked", "", "-3")


def source():
    """Six rows of crime rates with every kind of text that has to be quoted or coded."""
    sheet = scene("2016").tables["crime_rates"]
    at = sheet.header.index("coverage")
    rows = [
        [*row[:at], text, *row[at + 1 :]] for row, text in zip(sheet.rows, COVERAGES, strict=False)
    ]
    return tuple(sheet.header), tuple(map(tuple, rows))


HEADER, ROWS = source()
RECORDS = [dict(zip(HEADER, row, strict=True)) for row in ROWS]
# Text that is what it says, though not what was meant: no program can know.
LITERAL = {"encoded twice"}


@pytest.fixture(autouse=True)
def pollute_these(monkeypatch):
    monkeypatch.setattr(pollution, "HEADER", HEADER)
    monkeypatch.setattr(pollution, "ROWS", ROWS)
    monkeypatch.setattr(pollution, "TABLE", (HEADER, *ROWS))
    monkeypatch.setattr(pollution.write, "__defaults__", ((HEADER, *ROWS),))


def outcome(folder, data):
    path = folder / "crime_rates.csv"
    path.write_bytes(data)
    validate_with_records = validate_reading(
        read(path, known_tables=KNOWN_TABLES),
        subject="a submission",
        baseline=installed(),
        options=Options(ignore=["V701"]),  # six rows are not a whole edition
    )
    assert adds_up(validate_with_records.report)
    return validate_with_records.report.ok, validate_with_records.records.get("crime_rates", [])


def test_source_is_accepted(tmp_path):
    assert outcome(tmp_path, pollution.write().encode()) == (True, RECORDS)


def test_accepted_means_equal_to_the_source(tmp_path):
    kinds = dict(pollution.polluted())
    assert len(kinds) >= 450
    accepted = 0
    for kind, data in kinds.items():
        ok, records = outcome(tmp_path, data)
        accepted += ok
        assert not ok or records == RECORDS or kind in LITERAL, kind
    assert accepted < len(kinds) / 4


def test_harmless_is_accepted(tmp_path):
    for kind, data in pollution.harmless():
        assert outcome(tmp_path, data) == (True, RECORDS), kind
