"""Which figures are held against each other, and of which a look shows that there is nothing to say. Internal."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from math import isfinite
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from peel_data.arithmetic.areas import is_national
from peel_data.arithmetic.conflicts import open_ratios
from peel_data.arithmetic.network import Network
from peel_data.arithmetic.shape import KIND

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from peel_data.arithmetic.identities import Assumption
    from peel_data.arithmetic.shape import Shapes
    from peel_data.figures.figure import Figure
    from peel_data.validation.batches import Batch, Printed

Where: TypeAlias = "tuple[str, str]"
"""An edition and an area."""

MANY = 500
"""With fewer editions and areas than this, solving them one by one is as quick as looking for witnesses."""


class Tied(NamedTuple):
    """The figures of an edition and area that are held against each other; each has two ends.

    Attributes:
        area: The area.
        batches: Those that have a figure of the submission among them; areas that have the same share one tuple.
        standing: Figures that the release has besides.
    """

    area: str
    batches: tuple[Batch, ...]
    standing: tuple[Figure, ...]

    @property
    def printed(self) -> list[Printed | Figure]:
        """What is printed of each."""
        return [*(batch.printed[batch.at[self.area]] for batch in self.batches), *self.standing]

    def figure(self, position: int) -> Figure:
        """Return one of the figures."""
        count = len(self.batches)
        if position >= count:
            return self.standing[position - count]
        return self.batches[position].figure(self.batches[position].at[self.area])

    def network(self, shapes: Shapes) -> Network[Figure]:
        """Return their network."""
        shape = shapes.of(
            self.area,
            [*(batch.first for batch in self.batches), *self.standing],
            (*(batch.kind for batch in self.batches), *map(KIND, self.standing)),
            tuple(range(len(self.batches) + len(self.standing))),
        )
        ends = [
            (p.lower, p.upper) for p in self.printed if p.lower is not None and p.upper is not None
        ]
        return Network(self.figure, ends, shape)


def tied_figures(
    held: Mapping[Where, tuple[Batch, ...]], released: Iterable[Figure], disputed: Collection[str]
) -> dict[Where, Tied]:
    """Return what is tied together of each edition and area, in the order of the first figure's id.

    Args:
        held: The figures that are given.
        released: Those that the release has besides.
        disputed: The ids of figures that take no part.
    """
    standing: dict[Where, list[Figure]] = defaultdict(list)
    for figure in released:
        if figure.lower is not None and figure.upper is not None:
            standing[figure.edition, figure.area].append(figure)
    open_ = {
        batch: areas
        for batch in set(chain.from_iterable(set(held.values())))
        if (
            areas := {
                a for a, p in zip(batch.at, batch.printed, strict=True) if not isfinite(p.least)
            }
        )
    }
    known: dict[tuple[int, ...], tuple[Batch, ...]] = {}
    found = {}
    for where, batches in held.items():
        area, its = where[1], batches
        if disputed or not open_.keys().isdisjoint(batches):
            its = tuple(
                batch
                for batch in batches
                if area not in open_.get(batch, ()) and batch.id_of(area) not in disputed
            )
            its = known.setdefault(tuple(map(id, its)), its)
        if its or where in standing:
            first = its[0].id_of(area) if its else ""
            found[where] = not its, first, Tied(area, its, tuple(standing.get(where, ())))
    return {where: found[where][2] for where in sorted(found, key=lambda each: found[each][:2])}


class Looks(NamedTuple):
    """What a look shows of figures that are tied together.

    Attributes:
        agreeing: Where they certainly agree.
        decided: Where no ratio is of something that may be zero.
    """

    agreeing: Collection[Where] = ()
    decided: Collection[Where] = ()


def look_at(tied: Mapping[Where, Tied], shapes: Shapes, assume: Collection[Assumption]) -> Looks:
    """Look at all of them together, where there are many."""
    if len(tied) < MANY:
        return Looks()
    try:
        from peel_data.arithmetic.witness import Alike, agreeing  # late: it takes numpy
    except (ImportError, MemoryError):  # under a tight limit of memory; all can be solved without
        return Looks()
    groups = list(_groups(tied))
    alike, decided = [], list[Where]()
    for group in groups:
        batches = tied[group[0]].batches
        printed = [[batch.printed[batch.at[area]] for _, area in group] for batch in batches]
        shape = shapes.of_any_years(group[0][1], [batch.first for batch in batches])
        least = [[each.least for each in its] for its in printed]
        most = [[each.most for each in its] for its in printed]
        exact = [[each.exact for each in its] for its in printed]
        alike.append(Alike(shape, least, most, exact))
        if not open_ratios(shape, list(zip(map(min, least), map(min, most), strict=True))):
            decided += group
    found = agreeing(alike, assume)
    sure = (group[n] for group, its in zip(groups, found, strict=True) for n in its)
    return Looks(set(sure), set(decided))


def _groups(tied: Mapping[Where, Tied]) -> Iterator[Sequence[Where]]:
    """Yield those together that have the same batches, the nation by itself; none that has figures of the release."""
    groups: dict[tuple[int, bool], list[Where]] = defaultdict(list)
    for where, its in tied.items():
        if not its.standing:
            groups[id(its.batches), is_national(its.area)].append(where)
    yield from groups.values()
