"""A number that no words tell is recognised where published or drafted figures leave it alone for a figure."""

from __future__ import annotations

import pytest

from peel_data.transcribe import draft as folder_of
from support.invented_report import AREA, EDITION, REPORT, drafted

GROUPS = f"organised_crime_group_numbers:{EDITION}:{AREA}:2015-06-30"
SENTENCE = (
    "As at 30 June 2015, Kent Police was disrupting or watching 70 organised crime groups (OCGs). This represents\n"
    "40 OCGs per one million of the population."
)


def claims_of(tmp_path, sentence):
    assert SENTENCE in REPORT
    _, folder = drafted(tmp_path, REPORT.replace(SENTENCE, sentence))
    rows = folder_of.read_rows(folder, folder_of.TRANSCRIPTION)
    return {row["token"]: row for row in rows if row["locator"].startswith("Question 4")}


def test_the_only_number_that_the_rates_leave_is_the_count(tmp_path):
    claimed = claims_of(tmp_path, "Seventeen gangs moved. There were 70 left, known to 12 teams.")
    assert (claimed["70"]["figure_id"], claimed["70"]["confidence"]) == (GROUPS, "0.75")
    assert claimed["12"]["state"] == "open"


@pytest.mark.parametrize(
    "sentence",
    [
        "There were 70 gangs and 70 plans.",  # two that it may be
        "There were 71 gangs.",  # which the rate does not allow
        "There were 70 gangs in England and Wales.",  # of another area
        "It took 70 days.",  # of another unit
        "There were 70 gangs in Essex.",  # of another force
        "There were up to 70 gangs.",
    ],
)
def test_what_may_be_another_number_is_open(tmp_path, sentence):
    assert claims_of(tmp_path, sentence)["70" if "70" in sentence else "71"]["state"] == "open"
