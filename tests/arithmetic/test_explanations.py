"""The smallest explanations, against trying every set of figures; what is suggested, against everything else."""

import json
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, product
from math import prod

import pytest
from hypothesis import Phase, given, settings
from hypothesis import assume as given_that
from hypothesis import strategies as st

from peel_data.arithmetic.conflicts import check
from peel_data.arithmetic.corrections import Usual
from peel_data.arithmetic.explanations import LISTED
from peel_data.arithmetic.hitting import FEW, Core, factors, greedy_hit
from peel_data.arithmetic.identities import Assumption
from peel_data.arithmetic.network import networks
from peel_data.arithmetic.propagation import Clash
from peel_data.arithmetic.slips import edits
from support import linear
from support.expected import ROUNDINGS, print_all, truths
from support.explaining import explain
from support.printed import FORCE, altered, printed, report, with_value

QUICK = (Phase.explicit, Phase.reuse, Phase.generate)
"""To shrink an example, every set would be tried out many hundred times."""
CHARGED = "outcome_number/charged_summonsed/northamptonshire/2015-06-30"
CAUTIONS = "outcome_number/caution_adults/northamptonshire/2015-06-30"


def ours(figures):
    return [figure for figure in figures if figure.area == FORCE]


def smallest(diagnoses):
    """The smallest sets of figures that explain everything, as ids."""
    choices = []
    for each in diagnoses:
        least = min(len(e.figures) for e in each.explanations)
        choices.append(
            [{f.id for f in e.figures} for e in each.explanations if len(e.figures) == least]
        )
    return {frozenset().union(*sets) for sets in product(*choices)}


def tried_out(figures, most, assume):
    """The same, found by leaving out every set of figures and solving the rest."""
    (network,) = networks(figures).values()
    system = network.system
    active = network.allowed(assume)
    for size in range(most + 1):
        found = {
            frozenset(figures[i].id for i in out)
            for out in combinations(range(len(figures)), size)
            if not isinstance(system.solve(active & ~sum(1 << i for i in out)), Clash)
        }
        if found:
            return found
    return None


@st.composite
def slipped(draw, most=2, few=13):
    """Some figures of true values, up to `most` of them spoiled by one slip each."""
    figures = print_all(draw(truths()), draw(st.sampled_from(ROUNDINGS)))
    figures = draw(st.permutations(figures))[:few]
    for i in range(draw(st.integers(1, most))):
        made = edits(figures[i].value, figures[i].decimals, figures[i].unit)
        possible = [e.meant for e in made if e.meant > -100 or figures[i].unit != "percent_change"]
        if possible:
            meant = draw(st.sampled_from(possible))
            figures[i] = with_value(figures[i], str(meant.quantize(figures[i].value)))
    return figures


def check_against_all(figures, assume):
    found = explain(figures, assume=assume)
    if prod(len(each.explanations) for each in found) >= LISTED:
        return
    expected, given = tried_out(figures, 3, assume), smallest(found)
    if assume and expected != given:
        # Where it would take two more slips, the assumption is doubted instead.
        certain = smallest(explain(figures, assume=()))
        assert len(min(expected)) >= len(min(certain)) + 2
        assert any(first <= ours for first in certain for ours in given)
    else:
        assert given == expected


@given(slipped())
@settings(max_examples=60, phases=QUICK)
def test_the_smallest_explanations_are_those_of_trying_out_all_sets(figures):
    check_against_all(figures, ())


@given(slipped())
@settings(max_examples=40, phases=QUICK)
def test_assumptions_hold_unless_it_would_take_two_more_slips(figures):
    check_against_all(figures, [Assumption.ONE_POPULATION])


@given(slipped(few=30))
@settings(max_examples=60)
def test_every_correction_leaves_nothing_contradictory(figures):
    found = explain(figures)
    given_that(found)
    assert check(figures)
    for corrections in product(*(each.corrections[:2] for each in found)):
        right = list(figures)
        for change in (change for each in corrections for change in each.changes):
            right = altered(right, change.figure.id, str(change.value))
        assert check(right) == ()


@given(truths(), st.sampled_from(ROUNDINGS))
@settings(max_examples=20)
def test_what_can_be_true_needs_no_explanation(truth, rounding):
    assert explain(print_all(truth, rounding)) == ()


@given(slipped(most=1, few=30), st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_explanations_do_not_depend_on_the_order_of_figures(figures, chance):
    def said(some):
        return {
            frozenset((f.id) for f in e.figures): sorted(c.changes[0].value for c in e.corrections)
            for each in explain(some)
            for e in each.explanations
            if len(e.figures) == 1
        }

    before = said(figures)
    chance.shuffle(figures)
    assert said(figures) == before


@pytest.mark.parametrize("case", json.loads(linear.RECORDED.read_text(encoding="utf-8")), ids=str)
def test_the_smallest_explanations_are_those_of_linear_programming(case):
    figures = ours(report())
    for id_, value in case["slipped"].items():
        figures = altered(figures, id_, value)
    found, expected = smallest(explain(figures)), set(map(frozenset, case["smallest"]))
    if any("organised_crime_group" in id_ for id_ in case["slipped"]):
        assert found <= expected  # groups are few, and whole; linear programming does not know it
    else:
        assert found == expected


@pytest.mark.parametrize("number", [0, 2])
def test_what_is_recorded_is_what_the_oracle_says(number):
    case = json.loads(linear.RECORDED.read_text(encoding="utf-8"))[number]
    figures = ours(report())
    for id_, value in case["slipped"].items():
        figures = altered(figures, id_, value)
    assert sorted(map(sorted, linear.smallest(figures, 1))) == case["smallest"]


@pytest.mark.parametrize(
    ("id_", "value"), [(CHARGED, "9668"), (CHARGED, "1968"), (CAUTIONS, "1754")]
)
def test_the_oracle_is_right_about_outcomes(id_, value):
    figures = [f for f in ours(report()) if f.measure.startswith("outcome")]
    assert linear.feasible(figures)
    figures = altered(figures, id_, value)
    assert not linear.feasible(figures)
    assert frozenset({id_}) in linear.smallest(figures, 1)
    assert linear.smallest(figures, 1) == smallest(explain(figures))


def test_two_slips_in_one_area_are_both_named():
    figures = altered(altered(report(), CHARGED, "1968"), CAUTIONS, "1754")
    found = explain(figures)
    assert {CHARGED, CAUTIONS} <= {figure.id for each in found for figure in each.suspects}
    values = {
        (change.figure.id, change.value)
        for each in found
        for correction in each.corrections
        for change in correction.changes
    }
    assert {(CHARGED, Decimal(6968)), (CAUTIONS, Decimal(1744))} <= values


INFORMAL = "outcome_number/out_of_court_informal/northamptonshire/2015-06-30"


def test_two_slips_that_have_nothing_to_do_with_each_other_are_told_apart():
    figures = altered(altered(report(), CHARGED, "6698"), INFORMAL, "2480")
    found = explain(figures)
    assert [CHARGED in {f.id for f in each.suspects} for each in found].count(True) == 1
    assert [INFORMAL in {f.id for f in each.suspects} for each in found].count(True) == 1
    assert {len(e.figures) for each in found for e in each.explanations} == {1}


def test_more_wrong_figures_than_a_few_are_told_one_by_one():
    figures = report()
    numbers = [f for f in ours(figures) if f.id.startswith("outcome_number/")]
    for i, figure in enumerate(numbers):
        figures = altered(figures, figure.id, str(figure.value * (i + 4) // (i + 5)))
    found = explain(figures)
    sizes = [min(len(e.figures) for e in each.explanations) for each in found]
    assert sizes.count(1) >= FEW
    assert max(sizes) <= FEW


@given(st.lists(st.integers(1, 2**9 - 1), min_size=1))
def test_a_set_that_hits_all_conflicts_has_no_figure_in_vain(conflicts):
    chosen = greedy_hit([Core(figures, None, figures) for figures in conflicts])
    assert all(figures & chosen for figures in conflicts)
    for i in range(9):
        if chosen >> i & 1:
            assert not all(figures & chosen & ~(1 << i) for figures in conflicts)


@given(st.lists(st.lists(st.integers(0, 5), min_size=1, max_size=3, unique=True), min_size=1))
def test_choices_that_are_independent_are_found(choices):
    figures = [[1 << (6 * i + figure) for figure in choice] for i, choice in enumerate(choices[:4])]
    sets = [sum(chosen) for chosen in product(*figures)]
    assert factors(sets) == [sorted(choice) for choice in figures]
    if len(sets) > 2:
        assert factors(sets[1:]) != [sorted(choice) for choice in figures]


def test_a_trusted_figure_is_no_suspect():
    rate = "outcome_rate/charged_summonsed/northamptonshire/2015-06-30"
    slipped = altered(report(), rate, "19.4")
    (free,) = explain(slipped)
    assert {f.id for f in free.suspects} >= {rate}
    (trusting,) = explain(slipped, trusted=lambda figure: figure.id != CHARGED)
    assert [f.id for f in trusting.suspects] == [CHARGED]


def test_figures_that_are_trusted_and_contradict_each_other_are_in_question_again():
    slipped = altered(report(), CHARGED, "1968")
    (found,) = explain(slipped, trusted=lambda figure: True)
    assert CHARGED in {figure.id for figure in found.suspects}


def test_of_several_corrections_the_one_nearer_to_what_is_usual_is_likelier():
    figures = [
        printed("crime_rate", "98.8", category="victim_based"),
        printed("crime_rate", "65.7", category="all_excluding_fraud"),
    ]
    (plain,) = explain(figures)
    (knowing,) = explain(
        figures, usual=lambda f: Usual(Decimal("57.0"), 0.1) if f.value > 90 else None
    )
    values = [c.changes[0].value for c in knowing.corrections]
    assert min(values, key=lambda v: abs(v - 57)) == values[0]
    assert plain.suspects


def test_where_several_corrections_are_as_good_none_is_named_alone():
    figures = [
        printed("outcome_number", number, category=category)
        for category, number in (
            ("out_of_court_informal", "2480"),
            ("cannabis_khat_warning", "417"),
            ("community_resolution", "2062"),
        )
    ]
    (found,) = explain(figures)
    assert len(found.explanations) == 3
    assert len(found.corrections) > 1


def test_an_open_end_takes_no_part():
    figures = altered(report(), CHARGED, "1968")
    open_ended = [
        replace(f, qualifier="at_least", upper=None) if f.id == CHARGED else f for f in figures
    ]
    assert explain(open_ended) == ()
