"""A form on its way to a table: found by its header, whatever the sheet is called, and read with leniency.

Only the cells that a person fills in are read. What is said above the header, in other columns, or by the
formulas of the form, is neither believed nor complained of.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from peel_data.findings import Place
from peel_data.readers.characters import PADDING
from peel_data.readers.collector import Refused
from peel_data.readers.header import Origin
from peel_data.readers.reading import folded
from peel_data.readers.rules.text import FormColumn
from peel_data.readers.sheet import Cell, Row, RowSink, TableSheet
from peel_data.schema import form
from peel_data.suggestions import nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from peel_data.readers.area import Area
    from peel_data.readers.collector import Collector
    from peel_data.readers.display.flaws import Flaw

SEARCHED: Final = 12
"""The header of a form stands in one of the first rows."""

_READ: Final = {folded(name) for name in form.READ}
_WORDS: Final = {folded(name) for name in form.WORDS}
_LONGEST: Final = 200
_COLUMNS: Final = {folded(name): name for name in form.COLUMNS}
_NEEDED: Final = (form.FIGURE, form.ID)
_SEVERAL: Final = 4
"""So many columns of the form in one row are its header, even if one that is needed is missing."""

_LINE: Final = re.compile(r"[a-z_]+(?::[a-z0-9_.-]+){3,}")
"""How the id of a line is written."""


def is_header(cells: Sequence[str]) -> bool:
    """Return whether the cells of a row are the header of a form.

    Example:
        >>> is_header(["Section", "Figure", "Decimals", "Status", "Id"])
        True
        >>> is_header(["edition", "area", "value", "decimals"])
        False
    """
    known = _known(cells)
    return known.issuperset(_NEEDED) and len(known) > len(_NEEDED)


def is_damaged(cells: Sequence[str]) -> bool:
    """Return whether a row is the header of a form without a column that it needs, or a line of one without header.

    Example:
        >>> is_damaged(["Section", "What is asked", "Unit", "Period", "Figure", "Number"])
        True
        >>> is_damaged(["victim_satisfaction:peel-effectiveness-2016:kent:2016-03-31", "84.1"])
        True
    """
    return not is_header(cells) and bool(_missing(cells))


def is_table(cells: Sequence[str]) -> bool:
    """Return whether a row is the header of a table that names figures by the ids that lines of a form have.

    Example:
        >>> is_table(["figure_id", "value"])
        True
    """
    return "figure_id" in map(folded, cells)


def refuse_damaged(cells: Sequence[str], file: str, sheet: str | None, number: int) -> Refused:
    """Return the refusal of a form by its header, or by its first line where there is none."""
    missing = _missing(cells)
    said, hint = (
        "The form has no header",
        "Copy the row with the names of the columns from a new form.",
    )
    strangers = [cell for cell in cells if cell and folded(cell) not in _COLUMNS]
    if missing != form.COLUMNS:
        said = f"The form has no column {' and no column '.join(missing)}"
        hint = "Copy it from a new form, or copy your figures into a new form."
        if len(missing) == 1 and (meant := nearest(missing[0], strangers, most=1)):
            hint = f"Is “{meant[0]}” meant to be {missing[0]}?"
    return Refused(
        FormColumn,
        f"{said}, so none of its lines can be read.",
        place=Place(file, sheet, number),
        expected="the columns that the form came with",
        hints=(hint,),
    )


def _known(cells: Sequence[str]) -> set[str]:
    """Return the columns of a form that the cells of a row name."""
    return {_COLUMNS[each] for cell in cells if (each := folded(cell)) in _COLUMNS}


def _missing(cells: Sequence[str]) -> tuple[str, ...]:
    """Return the columns that are needed and missing; all of them where a line stands without header."""
    known = _known(cells)
    if len(known) >= _SEVERAL:
        return tuple(name for name in _NEEDED if name not in known)
    return form.COLUMNS if any(_LINE.fullmatch(cell) for cell in cells) else ()


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


def plain(text: str) -> str:
    """Return words without what nobody sees or no word is as long as: they are compared, and never taken over."""
    return tidy("".join(filter(str.isprintable, text[:_LONGEST])))


class LineCells:
    """The cells of the lines of a text file that are read, and the words beside them; all others are emptied."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._read: dict[int, Callable[[str], str]] = {}

    def read(self, number: int, cells: Sequence[str]) -> list[str] | None:
        """Return the cells of the next line, or None for a line above the header.

        Raises:
            Refused: The header lacks a column, or there is none.
        """
        if not self._read:
            if not is_header(cells):
                if is_damaged(cells):
                    raise refuse_damaged(cells, self._file, None, number)
                return list(cells) if is_header(split(",".join(cells))) else None
            names = [folded(cell) for cell in cells]
            self._read = {at: plain for at, name in enumerate(names) if name in _WORDS}
            self._read |= {at: tidy for at, name in enumerate(names) if name in _READ}
            return [cell if at in self._read else "" for at, cell in enumerate(cells)]
        return [self._read[at](cell) if at in self._read else "" for at, cell in enumerate(cells)]


class PerhapsForm(RowSink):
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
            return
        texts = [cell.text for cell in row.cells]
        if is_header(texts):
            self._collector.ignore(
                self._file, self._sheet, "lines above the form", "they explain it"
            )
            self._choose(FormSheet(self._collector, Origin(form.TABLE, self._file, self._sheet)))
            self.row(row)
        elif is_table(texts):
            self._choose(self._other)
            self._other.row(row)
        elif is_damaged(texts):
            self._choose(
                _DamagedForm(
                    self._collector, refuse_damaged(texts, self._file, self._sheet, row.number)
                )
            )
            self.row(row)
        else:
            self._above += 1
            self._held.append(lambda sink: sink.row(row))
            if row.number > SEARCHED:
                self._choose(self._other)

    def hide_columns(self, first: int, last: int, /) -> None:
        """Handle hidden columns, counted from 1."""
        self._pass_on(lambda sink: sink.hide_columns(first, last))

    def merge(self, merged: Area, /) -> None:
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


class _DamagedForm(RowSink):
    """Takes no line of a form that lacks what its lines need, and says so at the end."""

    def __init__(self, collector: Collector, refusal: Refused) -> None:
        self._collector, self._refusal = collector, refusal

    def finish(self) -> None:
        """Say what is missing."""
        self._collector.reject_file(
            self._refusal, self._refusal.place.file if self._refusal.place else ""
        )


class FormSheet(TableSheet):
    """Reads the cells of a form that a person fills in, and the ids that say what they are."""

    def __init__(self, collector: Collector, origin: Origin) -> None:
        super().__init__(collector, origin)
        self._read: set[int] = set()
        self._words: set[int] = set()

    def row(self, row: Row, /) -> None:
        """Take a row of cells: of the header and of each line those that are read, and the words beside them."""
        if not self._read:
            self._read = {c.column for c in row.cells if folded(c.text) in _READ}
            self._words = {c.column for c in row.cells if folded(c.text) in _WORDS}
        cells = [
            _as_read(cell) if cell.column in self._read else Cell(cell.column, plain(cell.text))
            for cell in row.cells
            if cell.column in self._read | self._words
        ]
        if any(cell.column in self._read for cell in cells):
            super().row(Row(row.number, cells))

    def merge(self, merged: Area, /) -> None:
        """Take merged cells where they are read; others may be merged."""
        columns = range(merged.left, merged.right + 1)
        if any(column in self._read for column in columns):
            super().merge(merged)

    def hide_columns(self, first: int, last: int, /) -> None:
        """Ignore hidden columns: the form hides nothing that is asked for but ids."""


def _as_read(cell: Cell) -> Cell:
    """Return a cell with the percentage that it shows, and with ordinary spaces."""
    shown = next((flaw.percent for flaw in cell.flaws if flaw.percent), "")
    flaws: tuple[Flaw, ...] = tuple(cell.flaws)
    if shown:
        flaws = tuple(flaw for flaw in flaws if not flaw.percent)
    return replace(cell, text=tidy(shown or cell.text), flaws=flaws)
