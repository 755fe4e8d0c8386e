"""Slips in a single place of the form are one finding, although several rules could speak of them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from openpyxl import load_workbook

from peel_data.figures.form_lines import form_lines
from peel_data.schema import form
from support.filling import answers, key_of
from support.forms import AREA, filled, judge, line_id, send_text, send_workbook
from support.run import weighty
from support.synthetic import EDITION

CAUTIONS, THEIR_RATE = "caution_adults:2016-06-30:number", "caution_adults:2016-06-30:rate"
INCIDENTS = f"anti_social_behaviour_incidents:{EDITION}"
INCIDENT_RATE = f"anti_social_behaviour_rates:{EDITION}:{AREA}:2016-06-30"


@pytest.fixture
def said(tmp_path):
    def send(changes=None):
        return weighty(judge(send_text(tmp_path / "form.csv", changes)))

    return send


def row_of(part):
    order = [line.id for line in form_lines(EDITION, AREA)]
    return order.index(line_id(part)) + 2


@pytest.mark.parametrize(("one", "two"), [(CAUTIONS, THEIR_RATE), (INCIDENTS, INCIDENT_RATE)])
def test_two_lines_with_each_others_figures_are_one_finding_that_swaps_them(said, one, two):
    right = [filled()[line_id(part)] for part in (one, two)]
    (finding,) = said({one: right[1], two: right[0]})
    assert finding.code == "F185"
    assert "look swapped" in finding.message
    assert [place.row for place in finding.places] == [row_of(one), row_of(two)]
    (suggestion,) = finding.suggestions
    assert [each.value for each in suggestion.replacements] == right


@pytest.mark.parametrize(
    ("line", "typed", "hints"),
    [
        (INCIDENTS, "31437.4", ("Rounded to its precision it would be 31437.",)),
        (
            INCIDENTS,
            "31.437",
            ("Did you mean 31437? That would be a point that separates thousands.",),
        ),
        (
            INCIDENTS,
            "43.7",
            ("Is it the figure of another line? Of this one, the year before it was 31626.",),
        ),
    ],
)
def test_rounding_is_suggested_only_where_it_gives_the_figure_of_the_line(said, line, typed, hints):
    (finding,) = said({line: typed})
    assert (finding.code, finding.hints) == ("R304", hints)


def test_residents_and_households_swapped_are_one_finding(said):
    (finding,) = said({"population:": "300000", "households:": "720000"})
    assert finding.code == "F185"
    assert finding.message.startswith("Residents, mid-2015 estimate is 300000, and Households")
    (suggestion,) = finding.suggestions
    assert [each.value for each in suggestion.replacements] == ["720000", "300000"]


def of_kent():
    """Figures of a force of which nothing is published."""
    known = answers("kent")
    return {
        line.id: known[key_of(line.table, dict(line.record))][line.column]
        for line in form_lines(EDITION, "kent")
        if line.table and not line.optional
    }


def test_a_few_figures_a_line_too_low_are_one_finding_that_swaps_nothing(tmp_path):
    right = of_kent()
    order = [line.id for line in form_lines(EDITION, "kent")]
    start = order.index(line_id(CAUTIONS, "kent"))
    moved = {below: right[above] for above, below in pairwise(order[start : start + 6])}
    report = judge(send_text(tmp_path / "form.csv", right | moved, "kent"))
    (finding,) = weighty(report)
    assert finding.code == "F185"
    assert f"The figures of rows {start + 3} to {start + 7} are not in their" in finding.message
    assert not finding.suggestions


@pytest.mark.parametrize("rate", ["3.7", "4"])  # with, and without a zero that nobody typed
def test_a_number_with_decimals_beside_its_rate_is_no_swap(said, rate):
    codes = {finding.code for finding in said({CAUTIONS: "1.7", THEIR_RATE: rate})}
    assert "R304" in codes
    assert "F185" not in codes


def test_a_number_that_fits_neither_its_rate_nor_the_residents_is_one_finding(said):
    right = {"population:": "720000"}  # of which both rates are
    assert not said(right)
    (finding,) = said({**right, INCIDENTS: filled()[line_id(INCIDENTS)] + "0"})
    assert finding.code == "A503"
    assert [place.row for place in finding.places[: finding.suspects]] == [row_of(INCIDENTS)]


@pytest.mark.parametrize(("share", "code"), [("47.0", "C610"), ("0.3", "C613")])
def test_a_jump_from_a_figure_that_is_asked_about_is_no_question_of_its_own(tmp_path, share, code):
    figures = of_kent()
    before = f"domestic_abuse_shares:{EDITION}:kent:2015-03-31"
    path = tmp_path / "form.csv"
    assert not weighty(judge(send_text(path, figures, "kent")))
    (finding,) = weighty(judge(send_text(path, {**figures, before: share}, "kent")))
    assert finding.code == code


def test_merged_figures_are_not_missing_as_well(tmp_path):
    path = send_workbook(tmp_path / "form.xlsx")
    book = load_workbook(path)
    sheet = book[form.SHEET]
    first = next(row for row in range(6, 60) if sheet.cell(row, 11).value == line_id(CAUTIONS))
    sheet.merge_cells(start_row=first, end_row=first + 1, start_column=6, end_column=6)
    book.save(path)
    (finding,) = weighty(judge(path))
    assert finding.code == "F145"
