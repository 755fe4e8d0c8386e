"""The slips people make with numbers, and which of them would explain what was found."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING

from peel_data.arithmetic.slips import lost_sign, moved_point, swapped_digits

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from peel_data.arithmetic.slips import Edit

MOST = 2
"""How many slips are offered."""


def likely_slips(
    value: Decimal, decimals: int, unit: str, fits: Callable[[Decimal], bool]
) -> tuple[Edit, ...]:
    """Return the slips after which the value would fit, the commonest first.

    These few are the ones worth a hint where little else is known of the figure. Nothing is offered that
    could not be printed with those decimals, or that the unit cannot take.

    Example:
        >>> from decimal import Decimal
        >>> found = likely_slips(Decimal("6.6"), 1, "per_1000_population", lambda meant: True)
        >>> [str(each.meant) for each in found]
        ['66.0', '660.0']
    """
    edits = chain(
        moved_point(value, decimals, unit), lost_sign(value, unit), swapped_digits(value, decimals)
    )
    return tuple(islice((edit for edit in edits if fits(edit.meant)), MOST))


def hint_at(slip: Edit, decimals: int) -> str:
    """Return the question whether a slip was made, with what was meant as it is typed."""
    return f"Did you mean {slip.meant:.{max(decimals, 0)}f}? That would be {slip.slip}."
