"""What the words around a number say of it: how exact it is, and whether it rises or falls. Internal."""

from __future__ import annotations

import re

_UP = (
    r"increas(?:ed?|es|ing)|rose|ris(?:e|en|es|ing)|grew|grown|growth|growing|climb(?:ed|s|ing)?|more|up|upwards?|"
    r"higher|swell(?:s|ed|ing)?|swollen|gain(?:ed|s)?|jump(?:ed|s)?|surg(?:ed?|es|ing)|soar(?:ed|s|ing)?|extra|"
    r"upturn|upswing|rocketed|expanded|expansion"
)
_DOWN = (
    r"fewer|f[ae]ll(?:en|ing)?|falls|reduc(?:ed|es|ing|tions?)|decreas(?:ed?|es|ing)|"
    r"declin(?:ed?|es|ing)|drop(?:ped|s|ping)?|down|downwards?|lower|less|shr(?:[aiu]nk|inks|inking|unken|inkage)|"
    r"slid|slid(?:es?|ing)|slip(?:ped|s)|sank|sunk|ebb(?:ed|s|ing)?|reced(?:ed|es|ing)|dip(?:ped|s)?|"
    r"plung(?:ed?|es|ing)|plummet(?:ed|s|ing)?|tumbl(?:ed?|es|ing)|dwindl(?:ed|es|ing)|diminish(?:ed|es|ing)?|"
    r"lessen(?:ed|s|ing)?|downturn|short\s+of(?!\s*$)"
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
_HEDGE = rf"(?:(?:{'|'.join(_BEFORE.values())}|only|just|a\s+further|a|an)\s+)?"
_BY = re.compile(rf"\b([a-z]+)(?:\s+[a-z]+ly)?\s+by\s+{_HEDGE}$", re.IGNORECASE)
_OF = re.compile(rf"((?:[\w'-]+\s+){{1,6}})of\s+{_HEDGE}$", re.IGNORECASE)
_JUST_BEFORE = re.compile(rf"\b([a-z]+)(?:\s+[a-z]+ly)?\s+{_HEDGE}$", re.IGNORECASE)
_JUST_AFTER = re.compile(r"\W+(?:[a-z-]+\s+)?([a-z]+)", re.IGNORECASE)
_BY_MEASURE = (
    (re.compile(r"longer|larger|bigger|greater|taller|heavier|wider", re.IGNORECASE), 1),
    (re.compile(r"shorter|smaller|lighter|narrower|weaker", re.IGNORECASE), -1),
)
"""Comparatives that say a direction before “by”, and elsewhere may be of something else."""
_THAN_AFTER = re.compile(r"\s*(more|less|fewer|higher|lower|extra)\s+than\b", re.IGNORECASE)
_CLAUSE = re.compile(
    r"[,;:()]|\b(?:while|whereas|compared|against|but|and|although|though|after|where|which)\b",
    re.IGNORECASE,
)
_NO_DIRECTION = re.compile(
    r"\b(?:more|less|fewer|higher|lower)\s+than\b|\bup\s+to\b|"
    r"\b(?:just|f[ae]lls?|falling)\s+short\s+of\b|"
    r"\b(?!(?:went|go|goes|gone|going|was|were|is|are|be|been|being|moved|came)\b)[a-z]+\s+(?:up|down)\b",
    re.IGNORECASE,
)
"""Words that sound like a direction and say none: “more than”, “noted down”."""


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
    """Return whether a number is a rise, 1, or a fall, -1; 0 where no word that governs it says so.

    That is the word before “by” or “of”, else one beside the number, else the only one of its clause.

    Example:
        >>> direction("Crime fell by ", ""), direction("After an increase, crime wavered by ", "")
        (-1, 0)
    """
    if by := _BY.search(before):
        return _sign(by[1])
    if of := _OF.search(before):
        return _only(of[1])
    if than := _THAN_AFTER.match(after):
        return _sign(than[1])
    for beside in (_JUST_BEFORE.search(before), _JUST_AFTER.match(after)):
        if beside and (sign := _only(beside[0])):
            return sign
    return _only(f"{_CLAUSE.split(before)[-1]} {_CLAUSE.split(after, maxsplit=1)[0]}")


def _sign(word: str) -> int:
    compared = next((sign for words, sign in _BY_MEASURE if words.fullmatch(word)), 0)
    return compared or bool(RISES.fullmatch(word)) - bool(FALLS.fullmatch(word))


def _only(words: str) -> int:
    """Return the direction that words say; 0 where they say none or both."""
    plain = _NO_DIRECTION.sub(" ", words)
    return bool(RISES.search(plain)) - bool(FALLS.search(plain))
