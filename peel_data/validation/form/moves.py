"""Figures of a form that stand in the lines of others: too low, too high, run on, or swapped with their rates.

Of each way that figures go astray it is asked how many do not fit where they stand, and how many still would not
once it is undone. A way is named if it explains nearly all of them.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import accumulate, groupby, pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from peel_data.validation.form.answers import number_of
from peel_data.validation.rules import form as rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from peel_data.figures.form_lines import Line
    from peel_data.findings import Finding
    from peel_data.validation.form.answers import Known

_IMPOSSIBLE: Final = 3
"""How many figures do not fit their lines before it is asked whether they belong to others."""

_BETTER: Final = 5
"""How many times fewer such figures there are, once all are put back."""

_STEPS: Final = (1, -1, 2, -2, 3, -3)
"""By how many lines figures are tried to have moved down."""

_FACTOR: Final = 3
"""A figure so many times that of the year before, or so small a part of it, does not seem to be its successor."""

_FEW: Final = 20
"""Below it, figures double easily."""

_NUMBERS: Final = ("no", "one", "two", "three")


class Move(NamedTuple):
    """A way in which figures may have gone astray.

    Attributes:
        wrong: How many of the figures that moved do not fit where they stand.
        still: How many would not fit once they are put back.
        left: Whether a line that has to be filled in is left empty where they came from.
        said: What happened, as the beginning of a sentence.
        undo: What to do.
        first: The first figure that moved.
    """

    wrong: int
    still: int
    said: str
    undo: str
    first: Known
    left: bool = False

    @property
    def explains(self) -> bool:
        """Return whether it explains nearly all that is wrong."""
        return self.wrong + self.left >= _IMPOSSIBLE and self.still * _BETTER <= self.wrong


def moved_figures(rows: Sequence[Known]) -> Finding | None:
    """Say that figures stand in the lines of others, if back in their own they make sense."""
    if sum(bool(row.figure) and not fits(row.line, row.figure) for row in rows) < _IMPOSSIBLE - 1:
        return None
    moves = [move for move in _moves(rows) if move.explains]
    if not moves:
        return None
    best = max(moves, key=lambda move: move.wrong - move.still)  # of equals, the first
    which = "nearly all" if best.still else "all"
    return rules.FiguresMoved.found(
        f"{best.said}: {best.wrong} of them do not fit their lines, and {which} would fit once they are put back.",
        [best.first.figure_place],
        expected="each figure in its own line",
        hints=(best.undo,),
    )


def _moves(rows: Sequence[Known]) -> Iterator[Move]:
    asked = [row for row in rows if not row.line.optional]
    for step in _STEPS:
        for among in (rows, asked):
            move = _shifted(among, step)
            if move is not None:
                yield move
    yield from _swapped(rows)
    for section, own in groupby(rows, key=lambda row: row.line.section):
        lines = list(own)
        yield from _run_on(lines, f"The figures of “{section}” stand")
        yield from _reordered(lines, section)
    yield from _run_on(rows, "The figures stand")


def _shifted(rows: Sequence[Known], step: int) -> Move | None:
    """Find the run of lines whose figures make most sense `step` lines further up.

    Above figures that moved down, and below those that moved up, is an empty line or one that was filled twice.
    """
    size = len(rows)
    targets = [rows[at - step].line if 0 <= at - step < size else None for at in range(size)]
    there = [
        bool(row.figure) and not fits(line, row.figure)
        for row, line in zip(rows, targets, strict=True)
    ]
    # In an optional line any number may stand, which says nothing of where it belongs.
    here = [
        bool(row.figure) and not fits(row.line, row.figure) and not (line and line.optional)
        for row, line in zip(rows, targets, strict=True)
    ]
    gains = [0, *accumulate(int(a) - int(b) for a, b in zip(here, there, strict=True))]
    starts = [at for at in range(size) if step < 0 or _is_open(rows, at, step)]
    ends = [at for at in range(size) if step > 0 or _is_open(rows, at, step)]
    spans = [(gains[end + 1] - gains[start], start - end, start, end)
             for start in starts for end in ends if start <= end]  # fmt: skip
    if not spans or max(spans)[0] < _IMPOSSIBLE - 1:
        return None
    gain, _, start, end = max(spans)
    filled = [at for at, row in enumerate(rows) if row.figure]
    if gain == gains[-1] - gains[0]:
        start, end = filled[0], filled[-1]
    own = [at for at in filled if start <= at <= end]
    way = "low" if step > 0 else "high"
    back = "up" if step > 0 else "down"
    lines = f"{_NUMBERS[abs(step)]} line{'' if abs(step) == 1 else 's'}"
    return Move(
        wrong=sum(here[at] for at in own),
        still=sum(there[at] for at in own),
        said=f"{_which(rows, own, filled)} stand {lines} too {way}",
        undo=f"Move {_what(rows, own, filled)} {back} by {lines}.",
        first=rows[own[0]],
        left=any(
            not row.figure and not row.line.optional
            for row in _left(rows, start if step > 0 else end, step)
        ),
    )


def _is_open(rows: Sequence[Known], at: int, step: int) -> bool:
    """Return whether the figures from here on (or up to here) may have left the lines that they came from."""
    return all(not row.figure or row.figure == rows[at].figure for row in _left(rows, at, step))


def _left(rows: Sequence[Known], at: int, step: int) -> Sequence[Known]:
    """Return the lines that figures have left which stand `step` lines too low from here on, or too high up to here."""
    return rows[max(at - step, 0) : at] if step > 0 else rows[at + 1 : at + 1 - step]


def _which(rows: Sequence[Known], own: Sequence[int], filled: Sequence[int]) -> str:
    if len(own) == len(filled):
        return "All figures"
    first, last = rows[own[0]].figure_place.row, rows[own[-1]].figure_place.row
    return f"The figures of rows {first} to {last}"


def _what(rows: Sequence[Known], own: Sequence[int], filled: Sequence[int]) -> str:
    if len(own) == len(filled):
        return "the whole column of figures"
    return _which(rows, own, filled).replace("The", "the", 1)


def _swapped(rows: Sequence[Known]) -> Iterator[Move]:
    """Find the number of an outcome in the line of its rate, and the rate in that of the number."""
    pairs = [
        (one, two)
        for one, two in pairwise(rows)
        if one.figure and two.figure
        and (one.line.table, one.line.record) == (two.line.table, two.line.record)
        and one.line.column != two.line.column
    ]  # fmt: skip
    wrong = [pair for pair in pairs if not all(fits(row.line, row.figure) for row in pair)]
    if not wrong:
        return
    crossed = [cross for one, two in wrong for cross in ((one, two.figure), (two, one.figure))]
    yield Move(
        sum(not fits(row.line, row.figure) for pair in wrong for row in pair),
        sum(not fits(row.line, figure) for row, figure in crossed),
        f"Numbers and rates are swapped in {len(wrong)} pairs of lines",
        "Swap the two figures of each pair.",
        wrong[0][0],
    )


def _run_on(rows: Sequence[Known], said: str) -> Iterator[Move]:
    """Find figures one below the other in every line, those too that may stay empty."""
    asked = [row for row in rows if not row.line.optional]
    filled = [row for row in rows if row.figure]
    if len(filled) != len(asked) or not any(row.line.optional for row in filled):
        return
    yield Move(
        sum(not fits(row.line, row.figure) for row in filled),
        sum(not fits(own.line, row.figure) for own, row in zip(asked, filled, strict=True)),
        f"{said} one below the other, also in the optional lines",
        "Paste them again, and leave the optional lines empty where you have no figure for them.",
        filled[0],
    )


def _reordered(rows: Sequence[Known], section: str) -> Iterator[Move]:
    """Find the figures of a section in reverse order, or moved so that those at one end stand at the other."""
    filled = [row for row in rows if row.figure]
    known = [number for row in filled if (number := row.number) is not None]
    if len(filled) < _IMPOSSIBLE or is_sorted(known):
        return  # sorted, they may happen to fit in another order, too
    wrong = sum(not fits(row.line, row.figure) for row in filled)
    for words, back in orders([row.figure for row in filled], "line").items():
        yield Move(
            wrong,
            sum(not fits(row.line, figure) for row, figure in zip(filled, back, strict=True)),
            f"The figures of “{section}” stand {words}",
            "Copy them from your source again, each into its own line.",
            filled[0],
        )


def orders(figures: Sequence[str], row: str) -> dict[str, list[str]]:
    """Return the orders that figures may have been brought into, in words, each with the figures put back.

    Args:
        figures: The figures, in the order in which they stand.
        row: What a line is called.
    """
    found = {"in reverse order": [*reversed(figures)]}
    for step in _STEPS[:4]:
        many = _NUMBERS[abs(step)]
        rows = f"{many} {row}{'' if abs(step) == 1 else 's'}"
        way = (
            f"low, with the last {many} at the top"
            if step > 0
            else f"high, with the first {many} at the bottom"
        )
        found[f"{rows} too {way}"] = [*figures[step:], *figures[:step]]
    return found


def is_sorted(numbers: list[Decimal]) -> bool:
    """Return whether numbers stand in the order of their size, or in the reverse of it."""
    return numbers in (sorted(numbers), sorted(numbers, reverse=True))


def fits(line: Line | None, figure: str) -> bool:
    """Return whether a figure may be that of a line: its decimals and limits, what is published, the year before.

    Words say nothing about the line that they belong to, and fit every one.
    """
    if line is None:
        return False
    number = number_of(figure, line)
    return number is None or (can_hold(line, number) and not is_far(line, number))


def can_hold(line: Line, number: Decimal) -> bool:
    """Return whether a number has no more decimals than a line, and lies within its limits."""
    above = number >= line.minimum
    below = line.maximum is None or number <= line.maximum
    return above and below and number == round(number, line.decimals)


def is_far(line: Line, number: Decimal) -> bool:
    """Return whether a number is not what is published, or of another magnitude than the year before."""
    if line.published:
        return number != Decimal(line.published)
    if not can_be_compared(line):
        return False
    before = Decimal(line.before)
    if line.unit == "count" and max(before, number) < _FEW:
        return False
    return not before <= number * _FACTOR <= before * _FACTOR * _FACTOR


def can_be_compared(line: Line) -> bool:
    """Return whether the year before says of what magnitude a figure is."""
    return bool(line.before) and not line.published and line.unit != "percent_change"
