"""Bounds of quantities that hang together, and where each end comes from."""

from __future__ import annotations

from fractions import Fraction

import pytest

from peel_data.arithmetic.conflicts import check
from peel_data.arithmetic.identities import Assumption
from peel_data.arithmetic.implied import implied
from peel_data.arithmetic.propagation import Balance, Bounds, Clash, Domain, Quotient, System
from peel_data.schema.interval import Interval
from support.printed import FORCE, printed

ONE = Fraction(1)
TWO_THREE = Bounds(Interval.of(2, 3), 1, 2)
FIVE_SEVEN = Bounds(Interval.of(5, 7), 4, 8)


def test_ends_of_a_sum_come_from_the_ends_of_its_parts():
    total = Balance(((0, ONE), (1, ONE), (2, -ONE)), 16)
    told = dict(total.narrowed([TWO_THREE, FIVE_SEVEN, Bounds()]))
    assert told[2] == Bounds(Interval.of(7, 10), 1 | 4 | 16, 2 | 8 | 16)


def test_ends_of_a_difference_come_from_opposite_ends():
    difference = Balance(((0, ONE), (1, -ONE), (2, ONE)), 16)
    told = dict(difference.narrowed([TWO_THREE, FIVE_SEVEN, Bounds()]))
    assert told[2] == Bounds(Interval.of(2, 5), 2 | 4 | 16, 1 | 8 | 16)


def test_what_is_at_least_something_has_one_end():
    least = Balance(((0, ONE), (1, Fraction(-2))), 16, at_least=True)
    told = dict(least.narrowed([Bounds(), FIVE_SEVEN]))
    assert told[0].interval == Interval.of(10, None)
    assert told[0].lower_from == 4 | 16
    told = dict(least.narrowed([TWO_THREE, Bounds()]))
    assert told[1].interval == Interval.of(None, "1.5")
    assert told[1].upper_from == 2 | 16


def test_ends_of_a_quotient_and_its_parts():
    rate = Quotient(0, 1, 2, 100, 16)
    told = dict(rate.narrowed([Bounds(), TWO_THREE, FIVE_SEVEN]))
    assert told[0] == Bounds(Interval.of(Fraction(200, 7), 60), 1 | 8 | 16, 2 | 4 | 16)
    told = dict(rate.narrowed([Bounds(Interval.of(50, 100), 1, 2), Bounds(), FIVE_SEVEN]))
    assert told[1] == Bounds(Interval.of("2.5", 7), 1 | 4 | 16, 2 | 8 | 16)


def test_a_whole_number_that_none_is_left_for():
    system = System((True,), (Domain(0, Fraction(0), Fraction(5), 1), Balance(((0, ONE),), 2)))
    assert not isinstance(system.solve(), Clash)
    half = Quotient(0, 1, 2, 1, 4)
    parts = (Domain(1, ONE, ONE, 1), Domain(2, Fraction(2), Fraction(2), 2))
    clash = System((True, False, False), (*parts, half)).solve()
    assert clash == Clash(0, Interval.of("0.5", "0.5"), None, 1 | 2 | 4)


@pytest.mark.parametrize(("first", "second"), [((1, 2), (4, 5)), ((4, 5), (1, 2))])
def test_two_that_exclude_each_other_clash_from_their_near_ends(first, second):
    relations = (
        Balance(((0, ONE), (1, -ONE)), 0),
        Domain(0, Fraction(first[0]), Fraction(first[1]), 1),
        Domain(1, Fraction(second[0]), Fraction(second[1]), 2),
    )
    clash = System((False, False), relations).solve()
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
