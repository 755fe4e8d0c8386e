"""What figures that are alike are compared with, and which of them must be judged one by one. Internal."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from peel_data.validation.batches import everything
from peel_data.validation.copied_forms import span
from peel_data.validation.plausibility import (
    NATION,
    SMALL_COUNT,
    Room,
    floats,
    movement_of,
    plausible_beside,
    room_after,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from peel_data.figures.figure import Figure
    from peel_data.schema.interval import Interval
    from peel_data.validation.batches import Batch
    from peel_data.validation.context import Context

_END, _LATEST = attrgetter("period_end"), attrgetter("period_end", "edition")


def moves(context: Context, rooms: dict[tuple[object, ...], Room], batch: Batch) -> Iterator[int]:
    """Yield where in a batch a look leaves in doubt whether the figure is near enough to that of the year before."""
    counted = batch.first.unit == "count"
    before = context.year_before_of(batch)
    room = None
    for area, position in batch.at.items():
        then = before.get(area)
        if area == NATION:
            yield position
        elif then is not None and then.first.unit == batch.first.unit:
            if room is None:  # one for all forces
                room = room_for(context, batch.figure(position), then.first, rooms)
            own, other = batch.printed[position], then.printed[then.at[area]]
            small = counted and max(own.value, other.value) < SMALL_COUNT
            if not (small or room.plainly_near(own.least, own.most, other.least, other.most)):
                yield position


def room_for(
    context: Context, figure: Figure, before: Figure, rooms: dict[tuple[object, ...], Room]
) -> Room:
    """Return how far the figures of a series may lie from those of the year before; one for all forces."""
    series = figure.measure, figure.category, figure.period_end, figure.area == NATION
    if series not in rooms:
        rooms[series] = room_after(movement_of(before), nation_of(context, figure))
    return rooms[series]


def nation_of(context: Context, figure: Figure) -> tuple[Figure, Figure] | None:
    """Return England and Wales' figure of the same series, and the one of the year before, where both are known."""
    if figure.area == NATION:
        return None
    now = context.of_nation(figure)
    then = context.year_before(now) if now is not None else None
    return None if now is None or then is None else (now, then)


def differs(context: Context, batch: Batch) -> Iterable[int]:
    """Return all whose unit, denominator or precision is not everywhere that of the year before."""
    before, kind = context.year_before_of(batch), attrgetter("unit", "denominator", "decimals")
    others = {kind(before[area].first) for area in batch.at if area in before}
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
