"""A record on its way through validation: its text, and where each of its cells stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any, Final

from peel_data.findings import Place
from peel_data.readers.reading import shown
from peel_data.workbooks.letters import letter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from peel_data.readers.reading import RawTable
    from peel_data.schema.spec import TableSpec
    from peel_data.tables.records import Record


UNKNOWN_KIND: Final = -1
"""The kind of an entry that `row_findings` has not numbered."""


@dataclass(slots=True)
class Entry:
    """One record of a submission.

    Attributes:
        spec: The table it belongs to.
        at: The position of each column in `cells`.
        cells: Its cells; those of columns that the file lacks are "".
        raw: The file or sheet it was read from.
        index: Its position among the records there.
        columns: For each column the file has, its position in `raw.header`.
        valid: Whether it has passed every check so far.
        invalid_columns: The columns whose cell has an error of its own.
        kind: Of a figure, a number that it shares with those rows whose cells are the same but for area and values.
    """

    spec: TableSpec
    at: Mapping[str, int]
    cells: tuple[str, ...]
    raw: RawTable
    index: int
    columns: Mapping[str, int]
    valid: bool = True
    invalid_columns: frozenset[str] = frozenset()
    kind: int = UNKNOWN_KIND

    def __getitem__(self, column: str) -> str:
        return self.cells[self.at[column]]

    def __setitem__(self, column: str, text: str) -> None:
        at = self.at[column]
        self.cells = (*self.cells[:at], text, *self.cells[at + 1 :])

    @property
    def record(self) -> Record:
        """Its cells by column name, as a new record each time: one of each row would take most of the memory."""
        return dict(zip(self.at, self.cells, strict=True))

    @property
    def key(self) -> tuple[str, ...]:
        """The cells of its key."""
        return tuple(map(self.__getitem__, self.spec.key))

    @property
    def row(self) -> int:
        """Its row as the person sees it."""
        return self.raw.numbers[self.index]

    def place(self, column: str | None = None) -> Place:
        """Return the address of a cell, or of the row."""
        at = self.columns.get(column) if column else None
        if spot := self.raw.spots.get((self.index, at or 0)):
            where = Place(self.raw.file, self.raw.sheet, spot.row, spot.column, spot.letter)
            return where if at is None else replace(where, text=shown(spot.text))
        seen = self.raw.spreadsheet_rows.get(self.row)
        if at is None:
            return Place(self.raw.file, self.raw.sheet, self.row, column, spreadsheet_row=seen)
        return Place(
            self.raw.file,
            self.raw.sheet,
            self.row,
            column,
            letter(self.raw.positions[at]),
            shown(self.raw.rows[self.index][at]),
            seen,
        )


def texts_of(entries: Sequence[Entry], columns: Sequence[str]) -> Iterator[Any]:
    """Return what rows of one table have in a column, a text each; or in several, a tuple of texts each."""
    if not entries:
        return iter(())
    return map(itemgetter(*map(entries[0].at.__getitem__, columns)), map(_CELLS, entries))


_CELLS = attrgetter("cells")


def series_key(spec: TableSpec, record: Record) -> tuple[str, str, str, str]:
    """Return which series of its edition and area a row is: table, category, period end, baseline end."""
    category = record[spec.category] if spec.category else ""
    return (spec.name, category, record.get("period_end", ""), record.get("baseline_end", ""))
