"""Words around a number, with what differs between forces and years left open, and hashed. Internal.

A pattern must recognise a sentence without holding it. So it keeps hashes of the words near a number, sorted, and
none of their order: the name of the force, numbers, months, and words of rising and falling are the same in all.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from peel_data.transcribe.audit import sentence_around
from peel_data.transcribe.number_words import WORDS
from peel_data.transcribe.numbers import MONTHS, PERCENT, QUANTITY
from peel_data.transcribe.phrasing import FALLS, RISES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FORCE, NATION = "force", "england-and-wales"
_NATION = re.compile(
    r"\bengland\s+and\s+wales\b|\b(?:all|other)\s+(?:police\s+)?forces\b|\bnational(?:ly)?\b|\bnationwide\b|"
    r"\b(?:both|two)\s+(?:countries|nations)\b|\bacross\s+the\s+(?:country|nation)\b|"
    r"\bthe\s+(?:country|nation)\s+as\s+a\s+whole\b|\bcountry-?wide\b",
    re.IGNORECASE,
)
_PERCENT = re.compile(rf"\s?{PERCENT}")
_SUFFIX = re.compile(r" (?:Police Service|Police|Constabulary)$")
_TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|\d[\d.,]*|%")
# fmt: off
_STOP = frozenset({
    "a", "an", "the", "of", "in", "to", "and", "or", "for", "is", "are", "was", "were", "be",
    "been", "by", "with", "on", "at", "this", "that", "these", "those", "it", "its", "as",
    "from", "has", "have", "had", "there", "which", "who", "when", "than", "also", "their",
    "they",
})
# fmt: on
_PLACEHOLDERS = {
    **dict.fromkeys((month.casefold() for month in MONTHS), "xmonth"),
    **dict.fromkeys(WORDS, "xnumber"),
    "%": "percent",
    "percent": "percent",
    "cent": "percent",
}
_STEM = 6
_GENERIC = 4
"""A heading of fewer words stands under every question."""
_NEAR = 6


class Names(NamedTuple):
    """What a report calls its force: in full, and its area.

    Example:
        >>> Names.of("Kent Police")
        Names(full='Kent Police', short='Kent')
    """

    full: str
    short: str

    @classmethod
    def of(cls, name: str) -> Names:
        """Return the names of a force, by its full one."""
        return cls(name, _SUFFIX.sub("", name))

    def mentions(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield where a text names the force or the nation: the offset, and which.

        Example:
            >>> list(Names.of("Kent Police").mentions("Kent fell, all forces rose"))
            [(0, 'force'), (11, 'england-and-wales')]
        """
        own = re.compile(rf"\b{re.escape(self.short)}\b|\bthe\s+force\b", re.IGNORECASE)
        found = [(each.start(), FORCE) for each in own.finditer(text)]
        yield from sorted(found + [(each.start(), NATION) for each in _NATION.finditer(text)])


NOBODY = Names("\x00", "\x00")
"""The names of no force, for words that are not of a report."""


def whose(names: Names, before: str, token: str, after: str) -> str:
    """Return whom a number of a sentence is of: whom it is paired with, or the mention nearest to it names.

    Example:
        >>> kent = Names.of("Kent Police")
        >>> whose(kent, "it was 4% of groups in Kent and ", "9%", " of those in England and Wales")
        'england-and-wales'
        >>> whose(kent, "In Kent and in England and Wales it was ", "4%", " and 9% respectively")
        'force'
    """
    sentence = f"{before}{token}{after}"
    areas = list(names.mentions(sentence))
    if not areas:
        return FORCE
    kind = bool(_PERCENT.search(token))
    numbers = [
        number.start()
        for number in QUANTITY.finditer(sentence)
        if bool(_PERCENT.match(sentence, number.end())) == kind
    ]
    own = next((at for at, start in enumerate(numbers) if start >= len(before)), None)
    if own is not None and len(numbers) == len(areas) > 1:
        order = [is_area for _, is_area in sorted(
            [(at, False) for at in numbers] + [(at, True) for at, _ in areas]
        )]  # fmt: skip
        alternate = order == order[:2] * len(areas)
        if (alternate and order[0] != order[1]) or "respectively" in sentence:
            return areas[own][1]
    end = len(before) + len(token)
    return min((min(abs(len(before) - at), abs(at - end)), who) for at, who in areas)[1]


class Context(NamedTuple):
    """Hashes of the words around a number.

    Attributes:
        before: Of the words close before it, in its sentence.
        after: Of the words close after it.
        sentence: Of all words of its sentence.
        rank: How many numbers stand before it in its sentence.
    """

    before: frozenset[str]
    after: frozenset[str]
    sentence: frozenset[str]
    rank: int = 0


def context_of(text: str, start: int, end: int, names: Names) -> Context:
    """Return the context of a number at a place of a text."""
    sides = sentence_around(text, start, end)
    before, after = (stems(side, names) for side in sides)
    return Context(
        frozenset(map(hashed, before[-_NEAR:])),
        frozenset(map(hashed, after[:_NEAR])),
        frozenset(map(hashed, (*before, *after))),
        len(QUANTITY.findall(sides[0])),
    )


def heading_of(part: str, names: Names) -> frozenset[str]:
    """Return what the name of a part says, in whatever order questions and footnotes come.

    Example:
        >>> sorted(heading_of("Question 2: How well does the force patrol?", Names.of("Kent Police")))
        ['doe', 'force', 'how', 'patrol', 'well']
        >>> sorted(heading_of("Question 2: Summary of findings", Names.of("Kent Police")))
        ['findin', 'question 2', 'summar']
    """
    if part.startswith("Footnote "):
        return frozenset({"footnote"})
    if re.fullmatch(r"(?:Figure|Table|Annex) \w+", part):
        return frozenset({part})
    question = re.search(r"\bQuestion (\d+)(?:: |$)", part)
    words = stems(part.replace(question[0], ""), names) if question else stems(part, names)
    own = {f"question {question[1]}"} if question and len(words) < _GENERIC else set[str]()
    return frozenset({*words, *own})


@lru_cache(20_000)
def stems(text: str, names: Names) -> Sequence[str]:
    """Return the words of a text that say something, by their beginnings, with placeholders for what differs.

    Example:
        >>> stems("Crime in Kent rose by 7 percent in May", Names.of("Kent Police"))
        ('crime', 'xforce', 'xchange', 'xnumber', 'percent', 'xmonth')
    """
    plain = re.sub(rf"\b{re.escape(names.full)}\b", " xforce ", text, flags=re.IGNORECASE)
    plain = re.sub(rf"\b{re.escape(names.short)}\b", " xforce ", plain, flags=re.IGNORECASE)
    plain = re.sub(r"\bengland\s+and\s+wales\b", " xnation ", plain, flags=re.IGNORECASE)
    plain = re.sub(r"\bper\s+cent\b", "percent", plain, flags=re.IGNORECASE)
    return tuple(_stem(word) for word in _TOKEN.findall(plain.casefold()) if word not in _STOP)


@lru_cache(10_000)
def _stem(word: str) -> str:
    if word[0].isdigit():
        return "xnumber"
    if RISES.fullmatch(word) or FALLS.fullmatch(word):
        return "xchange"
    return _PLACEHOLDERS.get(word) or word.partition("'")[0].removesuffix("s")[:_STEM]


@lru_cache(10_000)
def hashed(word: str) -> str:
    """Return a short hash of a word."""
    return hashlib.blake2b(word.encode(), digest_size=3).hexdigest()
