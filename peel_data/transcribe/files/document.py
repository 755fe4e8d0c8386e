"""A report as its readers give it: lines of text, with the page and place of each where there are pages. Internal."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Box = tuple[float, float, float, float]
"""Left, top, right and bottom, in points from the upper left corner of the page."""
PAGE_BREAK = "\f"


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a page.

    Attributes:
        text: Its characters.
        page: The page, from 1.
        box: Where it stands on the page.
    """

    text: str
    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or a paragraph where the source keeps each in one line; cells of a table are parted by tabs.

    Attributes:
        text: Its characters.
        page: The page, from 1; None where the source has no pages.
        box: Where it stands on the page, where that is known.
        words: Its words with their places, in order; may be empty.
    """

    text: str
    page: int | None = None
    box: Box | None = None
    words: tuple[Word, ...] = ()

    def box_of(self, start: int, end: int) -> Box | None:
        """Return where characters of the line stand: the boxes of their words together, or that of the line.

        Example:
            >>> words = (Word("by", 1, (0, 0, 9, 9)), Word("13%", 1, (12, 0, 30, 9)))
            >>> Line("by 13%", 1, None, words).box_of(3, 6)
            (12, 0, 30, 9)
        """
        boxes, at = [], 0
        for word in self.words:
            found = self.text.find(word.text, at)
            if found < 0:
                continue
            at = found + len(word.text)
            if found < end and start < at:
                boxes.append(word.box)
        return enclosing(boxes) or self.box


@dataclass(frozen=True)
class Document:
    r"""A report: its lines, normalised, and the name of the file that it came in.

    Attributes:
        name: The name of the file.
        lines: All its lines, blank ones included, in reading order.

    Example:
        >>> Document("report.txt", (Line("Crime"), Line("65.7"))).text
        'Crime\n65.7'
    """

    name: str
    lines: tuple[Line, ...] = field(repr=False)

    @cached_property
    def text(self) -> str:
        """The lines, joined."""
        return "\n".join(line.text for line in self.lines)

    @cached_property
    def paged_text(self) -> str:
        """The lines, joined, with a form feed before the first line of every page but the first."""
        marked, page = [], None
        for line in self.lines:
            begins = page is not None and line.page is not None and line.page != page
            breaks = (line.page or 0) - (page or 0) if begins else 0
            marked.append(PAGE_BREAK * max(breaks, 0) + line.text)
            page = line.page if line.page is not None else page
        return "\n".join(marked)


def enclosing(boxes: Iterable[Box]) -> Box | None:
    """Return the smallest box around boxes; None around none.

    Example:
        >>> enclosing([(0, 0, 2, 2), (1, 1, 5, 3)])
        (0, 0, 5, 3)
    """
    every = list(boxes)
    if not every:
        return None
    left, top, right, bottom = zip(*every, strict=True)
    return min(left), min(top), max(right), max(bottom)
