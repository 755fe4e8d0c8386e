"""The arithmetic on the figures that the package carries."""

import doctest
import inspect
import json
from pathlib import Path

import pytest
from printed import FORCE, report

import peel_data as peel
from peel_data.arithmetic.conflicts import check, undecided
from peel_data.arithmetic.identities import DEFAULT, Assumption
from peel_data.cli import main

DOCS = Path(__file__).parents[2] / "docs"


def test_the_shipped_figures_contradict_each_other_nowhere():
    assert check(peel.figures(), assume=list(Assumption)) == ()
    assert undecided(peel.figures()) == ()


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
        ["implied"],
        ["implied", "--assume"],
        ["compare", "crime_rates", "--area", FORCE, "--to", "england-and-wales"],
        ["compare", "victim_satisfaction", "--area", FORCE, "--to", "england-and-wales"],
    ],
    ids=["implied", "implied-nothing-assumed", "compare", "compare-caveat"],
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
    assert all(peel.figure(name) for name in crimes["binding"]["lower"])

    compared = ["compare", "crime_rates", "--area", FORCE, "--period-end", "2015-06-30"]
    assert main([*compared, "--against", "2014-06-30", "--format", "json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert found["difference"] == {"lower": "7.5", "upper": "7.7"}
    assert found["verdict"] == "higher"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["implied", "--area", "northampton"], "northamptonshire"),
        (["implied", "--assume", "one_populaton"], "one_population"),
        (["compare", "crime_rate", "--area", FORCE, "--to", "england-and-wales"], "crime_rates"),
        (["compare", "crime_rates", "--area", FORCE, "--against", "2014-06-30"], "which period"),
    ],
)
def test_what_cannot_run_is_said_in_a_sentence(arguments, message, capsys):
    assert main(arguments) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert message in shown.err
