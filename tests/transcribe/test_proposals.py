"""A measure that is proposed for a number of a new kind, until the steward accepts it."""

from __future__ import annotations

import pytest

from peel_data.errors import SubmissionError
from peel_data.tables import records
from peel_data.transcribe import draft as folder_of
from peel_data.transcribe.measures import accepted_measures
from support.invented_report import drafted


def accept_proposal(folder, **changes):
    (row,) = folder_of.read_rows(folder, folder_of.PROPOSALS)
    named = {"description": "Dogs that the force keeps.", "accepted": "yes"}
    columns = folder_of.COLUMNS[folder_of.PROPOSALS]
    folder_of.write_rows(folder / folder_of.PROPOSALS, columns, [{**row, **named, **changes}])


def test_a_proposal_that_is_accepted_is_a_figure_from_then_on(tmp_path):
    _, folder = drafted(tmp_path)
    accept_proposal(folder, measure="dogs", title="Dogs")
    for _ in range(2):
        summary, _ = drafted(tmp_path)
        assert (summary.states.get("open", 0), summary.proposals) == (0, 0)
        (row,) = folder_of.read_table(folder, "operational_figures")
        assert (row["measure"], row["value"], row["unit"]) == ("dogs", "34", "count")
        (kept,) = folder_of.read_rows(folder, folder_of.PROPOSALS)
        assert (kept["title"], kept["accepted"]) == ("Dogs", "yes")
    accept_proposal(folder, accepted="")
    summary, _ = drafted(tmp_path)
    assert (summary.states["open"], summary.proposals) == (1, 1)


def test_a_decision_holds_over_an_accepted_proposal(tmp_path):
    _, folder = drafted(tmp_path)
    accept_proposal(folder)
    (row,) = folder_of.read_rows(folder, folder_of.PROPOSALS)
    decision = {**row, "decision": "not_a_figure", "reason": "nobody counts dogs"}
    columns = folder_of.COLUMNS[folder_of.DECISIONS]
    folder_of.write_rows(folder / folder_of.DECISIONS, columns, [decision])
    drafted(tmp_path)
    assert not folder_of.read_table(folder, "operational_figures")


def test_a_measure_that_the_data_set_has_is_used(tmp_path):
    _, folder = drafted(tmp_path)
    accept_proposal(folder, measure="special_constables")
    drafted(tmp_path)
    (row,) = folder_of.read_table(folder, "operational_figures")
    assert (row["measure"], row["value"]) == ("special_constables", "34")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"description": " "}, "Fill in its description"),
        ({"unit": "counts"}, "no unit 'counts'. Did you mean"),
        ({"measure": "Police dogs"}, "lower-case letters, digits and underscores"),
        ({"measure": "special_constables", "unit": "hours"}, "the data set has it in count"),
        ({"accepted": "later"}, "Write yes, or nothing"),
    ],
)
def test_a_proposal_that_is_no_measure_is_refused_and_kept(tmp_path, changes, said):
    _, folder = drafted(tmp_path)
    accept_proposal(folder, **changes)
    before = (folder / folder_of.PROPOSALS).read_bytes()
    with pytest.raises(SubmissionError) as refused:
        drafted(tmp_path)
    assert said in str(refused.value)
    assert (folder / folder_of.PROPOSALS).read_bytes() == before


def test_two_proposals_of_a_measure_agree():
    row = {
        "locator": "Question 1", "occurrence": "1", "token": "34", "measure": "dogs", "title": "Dogs",
        "unit": "count", "description": "Dogs that the force keeps.", "accepted": "Yes ",
    }  # fmt: skip
    assert len(accepted_measures([row, row], records.read)) == 1
    with pytest.raises(SubmissionError, match="describes that measure differently"):
        accepted_measures([row, {**row, "title": "Hounds"}], records.read)
