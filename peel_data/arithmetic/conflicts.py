"""Printed figures that no true values could have produced together.

`check` reports each contradiction as an irreducible set: take any figure out of it and the rest can
be true. What the propagation cannot see is not reported (it is sound, not complete), so silence is
not proof; `expected` shows how closely a figure is held by the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic

from peel_data.arithmetic.figure import F
from peel_data.arithmetic.identities import DEFAULT, Assumption, assumptions
from peel_data.arithmetic.network import networks
from peel_data.arithmetic.propagation import Clash, System

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from decimal import Decimal
    from fractions import Fraction

    from peel_data.arithmetic.identities import Identity, Ratio
    from peel_data.arithmetic.network import Network
    from peel_data.arithmetic.shape import Quantity, Shape
    from peel_data.schema.interval import Interval


@dataclass(frozen=True, slots=True)
class Conflict(Generic[F]):
    """Figures that cannot all be right, and of which no one can be spared.

    Attributes:
        figures: The conflicting figures, in the order given.
        identities: What ties them together; empty when one figure is printed in two ways that
            exclude each other.
        assumptions: The optional assumptions that the conflict uses; empty when it needs none.
        quantity: The quantity that is left without a value.
        first: What some of the figures allow for it. For a change, the ratio in percent.
        second: What the others allow; None when `first` holds no whole number and one is needed.
        gap: How far apart the two are, or how far `first` is from a whole number.
        suspects: Those of the figures without which everything given agrees. Two or three are
            common: which of them is wrong, arithmetic cannot tell.
    """

    figures: tuple[F, ...]
    identities: tuple[Identity, ...]
    assumptions: tuple[Assumption, ...]
    quantity: Quantity
    first: Interval
    second: Interval | None
    gap: Fraction
    suspects: tuple[F, ...]


@dataclass(frozen=True, slots=True)
class Undecided(Generic[F]):
    """A ratio that cannot be tested, for what it divides by may be zero: neither pass nor failure.

    Attributes:
        figure: The printed ratio.
        identity: What it is the ratio of.
        divisor: What is known of the divisor.
    """

    figure: F
    identity: Ratio
    divisor: Interval


@dataclass(frozen=True, slots=True)
class Expected(Generic[F]):
    """What all other figures allow one figure to be.

    Attributes:
        figure: The figure.
        interval: The values that the others allow it, in its own unit.
        figures: The others that fix the two ends.
        assumptions: The optional assumptions that this uses.
    """

    figure: F
    interval: Interval
    figures: tuple[F, ...]
    assumptions: tuple[Assumption, ...]

    @property
    def width(self) -> Fraction | None:
        """How wide the interval is; None when it has an open end."""
        return self.interval.width

    @property
    def telling(self) -> bool:
        """Whether the others would give away half, or twice, the printed number.

        A check that would let both pass could hardly ever fail.
        """
        value = self.figure.value
        return not (value / 2 in self.interval and value * 2 in self.interval)


def check(figures: Iterable[F], *, assume: Collection[str] = DEFAULT) -> tuple[Conflict[F], ...]:
    """Return the contradictions among figures: those without assumptions first, for each area.

    One cause gives one conflict: once found, its suspects (or, without any, all of its figures) are
    set aside before looking for the next.

    Args:
        figures: Figures of any tables, areas and editions.
        assume: The names of the assumptions to allow.

    Raises:
        InvalidArgument: There is no assumption of a name.
    """
    allowed = assumptions(assume)
    found: list[Conflict[F]] = []
    for network in networks(figures).values():
        system = network.system
        spared = 0
        if not isinstance(system.solve(network.allowed(allowed)), Clash):
            continue  # what agrees under assumptions agrees without them
        for level in (frozenset[Assumption](), allowed):
            active = network.allowed(level)
            while isinstance(clash := system.solve(active & ~spared), Clash):
                conflict, aside = _conflict(network, system, active & ~spared, clash)
                found.append(conflict)
                spared |= aside
    return tuple(found)


def expected(
    figure: F,
    figures: Iterable[F],
    *,
    assume: Collection[str] = DEFAULT,
) -> Expected[F] | None:
    """Return what the other figures allow this one to be; None when they contradict each other.

    Args:
        figure: The figure in question; other printings of the same figure are left out with it.
        figures: All figures; those of other areas and editions do not matter.
        assume: The names of the assumptions to allow.
    """
    near = [f for f in figures if (f.edition, f.area) == (figure.edition, figure.area)]
    near = [f for f in near if f.id != figure.id]
    network = networks([figure, *near])[figure.edition, figure.area]
    # What figure 0 is the ratio of stays; only the interval that it prints is left out.
    system = System(network.domains[1:], network.shape.together)
    known = system.solve(network.allowed(assumptions(assume)))
    if isinstance(known, Clash):
        return None
    bounds = known.bounds(network.shape.printed[0])
    both = (bounds.lower_from | bounds.upper_from) & ~1
    return Expected(
        figure,
        bounds.interval + network.shape.offsets.get(0, 0),
        network.figures_in(both),
        network.assumptions_in(both),
    )


def irreducible(
    network: Network[F], system: System, active: int, clash: Clash, spare: int = 0
) -> tuple[Clash, int]:
    """Return the irreducible conflict within a clash: how it shows, and its sources.

    Args:
        network: The figures.
        system: Their system.
        active: The sources that clash.
        clash: How they do.
        spare: Figures to keep out of the conflict rather than others.
    """
    sources = clash.sources & active
    for bit in _removable(network, sources, spare):
        # Every identity stays: fewer figures may clash in another way than the one first met.
        smaller = system.solve(sources & ~bit | network.shape.identities) if bit & sources else None
        if isinstance(smaller, Clash):
            clash, sources = smaller, smaller.sources
    return clash, sources


def conflict_of(network: Network[F], clash: Clash, sources: int, suspects: int) -> Conflict[F]:
    """Return a clash and its sources as a conflict of figures."""
    return Conflict(
        figures=network.figures_in(sources),
        identities=network.identities_in(sources),
        assumptions=network.assumptions_in(sources),
        quantity=network.quantities[clash.variable],
        first=clash.first,
        second=clash.second,
        gap=_gap(clash),
        suspects=network.figures_in(suspects),
    )


def _conflict(
    network: Network[F], system: System, active: int, clash: Clash
) -> tuple[Conflict[F], int]:
    """Return the irreducible conflict within a clash, and the figures to set aside."""
    clash, sources = irreducible(network, system, active, clash)
    members = [1 << i for i in range(len(network.figures)) if sources >> i & 1]
    suspects = sum(m for m in members if not isinstance(system.solve(active & ~m), Clash))
    return conflict_of(network, clash, sources, suspects), suspects or sum(members)


def _removable(network: Network[F], sources: int, spare: int) -> Iterator[int]:
    """Yield the assumptions, then the figures, of a set of sources; those in `spare` first."""
    for assumption in network.assumptions_in(sources):
        yield network.shape.bit(assumption)
    bits = [1 << i for i in range(len(network.figures)) if sources >> i & 1]
    yield from sorted(bits, key=lambda bit: not bit & spare)


def _gap(clash: Clash) -> Fraction:
    if clash.second is not None:
        return clash.first.gap(clash.second)
    lower, upper = clash.first.lower, clash.first.upper
    assert lower is not None  # noqa: S101 - an interval with an open end holds whole numbers
    assert upper is not None  # noqa: S101
    return min(lower - lower.__floor__(), upper.__ceil__() - upper)


def undecided_in(network: Network[F]) -> Iterator[Undecided[F]]:
    """Yield the undecided ratios of one edition and area."""
    open_ = open_ratios(network.shape, network.ends)
    if not open_:
        return
    # National figures of different measures are held against each other only if they cover the same.
    known = network.system.solve(network.shape.allowed([Assumption.SAME_COVERAGE]))
    if isinstance(known, Clash):
        return
    for row, position, denominator in open_:
        divisor = known.bounds(denominator).interval
        if 0 in divisor:
            yield Undecided(network.figures[position], row, divisor)


def open_ratios(
    shape: Shape, ends: Sequence[tuple[Decimal | float, Decimal | float]]
) -> list[tuple[Ratio, int, int]]:
    """Return the ratios that one look does not tell to be decided: with their figure, and what they divide by.

    Args:
        shape: What the figures are figures of.
        ends: The least and the greatest value of each figure, or such as are no greater.
    """
    printed, above_zero = set(shape.printed), _above_zero(shape, ends)
    return [
        (row, i, quotient.denominator)
        for row, i, quotient in shape.ratios
        if quotient.denominator not in above_zero
        and printed & {quotient.numerator, quotient.denominator}
    ]


def _above_zero(shape: Shape, ends: Sequence[tuple[Decimal | float, Decimal | float]]) -> set[int]:
    """Return quantities of which one look tells that they are not zero: printed so, or below such a number."""
    known, rated = set[int](), set[int]()
    for position, (lower, upper) in enumerate(ends):
        offset = shape.offsets.get(position, 0)
        if lower > offset:
            known.add(shape.printed[position])
        if upper > offset:
            rated.add(shape.printed[position])
    return known | {
        quotient.denominator
        for _, _, quotient in shape.ratios
        if quotient.numerator in known and quotient.value in rated
    }
