"""A report's table of contents: the titles of its headings, and where its text begins. Internal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from peel_data.transcribe.files.normalise import SUPERSCRIPTS

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

TITLE: Final = re.compile(r"(?:table of )?contents(?: page)?", re.IGNORECASE)
_ENTRY = re.compile(r"(.*?[^\s.\d])[\s.]*\d{1,3}")
LONGEST: Final = 8
"""A title takes no more lines than this, in a narrow column."""


class Contents(NamedTuple):
    """What a table of contents says.

    Attributes:
        titles: The titles, in its order; none where there is no table of contents, or the text does not follow it.
        begins: The line, from 0, where the text begins: that of the first title, the second time.
    """

    titles: tuple[str, ...] = ()
    begins: int = 0


def read_contents(lines: Sequence[str]) -> Contents:
    """Return the table of contents; an empty one where it is of no use.

    Example:
        >>> read_contents(["Contents", "Background.... 3", "Crime in", "the county 4", "", "Background", "It is"])
        Contents(titles=('Background', 'Crime in the county'), begins=5)
    """
    start = next((at for at, line in enumerate(lines) if TITLE.fullmatch(line)), None)
    if start is None:
        return Contents()
    titles, open_lines = list[str](), list[str]()
    for at in range(start + 1, len(lines)):
        line = lines[at]
        first = titles[:1] or open_lines[:1]
        if at > start + 1 and first and title_at(lines, at, {folded(first[0])}):
            # Without numbers of pages, each line is a title.
            return Contents(tuple(titles or open_lines), at)
        entry = _ENTRY.fullmatch(line)
        if entry:
            titles.append(" ".join([*open_lines, entry[1]]))
        if entry or not line:
            open_lines = [] if entry or titles else open_lines
        else:
            open_lines.append(line)
    return Contents()


def title_at(lines: Sequence[str], at: int, titles: Collection[str]) -> int:
    """Return how many lines from here are one of these titles, folded; 0 if none is."""
    joined = ""
    for count, line in enumerate(lines[at : at + LONGEST], start=1):
        joined = folded(f"{joined} {line}")
        if joined in titles:
            return count
        if not joined or not any(title.startswith(joined) for title in titles):
            return 0
    return 0


def folded(title: str) -> str:
    """Return a title without what may differ where it stands again: case, footnote marks, spaces.

    Example:
        >>> folded("CRIME in  the county\u00b2")
        'crime in the county'
    """
    return " ".join(title.rstrip(SUPERSCRIPTS + " ").casefold().split())
