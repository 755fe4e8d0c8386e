"""What some printed figures are figures of, and the relations between those: the same for the forces of an edition."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from peel_data.arithmetic.areas import is_national
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
from peel_data.arithmetic.propagation import Balance, Quotient, Relation, Relations

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Sequence
    from datetime import date

    from peel_data.tables.printed import PrintedFigure


STATED: Final = "stated: "
LINKED: Final = 24  # with so many later estimates of a population is each held, not with all
LINKS: Final = 12_000  # and where there are thousands, with fewer, so that no more pairs are held against each other
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


@dataclass
class Shape:
    """What some figures of one edition and area are figures of, and so what must hold between them.

    It does not depend on their values, so the forces of an edition have it in common. In a set of
    sources, bit i is figure i; the assumptions and the identities follow.

    Attributes:
        size: How many figures there are.
        national: Whether the area is the total of all forces.
        index: The number of each quantity. One that no identity mentions is called by the first
            figure that prints it.
        printed: For each figure, the quantity that it prints.
        unmentioned: The quantities that no identity mentions, with that first figure.
        offsets: What figures print in excess of their quantity.
        ratios: The figures that are ratios.
        relations: What holds between the quantities, beside what is printed.
    """

    size: int
    national: bool
    index: dict[Quantity, int] = field(default_factory=dict)
    printed: list[int] = field(default_factory=list)
    unmentioned: dict[int, int] = field(default_factory=dict)
    offsets: dict[int, int] = field(default_factory=dict)
    ratios: list[tuple[Ratio, int, Quotient]] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)

    @cached_property
    def together(self) -> Relations:
        """The relations, when there are no more to come."""
        # Rates and shares have a unit for a basis; populations may be averages of estimates.
        return Relations([not quantity.basis for quantity in self.index], self.relations)

    def variable(self, quantity: Quantity) -> int:
        """Return the number of a quantity, which is new when it was not met before."""
        return self.index.setdefault(quantity, len(self.index))

    @cached_property
    def identities(self) -> int:
        """The set of all identities."""
        return sum(map(self.bit, IDENTITIES))

    def allowed(self, assume: Collection[Assumption]) -> int:
        """Return the set of all figures and identities, and of these assumptions."""
        figures = (1 << self.size) - 1
        return figures | self.identities | sum(map(self.bit, assume))

    def bit(self, row: Assumption | Identity) -> int:
        """Return the bit that stands for an assumption or an identity in a set of sources."""
        return 1 << (self.size + _POSITION[row])


class Shapes:
    """The shapes of networks: those of the same kinds of figures have one together."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], Shape] = {}

    def of(
        self,
        area: str,
        figures: Sequence[PrintedFigure],
        kinds: tuple[Hashable, ...],
        ids: tuple[int, ...],
    ) -> Shape:
        """Return the shape of a network.

        Args:
            area: Its area.
            figures: Figures of the kinds of its own.
            kinds: What stands for the `KIND` of each.
            ids: For each figure, the position of the first that has its id.
        """
        kind = is_national(area), ids, kinds
        if kind not in self._known:
            self._known[kind] = _shape(figures, ids, national=kind[0])
        return self._known[kind]

    def of_any_years(self, area: str, figures: Sequence[PrintedFigure]) -> Shape:
        """Return a shape that these figures have, or would have if they were all of so many days before or after."""
        days = [[date and date.toordinal() for date in _DATES(figure)] for figure in figures]
        first = min(filter(None, chain.from_iterable(days)), default=0)
        since = (tuple(day and day - first for day in its) for its in days)
        kind = "any years", is_national(area), *zip(map(_UNDATED, figures), since, strict=True)
        if kind not in self._known:
            self._known[kind] = _shape(figures, range(len(figures)), national=is_national(area))
        return self._known[kind]


_UNDATED = attrgetter("measure", "category", "unit", "coverage", "population_base")
_DATES = attrgetter("period_start", "period_end", "baseline_start", "baseline_end")
KIND: Final = attrgetter(
    *("measure", "category", "unit", "period_start", "period_end", "baseline_start"),
    *("baseline_end", "coverage", "population_base"),
)
"""All of a figure that the shape of its network depends on, but whether another has its id."""


def _shape(figures: Sequence[PrintedFigure], ids: Sequence[int], *, national: bool) -> Shape:
    shape = Shape(len(figures), national)
    for position, figure in enumerate(figures):
        _place(shape, figure, position, ids[position])
    _put_wholes_together(shape)
    _link_populations(shape)
    _hold_changes_against_rates(shape)
    return shape


def _identity(figure: PrintedFigure) -> Count | Ratio | None:
    for row in _BY_MEASURE.get(figure.measure, ()):
        unit = "count" if isinstance(row, Count) else row.unit
        known = figure.baseline_end if isinstance(row, Ratio) and row.earlier else figure.period_end
        if figure.unit == unit and known is not None:
            return row
    return None


def _printed(figure: PrintedFigure, row: Count | Ratio | None, name: str) -> Quantity:
    """Return the quantity whose value a figure prints; one that no identity mentions has this name."""
    if isinstance(row, Count):
        return _quantity(row.quantity, figure)
    if row is None:
        return Quantity(name, None, figure.period_end, basis=figure.unit)
    parts = [figure.measure, figure.category or ""]
    if row.earlier:
        parts += [str(figure.baseline_start), str(figure.baseline_end)]
    return _quantity(":".join(parts), figure)._replace(basis=figure.unit)


def _place(shape: Shape, figure: PrintedFigure, position: int, first: int) -> None:
    """Put a figure into the shape: what it prints, and what that is the ratio of."""
    row = _identity(figure)
    value = shape.variable(_printed(figure, row, f"figure {first}"))
    shape.printed.append(value)
    if row is None:
        shape.unmentioned.setdefault(value, first)
    if not isinstance(row, Ratio):
        return
    if row.offset:
        shape.offsets[position] = row.offset
    above = shape.variable(_quantity(row.numerator, figure))
    below = shape.variable(_quantity(row.denominator, figure, earlier=row.earlier))
    # With the figure's own bit: whoever leaves the figure out leaves out all that it brings.
    sources = shape.bit(row) | 1 << position
    if not row.every_force:
        sources |= _coverage(shape, figure.coverage)
    quotient = Quotient(value, above, below, row.scale, sources)
    shape.ratios.append((row, position, quotient))
    shape.relations.append(quotient)
    if row.share:
        terms = ((below, 1), (above, -1))
        shape.relations.append(Balance(terms, quotient.sources, at_least=True))


def _coverage(shape: Shape, coverage: str | None) -> int:
    """Return what it takes to hold a figure against another that may count other forces."""
    unstated = shape.national and not coverage
    return shape.bit(Assumption.SAME_COVERAGE) if unstated else 0


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


def _put_wholes_together(shape: Shape) -> None:
    """Add the sums and the parts, for rates of one unit and for counts alike."""
    for row in IDENTITIES:
        if isinstance(row, Whole):
            _add_whole(shape, row, row.measure + ":{category}")
            _add_whole(shape, row, row.counts)


def _add_whole(shape: Shape, row: Whole, template: str) -> None:
    bit = shape.bit(row)
    name = quantity_name(template, row.whole)
    for whole in [q for q in shape.index if q.name == name]:
        top = (shape.index[whole], 1)
        parts = [whole._replace(name=quantity_name(template, part)) for part in row.parts]
        known = [(shape.index[part], -1) for part in parts if part in shape.index]
        if row.disjoint:
            short = len(known) < len(parts)
            shape.relations.append(Balance((top, *known), bit, at_least=short))
        else:
            shape.relations.extend(Balance((top, part), bit, at_least=True) for part in known)


def _link_populations(shape: Shape) -> None:
    """Tie the populations behind different rates and years together, under the assumptions."""
    one_population = shape.bit(Assumption.ONE_POPULATION)
    at: dict[tuple[str, date | None], list[Quantity]] = defaultdict(list)
    for q in sorted(q for q in shape.index if q.name == "population"):
        at[q.coverage, q.end].append(q)
    series: dict[tuple[str, str], list[Quantity]] = defaultdict(list)
    for (coverage, end), together in at.items():
        # Each is linked to one that stands behind no rate in particular, and so to all others.
        common = Quantity("population", None, end, coverage, COMMON)
        shape.variable(common)
        # Estimates that the report tells apart are never taken for one.
        several = sum(q.basis.startswith(STATED) for q in together) > 1
        for q in together:
            if not (several and q.basis.startswith(STATED)):
                same_forces = _coverage(shape, coverage)
                _link_equal(shape, q, common, one_population | same_forces)
        for q in (*together, common):
            series[coverage, q.basis].append(q)
    for (_, basis), estimates in series.items():
        sources = one_population if basis == COMMON else 0
        later = 1 + max(1, min(LINKED, LINKS // len(estimates)))
        near = ((a, b) for n, a in enumerate(estimates) for b in estimates[n + 1 : n + later])
        for a, b in near:
            if basis.startswith(STATED):
                _link_equal(shape, a, b, 0)
            else:
                same = shape.bit(Assumption.SAME_POPULATION_BASE)
                _link_equal(shape, a, b, sources | same)
                _keep_near(shape, shape.index[b], shape.index[a], _growth(a, b), sources)


def _link_equal(shape: Shape, a: Quantity, b: Quantity, sources: int) -> None:
    terms = ((shape.index[a], 1), (shape.index[b], -1))
    shape.relations.append(Balance(terms, sources))


def _hold_changes_against_rates(shape: Shape) -> None:
    """Tie a change of counts to the two rates it lies between, whatever the population.

    Through the population alone nothing would follow while that is unknown.
    """
    rates: dict[tuple[Ratio, int], list[Quotient]] = defaultdict(list)
    for kind, _, rate in shape.ratios:
        if kind.denominator == "population":
            rates[kind, rate.numerator].append(rate)
    quantities = list(shape.index)
    for row, _, change in shape.ratios:
        if not row.earlier:
            continue
        for kind in dict.fromkeys(kind for kind, _ in rates):
            for after in rates.get((kind, change.numerator), ()):
                for before in rates.get((kind, change.denominator), ()):
                    people = quantities[before.denominator], quantities[after.denominator]
                    _hold_change(shape, change, (before, after), people)


def _hold_change(
    shape: Shape,
    change: Quotient,
    rates: tuple[Quotient, Quotient],
    people: tuple[Quantity, Quantity],
) -> None:
    before, after = rates
    bit = change.sources  # of its identity and its figure
    stated = [q.basis for q in people if q.basis.startswith(STATED)]
    if len(set(stated)) < 2:
        same = 0 if len(stated) == 2 else shape.bit(Assumption.SAME_POPULATION_BASE)
        shape.relations.append(Quotient(change.value, after.value, before.value, 100, bit | same))
    # The later count for each of the earlier population, which the later rate is not far from.
    standing = Quantity(f"rate on the earlier population:{after.value}:{before.value}", None, None)
    still = shape.variable(standing._replace(basis="rate"))
    growth = shape.bit(Assumption.BOUNDED_GROWTH)
    shape.relations.append(Quotient(change.value, still, before.value, 100, bit | growth))
    _keep_near(shape, still, after.value, _growth(*people))


def _growth(a: Quantity, b: Quantity) -> Fraction:
    assert a.end is not None  # noqa: S101 - a rate without a date is in no identity
    assert b.end is not None  # noqa: S101
    return GROWTH_PER_YEAR * Fraction((b.end - a.end).days, 365)


def _keep_near(shape: Shape, variable: int, other: int, share: Fraction, sources: int = 0) -> None:
    """Let one quantity differ from another by no more than a share of the other."""
    one = Fraction(1)
    sources |= shape.bit(Assumption.BOUNDED_GROWTH)
    shape.relations += (
        Balance.of(((variable, one), (other, share - 1)), sources, at_least=True),
        Balance.of(((other, 1 + share), (variable, -one)), sources, at_least=True),
    )


ASSUMPTIONS: Final = tuple(Assumption)
_ROWS: Final[tuple[Assumption | Identity, ...]] = (*Assumption, *IDENTITIES)
_POSITION: Final = {row: position for position, row in enumerate(_ROWS)}
_BY_MEASURE: dict[str, list[Count | Ratio]] = defaultdict(list)
for _row in IDENTITIES:
    if not isinstance(_row, Whole):
        _BY_MEASURE[_row.measure].append(_row)
