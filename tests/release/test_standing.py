"""What was published stays, goes and comes back by declaration only; what it has need not be sent again."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from peel_data.errors import ReleaseError
from peel_data.release.accept import accept
from peel_data.release.publish import publish
from peel_data.release.revise import Change, revise
from peel_data.validation.pipeline import check, validate
from support import steward, synthetic, writers
from support.once import make_once

SURVEY = "victim_satisfaction:peel-effectiveness-2015:northamptonshire:2015-03-31"
REVISIONS = ["figure_id", "old_value", "new_value", "reason"]


def take(checkout, submission):
    return accept(checkout, submission, by="A. Steward", today=steward.DAY)


@pytest.fixture(scope="session")
def without_survey(released, tmp_path_factory, worker_id):
    """A checkout whose last release withdrew the survey of 2015; not to be changed."""

    def make(folder):
        made = shutil.copytree(released, folder / "checkout", symlinks=True)
        revise(made, [Change(SURVEY, "status", "withdrawn", "The survey was faulty.", "")])
        publish(made, today=steward.DAY)

    return make_once(tmp_path_factory, worker_id, "withdrawn", make) / "checkout"


@pytest.fixture
def withdrawn(without_survey, tmp_path):
    """A checkout whose last release withdrew the survey of 2015."""
    return shutil.copytree(without_survey, tmp_path / "checkout", symlinks=True)


def test_an_old_return_does_not_bring_back_what_was_withdrawn(withdrawn, tmp_path):
    before = steward.tree(withdrawn)
    returns = writers.csv_folder(synthetic.release_2015(), tmp_path / "returns")
    report = validate(returns, against=withdrawn)
    (finding,) = [one for one in report.findings if one.severity == "error"]
    assert (finding.code, finding.subject) == ("C609", SURVEY)
    assert finding.message == (
        f"Victim satisfaction was withdrawn in release {steward.SECOND}, and returns only by a "
        "declared revision. The reason given: The survey was faulty."
    )
    made = take(withdrawn, returns)
    assert not made.report.ok
    assert made.contents is None
    assert steward.tree(withdrawn) == before


def test_a_declared_revision_brings_it_back(withdrawn, tmp_path):
    tables = synthetic.release_2015()
    tables["revisions"] = synthetic.Sheet(REVISIONS, [[SURVEY, "", "83.5", "It was sound."]])
    returns = writers.csv_folder(tables, tmp_path / "returns")
    assert validate(returns, against=withdrawn).ok
    changed = {row.id: row.reason for row in take(withdrawn, returns).diff.rows}
    assert changed[SURVEY] == "It was sound."
    assert check(withdrawn).ok
    assert f"{SURVEY},{steward.THIRD},,83.5,It was sound." in (
        withdrawn / "data/revisions.csv"
    ).read_text(encoding="utf-8")


def test_a_value_put_back_by_hand_is_a_finding_of_the_gate(withdrawn):
    table = withdrawn / "data/victim_satisfaction.csv"
    lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
    (at,) = [i for i, line in enumerate(lines) if ",withdrawn," in line]
    original = subprocess.run(
        ["git", "show", "HEAD~2:data/victim_satisfaction.csv"],
        cwd=withdrawn, capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    lines[at] = original.stdout.splitlines(keepends=True)[at]
    table.write_text("".join(lines), encoding="utf-8")
    steward.generate(withdrawn)
    shown = steward.run(withdrawn, "check")
    assert shown.code == 1
    assert "C609" in shown.out
    steward.commit(withdrawn, "By hand")
    with pytest.raises(ReleaseError, match="C609"):
        publish(withdrawn, today=steward.DAY)


def test_one_corrected_row_is_a_whole_submission(checkout, tmp_path):
    """The other figures of the edition and area are published; they are not missing."""
    rates = synthetic.release_2015()["crime_rates"]
    row = rates.rows[rates.find(area="northamptonshire", crime_type="sexual_offences")]
    row[rates.header.index("value")] = "2.2"
    tables = {
        "crime_rates": synthetic.Sheet(rates.header, [row]),
        "revisions": synthetic.Sheet(REVISIONS, [[steward.OLD, "2.1", "2.2", "Counted again."]]),
    }
    returns = writers.csv_folder(tables, tmp_path / "returns")
    report = validate(returns, against=checkout)
    assert report.ok, report.findings
    assert not [one for one in report.findings if one.code.startswith("V")]
    made = take(checkout, returns)
    (change,) = [row for row in made.diff.rows if row.kind == "changed"]
    assert (change.id, change.reason) == (steward.OLD, "Counted again.")
    assert check(checkout).ok


def test_the_first_figures_of_an_area_are_asked_for(checkout, tmp_path):
    """What is published of one area stands in for no other."""
    rates = synthetic.release_2015()["crime_rates"]
    row = rates.rows[rates.find(area="northamptonshire", crime_type="sexual_offences")]
    row[rates.header.index("area")] = "kent"
    tables = {"crime_rates": synthetic.Sheet(rates.header, [row])}
    report = validate(writers.csv_folder(tables, tmp_path / "returns"), against=checkout)
    assert "V701" in {one.code for one in report.findings}
