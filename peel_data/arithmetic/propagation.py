"""Bounds of related quantities: narrow each by the others until nothing changes.

Every step encloses all solutions, so the bounds are sound: a truth that agrees with everything
given is never cut off. They are not always the tightest: each relation is seen by itself, as in any
bounds propagation, and passes are capped. Passes run over all relations in a fixed order, so that
narrower input never gives wider output.

Each end of each bound carries the set of sources it was derived from, as the bits of an integer.
Ends are exact, and kept as whole numbers above and below the line: `Fraction` would take most of the time.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from math import gcd, lcm
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from peel_data.schema.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

PASSES: Final = 24
_ANY: Final = Interval(Fraction(0), None)

End: TypeAlias = tuple[int, int, int]
"""An end of what is known: the number above and the one below the line, and the sources it comes from."""
Claim: TypeAlias = "tuple[int, End | None, End | None]"
"""A quantity and both ends that a relation puts on it; None is an open end."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What is known of a quantity, and from which sources each end comes."""

    interval: Interval = _ANY
    lower_from: int = 0
    upper_from: int = 0


class Known(NamedTuple):
    """What is known of every quantity; each is zero or more."""

    low: list[End]
    high: list[End | None]

    def bounds(self, variable: int) -> Bounds:
        """Return what is known of a quantity."""
        low, high = self.low[variable], self.high[variable]
        return Bounds(_interval(low, high), low[2], high[2] if high else 0)


@dataclass(frozen=True, slots=True)
class Clash:
    """Two derivations that leave a quantity no value: where, what each allows, and the sources.

    `second` is None where `first` holds no whole number and the quantity is one.
    """

    variable: int
    first: Interval
    second: Interval | None
    sources: int


@dataclass(frozen=True, slots=True)
class Domain:
    """A quantity lies within the interval of a printed figure."""

    variable: int
    lower: Decimal | Fraction
    upper: Decimal | Fraction
    sources: int

    def ends(self) -> tuple[Claim, Claim]:
        """Return the interval, an end at a time: restatements may leave nothing between them."""
        return (
            (self.variable, (*self.lower.as_integer_ratio(), self.sources), None),
            (self.variable, None, (*self.upper.as_integer_ratio(), self.sources)),
        )


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

    def narrowed(self, known: Known) -> Iterator[Claim]:
        """Yield those of the three that the others narrow; to work out the rest would take most of the time."""
        low, high = known
        value, above, below = self.value, self.numerator, self.denominator
        if self._divides(known, value, below):
            yield (
                value,
                self._over(low[above], high[below]) if low[above][0] else None,
                self._over(high[above], low[below]),
            )
        if self._multiplies(known):
            yield (
                above,
                self._times(low[value], low[below]),
                self._times(high[value], high[below]),
            )
        if self._divides(known, below, value):
            yield (
                below,
                self._over(low[above], high[value]) if low[above][0] else None,
                self._over(high[above], low[value]),
            )

    def _divides(self, known: Known, result: int, by: int) -> bool:
        """Return whether the numerator, divided by one of the others, narrows the other."""
        low, high = known
        least, most = low[self.numerator], high[self.numerator]
        divisor, now = high[by], low[result]
        if (
            least[0]
            and divisor
            and divisor[0]
            and self.scale * least[0] * divisor[1] * now[1] > now[0] * least[1] * divisor[0]
        ):
            return True
        least_by, top = low[by], high[result]
        if most is None or not least_by[0]:
            return False
        return top is None or (
            self.scale * most[0] * least_by[1] * top[1] < top[0] * most[1] * least_by[0]
        )

    def _multiplies(self, known: Known) -> bool:
        """Return whether the value and the divisor narrow the numerator."""
        low, high = known
        rate, below, now = low[self.value], low[self.denominator], low[self.numerator]
        if rate[0] * below[0] * now[1] > now[0] * rate[1] * below[1] * self.scale:
            return True
        most, top, now_top = high[self.value], high[self.denominator], high[self.numerator]
        if most is None or top is None:  # an open end times zero is zero
            return any(end is not None and not end[0] for end in (most, top))
        return now_top is None or (
            most[0] * top[0] * now_top[1] < now_top[0] * most[1] * top[1] * self.scale
        )

    def _over(self, above: End | None, below: End | None) -> End | None:
        # Unlike Interval's division this keeps the one end that a divisor touching zero leaves.
        if above is None or below is None or not below[0]:
            return None
        sources = above[2] | below[2] | self.sources
        return self.scale * above[0] * below[1], above[1] * below[0], sources

    def _times(self, rate: End | None, below: End | None) -> End | None:
        if rate is None or below is None:
            # An open end times zero is zero: zero times any number, however large.
            zero = (rate is not None and not rate[0]) or (below is not None and not below[0])
            return (0, 1, _of(rate) | _of(below) | self.sources) if zero else None
        sources = rate[2] | below[2] | self.sources
        return rate[0] * below[0], rate[1] * below[1] * self.scale, sources


@dataclass(frozen=True, slots=True)
class Balance:
    """The sum of coefficient x quantity is zero; or zero or more, when `at_least`."""

    terms: tuple[tuple[int, int], ...]
    sources: int
    at_least: bool = False

    @classmethod
    def of(
        cls, terms: Sequence[tuple[int, Fraction]], sources: int, *, at_least: bool = False
    ) -> Balance:
        """Make a balance of coefficients that need not be whole numbers."""
        whole = lcm(*(coefficient.denominator for _, coefficient in terms))
        return cls(tuple((v, int(whole * c)) for v, c in terms), sources, at_least)

    @property
    def variables(self) -> tuple[int, ...]:
        """The quantities of its terms."""
        return tuple(variable for variable, _ in self.terms)

    def narrowed(self, known: Known) -> Iterator[Claim]:
        """Yield those quantities that all the others narrow."""
        for variable, coefficient in self.terms:
            # coefficient x quantity is no less than the rest at its least, and no more than at its most
            least = self._rest(known, variable, most=False)
            most = None if self.at_least else self._rest(known, variable, most=True)
            if coefficient < 0:
                least, most = most, least
            lower, upper = _divided(least, coefficient), _divided(most, coefficient)
            low, high = known.low[variable], known.high[variable]
            if (lower is not None and lower[0] * low[1] > low[0] * lower[1]) or (
                upper is not None and (high is None or upper[0] * high[1] < high[0] * upper[1])
            ):
                yield variable, lower, upper

    def _rest(self, known: Known, variable: int, *, most: bool) -> End | None:
        """Return an end of the sum of all other terms, on the other side of the sign."""
        low, high = known
        above, below, sources = 0, 1, self.sources
        for other, factor in self.terms:
            if other == variable:
                continue
            end = high[other] if (factor > 0) is not most else low[other]
            if end is None:
                return None
            sources |= end[2]
            if end[1] == below:
                above -= factor * end[0]
            else:
                above = above * end[1] - factor * end[0] * below
                below *= end[1]
        return above, below, sources


def _divided(end: End | None, coefficient: int) -> End | None:
    if end is None:
        return None
    if coefficient < 0:
        return -end[0], -coefficient * end[1], end[2]
    return end[0], coefficient * end[1], end[2]


Relation: TypeAlias = Quotient | Balance
"""Something that holds between quantities, and narrows each by the others."""


class Relations:
    """Quantities, which of them are whole numbers, and the relations between them, in their order."""

    def __init__(self, integral: Sequence[bool], relations: Iterable[Relation]) -> None:
        self.integral = tuple(integral)
        self.relations = tuple(relations)
        self.about: list[list[int]] = [[] for _ in self.integral]
        for number, relation in enumerate(self.relations):
            for variable in relation.variables:
                self.about[variable].append(number)

    def narrow(self, known: Known, claims: Iterable[Claim], stale: list[bool]) -> Clash | None:
        """Narrow what is known by claims, and mark the relations that may then have more to say."""
        lows, highs = known
        for claim in claims:
            variable, lower, upper = claim
            if self.integral[variable]:
                lower, upper = _inward(lower, upper)
            low, high, moved = lows[variable], highs[variable], False
            if lower is not None and lower[0] * low[1] > low[0] * lower[1]:
                low, moved = _lowest_terms(lower), True
            if upper is not None and (high is None or upper[0] * high[1] < high[0] * upper[1]):
                high, moved = _lowest_terms(upper), True
            if moved:
                if high is not None and low[0] * high[1] > high[0] * low[1]:
                    return _clash(known, claim)
                lows[variable], highs[variable] = low, high
                for number in self.about[variable]:
                    stale[number] = True
        return None


def _inward(lower: End | None, upper: End | None) -> tuple[End | None, End | None]:
    """Return the first and the last whole number between two ends."""
    if lower is not None and lower[1] != 1:
        lower = -(-lower[0] // lower[1]), 1, lower[2]
    if upper is not None and upper[1] != 1:
        upper = upper[0] // upper[1], 1, upper[2]
    return lower, upper


@dataclass(frozen=True, slots=True)
class System:
    """Relations between quantities, and what is printed of these."""

    domains: Sequence[Domain]
    relations: Relations

    def solve(
        self, sources: int = -1, *, start: Known | None = None, fresh: int = -1
    ) -> Known | Clash:
        """Return what is known of every quantity, or the first clash.

        Args:
            sources: The sources that may be used; every one by default.
            start: What was found without the sources in `fresh`, to go on from.
            fresh: The sources that `start` does not know of; every one by default.
        """
        together = self.relations
        count = len(together.integral)
        known = Known([(0, 1, 0)] * count, [None] * count)
        if start is not None:
            known = Known(start.low[:], start.high[:])
        turns = [(n, r) for n, r in enumerate(together.relations) if not r.sources & ~sources]
        stale = [fresh == -1 or bool(r.sources & fresh) for r in together.relations]
        # Printed intervals first: what clashes with them then reads as "printed, but implied".
        printed = [d for d in self.domains if d.sources & sources & fresh]
        if clash := together.narrow(known, chain.from_iterable(d.ends() for d in printed), stale):
            return clash
        for _ in range(PASSES):
            more = False
            for number, relation in turns:
                # Where nothing has moved since its last turn, a relation has nothing new to say.
                if stale[number]:
                    stale[number], more = False, True
                    if clash := together.narrow(known, relation.narrowed(known), stale):
                        return clash
            if not more:
                break
        return known


def _lowest_terms(end: End) -> End:
    """Keep numbers short: they are multiplied with each other again and again."""
    above, below, sources = end
    common = gcd(above, below)
    return (above // common, below // common, sources) if common > 1 else end


def _clash(known: Known, claim: Claim) -> Clash:
    variable, lower, upper = claim
    now = known.bounds(variable)
    first, second = now.interval, _interval(lower, upper)
    lower_from, upper_from = _of(lower), _of(upper)
    if first.gap(second) == 0:  # the second lies within the first, and holds no whole number
        sources = now.lower_from | now.upper_from | lower_from | upper_from
        return Clash(variable, second, None, sources)
    if first.upper is not None and second.lower is not None and first.upper < second.lower:
        return Clash(variable, first, second, now.upper_from | lower_from)
    return Clash(variable, first, second, now.lower_from | upper_from)


def _of(end: End | None) -> int:
    """Return the sources of an end; an open one has none."""
    return end[2] if end else 0


def _interval(lower: End | None, upper: End | None) -> Interval:
    return Interval(
        Fraction(lower[0], lower[1]) if lower else None,
        Fraction(upper[0], upper[1]) if upper else None,
    )
