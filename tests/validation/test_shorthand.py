"""Marks for figures that are not there, and codes for areas, are answered with what they mean."""

import pytest

import peel_data as peel
from peel_data.suggestions import did_you_mean
from peel_data.tables import records
from peel_data.validation.shorthand import MEANINGS, shorthand_hints
from support.dataset import scene
from support.run import weighty


@pytest.mark.parametrize("mark", MEANINGS)
def test_every_mark_is_answered_at_its_cell(judged, mark):
    made = scene("2016")
    made.put("crime_rates", "value", mark, area="kent", crime_type="sexual_offences")
    (finding,) = weighty(judged(made))
    assert finding.code == "S204"
    assert finding.hints[0].startswith(f"“{mark}” means {MEANINGS[mark][0]}: ")


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("[C]", ["[c]"]),
        (" .. ", [".."]),
        ("…", [".."]),
        ("–", ["-"]),
        ("12.5[p][e]", ["[p]", "[e]"]),
        ("1,234 [r]", ["[r]"]),
        ("[note 1]", []),
        ("see [c]", []),
        ("1.5", []),
        ("", []),
    ],
)
def test_marks(text, marks):
    assert [hint.split()[0].strip("“”") for hint in shorthand_hints(text)] == marks


def test_statuses_are_those_of_the_schema():
    allowed = next(c for c in peel.crime_rates.columns if c.name == "status").allowed
    for _, repair in MEANINGS.values():
        assert any(status in repair for status in allowed) or "write" in repair


@pytest.mark.parametrize(
    "area", [a for a in records.read("areas") if a["ons_code"]], ids=lambda a: a["id"]
)
def test_a_code_is_answered_with_the_area(judged, area):
    assert (
        did_you_mean(area["ons_code"], [area["id"], "kent"])
        == f" {area['ons_code']} is {area['id']}."
    )


def test_a_code_in_a_submission(judged):
    made = scene("2016")
    made.put("victim_satisfaction", "area", "E23000032", area="kent")
    assert ("E23000032 is kent.",) in [finding.hints for finding in weighty(judged(made))]


def test_a_code_on_the_command_line(run):
    assert "E23000022 is northamptonshire" in run("implied", "--area", "E23000022").err
    assert "E23000022 is northamptonshire" in run("show", "crime_rates", "--area", "E23000022").err
