"""Cells of tables and panels are told by their labels, also where a line or a page cuts them; doubt stays open."""

from __future__ import annotations

import pytest

from peel_data.tables import records
from peel_data.transcribe.cells import panel_cells, table_cells
from peel_data.transcribe.claims import Claim, without_doubt
from peel_data.transcribe.doubts import Doubts
from peel_data.transcribe.draft import CLAIMED, OPEN
from peel_data.transcribe.files.document import Line
from peel_data.transcribe.files.normalise import normalise
from peel_data.transcribe.numbers import NUMBER, forms, token_at
from peel_data.transcribe.parts import Parts
from peel_data.transcribe.tokens import numbers_of
from peel_data.transcribe.topics import Vocabulary
from peel_data.transcribe.wording import FORCE, NATION, Names

AVON = Names.of("Avon and Somerset Constabulary")


@pytest.mark.parametrize(
    "text",
    [
        "Charge rate\nAvon and Somerset Constabulary 13.4% England and Wales 16.0%",
        "Charge rate\nAvon and\nSomerset Constabulary 13.4% England\nand Wales 16.0%",
        "Charge rate\nAvon and Somerset Constabulary\t13.4%\nEngland and\nWales\t16.0%",
    ],
)
def test_areas_of_a_panel_are_read_across_lines(text):
    found = [(text[cell.start : cell.end], cell.area) for cell in panel_cells(text, AVON)]
    assert found == [("13.4%", FORCE), ("16.0%", NATION)]


def test_what_stands_in_brackets_below_a_row_is_of_its_label():
    text = "Figure 4: Outcomes\n\tAvon and Somerset\nOut-of-court\t10,053\n\n(informal)\n\nCannabis\t3,291"
    labels = [cell.label for cell in table_cells(text, AVON)]
    assert labels == ["Out-of-court (informal)", "Cannabis"]


def test_a_label_that_two_categories_have_is_neither():
    words = Vocabulary(records.read)
    assert words.read("Out-of-court (formal)").category == "out_of_court_formal"
    assert words.read("Out-of-court (informal)").category == "out_of_court_informal"
    assert words.read("Out-of-court") is None


NO_OTHERS = Doubts((), "Kent Police")


def claims_of(lines):
    parts = Parts(lines)
    return parts, [Claim(n, CLAIMED, "a figure", 0.95, "") for n in numbers_of(parts)]


def test_two_cells_of_a_table_are_not_one_figure():
    parts, claims = claims_of(["Figure 4: Outcomes", "A\t5.1", "B\t5.2"])
    cells = [each for each in claims if "." in each.number.token]
    assert [each.state for each in without_doubt(cells, parts, NO_OTHERS, {})] == [OPEN, OPEN]


def test_a_number_that_may_have_lost_its_minus_sign_is_open():
    parts, claims = claims_of(["Changes", "England and Wales -", "12.6%"])
    assert [each.state for each in without_doubt(claims, parts, NO_OTHERS, {})] == [OPEN]
    parts, claims = claims_of(["Changes", "England and Wales", "12.6%"])
    assert [each.state for each in without_doubt(claims, parts, NO_OTHERS, {})] == [CLAIMED]


@pytest.mark.parametrize(
    "line", ["reducing crime?.....5", "safe?\n..........14", "numbers ..... 11"]
)
def test_the_number_after_a_row_of_dots_is_a_page(line):
    number = NUMBER.search(line)
    start, end = token_at(line, number)
    assert any(first <= start and end <= last for _, first, last in forms(line, "Overview"))


def test_a_note_below_a_page_is_told_by_the_mark_in_its_text():
    lines = [Line("It rose.\u00b9 Then", 1), Line("1\tGroups are counted twice.", 1)]
    assert normalise(lines)[1].text == "\u00b9 Groups are counted twice."
    assert normalise([Line("It rose. Then", 1), lines[1]])[1].text.startswith("1")
