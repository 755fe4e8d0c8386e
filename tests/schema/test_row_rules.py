"""What the cells of one row must make of each other: every rule, kept and broken."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from peel_data.schema.periods import year_before
from peel_data.schema.registry import MODELS
from peel_data.schema.row_rule import Problem
from peel_data.tables import records
from support.first_report import is_of_it

BY_NAME = {model.spec.name: model for model in MODELS}

# table, the cells that break the rule, the rule, the column to look at
BROKEN = [
    ("crime_rates", {"value": ""}, "R301", "value"),
    ("crime_outcomes", {"rate": "", "rate_decimals": ""}, "R301", "rate"),
    ("crime_rates", {"status": "withdrawn"}, "R302", "value"),
    ("crime_rates", {"decimals": ""}, "R303", "decimals"),
    ("crime_outcomes", {"number_decimals": ""}, "R303", "number_decimals"),
    ("crime_rates", {"value": "65.75"}, "R304", "value"),
    ("anti_social_behaviour_incidents", {"decimals": "-3"}, "R304", "value"),
    ("crime_rates", {"value": "-1.0"}, "R305", "value"),
    ("crime_changes", {"value": "-100.1"}, "R305", "value"),
    ("victim_satisfaction", {"value": "100.1"}, "R305", "value"),
    ("domestic_abuse_shares", {"value": "100.1"}, "R305", "value"),
    ("organised_crime_group_shares", {"value": "101"}, "R305", "value"),
    ("crime_outcomes", {"number": "-1"}, "R305", "number"),
    ("crime_rates", {"denominator": "households"}, "R306", "denominator"),
    ("victim_satisfaction", {"denominator": ""}, "R306", "denominator"),
    (
        "crime_rates",
        {"crime_type": "burglary_in_a_dwelling"},
        "R306",
        "unit",
    ),
    ("crime_rates", {"period_start": "2013-07-02"}, "R307", "period_start"),
    ("crime_changes", {"baseline_start": "2009-06-30"}, "R307", "baseline_start"),
    ("organised_crime_group_rates", {"period_start": "2014-07-01"}, "R308", "period_start"),
    (
        "crime_changes",
        {"baseline_start": "2014-07-01", "baseline_end": "2015-06-30"},
        "R309",
        "baseline_end",
    ),
    ("judgments", {"inspected_from": ""}, "R310", "inspected_to"),
    ("judgments", {"inspected_from": "2015-12"}, "R310", "inspected_from"),
    ("judgments", {"inspected_to": "2016-03"}, "R310", "inspected_from"),
    ("comparisons", {"numerator": "1"}, "R311", "denominator"),
    ("comparisons", {"numerator": "4", "denominator": "3"}, "R311", "numerator"),
    ("areas", {"members": "kent"}, "R312", "members"),
    ("areas", {"kind": "combined"}, "R312", "members"),
]

# What looks like it might break a rule, and keeps it.
KEPT = [
    ("crime_rates", {"value": "", "decimals": "", "status": "not_supplied"}),
    ("crime_changes", {"value": "250.0"}),
    ("crime_changes", {"value": "-100.0"}),
    ("crime_outcomes", {"rate": "120.5"}),
    ("domestic_abuse_shares", {"value": "100.0"}),
    ("victim_satisfaction", {"value": "100.0"}),
    ("anti_social_behaviour_incidents", {"value": "32000", "decimals": "-3"}),
    ("crime_rates", {"period_start": "2015-03-01", "period_end": "2016-02-29"}),
    ("comparisons", {"numerator": "3", "denominator": "3"}),
    ("judgments", {"inspected_from": "", "inspected_to": ""}),
]


def first_row(table: str) -> dict[str, str]:
    return next(filter(is_of_it, records.read(table)))


def problems(table: str, changes: dict[str, str]) -> list[tuple[str, str]]:
    try:
        BY_NAME[table].from_text(first_row(table) | changes)
    except ValidationError as error:
        return [
            (problem.rule.code, problem.column)
            for each in error.errors()
            for problem in each.get("ctx", {}).get("problems", ())
        ]
    return []


@pytest.mark.parametrize(("table", "changes", "code", "column"), BROKEN)
def test_a_row_that_breaks_a_rule(table, changes, code, column):
    assert (code, column) in problems(table, changes)


@pytest.mark.parametrize(("table", "changes"), KEPT)
def test_a_row_that_keeps_every_rule(table, changes):
    assert BY_NAME[table].from_text(first_row(table) | changes)


def test_every_row_rule_is_shown_broken():
    assert {code for _, _, code, _ in BROKEN} == {f"R{number}" for number in range(301, 313)}


def test_one_run_names_everything_that_is_wrong():
    found = problems(
        "crime_rates", {"value": "-1.05", "denominator": "", "period_start": "2013-01-01"}
    )
    assert [code for code, _ in found] == ["R305", "R306", "R307"]  # rounding would not help


def test_a_sentence_says_what_is_wrong_and_what_was_expected():
    with pytest.raises(ValidationError) as caught:
        BY_NAME["crime_rates"].from_text(first_row("crime_rates") | {"period_start": "2013-07-02"})
    (error,) = caught.value.errors()
    assert error["msg"] == (
        "The period must be 12 months: one that ends on 2014-06-30 begins on 2013-07-01, "
        "not on 2013-07-02."
    )
    assert isinstance(error["ctx"]["problems"][0], Problem)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.spec.name)
def test_a_column_too_many_is_refused(model):
    rows = records.read(model.spec.name) or [{}]
    with pytest.raises(ValidationError, match="Extra inputs are not permitted"):
        model.from_text(rows[0] | {"remark": "see below"})


@given(st.dates(min_value=dt.date(1, 1, 1) + dt.timedelta(days=366)))
def test_the_twelve_months_before_end_one_year_earlier(end):
    earlier = year_before(end)
    assert (earlier.year, earlier.month) == (end.year - 1, end.month)
    assert end - earlier in {dt.timedelta(days=365), dt.timedelta(days=366)}
    if end != dt.date.max and (end + dt.timedelta(days=1)).day == 1:
        assert (earlier + dt.timedelta(days=1)).day == 1
