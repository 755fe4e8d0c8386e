"""The published tables themselves: how they are written, and what they must make of each other."""

from __future__ import annotations

import csv
import io
import json
import re
from decimal import Decimal

import pytest

import peel_data as peel
from peel_data.release import generate, sources
from peel_data.release.diff import EVIDENCE, diff
from peel_data.schema.registry import MODELS
from peel_data.tables import records, release_files
from peel_data.version import RELEASED, __version__

CANONICAL = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
PRECISIONS = {
    "value": "decimals",
    "rate": "rate_decimals",
    "number": "number_decimals",
    "printed_value": "printed_decimals",
}


@pytest.fixture(params=MODELS, ids=lambda each: each.spec.name)
def table(request):
    return peel.table(request.param.spec.name)


def test_files_are_plain_csv(table, root):
    content = (root / "data" / f"{table.name}.csv").read_bytes()
    assert b"\r" not in content
    assert not content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\n")
    header, *rows = csv.reader(io.StringIO(content.decode("utf-8"), newline=""), strict=True)
    assert header == [column.name for column in table.columns]
    assert all(len(row) == len(header) for row in rows)
    assert content == generate.csv_bytes(header, table.records())


def test_rows_are_sorted_by_their_key(table):
    rows = table.records()
    assert rows == sorted(rows, key=lambda record: records.sort_key(record, table.key))


def test_numbers_are_canonical_text_at_their_printed_precision(table):
    for record in table.records():
        for column, precision in PRECISIONS.items():
            if {column, precision} <= record.keys() and (text := record[column]):
                assert CANONICAL.fullmatch(text), text
                assert text not in {"-0", "-0.0"}
                decimals = int(record[precision])
                printed = len(text.partition(".")[2])
                assert printed == max(decimals, 0), (record, column)
                assert Decimal(text) == round(Decimal(text), decimals)


def test_lists_of_ids_name_rows_that_exist(table):
    known = {name: {r["id"] for r in records.read(name)} for name in ("areas", "notes")}
    ids = {r["figure_id"] for r in records.read("figures")}
    for record in table.records():
        assert set(record.get("notes", "").split()) <= known["notes"]
        for column in ("members", "excluded_areas", "combined_areas"):
            assert set(record.get(column, "").split()) <= known["areas"]
        assert set(record.get("printed_figures", "").split()) <= ids
    if table.name == "report_figures":
        for row in table.rows:
            assert set(row.charted_areas.split()) <= known["areas"] | {"all-forces"}
            assert all(peel.table(name) for name in row.tables.split())


def test_every_note_is_used():
    used = {
        note
        for table in peel.tables()
        for r in table.records()
        for note in r.get("notes", "").split()
    }
    assert used == {row.id for row in peel.notes.rows}


def test_generated_files_are_current(root):
    assert generate.stale(root) == {}


def test_one_version_everywhere(root):
    citation = (root / "CITATION.cff").read_text("utf-8")
    assert re.search(r"^version: (.*)$", citation, re.MULTILINE)[1].strip("\"'") == __version__
    assert re.search(r"^date-released: (.*)$", citation, re.MULTILINE)[1].strip("\"'") == RELEASED
    assert json.loads((root / "datapackage.json").read_bytes())["version"] == __version__
    assert re.search(
        rf"^## \[?{__version__}\b", (root / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE
    )
    assert peel.__version__ == __version__


def test_what_was_published_stays(root):
    """Rows may come; a published row goes or changes only as `revisions` or `amendments` declares it."""
    now = sources.of_files("the tables", release_files.read(root))
    past = list(sources.past_releases(root))
    assert past
    for release in past:
        made = diff(release, now)
        assert [change.id for change in made.undeclared] == []
        gone = {change.table for change in made.rows if change.kind == "removed"}
        assert gone <= EVIDENCE
