"""Numbers that are no figures in any report: of figures and questions, bases of rates, years. Internal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from peel_data.transcribe.numbers import SPACED_DATE

if TYPE_CHECKING:
    from peel_data.transcribe.tokens import Number

EACH = r"(?:per|(?:to|for|in|of)\s+(?:every|each))"
"""Words before the base of a rate."""
_YEAR = re.compile(r"19[5-9]\d|20[0-3]\d")
_BEFORE = (
    (
        re.compile(r"\b(?:figures?|tables?)\s+(?:\d+(?:,| and)\s+)*$", re.IGNORECASE),
        "figure number",
    ),
    (re.compile(r"\bquestions?\s+(?:\d+(?:,|,? and)\s+)*$", re.IGNORECASE), "question number"),
    (re.compile(rf"\b{EACH}\s+(?:one\s+|1\s+)?$", re.IGNORECASE), "base of a rate"),
    (re.compile(r"\bISBN:?\s*[\d-]*$"), "ISBN"),
    (re.compile(r"©\s*\w+\s+$"), "copyright year"),
    (re.compile(r"\bAct\s+$"), "year of an Act"),
    (re.compile(r"\b(?:category|level|phase|tier)\s+$", re.IGNORECASE), "name of a level"),
    (re.compile(r"\beffectiveness\s+$"), "title of a report"),
    (re.compile(r"\b(?:previous|same|following|last)\s+$", re.IGNORECASE), "length of a period"),
)
_LENGTH = re.compile(
    r"\s+(?:year|month)s?\s+(?:period\s+)?(?:to|ending|ended)\s+(?:in\s+)?" + SPACED_DATE,
    re.IGNORECASE,
)
"""Only of a dated period: what “takes six months to finish” says is a figure."""


def why_no_figure(number: Number, text: str) -> str:
    """Return why a number is no figure, whatever report it stands in; empty if its form and place do not say so.

    Example:
        >>> from peel_data.transcribe.tokens import Number
        >>> why_no_figure(Number("x", "1,000", 4, 9), "per 1,000 people")
        'base of a rate'
    """
    before, after = text[max(0, number.start - 40) : number.start], text[number.end :][:40]
    for words, reason in _BEFORE:
        if words.search(before) and (
            reason != "length of a period" or re.match(r"\s+(?:months|years)\b", after)
        ):
            return reason
    if _YEAR.fullmatch(number.token) and re.search(
        r"\b(?:in|since|early|late|by|during)\s+$", before, re.IGNORECASE
    ):
        return "year"
    if _LENGTH.match(after) and not number.token[0].isdigit():
        return "length of a period that its dates give"
    lone = re.fullmatch(
        r"\d\.?", text[text.rfind("\n", 0, number.start) + 1 :].partition("\n")[0].strip()
    )
    if number.part == "Introduction" and (lone or _begins_item(number, text)):
        return "question number"
    return ""


def _begins_item(number: Number, text: str) -> bool:
    """Return whether it numbers an item of a list."""
    line = text.rfind("\n", 0, number.start) + 1
    return not text[line : number.start].strip() and text[number.end : number.end + 2] == ". "
