"""From printed figures to the quantities behind them, and the relations between those.

A network is of one edition and one area. Nothing is ever claimed between editions (later ones may
revise) or between areas.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Generic

from peel_data.arithmetic.bits import members
from peel_data.arithmetic.figure import F
from peel_data.arithmetic.identities import IDENTITIES, Assumption, Identity
from peel_data.arithmetic.propagation import Domain, System
from peel_data.arithmetic.shape import ASSUMPTIONS, KIND, Quantity, Shape, Shapes

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence
    from decimal import Decimal


@dataclass(frozen=True)
class Network(Generic[F]):
    """The quantities behind the figures of one edition and area.

    Attributes:
        figure: Gives the figure of a position; where nothing is wrong, none may ever be asked for.
        ends: The least and the greatest value of each figure.
        shape: What they are figures of.
    """

    figure: Callable[[int], F]
    ends: Sequence[tuple[Decimal, Decimal]]
    shape: Shape

    @cached_property
    def figures(self) -> tuple[F, ...]:
        """The figures."""
        return tuple(map(self.figure, range(self.shape.size)))

    @cached_property
    def positions(self) -> dict[int, int]:
        """The position of each figure, by its `id` as an object: two may print the same."""
        return {id(figure): position for position, figure in enumerate(self.figures)}

    @cached_property
    def domains(self) -> list[Domain]:
        """What each figure says of the quantity that it prints; a change, of the ratio that is 100 more."""
        offsets, printed = self.shape.offsets, self.shape.printed
        return [
            Domain(printed[i], Fraction(lower) - offsets[i], Fraction(upper) - offsets[i], 1 << i)
            if i in offsets
            else Domain(printed[i], lower, upper, 1 << i)
            for i, (lower, upper) in enumerate(self.ends)
        ]

    @cached_property
    def system(self) -> System:
        """The quantities as numbered variables, with what is printed of them and holds between them."""
        return System(self.domains, self.shape.together)

    @cached_property
    def quantities(self) -> list[Quantity]:
        """The quantities in the order of their numbers."""
        found = list(self.shape.index)
        for variable, first in self.shape.unmentioned.items():
            found[variable] = found[variable]._replace(name=self.figures[first].id)
        return found

    def allowed(self, assume: Collection[Assumption]) -> int:
        """Return the set of all figures and identities, and of these assumptions."""
        return self.shape.allowed(assume)

    def set_of(self, figures: Iterable[F]) -> int:
        """Return these figures, each of them once, as a set of sources."""
        return sum(1 << self.positions[id(figure)] for figure in figures)

    def figures_in(self, sources: int) -> tuple[F, ...]:
        """Return the figures of a set of sources, in the order given."""
        return members(self.figures, sources)

    def assumptions_in(self, sources: int) -> tuple[Assumption, ...]:
        """Return the assumptions of a set of sources."""
        return members(ASSUMPTIONS, sources >> self.shape.size)

    def identities_in(self, sources: int) -> tuple[Identity, ...]:
        """Return the identities of a set of sources."""
        return members(IDENTITIES, sources >> self.shape.size + len(ASSUMPTIONS))


def networks(figures: Iterable[F]) -> dict[tuple[str, str], Network[F]]:
    """Return a network for each edition and area.

    A figure with an open end takes no part: "about 100" excludes nothing, and "at least 15" is not
    the number itself. A figure that no identity mentions has only itself to agree with.
    """
    groups: dict[tuple[str, str], list[F]] = defaultdict(list)
    for figure in figures:
        if figure.lower is not None and figure.upper is not None:
            groups[figure.edition, figure.area].append(figure)
    shapes, found = Shapes(), {}
    for where, group in groups.items():
        first: dict[str, int] = {}
        ids = tuple(first.setdefault(each.id, position) for position, each in enumerate(group))
        ends = [
            (each.lower, each.upper)
            for each in group
            if each.lower is not None and each.upper is not None
        ]
        shape = shapes.of(where[1], group, tuple(map(KIND, group)), ids)
        found[where] = Network(group.__getitem__, ends, shape)
    return found
