"""A worksheet on its way to a table: cells with flaws, hidden and merged ranges, stray cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from peel_data.findings import Place, Severity
from peel_data.readers import sheet_names
from peel_data.readers.characters import PADDING
from peel_data.readers.collector import Refused
from peel_data.readers.display import flaws
from peel_data.readers.rules import containers as rule
from peel_data.readers.rules.files import TooManyCells, UnknownTable
from peel_data.readers.table_builder import TableBuilder
from peel_data.workbooks.letters import letter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peel_data.readers.area import Area
    from peel_data.readers.collector import Collector
    from peel_data.readers.display.flaws import Flaw
    from peel_data.readers.header import Origin


@dataclass(slots=True)
class Cell:
    """A cell with a content; `column` counts from 1."""

    column: int
    text: str
    flaws: Sequence[Flaw] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row that have a content or a flaw, in the order of the columns."""

    number: int
    cells: Sequence[Cell]
    hidden: bool = False


class RowSink:
    """Receives the rows of a worksheet in their order."""

    def row(self, row: Row, /) -> None:
        """Handle a row that has at least one cell."""

    def hide_columns(self, first: int, last: int, /) -> None:
        """Handle hidden columns, counted from 1."""

    def merge(self, merged: Area, /) -> None:
        """Handle merged cells."""

    def finish(self) -> None:
        """Handle the end of the sheet."""


class UnknownSheet(RowSink):
    """Counts the rows of a sheet that is no table, so that none is dropped unseen."""

    def __init__(self, collector: Collector, file: str, name: str) -> None:
        self._collector, self._file, self._name = collector, file, name
        self._rows = 0

    def row(self, _row: Row, /) -> None:
        """Count it."""
        self._rows += 1

    def finish(self) -> None:
        """Report the sheet unless it is empty."""
        collector, place = self._collector, Place(self._file, self._name)
        if not self._rows:
            collector.ignore(self._file, self._name, "sheet", "nothing is on it")
            return
        collector.report(
            UnknownTable,
            f"“{self._name}” is not the name of a table.",
            place,
            expected=sheet_names.expected_name(collector.known_tables),
            hints=(
                *sheet_names.did_you_mean(self._name, collector.known_tables),
                "If the sheet is only for people, start its name with “Notes”.",
            ),
        )
        collector.reject(self._file, self._name, None, UnknownTable, self._rows)


class TableSheet(RowSink):
    """Turns the rows of a worksheet into a table."""

    def __init__(self, collector: Collector, origin: Origin) -> None:
        self._collector = collector
        self._assembler = TableBuilder(origin, collector)
        self._origin = origin
        self._hidden: list[tuple[int, int]] = []
        self._merged: list[Area] = []
        self._first = self._last = 0

    def hide_columns(self, first: int, last: int, /) -> None:
        """Remember hidden columns until the header is known."""
        self._collector.count_cells(1, self._origin.file, self._origin.sheet)
        self._hidden.append((first, last))

    def merge(self, merged: Area, /) -> None:
        """Remember merged cells until the table is known."""
        self._collector.count_cells(1, self._origin.file, self._origin.sheet)
        self._merged.append(merged)

    def row(self, row: Row, /) -> None:
        """Take a row of cells."""
        number, cells = row.number, row.cells
        assembler = self._assembler
        limits = self._collector.limits
        if number > limits.rows + 1:
            raise Refused(
                TooManyCells,
                f"There is a cell in row {number:,}, far below the table.",
                place=Place(
                    self._origin.file,
                    self._origin.sheet,
                    number,
                    letter=letter(cells[0].column),
                    text=cells[0].text,
                ),
                hints=("Delete the rows below the table.",),
            )
        if self._last and number > self._last + 1:
            assembler.blank(number - self._last - 1)
        self._last = number
        known = assembler.header is not None
        filled = [c.column for c in cells if c.text.strip(PADDING)]
        width = (
            assembler.width if known else max((c for c in filled if c <= limits.columns), default=0)
        )
        texts = [""] * width
        spoilt: set[int] = set()
        strays = []
        for cell in cells:
            if cell.column > width:
                strays.append(cell)
                continue
            texts[cell.column - 1] = cell.text
            if any(flaw.invalidates for flaw in cell.flaws):
                spoilt.add(cell.column - 1)
        struck = _is_struck_out(cells, width)
        if struck:
            spoilt.update(cell.column - 1 for cell in cells if cell.column <= width)
        if any(c > width for c in filled) and not any(c <= width for c in filled):
            assembler.reject(rule.StrayCell)
        else:
            assembler.row(number, texts, spoilt)
        if assembler.header is not None:
            self._first = self._first or number
        self._report(row, strays, struck=struck)

    def _report(self, row: Row, strays: Sequence[Cell], *, struck: bool) -> None:
        number = row.number
        assembler = self._assembler
        for cell in row.cells:
            place = assembler.place(number, cell.column - 1, cell.text)
            for flaw in cell.flaws:
                if struck and flaw in flaws.STRUCK:
                    continue
                assembler.report(flaw.rule, flaw.one, place, many=flaw.many, hints=flaw.hints)
        for cell in strays:
            if cell.text.strip(PADDING):
                assembler.report(
                    rule.StrayCell,
                    "This cell is outside the table.",
                    assembler.place(number, cell.column - 1, cell.text),
                    many="{n} cells are outside the table.",
                    hints=("Delete it, or move it to a sheet named Notes.",),
                )
        if struck:
            whole = Place(self._origin.file, self._origin.sheet, number)
            flaw = flaws.STRUCK_ROW
            assembler.report(flaw.rule, flaw.one, whole, many=flaw.many, hints=flaw.hints)
        if row.hidden:
            assembler.report(
                rule.HiddenCells,
                "The row is hidden, but it is read.",
                Place(self._origin.file, self._origin.sheet, number),
                many="{n} rows are hidden, but they are read.",
                severity=Severity.INFO,  # a filter that was left on
            )

    def finish(self) -> None:
        """Report hidden columns and merged cells of the table, and hand it over."""
        assembler = self._assembler
        for column, name in enumerate(assembler.header or (), start=1):
            if name and any(first <= column <= last for first, last in self._hidden):
                assembler.report(
                    rule.HiddenCells,
                    "The column is hidden, but it is read.",
                    assembler.place(None, column - 1),
                    many="{n} columns are hidden, but they are read.",
                )
        for merged in self._merged:
            if (
                assembler.header is not None
                and merged.top <= self._last
                and merged.bottom >= self._first
                and merged.left <= assembler.width
            ):
                assembler.cover(
                    range(merged.top, merged.bottom + 1), range(merged.left - 1, merged.right)
                )
                assembler.report(
                    rule.MergedCells,
                    f"The cells {merged} are merged; only the first of them has content.",
                    assembler.place(merged.top, merged.left - 1),
                    many="{n} ranges of cells are merged; only the first cell of each has content.",
                    hints=("Unmerge them and fill in every cell.",),
                )
        assembler.finish()


def _is_struck_out(cells: Sequence[Cell], width: int) -> bool:
    """Return whether every cell of a row that has a content is struck out, and there is more than one."""
    filled = [cell for cell in cells if cell.column <= width and cell.text.strip(PADDING)]
    return len(filled) > 1 and all(
        any(flaw in flaws.STRUCK for flaw in cell.flaws) for cell in filled
    )
