"""Errata: one figure, its reason, and everything that follows from it."""

from __future__ import annotations

import re

import pytest

import peel_data as peel
from peel_data.errors import InvalidArgument, NotFound, ReleaseError
from peel_data.release.publish import publish
from peel_data.release.revise import Change, read_changes
from peel_data.release.revise import revise as revise_all
from peel_data.tables import release_files
from peel_data.validation.pipeline import check
from support import steward

OUTCOME = "crime_outcomes:peel-effectiveness-2015:northamptonshire:caution_youths:2015-06-30"


def revise(checkout, figure_id, value, *, reason, decimals="", dry_run=False):
    """Give one figure another value; None withdraws it."""
    column, new = ("status", "withdrawn") if value is None else ("", value)
    change = Change(figure_id, column, new, reason, str(decimals))
    return revise_all(checkout, [change], dry_run=dry_run)


def table(checkout, name):
    return release_files.tables(release_files.read(checkout))[name]


def amended(checkout, before):
    """The amendments that are new since `before`."""
    return [row for row in table(checkout, "amendments") if row not in before]


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


def test_taking_them_back_leaves_no_trace(checkout):
    """Neither of a revised value nor of an amended title."""
    before = steward.tree(checkout)
    title = peel.operational_measures.one(id="national_threats").title
    change = [
        Change(steward.OLD, "", "2.2", "Counted again."),
        Change(THREATS, "title", "Threats", "Shorter."),
    ]
    back = [Change(steward.OLD, "", "2.1", "Wrongly."), Change(THREATS, "title", title, "Longer.")]
    revise_all(checkout, change)
    assert len(table(checkout, "revisions")) == 1
    revise_all(checkout, back)
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
    with pytest.raises(ReleaseError, match="would not be valid") as refused:
        revise(checkout, f"{OUTCOME}:rate", "9.9", reason="A slip.")
    assert re.search(r"A50[23]", str(refused.value))
    assert steward.tree(checkout) == before


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("two", "is not a number"),
        ("NaN", "more decimals than"),
        ("2.14", "more decimals than the figure is printed with"),
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
    steward.forget_releases(checkout)
    steward.commit(checkout, "No release")
    with pytest.raises(ReleaseError, match="Nothing is released yet"):
        revise(checkout, steward.OLD, "2.2", reason="A slip.")


THREATS = "operational_measures:national_threats"
MEASURE = "operational_figures:peel-effectiveness-2015:england-and-wales:national_threats"


def written(folder, *lines, header="id,column,new,reason,decimals"):
    path = folder / "changes.csv"
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return path


def test_many_changes_in_one_step(checkout, tmp_path):
    before = table(checkout, "amendments")
    title = peel.operational_measures.one(id="national_threats").title
    source = peel.operational_figures.one(measure="national_threats").data_source
    path = written(
        tmp_path,
        f"{steward.OLD},,2.2,Counted again.,",
        f"{steward.OLD},notes,rates-not-sole-judgment,The caveat applies.,",
        f"{THREATS},title,Threats named nationally,The title was not true alone.,",
        f"{MEASURE},data_source,home_office,The Home Office names them.,",
        f"{OUTCOME},status,withdrawn,The count was wrong.,",
    )
    revise_all(checkout, read_changes(path))
    assert figure(checkout, steward.OLD)["value"] == "2.2"
    assert figure(checkout, steward.OLD)["notes"] == "rates-not-sole-judgment"
    threats = figure(checkout, MEASURE)
    assert (threats["title"], threats["data_source"]) == ("Threats named nationally", "home_office")
    assert figure(checkout, f"{OUTCOME}:rate") is None
    assert [(r["row_id"], r["column"], r["old"], r["new"]) for r in amended(checkout, before)] == [
        (steward.OLD, "notes", "", "rates-not-sole-judgment"),
        (MEASURE, "data_source", source, "home_office"),
        (THREATS, "title", title, "Threats named nationally"),
    ]
    assert not [finding for finding in check(checkout).findings if finding.severity == "error"]
    changelog = " ".join((checkout / "CHANGELOG.md").read_text("utf-8").split())
    assert f"Amended: title of `{THREATS}`. The title was not true alone." in changelog


def test_every_line_that_cannot_be_made_is_named(checkout, tmp_path):
    before = steward.tree(checkout)
    path = written(
        tmp_path,
        f"{steward.OLD},,2.14,Counted again.,",
        f"{steward.OLD},covrage,a part,Clearer.,",
        f"{steward.OLD},area,kent,Clearer.,",
        f"{steward.OLD},unit,per_1000_population,Clearer.,",
        "crime_rates:nowhere,,2.2,Counted again.,",
        f"{OUTCOME},,2,Counted again.,",
        f"{THREATS},title,Threats,,",
        f"{steward.OLD},status,suppressed,Clearer.,",
        f"{steward.OLD},,2.3,Fine by itself.,",
    )
    with pytest.raises(InvalidArgument) as refused:
        revise_all(checkout, read_changes(path))
    lines = str(refused.value).splitlines()
    assert [line.split(":")[0].strip() for line in lines[1:]] == [
        f"line {number}" for number in range(2, 10)
    ]
    for words in (
        "more decimals than",
        "Did you mean coverage",
        "part of the key",
        "already",
        "no published",
    ):
        assert words in str(refused.value)
    assert steward.tree(checkout) == before


@pytest.mark.parametrize(
    ("text", "words"), [("id,column,new\n", "lacks the column 'reason'"), ('"', "cannot be read")]
)
def test_files_that_are_none(tmp_path, text, words):
    path = tmp_path / "changes.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidArgument, match=words):
        read_changes(path)
    with pytest.raises(InvalidArgument, match="cannot be read"):
        read_changes(tmp_path / "none.csv")


def test_a_withdrawn_figure_comes_back_with_its_citations(checkout):
    citations = table(checkout, "citations")
    revise(checkout, steward.OLD, None, reason="The count was wrong.")
    publish(checkout, today=steward.DAY)
    assert figure(checkout, steward.OLD) is None
    revise(checkout, steward.OLD, "2.1", reason="The count was right after all.")
    assert figure(checkout, steward.OLD)["value"] == "2.1"
    assert table(checkout, "citations") == citations
    revisions = [
        (r["old_value"], r["new_value"], r["release"]) for r in table(checkout, "revisions")
    ]
    assert revisions == [("2.1", "", steward.SECOND), ("", "2.1", steward.THIRD)]


def test_both_figures_of_a_row_come_back_together(checkout):
    revise(checkout, f"{OUTCOME}:rate", None, reason="The count was wrong.")
    with pytest.raises(InvalidArgument, match="number is still withdrawn"):
        revise(checkout, f"{OUTCOME}:rate", "0.8", reason="Right after all.")
    revise_all(
        checkout,
        [
            Change(f"{OUTCOME}:number", "", "370", "Right after all."),
            Change(f"{OUTCOME}:rate", "", "0.8", "Right after all."),
        ],
    )
    assert figure(checkout, f"{OUTCOME}:number")["value"] == "370"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--value", "2.2", "--reason", "Why."], "Give the ID of a figure or row"),
        ([steward.OLD, "--value", "2.2"], "Give --reason WORDS"),
        ([steward.OLD, "--set", "coverage", "--reason", "Why."], "is not COLUMN=TEXT"),
    ],
)
def test_options_that_do_not_say_enough(checkout, arguments, words, run):
    ran = run("revise", *arguments, "--root", str(checkout))
    assert ran.code == 2
    assert words in ran.err


def test_one_attribute_from_the_command_line(checkout, run):
    before = table(checkout, "amendments")
    change = ("--set", "title=Threats = six", "--reason", "Clearer.")
    ran = run("revise", THREATS, *change, "--root", str(checkout))
    assert ran.code == 0, ran.err
    assert [row["new"] for row in amended(checkout, before)] == ["Threats = six"]
