from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peel_data.schema.interval import (
    UNDECIDABLE,
    Interval,
    decimal_text,
    printable,
    printed_interval,
)

numbers = st.fractions(min_value=-50, max_value=50, max_denominator=40)


@st.composite
def members(draw):
    """An interval, at times with open ends, and a number inside it."""
    low, inside, high = sorted([draw(numbers), draw(numbers), draw(numbers)])
    lower = draw(st.sampled_from([low, low, None]))
    upper = draw(st.sampled_from([high, high, None]))
    return Interval(lower, upper), inside


closed = members().map(lambda pair: pair[0]).filter(lambda interval: interval.bounded)


@given(members(), members())
def test_results_hold_the_result_for_every_member(one, other):
    (a, x), (b, y) = one, other
    assert x + y in a + b
    assert x - y in a - b
    assert x * y in a * b
    assert -x in -a
    quotient = a / b
    assert quotient is UNDECIDABLE if 0 in b else x / y in quotient


@given(closed, closed)
def test_results_are_no_wider_than_their_corners(a, b):
    ends = [(x, y) for x in (a.lower, a.upper) for y in (b.lower, b.upper)]
    products = [x * y for x, y in ends]
    assert a * b == Interval(min(products), max(products))
    assert a + b == Interval(a.lower + b.lower, a.upper + b.upper)
    if 0 not in b:
        quotients = [x / y for x, y in ends]
        assert a / b == Interval(min(quotients), max(quotients))


@given(members(), members(), members(), members())
def test_narrower_operands_never_widen_a_result(a, b, c, d):
    (wide_a, _), (wide_b, _) = a, b
    narrow_a, narrow_b = wide_a.intersection(c[0]), wide_b.intersection(d[0])
    if narrow_a is None or narrow_b is None:
        return
    assert narrow_a + narrow_b in wide_a + wide_b
    assert narrow_a - narrow_b in wide_a - wide_b
    assert narrow_a * narrow_b in wide_a * wide_b
    quotient = wide_a / wide_b
    if quotient is not UNDECIDABLE:
        assert narrow_a / narrow_b in quotient


@given(members(), members(), numbers)
def test_intersection_and_hull_are_those_of_sets(one, other, x):
    a, b = one[0], other[0]
    both = a.intersection(b)
    assert (x in a and x in b) == (both is not None and x in both)
    assert a in a.hull(b)
    assert b in a.hull(b)
    assert (both is None) == (a.gap(b) > 0)


@given(members(), st.integers(-60, 60))
def test_integers_are_the_whole_numbers_inside(pair, n):
    whole = pair[0].integers()
    assert (n in pair[0]) == (whole is not None and n in whole)


def test_no_whole_number_inside():
    assert Interval.of("18.13", "18.44").integers() is None
    assert Interval.of("17.98", "18.44").integers() == Interval.exactly(18)


def test_an_interval_is_never_empty():
    with pytest.raises(ValueError, match="above"):
        Interval.of(2, 1)


def test_a_divisor_that_touches_zero_is_undecidable_and_no_pass():
    result = Interval.of(1, 2) / Interval.of(0, 3)
    assert result is UNDECIDABLE
    assert not result
    assert repr(result) == str(result) == "UNDECIDABLE"
    assert 1 / Interval.of(-1, 0) is UNDECIDABLE


def test_open_ends():
    assert Interval.of(0, None) * 0 == Interval.exactly(0)
    assert 5 - Interval.of(1, None) == Interval.of(None, 4)
    assert Interval.of(2, None).width is None
    assert 1 / Interval.of(2, None) == Interval.of(0, "0.5")
    assert Interval.of(None, -2) * Interval.of(None, 3) == Interval.of(None, None)
    assert Interval.of(0, 5) not in Interval.of(1, None)


@pytest.mark.parametrize(
    ("value", "decimals", "unit", "qualifier", "expected"),
    [
        ("14.9", 1, "percent_of_recorded_crime", "exact", "[14.85, 14.95]"),
        ("748", 0, "per_1000_population", "exact", "[747.5, 748.5]"),
        ("-10.6", 1, "percent_change", "exact", "[-10.65, -10.55]"),
        ("6968", 0, "count", "exact", "[6968, 6968]"),
        ("115000", 0, "count", "exact", "[115000, 115000]"),
        ("115000", -3, "count", "exact", "[114500, 115500]"),
        ("2800000", -5, "count", "over", "[2800000, no upper end]"),
        ("15", 0, "count", "at_least", "[15, no upper end]"),
        ("270", -1, "count", "almost", "[no lower end, 270]"),
        ("60", -1, "count", "about", "[no lower end, no upper end]"),
    ],
)
def test_what_a_printed_number_stands_for(value, decimals, unit, qualifier, expected):
    assert str(printed_interval(Decimal(value), decimals, unit, qualifier)) == expected


def test_an_unknown_qualifier_is_refused():
    with pytest.raises(ValueError, match="'roughly'"):
        printed_interval(Decimal(1), 0, "count", "roughly")


@given(st.fractions(min_value=-999, max_value=999), st.integers(0, 3))
def test_a_number_rounded_in_any_way_is_in_what_its_print_stands_for(truth, decimals):
    scale = 10**decimals
    down = Fraction(truth * scale).__floor__()
    for whole in (down, down + 1):
        if abs(truth * scale - whole) <= Fraction(1, 2):  # either way of breaking a tie
            print_ = Decimal(whole).scaleb(-decimals)
            assert truth in printed_interval(print_, decimals, "percent_change", "exact")


@given(st.decimals(min_value=-9999, max_value=9999, places=4))
def test_decimal_text_is_exact_where_twelve_digits_suffice(value):
    assert Decimal(decimal_text(Fraction(value))) == value


@pytest.mark.parametrize(
    ("number", "digits", "text"),
    [
        ("0", 12, "0"),
        ("-1/3", 3, "-0.33"),
        ("1/3", 12, "0.33333333333"),
        ("100", 12, "100"),
        ("1200.50", 12, "1200.5"),
        ("0.05", 12, "0.05"),
        ("-0.5", 12, "-0.5"),
        ("1234567890123.5", 12, "1234567890124"),
        ("9" * 39, 12, "9" * 39),
        (
            "12345678901234567890.123456789012345678901",
            41,
            "12345678901234567890.123456789012345678901",
        ),
    ],
)
def test_decimal_text(number, digits, text):
    assert decimal_text(Fraction(number), digits) == text


def test_ends_are_rounded_outward_at_any_length():
    assert Interval.of(Fraction(1, 3), Fraction(2, 3)).ends() == ("0.33333333333", "0.66666666667")
    long = Fraction(10**39) + Fraction(1, 2)
    assert Interval(long, long).ends() == ("1" + "0" * 39, "1" + "0" * 38 + "1")


def test_the_hull_reaches_from_the_lower_to_the_upper_of_two():
    one, other = Interval.of(1, 2), Interval.of(4, 5)
    assert one.hull(other) == other.hull(one) == Interval.of(1, 5)
    assert one.hull(Interval.of(None, 0)) == Interval.of(None, 2)
    assert one.hull(Interval.of(4, None)) == Interval.of(1, None)


@pytest.mark.parametrize(
    ("value", "decimals", "fits"),
    [
        ("65.70", 1, True),
        ("65.6849", 1, False),
        ("2800000", -5, True),
        ("2800001", -5, False),
        ("-10.65", 1, False),
        ("9" * 39 + ".9", 1, True),
        ("0." + "0" * 36 + "1", 9, False),
    ],
)
def test_printable_is_exact_at_any_length(value, decimals, fits):
    assert printable(Decimal(value), decimals) is fits


def test_the_gap_of_two_is_the_distance_between_their_near_ends():
    one, other = Interval.of(-2, -1), Interval.of(3, 4)
    assert one.gap(other) == other.gap(one) == 4
    assert one.gap(Interval.of(-1, 9)) == Interval.of(-1, 9).gap(one) == 0
    assert one.gap(Interval.of(None, -2)) == one.gap(Interval.of(-3, None)) == 0


def test_intervals_that_touch_meet_in_a_point():
    assert Interval.of(1, 2).intersection(Interval.of(2, 3)) == Interval.of(2, 2)
    assert Interval.of(None, 2).intersection(Interval.of(2, None)) == Interval.of(2, 2)
    assert Interval.of(1, 2).intersection(Interval.of(Fraction(21, 10), 3)) is None


EQUALLY_FINE = st.tuples(st.integers(-(10**6), 10**6), st.integers(-5, 4))


def as_printed(number: int, decimals: int) -> Interval:
    return printed_interval(Decimal(number).scaleb(-decimals), decimals, "percent", "exact")


@given(EQUALLY_FINE, st.integers(-2, 2))
def test_numbers_printed_equally_finely_agree_only_where_they_are_equal(printed, step):
    number, decimals = printed
    one, other = as_printed(number, decimals), as_printed(number + step, decimals)
    assert one.agrees(other) is other.agrees(one) is (step == 0)


@given(EQUALLY_FINE, EQUALLY_FINE)
def test_numbers_printed_more_and_less_finely_agree_where_they_have_a_value_in_common(a, b):
    if a[1] != b[1]:
        one, other = as_printed(*a), as_printed(*b)
        assert one.agrees(other) is (one.intersection(other) is not None)


def test_an_exact_number_may_be_a_tie_that_is_rounded_either_way():
    tie = Interval.exactly(2_850_000)
    for rounded in ("2800000", "2900000"):
        assert printed_interval(Decimal(rounded), -5, "count", "exact").agrees(tie)
    assert tie.agrees(tie)
    assert not tie.agrees(Interval.exactly(2_850_001))


def test_an_open_end_agrees_with_what_it_reaches():
    assert Interval.of(None, 2).agrees(Interval.of(1, None))
    assert not Interval.of(None, 1).agrees(Interval.of(2, None))


def test_an_open_end_is_inside_no_closed_one():
    assert Interval.of(1, None) not in Interval.of(0, 5)
    assert Interval.of(None, 1) not in Interval.of(0, 5)
    assert Interval.of(1, None) in Interval.of(0, None)
    assert Interval.of(1, 2) in Interval.of(None, None)


def test_zero_times_an_open_end_is_zero():
    anything = Interval.of(None, None)
    assert Interval.of(0, 0) * anything == Interval.of(0, 0)
    assert anything * Interval.of(0, 0) == Interval.of(0, 0)
    assert Interval.of(0, 1) * Interval.of(1, None) == Interval.of(0, None)
    assert Interval.of(1, 2) * Interval.of(1, None) == Interval.of(1, None)
    assert Interval.of(-1, 1) * Interval.of(1, None) == anything
