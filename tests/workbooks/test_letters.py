"""The letters of columns, as spreadsheets count them."""

from __future__ import annotations

from peel_data.workbooks.letters import letter


def test_after_z_come_two_letters_and_after_zz_three():
    assert [letter(n) for n in (1, 26, 27, 702, 703, 16_384)] == [
        "A",
        "Z",
        "AA",
        "ZZ",
        "AAA",
        "XFD",
    ]
