"""A figure that is printed in two ways is one conflict, which names the place to look at first."""

from __future__ import annotations

import pytest

from peel_data.transcribe import draft as folder_of
from peel_data.transcribe.run import transcribe
from peel_data.validation.tables import definition
from support.invented_report import AREA, EDITION, REPORT

STEM = f"{EDITION}:{AREA}"
RATE = f"crime_rates:{STEM}:all_excluding_fraud:2015-06-30"
GROUPS = f"organised_crime_group_rates:{STEM}:2015-06-30"
CHANGE = f"crime_changes:{STEM}:all_excluding_fraud:2015-06-30:2014-06-30"
NATION = f"crime_rates:{EDITION}:england-and-wales:all_excluding_fraud:2015-06-30"
CRIME, YEAR = "All recorded crime (excluding fraud)", "12 months to 30 June 2015"
SAID = {
    RATE: f"{CRIME}, recorded crime rate, {YEAR}, Kent Police",
    GROUPS: "Organised crime group rate, at 30 June 2015, Kent Police",
    CHANGE: f"{CRIME}, change in recorded crime, {YEAR} against 12 months to 30 June 2014, Kent Police",
    NATION: f"{CRIME}, recorded crime rate, {YEAR}, England and Wales",
}
IN_THE_PANEL, IN_THE_TABLE = "60.0    63.0", "60.0      63.0"


def drafted(folder, *changes):
    text = REPORT
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    (folder / "kent.txt").write_text(text, encoding="utf-8")
    made = transcribe(folder / "kent.txt", folder / "draft", area=AREA, edition=EDITION)
    return made, folder_of.read_rows(folder / "draft", folder_of.CONFLICTS)


@pytest.mark.parametrize(
    ("figure", "printed", "misread", "right"),
    [
        (
            RATE,
            IN_THE_PANEL,
            "30.0    63.0",
            "60.0",
        ),  # less than victim-based crime, which is part of it
        (RATE, IN_THE_TABLE, "30.0      63.0", "60.0"),
        (GROUPS, "40.0\n", "48.0\n", "40"),  # 70 groups, of the people that the incidents come to
        (GROUPS, "40 OCGs", "46 OCGs", "40.0"),
        (GROUPS, "40 OCGs", "4 OCGs", "40.0"),
    ],
)
def test_the_place_that_does_not_fit_the_other_figures_comes_first(
    tmp_path, figure, printed, misread, right
):
    made, rows = drafted(tmp_path, (printed, misread))
    (message,) = made.conflicts
    token = misread.split()[0]
    assert message.startswith(f"{SAID[figure]}, is {right} (")
    assert {row["figure_id"] for row in rows} == {figure}
    assert message.endswith(f"Only {right} fits the other figures: look at “{token}” first.")
    assert [row["token"] for row in rows] == [token, right]
    table, _, key = figure.partition(":")
    values = {
        ":".join(row[column] for column in definition(table).spec.key): row["value"]
        for row in folder_of.read_table(tmp_path / "draft", table)
    }
    assert values[key] == right


def test_where_both_places_fit_neither_is_accused(tmp_path):
    made, rows = drafted(tmp_path, (IN_THE_PANEL, IN_THE_PANEL.replace("60.0", "60.1")))
    (message,) = made.conflicts
    assert "look at" not in message
    assert {row["token"] for row in rows} == {"60.0", "60.1"}


def test_what_is_published_tells_which_place_is_wrong(tmp_path):
    made, rows = drafted(tmp_path, (IN_THE_PANEL, IN_THE_PANEL.replace("63.0", "83.0")))
    (message,) = made.conflicts
    assert message.startswith(f"{SAID[NATION]}, is published as 63.0; here it is 83.0 (“83.0” in ")
    assert message.endswith("Another place of this report prints it as published.")
    assert [row["token"] for row in rows] == ["83.0"]


def test_two_misread_figures_are_two_conflicts(tmp_path):
    made, _ = drafted(
        tmp_path,
        (IN_THE_PANEL, IN_THE_PANEL.replace("63.0", "83.0")),
        ("went up by 7 per cent", "went up by 9 per cent"),
    )
    assert sorted(message.partition(", is ")[0] for message in made.conflicts) == sorted(
        [SAID[NATION], SAID[CHANGE]]
    )
