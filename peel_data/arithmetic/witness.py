"""Networks that agree, told many at a time by a witness: values of all quantities with which everything holds.

The propagation cuts off no true values, so figures for which such values are known do not contradict each other. The
values are looked for in floats and held against every relation. Quantities that are chosen are whole numbers, with
which floats are exact; what is worked out of them must hold by a margin a million times as wide as floats may be
out. Where none is found nothing is said, and exact arithmetic judges. Internal.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

import numpy as np

from peel_data.arithmetic.propagation import Balance, Quotient

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from peel_data.arithmetic.identities import Assumption
    from peel_data.arithmetic.propagation import Relation
    from peel_data.arithmetic.shape import Shape

Floats: TypeAlias = "np.ndarray[Any, np.dtype[np.float64]]"
Truths: TypeAlias = "np.ndarray[Any, np.dtype[np.bool_]]"

PASSES: Final = 4
MARGIN: Final = 1e-9
SLACK: Final = 1e-12
WHOLE: Final = float(2**50)
"""Whole numbers up to this one, and sums of a few of them, are exact in floats."""
AMPLE: Final = 1e9
"""What a quantity is taken to be that nothing bounds: large enough for any rate of it to be printed."""


class Alike(NamedTuple):
    """Networks that have one shape.

    Attributes:
        shape: What their figures are figures of.
        least: For each figure, its least value in each of the networks.
        most: The same with its greatest value.
        exact: The same with whether it is one whole number.
    """

    shape: Shape
    least: Sequence[Sequence[float]]
    most: Sequence[Sequence[float]]
    exact: Sequence[Sequence[bool]]


def agreeing(groups: Sequence[Alike], assume: Collection[Assumption]) -> list[list[int]]:
    """Return the positions in each group of networks that are certain to agree; of others nothing is known."""
    kinds: dict[_Kind, list[int]] = defaultdict(list)
    for number, group in enumerate(groups):
        kinds[_Kind.of(group.shape, group.shape.allowed(assume))].append(number)
    found: list[list[int]] = [[] for _ in groups]
    for kind, numbers in kinds.items():
        least, most = (
            np.concatenate([np.array(groups[n][part], dtype=float) for n in numbers], axis=1)
            for part in (1, 2)
        )
        exact = np.concatenate([np.array(groups[n].exact, dtype=bool) for n in numbers], axis=1)
        holds, start = _Search(kind, least, most, exact).found(), 0
        for number in numbers:
            stop = start + len(groups[number].least[0])
            found[number] = np.flatnonzero(holds[start:stop]).tolist()
            start = stop
    return found


class _Kind(NamedTuple):
    """What networks have in common whose figures differ in nothing but area, value and dates.

    Attributes:
        integral: Which quantities are whole numbers.
        relations: What holds between quantities.
        printed: For each figure, the quantity that it prints.
        offsets: What each prints in excess of it.
    """

    integral: tuple[bool, ...]
    relations: tuple[Relation, ...]
    printed: tuple[int, ...]
    offsets: tuple[int, ...]

    @classmethod
    def of(cls, shape: Shape, allowed: int) -> _Kind:
        relations = tuple(each for each in shape.relations if not each.sources & ~allowed)
        offsets = tuple(shape.offsets.get(i, 0) for i in range(shape.size))
        return cls(shape.together.integral, relations, tuple(shape.printed), offsets)


class _Search:
    """The search for witnesses of networks of one kind: an array over the networks for each quantity."""

    def __init__(self, kind: _Kind, least: Floats, most: Floats, exact: Truths) -> None:
        count, size = len(kind.integral), exact.shape[1]
        self.kind, self.exact = kind, exact
        self.low = [np.zeros(size) for _ in range(count)]
        self.high = [np.full(size, np.inf) for _ in range(count)]
        self.lower = [its - offset for its, offset in zip(least, kind.offsets, strict=True)]
        self.upper = [its - offset for its, offset in zip(most, kind.offsets, strict=True)]
        for i, variable in enumerate(kind.printed):
            self._narrow(variable, self.lower[i], self.upper[i])
        self.quotients = [each for each in kind.relations if isinstance(each, Quotient)]
        self.balances = [each for each in kind.relations if isinstance(each, Balance)]
        self.related = {v for each in kind.relations for v in each.variables}
        self.derived: dict[int, Quotient] = {}
        self.is_complete = all(map(self._derive, self.quotients))

    def _derive(self, quotient: Quotient) -> bool:
        """Let a quotient give its value, or what is above the line where another gives that; return whether it does."""
        value, above = quotient.value, quotient.numerator
        known = self.derived.get(value)
        if known is None:
            self.derived[value] = quotient
        elif not self.kind.integral[above] and above not in (*self.derived, *self.kind.printed):
            self.derived[above] = quotient
        else:
            return replace(quotient, sources=0) == replace(known, sources=0)
        return True

    def found(self) -> Truths:
        """Return for which a witness is found."""
        none: Truths = np.zeros(self.exact.shape[1], dtype=bool)
        if not self.is_complete:
            return none
        divisors = {quotient.denominator for quotient in self.quotients}
        free = [variable for variable in range(len(self.low)) if variable not in self.derived]
        values: dict[int, Floats] = {}
        with np.errstate(all="ignore"):
            for _ in range(PASSES):
                self._pass()
            for variable in sorted(free, key=lambda each: each not in divisors):
                values[variable] = self._choose(variable, least=float(variable in divisors))
                self._pass()
            for variable, by in self.derived.items():
                of_value = variable == by.value
                given, below = by.numerator if of_value else by.value, by.denominator
                if not {given, below} <= values.keys():
                    return none  # a ratio of ratios that come after it
                if of_value:
                    values[variable] = by.scale * values[given] / values[below]
                else:
                    values[variable] = values[given] * values[below] / by.scale
            holds = self._as_printed(values)
            for balance in self.balances:
                holds &= self._balances(balance, values)
        return holds

    def _choose(self, variable: int, least: float) -> Floats:
        """Return a value in the middle of what is left for a quantity: a whole number."""
        low = np.ceil(self.low[variable] * (1 - SLACK))
        high = np.floor(self.high[variable] * (1 + SLACK))
        if variable not in self.related:  # it has only what is printed of it to agree with
            either: Floats = (self.low[variable] + self.high[variable]) / 2
            return either
        middle = np.where(np.isinf(high), AMPLE, np.floor((low + high) / 2))
        chosen: Floats = np.maximum(np.minimum(np.maximum(middle, low), high), least)
        self.low[variable], self.high[variable] = chosen, chosen
        return chosen

    def _narrow(self, variable: int, lower: Floats, upper: Floats) -> None:
        # Not so far that a value which is known exactly could be cut off; what is not a number says nothing.
        self.low[variable] = np.fmax(self.low[variable], lower * (1 - SLACK))
        self.high[variable] = np.fmin(self.high[variable], upper * (1 + SLACK))

    def _pass(self) -> None:
        """Narrow each quantity by the others, once through all relations."""
        low, high = self.low, self.high
        for relation in self.kind.relations:
            if isinstance(relation, Quotient):
                value, above, below = relation.variables
                scale = relation.scale
                self._narrow(
                    value, scale * low[above] / high[below], scale * high[above] / low[below]
                )
                self._narrow(
                    above, low[value] * low[below] / scale, high[value] * high[below] / scale
                )
                self._narrow(
                    below, scale * low[above] / high[value], scale * high[above] / low[value]
                )
                continue
            for variable, factor in relation.terms:
                others = [(v, -f / factor) for v, f in relation.terms if v != variable]
                least = sum((f * (low[v] if f > 0 else high[v]) for v, f in others), np.zeros(1))
                most = sum((f * (high[v] if f > 0 else low[v]) for v, f in others), np.zeros(1))
                if relation.at_least:
                    least, most = (least, high[variable]) if factor > 0 else (low[variable], most)
                self._narrow(variable, least, most)

    def _as_printed(self, values: dict[int, Floats]) -> Truths:
        """Return where all values are as they are printed, and none is negative or without end."""
        holds: Truths = np.ones(self.exact.shape[1], dtype=bool)
        for each in values.values():
            holds &= (each >= 0) & (each < WHOLE)
        for i, variable in enumerate(self.kind.printed):
            value, lower, upper = values[variable], self.lower[i], self.upper[i]
            room = MARGIN * (np.abs(lower) + np.abs(upper) + value)
            within = (value - lower > room) & (upper - value > room)
            if variable not in self.derived:
                within |= self.exact[i] & (value == lower)
            holds &= within
        return holds

    def _balances(self, balance: Balance, values: dict[int, Floats]) -> Truths:
        """Return where a balance holds for certain."""
        terms, by = balance.terms, [self.derived.get(variable) for variable, _ in balance.terms]
        ratios = [each for each, (v, _) in zip(by, terms, strict=True) if each and each.value == v]
        if (
            len(ratios) == len(terms)
            and len({(each.denominator, each.scale) for each in ratios}) == 1
        ):
            # Ratios of one number are to each other as what stands above the line is.
            terms = tuple((each.numerator, f) for each, (_, f) in zip(ratios, terms, strict=True))
        parts = [factor * values[variable] for variable, factor in terms]
        total, size = sum(parts, np.zeros(1)), sum(map(np.abs, parts), np.zeros(1))
        if any(variable in self.derived for variable, _ in terms):
            return total > MARGIN * size if balance.at_least else np.zeros(1, dtype=bool)
        return (size < WHOLE) & (total >= 0 if balance.at_least else total == 0)
