"""From printed figures to the quantities behind them, and the relations between those.

A network is of one edition and one area. Nothing is ever claimed between editions (later ones may
revise) or between areas.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING, Final, Generic, NamedTuple

from peel_data.arithmetic.areas import is_national
from peel_data.arithmetic.figure import F, PrintedFigure
from peel_data.arithmetic.identities import (
    GROWTH_PER_YEAR,
    IDENTITIES,
    Assumption,
    Count,
    Identity,
    Ratio,
    Whole,
    quantity_name,
)
from peel_data.arithmetic.propagation import Balance, Domain, Quotient, Relation, System

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date


STATED: Final = "stated: "
COMMON: Final = "common"


class Quantity(NamedTuple):
    """Something that has one true value: a count, a population, or what a figure prints rounded.

    Attributes:
        name: Such as `recorded_crimes`; of a printed rate or share, its measure and category.
        start: The first day of the period; None for a moment.
        end: The last day of the period, or the moment.
        coverage: What the area leaves out here; empty when nothing.
        basis: Of a population, the base that the report states (after `STATED`), or else the
            measure whose rates it stands behind, or `COMMON`. Of a rate, its unit.
    """

    name: str
    start: date | None
    end: date | None
    coverage: str = ""
    basis: str = ""


@dataclass(slots=True)
class Network(Generic[F]):
    """The quantities behind the figures of one edition and area.

    In a set of sources, bit i is figure i; the assumptions and the identities follow.
    """

    figures: tuple[F, ...]
    index: dict[Quantity, int] = field(default_factory=dict)
    ratios: list[tuple[Ratio, F, Quotient]] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)

    def variable(self, quantity: Quantity) -> int:
        """Return the number of a quantity, which is new when it was not met before."""
        return self.index.setdefault(quantity, len(self.index))

    def bit(self, row: Assumption | Identity) -> int:
        """Return the bit that stands for an assumption or an identity in a set of sources."""
        return 1 << (len(self.figures) + _POSITION[row])

    @property
    def identities(self) -> int:
        """The set of all identities."""
        return sum(map(self.bit, IDENTITIES))

    def allowed(self, assume: Collection[Assumption]) -> int:
        """Return the set of all figures and identities, and of these assumptions."""
        figures = (1 << len(self.figures)) - 1
        return figures | self.identities | sum(map(self.bit, assume))

    def figures_in(self, sources: int) -> tuple[F, ...]:
        """Return the figures of a set of sources, in the order given."""
        return tuple(f for i, f in enumerate(self.figures) if sources >> i & 1)

    def assumptions_in(self, sources: int) -> tuple[Assumption, ...]:
        """Return the assumptions of a set of sources."""
        return tuple(a for a in Assumption if sources & self.bit(a))

    def identities_in(self, sources: int) -> tuple[Identity, ...]:
        """Return the identities of a set of sources."""
        return tuple(row for row in IDENTITIES if sources & self.bit(row))

    def system(self) -> System:
        """Return the quantities as numbered variables, with the relations between them."""
        # Printed intervals first: what clashes with them then reads as "printed, but implied".
        ordered = sorted(self.relations, key=lambda r: not isinstance(r, Domain))
        return System(tuple(_is_count(q) for q in self.index), tuple(ordered))


def networks(figures: Iterable[F]) -> dict[tuple[str, str], Network[F]]:
    """Return a network for each edition and area.

    A figure with an open end takes no part: "about 100" excludes nothing, and "at least 15" is not
    the number itself. A figure that no identity mentions has only itself to agree with.
    """
    groups: dict[tuple[str, str], list[F]] = defaultdict(list)
    for figure in figures:
        if figure.lower is not None and figure.upper is not None:
            groups[figure.edition, figure.area].append(figure)
    return {key: _network(group) for key, group in groups.items()}


def _network(figures: Sequence[F]) -> Network[F]:
    network = Network[F](tuple(figures))
    for position, figure in enumerate(figures):
        _place(network, figure, 1 << position)
    _put_wholes_together(network)
    _link_populations(network)
    _hold_changes_against_rates(network)
    return network


def _identity(figure: PrintedFigure) -> Count | Ratio | None:
    for row in _BY_MEASURE.get(figure.measure, ()):
        unit = "count" if isinstance(row, Count) else row.unit
        known = figure.baseline_end if isinstance(row, Ratio) and row.earlier else figure.period_end
        if figure.unit == unit and known is not None:
            return row
    return None


def printed_quantity(figure: PrintedFigure) -> Quantity:
    """Return the quantity whose value a figure prints."""
    row = _identity(figure)
    if isinstance(row, Count):
        return _quantity(row.quantity, figure)
    if row is None:
        return Quantity(figure.id, None, figure.period_end, basis=figure.unit)
    parts = [figure.measure, figure.category or ""]
    if row.earlier:
        parts += [str(figure.baseline_start), str(figure.baseline_end)]
    return _quantity(":".join(parts), figure)._replace(basis=figure.unit)


def offset(figure: PrintedFigure) -> int:
    """Return what a figure prints in excess of its quantity: a change prints the ratio less 100."""
    row = _identity(figure)
    return row.offset if isinstance(row, Ratio) else 0


def _place(network: Network[F], figure: F, bit: int) -> None:
    """Put a figure into the network: its interval, and what it is the ratio of."""
    row = _identity(figure)
    value = network.variable(printed_quantity(figure))
    network.relations.append(Domain(value, *_ends(figure), bit))
    if not isinstance(row, Ratio):
        return
    above = network.variable(_quantity(row.numerator, figure))
    below = network.variable(_quantity(row.denominator, figure, earlier=row.earlier))
    # With the figure's own bit: whoever leaves the figure out leaves out all that it brings.
    sources = network.bit(row) | bit
    if not row.every_force:
        sources |= _coverage(network, figure.area, figure.coverage)
    quotient = Quotient(value, above, below, row.scale, sources)
    network.ratios.append((row, figure, quotient))
    network.relations.append(quotient)
    if row.share:
        terms = ((below, Fraction(1)), (above, Fraction(-1)))
        network.relations.append(Balance(terms, quotient.sources, at_least=True))


def _coverage(network: Network[F], area: str, coverage: str | None) -> int:
    """Return what it takes to hold a figure against another that may count other forces."""
    unstated = is_national(area) and not coverage
    return network.bit(Assumption.SAME_COVERAGE) if unstated else 0


def _ends(figure: PrintedFigure) -> tuple[Fraction, Fraction]:
    assert figure.lower is not None  # noqa: S101 - networks() lets in closed figures only
    assert figure.upper is not None  # noqa: S101
    return Fraction(figure.lower) - offset(figure), Fraction(figure.upper) - offset(figure)


def _quantity(template: str, figure: PrintedFigure, *, earlier: bool = False) -> Quantity:
    start, end = figure.period_start, figure.period_end
    if earlier:
        start, end = figure.baseline_start, figure.baseline_end
    name = quantity_name(template, figure.category)
    coverage = figure.coverage or ""
    if name in {"population", "households"}:
        base = figure.population_base
        return Quantity(name, None, end, coverage, STATED + base if base else figure.measure)
    return Quantity(name, start, end, coverage)


def _put_wholes_together(network: Network[F]) -> None:
    """Add the sums and the parts, for rates of one unit and for counts alike."""
    for row in IDENTITIES:
        if isinstance(row, Whole):
            _add_whole(network, row, row.measure + ":{category}")
            _add_whole(network, row, row.counts)


def _add_whole(network: Network[F], row: Whole, template: str) -> None:
    one, bit = Fraction(1), network.bit(row)
    name = quantity_name(template, row.whole)
    for whole in [q for q in network.index if q.name == name]:
        top = (network.index[whole], one)
        parts = [whole._replace(name=quantity_name(template, part)) for part in row.parts]
        known = [(network.index[part], -one) for part in parts if part in network.index]
        if row.disjoint:
            short = len(known) < len(parts)
            network.relations.append(Balance((top, *known), bit, at_least=short))
        else:
            network.relations.extend(Balance((top, part), bit, at_least=True) for part in known)


def _link_populations(network: Network[F]) -> None:
    """Tie the populations behind different rates and years together, under the assumptions."""
    one_population = network.bit(Assumption.ONE_POPULATION)
    at: dict[tuple[str, date | None], list[Quantity]] = defaultdict(list)
    for q in sorted(q for q in network.index if q.name == "population"):
        at[q.coverage, q.end].append(q)
    series: dict[tuple[str, str], list[Quantity]] = defaultdict(list)
    for (coverage, end), together in at.items():
        # Each is linked to one that stands behind no rate in particular, and so to all others.
        common = Quantity("population", None, end, coverage, COMMON)
        network.variable(common)
        # Estimates that the report tells apart are never taken for one.
        several = sum(q.basis.startswith(STATED) for q in together) > 1
        for q in together:
            if not (several and q.basis.startswith(STATED)):
                same_forces = _coverage(network, network.figures[0].area, coverage)
                _link_equal(network, q, common, one_population | same_forces)
        for q in (*together, common):
            series[coverage, q.basis].append(q)
    for (_, basis), estimates in series.items():
        sources = one_population if basis == COMMON else 0
        for a, b in combinations(estimates, 2):
            if basis.startswith(STATED):
                _link_equal(network, a, b, 0)
            else:
                same = network.bit(Assumption.SAME_POPULATION_BASE)
                _link_equal(network, a, b, sources | same)
                _keep_near(network, network.index[b], network.index[a], _growth(a, b), sources)


def _link_equal(network: Network[F], a: Quantity, b: Quantity, sources: int) -> None:
    terms = ((network.index[a], Fraction(1)), (network.index[b], Fraction(-1)))
    network.relations.append(Balance(terms, sources))


def _hold_changes_against_rates(network: Network[F]) -> None:
    """Tie a change of counts to the two rates it lies between, whatever the population.

    Through the population alone nothing would follow while that is unknown.
    """
    rates = [entry for entry in network.ratios if entry[0].denominator == "population"]
    quantities = list(network.index)
    for row, _, change in network.ratios:
        if not row.earlier:
            continue
        for kind, _, after in rates:
            for same, _, before in rates:
                counts = (after.numerator, before.numerator)
                if kind is same and counts == (change.numerator, change.denominator):
                    people = quantities[before.denominator], quantities[after.denominator]
                    _hold_change(network, change, (before, after), people)


def _hold_change(
    network: Network[F],
    change: Quotient,
    rates: tuple[Quotient, Quotient],
    people: tuple[Quantity, Quantity],
) -> None:
    before, after = rates
    bit = change.sources  # of its identity and its figure
    stated = [q.basis for q in people if q.basis.startswith(STATED)]
    if len(set(stated)) < 2:
        same = 0 if len(stated) == 2 else network.bit(Assumption.SAME_POPULATION_BASE)
        network.relations.append(Quotient(change.value, after.value, before.value, 100, bit | same))
    # The later count for each of the earlier population, which the later rate is not far from.
    standing = Quantity(f"rate on the earlier population:{after.value}:{before.value}", None, None)
    still = network.variable(standing._replace(basis="rate"))
    growth = network.bit(Assumption.BOUNDED_GROWTH)
    network.relations.append(Quotient(change.value, still, before.value, 100, bit | growth))
    _keep_near(network, still, after.value, _growth(*people))


def _growth(a: Quantity, b: Quantity) -> Fraction:
    assert a.end is not None  # noqa: S101 - a rate without a date is in no identity
    assert b.end is not None  # noqa: S101
    return GROWTH_PER_YEAR * Fraction((b.end - a.end).days, 365)


def _keep_near(
    network: Network[F], variable: int, other: int, share: Fraction, sources: int = 0
) -> None:
    """Let one quantity differ from another by no more than a share of the other."""
    one = Fraction(1)
    sources |= network.bit(Assumption.BOUNDED_GROWTH)
    network.relations += (
        Balance(((variable, one), (other, share - 1)), sources, at_least=True),
        Balance(((other, 1 + share), (variable, -one)), sources, at_least=True),
    )


def _is_count(quantity: Quantity) -> bool:
    # Rates and shares have a unit for a basis; populations may be averages of estimates.
    return not quantity.basis


_ROWS: Final[tuple[Assumption | Identity, ...]] = (*Assumption, *IDENTITIES)
_POSITION: Final = {row: position for position, row in enumerate(_ROWS)}
_BY_MEASURE: dict[str, list[Count | Ratio]] = defaultdict(list)
for _row in IDENTITIES:
    if not isinstance(_row, Whole):
        _BY_MEASURE[_row.measure].append(_row)
