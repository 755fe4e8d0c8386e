"""From the characters of a printed page to its runs of words: lines, raised marks, cells. Internal."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from peel_data.transcribe.files.document import Word, enclosing
from peel_data.transcribe.files.normalise import TO_SUPERSCRIPT, spell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from peel_data.transcribe.files.document import Box

# All lengths are in sizes of the print.
_SAME_LINE: Final = 0.08
"""Two baselines that are no further apart are one."""
_SMALLER, _LEAST_RISE, _MOST_RISE, _BESIDE = 0.86, 0.1, 0.65, 0.4
"""A raised mark is so much smaller than the print beside it, stands so much higher, and is no further away."""
_WORD_GAP, _CELL_GAP, _WIDE_GAP = 0.17, 0.45, 1.5
"""Space between words; between cells, if other rows have it in the same place; and between cells at all events."""
_ALIGNED: Final = 1.5
"""Points by which edges may differ that are one."""
_ROWS_NEAR: Final = 4
"""How many lines away another row may be that shows the same cells."""
_ASCENT, _DESCENT = 0.75, 0.25


class Character(NamedTuple):
    """A character of a page, with its place in points from the upper left corner.

    Attributes:
        baseline: How far down its line stands. The box of a glyph would say less: in some fonts a "g" hangs lower.
        size: The size of the print.
    """

    letter: str
    left: float
    right: float
    baseline: float
    size: float

    @property
    def box(self) -> Box:
        """Where its print stands."""
        return (
            self.left,
            self.baseline - _ASCENT * self.size,
            self.right,
            self.baseline + _DESCENT * self.size,
        )


@dataclass(frozen=True, slots=True)
class Run:
    """Words beside each other on one line, without a gap that parts cells.

    Attributes:
        words: The words.
        box: Where they stand.
        baseline: How far down the line stands.
        size: The size of the print.
    """

    words: tuple[Word, ...]
    box: Box
    baseline: float
    size: float

    @property
    def text(self) -> str:
        """The words."""
        return " ".join(word.text for word in self.words)


def runs_of(characters: Iterable[Character], page: int) -> list[Run]:
    """Return the runs of a page, line by line and from left to right.

    Example:
        >>> row = [Character(c, 5 * n, 5 * n + 5, 10, 10) for n, c in enumerate("13 dogs")]
        >>> [run.text for run in runs_of(row, 1)]
        ['13 dogs']
    """
    printed = [c for c in characters if c.right >= c.left and c.size > 0]
    lines = [_split(line) for line in _with_marks(_lines(printed))]
    made = []
    for at, pieces in enumerate(lines):
        near = [*lines[max(0, at - _ROWS_NEAR) : at], *lines[at + 1 : at + 1 + _ROWS_NEAR]]
        edges = {edge for other in near for edge in _edges(other)}
        made += [_run(words, page) for words in _joined(pieces, sorted(edges))]
    return made


def _lines(characters: Sequence[Character]) -> list[list[Character]]:
    """Return the characters that stand on one baseline, from the top."""
    lines: list[list[Character]] = []
    for at in sorted(characters, key=lambda c: c.baseline):
        if lines and at.baseline - lines[-1][0].baseline <= _SAME_LINE * at.size:
            lines[-1].append(at)
        else:
            lines.append([at])
    for line in lines:
        line.sort(key=lambda c: c.left)
    return lines


def _with_marks(lines: list[list[Character]]) -> list[list[Character]]:
    """Return the lines with small digits that stand a little above one put into it, as superscripts."""
    for at, line in enumerate(lines):
        for mark in list(_digits(line)):
            for below in lines[at + 1 : at + 4]:
                if below and (raised := _raised(mark, below)):
                    for each in mark:
                        line.remove(each)
                    below.extend(raised)
                    below.sort(key=lambda c: c.left)
                    break
    return [line for line in lines if line]


def _digits(line: Sequence[Character]) -> Iterator[list[Character]]:
    """Yield the digits of a line that stand side by side, as long as no mark is longer."""
    held: list[Character] = []
    for each in line:
        near = held and each.left - held[-1].right < _WORD_GAP * each.size
        if not (each.letter.isdecimal() and near):
            if held:
                yield held
            held = []
        if each.letter.isdecimal():
            held.append(each)
    if held:
        yield held


def _raised(mark: Sequence[Character], line: Sequence[Character]) -> list[Character]:
    """Return the digits as superscripts of a line, if they stand right beside larger print of it; else none."""
    beside = [c for c in line if not c.letter.isspace()]
    at = bisect_left(beside, mark[0].left, key=lambda c: c.left)
    for base, gap in (
        *((c, mark[0].left - c.right) for c in beside[max(0, at - 1) : at]),
        *((c, c.left - mark[-1].right) for c in beside[at : at + 1]),
    ):
        rise = base.baseline - mark[0].baseline
        if (
            -_BESIDE * base.size < gap < _BESIDE * base.size
            and mark[0].size < _SMALLER * base.size
            and _LEAST_RISE * base.size < rise < _MOST_RISE * base.size
        ):
            return [
                c._replace(
                    letter=c.letter.translate(TO_SUPERSCRIPT),
                    baseline=base.baseline,
                    size=base.size,
                )
                for c in mark
            ]
    return []


def _split(line: Sequence[Character]) -> list[list[list[Character]]]:
    """Return a line as pieces with a gap between them, each as its words, and these as their characters."""
    pieces: list[list[list[Character]]] = []
    last: Character | None = None
    spaces = 0.0
    for at in line:
        if at.letter.isspace():
            # A space that a program made up, for a gap, has hardly any width, as has that at the end of a line.
            spaces += max(at.right - at.left, 0.01)
            continue
        size = max(at.size, last.size) if last else at.size
        gap = at.left - last.right if last else 0
        if not pieces or (gap > _CELL_GAP * size and gap - spaces > _WORD_GAP * size):
            pieces.append([[]])
        elif spaces or gap > _WORD_GAP * size:
            pieces[-1].append([])
        pieces[-1][-1].append(at)
        last, spaces = at, 0.0
    return pieces


def _edges(pieces: Sequence[Sequence[Sequence[Character]]]) -> Iterator[float]:
    """Yield where a gap of a line ends, and where one begins."""
    for before, piece in pairwise(pieces):
        yield before[-1][-1].right
        yield piece[0][0].left


def _joined(
    pieces: Sequence[list[list[Character]]], edges: Sequence[float]
) -> Iterator[list[list[Character]]]:
    """Yield the pieces of a line; a gap separates cells if it is wide, or if the lines around it share an edge."""
    held: list[list[Character]] = []
    for piece in pieces:
        if held:
            last, first = held[-1][-1], piece[0][0]
            wide = first.left - last.right > _WIDE_GAP * max(first.size, last.size)
            if wide or _is_among(last.right, edges) or _is_among(first.left, edges):
                yield held
                held = []
        held = [*held, *piece]
    if held:
        yield held


def _is_among(edge: float, edges: Sequence[float]) -> bool:
    at = bisect_left(edges, edge - _ALIGNED)
    return at < len(edges) and edges[at] <= edge + _ALIGNED


def _run(words: Sequence[Sequence[Character]], page: int) -> Run:
    made = []
    for word in words:
        text = "".join(c.letter for c in word)
        box = enclosing(c.box for c in word)
        made.append(Word(spell(text) or text, page, box or word[0].box))
    box = enclosing(word.box for word in made)
    first = max((c for word in words for c in word), key=lambda c: c.size)
    return Run(tuple(made), box or first.box, first.baseline, first.size)
