"""DataFrames as a reading: what a cell would be in a CSV file, with the frame's own rows as addresses."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd

from peel_data.errors import InvalidArgument
from peel_data.readers.reading import RawTable, Reading
from peel_data.suggestions import did_you_mean
from peel_data.validation.tables import KNOWN_TABLES, is_derived

if TYPE_CHECKING:
    from collections.abc import Mapping


def reading_of(frames: Mapping[str, pd.DataFrame]) -> Reading:
    """Take frames for tables.

    Rows are numbered from 0, as `DataFrame.iloc` does. Columns that `to_pandas` adds are left out.

    Raises:
        InvalidArgument: A frame is named for no table, or is no frame.
    """
    return Reading(tables=tuple(_raw(name, frame) for name, frame in frames.items()))


def _raw(name: str, frame: pd.DataFrame) -> RawTable:
    if name not in KNOWN_TABLES:
        raise InvalidArgument(
            f"There is no table {name!r}.{did_you_mean(name, KNOWN_TABLES)} List them with `peel-data tables`."
        )
    if not isinstance(frame, pd.DataFrame):
        raise InvalidArgument(f"{name!r} must be a DataFrame, not a {type(frame).__name__}.")
    header = [str(column) for column in frame.columns]
    if twice := [column for column, count in Counter(header).items() if count > 1]:
        raise InvalidArgument(f"The frame {name!r} has the column {twice[0]!r} more than once.")
    kept = [
        i
        for i, column in enumerate(header)
        if column in KNOWN_TABLES[name] or not is_derived(column, KNOWN_TABLES[name])
    ]
    columns = [[_text(value) for value in frame.iloc[:, i]] for i in kept]
    return RawTable(
        table=name,
        file=f"DataFrame {name}",
        sheet=None,
        header=tuple(header[i] for i in kept),
        positions=tuple(i + 1 for i in kept),
        rows=tuple(zip(*columns, strict=True)),
        numbers=tuple(range(len(frame))),
    )


def _text(value: Any) -> str:
    """A cell as CSV text; what pandas takes for missing is empty."""
    if isinstance(value, str):
        return value
    if value is None or (pd.api.types.is_scalar(value) and pd.isna(value)):
        return ""
    if pd.api.types.is_bool(value):
        return "true" if value else "false"
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time.min else value.isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float) and math.isfinite(value):
        return f"{Decimal(repr(float(value))):f}".removesuffix(".0")
    return str(value)
