"""A return with ten slips of different kinds, as one officer might send it: each is said once, and rightly."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook

from peel_data.findings import Severity
from peel_data.template.plan import make_plan
from peel_data.template.writing import write
from support.describe import bare_ids
from support.filling import AREA, fill_workbook
from support.forms import judge
from support.synthetic import EDITION

SLIPS = (
    ("crime_outcomes", 5, "rate", "13,4"),
    ("crime_outcomes", 8, "number", 2652),
    ("crime_rates", 2, "value", 66.1),
    ("crime_rates", 3, "value", 76.3),
    ("crime_rates", 4, "period_end", "30/06/2016"),
    ("domestic_abuse_shares", 3, "value", 0.118),
    ("victim_satisfaction", 2, "value", None),
    ("calls_for_assistance", 2, "value", 7480),
)
SAID = {
    ("Workings", None): ("F104", "start its name with “Notes”"),
    ("crime_outcomes", 5): ("S204", "Write 13.4."),
    ("crime_outcomes", 8): ("A502", "2651 instead of 2652"),
    ("crime_rates", 2): ("C601", "Put back what is published."),
    ("crime_rates", 3): ("A506", "Did you mean 67.3? That would be two digits swapped"),
    ("crime_rates", 4): ("S203", "Write 2016-06-30, if that is meant."),
    ("domestic_abuse_shares", 3): ("R304", "Did you mean 11.8? That would be a percentage"),
    ("victim_satisfaction", 2): ("R301", "Fill in the figure. If there is none"),
    ("calls_for_assistance", 2): ("C603", "Did you mean 748?"),
}
"""By sheet and row, the rule that speaks, and what its hints say."""


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    path = tmp_path_factory.mktemp("realistic") / "realistic.xlsx"
    write(make_plan(EDITION, AREA), path, "xlsx")
    fill_workbook(path)
    book = load_workbook(path)
    for table, row, column, typed in SLIPS:
        head = [cell.value for cell in book[table][1]]
        book[table].cell(row, head.index(column) + 1).value = typed
    book.create_sheet("Workings").append(["2651", "+1?"])
    book.save(path)
    return judge(path)


def test_each_cause_is_said_once_and_at_its_cell(report):
    weighty = [f for f in report.findings if f.severity is not Severity.INFO]
    found = {(f.places[0].sheet, f.places[0].row): f for f in weighty}
    assert len(weighty) == len(SAID)
    for where, (code, hint) in SAID.items():
        assert found[where].code == code
        assert hint in " ".join(found[where].hints)


def test_it_is_said_in_words(report):
    assert not any(bare_ids(finding) for finding in report.findings)
    cells = [f for f in report.findings if f.places[0].row]
    assert all(f.places[0].figure for f in cells)


def test_the_letter_names_each_of_them(report):
    letter = report.render("mail")
    for figure in ("Charged/Summonsed", "Victim satisfaction", "Domestic abuse", "Assault"):
        assert figure in letter
    assert "Calls for assistance" not in letter  # only what must be corrected
