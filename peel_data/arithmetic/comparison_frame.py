"""Comparisons as a DataFrame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NUMBERS = frozenset(
    {
        "value",
        "other_value",
        "difference_lower",
        "difference_upper",
        "ratio_lower",
        "ratio_upper",
    }
)
DATES = frozenset({"period_end", "other_period_end"})
NAMES = frozenset(
    {"measure", "category", "area", "other_area", "unit", "difference_unit", "verdict"}
)


def frame(rows: Sequence[Mapping[str, str]]) -> pd.DataFrame:
    """Return comparisons as a DataFrame with real dtypes.

    Args:
        rows: The records of one or more comparisons.
    """
    return pd.DataFrame(
        {name: _column(name, [row[name] or None for row in rows]) for name in rows[0]}
    )


def _column(name: str, values: list[str | None]) -> Any:
    if name in NUMBERS:
        return pd.array([None if each is None else float(each) for each in values], dtype="Float64")
    if name in DATES:
        return pd.array(values, dtype="datetime64[us]")
    if name in NAMES:
        return pd.Categorical(values)
    return pd.array(values, dtype="string")
