"""The propagation in plain fractions and intervals, as it is easiest to believe: what `solve` must equal."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final, Protocol

from peel_data.schema.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PASSES: Final = 24
_ANY: Final = Interval(Fraction(0), None)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What is known of a quantity, and from which sources each end comes."""

    interval: Interval = _ANY
    lower_from: int = 0
    upper_from: int = 0


@dataclass(frozen=True, slots=True)
class Clash:
    """Two derivations that leave a quantity no value: where, what each allows, and the sources.

    `second` is None where `first` holds no whole number and the quantity is one.
    """

    variable: int
    first: Interval
    second: Interval | None
    sources: int


class Relation(Protocol):
    """Something that holds between quantities, and narrows each by the others."""

    @property
    def sources(self) -> int:
        """What makes it hold: the figure that prints it, the assumption or the identity."""
        ...

    @property
    def variables(self) -> tuple[int, ...]:
        """The quantities that it is about."""
        ...

    def narrowed(self, known: Sequence[Bounds]) -> Iterator[tuple[int, Bounds]]:
        """Yield quantities with the bounds that the others put on them."""
        ...


@dataclass(frozen=True, slots=True)
class Domain:
    """A quantity lies within the interval of a printed figure."""

    variable: int
    lower: Fraction
    upper: Fraction
    sources: int

    @property
    def variables(self) -> tuple[int, ...]:
        """None that it depends on: what is printed stays as it is."""
        return ()

    def narrowed(self, known: Sequence[Bounds]) -> Iterator[tuple[int, Bounds]]:
        """Yield the interval, an end at a time: restatements may leave nothing between them."""
        yield self.variable, Bounds(Interval(self.lower, None), self.sources, self.sources)
        yield self.variable, Bounds(Interval(None, self.upper), self.sources, self.sources)


@dataclass(frozen=True, slots=True)
class Quotient:
    """value = scale x numerator / denominator, all of them zero or more."""

    value: int
    numerator: int
    denominator: int
    scale: int
    sources: int

    @property
    def variables(self) -> tuple[int, ...]:
        """The three of them."""
        return self.value, self.numerator, self.denominator

    def narrowed(self, known: Sequence[Bounds]) -> Iterator[tuple[int, Bounds]]:
        """Yield each of the three from the other two."""
        yield self.value, self._over(known[self.numerator], known[self.denominator])
        yield self.numerator, self._times(known[self.value], known[self.denominator])
        yield self.denominator, self._over(known[self.numerator], known[self.value])

    def _over(self, above: Bounds, below: Bounds) -> Bounds:
        # Unlike Interval's division this keeps the one end that a divisor touching zero leaves.
        low, high = above.interval.lower, above.interval.upper
        least, most = below.interval.lower, below.interval.upper
        return Bounds(
            Interval(
                self.scale * low / most if low and most else None,
                self.scale * high / least if high is not None and least else None,
            ),
            above.lower_from | below.upper_from | self.sources,
            above.upper_from | below.lower_from | self.sources,
        )

    def _times(self, rate: Bounds, below: Bounds) -> Bounds:
        return Bounds(
            rate.interval * below.interval * Fraction(1, self.scale),
            rate.lower_from | below.lower_from | self.sources,
            rate.upper_from | below.upper_from | self.sources,
        )


@dataclass(frozen=True, slots=True)
class Balance:
    """The sum of coefficient x quantity is zero; or zero or more, when `at_least`."""

    terms: tuple[tuple[int, Fraction], ...]
    sources: int
    at_least: bool = False

    @property
    def variables(self) -> tuple[int, ...]:
        """The quantities of its terms."""
        return tuple(variable for variable, _ in self.terms)

    def narrowed(self, known: Sequence[Bounds]) -> Iterator[tuple[int, Bounds]]:
        """Yield each quantity from all the others."""
        for variable, coefficient in self.terms:
            rest = Interval(Fraction(0), None if self.at_least else Fraction(0))
            low_from = high_from = self.sources
            for other, factor in self.terms:
                if other != variable:
                    bounds = known[other]
                    rest += _scaled(bounds.interval, -factor)
                    up, down = bounds.upper_from, bounds.lower_from
                    low_from |= up if factor > 0 else down
                    high_from |= down if factor > 0 else up
            if coefficient < 0:
                low_from, high_from = high_from, low_from
            yield variable, Bounds(_scaled(rest, 1 / coefficient), low_from, high_from)


def _scaled(interval: Interval, factor: Fraction) -> Interval:
    # Nearly every factor is 1 or -1, and fractions multiply slowly.
    if factor == 1:
        return interval
    return -interval if factor == -1 else interval * factor


@dataclass(frozen=True, slots=True)
class System:
    """Quantities, which of them are whole numbers, and the relations between them."""

    integral: tuple[bool, ...]
    relations: tuple[Relation, ...]

    def solve(
        self, sources: int = -1, *, start: Sequence[Bounds] = (), fresh: int = -1
    ) -> list[Bounds] | Clash:
        """Return the bounds of every quantity, or the first clash.

        Args:
            sources: The sources that may be used; every one by default.
            start: Bounds that were found without the sources in `fresh`, to go on from.
            fresh: The sources that `start` does not know of; every one by default.
        """
        known = list(start) or [Bounds() for _ in self.integral]
        relations = [(r, r.variables) for r in self.relations if not r.sources & ~sources]
        moved = set[int]()
        for turn in range(PASSES):
            before, moved = moved, set[int]()
            for relation, variables in relations:
                # Where nothing has moved since its last turn, a relation has nothing new to say.
                first = not turn and (fresh == -1 or relation.sources & fresh)
                if not first and before.isdisjoint(variables) and moved.isdisjoint(variables):
                    continue
                for variable, claim in relation.narrowed(known):
                    result = _meet(known[variable], claim, integral=self.integral[variable])
                    if result is None:
                        return _clash(variable, known[variable], claim)
                    if result is not known[variable]:
                        known[variable] = result
                        moved.add(variable)
            if not moved:
                break
        return known


def _meet(now: Bounds, claim: Bounds, *, integral: bool) -> Bounds | None:
    """Narrow what is known by a claim; the same object when it says nothing new."""
    said = claim.interval.integers() if integral else claim.interval
    if said is None:
        return None
    lower, upper = now.interval.lower, now.interval.upper
    lower_from, upper_from = now.lower_from, now.upper_from
    moved = False
    if said.lower is not None and (lower is None or said.lower > lower):
        lower, lower_from, moved = said.lower, claim.lower_from, True
    if said.upper is not None and (upper is None or said.upper < upper):
        upper, upper_from, moved = said.upper, claim.upper_from, True
    if not moved:
        return now
    if lower is not None and upper is not None and lower > upper:
        return None
    return Bounds(Interval(lower, upper), lower_from, upper_from)


def _clash(variable: int, now: Bounds, claim: Bounds) -> Clash:
    first, second = now.interval, claim.interval
    if first.gap(second) == 0:  # the second lies within the first, and holds no whole number
        sources = now.lower_from | now.upper_from | claim.lower_from | claim.upper_from
        return Clash(variable, second, None, sources)
    if first.upper is not None and second.lower is not None and first.upper < second.lower:
        return Clash(variable, first, second, now.upper_from | claim.lower_from)
    return Clash(variable, first, second, now.lower_from | claim.upper_from)
