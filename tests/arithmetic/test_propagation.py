"""Bounds of quantities that hang together, and where each end comes from."""

from __future__ import annotations

from dataclasses import astuple, replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peel_data.arithmetic.conflicts import check
from peel_data.arithmetic.identities import Assumption
from peel_data.arithmetic.implied import implied
from peel_data.arithmetic.network import networks
from peel_data.arithmetic.propagation import (
    Balance,
    Bounds,
    Clash,
    Domain,
    Known,
    Quotient,
    Relations,
    System,
)
from peel_data.schema.interval import Interval
from support import fractions_propagation as plain
from support.expected import ROUNDINGS, print_all, truths
from support.printed import FORCE, printed

TWO_THREE = (2, 1, 1), (3, 1, 2)
FIVE_SEVEN = (5, 1, 4), (7, 1, 8)
ANYTHING = (0, 1, 0), None


def told(relation, *known):
    """What a relation says of each quantity, given the ends of all."""
    lows, highs = zip(*known, strict=True)
    return {
        variable: Known([lower or (0, 1, 0)], [upper]).bounds(0)
        for variable, lower, upper in relation.narrowed(Known(list(lows), list(highs)))
    }


def test_ends_of_a_sum_come_from_the_ends_of_its_parts():
    total = Balance(((0, 1), (1, 1), (2, -1)), 16)
    said = told(total, TWO_THREE, FIVE_SEVEN, ANYTHING)
    assert said[2] == Bounds(Interval.of(7, 10), 1 | 4 | 16, 2 | 8 | 16)


def test_ends_of_a_difference_come_from_opposite_ends():
    difference = Balance(((0, 1), (1, -1), (2, 1)), 16)
    said = told(difference, TWO_THREE, FIVE_SEVEN, ANYTHING)
    assert said[2] == Bounds(Interval.of(2, 5), 2 | 4 | 16, 1 | 8 | 16)


def test_what_is_at_least_something_has_one_end():
    least = Balance(((0, 1), (1, -2)), 16, at_least=True)
    said = told(least, ANYTHING, FIVE_SEVEN)
    assert said[0].interval == Interval.of(10, None)
    assert said[0].lower_from == 4 | 16
    said = told(least, TWO_THREE, ANYTHING)
    assert said[1].interval == Interval.of(0, "1.5")
    assert said[1].upper_from == 2 | 16


def test_coefficients_need_not_be_whole_numbers():
    near = Balance.of(((0, Fraction(103, 100)), (1, Fraction(-1))), 16, at_least=True)
    assert near == Balance(((0, 103), (1, -100)), 16, at_least=True)


def test_ends_of_a_quotient_and_its_parts():
    rate = Quotient(0, 1, 2, 100, 16)
    said = told(rate, ANYTHING, TWO_THREE, FIVE_SEVEN)
    assert said[0] == Bounds(Interval.of(Fraction(200, 7), 60), 1 | 8 | 16, 2 | 4 | 16)
    said = told(rate, ((50, 1, 1), (100, 1, 2)), ANYTHING, FIVE_SEVEN)
    assert said[1] == Bounds(Interval.of("2.5", 7), 1 | 4 | 16, 2 | 8 | 16)


def in_fractions(system):
    """The same system in plain fractions."""
    made = {
        Domain: lambda r: plain.Domain(r.variable, Fraction(r.lower), Fraction(r.upper), r.sources),
        Quotient: lambda r: plain.Quotient(r.value, r.numerator, r.denominator, r.scale, r.sources),
        Balance: lambda r: plain.Balance(
            tuple((v, Fraction(c)) for v, c in r.terms), r.sources, r.at_least
        ),
    }
    relations = (*system.domains, *system.relations.relations)
    return plain.System(system.relations.integral, tuple(made[type(r)](r) for r in relations))


def unpacked(solved):
    """Bounds or a clash as plain tuples."""
    if isinstance(solved, Known):
        return [astuple(solved.bounds(variable)) for variable in range(len(solved.low))]
    if isinstance(solved, list):
        return [astuple(bounds) for bounds in solved]
    return astuple(solved)


@given(
    truths(growth=True),
    st.sampled_from(ROUNDINGS),
    st.dictionaries(st.integers(0, 40), st.sampled_from(["0.5", "2", "10", "1.01"]), max_size=2),
    st.sets(st.sampled_from(list(Assumption))),
    st.integers(0),
)
@settings(max_examples=150)
def test_it_finds_what_plain_fractions_find(truth, rounding, slips, assume, left_out):
    figures = print_all(truth, rounding)
    for at, factor in slips.items():
        figure = figures[at % len(figures)]
        ends = (end and end * Decimal(factor) for end in (figure.lower, figure.upper))
        figures[at % len(figures)] = replace(
            figure, **dict(zip(("lower", "upper"), ends, strict=True))
        )
    for network in networks(figures).values():
        active = network.allowed(assume) & ~(left_out & ((1 << len(network.figures)) - 1))
        system, slow = network.system, in_fractions(network.system)
        solved, expected = system.solve(active), slow.solve(active)
        assert unpacked(solved) == unpacked(expected)
        everything = network.allowed(assume)
        if isinstance(solved, Known):  # go on from there with what was left out
            more = system.solve(everything, start=solved, fresh=everything & ~active)
            also = slow.solve(everything, start=expected, fresh=everything & ~active)
            assert unpacked(more) == unpacked(also)


def test_a_whole_number_that_none_is_left_for():
    nothing = Relations([True], [Balance(((0, 1),), 2)])
    assert not isinstance(System([Domain(0, Decimal(0), Decimal(5), 1)], nothing).solve(), Clash)
    half = Relations([True, False, False], [Quotient(0, 1, 2, 1, 4)])
    parts = [Domain(1, Decimal(1), Decimal(1), 1), Domain(2, Decimal(2), Decimal(2), 2)]
    clash = System(parts, half).solve()
    assert clash == Clash(0, Interval.of("0.5", "0.5"), None, 1 | 2 | 4)


@pytest.mark.parametrize(("first", "second"), [((1, 2), (4, 5)), ((4, 5), (1, 2))])
def test_two_that_exclude_each_other_clash_from_their_near_ends(first, second):
    equal = Relations([False, False], [Balance(((0, 1), (1, -1)), 0)])
    domains = [Domain(0, *map(Fraction, first), 1), Domain(1, *map(Fraction, second), 2)]
    clash = System(domains, equal).solve()
    assert isinstance(clash, Clash)
    assert clash.second is not None
    assert clash.first.gap(clash.second) == 2
    assert clash.sources == 1 | 2


def test_a_part_is_no_more_than_what_it_is_a_share_of():
    figures = [
        printed("organised_crime_groups", "300"),
        printed("organised_crime_group_share", "100", category="drug_activity"),
    ]
    found = implied(figures, "drug_activity_groups", area=FORCE, assume=())
    assert (found.lower, found.upper) == (299, 300)


def same_rate_twice(earlier, later):
    return [
        printed("crime_rate", "50.0", category="all_excluding_fraud", population_base=later),
        printed(
            "crime_rate",
            "50.0",
            category="all_excluding_fraud",
            end="2014-06-30",
            population_base=earlier,
        ),
        printed("crime_change", "1.0", category="all_excluding_fraud", baseline="2014-06-30"),
    ]


def test_rates_on_one_stated_population_hold_their_change_and_on_two_do_not():
    (conflict,) = check(same_rate_twice("mid-2014", "mid-2014"), assume=())
    assert len(conflict.figures) == 3
    everything = tuple(Assumption)
    assert check(same_rate_twice("mid-2013", "mid-2014"), assume=everything) == ()
    assert check(same_rate_twice(None, None), assume=()) == ()
    assert check(same_rate_twice(None, None), assume=everything) != ()
