"""The words of the field, read from `search_terms.csv` beside this file, and how text becomes words.

Each line of that file gives phrases to one thing:

    measure   a measure of figures, by its id: other names of it
    category  a crime, outcome or organised crime type, by its id: other names of it
    area      an area, by its id: short names, nicknames and towns
    prefer    words that ask for a kind of figure: number, rate, change, rise or fall
    ignored   words that say nothing about a figure
    absent    what people look for and no figure is of; the id is a sentence that helps
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from peel_data import paths
from peel_data.tables import records

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TERMS = "figures/search_terms.csv"
_ABBREVIATION = re.compile(r"\b(?:[a-z]\.){2,}")
_COMMA = re.compile(r"(?<=\d),(?=\d{3}\b)")
_DASH = re.compile("[\u2010-\u2015\u2212]")
_APOSTROPHE = re.compile("[\u2019\u02bc]")
_WORD = re.compile(r"[^\W_]+")
_AREA_SUFFIX = re.compile(r" (?:police service|police|constabulary)$")


class Term(NamedTuple):
    """What a phrase stands for: its kind, as in the file, and the id it is given to."""

    kind: str
    id: str


def fold(text: str) -> str:
    """Return text in lower case and without accents, apostrophes, dots in abbreviations and commas in numbers.

    Example:
        >>> fold("T.I.C.s in Dyfed-Powys: 6,968")
        'tics in dyfed-powys: 6968'
    """
    plain = text.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain)
        plain = "".join(each for each in plain if not unicodedata.combining(each))
        plain = _APOSTROPHE.sub("", _DASH.sub("-", plain))
    plain = _COMMA.sub("", plain).replace("'", "").replace("&", " and ")
    return _ABBREVIATION.sub(lambda found: found[0].replace(".", ""), plain)


def split(text: str) -> list[str]:
    """Return the words of a text.

    Example:
        >>> split("Out-of-court (formal)")
        ['out', 'of', 'court', 'formal']
    """
    return _WORD.findall(fold(text))


@cache
def read_terms() -> tuple[tuple[Term, str], ...]:
    """Return every phrase of the file with what it stands for, in the order of the file."""
    return tuple(
        (Term(record["kind"], record["id"]), phrase.strip())
        for record in records.parse(paths.read_text(paths.package() / TERMS))
        for phrase in record["phrases"].split(";")
    )


@cache
def phrases_of(kind: str) -> dict[str, tuple[str, ...]]:
    """Return the phrases of everything of a kind, by its id, in the order of the file."""
    found: dict[str, list[str]] = {}
    for term, phrase in read_terms():
        if term.kind == kind:
            found.setdefault(term.id, []).append(phrase)
    return {each: tuple(phrases) for each, phrases in found.items()}


@cache
def lexicon() -> dict[tuple[str, ...], Term]:
    """Return the phrases that have a meaning of their own in a query, as words: areas, `prefer`, `ignored`."""
    known: dict[tuple[str, ...], Term] = {}
    for term, phrase in read_terms():
        if term.kind in {"prefer", "ignored"}:
            known.setdefault(tuple(split(phrase)), term)
    for area, phrase in _area_names():
        known[tuple(split(phrase))] = Term("area", area)
    return known


@cache
def _longest() -> int:
    return max(map(len, lexicon()))


def _area_names() -> Iterator[tuple[str, str]]:
    for area, phrases in phrases_of("area").items():
        yield from ((area, phrase) for phrase in phrases)
    for record in records.read("areas"):
        yield record["id"], record["id"]
        yield record["id"], record["name"]
        yield record["id"], _AREA_SUFFIX.sub("", record["name"].casefold())
        if record["ons_code"]:
            yield record["id"], record["ons_code"]


def recognise(words: Sequence[str]) -> Iterator[tuple[Term | None, tuple[str, ...]]]:
    """Go through words and yield the longest phrases of the lexicon, and each other word alone."""
    known, longest = lexicon(), _longest()
    at = 0
    while at < len(words):
        for length in range(min(longest, len(words) - at), 0, -1):
            phrase = tuple(words[at : at + length])
            if phrase in known or length == 1:
                yield known.get(phrase), phrase
                at += length
                break


@cache
def significant_once(phrase: str) -> tuple[str, ...]:
    """Return the significant words of a phrase of the file, each once; remembered."""
    return tuple(dict.fromkeys(significant(phrase)))


def significant(text: str) -> list[str]:
    """Return the words of a text that tell what it is about.

    Example:
        >>> significant("How many special constables are there in Kent?")
        ['special', 'constables']
    """
    return [word for term, words in recognise(split(text)) if term is None for word in words]
