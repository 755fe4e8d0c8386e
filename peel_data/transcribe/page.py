"""From the characters of a printed page to its lines: words, raised marks, cells, columns, paragraphs. Internal."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple

from peel_data.transcribe.document import Line, Word, enclosing
from peel_data.transcribe.normalise import SUPERSCRIPTS, TO_SUPERSCRIPT, spell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from peel_data.transcribe.document import Box

_RAISED, _HIGHER = 0.86, 0.1
"""A footnote's mark is smaller than this share of the print before it, and stands this share of it higher."""
_WORD_GAP, _CELL_GAP = 0.17, 0.8
"""Space between words, and between cells of a row, in heights of the print."""
_PARAGRAPH: Final = 0.3
"""More space than this between two lines, in heights of the print, ends a paragraph."""
_OTHER_PRINT: Final = 0.8
"""A line that is lower than this share of its neighbour is no part of its paragraph."""
_COLUMN_LINES: Final = 6
"""Columns have at least as many lines, most of them longer than `_COLUMN_LETTERS`."""
_COLUMN_LETTERS: Final = 22


class Character(NamedTuple):
    """A character of a page, with its box in points from the upper left corner.

    Attributes:
        baseline: Where its line stands; in some fonts the box is that of the glyph, and that of a "g" hangs lower.
    """

    letter: str
    left: float
    top: float
    right: float
    bottom: float
    baseline: float

    @property
    def height(self) -> float:
        """How high its box is, which grows with the size of the print."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class _Run:
    """Words beside each other, without a gap that parts cells."""

    words: tuple[Word, ...]
    box: Box
    height: float

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def middle(self) -> float:
        return (self.box[1] + self.box[3]) / 2


def lines_of(characters: Iterable[Character], page: int) -> list[Line]:
    """The lines of a page in reading order, blank ones between its paragraphs.

    Example:
        >>> row = [Character(c, 8 * n, 0, 8 * n + 8, 10, 9) for n, c in enumerate("13 dogs")]
        >>> [line.text for line in lines_of(row, 1)]
        ['13 dogs']
    """
    printed = [c for c in characters if c.right >= c.left and c.height > 0]
    runs = [run for band in _bands(printed) for run in _runs(band, page)]
    return [line for column in _columns(runs) for line in _spaced(_rows(column, page), page)]


def _bands(characters: list[Character]) -> list[list[Character]]:
    """The characters that stand on one line, from left to right; what is raised belongs to its line."""
    bands: list[list[Character]] = []
    known: dict[float, list[Character]] = {}
    for at in sorted(characters, key=lambda c: -c.height):
        middle = round((at.top + at.bottom) / 2, 1)
        if middle not in known:
            found = (band for band in bands if band[0].top < middle < band[0].bottom)
            band = min(found, key=lambda b: abs(b[0].top + b[0].bottom - 2 * middle), default=None)
            if band is None:
                bands.append(band := [])
            known[middle] = band
        known[middle].append(at)
    for band in bands:
        band.sort(key=lambda c: c.left)
    return bands


def _runs(band: list[Character], page: int) -> Iterator[_Run]:
    """Join the characters of a line to words, and these to runs that a wide gap ends."""
    words: list[list[Character]] = []
    last: Character | None = None
    spaced = False
    for at in band:
        if at.letter.isspace():
            spaced = True
            continue
        size = max(at.height, last.height) if last else 0
        gap = at.left - last.right if last else 0
        if gap > _CELL_GAP * size and words:
            yield _run(words, page)
            words = []
        if not words or spaced or gap > _WORD_GAP * size:
            words.append([])
        words[-1].append(at)
        last, spaced = at, False
    if words:
        yield _run(words, page)


def _run(words: list[list[Character]], page: int) -> _Run:
    made: list[Word] = []
    base: Character | None = None
    for word in words:
        text, base = _with_marks(word, base)
        mark = bool(made) and all(letter in SUPERSCRIPTS for letter in text)
        box = _around(word)
        if mark:  # a mark belongs to the word before it
            before = made.pop()
            made.append(Word(before.text + text, page, _both(before.box, box)))
        else:
            made.append(Word(spell(text) or text, page, box))
    box = made[0].box
    for part in made[1:]:
        box = _both(box, part.box)
    return _Run(tuple(made), box, box[3] - box[1])


def _around(word: list[Character]) -> Box:
    return word[0].left, min(c.top for c in word), word[-1].right, max(c.bottom for c in word)


def _both(one: Box, other: Box) -> Box:
    return (
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[2], other[2]),
        max(one[3], other[3]),
    )


def _with_marks(word: list[Character], base: Character | None) -> tuple[str, Character | None]:
    """The text of a word, its digits that are smaller and higher than the print before as superscripts."""
    text = ""
    for at in word:
        small = base is not None and at.height < _RAISED * base.height
        higher = base is not None and at.baseline < base.baseline - _HIGHER * base.height
        if small and higher and at.letter.isdecimal():
            text += at.letter.translate(TO_SUPERSCRIPT)
        else:
            text += at.letter
            if at.letter.isalnum():  # the box of a comma or bracket may be another font's
                base = at
    return text, base


def _columns(runs: list[_Run]) -> list[list[_Run]]:
    """Part a page that is set in two columns of prose; what stands over both is read before them, or after."""
    if len(runs) < 2 * _COLUMN_LINES:
        return [runs]
    left, right = min(run.box[0] for run in runs), max(run.box[2] for run in runs)
    for share in (0.5, 0.47, 0.53, 0.44, 0.56):
        gutter = left + share * (right - left)
        across = [run for run in runs if run.box[0] < gutter - 2 and run.box[2] > gutter + 2]
        first = [run for run in runs if run.box[2] <= gutter + 2]
        second = [run for run in runs if run.box[0] >= gutter - 2 and run not in first]
        if len(across) * 3 < len(runs) and _is_prose(first) and _is_prose(second):
            top = min(run.box[1] for run in (*first, *second))
            over = [run for run in across if run.middle < top + run.height]
            return [
                part for part in (over, first, second, [r for r in across if r not in over]) if part
            ]
    return [runs]


def _is_prose(runs: list[_Run]) -> bool:
    long = sum(len(run.text) > _COLUMN_LETTERS for run in runs)
    return long >= _COLUMN_LINES and long * 3 > len(runs) * 2


def _rows(runs: list[_Run], page: int) -> list[Line]:
    """Put runs that stand on one line into it, from left to right, with a tab between them."""
    rows: list[list[_Run]] = []
    for run in sorted(runs, key=lambda run: (run.middle, run.box[0])):
        row = rows[-1] if rows else []
        if row and abs(run.middle - row[0].middle) < 0.45 * min(run.height, row[0].height):
            row.append(run)
        else:
            rows.append([run])
    made = []
    for row in rows:
        row.sort(key=lambda run: run.box[0])
        words = tuple(word for run in row for word in run.words)
        made.append(Line(_joined(row), page, enclosing(run.box for run in row), words))
    return made


def _joined(row: list[_Run]) -> str:
    text = row[0].text
    for before, run in pairwise(row):
        near = run.box[0] - before.box[2] < _WORD_GAP * run.height * 6
        text += (" " if near else "\t") + run.text
    return text


def _spaced(lines: list[Line], page: int) -> list[Line]:
    """Blank lines between paragraphs: where more room is left than between lines of one, or the print changes."""
    heights = [line.box[3] - line.box[1] for line in lines if line.box]
    if not heights:
        return lines
    usual, made = median(heights), [lines[0]]
    for before, line in pairwise(lines):
        if before.box and line.box:
            room = line.box[1] - before.box[3] > _PARAGRAPH * usual
            sizes = sorted((line.box[3] - line.box[1], before.box[3] - before.box[1]))
            if room or sizes[0] < _OTHER_PRINT * sizes[1]:
                made.append(Line("", page))
        made.append(line)
    return made
