"""A misread digit shows as a conflict, or a person is asked to compare its number with the report."""

from __future__ import annotations

import pytest

from peel_data.transcribe import draft as folder_of
from peel_data.transcribe.claims import BY_A_PERSON
from peel_data.transcribe.run import transcribe
from support.invented_report import AREA, EDITION, REPORT, drafted

STEM = f"{EDITION}:{AREA}"
RATE = f"crime_rates:{STEM}:all_excluding_fraud:2015-06-30"
INCIDENTS = f"anti_social_behaviour_incidents:{STEM}:2015-06-30"


def transcribed(folder):
    return folder_of.read_rows(folder, folder_of.TRANSCRIPTION)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    _, folder = drafted(tmp_path_factory.mktemp("held"))
    return folder


def test_a_number_is_held_by_a_second_place_or_by_what_is_published(made):
    rows = transcribed(made)
    held = {(row["figure_id"], row["token"]): row["held"] for row in rows}
    assert held[RATE, "60.0"] == "yes"  # a panel and a table print it
    assert held[INCIDENTS, "52,500"] == "no"
    assert {row["held"] for row in rows if "england-and-wales" in row["figure_id"]} == {"yes"}
    assert {row["held"] for row in rows if row["state"] != "claimed"} == {""}


def test_who_has_compared_a_number_is_not_asked_again(tmp_path):
    _, folder = drafted(tmp_path)
    (row,) = [row for row in transcribed(folder) if row["figure_id"] == INCIDENTS]
    decision = {column: row[column] for column in ("locator", "occurrence", "token")}
    folder_of.write_rows(
        folder / folder_of.DECISIONS,
        folder_of.COLUMNS[folder_of.DECISIONS],
        [{**decision, "decision": INCIDENTS}],
    )
    drafted(tmp_path)
    (row,) = [row for row in transcribed(folder) if row["figure_id"] == INCIDENTS]
    assert (row["held"], row["why"]) == ("yes", BY_A_PERSON)


@pytest.mark.parametrize(
    ("printed", "misread", "figure"),
    [
        ("60.0      63.0", "60.1      63.0", RATE),  # the last digit of one of two places
        (
            "+4.5%",
            "+4.6%",
            f"crime_changes:{EDITION}:england-and-wales:all_excluding_fraud:2015-06-30:2014-06-30",
        ),
    ],
)
def test_one_digit_of_two_places_is_a_conflict(tmp_path, printed, misread, figure):
    assert REPORT.count(printed) == 1
    (tmp_path / "kent.txt").write_text(REPORT.replace(printed, misread), encoding="utf-8")
    transcribe(tmp_path / "kent.txt", tmp_path / "draft", area=AREA, edition=EDITION)
    disputed = folder_of.read_rows(tmp_path / "draft", folder_of.CONFLICTS)
    assert figure in {row["figure_id"] for row in disputed}
