"""Values that stand in the wrong cell are put back, and what was taken from elsewhere is recognised."""

from __future__ import annotations

from decimal import Decimal

import pytest

from peel_data.arithmetic.conflicts import check
from peel_data.arithmetic.moves import (
    EXCHANGED,
    LAST_YEAR,
    NEIGHBOUR,
    PART,
    TOO_HIGH,
    TOO_LOW,
    TOTAL,
    Beside,
    moves,
    taken_from,
)
from support.explaining import explain
from support.printed import FORCE, altered, printed, report

OUTCOMES = (
    "cannabis_khat_warning",
    "caution_adults",
    "caution_youths",
    "charged_summonsed",
    "community_resolution",
    "out_of_court_formal",
    "out_of_court_informal",
    "penalty_notices_for_disorder",
    "taken_into_consideration",
)


def column(figures, measure):
    found = {f.category: f for f in figures if f.area == FORCE and f.measure == measure}
    return [found[category] for category in OUTCOMES]


def typed(measure, values):
    """The report with other values in the column of a measure, and what stands beside each figure."""
    figures = report()
    for figure, value in zip(column(figures, measure), values, strict=True):
        figures = altered(figures, figure.id, str(value))
    beside = Beside(tuple(column(figures, measure)))
    known = {id(figure) for figure in beside.column}
    return figures, lambda figure: beside if id(figure) in known else Beside()


def corrections(figures, beside):
    (found,) = explain(figures, beside=beside)
    return found.corrections


def put_back(figures, correction):
    for change in correction.changes:
        figures = altered(figures, change.figure.id, str(change.value))
    return figures


@pytest.mark.parametrize("measure", ["outcome_number", "outcome_rate"])
@pytest.mark.parametrize(
    ("slip", "move"),
    [
        (TOO_LOW, lambda v: [v[-1], *v[:-1]]),
        (TOO_HIGH, lambda v: [*v[1:], v[0]]),
        (TOO_LOW, lambda v: [*v[:2], v[5], *v[2:5], *v[6:]]),
        (EXCHANGED, lambda v: [v[0], v[3], v[2], v[1], *v[4:]]),
    ],
)
def test_what_moved_is_put_back(measure, slip, move):
    right = [figure.value for figure in column(report(), measure)]
    figures, beside = typed(measure, move(right))
    first = corrections(figures, beside)[0]
    assert {change.slip for change in first.changes} == {slip}
    again = put_back(figures, first)
    assert [figure.value for figure in column(again, measure)] == right
    assert check(again) == ()


def test_a_value_pushed_out_is_what_the_others_leave():
    right = [figure.value for figure in column(report(), "outcome_rate")]
    figures, beside = typed("outcome_rate", [*right[:4], right[3], *right[4:8]])
    first = corrections(figures, beside)[0]
    assert {change.slip for change in first.changes} == {TOO_LOW}
    assert [f.value for f in column(put_back(figures, first), "outcome_rate")] == right


def test_without_a_column_nothing_has_moved():
    right = [figure.value for figure in column(report(), "outcome_number")]
    figures, _ = typed("outcome_number", [right[0], right[3], right[2], right[1], *right[4:]])
    assert all(
        change.slip not in {EXCHANGED, TOO_LOW, TOO_HIGH}
        for found in explain(figures)
        for correction in found.corrections
        for change in correction.changes
    )


def test_published_figures_do_not_move():
    right = [figure.value for figure in column(report(), "outcome_number")]
    figures, beside = typed("outcome_number", [right[0], right[3], right[2], right[1], *right[4:]])
    trusted = column(figures, "outcome_number")[1]
    found = explain(figures, beside=beside, trusted=lambda figure: figure is trusted)
    assert all(
        change.figure is not trusted
        for each in found
        for correction in each.corrections
        for change in correction.changes
    )


@pytest.mark.parametrize(
    ("category", "value", "before", "slip"),
    [
        ("caution_youths", "2263", None, TOTAL),
        ("out_of_court_formal", "1744", None, PART),
        ("caution_youths", "1744", None, NEIGHBOUR),
        ("caution_youths", "395", "395", LAST_YEAR),
    ],
)
def test_a_value_taken_from_elsewhere_is_what_the_others_leave(category, value, before, slip):
    at = OUTCOMES.index(category)
    right = [figure.value for figure in column(report(), "outcome_number")]
    figures, beside = typed("outcome_number", [*right[:at], Decimal(value), *right[at + 1 :]])
    culprit = column(figures, "outcome_number")[at]

    def around(figure):
        if figure is culprit and before is not None:
            return Beside(beside(figure).column, Decimal(before))
        return beside(figure)

    told = {
        (change.figure.id, change.value, change.slip)
        for correction in corrections(figures, around)
        for change in correction.changes
    }
    assert (culprit.id, right[at], slip) in told


def test_a_zero_is_taken_from_nowhere():
    zero = printed("outcome_number", "0", category="caution_youths")
    other = printed("outcome_number", "0", category="caution_adults")
    assert taken_from(zero, Beside((zero, other), Decimal(0))) is None


def test_a_move_leaves_no_value_where_it_cannot_stand():
    rates = [
        printed("crime_rate", "65.7", category="all_excluding_fraud"),
        printed("crime_rate", "57", category="victim_based"),
    ]
    assert [move.slip for move in moves(rates)] == []
    assert list(moves(rates[:1])) == []
