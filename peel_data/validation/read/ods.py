"""OpenDocument spreadsheets (.ods): a stream of cells; repeated rows are counted, not built."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from peel_data.findings import Place
from peel_data.validation.read import sheet as sheets
from peel_data.validation.read.names import table_of
from peel_data.validation.read.number_formats import number_text
from peel_data.validation.read.session import Refused
from peel_data.validation.read.sheet import Cell, Flaw, Range, Row, Sink, open_sheet
from peel_data.validation.read.xml_stream import BoundedText, Target, parse, whole
from peel_data.validation.rules.containers import DamagedWorkbook, PasswordProtected
from peel_data.validation.rules.files import TooManyCells, TooManyFiles

if TYPE_CHECKING:
    from collections.abc import Callable

    from peel_data.validation.read.archive import Archive
    from peel_data.validation.read.session import Session

    _Start = Callable[[dict[str, str]], None]

_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TABLE, _TEXT, _STYLE = (
    f"{{{_NAMESPACE}{name}:1.0}}" for name in ("office", "table", "text", "style")
)
_CELL, _COVERED = f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"
_CALC_TYPE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_SKIPPED: Final = frozenset(
    {
        f"{_OFFICE}annotation",
        f"{_TABLE}tracked-changes",
        f"{_TABLE}shapes",
        f"{_TEXT}ruby-text",
        f"{_TEXT}note",
    }
)
_LAST_ROW: Final = 1_048_576
_LAST_COLUMN: Final = 16_384
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,5})?", re.ASCII)
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:T00:00:00(?:\.0+)?)?", re.ASCII)
_ERROR = re.compile(r"#(?:REF|DIV/0|VALUE|NAME|NUM|NULL)[!?]|#N/A|Err:[0-9]{3}", re.ASCII)


def read_workbook(archive: Archive, session: Session) -> None:
    """Read every sheet of a workbook that is a table.

    Raises:
        Refused: When the workbook as a whole cannot be read.
    """
    content = archive.find("content.xml")
    if content is None:
        raise Refused(DamagedWorkbook, "The workbook has no contents.", place=Place(archive.file))
    if manifest := archive.find("META-INF/manifest.xml"):
        parse(archive, manifest, _Manifest(archive.file))
    parse(archive, content, _Content(archive.file, session))


class _Manifest(Target):
    """Finds out whether the workbook is encrypted."""

    def __init__(self, file: str) -> None:
        self._file = file

    def start(self, tag: str, _attributes: dict[str, str], /) -> None:
        if tag.endswith("}encryption-data"):
            raise Refused(
                PasswordProtected,
                "The workbook has a password.",
                place=Place(self._file),
                hints=("Save it without a password.",),
            )


@dataclass(slots=True)
class _Open:
    """The cell that is being read; `repeated` and the spans count itself."""

    attributes: dict[str, str]
    text: BoundedText
    repeated: int
    paragraphs: int = 0


@dataclass(slots=True)
class _OpenRow:
    """The row that is being read."""

    repeated: int
    hidden: bool
    cells: list[Cell] = field(default_factory=list)
    column: int = 0


class _Content(Target):
    """Follows `content.xml` and hands the rows of each sheet to its sink."""

    def __init__(self, file: str, session: Session) -> None:
        self._file, self._session = file, session
        self._place = Place(file)
        self._sheets: set[str] = set()
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._sink: Sink | None = None
        self._inside = False
        self._refused = False
        self._row: _OpenRow | None = None
        self._cell: _Open | None = None
        self._number = 0
        self._column = 0
        self._skip = 0
        self._paragraph = 0
        self._always: dict[str, _Start] = {
            f"{_STYLE}style": self._start_style,
            f"{_STYLE}table-properties": self._start_properties,
            f"{_TABLE}table": self._start_sheet,
        }
        self._in_sheet: dict[str, _Start] = {
            f"{_TABLE}table-column": self._start_column,
            f"{_TABLE}table-row": self._start_row,
            _CELL: self._start_cell,
            _COVERED: self._start_cell,
        }

    def start(self, tag: str, attributes: dict[str, str], /) -> None:
        if self._skip or tag in _SKIPPED:
            self._skip += 1
        elif tag in self._always:
            self._always[tag](attributes)
        elif self._sink is not None and tag in self._in_sheet:
            self._in_sheet[tag](attributes)
        elif self._cell is not None:
            self._start_text(tag, attributes, self._cell)

    def _start_style(self, attributes: dict[str, str]) -> None:
        self._style = attributes.get(f"{_STYLE}name", "")

    def _start_properties(self, attributes: dict[str, str]) -> None:
        if attributes.get(f"{_TABLE}display") == "false":
            self._hidden_styles.add(self._style)

    def end(self, tag: str, /) -> None:
        if self._skip:
            self._skip -= 1
        elif tag == f"{_TABLE}table":
            self._end_sheet()
        elif self._sink is None:
            return
        elif tag == f"{_TABLE}table-row":
            self._end_row()
        elif tag in {_CELL, _COVERED}:
            self._end_cell()
        elif tag in {f"{_TEXT}p", f"{_TEXT}h"}:
            self._paragraph = max(0, self._paragraph - 1)

    def data(self, text: str, /) -> None:
        if self._paragraph and self._cell is not None and not self._skip:
            self._cell.text.add(text)

    def _damaged(self, message: str) -> Refused:
        return Refused(DamagedWorkbook, message, place=self._place)

    def _times(self, attributes: dict[str, str], name: str, top: int) -> int:
        times = whole(attributes.get(f"{_TABLE}{name}"), 1, top=top)
        if not times:
            raise self._damaged(f"A row, column or cell has no valid {name}.")
        return times

    def _start_sheet(self, attributes: dict[str, str]) -> None:
        if self._inside:
            raise self._damaged("A sheet stands inside a sheet.")
        name = attributes.get(f"{_TABLE}name", "")
        self._place = Place(self._file, name)
        if name.casefold() in self._sheets:
            raise self._damaged(f"Two sheets have the name “{name}”.")
        self._sheets.add(name.casefold())
        if len(self._sheets) > self._session.limits.members:
            raise Refused(
                TooManyFiles,
                f"The workbook has more than {self._session.limits.members:,} sheets.",
                place=Place(self._file),
            )
        hidden = attributes.get(f"{_TABLE}style-name") in self._hidden_styles
        self._inside = True
        self._sink = open_sheet(self._session, self._file, name, hidden=hidden)
        self._number = self._column = 0

    def _end_sheet(self) -> None:
        sink, self._sink, self._inside = self._sink, None, False
        self._guard(sink.finish if sink else None)

    def _guard(self, step: Callable[[], None] | None) -> None:
        """Let a sheet that is refused not take the others with it."""
        try:
            if step:
                step()
        except Refused as refusal:
            if refusal.entirely:
                raise
            refusal.place = refusal.place or self._place
            table = table_of(self._place.sheet or "", self._session.known_tables)
            self._session.refuse(refusal, self._file, table=table)
            self._sink = None

    def _start_column(self, attributes: dict[str, str]) -> None:
        times = self._times(attributes, "number-columns-repeated", _LAST_COLUMN)
        if self._sink and attributes.get(f"{_TABLE}visibility", "visible") != "visible":
            self._sink.hide_columns(self._column + 1, self._column + times)
        self._column += times

    def _start_row(self, attributes: dict[str, str]) -> None:
        if self._row is not None:
            raise self._damaged("A row stands inside a row.")
        times = self._times(attributes, "number-rows-repeated", _LAST_ROW)
        hidden = attributes.get(f"{_TABLE}visibility", "visible") != "visible"
        self._row = _OpenRow(times, hidden)

    def _end_row(self) -> None:
        row, self._row = self._row, None
        if row is None or self._sink is None:
            return
        if row.cells:
            self._guard(lambda: self._send(row))
        self._number += row.repeated

    def _send(self, row: _OpenRow) -> None:
        limits = self._session.limits
        if self._number + row.repeated > limits.rows + 1 or (
            row.repeated * len(row.cells) > limits.cells
        ):
            far = f"A cell stands in row {self._number + 1:,}, far below the table."
            raise Refused(
                TooManyCells,
                far if row.repeated == 1 else f"A row is repeated {row.repeated:,} times.",
                place=Place(self._file, self._place.sheet, self._number + 1),
                hints=("Delete the rows below the table.",),
            )
        for repeat in range(row.repeated):
            if self._sink:
                self._sink.row(Row(self._number + repeat + 1, row.cells, row.hidden))

    def _start_cell(self, attributes: dict[str, str]) -> None:
        if self._row is None or self._cell is not None:
            raise self._damaged("A cell stands outside of a row, or inside a cell.")
        times = self._times(attributes, "number-columns-repeated", _LAST_COLUMN)
        self._cell = _Open(attributes, BoundedText(self._session.limits.cell_characters), times)
        self._paragraph = 0

    def _start_text(self, tag: str, attributes: dict[str, str], cell: _Open) -> None:
        if tag in {f"{_TEXT}p", f"{_TEXT}h"}:
            if cell.paragraphs:
                cell.text.add("\n")
            cell.paragraphs += 1
            self._paragraph += 1
        elif tag == f"{_TEXT}s":
            times = whole(attributes.get(f"{_TEXT}c"), 1, top=self._session.limits.cell_characters)
            cell.text.add(" " * (times or 1))
        elif tag == f"{_TEXT}tab":
            cell.text.add("\t")
        elif tag == f"{_TEXT}line-break":
            cell.text.add("\n")

    def _end_cell(self) -> None:
        cell, row = self._cell, self._row
        self._cell = None
        if cell is None or row is None:
            return
        text, flaws = cell_value(cell.attributes, cell.text)
        if text or flaws:
            limit = self._session.limits.columns
            if row.column + cell.repeated > limit and cell.repeated > 1:
                raise Refused(
                    TooManyCells,
                    f"A cell is repeated beyond column {limit:,}.",
                    place=self._place,
                )
            row.cells.extend(
                Cell(row.column + repeat + 1, text, flaws) for repeat in range(cell.repeated)
            )
        self._merge(cell, row)
        row.column += cell.repeated
        if row.column > _LAST_COLUMN:
            raise self._damaged("A row has more cells than a sheet has columns.")

    def _merge(self, cell: _Open, row: _OpenRow) -> None:
        columns = self._times(cell.attributes, "number-columns-spanned", _LAST_COLUMN)
        rows = self._times(cell.attributes, "number-rows-spanned", _LAST_ROW)
        if self._sink and (columns > 1 or rows > 1):
            top, left = self._number + 1, row.column + 1
            self._sink.merge(Range(top, left, top + rows - 1, left + columns - 1))


def cell_value(attributes: dict[str, str], shown: BoundedText) -> tuple[str, list[Flaw]]:
    """The text of a cell and what is wrong with it.

    Args:
        attributes: Those of the cell element: what it holds.
        shown: What the cell shows.
    """
    text, flaw = _held(attributes, shown)
    flaws = [flaw] if flaw else []
    if f"{_TABLE}formula" in attributes:
        unset = f"{_OFFICE}value-type" not in attributes
        flaws.append(sheets.FORMULA_WITHOUT_VALUE if unset else sheets.FORMULA)
    return text, flaws


def _held(attributes: dict[str, str], shown: BoundedText) -> tuple[str, Flaw | None]:
    view = str(shown)
    kind = attributes.get(f"{_OFFICE}value-type", "")
    held = {
        "date": attributes.get(f"{_OFFICE}date-value", ""),
        "boolean": attributes.get(f"{_OFFICE}boolean-value", "").upper(),
        "time": attributes.get(f"{_OFFICE}time-value", ""),
    }.get(kind, attributes.get(f"{_OFFICE}string-value", view))
    flaw: Flaw | None = None
    if attributes.get(_CALC_TYPE) == "error" or (
        f"{_TABLE}formula" in attributes and _ERROR.fullmatch(view)
    ):
        held, flaw = view or "#N/A", sheets.ERROR
    elif kind in {"float", "currency", "percentage"}:
        held, flaw = _number(attributes.get(f"{_OFFICE}value", ""), kind, view)
    elif kind == "date":
        held, flaw = _date(held, view)
    elif kind == "time":
        flaw = sheets.PART_OF_DATE
    elif shown.over:
        flaw = sheets.TOO_LONG
    return held, flaw


def _number(value: str, kind: str, view: str) -> tuple[str, Flaw | None]:
    number = float(value) if _NUMBER.fullmatch(value) else math.inf
    if not math.isfinite(number):
        return value, sheets.NO_SUCH_NUMBER
    text = number_text(number)
    if kind == "percentage":
        return text, sheets.PERCENT
    if number and not view.strip():
        return text, sheets.SHOWS_NOTHING
    return text, _scaled(number, view)


def _scaled(number: float, view: str) -> Flaw | None:
    """Whether the view is a thousand times less; it may be rounded and grouped in any way."""
    digits = re.findall(r"[0-9]+(?:[.,\u00a0\u202f '\u2019][0-9]+)*", view)
    if len(digits) != 1 or abs(number) < 1000 or "E" in view.upper():
        return None
    whole_digits = re.split(r"[.,](?=[0-9]{1,2}$)", digits[0])[0]
    plain = re.sub(r"[^0-9]", "", whole_digits)
    return sheets.SCALED if len(plain) <= len(str(int(abs(number)))) - 3 else None


def _date(value: str, view: str) -> tuple[str, Flaw | None]:
    match = _DATE.fullmatch(value)
    if not match:
        return value, None if value else sheets.NO_SUCH_DATE
    date = value[:10]
    year, month, day = match.groups()
    parts = re.findall(r"\w+", view)
    if len(parts) >= 3 or not parts:
        return date, None
    shows_year = year in parts or year[2:] in parts
    others = [part for part in parts if part not in {year, year[2:]}]
    shows_month = len(others) == 1 and (
        others[0].isalpha() or others[0].lstrip("0") == month.lstrip("0")
    )
    if len(parts) == 2 and shows_year and shows_month and day == "01":
        return f"{year}-{month}", sheets.MONTH
    return date, sheets.PART_OF_DATE
