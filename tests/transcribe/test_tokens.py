"""Where a token stands in a text, as a whole."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from peel_data.transcribe.numbers import spans_of

_PIECES = ("4", "14", ".", ",", "5", " ", "\n", "+", "-", "percent", "per", "cent", "a", "%")


def _by_pattern(token: str, text: str) -> list[tuple[int, int]]:
    """Return what one pattern finds that says the same at once."""
    body = re.escape(token).replace(r"\ ", r"\s+")
    pattern = rf"(?<![0-9A-Za-z])(?<!\d[.,])(?<!\s[+-]){body}(?![0-9A-Za-z]|[.,]\d)"
    return [found.span() for found in re.finditer(pattern, text)]


@given(
    st.sampled_from(
        ["4", "4.5", "4 percent", "4 per cent", "+4", "-4%", "a 4", "4,514", "percent"]
    ),
    st.lists(st.sampled_from(_PIECES)).map("".join),
)
def test_a_token_is_found_where_one_pattern_finds_it(token: str, text: str) -> None:
    assert spans_of(token, text) == _by_pattern(token, text)


def test_an_empty_token_stands_nowhere() -> None:
    assert spans_of("", "4 percent") == []
