"""“Did you mean”: the nearest of the names that exist."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


_ONS_CODE = re.compile(r"[EWKNS][0-9]{8}")

HINTED = 20
"""So many names of one kind get a hint each; to look for all of a stranger's would take for ever."""


def nearest(word: str, among: Iterable[str], most: int = 3) -> list[str]:
    """The names most like `word`, best first; spaces, hyphens, case and width do not count.

    Where they are all that differs, that name alone; and none that is much less alike than the best.

    Example:
        >>> nearest("Northhamptonshire", ["northamptonshire", "northumbria", "hampshire"])
        ['northamptonshire']
    """
    from difflib import SequenceMatcher, get_close_matches

    spelled: dict[str, str] = {}
    for name in among:
        spelled.setdefault(_plain(name), name)
    sought = _plain(word)
    if sought in spelled:
        return [spelled[sought]]
    close = get_close_matches(sought, spelled, n=most, cutoff=0.6)
    likeness = [SequenceMatcher(None, plain, sought).ratio() for plain in close]
    close = [
        plain for plain, like in zip(close, likeness, strict=True) if like > likeness[0] - 0.15
    ]
    parts = [plain for plain in spelled if sought and sought in plain and plain not in close]
    return [spelled[plain] for plain in [*close, *sorted(parts, key=len)]][:most]


def area_of_code(word: str, among: Iterable[str]) -> str | None:
    """Return the area among the names whose ONS code the word is.

    Example:
        >>> area_of_code("E23000022", ["kent", "northamptonshire"])
        'northamptonshire'
    """
    code = word.strip().upper()
    if not _ONS_CODE.fullmatch(code):
        return None
    from peel_data import records

    known = {area["ons_code"]: area["id"] for area in records.read("areas")}
    area = known.get(code)
    return area if area is not None and area in among else None


def did_you_mean(word: str, among: Iterable[str]) -> str:
    """Return a sentence to append to an error, or nothing: ` Did you mean kent?`."""
    among = list(among)
    if area := area_of_code(word, among):
        return f" {word.strip()} is {area}."
    names = nearest(word, among)
    return f" Did you mean {' or '.join(names)}?" if names else ""


def _plain(name: str) -> str:
    from unicodedata import normalize

    folded = normalize("NFKC", name).casefold()
    return "".join(character for character in folded if character.isalnum())
