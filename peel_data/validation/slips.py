"""The slips people make with numbers, and which of them would explain what was found."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING

from peel_data.arithmetic.slips import lost_sign, moved_point, swapped_digits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from decimal import Decimal


def slips(value: Decimal, decimals: int, unit: str) -> Iterator[tuple[Decimal, str]]:
    """Yield what may have been meant instead of a value, each with the slip that would have made it so.

    These few are the ones worth a hint where little else is known of the figure. Nothing is offered that
    could not be printed with those decimals, or that the unit cannot take.

    Example:
        >>> from decimal import Decimal
        >>> [str(meant) for meant, slip in slips(Decimal("6.6"), 1, "per_1000_population")][:2]
        ['66.0', '660.0']
    """
    for edit in chain(
        moved_point(value, decimals, unit), lost_sign(value, unit), swapped_digits(value, decimals)
    ):
        yield edit.meant, edit.slip


def likely_slips(
    value: Decimal, decimals: int, unit: str, fits: Callable[[Decimal], bool], most: int = 2
) -> tuple[str, ...]:
    """Hints for the slips after which the value would fit, the commonest slip first."""
    return tuple(
        f"Did you mean {meant:.{max(decimals, 0)}f}? That would be {slip}."
        for meant, slip in fitting_slips(value, decimals, unit, fits, most)
    )


def fitting_slips(
    value: Decimal, decimals: int, unit: str, fits: Callable[[Decimal], bool], most: int = 2
) -> tuple[tuple[Decimal, str], ...]:
    """Return what may have been meant and would fit, each with its slip, the commonest first."""
    fitting = ((meant, slip) for meant, slip in slips(value, decimals, unit) if fits(meant))
    return tuple(islice(fitting, most))
