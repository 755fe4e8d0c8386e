"""A drafted report is accepted when it is finished: then a second report is in, and a pattern for the next."""

from __future__ import annotations

import csv

import pytest

from peel_data.errors import ReleaseError
from peel_data.release import drafts
from peel_data.release.accept import accept
from peel_data.tables import records
from peel_data.transcribe import draft, pattern
from peel_data.transcribe.learning import learn
from peel_data.transcribe.reading import read_report
from peel_data.transcribe.run import transcribe
from support import steward
from support.invented_report import AREA, EDITION, PUBLICATION, REPORT


def drafted(folder):
    (folder / "report.txt").write_text(REPORT, encoding="utf-8")
    transcribe(folder / "report.txt", folder / "draft", area=AREA, edition=EDITION)
    return folder / "draft"


def rewrite(path, **changes):
    """Set columns of all rows of a file."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    draft.write_rows(path, list(rows[0]), [{**row, **changes} for row in rows])


@pytest.fixture(scope="module")
def unfinished(tmp_path_factory):
    """A draft on which nobody decided; not to be changed."""
    return drafted(tmp_path_factory.mktemp("unfinished"))


def test_a_draft_that_is_not_finished_is_refused_with_all_that_is_left(unfinished):
    with pytest.raises(ReleaseError) as refused:
        accept(unfinished.parent, unfinished, by="A. Steward")
    said = str(refused.value)
    assert "summary empty: Question 1: Areas for improvement, number 1" in said
    assert "open, line " in said
    assert "of report.txt: “34” in “Question 1: How much crime" in said
    assert (
        f"not found: anti_social_behaviour_changes:{EDITION}:{AREA}:2015-06-30:2014-06-30" in said
    )
    assert "and 12 more" in said


def test_a_finished_draft_is_a_second_report_and_a_pattern(checkout, tmp_path):
    folder = drafted(tmp_path)
    (left,) = [r for r in draft.read_rows(folder, draft.TRANSCRIPTION) if r["state"] == draft.OPEN]
    decision = {**left, "decision": draft.NOT_A_FIGURE, "reason": "nobody counts dogs"}
    draft.write_rows(folder / draft.DECISIONS, draft.COLUMNS[draft.DECISIONS], [decision])
    rewrite(folder / draft.MISSING, decision="not_supplied")
    rewrite(folder / draft.TABLES / "areas_for_improvement.csv", summary="Walk the dogs.")
    drafted(tmp_path)

    made = accept(checkout, folder, by="A. Steward", today=steward.DAY)
    assert made.contents, made.report.render()
    learnt = pattern.read(PUBLICATION, checkout / pattern.FOLDER)
    claims = [each for each in learnt if each.claim == pattern.FIGURE]
    assert len(claims) == 18
    assert {"nobody counts dogs"} <= {row["reason"] for row in pattern.reviewed(learnt)}
    tables = checkout / "data"
    assert f"crime_rates:{EDITION}:{AREA}:all_excluding_fraud:2015-06-30" in (
        tables / "figures.csv"
    ).read_text(encoding="utf-8")
    assert steward.run(checkout, "generate", "--check").code == 0


def test_nothing_is_learnt_from_a_text_with_open_numbers(unfinished):
    report = read_report(unfinished / draft.REPORT)
    with pytest.raises(ReleaseError, match=r"(?s)not complete.*Unclaimed numbers: “2015” in"):
        learn(
            report,
            lambda name: draft.read_table(unfinished, name) or records.read(name),
            [],
            PUBLICATION,
        )


def test_any_other_submission_is_taken_as_it_is(tmp_path):
    assert drafts.tables_in(tmp_path) == tmp_path
    drafts.refuse_unfinished(tmp_path)
