"""OpenDocument spreadsheets (.ods): a stream of cells; repeated rows are counted, not built."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from peel_data.findings import Place
from peel_data.readers.area import Area
from peel_data.readers.collector import Refused
from peel_data.readers.ods.cells import Seen
from peel_data.readers.ods.conditions import MARK, Conditions, Settings
from peel_data.readers.ods.looks import Judge
from peel_data.readers.ods.styles import NAMESPACE, SPACES, Look, Styles
from peel_data.readers.rules.containers import DamagedWorkbook, PasswordProtected
from peel_data.readers.rules.files import TooManyCells, TooManyFiles
from peel_data.readers.sheet import Cell, Row, RowSink
from peel_data.readers.sheet_names import table_of
from peel_data.readers.sheet_opening import open_sheet
from peel_data.readers.xml_stream import BoundedText, Target, parse, whole

if TYPE_CHECKING:
    from collections.abc import Callable

    from peel_data.readers.archive import Archive
    from peel_data.readers.collector import Collector
    from peel_data.readers.display.appearance import Font

    _Start = Callable[[dict[str, str]], None]

_OFFICE, _TABLE, _TEXT = (f"{{{NAMESPACE}{name}:1.0}}" for name in ("office", "table", "text"))
_CELL, _COVERED = f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"
_ROWS, _COLUMNS = f"{_TABLE}table-row-group", f"{_TABLE}table-column-group"
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


def read_workbook(archive: Archive, collector: Collector) -> None:
    """Read every sheet of a workbook that is a table.

    Raises:
        Refused: When the workbook as a whole cannot be read.
    """
    content = archive.find("content.xml")
    if content is None:
        raise Refused(DamagedWorkbook, "The workbook has no contents.", place=Place(archive.file))
    if manifest := archive.find("META-INF/manifest.xml"):
        parse(archive, manifest, _Manifest(archive.file))
    styles = Styles()
    if part := archive.find("styles.xml"):
        parse(archive, part, styles)
    settings = Settings()
    if part := archive.find("settings.xml"):
        parse(archive, part, settings)
    conditions = Conditions(archive.file)
    if archive.mentions(content, MARK):
        parse(archive, content, conditions)
    parse(archive, content, _Content(archive.file, collector, styles, conditions, settings))


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
    look: Look
    parts: list[tuple[Font, str]] = field(default_factory=list)
    spans: list[Font] = field(default_factory=list)
    paragraphs: int = 0

    def seen(self) -> Seen:
        """Return what a person sees of it."""
        view = str(self.text) if self.paragraphs or self.look.data_style is not None else None
        return Seen(view, self.text.over, self.parts, self.look)


@dataclass(slots=True)
class _OpenRow:
    """The row that is being read."""

    repeated: int
    hidden: bool
    style: str = ""
    cells: list[Cell] = field(default_factory=list)
    column: int = 0


class _Content(Target):
    """Follows `content.xml` and hands the rows of each sheet to its sink."""

    def __init__(
        self,
        file: str,
        collector: Collector,
        styles: Styles,
        conditions: Conditions,
        settings: Settings,
    ) -> None:
        self._file, self._collector, self._styles = file, collector, styles
        self._conditions, self._hides_zeros = conditions, settings.hides_zeros
        self._judge = Judge(styles)
        self._hidden_groups: list[bool] = []
        self._place = Place(file)
        self._sheets: set[str] = set()
        self._column_ends: list[int] = []
        self._column_styles: list[str] = []
        self._sink: RowSink | None = None
        self._inside = False
        self._refused = False
        self._row: _OpenRow | None = None
        self._cell: _Open | None = None
        self._number = 0
        self._column = 0
        self._skip = 0
        self._paragraph = 0
        self._always: dict[str, _Start] = {
            f"{_TABLE}table": self._start_sheet,
        }
        self._in_sheet: dict[str, _Start] = {
            f"{_TABLE}table-column": self._start_column,
            f"{_TABLE}table-row": self._start_row,
            _CELL: self._start_cell,
            _COVERED: self._start_cell,
            _ROWS: self._start_group,
            _COLUMNS: self._start_group,
        }

    def start(self, tag: str, attributes: dict[str, str], /) -> None:
        if self._skip or tag in _SKIPPED:
            self._skip += 1
        elif tag.startswith(SPACES):
            self._styles.start(tag, attributes)
        elif tag in self._always:
            self._always[tag](attributes)
        elif self._sink is not None and tag in self._in_sheet:
            self._in_sheet[tag](attributes)
        elif self._cell is not None:
            self._start_text(tag, attributes, self._cell)

    def end(self, tag: str, /) -> None:
        if self._skip:
            self._skip -= 1
        elif tag.startswith(SPACES):
            self._styles.end(tag)
        elif tag == f"{_TABLE}table":
            self._end_sheet()
        elif self._sink is None:
            return
        elif tag == f"{_TABLE}table-row":
            self._end_row()
        elif tag in {_CELL, _COVERED}:
            self._end_cell()
        elif tag in {_ROWS, _COLUMNS} and self._hidden_groups:
            self._hidden_groups.pop()
        elif tag in {f"{_TEXT}p", f"{_TEXT}h"}:
            self._paragraph = max(0, self._paragraph - 1)
        elif tag == f"{_TEXT}span" and self._cell is not None and self._cell.spans:
            self._cell.spans.pop()

    def data(self, text: str, /) -> None:
        if self._paragraph and self._cell is not None and not self._skip:
            self._cell.text.add(text)
            if text.strip() and not self._cell.text.over:
                spans = self._cell.spans
                font = spans[-1] if spans else self._cell.look.font
                self._cell.parts.append((font, text))
        elif self._cell is None and not self._skip:
            self._styles.data(text)

    def _damaged(self, message: str) -> Refused:
        return Refused(DamagedWorkbook, message, place=self._place)

    def _times(self, attributes: dict[str, str], name: str, top: int) -> int:
        times = whole(attributes.get(f"{_TABLE}{name}"), 1, top=top)
        if not times:
            raise self._damaged(f"A row, column or cell has no valid {name}.")
        return times

    def _start_sheet(self, attributes: dict[str, str]) -> None:
        if self._inside:
            raise self._damaged("A sheet is nested inside another sheet.")
        name = attributes.get(f"{_TABLE}name", "")
        self._place = Place(self._file, name)
        if name.casefold() in self._sheets:
            raise self._damaged(f"Two sheets have the name “{name}”.")
        self._sheets.add(name.casefold())
        if len(self._sheets) > self._collector.limits.members:
            raise Refused(
                TooManyFiles,
                f"The workbook has more than {self._collector.limits.members:,} sheets.",
                place=Place(self._file),
            )
        hidden = self._styles.hides("table", attributes.get(f"{_TABLE}style-name"))
        self._hidden_groups = []
        self._inside = True
        self._sink = open_sheet(self._collector, self._file, name, hidden=hidden)
        self._number = self._column = 0
        self._column_ends, self._column_styles = [], []
        protected = attributes.get(f"{_TABLE}protected") == "true"
        self._judge = Judge(self._styles, hides_zeros=self._hides_zeros, protected=protected)
        self._guard(lambda: self._start_conditions(name))

    def _start_conditions(self, name: str) -> None:
        self._judge.conditions = self._conditions.of_sheet(name, self._styles)

    def _start_group(self, attributes: dict[str, str]) -> None:
        self._hidden_groups.append(attributes.get(f"{_TABLE}display") == "false")

    def _is_hidden(self, family: str, attributes: dict[str, str]) -> bool:
        """Return whether a row or column is hidden, by itself, by its size or by its group."""
        return (
            attributes.get(f"{_TABLE}visibility", "visible") != "visible"
            or any(self._hidden_groups)
            or self._styles.hides(family, attributes.get(f"{_TABLE}style-name"))
        )

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
            table = table_of(self._place.sheet or "", self._collector.known_tables)
            self._collector.reject_file(refusal, self._file, table=table)
            self._sink = None

    def _start_column(self, attributes: dict[str, str]) -> None:
        times = self._times(attributes, "number-columns-repeated", _LAST_COLUMN)
        if self._sink and self._is_hidden("table-column", attributes):
            self._sink.hide_columns(self._column + 1, self._column + times)
        self._column += times
        self._column_ends.append(self._column)
        self._column_styles.append(attributes.get(f"{_TABLE}default-cell-style-name", ""))

    def _start_row(self, attributes: dict[str, str]) -> None:
        if self._row is not None:
            raise self._damaged("A row is nested inside another row.")
        times = self._times(attributes, "number-rows-repeated", _LAST_ROW)
        hidden = self._is_hidden("table-row", attributes)
        style = attributes.get(f"{_TABLE}default-cell-style-name", "")
        self._row = _OpenRow(times, hidden, style)

    def _end_row(self) -> None:
        row, self._row = self._row, None
        if row is None or self._sink is None:
            return
        if row.cells:
            self._guard(lambda: self._send(row))
        self._number += row.repeated

    def _send(self, row: _OpenRow) -> None:
        limits = self._collector.limits
        if self._number + row.repeated > limits.rows + 1 or (
            row.repeated * len(row.cells) > limits.cells
        ):
            far = f"There is a cell in row {self._number + 1:,}, far below the table."
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
            raise self._damaged("A cell is outside any row, or nested inside another cell.")
        times = self._times(attributes, "number-columns-repeated", _LAST_COLUMN)
        text = BoundedText(self._collector.limits.cell_characters)
        self._cell = _Open(attributes, text, times, self._look(attributes, self._row))
        self._paragraph = 0

    def _look(self, attributes: dict[str, str], row: _OpenRow) -> Look:
        """Return the look of a cell: by its own style, that of its row, or that of its column."""
        name = attributes.get(f"{_TABLE}style-name") or row.style
        if not name:
            at = bisect_left(self._column_ends, row.column + 1)
            name = self._column_styles[at] if at < len(self._column_ends) else ""
        return self._styles.look(name)

    def _start_text(self, tag: str, attributes: dict[str, str], cell: _Open) -> None:
        if tag in {f"{_TEXT}p", f"{_TEXT}h"}:
            if cell.paragraphs:
                cell.text.add("\n")
            cell.paragraphs += 1
            self._paragraph += 1
        elif tag == f"{_TEXT}span":
            around = cell.spans[-1] if cell.spans else cell.look.font
            style = attributes.get(f"{_TEXT}style-name", "")
            cell.spans.append(self._styles.font("text", style, around))
        elif tag == f"{_TEXT}s":
            times = whole(
                attributes.get(f"{_TEXT}c"), 1, top=self._collector.limits.cell_characters
            )
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
        top, left = self._number + 1, row.column + 1
        where = (top, left, top + row.repeated - 1, left + cell.repeated - 1)
        text, flaws = self._judge.cell(cell.attributes, cell.seen(), where)
        if text or flaws:
            limit = self._collector.limits.columns
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
            self._sink.merge(Area(top, left, top + rows - 1, left + columns - 1))
