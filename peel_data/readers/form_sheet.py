"""A form on its way to a table: found by its header, whatever the sheet is called, and read with leniency.

Only the cells that a person fills in are read. What is said above the header, in other columns, or by the
formulas of the form, is neither believed nor complained of.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from peel_data.readers.characters import PADDING
from peel_data.readers.header import Origin, folded
from peel_data.readers.sheet import Cell, Range, Row, TableSheet
from peel_data.schema import form

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from peel_data.readers.collector import Collector
    from peel_data.readers.display.flaws import Flaw
    from peel_data.readers.sheet import RowSink

SEARCHED: Final = 12
"""The header of a form stands in one of the first rows."""

_READ: Final = {folded(name) for name in form.READ}
_NEEDED: Final = {folded(name) for name in (form.ID, form.FIGURE, form.DECIMALS)}


def is_header(cells: Sequence[str]) -> bool:
    """Return whether the cells of a row are the header of a form.

    Example:
        >>> is_header(["Section", "Figure", "Decimals", "Status", "Id"])
        True
        >>> is_header(["edition", "area", "value", "decimals"])
        False
    """
    return {folded(cell) for cell in cells} >= _NEEDED


def split(line: str) -> list[str]:
    """Return the cells of a line that is written with semicolons or tabs, or else the line.

    Example:
        >>> split('Figure;"Status";Id')
        ['Figure', 'Status', 'Id']
    """
    delimiter = max(";\t", key=line.count)
    return [cell.strip('"') for cell in line.split(delimiter)]


def tidy(text: str) -> str:
    r"""Return a text with ordinary spaces, and none around it.

    Example:
        >>> tidy(" 31\u00a0437 ")
        '31 437'
    """
    plain = "".join(" " if unicodedata.category(c) == "Zs" else c for c in text)
    return plain.strip(PADDING)


class LineCells:
    """The cells of the lines of a text file that are read; all others are emptied."""

    def __init__(self) -> None:
        self._read: set[int] = set()

    def read(self, cells: Sequence[str]) -> list[str] | None:
        """Return the cells of the next line, or None for a line above the header."""
        if not self._read:
            if not is_header(cells):
                return list(cells) if is_header(split(",".join(cells))) else None
            self._read = {at for at, cell in enumerate(cells) if folded(cell) in _READ}
        return [tidy(cell) if at in self._read else "" for at, cell in enumerate(cells)]


class PerhapsForm:
    """Holds the first rows of a sheet back until they tell whether it is a form."""

    def __init__(self, other: RowSink, collector: Collector, file: str, sheet: str) -> None:
        self._other, self._collector = other, collector
        self._file, self._sheet = file, sheet
        self._held: list[Callable[[RowSink], None]] = []
        self._above = 0
        self._chosen: RowSink | None = None

    def row(self, row: Row, /) -> None:
        """Handle a row that has at least one cell."""
        if self._chosen is not None:
            self._chosen.row(row)
        elif is_header([cell.text for cell in row.cells]):
            self._collector.ignore(
                self._file, self._sheet, "lines above the form", "they explain it"
            )
            self._choose(FormSheet(self._collector, Origin(form.TABLE, self._file, self._sheet)))
            self.row(row)
        else:
            self._above += 1
            self._held.append(lambda sink: sink.row(row))
            if row.number > SEARCHED:
                self._choose(self._other)

    def hide_columns(self, first: int, last: int, /) -> None:
        """Handle hidden columns, counted from 1."""
        self._pass_on(lambda sink: sink.hide_columns(first, last))

    def merge(self, merged: Range, /) -> None:
        """Handle merged cells."""
        self._pass_on(lambda sink: sink.merge(merged))

    def finish(self) -> None:
        """Handle the end of the sheet."""
        if self._chosen is None:
            self._choose(self._other)
        if self._chosen is not None:
            self._chosen.finish()

    def _pass_on(self, event: Callable[[RowSink], None]) -> None:
        if self._chosen is not None:
            event(self._chosen)
        else:
            self._collector.count_cells(1, self._file, self._sheet)
            self._held.append(event)

    def _choose(self, sink: RowSink) -> None:
        self._chosen = sink
        if sink is self._other:
            for event in self._held:
                event(sink)
        self._held = []


class FormSheet(TableSheet):
    """Reads the cells of a form that a person fills in, and the ids that say what they are."""

    def __init__(self, collector: Collector, origin: Origin) -> None:
        super().__init__(collector, origin)
        self._read: dict[int, str] = {}

    def row(self, row: Row, /) -> None:
        """Take a row of cells: of the header all, of a line those that are read."""
        if not self._read:
            self._read = {c.column: folded(c.text) for c in row.cells if folded(c.text) in _READ}
        cells = [_as_read(cell) for cell in row.cells if cell.column in self._read]
        if cells:
            super().row(Row(row.number, cells))

    def hide_columns(self, first: int, last: int, /) -> None:
        """Ignore hidden columns: the form hides nothing that is asked for but ids."""


def _as_read(cell: Cell) -> Cell:
    """Return a cell with the percentage that it shows, and with ordinary spaces."""
    shown = next((flaw.percent for flaw in cell.flaws if flaw.percent), "")
    flaws: tuple[Flaw, ...] = tuple(cell.flaws)
    if shown:
        flaws = tuple(flaw for flaw in flaws if not flaw.percent)
    return replace(cell, text=tidy(shown or cell.text), flaws=flaws)
