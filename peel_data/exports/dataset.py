"""A release as every format needs it: its tables, with typed cells, keys and what they are about."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from peel_data import paths
from peel_data.figures import releases
from peel_data.schema.cell_types import CELL_TYPES
from peel_data.schema.spec import LISTS
from peel_data.tables import TABLES
from peel_data.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from peel_data.tables.records import Record
    from peel_data.tables.table import Table


@dataclass(frozen=True)
class ForeignKey:
    """A column whose cells are keys of a table."""

    column: str
    table: str
    to: str


@dataclass(frozen=True)
class ExportTable:
    """One table: its schema as a Table Schema, and its records as text."""

    name: str
    schema: Mapping[str, Any]
    records: list[Record]

    @property
    def title(self) -> str:
        """Its name in words."""
        return str(self.schema["title"])

    @property
    def description(self) -> str:
        """What it holds."""
        return str(self.schema["description"])

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that together name a row."""
        return tuple(self.schema["primaryKey"])

    @property
    def fields(self) -> list[dict[str, Any]]:
        """Its columns, as Table Schema has them."""
        return list(self.schema["fields"])

    @property
    def foreign_keys(self) -> list[ForeignKey]:
        """The columns that hold keys of tables."""
        return [
            ForeignKey(
                key["fields"][0],
                key["reference"]["resource"] or self.name,
                key["reference"]["fields"][0],
            )
            for key in self.schema.get("foreignKeys", ())
        ]

    @cached_property
    def rows(self) -> list[tuple[Any, ...]]:
        """Its rows, each cell of its type: str, Decimal, int, bool, date, or None where it is empty."""
        readers = [(field["name"], CELL_TYPES[field["type"]].read) for field in self.fields]
        return [
            tuple(read(record[name]) if record[name] else None for name, read in readers)
            for record in self.records
        ]

    def is_list(self, column: str) -> bool:
        """Return whether a cell of the column is a list, separated by spaces."""
        return column in LISTS and any(field["name"] == column for field in self.fields)


@dataclass(frozen=True)
class Dataset:
    """A release: what it is, and its tables in the order a reader meets them."""

    version: str
    descriptor: Mapping[str, Any]
    tables: tuple[ExportTable, ...]

    @property
    def title(self) -> str:
        """Its name in words."""
        return str(self.descriptor["title"])

    @property
    def licence(self) -> Mapping[str, str]:
        """Its licence: name, title and path."""
        return dict(self.descriptor["licenses"][0])

    def facts(self) -> dict[str, str]:
        """Return what every format keeps of the release as a whole, by name."""
        sources = "; ".join(source["title"] for source in self.descriptor["sources"])
        return {
            "title": self.title,
            "description": str(self.descriptor["description"]),
            "version": self.version,
            "created": str(self.descriptor["created"]),
            "licence": f"{self.licence['title']}, {self.licence['path']}",
            "source": sources,
        }

    def in_order(self) -> Iterator[ExportTable]:
        """Yield the tables so that each comes after those that its keys point to."""
        names = {table.name for table in self.tables}
        done: set[str] = set()
        waiting = list(self.tables)
        while waiting:
            ready = [
                table
                for table in waiting
                if {key.table for key in table.foreign_keys} & names <= {*done, table.name}
            ]
            for table in ready:
                done.add(table.name)
                yield table
            waiting = [table for table in waiting if table.name not in done]


def load(version: str | None = None) -> Dataset:
    """Return a release: the installed one, or a past one.

    Raises:
        NotFound: There is no such release; the message lists them.
    """
    if version in {None, __version__}:
        descriptor = paths.read_json(paths.root() / paths.DESCRIPTOR)
        return Dataset(__version__, descriptor, _tables(TABLES))
    release = releases.at(str(version))
    descriptor = json.loads(releases.files(str(version))[paths.DESCRIPTOR])
    return Dataset(release.version, descriptor, _tables(release.tables()))


def _tables(tables: tuple[Table[Any], ...]) -> tuple[ExportTable, ...]:
    return tuple(
        ExportTable(table.name, table.schema(), table.shared_records()) for table in tables
    )
