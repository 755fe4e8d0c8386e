"""“Did you mean”: the nearest of the names that exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


HINTED = 20
"""So many names of one kind get a hint each; to look for all of a stranger's would take for ever."""


def nearest(word: str, among: Iterable[str], most: int = 3) -> list[str]:
    """The names most like `word`, best first; spaces, hyphens and case do not count.

    Where they are all that differs, that name alone.

    Example:
        >>> nearest("Northhamptonshire", ["northamptonshire", "northumbria", "kent"])[0]
        'northamptonshire'
    """
    from difflib import get_close_matches

    spelled: dict[str, str] = {}
    for name in among:
        spelled.setdefault(_plain(name), name)
    if _plain(word) in spelled:
        return [spelled[_plain(word)]]
    close = get_close_matches(_plain(word), spelled, n=most, cutoff=0.6)
    parts = [
        plain for plain in spelled if _plain(word) and _plain(word) in plain and plain not in close
    ]
    return [spelled[plain] for plain in [*close, *sorted(parts, key=len)]][:most]


def did_you_mean(word: str, among: Iterable[str]) -> str:
    """A sentence to append to an error, or nothing: ` Did you mean kent?`."""
    names = nearest(word, among)
    return f" Did you mean {' or '.join(names)}?" if names else ""


def _plain(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())
