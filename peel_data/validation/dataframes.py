"""DataFrames as a reading: what a cell would be in a CSV file, with the frame's own rows as addresses."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Protocol

import pandas as pd

from peel_data.errors import InvalidArgument
from peel_data.readers.reading import RawTable, Reading
from peel_data.suggestions import did_you_mean
from peel_data.tables import records
from peel_data.validation.tables import KNOWN_TABLES, is_derived

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class SupportsArrow(Protocol):
    """A frame of any library that hands over its columns as Arrow does: polars, pyarrow, duckdb."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Return the columns as an Arrow stream."""
        ...


def explain_no_table(given: object) -> str:
    """Return what to pass instead of something that is neither a path nor frames by table."""
    columns = getattr(given, "columns", None)
    if columns is None:
        return (
            f"A submission is a path, or DataFrames by table, not a {type(given).__name__}: "
            'validate("figures.xlsx"), or validate({"crime_rates": frame}).'
        )
    names = {str(each) for each in columns}
    fit = {
        table: len(names & set(known)) / len(names | set(known))
        for table, known in KNOWN_TABLES.items()
    }
    likeliest = max(fit, key=lambda table: (fit[table], bool(records.read(table))))
    return (
        "A DataFrame does not say which table it is. Pass it by the name of its table: "
        f'validate({{"{likeliest}": frame}}).'
    )


def reading_of(frames: Mapping[str, Any]) -> Reading:
    """Return frames as the tables of a submission.

    Frames of pandas, and of libraries that speak Arrow, such as polars. Rows are numbered from 0, as
    `DataFrame.iloc` does. Columns that `to_pandas` adds are left out.

    Raises:
        InvalidArgument: A frame has the name of no table, or a value is not a frame.
    """
    return Reading(tables=tuple(_raw(name, frame) for name, frame in frames.items()))


def _raw(name: str, frame: pd.DataFrame) -> RawTable:
    if name not in KNOWN_TABLES:
        raise InvalidArgument(
            f"There is no table {name!r}.{did_you_mean(name, KNOWN_TABLES)} List them with `peel-data tables`."
        )
    header, cells = _columns(name, frame)
    if twice := [column for column, count in Counter(header).items() if count > 1]:
        raise InvalidArgument(f"The frame {name!r} has the column {twice[0]!r} more than once.")
    kept = [
        i
        for i, column in enumerate(header)
        if column in KNOWN_TABLES[name] or not is_derived(column, KNOWN_TABLES[name])
    ]
    columns = [[_text(value) for value in cells[i]] for i in kept]
    return RawTable(
        table=name,
        file=f"DataFrame {name}",
        sheet=None,
        header=tuple(header[i] for i in kept),
        positions=tuple(i + 1 for i in kept),
        rows=tuple(zip(*columns, strict=True)),
        numbers=tuple(range(len(cells[0]) if cells else 0)),
    )


def _columns(name: str, frame: Any) -> tuple[list[str], list[Sequence[Any]]]:
    """Return the names of the columns of a frame of any library, and their cells.

    Frames that speak Arrow are read by their own method, so that no further library is needed.
    """
    if isinstance(frame, pd.DataFrame):
        return [str(each) for each in frame.columns], [
            frame.iloc[:, i].tolist() for i in range(frame.shape[1])
        ]
    if hasattr(frame, "__arrow_c_stream__"):
        if callable(collect := getattr(frame, "to_pydict", None)):  # pyarrow
            found = collect()
        elif callable(collect := getattr(frame, "to_dict", None)):  # polars
            found = collect(as_series=False)
        else:  # duckdb and others
            found = _read_arrow(name, frame)
        return list(found), list(found.values())
    if callable(collect := getattr(frame, "collect", None)):
        raise InvalidArgument(f"{name!r} is lazy: pass its `.collect()`.")
    raise InvalidArgument(
        f"{name!r} must be a DataFrame, of pandas or of a library that speaks Arrow, "
        f"not a {type(frame).__name__}."
    )


def _read_arrow(name: str, frame: Any) -> dict[str, list[Any]]:
    try:
        import pyarrow as pa
    except ImportError:
        raise InvalidArgument(
            f"{name!r} is a {type(frame).__name__}, which needs pyarrow. Install it with "
            "`pip install pyarrow`, or pass a DataFrame of pandas or polars."
        ) from None
    found: dict[str, list[Any]] = pa.table(frame).to_pydict()
    return found


def _text(value: Any) -> str:
    """Return a cell as CSV text; what pandas takes for missing is empty."""
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
