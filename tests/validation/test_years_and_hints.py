"""What is said of jumps, of copied years and of likely slips, at the boundaries of the rules."""

from decimal import Decimal

import pytest

from peel_data.validation.slips import hint_at, likely_slips
from support.dataset import scene
from support.planted import codes, planted
from support.planting import CHARGED
from support.run import weighty


@pytest.mark.parametrize(
    ("calls", "found"),
    # 748 a year before stands for 747.5 to 748.5; a quarter more and a half are beyond every rounding only here.
    [("936", []), ("937", ["C603"]), ("598", []), ("597", ["C603"])],
)
def test_a_jump_is_asked_about_only_beyond_every_rounding(judged, calls, found):
    made = scene("2016")
    made.drop("calls_for_assistance", area="england-and-wales")
    made.put("calls_for_assistance", "value", calls)
    assert codes(judged(made, ignore=("V",))) == found


@pytest.mark.parametrize(
    ("before", "now", "found"), [(9, 19, []), (9, 20, ["C603"]), (40, 19, ["C603"])]
)
def test_small_counts_may_jump(judged, before, now, found):
    made = scene("2016")
    made.tables.pop("organised_crime_group_rates")
    made.tables.pop("organised_crime_group_shares")
    sheet = made.tables["organised_crime_group_numbers"]
    row = list(sheet.rows[made.find("organised_crime_group_numbers", area="kent")])
    sheet.rows.append(row)
    sheet.put(len(sheet.rows) - 1, "period_end", "2015-06-30")
    sheet.put(len(sheet.rows) - 1, "value", str(before))
    made.put("organised_crime_group_numbers", "value", str(now), area="kent")
    assert codes(judged(made, ignore=("V",))) == found


def test_a_jump_names_both_years_and_the_slip(judged):
    (finding,) = weighty(judged(planted("ten times the calls")))
    assert "the year before" in finding.message
    assert "748" in finding.message
    assert any("a decimal point one place off" in hint for hint in finding.hints)


def test_a_copied_year_needs_every_figure(judged):
    made = planted("the outcomes of last year")
    made.put("crime_outcomes", "number", "452", outcome_type="taken_into_consideration")
    assert "C606" not in codes(judged(made))


def test_few_equal_figures_are_no_copied_year(judged):
    made = scene("2016")
    made.put("victim_satisfaction", "value", "83.5")
    assert codes(judged(made)) == []


@pytest.mark.parametrize(
    ("value", "decimals", "unit", "meant", "slip"),
    [
        ("657", 1, "per_1000_population", "65.7", "a decimal point one place off"),
        ("0.8", 1, "percent_of_victims", "80.0", "a percentage given as a fraction"),
        ("7480", 0, "count", "748", "a digit too many or too few"),
        ("31626000", 0, "count", "31626", "thousands left out or put in"),
        ("4.5", 1, "percent_change", "-4.5", "a missing or extra minus sign"),
        ("56.7", 1, "per_1000_population", "65.7", "two digits swapped"),
        ("65.7", 1, "per_1000_population", "657.0", "a decimal point one place off"),
    ],
)
def test_hints_name_the_slip(value, decimals, unit, meant, slip):
    target = Decimal(meant.replace(",", ""))
    found = likely_slips(Decimal(value), decimals, unit, lambda each: each == target)
    hint = hint_at(found[0], decimals)
    assert meant in hint
    assert slip in hint


def test_hints_offer_only_what_can_be_printed():
    assert not likely_slips(Decimal(748), 0, "count", lambda value: value != int(value))
    assert not likely_slips(Decimal("65.7"), 1, "per_1000_population", lambda value: value < 0)
    assert not likely_slips(Decimal(5), 0, "count", lambda _: False)
    assert len(likely_slips(Decimal(12), 0, "count", lambda _: True)) == 2


@pytest.mark.parametrize(
    ("kind", "hint"),
    [
        ("a comma for thousands", "Write 31626."),
        ("a percent sign", "Write 8"),
        ("a date with slashes", "Write 2016-06-30"),
        ("the name of a force", "northamptonshire"),
        ("a misspelt crime type", "sexual_offences"),
        ("a required column misspelt", "crime_type"),
        ("a row pasted twice", "delete all but one"),
        ("a note that does not exist", "burglary-per-households"),
        ("a value copied unrounded", "Rounded to its precision"),
        ("a negative rate", "Did you mean 1.9?"),
        ("period and baseline swapped", "swapped"),
        ("a period of one year too much", "it ends on 2015-03-31"),
        ("digits swapped in a rate", "two digits swapped"),
        ("a number with a digit too many", "a digit too many"),
        ("the number of last year", "was it copied?"),
        ("a last digit misread in the whole", "Each of these would make all figures agree"),
        ("the sign of a change lost", "a missing or extra minus sign"),
        ("a reprint that changed", "To declare it: figure_id crime_rates:"),
        ("a year mistyped", "to 2016-06-30"),
        ("a revision of a figure nobody published", "Did you mean"),
    ],
)
def test_findings_hint_at_the_repair(judged, kind, hint):
    finding, *_ = weighty(judged(planted(kind)))
    assert hint in " ".join((finding.message, *finding.hints))


@pytest.mark.parametrize(
    ("table", "one", "other"),
    [("crime_rates", "decimals", "value"), ("crime_outcomes", "number", "rate")],
)
def test_swapped_columns_are_recognised(judged, table, one, other):
    made = scene("2016")
    # A rate of 1.0 among numbers would be read as 1, and contradict its own rate instead.
    where = {"area": "kent"} | (CHARGED if table == "crime_outcomes" else {})
    a, b = made.get(table, one, **where), made.get(table, other, **where)
    made.put(table, one, b, **where)
    made.put(table, other, a, **where)
    finding, *_ = weighty(judged(made))
    assert finding.code == "S203"
    assert finding.hints == (f"{one} and {other} may have been swapped.",)
