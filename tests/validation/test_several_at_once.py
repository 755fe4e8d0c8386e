"""Slips planted together are all named, or the report says that their rules were not fully run."""

import pytest

from support import several
from support.several import LOST, NAMED


@pytest.mark.parametrize("case", several.sample(120), ids=lambda case: case.id)
def test_two_in_one_file(case, tmp_path):
    assert LOST not in (several.fates(case, tmp_path) or {}).values()


@pytest.mark.parametrize("number", range(60))
def test_several_of_any_kind(number, tmp_path):
    (case,) = several.groups(1, seed=several.SEED + number)
    fates = several.fates(case, tmp_path) or {}
    assert LOST not in fates.values(), [slip.id for slip, fate in fates.items() if fate == LOST]


def test_most_are_named_at_once(tmp_path):
    fates = []
    for number, case in enumerate(several.sample(60, seed=1)):
        folder = tmp_path / str(number)
        folder.mkdir()
        fates += (several.fates(case, folder) or {}).values()
    assert fates.count(NAMED) > 0.65 * len(fates)
