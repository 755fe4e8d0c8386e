"""One worksheet of an Excel workbook as a stream of rows; no formula is ever calculated."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from peel_data.findings import Place
from peel_data.readers.area import Area
from peel_data.readers.collector import Refused
from peel_data.readers.display import flaws
from peel_data.readers.display.serials import date_number, stored_number
from peel_data.readers.rules.containers import CellTwice, DamagedWorkbook
from peel_data.readers.sheet import Cell, Row, RowSink
from peel_data.readers.xlsx.parts import TAGS, TRUTHS
from peel_data.readers.xlsx.texts import Runs, unescape
from peel_data.readers.xml_stream import BoundedText, Target, whole
from peel_data.workbooks.letters import column_number, letter

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from peel_data.readers.xlsx.conditions import Condition
    from peel_data.readers.xlsx.looks import Judged, Looks
    from peel_data.readers.xlsx.styles import Styles
    from peel_data.readers.xlsx.texts import Written

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})", re.ASCII)
_ISO_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T00:00:00(?:\.0+)?Z?)?", re.ASCII)
_ERROR = re.compile(r"#[A-Z][A-Z0-9/_]{1,20}[!?]?", re.ASCII)
_LOWEST: Final = 2.0
"""Lower rows, in points, show nothing."""

_NARROWEST: Final = 0.4
"""Narrower columns, in characters, show nothing."""

_LAST_ROW: Final = 1_048_576
_LAST_COLUMN: Final = 16_384


@dataclass(slots=True)
class Book:
    """What the sheets of a workbook share.

    Attributes:
        texts: The shared texts.
        too_long: The numbers of those that were cut off at the limit.
        runs: The parts of those that are not written throughout as their cells are.
        looks: Judges what cells show.
        styles: What the styles part says.
        cell_characters: The most characters a cell may have.
    """

    texts: list[str]
    too_long: set[int]
    runs: dict[int, Written]
    looks: Looks
    styles: Styles
    cell_characters: int


@dataclass(slots=True)
class _Open:
    """The cell that is being read."""

    row: int
    column: int
    kind: str
    style: int
    value: BoundedText | None = None
    inline: BoundedText | None = None
    formula: bool = False
    runs: Runs | None = None


class SheetReader(Target):
    """Follows one worksheet and hands its rows to a sink."""

    def __init__(
        self, book: Book, sink: RowSink, place: Place, conditions: Sequence[Condition] = ()
    ) -> None:
        self._book, self._sink, self._place = book, sink, place
        self._conditions = conditions
        self._limit = book.cell_characters
        self._row = self._column = 0
        self._hidden = self._hides_zeros = self._hides_rows = False
        self._cells: list[Cell] = []
        self._cell: _Open | None = None
        self._collect: BoundedText | None = None
        self._phonetic = 0
        self._inside = False
        self._outside: dict[str, Callable[[dict[str, str]], None]] = {
            "sheetView": self._start_view,
            "sheetFormatPr": self._start_defaults,
            "row": self._start_row,
            "c": self._start_cell,
            "col": self._start_column,
            "mergeCell": self._merge,
        }

    def _damaged(self, message: str) -> Refused:
        place = self._place
        if self._cell is not None:
            place = Place(place.file, place.sheet, self._cell.row, letter=letter(self._cell.column))
        return Refused(DamagedWorkbook, message, place=place)

    def start(self, tag: str, attributes: dict[str, str], /) -> None:
        """Handle the start of an element."""
        name = TAGS.get(tag)
        if name is None:
            return
        if name == "sheetData":
            self._inside = True
        elif name in self._outside:
            self._outside[name](attributes)
        elif self._cell is not None:
            self._start_content(name, attributes, self._cell)

    def _start_content(self, name: str, attributes: dict[str, str], cell: _Open) -> None:
        """Handle the start of an element in a cell: its value, its formula, its own text."""
        if name == "v":
            if cell.value is not None:
                raise self._damaged("A cell has two values.")
            cell.value = self._collect = BoundedText(self._limit)
        elif name == "is":
            if cell.inline is not None:
                raise self._damaged("A cell has two texts.")
            cell.inline = BoundedText(self._limit)
            cell.runs = Runs(self._book.styles.colours)
        elif name == "f":
            cell.formula = True
        elif name == "rPh":
            self._phonetic += 1
        elif name == "t" and cell.inline is not None and not self._phonetic:
            self._collect = cell.inline
        elif cell.runs is not None:
            cell.runs.start(name, attributes)

    def data(self, text: str, /) -> None:
        """Handle text between two tags."""
        if self._collect is not None:
            self._collect.add(text)
            cell = self._cell
            if cell and cell.runs and self._collect is cell.inline and not self._collect.over:
                cell.runs.text(text)

    def end(self, tag: str, /) -> None:
        """Handle the end of an element."""
        name = TAGS.get(tag)
        if name in {"v", "t"}:
            self._collect = None
        elif name == "rPh":
            self._phonetic = max(0, self._phonetic - 1)
        elif name == "c" and self._cell:
            self._end_cell(self._cell)
            self._cell = None
        elif name == "row" and self._inside:
            if self._cells:
                self._sink.row(Row(self._row, self._cells, self._hidden))
            self._cells = []
        elif name == "sheetData":
            self._inside = False
        elif name is not None and self._cell is not None and self._cell.runs is not None:
            self._cell.runs.end(name)

    def _start_row(self, attributes: dict[str, str]) -> None:
        if not self._inside or self._cells or self._cell is not None:
            raise self._damaged("A row is outside the sheet, or inside another row.")
        number = whole(attributes.get("r") or None, self._row + 1, top=_LAST_ROW + 1)
        if not number or number > _LAST_ROW:
            raise self._damaged("A row has no valid number.")
        if number <= self._row:
            raise self._twice(number, None)
        self._row, self._column = number, 0
        height = attributes.get("ht")
        self._hidden = (
            TRUTHS.get(attributes.get("hidden", ""), self._hides_rows and height is None)
            or _size(height) < _LOWEST
        )

    def _start_cell(self, attributes: dict[str, str]) -> None:
        if not self._inside:
            raise self._damaged("A cell is outside the sheet.")
        row, column = self._row, self._column + 1
        if reference := attributes.get("r"):
            row, column = self._reference(reference)
        if row != self._row:
            raise self._damaged(f"The cell {reference} stands in row {self._row:,}.")
        if column <= self._column:
            raise self._twice(row, column)
        self._column = column
        style = whole(attributes.get("s") or None, 0, top=1 << 31)
        if style is None or self._cell is not None:
            raise self._damaged("A cell has no valid style, or holds another cell.")
        self._cell = _Open(row, column, attributes.get("t") or "n", style)

    def _twice(self, row: int, column: int | None) -> Refused:
        where = f"the cell {letter(column)}{row}" if column else f"row {row:,}"
        return Refused(
            CellTwice,
            f"The workbook stores {where} twice, or out of order.",
            place=Place(
                self._place.file,
                self._place.sheet,
                row,
                letter=letter(column) if column else None,
            ),
            hints=("Open the workbook in a spreadsheet program and save it again.",),
        )

    def _reference(self, text: str) -> tuple[int, int]:
        match = _REFERENCE.fullmatch(text)
        if not match:
            raise self._damaged(f"“{text[:40]}” is not the address of a cell.")
        column, row = column_number(match[1]), int(match[2])
        if column > _LAST_COLUMN or row > _LAST_ROW:
            raise self._damaged(f"“{text}” is beyond the last cell of a sheet.")
        return row, column

    def _start_view(self, attributes: dict[str, str]) -> None:
        """Handle a view of the sheet, which may hide zeros."""
        if self._inside or self._row:
            raise self._damaged("A view of the sheet stands behind the cells.")
        self._hides_zeros |= not TRUTHS.get(attributes.get("showZeros", ""), True)

    def _start_defaults(self, attributes: dict[str, str]) -> None:
        """How rows and columns are that say nothing of their own."""
        if self._inside or self._row:
            raise self._damaged("The sizes of the rows stand behind the cells.")
        self._hides_rows = TRUTHS.get(attributes.get("zeroHeight", ""), False)
        if _size(attributes.get("defaultColWidth")) < _NARROWEST:
            self._sink.hide_columns(1, _LAST_COLUMN)

    def _start_column(self, attributes: dict[str, str]) -> None:
        first = whole(attributes.get("min"), 1, top=_LAST_COLUMN)
        last = whole(attributes.get("max"), 1, top=_LAST_COLUMN)
        narrow = _size(attributes.get("width")) < _NARROWEST
        hidden = TRUTHS.get(attributes.get("hidden", "")) or narrow
        if first and last and hidden:
            self._sink.hide_columns(first, last)

    def _merge(self, attributes: dict[str, str]) -> None:
        first, _, last = attributes.get("ref", "").partition(":")
        top, left = self._reference(first)
        bottom, right = self._reference(last or first)
        if (top, left) != (bottom, right):
            self._sink.merge(Area(top, left, bottom, right))

    def _end_cell(self, cell: _Open) -> None:
        text, found = self._value(cell)
        if cell.formula:
            unset = cell.value is None or (cell.kind == "n" and not str(cell.value).strip())
            found = (*found, flaws.FORMULA_WITHOUT_VALUE if unset else flaws.FORMULA)
        if text or found:
            self._cells.append(Cell(cell.column, text, found))

    def _value(self, cell: _Open) -> Judged:
        """Return the text of a cell, and what is wrong with it."""
        own_text = cell.kind == "inlineStr"
        held, other = (cell.inline, cell.value) if own_text else (cell.value, cell.inline)
        if other is not None and str(other).strip():  # nobody sees it, so it is not repeated
            cell.value, cell.inline = (None, held) if own_text else (held, None)
            text, found = self._value(cell)
            return text, (*found, flaws.MISPLACED)
        if held is None:
            return "", ()
        if held.over:
            return str(held)[: self._limit], (flaws.TOO_LONG,)
        text = str(held)
        if cell.kind in {"str", "inlineStr"}:
            return self._text(unescape(text), cell, cell.runs.resolved() if cell.runs else None)
        return self._typed(cell, text.strip())

    def _typed(self, cell: _Open, text: str) -> Judged:
        """Return the text of a cell that holds anything but a text of its own."""
        if not text:
            return "", ()
        if cell.kind == "s":
            return self._shared(text, cell)
        if cell.kind == "n":
            return self._number(text, cell)
        if cell.kind == "e":
            return text if _ERROR.fullmatch(text) else "", (flaws.ERROR,)
        if cell.kind == "b" and (truth := TRUTHS.get(text.lower())) is not None:
            return self._text(str(truth).upper(), cell)
        if cell.kind == "d":
            return self._date(text, cell)
        raise self._damaged(f"The value of a cell is not of its type, “{cell.kind[:20]}”.")

    def _date(self, text: str, cell: _Open) -> Judged:
        """Return a date that is written out; the cell shows it by its number format nevertheless."""
        if not (match := _ISO_DATE.fullmatch(text)):
            return "", (flaws.NO_SUCH_DATE,)
        days = date_number(match[1], from_1904=self._book.looks.from_1904)
        if days is None:
            return "", (flaws.NO_SUCH_DATE,)
        if self._book.looks.is_simple(cell.style):
            return match[1], ()
        return self._number(str(days), cell)

    def _shared(self, text: str, cell: _Open) -> Judged:
        index = whole(text, 0, top=1 << 31)
        if index is None or index >= len(self._book.texts):
            raise self._damaged("A cell refers to a text that is missing.")
        if index in self._book.too_long:
            return self._book.texts[index], (flaws.TOO_LONG,)
        return self._text(self._book.texts[index], cell, self._book.runs.get(index))

    def _text(self, text: str, cell: _Open, runs: Written | None = None) -> Judged:
        looks = self._book.looks
        judged = looks.text(text, cell.style, runs)
        if self._conditions and not judged[1]:
            return self._conditional(text, runs, cell) or judged
        return judged

    def _number(self, text: str, cell: _Open) -> Judged:
        number = stored_number(text)
        if not math.isfinite(number):
            return "", (flaws.NO_SUCH_NUMBER,)
        if self._hides_zeros and not number:
            return "", (flaws.masked(""),)
        judged = self._book.looks.number(number, cell.style)
        if self._conditions and not judged[1]:
            return self._conditional(number, None, cell) or judged
        return judged

    def _conditional(self, held: float | str, runs: Written | None, cell: _Open) -> Judged | None:
        covering = [c for c in self._conditions if c.covers(cell.row, cell.column)]
        return self._book.looks.conditional(held, runs, cell.style, covering) if covering else None


def _size(text: str | None) -> float:
    """Return a height or width; one that is not given, or not a number, is as wide as need be."""
    return stored_number(text or "")
