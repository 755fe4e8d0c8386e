"""What the words around a number say of it: how exact it is, and whether it rises or falls. Internal."""

from __future__ import annotations

import re

_UP = r"increas(?:ed?|es|ing)|rose|ris(?:e|en|es|ing)|grew|grown|growth|climbed|more|up|higher"
_DOWN = (
    r"fewer|f[ae]ll(?:en|ing)?|falls|reduc(?:ed|es|ing|tions?)|decreas(?:ed?|es|ing)|"
    r"declin(?:ed?|es|ing)|drop(?:ped|s)?|down|lower|less"
)
RISES = re.compile(rf"\b(?:{_UP})\b", re.IGNORECASE)
FALLS = re.compile(rf"\b(?:{_DOWN})\b", re.IGNORECASE)
_BEFORE = {
    "about": (
        r"about|around|approximately|roughly|some|circa|close to|in the region of|"
        r"(?:of|in) the order of|an estimated"
    ),
    "at_least": r"at least|(?:no|not) (?:fewer|less) than|a minimum of",
    "over": r"over|more than|in excess of|upwards of|above|exceed(?:ing|s|ed)?",
    "almost": r"almost|nearly|just under|just short of|not quite",
}
QUALIFIERS = {
    name: re.compile(rf"\b(?:{words}) (?:a |an )?$", re.IGNORECASE)
    for name, words in _BEFORE.items()
}
_NEGATED = re.compile(r"\b(?:no|not) (?:more|fewer|less) than $", re.IGNORECASE)
_AFTER = {
    "about": re.compile(r"\s?(?:-odd\b|or so\b|or thereabouts\b|approximately\b)", re.IGNORECASE),
    "at_least": re.compile(r"\s?(?:or more|or over|or above|plus)\b|\+", re.IGNORECASE),
}
UNKNOWN_BOUND = re.compile(
    r"\b(?:up to|no more than|not more than|at most|a maximum of|(?<!no )(?<!not )(?:fewer|less) than|"
    r"(?<!just )under|below|as many as|as few as) (?:a |an )?$",
    re.IGNORECASE,
)
"""Words that say a number is a bound which no qualifier of the data set says."""
_GOVERNING = re.compile(
    rf"\b([a-z]+)(?:\s+[a-z]+ly)?\s+by\s+(?:(?:{'|'.join(_BEFORE.values())}|only|just|a further)\s+)?$",
    re.IGNORECASE,
)
"""The word that a number measures: “shrank by 4 percent”."""


def qualifier_of(before: str, after: str = "") -> str:
    """Return what the words beside a number say of it, such as `over`; else `exact`.

    Example:
        >>> qualifier_of("The force has nearly "), qualifier_of("The force has ", " or so officers")
        ('almost', 'about')
    """
    said = (q for q, words in QUALIFIERS.items() if words.search(before))
    if _NEGATED.search(before):
        said = (q for q in ("at_least",) if QUALIFIERS[q].search(before))
    later = (q for q, words in _AFTER.items() if words.match(after))
    return next(said, None) or next(later, "exact")


def direction(before: str, after: str) -> int:
    """Return 1, -1 or, with no word of it in the sentence, 0: as the word nearest to the number says.

    Where a number stands after “by”, only the word before that says it.

    Example:
        >>> direction("Crime fell by ", ""), direction("After an increase, crime ebbed by ", "")
        (-1, 0)
    """
    if governed := _GOVERNING.search(before):
        return bool(RISES.fullmatch(governed[1])) - bool(FALLS.fullmatch(governed[1]))
    gaps = [
        (len(before) - found.end() if text is before else found.start(), sign)
        for words, sign in ((RISES, 1), (FALLS, -1))
        for text in (before, after)
        for found in words.finditer(text)
    ]
    return min(gaps)[1] if gaps else 0
