import csv
import io
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import peel_data as peel
from peel_data.arithmetic.compare import Verdict, compare, compare_figures
from peel_data.arithmetic.statements import Statement
from peel_data.errors import InvalidArgument, NotFound
from peel_data.schema.interval import UNDECIDABLE, Interval
from peel_data.tables.printed import Note
from support.printed import EDITION, FORCE, NATION, printed, report, rounded


def by_category(comparisons):
    return {c.first.category: c for c in comparisons}


def test_a_force_with_england_and_wales():
    found = compare(report(), "crime_rates", area=FORCE, to=NATION, period_end="2015-06-30")
    assert {name: c.verdict for name, c in by_category(found).items()} == {
        "all_excluding_fraud": "printed higher",
        "victim_based": "printed higher",
        "sexual_offences": "printed higher",
        "assault_with_injury": "printed higher",
        "burglary_in_a_dwelling": "printed lower",
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
    assert share.caveats == (
        "England and Wales here means England and Wales, excluding the Metropolitan Police.",
    )
    (victims,) = compare(report(), "victim_satisfaction", area=FORCE, to=NATION)
    assert "sampling error" in victims.caveats[0]
    assert victims.verdict == "printed lower"
    first, second = (
        printed("crime_rate", "1.0", end=end, population_base=base)
        for end, base in (("2015-06-30", "mid-2014"), ("2014-06-30", "mid-2013"))
    )
    assert "different" in compare_figures(first, second).caveats[0]
    same = replace(second, population_base="mid-2014")
    assert compare_figures(first, same).caveats == ()


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        ("-6", "-9", "printed as the smaller fall"),
        ("-9", "-6", "printed as the larger fall"),
        ("13.0", "4.5", "printed as the larger rise"),
        ("4.5", "13.0", "printed as the smaller rise"),
        ("3", "-3", "printed as a rise, the other as a fall"),
        ("-3", "3", "printed as a fall, the other as a rise"),
        ("0", "-3", "printed higher"),  # 0 may stand for a fall or a rise
        ("-3", "0", "printed lower"),
        ("-12", "-12", "not distinguishable"),
    ],
)
def test_of_two_changes_it_is_said_which_rose_or_fell_more(first, second, words):
    found = compare_figures(
        printed("crime_change", first, baseline="2014-06-30"),
        printed("crime_change", second, baseline="2014-06-30", area=NATION),
    )
    assert found.in_words == words
    assert found.difference_unit == "percentage points"


@pytest.mark.parametrize("unit", ["percent_change", "time_of_day"])
def test_there_is_no_ratio_where_it_would_mean_nothing(unit):
    one = printed("crime_change", "-6", unit=unit)
    found = compare_figures(one, printed("crime_change", "-9", unit=unit, area=NATION))
    assert found.ratio is None
    assert "No ratio" in found.withheld[0]
    rates = compare_figures(printed("crime_rate", "1"), printed("crime_rate", "2"))
    assert rates.ratio is not None
    assert rates.withheld == ()


def test_a_count_of_a_part_is_neither_lower_nor_higher_than_that_of_the_whole():
    outcomes = compare(report(), "crime_outcomes", area=FORCE, to=NATION)
    for pair in (*outcomes, *compare(report(), "crime_outcomes", area=NATION, to=FORCE)):
        count = pair.first.unit == "count"
        assert (pair.verdict is Verdict.NO_VERDICT) == count
        assert any("is a part of the count" in reason for reason in pair.withheld) == count
        assert not (count and pair.statements)
    forces = compare_figures(
        printed("organised_crime_groups", "31"),
        printed("organised_crime_groups", "40", area="kent"),
    )
    assert forces.verdict is Verdict.LOWER
    assert forces.caveats == ("Counts grow with the size of an area; rates do not.",)


def said(**changed):
    given = {
        "edition": EDITION,
        "area": FORCE,
        "table": "crime_rates",
        "category": "victim_based",
        "relation": "similar",
        "against": "england_and_wales",
        "period_end": date(2015, 6, 30),
        "against_period_end": date(2015, 6, 30),
        "printed": "similar to",
        "publication": "a-report",
        "locator": "Figure 2",
    }
    return Statement(**given | changed)


@pytest.mark.parametrize(
    ("changed", "kept"),
    [
        ({}, True),
        ({"category": None}, True),
        ({"against_period_end": None}, True),
        ({"category": "sexual_offences"}, False),
        ({"table": "crime_changes"}, False),
        ({"area": "kent"}, False),
        ({"edition": "peel-effectiveness-2016"}, False),
        ({"period_end": date(2014, 6, 30)}, False),
        ({"against_period_end": date(2014, 6, 30)}, False),
        ({"against": "most_forces"}, False),
        ({"against": "previous_year"}, False),
    ],
)
def test_what_the_report_says_of_the_two_stands_beside_the_verdict(changed, kept):
    statement = said(**changed)
    asked = {"category": "victim_based", "period_end": "2015-06-30", "statements": [statement]}
    (there,) = compare(report(), "crime_rates", area=FORCE, to=NATION, **asked)
    (back,) = compare(report(), "crime_rates", area=NATION, to=FORCE, **asked)
    assert there.statements == back.statements == ((statement,) if kept else ())
    if kept:
        assert "The report says: “similar to” (Figure 2)." in str(there)
        assert "The report says of the second: “similar to” (Figure 2)." in str(back)


def test_what_the_report_says_of_an_earlier_period():
    statement = said(
        category=None,
        relation="significantly_lower",
        against="previous_year",
        against_period_end=date(2014, 6, 30),
        printed="significantly lower",
    )
    asked = {"area": FORCE, "period_end": "2015-06-30", "statements": [statement]}
    (found,) = compare(report(), "crime_rates", against="2014-06-30", **asked)
    assert found.statements == (statement,)
    only = [f for f in report() if f.period_end == date(2015, 6, 30)]
    with pytest.raises(NotFound, match=r"says in words: “significantly lower” \(Figure 2\)\.$"):
        compare(only, "crime_rates", against="2014-06-30", **asked)
    with pytest.raises(NotFound, match=r"2010-06-30\.$"):
        compare(only, "crime_rates", against="2010-06-30", **asked)


def test_the_notes_of_both_figures_are_caveats():
    shared, own = Note("a", "Footnote 1", "Of both."), Note("b", "Footnote 2", "Of one.")
    one = replace(printed("crime_rate", "1.0"), notes=(shared, own))
    other = replace(printed("crime_rate", "2.0", area=NATION), notes=(shared,))
    assert compare_figures(one, other).caveats == ("Of both.", "Northamptonshire Police: Of one.")
    earlier = replace(
        one, id="earlier", period_end=date(2014, 6, 30), period_start=date(2013, 7, 1)
    )
    caveats = compare_figures(earlier, replace(one, notes=())).caveats
    assert "12 months to 30 June 2014: Of both." in caveats
    whose = replace(own, text="Northamptonshire Police counts anew.")
    assert compare_figures(replace(one, notes=(whose,)), other).caveats == (
        "Northamptonshire Police counts anew.",
        "England and Wales: Of both.",
    )


def test_the_figure_of_the_same_coverage_is_compared_first():
    partial = {"coverage": "without the Metropolitan Police"}
    force = printed("organised_crime_group_share", "58", moment=True)
    part = printed("organised_crime_group_share", "64", area=NATION, moment=True, **partial)
    whole = printed("organised_crime_group_share", "60", area=NATION, moment=True)
    for figures in ([force, part, whole], [whole, part, force]):
        table = "organised_crime_group_shares"
        (found,) = compare(figures, table, area=FORCE, to=NATION)
        assert found.second.coverage is None
    (found,) = compare([force, part], "organised_crime_group_shares", area=FORCE, to=NATION)
    assert found.second.coverage == "without the Metropolitan Police"


def test_a_comparison_in_full():
    victims = [f for f in report() if f.table == "victim_satisfaction"]
    (found,) = compare(victims, "victim_satisfaction", area=FORCE, to=NATION)
    assert str(found).endswith("""
Printed lower, by 0.2 to 0.4 percentage points.
Note: This is a survey. Its sampling error is not printed and adds to the rounding.""")
    exact = compare_figures(
        printed("organised_crime_groups", "31"),
        printed("organised_crime_groups", "40", area="kent"),
    )
    assert "\nPrinted lower, by 9.\n" in str(exact)
    least = printed("organised_crime_groups", "15", qualifier="at_least")
    assert "by at least 6." in str(compare_figures(least, printed("organised_crime_groups", "9")))
    none = compare_figures(
        printed("organised_crime_groups", "31"),
        printed("organised_crime_groups", "400", area=NATION),
    )
    assert str(none).count("No verdict") == 1


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
        ({"to": None}, InvalidArgument, "one thing"),
        ({"against": "2014-06-30"}, InvalidArgument, "one thing"),
        ({"to": None, "against": "2014-06-30"}, InvalidArgument, "period_end"),
        ({"category": "fraud"}, NotFound, "no category .fraud. in crime_rates"),
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


class TestAsAFrame:
    def test_a_row_for_each_comparison(self):
        found = peel.compare("crime_rates", area="northamptonshire", to="england-and-wales")
        frame = found.to_pandas()
        assert len(frame) == len(found)
        assert frame["figure_id"].tolist() == [each.first.id for each in found]
        assert set(frame["difference_unit"]) == {"per_1000_population", "per_1000_households"}
        assert (frame["difference_lower"] <= frame["difference_upper"]).all()
        assert frame["verdict"].tolist() == [each.verdict.value for each in found]
        assert not [name for name in frame if frame[name].dtype == object]

    def test_a_slice_is_of_its_own_kind(self):
        found = peel.compare("crime_rates", area="northamptonshire", to="england-and-wales")
        assert type(found[:2]) is type(found)
        assert len(found[:2].to_pandas()) == 2
        assert type(found[0]).__name__ == "Comparison"

    def test_one_measure_of_two(self):
        both = peel.compare("crime_outcomes", area="northamptonshire", to="england-and-wales")
        rates = peel.compare(
            "crime_outcomes",
            area="northamptonshire",
            to="england-and-wales",
            measure="outcome_rate",
        )
        assert {each.first.measure for each in both} == {"outcome_number", "outcome_rate"}
        assert {each.first.measure for each in rates} == {"outcome_rate"}
        assert set(rates.to_pandas()["difference_unit"]) == {"percentage points"}
        with pytest.raises(NotFound, match="Did you mean outcome_rate"):
            peel.compare("crime_outcomes", area=FORCE, to=NATION, measure="outcome_rat")

    def test_the_command_prints_csv_with_units(self, run):
        shown = run(
            "compare", "crime_outcomes", "--area", "northamptonshire", "--to", "england-and-wales",
            "--measure", "outcome_rate", "--format", "csv",
        )  # fmt: skip
        rows = list(csv.DictReader(io.StringIO(shown.out)))
        assert (shown.code, len(rows)) == (0, 9)
        assert {row["unit"] for row in rows} == {"percent_of_recorded_crime"}
        assert {row["difference_unit"] for row in rows} == {"percentage points"}


def test_an_unknown_category_is_named_with_those_there_are():
    with pytest.raises(
        peel.NotFound,
        match=r"no category 'sexual_offence' in crime_rates\. Did you mean sexual_offences",
    ):
        peel.compare(
            "crime_rates",
            area="northamptonshire",
            to="england-and-wales",
            category="sexual_offence",
        )
