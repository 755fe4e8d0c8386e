"""The slips people make with numbers: what may have been meant instead of what was typed.

Each edit undoes one slip and weighs how likely that is. The weight is the chance that a person who
meant the one value would type the other, among all slips of that kind, times how much commoner
numbers of the one size are than of the other. Weights only rank; they are not probabilities.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from peel_data.schema.interval import EXACT, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

PLACES: Final = {
    10: "a decimal point one place off",
    100: "a decimal point two places off",
    1000: "a decimal point three places off",
}
SHARES: Final = {
    **PLACES,
    100: "a percentage given as a fraction, or the other way round",
}
COUNTS: Final = {
    10: "a digit too many or too few",
    100: "two digits too many or too few",
    1000: "thousands left out or put in",
}
SIGN: Final = "a missing or extra minus sign"
SWAPPED: Final = "two digits swapped"
DIGIT: Final = "one digit mistyped"
MISSING: Final = "a digit left out"
DOUBLED: Final = "a digit typed twice"
EXTRA: Final = "a digit too many"
INDEX: Final = "an index of 100 given as a change"

_FAR: Final = 0.1
"""How likely it is, against one place, that the point is two or three places off."""
RARE: Final = 0.05
"""How likely a slip of rows or of habit is, against one of the keyboard."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What may have been meant, the slip that turned it into what was typed, and its weight."""

    meant: Decimal
    slip: str
    weight: float


def edits(value: Decimal, decimals: int, unit: str) -> tuple[Edit, ...]:
    """Return every value from which one slip leads to `value`, the likeliest first.

    Nothing is offered that could not be printed with those decimals, or that the unit cannot take.

    Args:
        value: The number as it was typed.
        decimals: The printed precision.
        unit: The unit's id.

    Example:
        >>> [str(edit.meant) for edit in edits(Decimal("31.4"), 1, "percent_of_recorded_crime")][:2]
        ['13.4', '34.1']
    """
    best: dict[Decimal, Edit] = {}
    for edit in _edits(value, decimals, unit):
        possible = edit.meant >= 0 or unit == "percent_change"
        if edit.meant != value and possible and printable(edit.meant, decimals):
            known = best.get(edit.meant)
            if known is None or known.weight < edit.weight:
                best[edit.meant] = edit
    return tuple(sorted(best.values(), key=lambda edit: (-edit.weight, edit.meant)))


def moved_point(value: Decimal, decimals: int, unit: str) -> Iterator[Edit]:
    """Yield what a decimal point out of place would explain, one place before two and three."""
    factors = COUNTS if unit == "count" else SHARES if unit.startswith("percent") else PLACES
    for factor, slip in factors.items():
        weight = 0.5 if factor == 10 else 0.5 * _FAR
        yield Edit(EXACT.multiply(value, factor), slip, weight / factor)
        if printable(smaller := EXACT.divide(value, factor), decimals):
            yield Edit(smaller, slip, weight * factor)


def lost_sign(value: Decimal, unit: str) -> Iterator[Edit]:
    """Yield the value with the other sign, where the unit has signs."""
    if value and unit == "percent_change":
        yield Edit(value.copy_negate(), SIGN, 1)


def swapped_digits(value: Decimal, decimals: int) -> Iterator[Edit]:
    """Yield the value with two neighbouring digits the other way round."""
    digits = _digits(value, decimals)
    pairs = [i for i in range(1, len(digits)) if digits[i - 1] != digits[i]]
    for i in pairs:
        turned = digits[: i - 1] + digits[i] + digits[i - 1] + digits[i + 1 :]
        yield Edit(_number(turned, value, decimals), SWAPPED, 1 / len(pairs))


def _edits(value: Decimal, decimals: int, unit: str) -> Iterator[Edit]:
    yield from lost_sign(value, unit)
    yield from swapped_digits(value, decimals)
    for edit in moved_point(value, decimals, unit):
        yield Edit(edit.meant, edit.slip, min(edit.weight, 1))
    if unit == "percent_change":
        yield Edit(EXACT.subtract(value, Decimal(100)), INDEX, 10 * RARE)
    for edit in _keys(value, decimals):
        sizes = float(abs(value)) / float(abs(edit.meant)) if edit.meant and value else 1
        yield Edit(edit.meant, edit.slip, edit.weight * min(max(sizes, 0.1), 1))


def _keys(value: Decimal, decimals: int) -> Iterator[Edit]:
    """Yield what one key would explain: a wrong one, a missed one, one struck twice or too many."""
    digits = _digits(value, decimals)
    size, whole = len(digits), len(digits) - max(decimals, 0)
    for i in range(size):
        for digit in "0123456789":
            if digit != digits[i] and not (i == 0 and digit == "0" and whole > 1):
                typed = digits[:i] + digit + digits[i + 1 :]
                yield Edit(_number(typed, value, decimals), DIGIT, 1 / (9 * size))
    for i in range(whole + 1):
        for digit in "0123456789":
            if not (i == 0 and digit == "0"):
                typed = digits[:i] + digit + digits[i:]
                yield Edit(_number(typed, value, decimals), MISSING, 1 / (size + 1))
    for i in range(whole):
        if size > 1:
            twice = i > 0 and digits[i] == digits[i - 1]
            slip, weight = (DOUBLED, 1 / (size - 1)) if twice else (EXTRA, 0.1 / (9 * size))
            yield Edit(_number(digits[:i] + digits[i + 1 :], value, decimals), slip, weight)


def _digits(value: Decimal, decimals: int) -> str:
    """Return the digits that are typed, without the point; a zero before it is one of them."""
    scaled = EXACT.scaleb(value.copy_abs(), decimals)
    return f"{scaled:.0f}".rjust(max(decimals, 0) + 1, "0")


def _number(digits: str, like: Decimal, decimals: int) -> Decimal:
    number = EXACT.scaleb(Decimal(digits), -decimals)
    if decimals < 0:
        number = number.quantize(Decimal(1), context=EXACT)
    return number.copy_sign(like) if number else number
