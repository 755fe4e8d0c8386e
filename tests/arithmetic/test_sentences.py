"""Every sentence that the arithmetic says to a person, word for word."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from peel_data.arithmetic.compare import compare, compare_figures
from peel_data.arithmetic.implied import implied, implied_quantities
from peel_data.errors import PeelError
from support.printed import EDITION, FORCE, NATION, printed, report

FIGURES = tuple(report())
YEAR = "2015-06-30"
RATE = printed("crime_rate", "65.7", category="all_excluding_fraud")
RATES = {"table": "crime_rates", "area": FORCE}
CRIMES = {"quantity": "recorded_crimes", "area": FORCE}
TWO = [printed("population", "700000"), printed("population", "700001")]


def comparing(**given):
    return lambda: compare(FIGURES, **given)


def implying(figures=FIGURES, **given):
    return lambda: implied(figures, **given)


REFUSED = {
    "compare: with nothing": comparing(**RATES),
    "compare: with both": comparing(**RATES, to=NATION, against=YEAR),
    "compare: no period": comparing(**RATES, against="2014-06-30"),
    "compare: no such table": comparing(table="crime_ratez", area=FORCE, to=NATION),
    "compare: no such area": comparing(table="crime_rates", area="northants", to=NATION),
    "compare: no such other area": comparing(**RATES, to="england"),
    "compare: areas at no such time": comparing(**RATES, to=NATION, period_end="2013-06-30"),
    "compare: areas without that category": comparing(**RATES, to=NATION, category="fraud"),
    "compare: no such periods": comparing(**RATES, period_end=YEAR, against="2013-06-30"),
    "compare: no date": comparing(**RATES, period_end="June", against="2013-06-30"),
    "compare: another unit": lambda: compare_figures(RATE, replace(RATE, unit="percent_of_groups")),
    "compare: another category": lambda: compare_figures(RATE, replace(RATE, category="robbery")),
    "compare: no category": lambda: compare_figures(replace(RATE, category=None), RATE),
    "compare: no denominator": lambda: compare_figures(RATE, replace(RATE, denominator="people")),
    "implied: no such quantity": implying(quantity="recorded_crime", area=FORCE),
    "implied: no such area": implying(quantity="recorded_crimes", area="northants"),
    "implied: no such time": implying(**CRIMES, period_end="2013-06-30"),
    "implied: no such time and edition": implying(
        **CRIMES, period_end="2013-06-30", edition="peel-2099"
    ),
    "implied: no such edition": implying(**CRIMES, edition="peel-2099"),
    "implied: no such assumption": implying(**CRIMES, assume=["one_poulation"]),
    "implied: nothing at all": implying((), **CRIMES),
    "implied: only with another assumption": implying(
        quantity="organised_crime_groups", area=NATION
    ),
    "implied: only with two other assumptions": implying(
        quantity="organised_crime_groups", area=NATION, assume=()
    ),
    "implied: a contradiction": implying(TWO, quantity="population", area=FORCE),
    "implied: a contradiction without assumptions": implying(
        TWO, quantity="population", area=FORCE, assume=()
    ),
    "implied: a contradiction under two assumptions": implying(
        TWO, quantity="population", area=FORCE, assume=("one_population", "bounded_growth")
    ),
    "listed: no such area": lambda: implied_quantities(FIGURES, area="northants"),
    "listed: no such edition": lambda: implied_quantities(FIGURES, edition="peel-2099"),
}


def test_what_cannot_be_answered(file_regression):
    said = []
    for asked, ask in REFUSED.items():
        with pytest.raises(PeelError) as refused:
            ask()
        said.append(f"{asked}\n    {type(refused.value).__name__}: {refused.value}\n")
    file_regression.check("\n".join(said))


def test_caveats(file_regression):
    later = replace(RATE, id="later", period_end=date(2016, 6, 30))
    pairs = {
        "two areas, a rate": (RATE, replace(RATE, area=NATION)),
        "two forces, a number": (
            printed("recorded_crimes", "700"),
            printed("recorded_crimes", "70000", area="kent"),
        ),
        "two areas, a change": (
            printed("crime_change", "-6", baseline="2014-06-30"),
            printed("crime_change", "-9", baseline="2014-06-30", area=NATION),
        ),
        "two times of day": (
            printed("closing_time", "22.00", unit="time_of_day"),
            printed("closing_time", "21.00", unit="time_of_day", area="kent"),
        ),
        "a force and the nation, a number": (
            printed("recorded_crimes", "700"),
            printed("recorded_crimes", "70000", area=NATION),
        ),
        "one area, a number": (printed("recorded_crimes", "700"),) * 2,
        "a survey": (printed("victim_satisfaction_rate", "83.5"),) * 2,
        "something left out here": (
            replace(RATE, coverage="excluding the Metropolitan Police"),
            RATE,
        ),
        "something left out there": (RATE, replace(RATE, coverage="without Kent")),
        "the same left out": (replace(RATE, coverage="without Kent"),) * 2,
        "two years": (RATE, later),
        "two years, one base stated": (replace(RATE, population_base="mid-2014"), later),
        "two years, two bases": (
            replace(RATE, population_base="mid-2014"),
            replace(later, population_base="mid-2015"),
        ),
        "two years, one base": (
            replace(RATE, population_base="mid-2014"),
            replace(later, population_base="mid-2014"),
        ),
        "one year, two bases": (
            replace(RATE, population_base="mid-2014"),
            replace(RATE, population_base="mid-2015"),
        ),
    }
    said = []
    for what, pair in pairs.items():
        found = compare_figures(*pair)
        told = (*found.withheld, *found.caveats) or ("(none)",)
        said.append("\n".join([what, *(f"    {sentence}" for sentence in told)]) + "\n")
    file_regression.check("\n".join(said))


def edition_of(year, value, **more):
    """Charged outcomes in an edition: as many crimes as give a rate of ten percent, or a little more."""
    edition = f"{EDITION[:-4]}{year}"
    return [
        printed("outcome_number", value, category="charged_summonsed", edition=edition, **more),
        printed("outcome_rate", "10.0", category="charged_summonsed", edition=edition, **more),
    ]


def test_of_two_editions_the_later_answers_though_its_name_sorts_before():
    figures = [*edition_of("2015", "100"), *edition_of("2016", "200")]
    named = [replace(f, edition=f.edition.replace("peel", "a-peel")) for f in figures[2:]]
    assert implied([*figures[:2], *named], **CRIMES).edition == "a-peel-effectiveness-2016"
    assert implied([*named, *figures[:2]], **CRIMES).lower == 1991


def test_a_whole_area_answers_before_a_part_of_it():
    figures = [*edition_of("2015", "100"), *edition_of("2015", "200", coverage="without Corby")]
    for order in (figures, figures[::-1]):
        found = implied(order, **CRIMES)
        assert (found.coverage, found.lower) == (None, 996)
    listed = implied_quantities(figures[::-1])
    assert [item.coverage for item in listed if item.quantity == "recorded_crimes"] == [
        None,
        "without Corby",
    ]


def test_a_bounded_quantity_answers_before_a_later_one_without_an_end():
    earlier = edition_of("2015", "100", end="2014-06-30")
    later = [
        printed("outcome_number", "300", category="charged_summonsed"),
        printed("outcome_rate", "0.0", category="charged_summonsed"),
    ]
    for order in ([*earlier, *later], [*later, *earlier]):
        assert implied(order, **CRIMES).period_end == date(2014, 6, 30)
