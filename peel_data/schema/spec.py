"""What a table is beside its columns, without the row model: light, so that reading a table needs no pydantic."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class TableSpec(NamedTuple):
    """What a table is, beside its columns.

    Attributes:
        name: The resource name, `crime_rates`.
        title: What a person calls it.
        description: What it holds, in whole sentences.
        key: The primary key, in the order rows are sorted by and figure ids are spelled in.
        measures: For a table of figures, each value column with the measure it holds.
        generated: Whether the table is derived from others rather than written by hand.
        example: Keywords that pick one row of the first release; its docstring shows them. None if it had no row.
    """

    name: str
    title: str
    description: str
    key: tuple[str, ...]
    measures: Mapping[str, str] = {}
    generated: bool = False
    example: Mapping[str, str | int] = {}

    @property
    def category(self) -> str | None:
        """The column of the key that tells the rows of one measure apart, if there is one."""
        return _category(self.key)

    @staticmethod
    def precision(column: str) -> str:
        """Return the column that holds the printed precision of a value column."""
        return "decimals" if column == "value" else f"{column}_decimals"

    @staticmethod
    def unit(column: str, unit: str) -> str:
        """Return the unit of a value column: a number printed beside its rate is a count of things."""
        return "count" if column == "number" else unit


@cache
def _category(key: tuple[str, ...]) -> str | None:
    return next((column for column in key if column.endswith("_type")), None)


class References(NamedTuple):
    """The column holds keys of another table: one, or a space-separated list of them."""

    table: str
    field: str = "id"
    many: bool = False


LISTS: Mapping[str, References] = {
    "notes": References("notes", many=True),
    "members": References("areas", many=True),
    "excluded_areas": References("areas", many=True),
    "combined_areas": References("areas", many=True),
    "printed_figures": References("figures", "figure_id", many=True),
}
"""The columns that hold lists of keys, in whichever table: a foreign key of a Table Schema cannot say so."""


def references(schema: Mapping[str, Any]) -> dict[str, References]:
    """Return the columns of a table that hold keys of a table, with where they point."""
    keys = {
        key["fields"][0]: References(
            key["reference"]["resource"] or schema["name"], key["reference"]["fields"][0]
        )
        for key in schema.get("foreignKeys", ())
    }
    names = [field["name"] for field in schema["fields"]]
    return {name: to for name in names if (to := keys.get(name) or LISTS.get(name))}
