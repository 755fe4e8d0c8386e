"""Whatever a stranger sends: an answer with a code, counts that add up, and a report that is only text.

A part is tried here. With `PEEL_DATA_ALL=1` in the environment everything is, which takes some minutes.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from openpyxl import load_workbook

import peel_data as peel
from peel_data.readers.reading import Reading
from peel_data.report import STYLES, render
from peel_data.report.visible import hidden
from peel_data.validation.run import validate_reading
from peel_data.validation.tables import KNOWN_TABLES
from support import watched_validation
from support.dataset import scene
from support.hostile import corpus
from support.run import adds_up, installed, judge
from support.strange import TEXTS, columns, raw, rows
from support.writers import FORMATS

ALL = bool(os.environ.get("PEEL_DATA_ALL"))
CASES = {name: (file, data) for name, file, data in corpus()}
SOME = list(CASES) if ALL else list(CASES)[::24]
FEW = list(CASES) if ALL else list(CASES)[::48]
CODE = re.compile(r"[FSRKACVW][1-9][0-9]{2}")


@pytest.fixture
def submitted(tmp_path):
    """Write a case of the corpus to where it is to be validated."""

    def write(name):
        file, data = CASES[name]
        (tmp_path / file).write_bytes(data)
        return tmp_path / file

    return write


class Page(HTMLParser):
    """What an HTML report is made of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


def live(style, text):
    """What is not merely text in a report, or stands hidden in it; empty when it is inert."""
    found = {hex(ord(character)) for character in text.replace("\n", "") if hidden(character)}
    match style:
        case "html":
            page = Page(text)
            found |= page.tags & {
                "script",
                "iframe",
                "object",
                "embed",
                "img",
                "form",
                "base",
                "link",
            }
            found |= {name for name in page.attributes if name.startswith("on") or name == "src"}
            if "default-src &#x27;none&#x27;" not in text:
                found.add("no policy")
        case "markdown":
            types = {token.type for token in MarkdownIt("commonmark").parse(text)}
            found |= types & {"html_block", "fence", "code_block"}
        case "github":
            found |= {
                line
                for line in text.splitlines()
                if not re.match(r"::(error|warning|notice) ", line)
            }
        case "json" | "sarif":
            json.loads(text)
        case "junit":
            fromstring(text)
    return found


def test_whole_corpus_is_refused_with_codes_and_counted(submitted):
    for name in CASES:
        path = submitted(name)
        report = judge(path)
        assert not report.ok, name
        assert all(CODE.fullmatch(finding.code) for finding in report.findings), name
        assert adds_up(report), name
        path.unlink()


@pytest.mark.parametrize("style", STYLES)
def test_reports_of_hostile_files_are_inert(style, submitted):
    for name in SOME:
        path = submitted(name)
        assert not live(style, render(judge(path), style)), name
        path.unlink()


@pytest.mark.parametrize("name", FEW)
def test_command_refuses_with_a_code(name, submitted, run):
    style = STYLES[FEW.index(name) % len(STYLES)]
    done = run("validate", str(submitted(name)), "--format", style)
    assert (done.code, done.err) == (1, "")
    assert style == "mail" or CODE.search(done.out)  # a letter has no codes
    assert "Traceback" not in done.out
    assert not live(style, done.out)


@pytest.mark.parametrize("name", list(CASES)[:: 9 if ALL else 140])
def test_command_in_a_terminal_of_its_own(name, submitted):
    done = subprocess.run(
        [sys.executable, "-m", "peel_data", "validate", str(submitted(name))],
        capture_output=True,
        timeout=60,
        check=False,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(p or "." for p in sys.path)},
    )
    assert (done.returncode, done.stderr) == (1, b"")
    assert not live("text", done.stdout.decode())


@pytest.mark.parametrize("name", list(CASES)[:: 9 if ALL else 140])
def test_function_gives_the_same_report(name, submitted):
    path = submitted(name)
    report = peel.validate(path)
    here = judge(path)
    assert (report.findings, report.counts) == (here.findings, here.counts)


@pytest.mark.parametrize(
    "name", ["a\x1b[31mb.csv", "a\u202eb.csv", "::error::a.csv", "<b>.csv", "a`b|.csv"]
)
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such file names")
def test_a_name_of_a_file_gives_no_orders(name, tmp_path, run):
    (tmp_path / name).write_text("area\nkent\n", encoding="utf-8")
    done = run("validate", str(tmp_path / name))
    assert done.code == 1
    assert not live("text", done.out)
    report = peel.validate(tmp_path / name)
    for style in STYLES:
        assert not live(style, report.render(style)), style
    absent = run("validate", str(tmp_path / f"no {name}"))
    assert (absent.code, absent.out) == (2, "")
    assert not live("text", absent.err)


def judged(table, cells):
    reading = Reading(tables=(raw(table, cells),))
    return validate_reading(reading, subject="a submission", baseline=installed()).report


def check(table, changes):
    """Put texts into cells of good rows: whatever they are, nothing breaks and every row is counted."""
    cells = rows(table)
    for column, row, text in changes:
        cells[row % len(cells)][column % len(cells[0])] = text
    report = judged(table, cells)
    assert adds_up(report)
    assert report.counts[0].read == len(cells)
    for style in STYLES:
        assert not live(style, render(report, style))


COLUMNS = list(columns())
TABLES = sorted({table for table, _ in COLUMNS})
CHANGES = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 5), st.sampled_from(TEXTS)), min_size=1, max_size=4
)


@given(table=st.sampled_from(TABLES), changes=CHANGES)
@settings(max_examples=40)
def test_any_text_in_any_cell_is_judged(table, changes):
    check(table, changes)


@pytest.mark.parametrize("table", TABLES)
def test_each_text_in_each_column_is_judged(table):
    good = rows(table)
    for column in range(len(good[0])):
        for text in TEXTS if ALL else TEXTS[column % 21 :: 21]:
            cells = [list(row) for row in good]
            cells[0][column] = text
            report = judged(table, cells)
            assert adds_up(report), (column, text[:40])
            assert report.counts[0].read == len(cells)


@pytest.mark.parametrize(
    ("table", "column", "text"),
    [
        ("crime_changes", "value", "9" * 40),
        ("crime_outcomes", "number", "9" * 40),
        ("crime_rates", "value", "0." + "9" * 37),
        ("organised_crime_group_numbers", "period_end", "0001-01-01"),
        ("crime_rates", "period_end", "0001-12-31"),
        ("crime_rates", "period_start", "9999-12-31"),
    ],
)
def test_extreme_values_are_judged_exactly(table, column, text):
    check(table, [(KNOWN_TABLES[table].index(column), 0, text)])


def test_nothing_is_opened_but_the_submission_and_the_package(root):
    done = subprocess.run(
        [sys.executable, str(Path(watched_validation.__file__))],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": str(root)},
    )
    count, *seen = done.stdout.splitlines()
    assert int(count) >= 600
    assert not seen


@pytest.mark.parametrize("style", ["csv", "xlsx", "ods"])
def test_a_value_finer_than_it_is_displayed_is_refused_with_its_rounding(style, tmp_path):
    made = scene("2016")
    made.put("crime_rates", "value", "65.6849", crime_type="all_excluding_fraud")
    path = FORMATS[style](made.tables, tmp_path / "submission")
    if style == "xlsx":
        book = load_workbook(path)
        for row in book["crime_rates"].iter_rows(min_row=2, min_col=6, max_col=6):
            row[0].number_format = "0.0"  # 65.7 to the eye
        book.save(path)
    (told,) = [finding for finding in judge(path).findings if finding.severity == "error"]
    assert (told.code, told.places[0].text) == ("R304", "65.6849")
    assert told.hints == ("Rounded to its precision it would be 65.7.",)
