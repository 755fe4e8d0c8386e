"""Records to Arrow, by the column types of the Table Schema, with titles and units as metadata."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

from peel_data.errors import MissingExtra
from peel_data.tables import about

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from peel_data.tables.records import Record
    from peel_data.tables.source import TableSource


def load() -> Any:
    """Return the module `pyarrow`.

    Raises:
        MissingExtra: It is not installed.
    """
    try:
        import pyarrow as pa
    except ImportError as error:
        raise MissingExtra("Arrow", "arrow") from error
    return pa


def stream(table: TableSource, rows: Sequence[Record], requested_schema: object | None) -> object:
    """Return rows of a table as the capsule of an Arrow stream, as the PyCapsule interface asks."""
    return arrow_table(table, rows).__arrow_c_stream__(requested_schema)


def arrow_table(table: TableSource, rows: Sequence[Record]) -> Any:
    """Return rows of a table as a `pyarrow.Table`, with the columns of `to_pandas`."""
    pa = load()
    found = list(about.columns(table, rows))
    described = schema(pa, [field for field, _ in found], about.facts(table, rows))
    return pa.table([column(pa, field, texts) for field, texts in found], schema=described)


def schema(pa: Any, fields: Sequence[Mapping[str, Any]], metadata: Mapping[str, str]) -> Any:
    """Return an Arrow schema of Table Schema fields, with their titles and descriptions as metadata."""
    return pa.schema(
        [
            pa.field(
                field["name"],
                _type(pa, field["type"]),
                nullable=not field.get("constraints", {}).get("required", False),
                metadata={
                    "title": field["title"],
                    "description": field["description"],
                    **(
                        {"allowed": json.dumps(field["constraints"]["enum"])}
                        if "enum" in field.get("constraints", {})
                        else {}
                    ),
                },
            )
            for field in fields
        ],
        metadata=dict(metadata),
    )


def column(pa: Any, field: Mapping[str, Any], texts: Sequence[str]) -> Any:
    """Return the cells of a column as an Arrow array; an empty cell is null."""
    read = _READ.get(field["type"], str)
    return pa.array([read(text) if text else None for text in texts], _type(pa, field["type"]))


_READ: dict[str, Callable[[str], Any]] = {
    "number": float,
    "integer": int,
    "boolean": "true".__eq__,
    "date": dt.date.fromisoformat,
}


def _type(pa: Any, kind: str) -> Any:
    made = {
        "number": pa.float64,
        "integer": pa.int64,
        "boolean": pa.bool_,
        "date": pa.date32,
    }
    return made.get(kind, pa.string)()
