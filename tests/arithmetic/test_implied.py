from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peel_data.arithmetic import shape
from peel_data.arithmetic.identities import Assumption
from peel_data.arithmetic.implied import implied, implied_quantities
from peel_data.arithmetic.network import networks
from peel_data.errors import InvalidArgument, NotFound
from peel_data.schema.interval import Interval
from support.expected import ROUNDINGS, print_all, truths
from support.printed import EDITION, FORCE, NATION, printed, report, rounded

YEAR = "2015-06-30"
GROUPS = "drug_activity_groups of kent, at 30 June 2016"


@pytest.fixture(scope="module")
def figures():
    return report()


def ids(figures):
    return {(f.measure, f.category) for f in figures}


def test_recorded_crimes_from_the_outcomes_alone(figures):
    crimes = implied(figures, "recorded_crimes", area=FORCE, period_end=YEAR, assume=())
    assert (crimes.lower, crimes.upper) == (46_660, 46_922)
    assert crimes.assumptions == ()
    assert ids(crimes.binding.lower) == {
        ("outcome_number", "out_of_court_formal"),
        ("outcome_rate", "out_of_court_formal"),
    }
    assert ids(crimes.binding.upper) == {
        ("outcome_number", "charged_summonsed"),
        ("outcome_rate", "charged_summonsed"),
    }


def test_recorded_crimes_to_a_fifth_of_a_percent_with_one_population(figures):
    crimes = implied(figures, "recorded_crimes", area=FORCE, period_end=date(2015, 6, 30))
    assert (crimes.lower, crimes.upper) == (46_839, 46_922)
    assert crimes.assumptions == ("one_population",)
    assert crimes.interval.width / crimes.lower < Fraction(1, 500)
    assert ids(crimes.binding.lower) == {
        ("crime_rate", "all_excluding_fraud"),
        ("organised_crime_groups", None),
        ("organised_crime_group_rate", None),
    }


@pytest.mark.parametrize(
    ("quantity", "area", "period_end", "lower", "upper"),
    [
        ("population", FORCE, YEAR, 713_463, 714_712),
        ("drug_activity_groups", FORCE, YEAR, 18, 18),
        ("anti_social_behaviour_incidents", FORCE, YEAR, 31_626, 31_626),
        ("anti_social_behaviour_incidents", FORCE, "2014-06-30", 33_467, 33_670),
        ("recorded_crimes", FORCE, "2014-06-30", 41_433, 41_542),
        ("recorded_crimes", FORCE, "2010-06-30", 52_364, 52_514),
        ("recorded_crimes", NATION, YEAR, 3_609_530, 3_621_805),
    ],
)
def test_what_the_2015_report_implies(figures, quantity, area, period_end, lower, upper):
    found = implied(figures, quantity, area=area, period_end=period_end)
    assert (found.lower, found.upper) == (lower, upper)


@pytest.mark.parametrize(
    ("quantity", "lower", "upper"),
    [
        ("organised_crime_groups", 4_274, 4_300),
        ("anti_social_behaviour_incidents", 1_880_620, 1_895_766),
    ],
)
def test_national_figures_are_tied_only_if_they_cover_the_same_forces(
    figures, quantity, lower, upper
):
    asked = {"area": NATION, "period_end": YEAR}
    both = ("one_population", "same_coverage")
    found = implied(figures, quantity, **asked, assume=both)
    assert (found.lower, found.upper) == (lower, upper)
    assert found.assumptions == both
    every_other = [a for a in Assumption if a != "same_coverage"]
    for assume in (["one_population"], every_other):
        with pytest.raises(NotFound, match="bounded only if same_coverage is assumed too"):
            implied(figures, quantity, **asked, assume=assume)
    with pytest.raises(NotFound, match="only if one_population and same_coverage are assumed too"):
        implied(figures, quantity, **asked, assume=())


def test_a_force_needs_no_assumption_about_coverage(figures):
    force = [f for f in figures if f.area == FORCE]
    for assume in ((), ("one_population",)):
        with_it = implied_quantities(force, assume=(*assume, "same_coverage"))
        assert with_it == implied_quantities(force, assume=assume)
        assert not any(Assumption.SAME_COVERAGE in item.assumptions for item in with_it)


def test_the_same_stated_coverage_needs_no_assumption():
    stated = {"area": NATION, "moment": True}
    groups = printed("organised_crime_groups", "50", **stated)
    share = printed("organised_crime_group_share", "58", category="drug_activity", **stated)
    with pytest.raises(NotFound, match="same_coverage"):
        implied([groups, share], "drug_activity_groups", area=NATION)
    told = [replace(f, coverage="without the Metropolitan Police") for f in (groups, share)]
    assert implied(told, "drug_activity_groups", area=NATION, assume=()).exact == 29


def test_one_stated_population_does_not_make_the_coverage_of_two_rates_one():
    base = {"population_base": "mid-2014", "area": NATION}
    figures = [
        printed("population", "57000000", **base),
        printed("organised_crime_group_rate", "74.7", moment=True, **base),
    ]
    with pytest.raises(NotFound, match="only if same_coverage is assumed too"):
        implied(figures, "organised_crime_groups", area=NATION)


@given(st.lists(truths(), min_size=3, max_size=3), st.sampled_from(ROUNDINGS))
@settings(max_examples=40)
def test_national_figures_of_other_forces_exclude_no_truth(several, rounding):
    """Each measure counts other forces; only crimes and outcomes count all."""
    sets = {
        "anti_social_behaviour_incidents": 0,
        "anti_social_behaviour_rate": 1,
        "anti_social_behaviour_change": 2,
        "organised_crime_groups": 0,
        "organised_crime_group_rate": 1,
        "organised_crime_group_share": 2,
    }
    everything = several[0]
    figures = [
        replace(f, area=NATION)
        for i, truth in enumerate(several)
        for f in print_all(truth, rounding)
        if sets.get(f.measure, 0) == i
    ]
    assume = [a for a in Assumption if a != "same_coverage"]
    for item in implied_quantities(figures, assume=assume):
        assert everything.value(item.quantity, item.period_end) in item.interval
        assert item.behind in {None, "crime_rate"}


def test_the_drug_groups_are_an_exact_number(figures):
    groups = implied(figures, "drug_activity_groups", area=FORCE)
    assert groups.exact == 18
    assert groups.integer
    assert groups.assumptions == ()


def test_population_without_assumptions_is_the_one_behind_crime_rates(figures):
    population = implied(figures, "population", area=FORCE, period_end=YEAR, assume=())
    assert population.behind == "crime_rate"
    assert (population.lower, population.upper) == (709_657, 714_730)
    assert not population.integer


def test_the_latest_period_answers_when_none_is_named(figures):
    assert implied(figures, "recorded_crimes", area=FORCE).period_end == date(2015, 6, 30)


def test_more_assumptions_only_ever_narrow(figures):
    wide = implied_quantities(figures, assume=())
    everything = list(Assumption)
    for item in wide:
        narrow = implied(
            figures, item.quantity, area=item.area, period_end=item.period_end, assume=everything
        )
        if item.behind is None:
            assert narrow.interval in item.interval


def test_stated_bases_need_no_assumption():
    base = {"population_base": "mid-2014"}
    figures = [
        printed("population", "700,000", **base),
        printed("crime_rate", "50.00", category="all_excluding_fraud", **base),
        printed("anti_social_behaviour_rate", "40.00", end="2014-06-30", **base),
    ]
    crimes = implied(figures, "recorded_crimes", area=FORCE, assume=())
    assert (crimes.lower, crimes.upper) == (34_997, 35_003)
    incidents = implied(figures, "anti_social_behaviour_incidents", area=FORCE, assume=())
    assert (incidents.lower, incidents.upper) == (27_997, 28_003)


def test_different_stated_bases_are_never_taken_for_one():
    figures = [
        printed("population", "700000", population_base="mid-2013"),
        printed("crime_rate", "50.0", category="all_excluding_fraud", population_base="mid-2014"),
    ]
    with pytest.raises(NotFound):
        implied(figures, "recorded_crimes", area=FORCE, assume=["one_population"])


def test_figures_of_different_coverage_do_not_meet(figures):
    with pytest.raises(NotFound, match="northamptonshire"):
        implied(figures, "drug_activity_groups", area=NATION)


def test_an_open_end_never_enters():
    figures = [
        printed("outcome_number", "7000", category="charged_summonsed", qualifier="at_least"),
        printed("outcome_rate", "14.9", category="charged_summonsed"),
    ]
    with pytest.raises(NotFound):
        implied(figures, "recorded_crimes", area=FORCE)


def test_editions_do_not_mix():
    figures = [
        printed("outcome_number", "7000", category="charged_summonsed"),
        printed("outcome_rate", "14.9", category="charged_summonsed", edition="later"),
    ]
    with pytest.raises(NotFound):
        implied(figures, "recorded_crimes", area=FORCE)


def test_the_list_has_no_printed_number_and_no_open_end(figures):
    found = implied_quantities(figures)
    assert len(found) == 20
    assert all(item.upper is not None and item.binding.lower for item in found)
    counts = {(f.measure, f.area, f.period_end) for f in figures if f.unit == "count"}
    assert counts.isdisjoint({(i.quantity, i.area, i.period_end) for i in found})
    assert {i.area for i in implied_quantities(figures, area=FORCE)} == {FORCE}
    with pytest.raises(NotFound, match=EDITION):
        implied_quantities(figures, edition="peel-effectiveness-2051")


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"quantity": "recorded_crime"}, NotFound, "Did you mean recorded_crimes"),
        ({"area": "northhamptonshire"}, NotFound, "Did you mean northamptonshire"),
        ({"period_end": "2013-06-30"}, NotFound, "2015-06-30"),
        ({"period_end": "June 2015"}, InvalidArgument, "2015-06-30"),
        ({"edition": "peel-2099"}, NotFound, EDITION),
        ({"assume": ["one_poulation"]}, InvalidArgument, "Did you mean one_population"),
        ({"assume": "two_populations"}, InvalidArgument, "one_population"),
    ],
)
def test_what_cannot_be_answered_says_what_can(figures, arguments, error, message):
    asked = {"quantity": "recorded_crimes", "area": FORCE, **arguments}
    with pytest.raises(error, match=message):
        implied(figures, asked.pop("quantity"), **asked)


def test_contradictory_figures_imply_nothing():
    figures = [printed("population", "700000"), printed("population", "700001")]
    with pytest.raises(InvalidArgument, match="contradict"):
        implied(figures, "population", area=FORCE)


@given(truths(), st.sampled_from(ROUNDINGS), st.sets(st.integers(0, 30), max_size=25))
def test_the_truth_is_never_outside_an_implied_bound(truth, rounding, dropped):
    figures = [f for i, f in enumerate(print_all(truth, rounding)) if i not in dropped]
    for item in implied_quantities(figures, assume=list(Assumption)):
        assert truth.value(item.quantity, item.period_end) in item.interval


@given(truths(growth=True), st.sampled_from(ROUNDINGS))
def test_a_population_that_grows_is_allowed_for(truth, rounding):
    figures = print_all(truth, rounding)
    for item in implied_quantities(figures, assume=["one_population", "bounded_growth"]):
        assert truth.value(item.quantity, item.period_end) in item.interval


@given(truths(), st.dictionaries(st.integers(0, 30), st.integers(0, 40), max_size=12))
@settings(max_examples=40)
def test_narrower_and_more_figures_never_widen(truth, slack):
    figures = print_all(truth, (1, 1))
    wider = [
        replace(f, lower=f.lower - slack[i], upper=f.upper + slack[i]) if i in slack else f
        for i, f in enumerate(figures)
        if slack.get(i) != 0  # and some are left out
    ]
    known = {(i.quantity, i.period_end): i for i in implied_quantities(figures)}
    for item in implied_quantities(wider):
        narrow = known.get((item.quantity, item.period_end))
        assert narrow is None or narrow.interval in item.interval


@given(st.integers(1, 60), st.integers(0, 60), st.integers(0, 1))
def test_a_share_agrees_with_brute_force(groups, part, decimals):
    share = printed(
        "organised_crime_group_share",
        rounded(Fraction(100 * min(part, groups), groups), decimals),
        category="drug_activity",
        moment=True,
    )
    figures = [printed("organised_crime_groups", str(groups), moment=True), share]
    found = implied(figures, "drug_activity_groups", area=FORCE)
    low, high = Fraction(share.lower), Fraction(share.upper)
    possible = [n for n in range(groups + 1) if low <= Fraction(100 * n, groups) <= high]
    assert [found.lower, found.upper] == [possible[0], possible[-1]]


@given(st.integers(10, 400), st.lists(st.integers(0, 60), min_size=2, max_size=3))
def test_joint_outcomes_agree_with_brute_force(crimes, numbers):
    names = ["charged_summonsed", "taken_into_consideration", "caution_youths"]
    figures = []
    for name, number in zip(names, numbers, strict=False):
        rate = rounded(Fraction(100 * number, crimes), 0)
        figures.append(printed("outcome_number", str(number), category=name))
        figures.append(printed("outcome_rate", rate, category=name))

    def fits(n):  # |rate - 100 m / n| is at most a half
        rates = zip(figures[1::2], numbers, strict=False)
        return all(abs(2 * int(f.value) * n - 200 * m) <= n for f, m in rates)

    far = 200 * max(numbers) + 2  # beyond it every rate but a printed zero is excluded
    possible = [n for n in range(1, far + 1) if fits(n)]
    for item in implied_quantities(figures):
        if item.quantity == "recorded_crimes":
            assert [item.lower, item.upper] == [possible[0], possible[-1]]


@pytest.mark.parametrize(
    ("lower", "upper", "assumptions", "text"),
    [
        (1200, 1300, (), f"{GROUPS}: 1,200 to 1,300, with no optional assumption"),
        (1200, 1200, (), f"{GROUPS}: 1,200, with no optional assumption"),
        (1200, None, (), f"{GROUPS}: at least 1,200, with no optional assumption"),
        (
            1200,
            1300,
            (Assumption.ONE_POPULATION,),
            f"{GROUPS}: 1,200 to 1,300, assuming one_population",
        ),
    ],
)
def test_bounds_in_a_line(figures, lower, upper, assumptions, text):
    found = implied(figures, "drug_activity_groups", area="northamptonshire")
    changed = replace(
        found,
        area="kent",
        period_start=None,
        period_end=date(2016, 6, 30),
        interval=Interval.of(lower, upper),
        assumptions=assumptions,
    )
    assert str(changed) == repr(changed) == text
    partial = replace(changed, coverage="without Medway")
    assert str(partial) == text.replace("of kent,", "of kent without Medway,")


def test_very_many_periods_are_tied_by_a_bounded_number_of_relations(monkeypatch):
    monkeypatch.setattr(shape, "LINKS", 200)
    rate = printed("crime_rate", "65.7", category="all_excluding_fraud")
    many = [
        replace(rate, id=f"{n}", period_start=date(n, 7, 1), period_end=date(n + 1, 6, 30))
        for n in range(1, 101)
    ]
    (network,) = networks(many).values()
    assert len(network.shape.relations) < 2_000
