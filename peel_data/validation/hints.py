"""The slips people make with numbers, and which of them would explain what was found."""

from __future__ import annotations

from decimal import Context, Decimal
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from peel_data.arithmetic.interval import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

EXACT = Context(prec=100)
"""Room for every digit of a number that can be read, moved by a few places."""

PLACES = {
    10: "a decimal point one place off",
    100: "a decimal point two places off",
    1000: "a decimal point three places off",
}
SHARES = {**PLACES, 100: "a percentage given as a fraction, or the other way round"}
COUNTS = {
    10: "a digit too many or too few",
    100: "two digits too many or too few",
    1000: "thousands left out or put in",
}


def slips(value: Decimal, decimals: int, unit: str) -> Iterator[tuple[Decimal, str]]:
    """What may have been meant instead of a value, each with the slip that would have made it so.

    Nothing is offered that could not be printed with those decimals, or that the unit cannot take.

    Example:
        >>> [str(meant) for meant, slip in slips(Decimal("6.6"), 1, "per_1000_population")][:2]
        ['66.0', '660.0']
    """
    factors = COUNTS if unit == "count" else SHARES if unit.startswith("percent") else PLACES
    for factor, slip in factors.items():
        yield EXACT.multiply(value, factor), slip
        if printable(smaller := EXACT.divide(value, factor), decimals):
            yield smaller, slip
    if value and unit == "percent_change":
        yield value.copy_negate(), "a sign lost or put in"
    yield from ((meant, "two digits swapped") for meant in _swapped(value, decimals))


def _swapped(value: Decimal, decimals: int) -> Iterator[Decimal]:
    text = f"{value.copy_abs():.{max(decimals, 0)}f}"
    digits = [i for i, character in enumerate(text) if character != "."]
    for left, right in pairwise(digits):
        if text[left] == text[right]:
            continue
        letters = list(text)
        letters[left], letters[right] = letters[right], letters[left]
        yield Decimal("".join(letters)).copy_sign(value)


def likely_slips(
    value: Decimal, decimals: int, unit: str, fits: Callable[[Decimal], bool], most: int = 2
) -> tuple[str, ...]:
    """Hints for the slips after which the value would fit, the commonest slip first."""
    fitting = ((meant, slip) for meant, slip in slips(value, decimals, unit) if fits(meant))
    return tuple(
        f"Did you mean {meant:,.{max(decimals, 0)}f}? That would be {slip}."
        for meant, slip in islice(fitting, most)
    )
