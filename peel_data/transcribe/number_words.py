"""Numbers that are written in words: which words are one, and what they state. Internal."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
# fmt: off
_TEENS = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)
# fmt: on
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
WORDS: Final = {word: n for n, word in enumerate(("zero", *_ONES, *_TEENS))} | {
    word: 10 * n for n, word in enumerate(_TENS, 2)
}
"""The numbers of one word below a hundred."""
SCALES: Final = {"thousand": 3, "million": 6, "billion": 9}
"""The zeros that these words stand for."""
_GROUPS = {"hundred": 2, **SCALES}
_DOZEN = 12


def _any(words: Iterable[str]) -> str:
    return "|".join(words)


_BELOW = rf"(?:(?:{_any(_TENS)})-(?:{_any(_ONES)})|{_any(WORDS)})"
_WHOLE = (
    rf"(?:(?:{_BELOW}|half\s+an?|an?)\s+)?(?:{_any((*_GROUPS, 'dozen'))})(?:\s+and\s+{_BELOW})?"
    rf"(?:\s+(?:{_any(SCALES)}))?"
)
_PARTS = "third|quarter|fifth|sixth|eighth|tenth"
_FRACTION = rf"(?:{_BELOW}|an?)(?:-|\s+)(?:(?:{_PARTS})s|(?:{_PARTS})(?=\s+of\b|\Z))"
PATTERN: Final = (
    rf"(?<![a-z])(?:{_FRACTION}|{_WHOLE}|{_BELOW}|half|thirds|quarters?|twice|double)(?![a-z])"
)
"""What is a number in words, to be matched in any case. Numbers with a hyphen, or after "and", are one."""


def value_of(words: str) -> tuple[Decimal, int] | None:
    """Return the number that words state, and its decimals; None if they are another, as a fraction.

    Round hundreds, thousands and millions are taken for as precise as they sound.

    Example:
        >>> value_of("One hundred and fifty"), value_of("two dozen"), value_of("three hundred")
        ((Decimal('150'), 0), (Decimal('24'), 0), (Decimal('300'), -2))
    """
    if not re.fullmatch(rf"{_WHOLE}|{_BELOW}", words, re.IGNORECASE):
        return None
    total, zeros, half = 0, 0, False
    for word in re.split(r"[\s-]+", words.casefold()):
        if word in WORDS:
            total, zeros = total + WORDS[word], 0
        elif word == "half":
            half = True
        elif word == "dozen":
            total = (total or 1) * _DOZEN
        elif word in _GROUPS:
            total = (total or 1) * 10 ** _GROUPS[word]
            zeros += _GROUPS[word]
    if half:
        return Decimal(total // 2), -max(zeros - 1, 0)
    return Decimal(total), -zeros
