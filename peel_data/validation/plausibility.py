"""How far a figure may move in a year, and lie from England and Wales, before it is asked about.

The limits of recorded crime are learnt from real counts: `tools/plausibility.py` measures them on the
Office for National Statistics' police recorded crime by police force area, and docs/questions.md shows the
curve they are chosen from. For the other series no such history was at hand; their limits are judgements, and
marked so. Imports figures and intervals only.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from peel_data.arithmetic.figure import interval_of
from peel_data.schema.interval import Interval, Undecidable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from peel_data.figures.figure import Figure

NATION = "england-and-wales"


class Movement(NamedTuple):
    """How far a series moves in a year without a question.

    Attributes:
        beside_nation: The largest factor, up or down, once the nation's own movement is taken out.
        alone: The largest factor where the nation's movement is not known.
        points: The largest difference in percentage points, for shares that are compared by difference.
    """

    beside_nation: Fraction
    alone: Fraction
    points: int | None = None


def _factors(beside_nation: str, alone: str) -> Movement:
    return Movement(Fraction(beside_nation), Fraction(alone))


MEASURED: Mapping[tuple[str, str | None], Movement] = {
    ("crime_rate", "all_excluding_fraud"): _factors("1.16", "1.28"),
    ("crime_rate", "victim_based"): _factors("1.15", "1.25"),
    ("crime_rate", "sexual_offences"): _factors("1.34", "1.72"),
    ("crime_rate", "assault_with_injury"): _factors("1.24", "1.38"),
    ("crime_rate", "burglary_in_a_dwelling"): _factors("1.30", "1.42"),
}
"""Learnt from real movement: beyond it lie one to two force-years in a hundred."""

JUDGED: Mapping[str, Movement] = {
    "calls_for_assistance_rate": _factors("1.2", "1.25"),
    "anti_social_behaviour_incidents": _factors("1.2", "1.25"),
    "anti_social_behaviour_rate": _factors("1.2", "1.25"),
    "domestic_abuse_share": _factors("1.3", "1.4"),
    "victim_satisfaction_rate": Movement(Fraction(2), Fraction(2), points=5),
    "organised_crime_group_share": Movement(Fraction(2), Fraction(2), points=15),
}
"""Judgements: no history of these series by force was at hand to learn from."""

DOUBLE = _factors("2", "2")
"""For every other series, whose parts and totals hold it in place more closely than its past does."""

SPREAD = Fraction(4)
"""A rate this many times that of England and Wales, or this small a part of it, is asked about."""
CRIME_SPREAD = Fraction(5, 2)
"""The same for rates of recorded crime: beyond every real force but the City of London."""
SPREAD_POINTS = 20
"""Satisfaction this many points from England and Wales is asked about."""
CHANGE_POINTS: Mapping[str | None, int] = {None: 100, "all_excluding_fraud": 50, "victim_based": 50}
"""A change this many points from that of England and Wales is asked about."""
TURN_POINTS = 12
"""A change over several years that turns from rise to fall by more points than this, or back, is asked about."""
MARGIN = 1e-9
TINY = 1e-300
"""The share, and the least amount, by which a range is made smaller where floats stand for its ends."""
LITTLE, MUCH = 1e-9, 1e15
"""Between these, floats that are divided and multiplied are out by far less than that share."""
SMALL_COUNT = 20
"""Counts below this double easily; they are not asked about."""


def movement_of(figure: Figure) -> Movement:
    """Return how far the figure's series moves in a year without a question."""
    counted = "crime_rate" if figure.measure == "recorded_crimes" else figure.measure
    known = MEASURED.get((counted, figure.category))
    return known or JUDGED.get(figure.measure) or DOUBLE


@dataclass(frozen=True)
class Room:
    """How far a figure may lie from that of the year before without a question.

    Attributes:
        movement: How far its series may move.
        nation: The figure of England and Wales this year and the year before, where both are known.
    """

    movement: Movement
    nation: tuple[Figure, Figure] | None

    @cached_property
    def points(self) -> Interval | None:
        """How far from the other value, in percentage points; None where it is a multiple of it."""
        if self.movement.points is None:
            return None
        shift = _difference(self.nation) if self.nation else Interval.exactly(0)
        return shift + Interval.of(-self.movement.points, self.movement.points)

    @cached_property
    def factor(self) -> Interval:
        """How far as a multiple of the other value."""
        growth = _ratio(self.nation) if self.nation else None
        if growth is None:
            return Interval.of(1 / self.movement.alone, self.movement.alone)
        factor = self.movement.beside_nation
        return growth * Interval.of(1 / factor, factor)

    @cached_property
    def floats(self) -> tuple[float, float]:
        """Both ends of the factor, to be quick where there is no doubt; not numbers where it is in points."""
        if self.movement.points is not None:
            return math.nan, math.nan
        if self.nation:
            (least, most), (lower, upper) = map(ends_of, self.nation)
            if min(least, lower) > LITTLE and max(most, upper) < MUCH:
                factor = float(self.movement.beside_nation)
                return least / upper / factor, most / lower * factor
        return floats(self.factor)

    def around(self, there: Interval) -> Interval:
        """Return the values that raise no question beside those of an interval."""
        if self.points is not None:
            return _possible(there + self.points)
        return there * self.factor

    def plainly_holds(self, figure: Figure, other: Figure) -> bool:
        """Return whether a look is enough to see that a figure lies near enough to another."""
        return plainly_near(*ends_of(figure), *ends_of(other), *self.floats)


def plainly_near(
    least: float, most: float, lower: float, upper: float, lowest: float, highest: float
) -> bool:
    """Return whether a look is enough to see that the first two ends lie near enough to the next two.

    Args:
        least: The one end.
        most: The other.
        lower: The one end of the year before.
        upper: The other.
        lowest: How far it may fall, as a multiple.
        highest: How far it may rise.
    """
    return lower >= 0 and plainly_meet(least, most, lower * lowest, upper * highest)


def plausible_after(
    before: Figure, nation: tuple[Figure, Figure] | None, *, movement: Movement | None = None
) -> Interval:
    """Return the values that follow last year's without a question.

    Args:
        before: The figure of the year before.
        nation: The figure of England and Wales this year and the year before, where both are known.
        movement: How far the series may move; None is what is known of it.
    """
    return Room(movement or movement_of(before), nation).around(interval_of(before))


def plausible_turn(before: Figure, nation: tuple[Figure, Figure] | None) -> Interval | None:
    """Return the changes over several years that follow last year's without a question: none of the other sign.

    Args:
        before: The change of the year before, over as many years.
        nation: The change of England and Wales this year and the year before, where both are known.
    """
    then, shift = interval_of(before), _difference(nation) if nation else Interval.exactly(0)
    near = then + shift + Interval.of(-TURN_POINTS, TURN_POINTS)
    if then.upper is not None and then.upper < 0 and near.upper is not None:
        return Interval(None, max(near.upper, Fraction(0)))
    if then.lower is not None and then.lower > 0 and near.lower is not None:
        return Interval(min(near.lower, Fraction(0)), None)
    return None


def plausible_beside(national: Figure) -> Interval | None:
    """Return the values that lie near enough to that of England and Wales to raise no question."""
    there = interval_of(national)
    if national.measure == "victim_satisfaction_rate":
        return _possible(there + Interval.of(-SPREAD_POINTS, SPREAD_POINTS))
    if national.baseline_end is not None:
        room = CHANGE_POINTS.get(national.category, CHANGE_POINTS[None])
        return there + Interval.of(-room, room)
    if national.unit == "count" or national.measure.startswith("outcome"):
        return None
    factor = CRIME_SPREAD if national.measure == "crime_rate" else SPREAD
    return there * Interval.of(1 / factor, factor)


def plainly_meets(figure: Figure, lower: float, upper: float) -> bool:
    """Return whether a figure's interval and another have values in common, as far as floats can tell for certain.

    The ends of the other may be out by a few units of their last digit, and are taken to be out by far more.
    """
    return plainly_meet(*ends_of(figure), lower, upper)


def plainly_meet(least: float, most: float, lower: float, upper: float) -> bool:
    """Whether two intervals have values in common, as `plainly_meets` says; never where an end is not a number."""
    inner = lower + MARGIN * abs(lower) + TINY, upper - MARGIN * abs(upper) - TINY
    return least <= inner[1] < math.inf and -math.inf < most >= inner[0]


def ends_of(figure: Figure) -> tuple[float, float]:
    """Return the ends of a figure as floats; not a number where either is open."""
    if figure.lower is None or figure.upper is None:
        return math.nan, math.nan
    return float(figure.lower), float(figure.upper)


def floats(interval: Interval) -> tuple[float, float]:
    """Return the ends of an interval as floats; those that are open, or too large for one, as infinite."""
    return _float(interval.lower, -math.inf), _float(interval.upper, math.inf)


def _float(end: Fraction | None, beyond: float) -> float:
    try:
        return beyond if end is None else float(end)
    except OverflowError:
        return beyond


def _ratio(nation: tuple[Figure, Figure]) -> Interval | None:
    now, then = map(interval_of, nation)
    ratio = now / then
    return None if isinstance(ratio, Undecidable) else ratio


def _difference(nation: tuple[Figure, Figure]) -> Interval:
    now, then = map(interval_of, nation)
    return now - then


def _possible(share: Interval) -> Interval:
    """Return the part of a range of percentages that a share can have."""
    return share.intersection(Interval.of(0, 100)) or share
