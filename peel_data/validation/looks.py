"""What figures that are alike are compared with, and which of them must be judged one by one. Internal."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from peel_data.figures.figure import span
from peel_data.validation.batches import everything
from peel_data.validation.plausibility import (
    NATION,
    SMALL_COUNT,
    Room,
    floats,
    movement_of,
    plainly_near,
    plausible_beside,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from peel_data.figures.figure import Figure
    from peel_data.schema.interval import Interval
    from peel_data.validation.batches import Batch
    from peel_data.validation.context import Context

Rooms: TypeAlias = "dict[tuple[object, ...], Room]"

_END, _LATEST = attrgetter("period_end"), attrgetter("period_end", "edition")


def moves(context: Context, rooms: Rooms, batch: Batch) -> Iterator[int]:
    """Yield where in a batch a look leaves in doubt whether the figure is near enough to that of the year before."""
    first = batch.first
    small = SMALL_COUNT if first.unit == "count" else 0
    its: dict[bool, tuple[float, float]] = {}
    for then, pairs in context.year_before_of(batch):
        if then.first.unit != first.unit:
            continue
        for area, position, other in pairs:
            national = area == NATION
            if national not in its:  # one for all forces
                its[national] = room_for(
                    context, first, then.first, rooms, national=national
                ).floats
            now, before = batch.printed[position], then.printed[other]
            if not (
                plainly_near(now.least, now.most, before.least, before.most, *its[national])
                or (small and max(now.value, before.value) < small)
            ):
                yield position


def room_for(
    context: Context, figure: Figure, before: Figure, rooms: Rooms, *, national: bool
) -> Room:
    """Return how far the figures of a series may lie from those of the year before: all forces', or the nation's."""
    series = figure.measure, figure.category, figure.period_end, national
    if series not in rooms:
        nation = None if national else nation_of(context, figure)
        rooms[series] = Room(movement_of(before), nation)
    return rooms[series]


def nation_of(context: Context, figure: Figure) -> tuple[Figure, Figure] | None:
    """Return England and Wales' figure of the same series, and the one of the year before, where both are known."""
    now = context.of_nation(figure)
    then = context.year_before(now) if now is not None else None
    return None if now is None or then is None else (now, then)


def differs(context: Context, batch: Batch) -> Iterable[int]:
    """Return all whose unit, denominator or precision is not everywhere that of the year before."""
    kind = attrgetter("unit", "denominator", "decimals")
    others = {kind(then.first) for then, _ in context.year_before_of(batch)}
    return everything(batch) if others - {kind(batch.first)} else ()


class National(NamedTuple):
    """England and Wales' figure of a series, and the values that raise no question beside it."""

    figure: Figure
    plausible: Interval
    floats: tuple[float, float]


def national_kin(context: Context) -> dict[tuple[object, ...], list[Figure]]:
    """Return England and Wales' figures by measure, category, unit and years that they span, the latest last."""
    found: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for series, figures in context.nation.items():
        for figure in figures:
            if figure.period_end is not None:
                found[*series, span(figure)].append(figure)
    for kin in found.values():
        kin.sort(key=_LATEST)
    return found


def latest_national(
    kin: Mapping[tuple[object, ...], Sequence[Figure]], *series: object, end: date | None
) -> National | None:
    """Return the national figure of a series: of the same period, else the latest before it."""
    its = kin.get(series, ())
    after = bisect_right(its, end, key=_END) if end is not None else 0
    if not after:
        return None
    latest = its[bisect_left(its, _LATEST(its[after - 1]), key=_LATEST)]  # of two editions' alike
    plausible = plausible_beside(latest)
    return None if plausible is None else National(latest, plausible, floats(plausible))
