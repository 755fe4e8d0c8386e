from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume as given_that
from hypothesis import given, settings
from hypothesis import strategies as st

from peel_data.arithmetic.conflicts import check, expected, undecided_in
from peel_data.arithmetic.identities import DEFAULT, Assumption
from peel_data.arithmetic.network import networks
from peel_data.schema.interval import Interval
from support.expected import ROUNDINGS, print_all, truths
from support.printed import FORCE, NATION, altered, printed, report, with_value

EVERYTHING = tuple(Assumption)
ENDS_OF_CHARGED = {
    ("outcome_number", "charged_summonsed"),
    ("outcome_number", "out_of_court_formal"),
    ("outcome_rate", "out_of_court_formal"),
    ("outcome_number", "out_of_court_informal"),
    ("outcome_rate", "out_of_court_informal"),
}


def said(conflict):
    """A conflict as a person would say it: the short names of its figures and its identities."""
    names = {f"{f.measure}:{f.category}" if f.category else f.measure for f in conflict.figures}
    return names, {row.name for row in conflict.identities}


def undecided(figures):
    return [each for network in networks(figures).values() for each in undecided_in(network)]


def test_the_report_contradicts_itself_nowhere():
    assert check(report(), assume=EVERYTHING) == ()


@pytest.mark.parametrize(
    ("figure", "value", "figures", "identities", "assumptions"),
    [
        (
            "outcome_rate/charged_summonsed/northamptonshire/2015-06-30",
            "15.9",
            {"outcome_number:charged_summonsed", "outcome_rate:charged_summonsed"},
            {"outcome rate"},
            (),
        ),
        (
            "outcome_number/penalty_notices_for_disorder/northamptonshire/2015-06-30",
            "150",
            {
                "outcome_number:out_of_court_formal",
                "outcome_number:caution_youths",
                "outcome_number:caution_adults",
                "outcome_number:penalty_notices_for_disorder",
            },
            {"formal out-of-court outcomes"},
            (),
        ),
        (
            "crime_rate/victim_based/northamptonshire/2015-06-30",
            "66.8",
            {"crime_rate:victim_based", "crime_rate:all_excluding_fraud"},
            {"victim-based crime within all crime"},
            (),
        ),
        (
            "organised_crime_group_share/drug_activity/northamptonshire/2015-06-30",
            "60",
            {"organised_crime_groups", "organised_crime_group_share:drug_activity"},
            {"organised crime group share"},
            (),
        ),
        (
            "organised_crime_group_rate/northamptonshire/2015-06-30",
            "34.4",
            {"organised_crime_group_rate"},
            {"organised crime group rate"},
            ("one_population",),
        ),
        (
            "crime_change/all_excluding_fraud/northamptonshire/2015-06-30/from-2014-06-30",
            "31.0",
            {"crime_change:all_excluding_fraud", "crime_rate:all_excluding_fraud"},
            {"crime change"},
            ("bounded_growth",),
        ),
        (
            "crime_change/all_excluding_fraud/northamptonshire/2015-06-30/from-2014-06-30",
            "12.5",
            {"crime_change:all_excluding_fraud", "crime_rate:all_excluding_fraud"},
            {"crime change"},
            ("same_population_base",),
        ),
    ],
)
def test_planted_slips_are_found(figure, value, figures, identities, assumptions):
    slipped = altered(report(), figure, value)
    (conflict,) = check(slipped, assume={*DEFAULT, *assumptions})
    names, used = said(conflict)
    assert figures <= names
    assert identities <= used
    assert conflict.assumptions == assumptions
    assert figure in {f.id for f in conflict.suspects}
    assert conflict.gap > 0
    assert check(slipped, assume=()) == (() if assumptions else (conflict,))


def test_a_conflict_shows_both_sides_and_the_gap():
    rate = "anti_social_behaviour_rate/northamptonshire/2015-06-30"
    figures = [f for f in report() if f.measure != "organised_crime_group_rate"]
    (conflict,) = check(altered(figures, rate, "34.3"))
    assert conflict.second is not None
    assert conflict.first.gap(conflict.second) == conflict.gap
    assert [f.id for f in conflict.suspects] == [rate]


def test_a_change_of_counts_against_two_rates_needs_no_counts():
    before = "2014-06-30"
    figures = [
        printed("anti_social_behaviour_rate", "36.2", end=before),
        printed("anti_social_behaviour_rate", "32.9"),
        printed("anti_social_behaviour_change", "-9", baseline=before),
    ]
    assert check(figures, assume=EVERYTHING) == ()
    figures[2] = with_value(figures[2], "-11")
    assert check(figures, assume=["one_population"]) == ()
    assert check(figures, assume=["bounded_growth"]) == ()  # shrinking by 2 percent explains it
    (conflict,) = check(figures, assume=EVERYTHING)
    assert conflict.assumptions == ("same_population_base",)
    figures[2] = with_value(figures[2], "9")  # the sign was lost
    (conflict,) = check(figures, assume=["bounded_growth"])
    assert conflict.figures == tuple(figures)
    stated = [replace(f, population_base="mid-2014") for f in figures]
    (conflict,) = check(stated, assume=())
    assert conflict.assumptions == ()


def test_sixty_percent_of_31_groups_is_no_whole_number_of_groups():
    figures = [
        printed("organised_crime_groups", "31", moment=True),
        printed("organised_crime_group_share", "60", category="drug_activity", moment=True),
    ]
    (conflict,) = check(figures)
    assert conflict.quantity.name == "drug_activity_groups"
    assert conflict.first == Interval.of("18.445", "18.755")
    assert conflict.second is None
    assert conflict.gap == Fraction(245, 1000)
    assert conflict.suspects == conflict.figures


def test_one_figure_printed_in_two_ways_that_exclude_each_other():
    one = printed("victim_satisfaction_rate", "83.5", end="2015-03-31")
    other = with_value(one, "85")
    (conflict,) = check([one, other])
    assert conflict.figures == (one, other)
    assert conflict.identities == ()
    assert conflict.gap == Fraction(95, 100)
    assert check([one, with_value(one, "84")]) == ()  # 83.5 both times


def test_a_count_that_is_not_whole():
    (conflict,) = check([printed("outcome_number", "12.5", category="charged_summonsed")])
    assert [f.value for f in conflict.figures] == [Fraction(25, 2)]


@pytest.mark.parametrize(
    "figures",
    [
        # More outcomes than crimes: crimes recorded in earlier years have outcomes too.
        [
            printed("recorded_crimes", "10", category="all_excluding_fraud"),
            printed("outcome_number", "12", category="charged_summonsed"),
            printed("outcome_rate", "120.0", category="charged_summonsed"),
        ],
        # Outcome rates that do not sum to 100.
        [
            printed("outcome_rate", "80.0", category="charged_summonsed"),
            printed("outcome_rate", "70.0", category="out_of_court_formal"),
        ],
        # Years that end in March and in June.
        [
            printed("recorded_crimes", "100", category="all_excluding_fraud", end="2015-03-31"),
            printed("recorded_crimes", "999", category="all_excluding_fraud"),
        ],
        # A part and a whole of different denominators.
        [
            printed(
                "crime_rate", "90.0", category="burglary_in_a_dwelling", unit="per_1000_households"
            ),
            printed("crime_rate", "59.8", category="victim_based"),
        ],
        # Parts that do not make up the whole, while not all are known.
        [
            printed("outcome_number", "5", category="out_of_court_informal"),
            printed("outcome_number", "3", category="community_resolution"),
        ],
    ],
)
def test_what_is_never_claimed(figures):
    assert check(figures, assume=EVERYTHING) == ()


def test_areas_and_editions_do_not_mix():
    here = printed("population", "100")
    assert check([here, printed("population", "200", area=NATION)]) == ()
    assert check([here, printed("population", "200", edition="later")]) == ()


def test_two_causes_give_two_conflicts():
    figures = altered(report(), "outcome_number/caution_adults/northamptonshire/2015-06-30", "1774")
    figures = altered(
        figures, "outcome_number/community_resolution/northamptonshire/2015-06-30", "2026"
    )
    found = check(figures)
    assert len(found) == 2
    assert all(conflict.assumptions == () for conflict in found)


@given(truths(), st.sampled_from(ROUNDINGS))
def test_rounded_truths_never_conflict(truth, rounding):
    assert check(print_all(truth, rounding), assume=EVERYTHING) == ()


@given(truths(), st.data())
@settings(max_examples=40)
def test_conflicts_are_irreducible_and_suspects_clear_them(truth, data):
    figures = print_all(truth, (1, 1))
    index = data.draw(st.integers(0, len(figures) - 1))
    value = data.draw(st.decimals(0, 2_000, places=figures[index].decimals))
    figures[index] = with_value(figures[index], str(value))
    found = check(figures, assume=EVERYTHING)
    given_that(found)
    for conflict in found:
        members = list(conflict.figures)
        assert check(members, assume=conflict.assumptions)
        for figure in members:
            rest = [f for f in members if f is not figure]
            assert check(rest, assume=conflict.assumptions) == ()
    (first, *more) = found
    for suspect in first.suspects if not more else ():
        assert check([f for f in figures if f is not suspect], assume=first.assumptions) == ()


@given(truths(), st.integers(1, 500))
def test_a_sum_that_is_out_is_always_found(truth, slip):
    figures = print_all(truth, (1, 1))
    index = next(
        i
        for i, f in enumerate(figures)
        if f.measure == "outcome_number" and f.category == "out_of_court_formal"
    )
    figures[index] = with_value(figures[index], str(figures[index].value + slip))
    assert any(figures[index] in conflict.figures for conflict in check(figures, assume=()))


@given(st.integers(1, 40), st.integers(0, 100))
def test_a_share_is_refused_exactly_when_no_number_of_groups_fits(groups, share):
    figures = [
        printed("organised_crime_groups", str(groups), moment=True),
        printed("organised_crime_group_share", str(share), category="drug_activity", moment=True),
    ]
    fits = any(abs(Fraction(100 * n, groups) - share) * 2 <= 1 for n in range(groups + 1))
    assert (check(figures) == ()) == fits


def test_a_divisor_that_may_be_zero_is_undecidable():
    figures = [
        printed("recorded_crimes", "0", category="all_excluding_fraud", end="2014-06-30"),
        printed("recorded_crimes", "5", category="all_excluding_fraud"),
        printed("crime_change", "5", category="all_excluding_fraud", baseline="2014-06-30"),
    ]
    assert undecided(report()) == []
    (open_,) = undecided(figures[:1] + figures[2:])
    assert open_.figure.measure == "crime_change"
    assert open_.identity.name == "crime change"
    assert 0 in open_.divisor


def test_a_national_divisor_is_not_called_zero_for_want_of_an_assumption():
    figures = [
        printed("anti_social_behaviour_incidents", "1888000", area=NATION),
        printed("anti_social_behaviour_rate", "32.9", area=NATION),
    ]
    assert undecided(figures) == []


def test_national_figures_contradict_each_other_only_if_they_cover_the_same_forces():
    figures = [
        printed("organised_crime_groups", "31", area=NATION, moment=True),
        printed(
            "organised_crime_group_share", "57", category="drug_activity", area=NATION, moment=True
        ),
    ]
    assert check(figures) == ()
    (conflict,) = check(figures, assume=["same_coverage"])
    assert conflict.assumptions == ("same_coverage",)
    (force,) = check([replace(f, area=FORCE) for f in figures])
    assert force.assumptions == ()


def test_what_the_others_expect_of_a_figure():
    figures = report()
    charged = next(
        f
        for f in figures
        if (f.measure, f.category, f.area) == ("outcome_rate", "charged_summonsed", FORCE)
    )
    found = expected(charged, figures, assume=())
    assert found.interval.lower < Fraction(149, 10) < found.interval.upper
    assert charged not in found.figures
    # Its own number, and those outcomes that fix the two ends of the crimes recorded.
    assert {(f.measure, f.category) for f in found.figures} == ENDS_OF_CHARGED
    assert found.telling
    assert found.width < Fraction(2, 10)
    assert found.assumptions == ()
    slipped = altered(figures, charged.id, "94.1")
    wrong = next(f for f in slipped if f.id == charged.id)
    assert expected(wrong, slipped, assume=()).interval == found.interval


def test_a_check_that_could_hardly_fail_says_so():
    figures = report()
    offences = next(f for f in figures if f.category == "sexual_offences" and f.area == FORCE)
    found = expected(offences, figures)
    assert not found.telling
    assert found.width > 50
    change = next(f for f in figures if f.measure == "crime_change" and f.area == FORCE)
    found = expected(change, figures)
    assert found.interval.lower >= -100
    assert change.value in found.interval


def test_nothing_is_expected_amid_contradiction():
    other = printed("anti_social_behaviour_rate", "44.3")
    figures = [printed("population", "100"), with_value(printed("population", "100"), "200")]
    assert expected(other, figures) is None
