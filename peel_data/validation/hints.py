"""The slips people make with numbers, and which of them would explain what was found."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FACTORS = (
    (10, "a decimal point one place off"),
    (100, "a percentage given as a fraction, or the other way round"),
    (1000, "thousands left out or put in"),
)


def slips(value: Decimal, decimals: int) -> Iterator[tuple[Decimal, str]]:
    """What may have been meant instead of a value, each with the slip that would have made it so.

    Example:
        >>> [str(meant) for meant, slip in slips(Decimal("657"), 0) if slip == "a decimal point one place off"]
        ['6570', '65.7']
    """
    for factor, slip in FACTORS:
        yield value * factor, slip
        yield value / factor, slip
    if value:
        yield -value, "a sign lost or put in"
    yield from ((meant, "two digits swapped") for meant in _swapped(value, decimals))


def _swapped(value: Decimal, decimals: int) -> Iterator[Decimal]:
    text = f"{abs(value):.{max(decimals, 0)}f}"
    digits = [i for i, character in enumerate(text) if character != "."]
    for left, right in pairwise(digits):
        if text[left] == text[right]:
            continue
        letters = list(text)
        letters[left], letters[right] = letters[right], letters[left]
        yield Decimal("".join(letters)).copy_sign(value)


def likely_slips(
    value: Decimal, decimals: int, fits: Callable[[Decimal], bool], most: int = 2
) -> tuple[str, ...]:
    """Hints for the slips after which the value would fit, the commonest slip first."""
    hints: list[str] = []
    for meant, slip in slips(value, decimals):
        if fits(meant):
            shown = f"{meant.normalize():f}"
            hints.append(f"{shown} would fit: {slip}?")
        if len(hints) == most:
            break
    return tuple(hints)
