"""A good submission to plant slips in, and what a slip is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from support.synthetic import FIRST, LAST, Sheet, Tables, release_2015, submission

AHEAD = "2017"
AFTER = "2015 after a withdrawal"


class PlaceGroup(NamedTuple):
    """Where a slip must be found: a table, the position of a row in it, and a column."""

    table: str | None = None
    row: int | None = None
    column: str | None = None


NOWHERE = PlaceGroup()


@dataclass
class Scene:
    """A submission with the area and year that slips are planted in.

    Attributes:
        tables: Its tables; slips change them.
        area: The force whose rows are spoiled.
        year: The year of its latest figures.
    """

    tables: Tables
    area: str
    year: str

    @property
    def edition(self) -> str:
        return f"peel-effectiveness-{self.year}"

    @property
    def last_year(self) -> str:
        return str(int(self.year) - 1)

    def find(self, table: str, **where: str) -> int:
        """The area's latest row of a table with these cells."""
        sheet = self.tables[table]
        end = sheet.header.index("period_end")
        where = {"area": self.area} | where
        if "period_end" not in where:
            latest = max(row[end] for row in sheet.rows)
            where["period_end"] = latest
        return sheet.find(**where)

    def put(
        self, table: str, column: str, text: str | Callable[[str], str], **where: str
    ) -> PlaceGroup:
        """Spoil one cell."""
        at = self.find(table, **where)
        sheet = self.tables[table]
        old = sheet.cell(at, column)
        sheet.put(at, column, text if isinstance(text, str) else text(old))
        assert sheet.cell(at, column) != old, "nothing was spoiled"
        return PlaceGroup(table, at, column)

    def get(self, table: str, column: str, **where: str) -> str:
        return self.tables[table].cell(self.find(table, **where), column)

    def drop(self, table: str, **where: str) -> None:
        del self.tables[table].rows[self.find(table, **where)]

    def add(self, table: str, cells: dict[str, str]) -> PlaceGroup:
        """Add a row to a table that takes any, such as revisions or waivers."""
        from peel_data.validation.tables import KNOWN_TABLES

        sheet = self.tables.setdefault(table, Sheet(list(KNOWN_TABLES[table]), []))
        sheet.rows.append([cells.get(name, "") for name in sheet.header])
        return PlaceGroup(table, len(sheet.rows) - 1, None)


def scene(base: str) -> Scene:
    """A good submission: `2015` as the package carries it, the invented `2016`, or the same as `2017`.

    Of 2017 the release knows the edition and no profile (see `judging.ahead`). After the withdrawal, the release has
    the force's survey of 2015 as withdrawn (see `judging.after_withdrawal`), and the old return still gives it.
    """
    if base == AHEAD:
        made = scene(LAST)
        for sheet in made.tables.values():
            for i in range(len(sheet.rows)):
                sheet.put(i, "edition", "peel-effectiveness-2017")
        return Scene(made.tables, made.area, AHEAD)
    if base in {FIRST, AFTER}:
        return Scene(release_2015(), "northamptonshire", FIRST)
    return Scene({n: s.copy() for n, s in _invented().items()}, "northamptonshire", LAST)


def _invented(made: dict[str, Tables] = {}) -> Tables:  # noqa: B006 - drawn once
    if not made:
        made["2016"] = submission()
    return made["2016"]


@dataclass(frozen=True)
class Slip:
    """One way of going wrong.

    Attributes:
        kind: In words, for the table of kinds.
        code: What must be found.
        plant: Plants it, and says where it must be found.
        bases: The submissions that it can be planted in.
        formats: The formats that can hold it.
        ignore: Rules that the submission breaks without the slip.
        count: How many findings it makes, where two cells are wrong.
        spoil: What is done to the folder of CSV files once written, for slips of files.
    """

    kind: str
    code: str
    plant: Callable[[Scene], PlaceGroup]
    bases: tuple[str, ...] = (FIRST, LAST)
    formats: tuple[str, ...] = ("csv", "zip", "xlsx", "ods")
    ignore: tuple[str, ...] = ()
    count: int = 1
    spoil: Callable[[Path], None] | None = None

    @property
    def id(self) -> str:
        return f"{self.code}-{self.kind.replace(' ', '_')}"
