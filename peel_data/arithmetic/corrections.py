"""What a figure should be: the values one slip away, after which everything agrees.

A value is tried by putting it in the place of the printed one and solving all the rest again. So no
correction is ever offered that contradicts another figure, as far as the propagation sees.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor, log
from typing import TYPE_CHECKING, Final, Generic

from peel_data.arithmetic.figure import F
from peel_data.arithmetic.moves import Beside, Move, nothing_beside, taken_from
from peel_data.arithmetic.propagation import Clash, Domain, Known, System
from peel_data.arithmetic.slips import RARE, Edit, edits
from peel_data.schema.interval import Interval, printed_interval

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from peel_data.arithmetic.network import Network
    from peel_data.tables.printed import PrintedFigure

TRIALS: Final = 60
"""How many values are tried for the figures of one explanation."""
UNSLIPPED: Final = 1e-4
"""The weight of a figure that no single slip explains."""


@dataclass(frozen=True, slots=True)
class Change(Generic[F]):
    """A figure, what it should be, and the slip that this would have been; None if it is no slip."""

    figure: F
    value: Decimal
    slip: str | None


@dataclass(frozen=True, slots=True)
class Correction(Generic[F]):
    """Changes after which everything agrees, and how likely they are among their rivals.

    Attributes:
        changes: A change for every figure of an explanation.
        weight: The weight of the slips together; only for comparing.
    """

    changes: tuple[Change[F], ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Usual:
    """A value that corroborates a figure: last year's, say, or the nation's.

    Attributes:
        value: The value.
        spread: How far figures commonly are from it: in units of the figure for a change, else as a
            share of the value.
    """

    value: Decimal
    spread: float


MOVEMENT: Final = Usual(Decimal(0), 10)
"""What is usual of a change of which nothing else is known: some ten percent up or down."""


def no_usual(figure: PrintedFigure) -> Usual | None:  # noqa: ARG001
    """Corroborate nothing."""
    return None


class Trial(Generic[F]):
    """A network in which figures are left out, and others put in their place.

    Sets of figures are the bits of an integer, as they are in `Network`.
    """

    def __init__(
        self,
        network: Network[F],
        active: int,
        usual: Callable[[F], Usual | None] = no_usual,
        beside: Callable[[F], Beside[F]] = nothing_beside,
    ) -> None:
        self.network = network
        self.active = active
        self.usual = usual
        self.beside = beside
        self.system = network.system
        self._solved: dict[int, Known | Clash] = {}

    def without(self, figures: int) -> Known | Clash:
        """Return what is known without these figures, or what still clashes."""
        if figures not in self._solved:
            self._solved[figures] = self.system.solve(self.active & ~figures)
        return self._solved[figures]

    def corrections(self, figures: int) -> list[Correction[F]]:
        """Return the corrections of an explanation, the likeliest first.

        One figure without any, or with a value taken from elsewhere, may have the only value that the
        others leave it, if there is just one.
        """
        known = self.without(figures)
        if isinstance(known, Clash):
            return []
        members = [i for i in range(len(self.network.figures)) if figures >> i & 1]
        budget = iter(range(TRIALS))
        found = list(self._fill(known, figures, members, {}, budget))
        if len(members) == 1:
            figure = self.network.figures[members[0]]
            source = taken_from(figure, self.beside(figure))
            if source or not found:
                found += self._left_over(known, figures, members[0], source)
        return sorted(found, key=lambda c: (-c.weight, [change.value for change in c.changes]))

    def agree(self, corrections: Iterable[Correction[F]]) -> bool:
        """Return whether everything agrees once all of these are made together."""
        at = self.network.positions
        changes = (change for each in corrections for change in each.changes)
        chosen = {at[id(each.figure)]: Edit(each.value, "", UNSLIPPED) for each in changes}
        return not isinstance(self._replaced(chosen).solve(self.active), Clash)

    def moved_back(self, move: Move[F]) -> Correction[F] | None:
        """Return the correction that undoes a move, if everything agrees after it."""
        at = self.network.positions
        chosen: dict[int, Edit] = {}
        for figure, value in move.meant:
            if value is not None:
                i = at[id(figure)]
                chosen[i] = self._weighed(figure, Edit(value, move.slip, 1 if chosen else RARE))
        lost = [at[id(figure)] for figure, value in move.meant if value is None]
        system = self._replaced(chosen)
        known = system.solve(self.active & ~sum(1 << i for i in lost))
        if isinstance(known, Clash):
            return None
        for i in lost:
            value = self._only(known, 1 << i, i, chosen)
            if value is None:
                return None
            chosen[i] = Edit(value, move.slip, 1)
        return self._correction(chosen)

    def _fill(
        self,
        known: Known,
        out: int,
        members: Sequence[int],
        chosen: Mapping[int, Edit],
        budget: Iterator[int],
    ) -> Iterator[Correction[F]]:
        """Yield the ways to fill in figures that are left out, given those that are filled in."""
        if not members:
            yield self._correction(chosen)
            return
        fitting = {i: self._fitting(known, out, i, chosen) for i in members}
        first = min(members, key=lambda i: len(fitting[i]))
        for edit in fitting[first]:
            if next(budget, None) is None:
                return
            tried = self._put({**chosen, first: edit}, known, out, first)
            if not isinstance(tried, Clash):
                rest = [i for i in members if i != first]
                yield from self._fill(
                    tried, out & ~(1 << first), rest, {**chosen, first: edit}, budget
                )

    def _fitting(self, known: Known, out: int, i: int, chosen: Mapping[int, Edit]) -> list[Edit]:
        """Return the slips of a figure that would explain it, by what the others allow it."""
        allowed = self._allowed(known, out, i, chosen)
        if allowed is None:
            return []
        figure = self.network.figures[i]
        meant = edits(figure.value, figure.decimals, figure.unit)
        fits = [e for e in meant if allowed.intersection(printed(figure, e.meant)) is not None]
        fits = [self._weighed(figure, e) for e in fits]
        return sorted(fits, key=lambda e: (-e.weight, e.meant))

    def _weighed(self, figure: F, edit: Edit) -> Edit:
        """Return an edit with more weight where it brings a figure nearer to what is usual."""
        usual = self.usual(figure) or (MOVEMENT if figure.unit == "percent_change" else None)
        if usual is None:
            return edit
        nearer = _closeness(figure, edit.meant, usual) / _closeness(figure, figure.value, usual)
        return replace(edit, weight=edit.weight * nearer)

    def _allowed(
        self, known: Known, out: int, i: int, chosen: Mapping[int, Edit]
    ) -> Interval | None:
        """Return the values that all others allow a figure, in its own unit."""
        solved = self._put({**chosen, i: None}, known, out, i)
        if isinstance(solved, Clash):
            return None
        shape = self.network.shape
        return solved.bounds(shape.printed[i]).interval + shape.offsets.get(i, 0)

    def _put(
        self, chosen: Mapping[int, Edit | None], known: Known, out: int, i: int
    ) -> Known | Clash:
        """Return what is known once a figure that was left out is put back, with what is chosen for it."""
        bit = 1 << i
        system = self._replaced(chosen)
        return system.solve(self.active & ~(out & ~bit), start=known, fresh=bit)

    def _replaced(self, chosen: Mapping[int, Edit | None]) -> System:
        """Return the system with other values printed, or none where that is None."""
        domains: list[Domain] = []
        for i, domain in enumerate(self.system.domains):
            if i not in chosen:
                domains.append(domain)
            elif edit := chosen[i]:
                ends = printed(self.network.figures[i], edit.meant)
                ends -= self.network.shape.offsets.get(i, 0)
                assert ends.lower is not None  # noqa: S101 - networks hold closed figures only
                assert ends.upper is not None  # noqa: S101
                domains.append(replace(domain, lower=ends.lower, upper=ends.upper))
        return System(domains, self.system.relations)

    def _left_over(self, known: Known, out: int, i: int, source: str | None) -> list[Correction[F]]:
        """Return the one value that the others leave; the slip is where the printed one was taken from."""
        value = self._only(known, out, i, {})
        if value is None:
            return []
        weight = RARE if source else UNSLIPPED
        return [self._correction({i: Edit(value, source or "", weight)})]

    def _only(self, known: Known, out: int, i: int, chosen: Mapping[int, Edit]) -> Decimal | None:
        """Return the only other value that a figure can have, if there is just one."""
        allowed = self._allowed(known, out, i, chosen)
        figure = self.network.figures[i]
        value = None if allowed is None else only_printing(allowed, figure)
        if value is None or value == figure.value:
            return None
        tried = self._put({**chosen, i: Edit(value, "", UNSLIPPED)}, known, out, i)
        return None if isinstance(tried, Clash) else value

    def _correction(self, chosen: Mapping[int, Edit]) -> Correction[F]:
        weight = 1.0
        for edit in chosen.values():
            weight *= edit.weight
        return Correction(
            tuple(
                Change(self.network.figures[i], chosen[i].meant, chosen[i].slip or None)
                for i in sorted(chosen)
            ),
            weight,
        )


def _closeness(figure: PrintedFigure, value: Decimal, usual: Usual) -> float:
    """Return how well a value goes with what is usual: 1 at best, and never quite nothing."""
    if figure.unit == "percent_change":
        distance = float(value - usual.value)
    elif value > 0 and usual.value > 0:
        distance = log(value / usual.value)
    else:
        distance = 0 if value == usual.value else 3
    return 1 / (1 + (distance / usual.spread) ** 2)


def printed(figure: PrintedFigure, value: Decimal) -> Interval:
    """Return what a figure would stand for if it were printed as `value`."""
    return printed_interval(value, figure.decimals, figure.unit, figure.qualifier, figure.rounding)


def only_printing(allowed: Interval, figure: PrintedFigure) -> Decimal | None:
    """Return the one value, at a figure's precision, that is a printing of what is allowed."""
    if allowed.lower is None or allowed.upper is None or figure.qualifier != "exact":
        return None
    step = Fraction(10) ** -figure.decimals
    half = 0 if figure.rounding == "exact" else step / 2
    least, most = ceil((allowed.lower - half) / step), floor((allowed.upper + half) / step)
    if least != most:
        return None
    value = Decimal(least).scaleb(-figure.decimals)
    return value.quantize(Decimal(1)) if figure.decimals < 0 else value
