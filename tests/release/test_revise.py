"""Errata: one figure, its reason, and everything that follows from it."""

from __future__ import annotations

import pytest
import steward

from peel_data import bundles
from peel_data.errors import InvalidArgument, NotFound, ReleaseError
from peel_data.release.revise import revise
from peel_data.validation.gate import check

OUTCOME = "crime_outcomes:peel-effectiveness-2015:northamptonshire:caution_youths:2015-06-30"


def table(checkout, name):
    return bundles.tables(bundles.read(checkout))[name]


def figure(checkout, figure_id):
    return next((r for r in table(checkout, "figures") if r["figure_id"] == figure_id), None)


def test_another_value(checkout):
    citations = table(checkout, "citations")
    rehearsed = revise(checkout, steward.OLD, "2.2", reason="Counted again.", dry_run=True)
    assert figure(checkout, steward.OLD)["value"] == "2.1"
    made = revise(checkout, steward.OLD, "2.2", reason="  Counted\nagain. ")
    assert made == rehearsed
    assert figure(checkout, steward.OLD)["value"] == "2.2"
    assert (figure(checkout, steward.OLD)["lower"], figure(checkout, steward.OLD)["upper"]) == (
        "2.15",
        "2.25",
    )
    assert table(checkout, "citations") == citations  # they say what was printed
    assert table(checkout, "revisions") == [
        {
            "figure_id": steward.OLD,
            "release": steward.SECOND,
            "old_value": "2.1",
            "new_value": "2.2",
            "reason": "Counted again.",
        }
    ]
    assert check(checkout).findings == ()
    changelog = (checkout / "CHANGELOG.md").read_text()
    assert f"- Revised: `{steward.OLD}`, 2.1 → 2.2. Counted\n  again." in changelog


def test_taking_it_back_leaves_no_trace(checkout):
    before = steward.tree(checkout)
    revise(checkout, steward.OLD, "2.2", reason="Counted again.")
    revise(checkout, steward.OLD, "2.1", reason="Wrongly.")
    assert steward.tree(checkout) == before


def test_another_precision(checkout):
    revise(checkout, steward.OLD, "2.14", decimals=2, reason="Printed finer in the erratum.")
    found = figure(checkout, steward.OLD)
    assert (found["value"], found["decimals"], found["upper"]) == ("2.14", "2", "2.145")


def test_withdrawn_with_the_figure_beside_it(checkout):
    revise(checkout, f"{OUTCOME}:rate", None, reason="The count was wrong.")
    assert figure(checkout, f"{OUTCOME}:rate") is figure(checkout, f"{OUTCOME}:number") is None
    assert [r["figure_id"] for r in table(checkout, "revisions")] == [
        f"{OUTCOME}:number",
        f"{OUTCOME}:rate",
    ]
    assert not any(c["figure_id"].startswith(OUTCOME) for c in table(checkout, "citations"))
    assert not [finding for finding in check(checkout).findings if finding.severity == "error"]


def test_an_erratum_that_the_arithmetic_refutes_is_refused(checkout):
    before = steward.tree(checkout)
    with pytest.raises(ReleaseError, match="would not be sound") as refused:
        revise(checkout, f"{OUTCOME}:rate", "9.9", reason="A slip.")
    assert "A503" in str(refused.value)
    assert steward.tree(checkout) == before


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("two", "is not a number"),
        ("NaN", "finer than"),
        ("2.14", "finer than the printed precision"),
        ("2.1", "what the figure is already"),
        ("2.10", "what the figure is already"),
    ],
)
def test_values_that_are_none(checkout, value, words):
    with pytest.raises(InvalidArgument, match=words):
        revise(checkout, steward.OLD, value, reason="A slip.")


def test_what_else_is_refused(checkout):
    with pytest.raises(InvalidArgument, match="Give the reason"):
        revise(checkout, steward.OLD, "2.2", reason=" ")
    with pytest.raises(NotFound, match=r"Did you mean .*sexual_offences"):
        revise(checkout, steward.OLD.replace("sexual", "sxual"), "2.2", reason="A slip.")
    (checkout / "history" / f"{steward.FIRST}.zip").unlink()
    with pytest.raises(ReleaseError, match="Nothing is released yet"):
        revise(checkout, steward.OLD, "2.2", reason="A slip.")
