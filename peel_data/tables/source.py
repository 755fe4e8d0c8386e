"""Where a table comes from: its records and its schema, without rows, frames or selections.

What makes rows, frames and answers of a table asks it for no more than this.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from peel_data import paths
from peel_data.tables import records

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from peel_data.tables.column import Column
    from peel_data.tables.records import Record


class TableSource:
    """The records and the schema of one table of a release.

    Attributes:
        name: The name in code and of the CSV file, `crime_rates`.
        measures: For a table of figures, each value column with the measure it holds.
        release: The past release that it is of; None for the installed one.
        model: The module of `schema` that describes it, and the name of its row model.
    """

    name: ClassVar[str]
    measures: ClassVar[Mapping[str, str]] = {}
    release: str | None = None
    model: ClassVar[tuple[str, str]]

    def __init__(
        self,
        source: Callable[[str], list[Record]] | None = None,
        schemas: Callable[[str], dict[str, Any]] | None = None,
    ) -> None:
        self._source = source
        self._schemas = schemas
        self._records: list[Record] | None = None

    @cached_property
    def title(self) -> str:
        """Its name in words."""
        return str(self._installed["title"])

    @cached_property
    def key(self) -> tuple[str, ...]:
        """The columns that together name a row."""
        return tuple(self._installed["primaryKey"])

    @property
    def description(self) -> str:
        """What the table holds."""
        return str(self.schema()["description"])

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, in the order of the file."""
        from peel_data.tables.column import Column

        return tuple(
            Column(
                name=field["name"],
                type=field["type"],
                title=field["title"],
                description=field["description"],
                required=field.get("constraints", {}).get("required", False),
                allowed=tuple(field.get("constraints", {}).get("enum", ())),
            )
            for field in self.schema()["fields"]
        )

    def records(self) -> list[Record]:
        """Return the rows as text, exactly as the CSV file has them: copies, which may be changed.

        Example:
            >>> peel.crime_rates.records()[0]["value"]
            '60.3'
        """
        return [dict(record) for record in self.shared_records()]

    def shared_records(self) -> list[Record]:
        """Return the rows as text, as every reader of the table shares them. Internal: they are never changed."""
        if self._records is None:
            self._records = self.read(self.name)
        return self._records

    def read(self, table: str) -> list[Record]:
        """Return the records of any table of the release that this table belongs to."""
        return (self._source or records.read)(table)

    @property
    def installed(self) -> bool:
        """Whether the table is of the installed release, not of a past one."""
        return self._source is None

    def schema(self) -> dict[str, Any]:
        """Return the Table Schema of the table, as a dictionary of its own.

        Example:
            >>> peel.crime_rates.schema()["primaryKey"]
            ['edition', 'area', 'crime_type', 'period_end']
        """
        return dict(self._installed) if self._schemas is None else self._schemas(self.name)

    @property
    def _installed(self) -> dict[str, Any]:
        return paths.read_json(paths.schema_file(self.name))
