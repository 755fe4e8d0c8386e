"""Figures that no identity reaches are asked about when they are far off, and only then."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peel_data.arithmetic.figure import interval_of
from peel_data.report.text import render_text
from peel_data.schema.interval import printed_interval
from peel_data.validation import copied_forms, plausibility
from peel_data.validation.plausibility import plausible_after, plausible_turn
from peel_data.validation.rules import questions
from support.dataset import scene
from support.planted import codes
from support.run import weighty

RATES = st.decimals(Decimal("0.5"), Decimal(900), places=1)


def figure(value, measure="crime_rate", category="all_excluding_fraud", **more):
    interval = printed_interval(Decimal(value), 1, "per_1000_population", "exact")
    return SimpleNamespace(
        measure=measure,
        category=category,
        unit="per_1000_population",
        lower=interval.lower,
        upper=interval.upper,
        **{"baseline_end": None} | more,
    )


MEASURES = [
    *((measure, category) for measure, category in plausibility.MEASURED),
    *((measure, None) for measure in plausibility.JUDGED),
    ("outcome_rate", "charged_summonsed"),
]


@pytest.mark.parametrize(("measure", "category"), MEASURES)
@given(value=RATES)
def test_what_stays_as_it_was_is_never_asked_about(measure, category, value):
    before = figure(min(value, Decimal(100)), measure, category)
    allowed = plausible_after(before, None)
    assert allowed is None or not allowed.gap(interval_of(before))


@pytest.mark.parametrize(("measure", "category"), plausibility.MEASURED)
@given(value=RATES, growth=st.decimals(Decimal("0.5"), Decimal(2), places=2))
def test_what_moves_as_the_nation_does_is_never_asked_about(measure, category, value, growth):
    nation = figure(60 * growth, measure, category), figure(60, measure, category)
    allowed = plausible_after(figure(value, measure, category), nation)
    assert not allowed.gap(interval_of(figure(value * growth, measure, category)))


@pytest.mark.parametrize(("measure", "category"), plausibility.MEASURED)
@given(value=RATES, tenfold=st.sampled_from([Fraction(10), Fraction(1, 10)]))
def test_a_lost_or_added_factor_of_ten_is_always_asked_about(measure, category, value, tenfold):
    before = figure(value, measure, category)
    now = interval_of(figure(value, measure, category)) * tenfold
    assert plausible_after(before, None).gap(now)


def test_less_is_allowed_where_the_movement_of_the_nation_is_known():
    for known in plausibility.MEASURED.values():
        assert 1 < known.beside_nation < known.alone


@pytest.mark.parametrize(("before", "sign"), [("-10.6", 1), ("10.6", -1)])
def test_a_change_of_years_that_turns_is_asked_about(before, sign):
    last = figure(before, "crime_change")
    nation = figure("-12.6", "crime_change"), figure("-12.6", "crime_change")
    turned = interval_of(figure(Decimal(before).copy_negate(), "crime_change"))
    assert plausible_turn(last, nation).gap(turned)
    assert not plausible_turn(last, nation).gap(interval_of(last))


def test_a_small_change_may_turn():
    last = figure("-1.0", "crime_change")
    assert not plausible_turn(last, None).gap(interval_of(figure("5.0")))
    assert plausible_turn(figure("0.0"), None) is None


def test_a_lost_sign_is_asked_about(judged):
    made = scene("2016")
    old = made.get("crime_changes", "value", crime_type="victim_based")
    made.tables["crime_changes"].put(
        made.find("crime_changes", crime_type="victim_based"), "value", "24"
    )
    assert old.startswith("-")
    asked = [f for f in weighty(judged(made)) if f.code == "C603"]
    assert any("was -12% change the year before and is +24% change now" in f.message for f in asked)


def test_an_index_is_recognised(judged):
    made = scene("2016")
    made.drop("crime_rates", area="kent", crime_type="all_excluding_fraud")
    made.drop("crime_rates", area="kent", crime_type="all_excluding_fraud", period_end="2015-06-30")
    made.drop("crime_rates", area="kent", crime_type="victim_based")
    made.put(
        "crime_changes",
        "value",
        "103.3",
        area="kent",
        crime_type="all_excluding_fraud",
        baseline_end="2015-06-30",
    )
    del made.tables["crime_numbers"]
    (asked,) = [f for f in judged(made, ignore=("V",)).findings if f.code == "C610"]
    assert asked.hints == ("Did you mean 3.3? 103.3 looks like an index, with 100 for no change.",)


def test_where_the_nation_jumps_a_force_that_is_far_from_it_does_not_hide_that(judged):
    made = scene("2016")
    made.put("crime_rates", "value", "0.1", area="england-and-wales", crime_type="sexual_offences")
    found = weighty(judged(made))
    assert [f for f in found if f.code == "C610"]
    assert [f for f in found if f.code == "C603" and ":england-and-wales:" in f.subject]


def test_a_part_of_recorded_crime_is_not_more_than_all_of_it(judged):
    made = scene("2016")
    made.put("domestic_abuse_shares", "value", "4520.0")
    (error,) = weighty(judged(made))
    assert error.code == "R305"
    assert "at most 100 percent, but this says 4520." in error.message


def test_an_outcome_rate_is_a_ratio_and_may_pass_a_hundred(judged):
    made = scene("2016")
    made.put("crime_outcomes", "rate", "104.2", outcome_type="charged_summonsed")
    assert "R305" not in codes(judged(made))


@pytest.mark.parametrize(
    ("given", "words"),
    [(True, "150 of 150 figures given."), (False, "0 of 38 figures given.")],
)
def test_the_verdict_says_how_many_figures_are_given(judged, given, words):
    made = scene("2016")
    if not given:
        for sheet in made.tables.values():
            if "area" in sheet.header:
                sheet.rows = [row for row in sheet.rows if row[1] == made.area]
                for i in range(len(sheet.rows)):
                    for column in {"value", "number", "rate"} & set(sheet.header):
                        sheet.put(i, column, "")
                    sheet.put(i, "status", "not_supplied")
    assert words in render_text(judged(made))


NUMBERS = st.sampled_from([Decimal(n) for n in range(4)])
SHARED = st.dictionaries(st.integers(0, 11), NUMBERS, max_size=12)


@given(
    st.dictionaries(st.tuples(st.sampled_from("ab"), st.sampled_from("xyz")), SHARED, min_size=2),
    st.integers(1, 8),
    st.sampled_from([Decimal(1), questions.NEARLY_ALL]),
)
def test_copied_forms_are_found_as_if_every_pair_were_compared(figures, least, share):
    def copied(mine, theirs):
        shared = mine.keys() & theirs.keys()
        equal = [series for series in shared if mine[series] == theirs[series] != 0]
        return len(equal) >= max(least, share * len(shared))

    pairs = {
        (a, b) for a in figures for b in figures if a[1] != b[1] and copied(figures[a], figures[b])
    }
    forms = {
        key: copied_forms.Form(tuple(values), list(map(int, values.values())))
        for key, values in figures.items()
    }
    assert set(copied_forms.sharing(forms, forms, least, share)) == pairs


ENDS = (
    st.decimals(-1000, 1000, places=2)
    | st.decimals(0, 2, places=6)
    | st.sampled_from([Decimal(text) for text in ("1e400", "-1e400", "1e-400", "1e308", "2e-324")])
)


def between(one, other):
    return SimpleNamespace(lower=min(one, other), upper=max(one, other))


@given(st.builds(between, ENDS, ENDS), st.builds(between, ENDS, ENDS))
def test_a_look_never_passes_what_exact_arithmetic_refuses(one, other):
    there = interval_of(other)
    if plausibility.plainly_meets(one, *plausibility.floats(there)):
        assert not interval_of(one).gap(there)


@given(
    st.builds(between, ENDS, ENDS),
    st.builds(between, ENDS, ENDS),
    st.sampled_from([*plausibility.MEASURED.values(), *plausibility.JUDGED.values()]),
    st.none() | st.tuples(st.builds(between, ENDS, ENDS), st.builds(between, ENDS, ENDS)),
)
def test_no_jump_is_passed_at_a_look_that_exact_arithmetic_asks_about(now, then, movement, nation):
    room = plausibility.Room(movement, nation)
    if room.plainly_holds(now, then):
        allowed = room.around(interval_of(then))
        assert not interval_of(now).gap(allowed)
