"""Every number of a report, with its place. Internal."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from peel_data.transcribe.number_words import value_of
from peel_data.transcribe.numbers import QUANTITY, forms, spans_of, token_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from peel_data.transcribe.parts import Parts


class Number(NamedTuple):
    """A number of a report.

    Attributes:
        part: The part that it stands in.
        token: As printed, with its sign, percent sign and the like; on one line.
        start: Where it begins in the text of the part.
        end: Where it ends.
    """

    part: str
    token: str
    start: int
    end: int


def numbers_of(parts: Parts) -> Iterator[Number]:
    """Yield every number that its form does not explain, and every quantity in words, in the order of the parts."""
    for part, text in parts.texts.items():
        explained = [(start, end) for _, start, end in forms(text, part)]
        last = 0
        for found in QUANTITY.finditer(text):
            start, end = token_at(text, found)
            if start < last or any(a < end and start < b for a, b in explained):
                continue
            last = end
            yield Number(part, one_line(text[start:end]), start, end)


def lengthened(number: Number, text: str, like: str) -> Number | None:
    """Return the number with the words after it that a model token has; None if a quantity in words lacks them.

    Example:
        >>> text = "In the majority of cases"
        >>> lengthened(Number("x", "majority", 7, 15), text, "majority of cases").token
        'majority of cases'
    """
    first = QUANTITY.search(like)
    rest = like[token_at(like, first)[1] :] if first else ""
    if not rest:
        return number
    words = re.compile(re.escape(rest).replace(r"\ ", r"\s+") + r"(?![A-Za-z])", re.IGNORECASE)
    found = words.match(text, number.end)
    if found:
        return number._replace(token=one_line(text[number.start : found.end()]), end=found.end())
    return None if number.token[0].isalpha() and value_of(number.token) is None else number


def one_line(token: str) -> str:
    """Return a token as citations have it, where the end of a line divides it."""
    return re.sub(r"\s+", " ", token)


def occurrence_of(number: Number, text: str) -> int:
    """Return which of the same tokens in its part it is, from 1."""
    return bisect_right(_places_of(number.token, text), number.start)


@lru_cache(20_000)
def _places_of(token: str, text: str) -> Sequence[int]:
    """Return where a token begins in a text."""
    return tuple(start for start, _ in spans_of(token, text))
