"""Text that a spreadsheet program would calculate never reaches a published file."""

from __future__ import annotations

import pytest

from peel_data.paths import root
from peel_data.readers.characters import is_formula
from peel_data.schema.registry import MODELS
from support.dataset import scene
from support.rule_cases import edited, release
from support.run import judge
from support.writers import FORMATS

FORMULAS = (
    *("=1", "=cmd|' /C calc'!A0", '=HYPERLINK("https://example.org")', "@SUM(1)", "@", "="),
    *("+1+1", "-1-1", "+cmd|x", "-2+3+cmd|' /C calc'!A0", "+A1", "-A1", "- see below", "-"),
    *("+1e3+cmd|x", "+4.5%+1", "-12.6%%", "\t=1", "\r=1", "\uff1d1", "\uff0b1+1", "\uff20x"),
    *("+4.5%=1", "-1|x", "+1\n=2", "+1 %x"),
)
TEXTS = (
    *("+4.5%", "-12.6%", "+4.5", "-9", "-1,234.5", "+£2.8 million", "-6 per cent", "+8 percent"),
    *("+2 percentage points", "4.5%", "a = b", "Without fraud - as before", "(-1)", "", "\u2013"),
)


@pytest.mark.parametrize("text", FORMULAS)
def test_formula(text):
    assert is_formula(text)


@pytest.mark.parametrize("text", TEXTS)
def test_text(text):
    assert not is_formula(text)


@pytest.mark.parametrize("style", FORMATS)
@pytest.mark.parametrize("text", ["=1+1", "+1+1", "-1+1", "@x", "\t=1", "\r=1"])
def test_every_format_refuses_it(tmp_path, style, text):
    made = scene("2016")
    made.put("crime_rates", "coverage", text, crime_type="sexual_offences")
    report = judge(FORMATS[style](made.tables, tmp_path / "submission"))
    assert not report.ok
    assert {"S211", "F121"} & {f.code for f in report.findings}  # in a CSV file, CR is hidden


def test_revisions_and_waivers_are_judged_too(tmp_path):
    made = scene("2016")
    made.add("waivers", {"code": "C605", "place": "=x", "reason": "=y", "author": "@z"})
    report = judge(FORMATS["csv"](made.tables, tmp_path / "submission"))
    found = {p.column for f in report.findings if f.code == "S211" for p in f.places}
    assert found == {"place", "reason", "author"}


def test_release_is_held_to_it(tmp_path):
    damaged = release(edited("notes", ",City of", ",=City of"))
    assert "S211" in {finding.code for finding in damaged(tmp_path)}


def test_nothing_published_is_a_formula():
    import csv

    for model in MODELS:
        with (root() / "data" / f"{model.spec.name}.csv").open(
            encoding="utf-8", newline=""
        ) as file:
            for row in csv.reader(file):
                assert not [text for text in row if is_formula(text)], model.spec.name
