"""Values typed into the wrong cell: taken from elsewhere, or several of them moved by a row. Internal."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final, Generic

from peel_data.arithmetic.figure import F
from peel_data.arithmetic.identities import IDENTITIES, Whole
from peel_data.schema.interval import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from peel_data.tables.printed import PrintedFigure

LAST_YEAR: Final = "last year's value"
TOTAL: Final = "the total in place of a part"
PART: Final = "a part in place of the total"
NEIGHBOUR: Final = "the value of the row beside it"
EXCHANGED: Final = "the values of two rows exchanged"
TOO_LOW: Final = "values one row too low"
TOO_HIGH: Final = "values one row too high"

FEWEST: Final = 3
"""With fewer values than this a moved column looks like a slip or an exchange."""


@dataclass(frozen=True, slots=True)
class Beside(Generic[F]):
    """What stands around a figure where it is typed, and may have been taken for it.

    Attributes:
        column: The figures of its column, itself among them, in the order of their rows.
        before: The value of the year before, where it is known.
    """

    column: tuple[F, ...] = ()
    before: Decimal | None = None


def nothing_beside(figure: F) -> Beside[F]:  # noqa: ARG001
    """Know of nothing beside any figure."""
    return Beside()


@dataclass(frozen=True, slots=True)
class Move(Generic[F]):
    """Figures of one column that were moved together, and what each was before.

    Attributes:
        slip: What happened.
        meant: The value of each figure; None is for the one whose value was lost.
    """

    slip: str
    meant: tuple[tuple[F, Decimal | None], ...]


def taken_from(figure: F, beside: Beside[F]) -> str | None:
    """Return where a value looks taken from, if it equals one that stands nearby; zeros say nothing."""
    if not figure.value:
        return None
    if figure.value == beside.before:
        return LAST_YEAR
    at = next((i for i, each in enumerate(beside.column) if each is figure), 0)
    for i, other in enumerate(beside.column):
        if other is not figure and other.value == figure.value:
            if _is_part(figure, other):
                return TOTAL
            if _is_part(other, figure):
                return PART
            if abs(i - at) == 1:
                return NEIGHBOUR
    return None


def moves(column: Sequence[F]) -> Iterator[Move[F]]:
    """Yield each way in which values of a column may have moved, with what they were before.

    Two rows exchanged; or a run of rows moved by one, where the value pushed out at the end came in at
    the other, or was lost.
    """
    for one, other in combinations(column, 2):
        yield from _move(EXCHANGED, [(one, other.value), (other, one.value)])
    for start, stop in combinations(range(len(column) + 1), 2):
        run = column[start:stop]
        if len(run) >= FEWEST:
            values = [figure.value for figure in run]
            for end in (values[0], None):
                yield from _move(TOO_LOW, list(zip(run, [*values[1:], end], strict=True)))
            for end in (values[-1], None):
                yield from _move(TOO_HIGH, list(zip(run, [end, *values[:-1]], strict=True)))


def _move(slip: str, meant: list[tuple[F, Decimal | None]]) -> Iterator[Move[F]]:
    """Yield a move, unless it moves nothing or a value cannot have stood where it is moved to."""
    changed = tuple((figure, value) for figure, value in meant if value != figure.value)
    fits = all(
        value is None
        or (printable(value, figure.decimals) and (value >= 0 or figure.unit == "percent_change"))
        for figure, value in changed
    )
    if len(changed) > 1 and fits:
        yield Move(slip, changed)


def _is_part(part: PrintedFigure, whole: PrintedFigure) -> bool:
    return part.period_end == whole.period_end and any(
        row.whole == whole.category and part.category in row.parts
        for row in IDENTITIES
        if isinstance(row, Whole) and row.disjoint
    )
