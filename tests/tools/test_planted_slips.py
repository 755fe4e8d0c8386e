"""Slips are drawn as they are said to be: in one cell each, or with nothing lost from a column."""

from __future__ import annotations

import random
from collections import Counter
from decimal import Decimal

import pytest

import catch_rate
import planted_slips as tool
from support.run import installed
from support.synthetic import submission

FORCE = "northamptonshire"


@pytest.fixture(scope="module")
def base():
    given = submission((FORCE,), nation=True, seed=0)
    return tool.Base("one", "2016", given, installed(), FORCE)


def test_a_slip_is_in_its_own_cell_and_says_something_else(base):
    chance = random.Random(1)
    for cell in base.cells():
        made = list(tool.slips(base, cell, chance))
        assert made
        assert {slip.cell for slip in made} == {cell}
        assert all(Decimal(slip.text) != Decimal(base.text(cell)) for slip in made)
        assert len({slip.kind for slip in made}) == len(made)


def test_what_moves_is_the_values_of_one_column(base):
    made = list(tool.moved(base, random.Random(1)))
    assert {slip.kind for some in made for slip in some} == {
        *("two rows exchanged", "rows moved down", "rows moved up")
    }
    for some in made:
        assert len({(slip.cell.table, slip.cell.column) for slip in some}) == 1
        assert Counter(s.text for s in some) == Counter(base.text(s.cell) for s in some)


def test_values_from_elsewhere_stand_there(base):
    copied = [slip for cell in base.cells() for slip in tool.elsewhere(base, cell)]
    kinds = Counter(slip.kind for slip in copied)
    assert set(kinds) == {
        *("last year's value", "the row beside it", "the total for a part", "a part for the total")
    }
    for slip in copied:
        if slip.kind != "last year's value":
            assert slip.text in {base.text(cell) for cell in base.column(slip.cell)}
    charged = next(
        cell
        for cell in base.cells()
        if cell.column == "number"
        and base.tables[cell.table].cell(cell.row, "outcome_type")[:4] == "char"
    )
    assert base.last_year(charged) == "6968"


def test_pairs_are_of_one_area(base):
    chance = random.Random(1)
    drawn = [(base, {cell: list(tool.slips(base, cell, chance)) for cell in base.cells()})]
    for _, two in tool.together(drawn, 2, 20, chance):
        assert len({slip.cell for slip in two}) == 2


def test_the_culprit_is_in_an_explanation(base):
    cell = next(
        cell for cell in base.cells() if (cell.table, cell.column) == ("crime_outcomes", "number")
    )
    slips = [
        slip for slip in tool.slips(base, cell, random.Random(1)) if slip.kind == "a digit twice"
    ]
    fate = catch_rate.fate(base, tuple(slips))
    assert fate.found
    assert fate.explained
