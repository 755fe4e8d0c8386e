"""What does no harm is not told about: fifty variations of good submissions."""

import pytest

from support.run import adds_up, judge, weighty
from support.variations import VARIATIONS


@pytest.mark.parametrize("name", VARIATIONS)
def test_variation_is_sound(name, tmp_path):
    report = judge(VARIATIONS[name](tmp_path / "submission"))
    assert report.records_read > 0
    assert not weighty(report)
    assert report.ok
    assert adds_up(report)


def test_there_are_fifty():
    assert len(VARIATIONS) >= 50
