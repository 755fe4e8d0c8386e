"""Slips planted together are all named, or the report says that their rules were not fully run."""

import os

import pytest

from support import several
from support.dataset import scene
from support.mutations import SLIPS
from support.several import LOST, NAMED

SOME = slice(None) if os.environ.get("PEEL_DATA_ALL") else slice(None, None, 2)
"""Of what is drawn, every other case is tried; with `PEEL_DATA_ALL=1` in the environment, each."""


@pytest.mark.parametrize("case", several.sample(120)[SOME], ids=lambda case: case.id)
def test_two_in_one_file(case, tmp_path):
    assert LOST not in (several.fates(case, tmp_path) or {}).values()


@pytest.mark.parametrize("number", range(60)[SOME])
def test_several_of_any_kind(number, tmp_path):
    (case,) = several.groups(1, seed=several.SEED + number)
    fates = several.fates(case, tmp_path) or {}
    assert LOST not in fates.values(), [slip.id for slip, fate in fates.items() if fate == LOST]


def test_most_are_named_at_once(tmp_path):
    fates = []
    for number, case in enumerate(several.sample(60, seed=1)[SOME]):
        folder = tmp_path / str(number)
        folder.mkdir()
        fates += (several.fates(case, folder) or {}).values()
    assert fates.count(NAMED) > 0.65 * len(fates)


def test_a_row_of_an_invalid_key_is_told_when_it_was_pasted_again(judged):
    """The same invalid text in the key does not hide that the rows are the same."""
    made = scene("2015")
    for kind in ("the title of the edition", "a row pasted twice"):
        next(slip for slip in SLIPS if slip.kind == kind).plant(made)
    assert {finding.code for finding in judged(made).findings} == {"S207", "K401"}
