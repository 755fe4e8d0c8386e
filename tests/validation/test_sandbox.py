"""Examining in a process of its own: the same answer, and an answer whatever happens."""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path

import pytest

from peel_data.errors import InvalidArgument, SubmissionError
from peel_data.readers import Limits, read
from peel_data.validation.options import Options
from peel_data.validation.pipeline import validate, validate_with_records
from peel_data.validation.run import validate_reading
from peel_data.validation.sandbox import validate_in_sandbox
from peel_data.validation.serialization import from_lines, to_lines
from peel_data.validation.tables import KNOWN_TABLES
from support.dataset import scene
from support.run import installed
from support.writers import FORMATS, csv_text

RATES = scene("2015").tables["crime_rates"]
GOOD = csv_text(RATES)
IGNORED = Options(ignore=("V", "F106"))


def here(path, options=IGNORED):
    reading = read(path, known_tables=KNOWN_TABLES)
    return validate_reading(reading, subject=str(path), baseline=installed(), options=options)


def apart(path, **limits):
    return validate_in_sandbox(
        str(path),
        against=None,
        waivers=None,
        options=IGNORED,
        limits=Limits(**limits),
        records=True,
    )


def good(folder):
    path = folder / "crime_rates.csv"
    path.write_text(GOOD, encoding="utf-8")
    return path


def codes(outcome):
    return [finding.code for finding in outcome.report.findings]


def slipped(tmp_path, style):
    """A submission with findings of every kind: of files, cells, keys, arithmetic; one waived."""
    made = scene("2016")
    made.put("crime_rates", "value", "99.9", crime_type="victim_based")
    made.put("crime_rates", "unit", "per head", crime_type="sexual_offences")
    made.tables["crime_rates"].rows.append(made.tables["crime_rates"].rows[-1])
    path = FORMATS[style](made.tables, tmp_path / "first")
    finding = next(f for f in here(path).report.findings if f.fingerprint)
    made.add(
        "waivers",
        {
            "code": finding.code,
            "place": finding.subject,
            "fingerprint": finding.fingerprint,
            "reason": "The report’s own slip",
            "author": "the steward",
            "expires": "2099-12-31",
        },
    )
    return FORMATS[style](made.tables, tmp_path / "second")


@pytest.mark.parametrize("style", FORMATS)
def test_same_answer_as_here(tmp_path, style, capfd):
    path = slipped(tmp_path, style)
    outcome = apart(path)
    assert outcome == here(path)
    assert outcome.report.waived
    assert len(outcome.report.findings) > 1
    assert capfd.readouterr() == ("", "")


def test_lines_carry_everything(tmp_path):
    outcome = here(slipped(tmp_path, "csv"))
    lines = [line.encode("ascii") for line in to_lines(outcome)]
    assert from_lines(lines) == outcome
    assert from_lines(lines[:-1]) is None
    assert from_lines([*lines[:-1], b"{"]) is None


def test_options_cross_over(tmp_path):
    path = tmp_path / "crime_rates.csv"
    path.write_text(csv_text(scene("2016").tables["crime_rates"]), encoding="utf-8")
    assert "V701" in codes(validate_with_records(path))
    assert codes(validate_with_records(path, options=Options(select=["A"]))) == []
    assert codes(validate_with_records(path, options=Options(select="A"))) == []
    assert validate(path, options=Options(strict=True)).strict
    waivers = tmp_path / "waivers.csv"
    row = "V701,x,0123456789ab,because,me,2016-02-18"
    waivers.write_text(f"code,place,fingerprint,reason,author,expires\n{row}\n")
    for day, told in ((18, "W901"), (19, "W902")):
        options = Options(select=["W"], today=dt.date(2016, 2, day))
        assert codes(validate_with_records(path, waivers=waivers, options=options)) == [told]


def test_records_are_carried_only_where_wanted(tmp_path):
    path = good(tmp_path)
    records = validate_with_records(path, options=IGNORED).records
    assert [list(r.values()) for r in records["crime_rates"]] == RATES.rows
    assert validate_with_records(path, options=IGNORED, records=False).records == {}


def test_relative_path(tmp_path, monkeypatch):
    good(tmp_path)
    monkeypatch.chdir(tmp_path)
    outcome = apart("crime_rates.csv")
    assert outcome.report.ok
    assert outcome.report.subject == "crime_rates.csv"


def test_modules_in_the_current_folder_are_not_run(tmp_path, monkeypatch):
    names = ("json", "defusedxml", "peel_data", "zipfile", "encodings", "sitecustomize")
    for name in (*names, "frictionless", "pydantic", "usercustomize"):
        (tmp_path / f"{name}.py").write_text("open('ran', 'w')\nraise SystemExit(7)\n")
    good(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.syspath_prepend(tmp_path)
    assert apart("crime_rates.csv").report.ok
    assert not (tmp_path / "ran").exists()


def test_errors_cross_over_in_their_own_words(tmp_path):
    path = good(tmp_path)
    with pytest.raises(SubmissionError, match="No such file or folder"):
        validate(tmp_path / "nowhere.csv")
    with pytest.raises(SubmissionError, match="No such file of waivers"):
        validate(path, waivers=tmp_path / "nowhere.csv")
    with pytest.raises(SubmissionError, match="holds crime_rates"):
        validate(path, waivers=path)
    with pytest.raises(SubmissionError, match="release"):
        validate(path, against=tmp_path)
    with pytest.raises(InvalidArgument, match="no rule or family 'Q'"):
        validate(path, options=Options(select="Q"))


def test_out_of_time(tmp_path):
    outcome = apart(good(tmp_path), seconds=0.001)
    assert codes(outcome) == ["F115"]
    assert not outcome.report.ok
    assert outcome.records == {}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a process")
def test_out_of_memory(tmp_path):
    path = tmp_path / "crime_rates.csv"
    path.write_bytes(b"area,value\n" + b'"' + b"x" * 40_000_000 + b'",1\n')
    assert codes(apart(path, memory_bytes=60_000_000, bytes_in=50_000_000)) == ["F116"]


@pytest.mark.parametrize("program", ["nothing-of-that-name", sys.executable + "-not", ""])
def test_reader_that_does_not_start(tmp_path, monkeypatch, program):
    path = good(tmp_path)
    monkeypatch.setattr(sys, "executable", program)
    assert codes(apart(path)) == ["F117"]


@pytest.mark.skipif(os.name == "nt", reason="needs a shell script")
@pytest.mark.parametrize(
    "body", ["exit 0", "exit 1", "echo x; exit 0", "kill -9 $$", "echo '[\"end'"]
)
def test_reader_that_breaks_down(tmp_path, monkeypatch, capfd, body):
    path = good(tmp_path)
    program = tmp_path / "python"
    program.write_text(f"#!/bin/sh\necho oh no >&2\n{body}\n")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    assert codes(apart(path)) == ["F117"]
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such file names")
def test_file_name_that_is_no_text(tmp_path):
    path = os.fsencode(tmp_path) + b"/crime_rates.\xff\n.csv"
    Path(os.fsdecode(path)).write_text(GOOD, encoding="utf-8")
    outcome = apart(os.fsdecode(path))
    assert outcome.report.ok
    assert outcome.report.records_read == len(RATES.rows)
