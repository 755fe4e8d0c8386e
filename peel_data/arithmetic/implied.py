"""Bounds on what a report never prints, from what it does.

Northamptonshire's report prints no number of recorded crimes. But 2,263 formal outcomes are 4.8
percent of it, 31 groups are 43.4 per million people, and 65.7 crimes were recorded per thousand:
together they leave it less than a fifth of a percent of room.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Generic

from peel_data.arithmetic.arguments import as_date, no_such
from peel_data.arithmetic.figure import F
from peel_data.arithmetic.identities import DEFAULT, Assumption, assumptions
from peel_data.arithmetic.network import COMMON, STATED, Network, Quantity, networks
from peel_data.arithmetic.propagation import Bounds, Clash
from peel_data.errors import InvalidArgument, NotFound
from peel_data.wording import period

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from peel_data.arithmetic.identities import Identity
    from peel_data.arithmetic.interval import Interval

PEOPLE = ("population", "households")
"""Quantities that may be averages of estimates, and so need not be whole numbers."""


@dataclass(frozen=True, slots=True)
class Binding(Generic[F]):
    """The printed figures that fix each end."""

    lower: tuple[F, ...]
    upper: tuple[F, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Implied(Generic[F]):
    """The bounds of a quantity that follow from printed figures.

    Attributes:
        quantity: Its name, such as `recorded_crimes`.
        area: The id of the area.
        edition: The edition whose figures were used.
        period_start: The first day of the period; None for a moment.
        period_end: The last day of the period, or the moment.
        coverage: What the area leaves out here; None when nothing.
        behind: Of a population, what tells it from others: the estimate that the report states or
            else the measure whose rates it stands behind. None for all else.
        interval: The exact bounds.
        binding: The figures that fix each end.
        identities: The relations that were used.
        assumptions: What was taken for granted, of what was allowed.
    """

    quantity: str
    area: str
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
        """The bounds in a line: what, where, when, from and to, and what is assumed."""
        when = "" if self.period_end is None else f", {period(self.period_start, self.period_end)}"
        if self.upper is None:
            bounds = f"at least {self.lower:,}"
        else:
            bounds = (
                f"{self.lower:,}" if self.exact is not None else f"{self.lower:,} to {self.upper:,}"
            )
        granted = f", assuming {', '.join(self.assumptions)}" if self.assumptions else ""
        return f"{self.quantity} of {self.area}{when}: {bounds}{granted}"

    __repr__ = __str__

    @property
    def lower(self) -> int:
        """The least it can be; for a population, rounded down to a whole number."""
        return 0 if self.interval.lower is None else math.floor(self.interval.lower)

    @property
    def upper(self) -> int | None:
        """The most it can be, rounded up for a population; None when nothing limits it."""
        return None if self.interval.upper is None else math.ceil(self.interval.upper)

    @property
    def integer(self) -> bool:
        """Whether it is a whole number by nature, as things counted are."""
        return self.quantity not in PEOPLE

    @property
    def exact(self) -> int | None:
        """The number itself, where only one is left."""
        return self.lower if self.integer and self.lower == self.upper else None


def implied(
    figures: Iterable[F],
    quantity: str,
    *,
    area: str,
    period_end: date | str | None = None,
    edition: str | None = None,
    assume: Collection[str] = DEFAULT,
) -> Implied[F]:
    """Return the bounds that figures put on a quantity.

    Args:
        figures: The printed figures.
        quantity: Its name: `recorded_crimes`, `population`, `drug_activity_groups` ...
        area: The id of the area.
        period_end: The last day of its period; by default the latest for which it is bounded.
        edition: Whose figures to use; by default the latest edition that bounds it.
        assume: The names of the assumptions to allow; none, and a population is the one behind the
            crime rates.

    Raises:
        NotFound: No printed figure bounds a quantity of that name, area and time.
        InvalidArgument: There is no such assumption, or under it the figures contradict each other.
    """
    end = as_date(period_end)
    bounded = list(_bounded(figures, assumptions(assume)))
    named = [item for item in bounded if item.quantity == quantity]
    if not named:
        raise NotFound(no_such("bounded quantity", quantity, {item.quantity for item in bounded}))
    here = [item for item in named if item.area == area]
    if not here:
        raise NotFound(no_such(f"area with bounds on {quantity}", area, {i.area for i in named}))
    fitting = [
        item
        for item in here
        if (end is None or item.period_end == end) and edition in {None, item.edition}
    ]
    if not fitting:
        known = ", ".join(sorted({f"{i.period_end} ({i.edition})" for i in here}))
        asked = " of ".join(str(part) for part in (period_end, edition) if part)
        raise NotFound(
            f"No printed figure bounds {quantity} in {area} for {asked}; there is {known}."
        )
    return max(fitting, key=_preference)


def implied_quantities(
    figures: Iterable[F],
    *,
    area: str | None = None,
    edition: str | None = None,
    assume: Collection[str] = DEFAULT,
) -> tuple[Implied[F], ...]:
    """Return every quantity that is not printed and yet bounded from both sides by what is.

    Populations that are taken for one are listed once.

    Args:
        figures: The printed figures.
        area: The id of an area; all by default.
        edition: The id of an edition; all by default.
        assume: The names of the assumptions to allow.

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
    for item in sorted(_bounded(chosen, assumptions(assume)), key=_preference, reverse=True):
        printed = {f.id for f in (*item.binding.lower, *item.binding.upper)} <= exact
        if item.upper is not None and item.binding.lower and not printed:
            key = (item.quantity, item.area, item.edition, item.period_start, item.period_end)
            listed.setdefault((*key, item.coverage, item.interval), item)
    return tuple(sorted(listed.values(), key=_order))


def _bounded(figures: Iterable[F], assume: frozenset[Assumption]) -> Iterator[Implied[F]]:
    for (edition, area), network in networks(figures).items():
        known = network.system().solve(network.allowed(assume))
        if isinstance(known, Clash):
            names = ", ".join(f.id for f in network.figures_in(known.sources))
            raise InvalidArgument(
                f"The figures of {area} in {edition} contradict each other under the assumptions "
                f"{', '.join(sorted(assume)) or '(none)'}, so they imply nothing: {names}."
            )
        for quantity, i in network.index.items():
            printed_rate = quantity.basis and quantity.name not in PEOPLE
            if printed_rate or quantity.basis == COMMON:
                continue
            if known[i].lower_from or known[i].upper_from:
                yield _implied(network, quantity, known[i], edition=edition, area=area)


def _implied(
    network: Network[F], quantity: Quantity, bounds: Bounds, *, edition: str, area: str
) -> Implied[F]:
    both = bounds.lower_from | bounds.upper_from
    return Implied(
        quantity=quantity.name,
        area=area,
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
