"""The arithmetic on the figures that the package carries."""

import doctest
import inspect
import json
import re
from pathlib import Path

import pytest

import peel_data as peel
from peel_data.arithmetic.conflicts import check, undecided_in
from peel_data.arithmetic.identities import DEFAULT, STANDING, Assumption
from peel_data.arithmetic.network import networks
from peel_data.arithmetic.statements import report_statements
from peel_data.cli import main
from support.printed import FORCE, report

DOCS = Path(__file__).parents[2] / "docs"


def test_the_shipped_figures_contradict_each_other_nowhere():
    assert check(peel.figures(), assume=list(Assumption)) == ()
    assert not any(list(undecided_in(network)) for network in networks(peel.figures()).values())


def test_the_report_of_the_tests_is_the_report_that_is_shipped():
    def key(figure):
        ends = (str(figure.period_end), str(figure.baseline_end))
        return (figure.measure, figure.area, figure.category, *ends)

    shipped = {key(f): f for f in peel.figures() if f.table != "operational_figures"}
    for figure in report():
        found = shipped[key(figure)]
        for name in ("value", "decimals", "unit", "coverage", "period_start", "baseline_start"):
            assert getattr(found, name) == getattr(figure, name)


def test_the_public_functions_take_the_default_assumptions():
    for function in (peel.implied, peel.implied_quantities):
        assert set(inspect.signature(function).parameters["assume"].default) == DEFAULT


def test_the_page_tells_the_truth():
    assert doctest.testfile(str(DOCS / "arithmetic.md"), module_relative=False).failed == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["implied", "--area", FORCE],
        ["implied", "--area", FORCE, "--assume"],
        ["compare", "crime_rates", "--area", FORCE, "--to", "england-and-wales"],
        ["compare", "victim_satisfaction", "--area", FORCE, "--to", "england-and-wales"],
        ["compare", "victim_satisfaction", "--area", "england-and-wales", "--to", FORCE],
        ["compare", "anti_social_behaviour_changes", "--area", FORCE, "--to", "england-and-wales"],
        ["compare", "organised_crime_group_shares", "--area", FORCE, "--to", "england-and-wales"],
        ["compare", "crime_outcomes", "--area", FORCE, "--to", "england-and-wales"],
        [
            *("compare", "crime_rates", "--area", FORCE),
            *("--period-end", "2015-06-30", "--against", "2014-06-30"),
        ],
    ],
    ids=[
        "implied",
        "implied-no-optional-assumption",
        "compare",
        "compare-caveat",
        "compare-turned-round",
        "compare-changes",
        "compare-coverage",
        "compare-counts",
        "compare-periods",
    ],
)
def test_what_a_person_sees(arguments, capsys, file_regression):
    assert main(arguments) == 0
    file_regression.check(capsys.readouterr().out)


def test_json_names_the_figures_and_the_assumptions(capsys):
    assert main(["implied", "--area", FORCE, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    (crimes,) = (
        item
        for item in found
        if item["quantity"] == "recorded_crimes" and item["period_end"] == "2015-06-30"
    )
    assert (crimes["lower"], crimes["upper"]) == (46_839, 46_922)
    assert list(crimes["assumptions"]) == ["one_population"]
    assert crimes["standing_assumptions"] == STANDING
    assert all(peel.figure(name) for name in crimes["binding"]["lower"])

    compared = ["compare", "crime_rates", "--area", FORCE, "--period-end", "2015-06-30"]
    assert main([*compared, "--against", "2014-06-30", "--format", "json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert found["difference"] == {"lower": "7.5", "upper": "7.7"}
    assert found["verdict"] == found["in_words"] == "printed higher"
    assert found["report_says"] == []

    compared = ["compare", "victim_satisfaction", "--area", FORCE, "--to", "england-and-wales"]
    assert main([*compared, "--format", "json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    (said,) = found["report_says"]
    assert (said["relation"], said["printed"]) == ("similar", "similar to")
    assert said["area"] == FORCE

    changes = ["compare", "crime_changes", "--area", FORCE, "--to", "england-and-wales"]
    assert main([*changes, "--format", "json"]) == 0
    for found in json.loads(capsys.readouterr().out):
        assert found["ratio"] is None
        assert any("No ratio" in reason for reason in found["withheld"])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["implied", "--area", "northampton"], "northamptonshire"),
        (["implied", "--assume", "one_populaton"], "one_population"),
        (["compare", "crime_rate", "--area", FORCE, "--to", "england-and-wales"], "crime_rates"),
        (["compare", "crime_rates", "--area", FORCE, "--against", "2014-06-30"], "period_end"),
    ],
)
def test_what_cannot_run_is_said_in_a_sentence(arguments, message, capsys):
    assert main(arguments) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert message in shown.err


def test_what_the_report_says_is_told_where_the_earlier_number_is_not_printed(capsys):
    compared = ["compare", "victim_satisfaction", "--area", FORCE, "--period-end", "2015-03-31"]
    assert main([*compared, "--against", "2014-03-31"]) == 2
    assert "“significantly lower”" in capsys.readouterr().err


def test_the_words_of_every_comparison_are_shown_beside_the_two_figures():
    """Every coded statement that compares two printed figures stands in their comparison."""
    figures = peel.figures()
    shown = {
        statement
        for table in {figure.table for figure in figures}
        for found in _all_comparisons(table)
        for statement in found.statements
    }
    expected = {
        statement
        for statement in report_statements()
        if any(statement.is_about(a, b) for a in figures for b in figures)
    }
    assert shown == expected != set()


def _all_comparisons(table):
    for area in {figure.area for figure in peel.figures() if figure.table == table}:
        for other in ("england-and-wales", FORCE):
            try:
                yield from peel.compare(table, area=area, to=other)
            except peel.NotFound:
                continue


def test_the_notes_and_the_coverage_of_both_figures_are_told():
    for table in {figure.table for figure in peel.figures()}:
        for found in _all_comparisons(table):
            told = "\n".join(found.caveats)
            for figure in (found.first, found.second):
                assert all(note.text in told for note in figure.notes)
                if figure.coverage and found.first.coverage != found.second.coverage:
                    assert figure.coverage in told


def test_the_reasons_of_assumptions_are_true_of_the_shipped_figures():
    """`one_population` is tested where several rates imply a population, and nowhere else."""
    behind = {}
    for item in peel.implied_quantities(assume=()):
        if item.quantity == "population" and str(item.period_end) == "2015-06-30":
            behind.setdefault(item.area, {})[item.behind] = item.interval
    rates = {"crime_rate", "anti_social_behaviour_rate", "organised_crime_group_rate"}
    assert set(behind[FORCE]) == rates
    assert set(behind["england-and-wales"]) == {"crime_rate"}
    common = None
    for interval in behind[FORCE].values():
        common = interval if common is None else common.intersection(interval)
        assert common is not None


def test_no_optional_assumption_is_not_called_no_assumption():
    root = DOCS.parent
    pages = [root / "README.md", *DOCS.rglob("*.md"), *(root / "peel_data").rglob("*.py")]
    claimed = re.compile(
        r"assum\w*\s+nothing|nothing\s+(is\s+)?(assumed|taken\s+for\s+granted)"
        r"|without\s+any\s+assumption|no\s+assumptions?\s+at\s+all"
    )
    for page in pages:
        assert not claimed.search(page.read_text("utf-8").casefold()), page


@pytest.mark.parametrize("page", ["README.md", "docs/arithmetic.md"])
def test_the_pages_warn_of_later_vintages(page):
    """Numbers of other vintages are quoted with the bounds that they are outside of, or within."""
    text = (DOCS.parent / page).read_text("utf-8")
    crimes = peel.implied("recorded_crimes", area=FORCE, period_end="2015-06-30")
    people = peel.implied("population", area=FORCE, period_end="2015-06-30")
    quoted = {
        "46,905": 46_905 in crimes.interval,
        "46,732": 46_732 not in crimes.interval,
        "713,351": 713_351 not in people.interval,
        f"{people.lower:,} to {people.upper:,}": True,
    }
    assert all(holds and number in text for number, holds in quoted.items())
