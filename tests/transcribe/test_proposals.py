"""A measure that is proposed for a number of a new kind, until the steward accepts it."""

from __future__ import annotations

import pytest

from peel_data.cli import main
from peel_data.errors import SubmissionError
from peel_data.tables import records
from peel_data.transcribe import draft as folder_of
from peel_data.transcribe.measures import accepted_rows
from support.invented_report import REPORT, drafted


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
        ({"accepted": "later"}, "Write yes, or leave it empty"),
        ({"unit": "Dog years"}, "The unit 'Dog years' is not an id"),
        (
            {"unit": "dog_years", "unit_title": "Dog years"},
            "fill in unit_suffix and unit_description",
        ),
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
        "unit": "count", "description": "Dogs that the force keeps.", "unit_title": "", "unit_suffix": "",
        "unit_description": "", "accepted": "Yes ",
    }  # fmt: skip
    made = accepted_rows([row, row], records.read)
    assert {table: len(rows) for table, rows in made.items()} == {"operational_measures": 1}
    with pytest.raises(SubmissionError, match="describes that measure differently"):
        accepted_rows([row, {**row, "title": "Hounds"}], records.read)


def test_a_unit_that_the_data_set_does_not_have_is_named_with_its_measure(tmp_path):
    text = REPORT.replace("Its kennels hold 34 police dogs.", "Answering a call takes 34 minutes.")
    _, folder = drafted(tmp_path, text)
    (row,) = folder_of.read_rows(folder, folder_of.PROPOSALS)
    unit = {"title": "Minutes", "suffix": "minutes", "description": "A length of time in minutes."}
    assert row["unit"] == "minutes"
    assert {column: row[f"unit_{column}"] for column in unit} == unit
    assert row["measure"] == row["title"] == ""  # "minutes" is no name of what takes them
    accept_proposal(folder, measure="answering_time", title="Time to answer a call")
    summary, _ = drafted(tmp_path, text)
    assert summary.states.get("open", 0) == 0
    (made,) = folder_of.read_table(folder, "operational_figures")
    assert (made["measure"], made["value"], made["unit"]) == ("answering_time", "34", "minutes")
    added = accepted_rows(folder_of.read_rows(folder, folder_of.PROPOSALS), records.read)
    assert added["units"] == [{"id": "minutes", **unit}]


@pytest.mark.parametrize("inside", ["", "tables"])
def test_validating_a_draft_says_where_its_proposals_are_known(tmp_path, capsys, inside):
    _, folder = drafted(tmp_path)
    assert main(["validate", str(folder / inside)]) == 1
    said = capsys.readouterr()
    assert "F104" not in said.out  # the draft's own files are no tables
    assert f"`peel-data accept {folder} --dry-run`" in said.err
