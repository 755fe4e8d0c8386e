"""What the installed release has of an area already, so that nobody need type it again."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from peel_data.schema.periods import year_before
from peel_data.tables import records

if TYPE_CHECKING:
    from collections.abc import Mapping

    from peel_data.tables.records import Record
    from peel_data.tables.table import Table


class Published:
    """The figures of an area that the installed release has, by what they are figures of."""

    def __init__(self, area: str) -> None:
        self._area = area
        self._rows: dict[str, dict[tuple[str, ...], Record]] = {}

    def value(self, table: Table[Any], column: str, record: Mapping[str, str]) -> str:
        """Return the published figure of a series and period, of the latest edition that has it."""
        return self._of(table).get(_series(table, record), {}).get(column, "")

    def before(self, table: Table[Any], column: str, record: Mapping[str, str]) -> str:
        """Return the published figure of the same series a year earlier."""
        ends = {
            name: year_before(dt.date.fromisoformat(record[name])).isoformat()
            for name in ("period_end", "baseline_end")
            if record.get(name)
        }
        return self.value(table, column, {**record, **ends})

    def _of(self, table: Table[Any]) -> dict[tuple[str, ...], Record]:
        if table.name not in self._rows:
            self._rows[table.name] = {
                _series(table, row): row
                for row in sorted(records.read(table.name), key=lambda row: row["edition"])
                if row["area"] == self._area and row["status"] == "published"
            }
        return self._rows[table.name]


def _series(table: Table[Any], record: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(record.get(name, "") for name in table.key if name != "edition")
