"""Numbers are read with all their words, and what their sentence makes doubtful is not claimed in silence."""

from __future__ import annotations

from decimal import Decimal

import pytest

from peel_data.transcribe import draft as folder_of
from peel_data.transcribe.draft import CLAIMED, OPEN
from peel_data.transcribe.number_words import WORDS, value_of
from peel_data.transcribe.numbers import QUANTITY, stated
from peel_data.transcribe.phrasing import direction, qualifier_of
from support.invented_report import REPORT, drafted

DOGS = "Its kennels hold 34 police dogs."
CHANGE = "in Kent went up by 7 per cent"


def numbers_in(tmp_path, sentence, instead=DOGS):
    """The numbers of a sentence that a report has in place of another: token, state, figure, confidence, why."""
    _, folder = drafted(tmp_path, REPORT.replace(instead, sentence))
    rows = folder_of.read_rows(folder, folder_of.TRANSCRIPTION)
    return [row for row in rows if row["token"] in sentence and "How much crime" in row["locator"]]


@pytest.mark.parametrize(
    ("words", "value", "decimals"),
    [
        ("twenty-four", 24, 0),
        ("one hundred and fifty", 150, 0),
        ("two dozen", 24, 0),
        ("half a dozen", 6, 0),
        ("a hundred", 100, -2),
        ("three hundred thousand", 300_000, -5),
        ("half a million", 500_000, -5),
        ("ninety-nine per cent", 99, 0),
        ("1.2 thousand", 1200, -2),
        ("3 billion", 3_000_000_000, -9),
    ],
)
def test_numbers_are_read_with_all_their_words(words, value, decimals):
    assert QUANTITY.match(words)
    assert stated(words) == (Decimal(value), decimals)


@pytest.mark.parametrize("words", ["two-thirds", "a quarter", "three quarters", "a third"])
def test_a_fraction_states_no_number_by_itself(words):
    assert value_of(words) is None
    with pytest.raises(ValueError, match=words):
        stated(words)
    assert len(QUANTITY.findall(f"{words} of victims")) == 1


def test_every_number_below_a_thousand_is_one_number():
    words = list(WORDS)
    ones, tens = words[:20], words[20:]

    def spelt(n):
        if n >= 100:
            rest = f" and {spelt(n % 100)}" if n % 100 else ""
            return f"{ones[n // 100]} hundred{rest}"
        return ones[n] if n < 20 else tens[n // 10 - 2] + (f"-{ones[n % 10]}" if n % 10 else "")

    for n in range(1000):
        found = QUANTITY.search(f"has {spelt(n)} cars")
        assert found, n
        assert (found[0], int(stated(found[0])[0])) == (spelt(n), n)


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("Essex Police has 250 special constables.", "names Essex"),
        ("The force has between 200 and 250 special constables.", "one end of a range"),
        ("The force has 200-250 special constables.", "one end of a range"),
        ("The force has 2 50 special constables.", "another number is next to it"),
        ("The force has 1.2m special constables.", "letters follow its digits"),
        ("A third of special constables left.", "its value cannot be read"),
        ("The force has special constables, 250\n\n", "its sentence breaks off"),
    ],
)
def test_what_may_be_another_number_or_another_force_is_open(tmp_path, sentence, why):
    found = numbers_in(tmp_path, sentence)
    assert found
    assert {row["state"] for row in found} == {OPEN}, found
    assert why in found[-1]["why"]


@pytest.mark.parametrize(
    "sentence",
    [
        "The force does not have 250 special constables.",
        "In 2012 the force had 250 special constables.",
        "The force aims to have 250 special constables.",
        "The force has up to 250 special constables.",
        "The force lost 250 special constables.",
    ],
)
def test_what_a_sentence_denies_or_plans_is_to_be_looked_over(tmp_path, sentence):
    (row,) = [row for row in numbers_in(tmp_path, sentence) if row["token"] == "250"]
    assert row["state"] == CLAIMED
    assert float(row["confidence"]) < 0.8
    assert "; but " in row["why"]


def test_a_year_is_no_figure_however_well_its_words_fit(tmp_path):
    sentence = "The force aims to have 250 special constables by 2017."
    assert [row["state"] for row in numbers_in(tmp_path, sentence) if row["token"] == "2017"] == [
        "not_a_figure"
    ]


@pytest.mark.parametrize(
    ("before", "after", "qualifier"),
    [
        ("has no fewer than ", "", "at_least"),
        ("has in excess of ", "", "over"),
        ("has just under ", "", "almost"),
        ("has close to ", "", "about"),
        ("has ", " or so officers", "about"),
        ("has ", " or more officers", "at_least"),
        ("has ", " officers", "exact"),
    ],
)
def test_words_before_and_after_a_number_qualify_it(before, after, qualifier):
    assert qualifier_of(before, after) == qualifier


def test_the_word_that_a_number_measures_says_the_direction():
    assert direction("crime rose by ", ", after it fell") == 1
    assert direction("after a rise, crime wavered by ", "") == 0
    assert direction("crime fell sharply by about ", "") == -1


def test_a_person_may_say_the_direction_that_no_word_says(tmp_path):
    text = REPORT.replace(CHANGE, "in Kent wavered by 9 per cent")
    _, folder = drafted(tmp_path, text)
    rows = folder_of.read_rows(folder, folder_of.TRANSCRIPTION)
    (row,) = [row for row in rows if row["token"] == "9 per cent"]
    assert row["state"] == OPEN
    assert "a rise or a fall" in row["why"]
    figure = "crime_changes:peel-effectiveness-2015:kent:all_excluding_fraud:2015-06-30:2014-06-30"
    decision = {**row, "decision": figure, "value": "-9", "why": ""}
    columns = folder_of.COLUMNS[folder_of.DECISIONS]
    folder_of.write_rows(folder / folder_of.DECISIONS, columns, [decision])
    summary, _ = drafted(tmp_path, text)
    (cited,) = [
        r for r in folder_of.read_table(folder, "citations") if r["printed"] == "9 per cent"
    ]
    assert cited["printed_value"] == "-9"
    assert "7.1" in summary.conflicts[0]  # what the panel says
    folder_of.write_rows(folder / folder_of.DECISIONS, columns, [{**decision, "value": "-8"}])
    summary, _ = drafted(tmp_path, text)
    assert any("gives -8 as the value" in note for note in summary.notes)


def test_percentage_points_are_no_change_in_percent(tmp_path):
    found = numbers_in(tmp_path, f"{CHANGE.removesuffix(' per cent')} percentage points", CHANGE)
    assert [(row["token"], row["state"]) for row in found] == [("7", OPEN)]
