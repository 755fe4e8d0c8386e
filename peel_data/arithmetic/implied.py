"""Bounds on what a report never prints, from what it does.

Northamptonshire's report prints no number of recorded crimes. But 2,263 formal outcomes are 4.8
percent of it, 31 groups are 43.4 per million people, and 65.7 crimes were recorded per thousand:
together they leave it less than a fifth of a percent of room.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Generic, cast

from peel_data.arithmetic.arguments import as_date, no_such
from peel_data.arithmetic.figure import F
from peel_data.arithmetic.identities import DEFAULT, Assumption, assumptions
from peel_data.arithmetic.network import Network, networks
from peel_data.arithmetic.propagation import Bounds, Clash
from peel_data.arithmetic.shape import COMMON, STATED, Quantity
from peel_data.errors import InvalidArgument, NotFound
from peel_data.tables.formatting import area_name, period

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from peel_data.arithmetic.identities import Identity
    from peel_data.schema.interval import Interval
    from peel_data.schema.vocabulary import AreaId, QuantityName

PEOPLE = ("population", "households")
"""Quantities that may be averages of estimates, and so need not be whole numbers."""


@dataclass(frozen=True, slots=True)
class Binding(Generic[F]):
    """The printed figures that set each bound."""

    lower: tuple[F, ...]
    upper: tuple[F, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Implied(Generic[F]):
    """The bounds of a quantity that follow from printed figures.

    Attributes:
        quantity: The name of the quantity, such as `recorded_crimes`.
        area: The id of the area.
        edition: The edition whose figures were used.
        period_start: The first day of the period; None for a point in time.
        period_end: The last day of the period, or the point in time.
        coverage: What the area leaves out here; None if nothing.
        behind: For a population, the estimate that the report states or, without one, the measure whose
            rates use it. Otherwise None.
        interval: The exact bounds.
        binding: The figures that set each bound.
        identities: The relations used.
        assumptions: The optional assumptions used. Even if this is empty, every bound rests on the three of
            `identities.STANDING`: numbers are rounded to the nearest, all figures that depend on recorded
            crime use one count, and a figure printed twice has one unrounded value.
    """

    quantity: QuantityName
    area: AreaId
    edition: str
    period_start: date | None
    period_end: date | None
    coverage: str | None
    behind: str | None
    interval: Interval
    binding: Binding[F]
    identities: tuple[Identity, ...]
    assumptions: tuple[Assumption, ...]

    def __str__(self) -> str:
        """Return the bounds in a line: what, where, when, from and to, and what is assumed."""
        when = f", {self.when}" if self.when else ""
        where = f"{self.area} {self.coverage}" if self.coverage else self.area
        return f"{self.quantity} of {where}{when}: {self.bounds}, {assuming(self.assumptions)}"

    __repr__ = __str__

    def _repr_html_(self) -> str:
        """Return the bounds as a notebook shows them."""
        from peel_data.arithmetic import cards

        return cards.show_implied(
            self.quantity,
            self.bounds,
            {
                "Area": area_name(self.area, self.coverage),
                "Period": self.when,
                "Behind": (self.behind or "").replace("_", " "),
                "Edition": self.edition,
            },
            least=self.binding.lower,
            greatest=self.binding.upper,
            assumed=[each.statement for each in self.assumptions],
        )

    @property
    def bounds(self) -> str:
        """The bounds in words: `46,839 to 46,922`."""
        if self.upper is None:
            return f"at least {self.lower:,}"
        return f"{self.lower:,}" if self.exact is not None else f"{self.lower:,} to {self.upper:,}"

    @property
    def when(self) -> str:
        """The period in words. A population is the base of rates for a period, not a count on a day."""
        words = period(self.period_start, self.period_end)
        return words.replace("at ", "base of rates to ", 1) if self.quantity in PEOPLE else words

    @property
    def lower(self) -> int:
        """The lower bound; for a population, rounded down to a whole number."""
        return 0 if self.interval.lower is None else math.floor(self.interval.lower)

    @property
    def upper(self) -> int | None:
        """The upper bound, rounded up for a population; None if there is none."""
        return None if self.interval.upper is None else math.ceil(self.interval.upper)

    @property
    def integer(self) -> bool:
        """Whether the quantity is a count, and so a whole number."""
        return self.quantity not in PEOPLE

    @property
    def exact(self) -> int | None:
        """The number, if only one is possible."""
        return self.lower if self.integer and self.lower == self.upper else None


def assuming(names: Collection[str]) -> str:
    """Return which optional assumptions something rests on, in words."""
    return f"assuming {', '.join(sorted(names))}" if names else "with no optional assumption"


def implied(
    figures: Iterable[F],
    quantity: str,
    *,
    area: str,
    period_end: date | str | None = None,
    edition: str | None = None,
    assume: Iterable[str] = DEFAULT,
) -> Implied[F]:
    """Return the bounds that figures put on a quantity.

    Args:
        figures: The printed figures.
        quantity: Its name: `recorded_crimes`, `population`, `drug_activity_groups` ...
        area: The id of the area.
        period_end: The last day of its period; by default the latest for which it is bounded.
        edition: Whose figures to use; by default the latest edition that bounds it.
        assume: The names of the optional assumptions to allow. With none, a population is the one
            behind the crime rates.

    Raises:
        NotFound: No printed figure bounds a quantity of that name, area and time.
        InvalidArgument: There is no such assumption, or under it the figures contradict each other.
    """
    end = as_date(period_end)
    granted, everything = assumptions(assume), tuple(figures)

    def fits(item: Implied[F]) -> bool:
        there = item.quantity == quantity and item.area == area
        return there and end in {None, item.period_end} and edition in {None, item.edition}

    bounded = list(_bounded(everything, granted))
    fitting = list(filter(fits, bounded))
    if fitting:
        return max(fitting, key=_preference)
    raise NotFound(
        _what_else_it_takes(everything, fits, granted)
        or _nothing_there(bounded, quantity, area, period_end, edition)
    )


def implied_quantities(
    figures: Iterable[F],
    *,
    area: str | None = None,
    edition: str | None = None,
    assume: Iterable[str] = DEFAULT,
) -> tuple[Implied[F], ...]:
    """Return every quantity that is not printed and yet bounded from both sides by what is.

    Populations that are taken for one are listed once.

    Args:
        figures: The printed figures.
        area: The id of an area; all by default.
        edition: The id of an edition; all by default.
        assume: The names of the optional assumptions to allow.

    Raises:
        NotFound: There is no such area or edition.
        InvalidArgument: There is no such assumption, or under it the figures contradict each other.
    """
    everything = tuple(figures)
    for what, name in (("area", area), ("edition", edition)):
        known = {getattr(f, what) for f in everything}
        if name is not None and name not in known:
            raise NotFound(no_such(what, name, known))
    chosen = [f for f in everything if area in {None, f.area} and edition in {None, f.edition}]
    exact = {f.id for f in chosen if f.unit == "count"}
    listed: dict[tuple[object, ...], Implied[F]] = {}
    bounded = _bounded(chosen, assumptions(assume), exact)
    for item in sorted(bounded, key=_preference, reverse=True):
        key = (item.quantity, item.area, item.edition, item.period_start, item.period_end)
        listed.setdefault((*key, item.coverage, item.interval), item)
    return tuple(sorted(listed.values(), key=_order))


def _what_else_it_takes(
    figures: Iterable[F], fits: Callable[[Implied[F]], bool], granted: frozenset[Assumption]
) -> str | None:
    """Return which further assumptions would bound what is asked for, the fewest that do."""
    further = [assumption for assumption in Assumption if assumption not in granted]
    for size in range(1, len(further) + 1):
        for added in combinations(further, size):
            try:
                found = next(filter(fits, _bounded(figures, granted.union(added))), None)
            except InvalidArgument:  # under these, the figures contradict each other
                continue
            if found:
                return (
                    f"{found.quantity} in {found.area} is bounded only if {' and '.join(added)} "
                    f"{'is' if size == 1 else 'are'} assumed too: "
                    f"{' '.join(assumption.statement for assumption in added)}"
                )
    return None


def _nothing_there(
    bounded: Iterable[Implied[F]],
    quantity: str,
    area: str,
    period_end: date | str | None,
    edition: str | None,
) -> str:
    """Return the message that nothing bounds a quantity there and then, with what is bounded."""
    bounded = list(bounded)
    named = [item for item in bounded if item.quantity == quantity]
    if not named:
        return no_such("bounded quantity", quantity, {item.quantity for item in bounded})
    here = [item for item in named if item.area == area]
    if not here:
        return no_such("area", area, {i.area for i in named}, where=f"with bounds on {quantity}")
    known = ", ".join(sorted({f"{i.period_end} ({i.edition})" for i in here}))
    asked = " in ".join(str(part) for part in (period_end, edition) if part)
    return (
        f"No printed figure bounds {quantity} in {area} for {asked}. There are bounds for {known}."
    )


def _bounded(
    figures: Iterable[F], assume: frozenset[Assumption], exact: Collection[str] | None = None
) -> Iterator[Implied[F]]:
    """Yield what is bounded; given the ids of exact figures, only what others bound from both sides."""
    for (edition, area), network in networks(figures).items():
        known = network.system.solve(network.allowed(assume))
        if isinstance(known, Clash):
            names = ", ".join(f.id for f in network.figures_in(known.sources))
            raise InvalidArgument(
                f"The figures of {area} in {edition} contradict each other, {assuming(assume)}, "
                f"so they imply nothing: {names}."
            )
        figures_bits = (1 << len(network.figures)) - 1
        rounded = sum(1 << i for i, f in enumerate(network.figures) if f.id not in (exact or ()))
        for i, quantity in enumerate(network.quantities):
            low, high = known.low[i][2], known.high[i]
            if exact is not None and not (
                low & figures_bits and high and (low | high[2]) & rounded
            ):
                continue
            printed_rate = quantity.basis and quantity.name not in PEOPLE
            if printed_rate or quantity.basis == COMMON:
                continue
            bounds = known.bounds(i)
            if bounds.lower_from or bounds.upper_from:
                yield _implied(network, quantity, bounds, edition=edition, area=area)


def _implied(
    network: Network[F], quantity: Quantity, bounds: Bounds, *, edition: str, area: str
) -> Implied[F]:
    both = bounds.lower_from | bounds.upper_from
    return Implied(
        quantity=cast("QuantityName", quantity.name),
        area=cast("AreaId", area),
        edition=edition,
        period_start=quantity.start,
        period_end=quantity.end,
        coverage=quantity.coverage or None,
        behind=quantity.basis.removeprefix(STATED) or None,
        interval=bounds.interval,
        binding=Binding(
            network.figures_in(bounds.lower_from), network.figures_in(bounds.upper_from)
        ),
        identities=network.identities_in(both),
        assumptions=network.assumptions_in(both),
    )


def _preference(item: Implied[F]) -> tuple[bool, date, str, bool, bool]:
    """Rank what answers to one name: bounded, latest, of the whole area, behind the crime rates."""
    return (
        item.upper is not None,
        item.period_end or date.min,
        item.edition.rpartition("-")[2],
        item.coverage is None,
        item.behind == "crime_rate",
    )


def _order(item: Implied[F]) -> tuple[str, str, str, date, str, str]:
    end = item.period_end or date.min
    return item.edition, item.area, item.quantity, end, item.coverage or "", item.behind or ""
