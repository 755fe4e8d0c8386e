"""A drafted report that is not finished is refused; `test_adding_a_report` takes a finished one in."""

from __future__ import annotations

import pytest

from peel_data.errors import ReleaseError
from peel_data.release import drafts
from peel_data.release.accept import accept
from peel_data.tables import records
from peel_data.transcribe import draft
from peel_data.transcribe.files.reading import read_report
from peel_data.transcribe.learning import learn
from peel_data.transcribe.run import transcribe
from support.invented_report import AREA, EDITION, PUBLICATION, REPORT


def drafted(folder):
    (folder / "report.txt").write_text(REPORT, encoding="utf-8")
    transcribe(folder / "report.txt", folder / "draft", area=AREA, edition=EDITION)
    return folder / "draft"


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
