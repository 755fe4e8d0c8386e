"""Text records to row models: the only step from data files to pydantic.

The tables of a release were validated cell by cell when it was cut, and `peel-data check` validates the
installed files again. So rows are made here without a second validation, which would cost more than all
else that happens between `import peel_data` and the first row.
"""

from __future__ import annotations

from decimal import InvalidOperation
from importlib import import_module
from typing import TYPE_CHECKING, Any

from peel_data.errors import PackageDataError
from peel_data.schema.cell_types import CELL_TYPES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from peel_data.schema.base import Row
    from peel_data.tables.records import Record
    from peel_data.tables.source import TableSource


def model(table: TableSource | type[TableSource]) -> type[Row]:
    """Return the row model of a table."""
    module, name = table.model
    found: type[Row] = getattr(import_module(f"peel_data.schema.{module}"), name)
    return found


def rows(table: TableSource, records: Sequence[Record]) -> list[Row]:
    """Return every record as a row of the table's model.

    Raises:
        PackageDataError: A record does not fit; the installed data is not what was released.
    """
    made = model(table).model_construct
    read = {field["name"]: CELL_TYPES[field["type"]].read for field in table.schema()["fields"]}
    found = [
        made(**_values(table.name, number, read, record))
        for number, record in enumerate(records, start=2)
    ]
    if table.release is not None:
        for row in found:
            vars(row)["_release"] = table.release  # beside its columns, and no part of its value
    return found


def _values(
    table: str, number: int, read: Mapping[str, Callable[[str], object]], record: Record
) -> dict[str, Any]:
    if record.keys() != read.keys():
        raise PackageDataError(
            f"Line {number} of {table}.csv does not have the columns of its schema. "
            "Run `peel-data check` to see everything that is wrong."
        )
    values: dict[str, Any] = {}
    for column, text in record.items():
        try:
            values[column] = read[column](text) if text else None
        except (ValueError, InvalidOperation, KeyError):
            raise PackageDataError(
                f"Line {number} of {table}.csv does not fit its schema: {column} is {text!r}. "
                "Run `peel-data check` to see everything that is wrong."
            ) from None
    return values
