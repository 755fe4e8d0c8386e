"""Closed intervals with exact ends: what a printed number says, and no more.

A printed 14.9 stands for every value from 14.85 to 14.95, both ends included, so that any way of
breaking a tie passes. Ends are `Fraction`s, so nothing is lost on the way; None is an open end.
Imports the standard library only.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Context, Decimal
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

Exact: TypeAlias = int | Decimal | Fraction

_EXACT: Final = Context(prec=1000)
"""Room for every digit of a number that can be read, and of half a unit of its last."""


class Undecidable(Enum):
    """The type of `UNDECIDABLE`, the answer of a question that printed numbers leave open."""

    UNDECIDABLE = "undecidable"

    def __bool__(self) -> Literal[False]:
        """Never counts as a pass."""
        return False

    def __repr__(self) -> str:
        return "UNDECIDABLE"

    __str__ = __repr__


EXACT: Final = Context(prec=100)
"""Room for every digit of a number that can be read, moved by a few places."""

WHOLE: Final = frozenset({"count", "count_per_year", "years_of_age"})
"""The units whose true values are whole numbers, so that rounding to the unit leaves nothing open."""

UNDECIDABLE: Final = Undecidable.UNDECIDABLE
"""What a division by a possible zero gives: neither a number, nor a pass, nor an exception."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Every number from `lower` to `upper`, both included; None is an open end.

    An operation's result holds the result for *every* choice of members, and no closed interval
    that does is smaller. Operands count as independent of each other: write `after / before - 1`,
    not `(after - before) / before`.

    Raises:
        ValueError: `lower` is greater than `upper`; an interval is never empty.

    Example:
        >>> rate = Interval.of("65.65", "65.75")
        >>> rate.width
        Fraction(1, 10)
        >>> print(rate - Interval.of("58.05", "58.15"))
        [7.5, 7.7]
    """

    lower: Fraction | None
    upper: Fraction | None

    def __post_init__(self) -> None:
        if self.lower is not None and self.upper is not None and self.lower > self.upper:
            raise ValueError(
                f"an interval's lower end {self.lower} is above its upper {self.upper}"
            )

    @classmethod
    def of(cls, lower: Exact | str | None, upper: Exact | str | None) -> Interval:
        """Make an interval from ends of any exact type, or from decimal text."""
        return cls(
            None if lower is None else Fraction(lower),
            None if upper is None else Fraction(upper),
        )

    @classmethod
    def exactly(cls, value: Exact | str) -> Interval:
        """Make the interval that holds one value only."""
        point = Fraction(value)
        return cls(point, point)

    @property
    def width(self) -> Fraction | None:
        """The distance between the ends; None when one is open."""
        if self.lower is None or self.upper is None:
            return None
        return self.upper - self.lower

    @property
    def bounded(self) -> bool:
        """Whether neither end is open."""
        return self.lower is not None and self.upper is not None

    def __contains__(self, value: Interval | Exact) -> bool:
        """Return whether every member of `value` is a member of this interval."""
        inner = _interval(value)
        return (self.lower is None or (inner.lower is not None and self.lower <= inner.lower)) and (
            self.upper is None or (inner.upper is not None and inner.upper <= self.upper)
        )

    def __neg__(self) -> Interval:
        return Interval(
            None if self.upper is None else -self.upper,
            None if self.lower is None else -self.lower,
        )

    def __add__(self, other: Interval | Exact) -> Interval:
        o = _interval(other)
        return Interval(
            None if self.lower is None or o.lower is None else self.lower + o.lower,
            None if self.upper is None or o.upper is None else self.upper + o.upper,
        )

    __radd__ = __add__

    def __sub__(self, other: Interval | Exact) -> Interval:
        return self + -_interval(other)

    def __rsub__(self, other: Exact) -> Interval:
        return _interval(other) - self

    def __mul__(self, other: Interval | Exact) -> Interval:
        o = _interval(other)
        if _nonnegative(self) and _nonnegative(o):  # the common case: counts and rates
            return Interval(_times(self.lower, o.lower), _times(self.upper, o.upper))
        corners = [
            _corner(a, b)
            for a in (_low(self.lower), _high(self.upper))
            for b in (_low(o.lower), _high(o.upper))
        ]
        low, high = min(corners), max(corners)
        return Interval(
            low if isinstance(low, Fraction) else None,
            high if isinstance(high, Fraction) else None,
        )

    __rmul__ = __mul__

    def __truediv__(self, other: Interval | Exact) -> Interval | Undecidable:
        """Divide; UNDECIDABLE when the divisor holds zero, be it at its very end."""
        divisor = _interval(other)
        if 0 in divisor:
            return UNDECIDABLE
        return self * Interval(_reciprocal(divisor.upper), _reciprocal(divisor.lower))

    def __rtruediv__(self, other: Exact) -> Interval | Undecidable:
        return _interval(other) / self

    def intersection(self, other: Interval) -> Interval | None:
        """Return what both hold; None when they do not even touch."""
        lower = max(_low(self.lower), _low(other.lower))
        upper = min(_high(self.upper), _high(other.upper))
        if lower > upper:
            return None
        return Interval(
            lower if isinstance(lower, Fraction) else None,
            upper if isinstance(upper, Fraction) else None,
        )

    def agrees(self, other: Interval) -> bool:
        """Return whether one true value can have been printed as both.

        Two roundings that only touch are different numbers. Each holds its end because a tie may be rounded either
        way, but not both ways at once: 65.65 is printed as 65.6 or as 65.7. A value that is exact may be a tie.

        Example:
            >>> Interval.of("65.55", "65.65").agrees(Interval.of("65.65", "65.75"))
            False
            >>> Interval.of("2750000", "2850000").agrees(Interval.exactly(2_850_000))
            True
        """
        shared = self.intersection(other)
        return shared is not None and not (
            shared.width == 0 and _is_rounded(self) and _is_rounded(other)
        )

    def hull(self, other: Interval) -> Interval:
        """Return the smallest interval that holds both."""
        return Interval(
            None if self.lower is None or other.lower is None else min(self.lower, other.lower),
            None if self.upper is None or other.upper is None else max(self.upper, other.upper),
        )

    def integers(self) -> Interval | None:
        """Return the interval from the first to the last whole number inside; None without any."""
        lower = None if self.lower is None else Fraction(math.ceil(self.lower))
        upper = None if self.upper is None else Fraction(math.floor(self.upper))
        if lower is not None and upper is not None and lower > upper:
            return None
        return Interval(lower, upper)

    def gap(self, other: Interval) -> Fraction:
        """Return how far apart the two are; zero when they touch or overlap."""
        if self.upper is not None and other.lower is not None and self.upper < other.lower:
            return other.lower - self.upper
        if self.lower is not None and other.upper is not None and other.upper < self.lower:
            return self.lower - other.upper
        return Fraction(0)

    def ends(self, digits: int = 12) -> tuple[str | None, str | None]:
        """Return both ends as decimal text, rounded outward; None for an open end."""
        return (
            None if self.lower is None else decimal_text(self.lower, digits, math.floor),
            None if self.upper is None else decimal_text(self.upper, digits, math.ceil),
        )

    def __str__(self) -> str:
        lower, upper = self.ends()
        return f"[{lower or 'no lower end'}, {upper or 'no upper end'}]"


def rounding_of(unit: str, decimals: int) -> Literal["exact", "nearest"]:
    """Return how a number of that unit is printed, unless its measure says otherwise.

    Things counted and printed in full are exact; everything else is rounded to the last printed digit.
    """
    return "exact" if unit in WHOLE and decimals >= 0 else "nearest"


def printed_interval(
    value: Decimal, decimals: int, unit: str, qualifier: str, rounding: str | None = None
) -> Interval:
    """Return every true value that could have been printed so.

    Args:
        value: The number as printed, in units of one (2.8 million is 2800000).
        decimals: The printed precision; negative when the last digits are not meant, as -5 here.
        unit: The unit's id. One of `WHOLE`, printed in full, is exact: things counted are whole.
        qualifier: `exact`, `about`, `at_least`, `over` or `almost`. "About" excludes nothing.
        rounding: `exact` where the number is the true value, such as a target of 24 hours; `nearest`
            where it is rounded to the last digit; None leaves it to the unit.

    Raises:
        ValueError: The qualifier is not one of these.

    Example:
        >>> print(printed_interval(Decimal("14.9"), 1, "percent_of_recorded_crime", "exact"))
        [14.85, 14.95]
        >>> print(printed_interval(Decimal(31), 0, "count", "exact"))
        [31, 31]
        >>> print(printed_interval(Decimal("22.00"), 2, "time_of_day", "exact", "exact"))
        [22, 22]
    """
    return Interval.of(*printed_ends(value, decimals, unit, qualifier, rounding))


def printed_ends(
    value: Decimal, decimals: int, unit: str, qualifier: str, rounding: str | None = None
) -> tuple[Decimal | None, Decimal | None]:
    """Return the ends of `printed_interval`, which are decimal numbers too."""
    match qualifier:
        case "exact" if (rounding or rounding_of(unit, decimals)) == "exact":
            return value, value
        case "exact":
            half = Decimal(5).scaleb(-decimals - 1)
            return _EXACT.subtract(value, half), _EXACT.add(value, half)
        case "at_least" | "over":
            return value, None
        case "almost":
            return None, value
        case "about":
            return None, None
        case _:
            raise ValueError(
                f"unknown qualifier {qualifier!r}: expected exact, about, at_least, over or almost"
            )


def printable(value: Decimal | int, decimals: int) -> bool:
    """Return whether a value has no digit beyond a printed precision.

    Example:
        >>> printable(Decimal("65.70"), 1), printable(Decimal("65.6849"), 1), printable(2_800_000, -5)
        (True, False, True)
    """
    above, below = value.as_integer_ratio()
    scale: int = 10 ** abs(decimals)
    return above * scale % below == 0 if decimals > 0 else above % (below * scale) == 0


def decimal_text(
    number: Fraction, digits: int = 12, rounding: Callable[[Fraction], int] = round
) -> str:
    """Return a fraction as decimal text, exact where `digits` significant ones suffice."""
    places = max(0, digits - len(str(abs(int(number)))))
    scaled = rounding(number * 10**places)
    whole, rest = divmod(abs(scaled), 10**places)  # Decimal would round at 28 digits, and inward
    shown = f"{'-' if scaled < 0 else ''}{whole}.{rest:0{places}}"
    return shown.rstrip("0").rstrip(".")


def _interval(value: Interval | Exact) -> Interval:
    return value if isinstance(value, Interval) else Interval.exactly(value)


def _nonnegative(interval: Interval) -> bool:
    return interval.lower is not None and interval.lower.numerator >= 0


def _times(a: Fraction | None, b: Fraction | None) -> Fraction | None:
    # An open end times zero is zero: zero times any number, however large.
    if a is None or b is None:
        return Fraction(0) if a == 0 or b == 0 else None
    return a * b


def _is_rounded(interval: Interval) -> bool:
    """Return whether an interval stands for a rounded number: it is neither open nor one exact value."""
    return bool(interval.width)


# Open ends as infinities, which compare exactly with fractions; never kept in an interval.
def _low(end: Fraction | None) -> Fraction | float:
    return -math.inf if end is None else end


def _high(end: Fraction | None) -> Fraction | float:
    return math.inf if end is None else end


def _corner(a: Fraction | float, b: Fraction | float) -> Fraction | float:
    if isinstance(a, Fraction) and isinstance(b, Fraction):
        return a * b
    if a == 0 or b == 0:
        return Fraction(0)
    return math.copysign(math.inf, 1 if (a > 0) == (b > 0) else -1)


def _reciprocal(end: Fraction | None) -> Fraction:
    return Fraction(0) if end is None else 1 / end
