from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from printed import FORCE, NATION, printed, report, rounded

from peel_data.arithmetic.compare import Verdict, compare, compare_figures
from peel_data.arithmetic.interval import UNDECIDABLE, Interval
from peel_data.errors import InvalidArgument, NotFound


def by_category(comparisons):
    return {c.first.category: c for c in comparisons}


def test_a_force_with_england_and_wales():
    found = compare(report(), "crime_rates", area=FORCE, to=NATION, period_end="2015-06-30")
    assert {name: c.verdict for name, c in by_category(found).items()} == {
        "all_excluding_fraud": "higher",
        "victim_based": "higher",
        "sexual_offences": "higher",
        "assault_with_injury": "higher",
        "burglary_in_a_dwelling": "lower",
    }
    crime = by_category(found)["all_excluding_fraud"]
    assert crime.difference == Interval.of("2.6", "2.8")
    assert crime.distinguishable


def test_a_year_with_the_year_before():
    (found,) = compare(
        report(), "crime_rates", area=FORCE, period_end=date(2015, 6, 30), against="2014-06-30"
    )
    assert found.verdict is Verdict.HIGHER
    assert found.difference == Interval.of("7.5", "7.7")
    assert "population estimate" in found.caveats[0]


def test_intervals_that_touch_are_not_distinguishable():
    one = printed("anti_social_behaviour_rate", "44.3")
    other = printed("anti_social_behaviour_rate", "44.4", area=NATION)
    found = compare_figures(one, other)
    assert found.verdict is Verdict.NOT_DISTINGUISHABLE
    assert not found.distinguishable
    assert found.difference == Interval.of("-0.2", "0")
    assert compare_figures(one, printed("anti_social_behaviour_rate", "44.5")).distinguishable


def test_a_change_printed_in_full_and_one_in_whole_percent():
    found = compare(report(), "crime_changes", area=FORCE, to=NATION, category="victim_based")
    assert [c.verdict for c in found] == ["not distinguishable"]  # -12 and -12


def test_a_ratio_to_what_may_be_zero_is_undecidable():
    found = compare_figures(
        printed("domestic_abuse_share", "5"), printed("domestic_abuse_share", "0", area=NATION)
    )
    assert found.ratio is UNDECIDABLE
    assert found.verdict is Verdict.HIGHER


def test_open_ends_are_distinguishable_only_where_they_must_be():
    least = printed("organised_crime_groups", "15", qualifier="at_least", moment=True)
    few, many = (printed("organised_crime_groups", n, moment=True) for n in ("9", "40"))
    assert compare_figures(least, few).verdict is Verdict.HIGHER
    assert compare_figures(few, least).verdict is Verdict.LOWER
    assert not compare_figures(least, many).distinguishable


def test_unlike_things_come_with_their_caveats():
    (share,) = compare(report(), "organised_crime_group_shares", area=FORCE, to=NATION)
    assert share.caveats == ("england-and-wales is without the Metropolitan Police here",)
    (victims,) = compare(report(), "victim_satisfaction", area=FORCE, to=NATION)
    assert "sampling error" in victims.caveats[0]
    assert victims.verdict == "lower"
    outcomes = compare(report(), "crime_outcomes", area=FORCE, to=NATION, category="caution_adults")
    assert [bool(c.caveats) for c in outcomes] == [True, False]
    first, second = (
        printed("crime_rate", "1.0", end=end, population_base=base)
        for end, base in (("2015-06-30", "mid-2014"), ("2014-06-30", "mid-2013"))
    )
    assert "different" in compare_figures(first, second).caveats[0]
    same = replace(second, population_base="mid-2014")
    assert compare_figures(first, same).caveats == ()


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"unit": "per_1000_households"}, "unit"),
        ({"denominator": "usual residents"}, "denominator"),
        ({"category": "victim_based"}, "category"),
    ],
)
def test_unlike_units_are_refused(changed, message):
    one = printed("crime_rate", "65.7", category="all_excluding_fraud")
    with pytest.raises(InvalidArgument, match=message):
        compare_figures(one, replace(one, **changed))


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"table": "crime_rate"}, NotFound, "Did you mean crime_rates"),
        ({"area": "northampton"}, NotFound, "northamptonshire"),
        ({"to": "england"}, NotFound, "england-and-wales"),
        ({"to": None}, InvalidArgument, "either"),
        ({"against": "2014-06-30"}, InvalidArgument, "either"),
        ({"to": None, "against": "2014-06-30"}, InvalidArgument, "period_end"),
        ({"category": "fraud"}, NotFound, "No two figures"),
        (
            {"to": None, "period_end": "2015-06-30", "against": "1999-06-30"},
            NotFound,
            "1999-06-30",
        ),
        (
            {"to": None, "period_end": "2015-06-30", "against": "2015-06-30"},
            NotFound,
            "No two figures",
        ),
    ],
)
def test_what_cannot_be_compared_says_why(arguments, error, message):
    asked = {"table": "crime_rates", "area": FORCE, "to": NATION, **arguments}
    with pytest.raises(error, match=message):
        compare(report(), asked.pop("table"), **asked)


truths = st.fractions(min_value=0, max_value=200)


@given(truths, truths, st.integers(0, 2), st.integers(0, 2))
def test_never_called_different_when_rounding_alone_could_explain_it(x, y, one, other):
    found = compare_figures(
        printed("crime_rate", rounded(x, one)), printed("crime_rate", rounded(y, other))
    )
    assert x - y in found.difference
    assert found.ratio is UNDECIDABLE or x / y in found.ratio
    if found.verdict is Verdict.HIGHER:
        assert x > y
    if found.verdict is Verdict.LOWER:
        assert x < y
    if x == y:
        assert not found.distinguishable
