"""Accepted means equal to the source; everything else is refused; nothing is silently wrong."""

from __future__ import annotations

import pytest

from support.pollution import harmless, polluted
from support.submissions import ROWS, check_bytes, errors, rows_of

POLLUTED = dict(polluted())
HARMLESS = dict(harmless())

# Text that is what it says, though not what was meant: no reader can know. Later stages refuse it,
# since no allowed value looks like that.
_LITERAL = {"encoded twice"}


def test_there_are_enough_files():
    assert len(POLLUTED) == len(list(polluted()))
    assert len(HARMLESS) == len(list(harmless()))
    assert len(POLLUTED) + len(HARMLESS) >= 500


@pytest.mark.parametrize("kind", POLLUTED)
def test_equal_or_refused(tmp_path, kind):
    reading = check_bytes(tmp_path, POLLUTED[kind])
    equal = rows_of(reading) == list(ROWS)
    assert equal or errors(reading) or kind in _LITERAL


@pytest.mark.parametrize("kind", HARMLESS)
def test_harmless_is_accepted(tmp_path, kind):
    reading = check_bytes(tmp_path, HARMLESS[kind])
    assert not reading.findings
    assert rows_of(reading) == list(ROWS)
