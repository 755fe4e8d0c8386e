"""From rows of cells to a table: finds the header, aligns the records, names what does not fit."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, cast

from peel_data.findings import Place
from peel_data.readers.characters import PADDING
from peel_data.readers.collector import Collector, Refused
from peel_data.readers.header import column_name, names_columns, no_header, wrong_delimiter
from peel_data.readers.reading import RawTable, folded
from peel_data.readers.rules import text as rule
from peel_data.readers.rules.files import TooManyCells
from peel_data.readers.unreadable import report_unreadable
from peel_data.schema import form
from peel_data.workbooks.letters import letter

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from peel_data.readers.header import Origin
    from peel_data.rule import Rule

# Nothing can be wrong with a text like this; most cells are.
_PLAIN = re.compile(r"[-A-Za-z0-9](?:[ -~]*[!-~])?")
_LOOK_FOR_HEADER = 50
_REMEMBERED = 64  # longer texts rarely occur twice


def _cells(count: int) -> str:
    return "1 cell" if count == 1 else f"{count:,} cells"


class TableBuilder:
    """Receives the rows of one file or sheet in order and builds the table.

    Attributes:
        report: Reports a problem of this table, as `Collector.report` does.
    """

    def __init__(self, origin: Origin, collector: Collector) -> None:
        self.origin = origin
        self.collector = collector
        self.report = partial(collector.report, table=origin.table)
        self.width = 0
        self.header: tuple[str, ...] | None = None
        self._known = {folded(name) for name in collector.columns_of(origin.table)}
        self._refused: type[Rule] | None = None
        self._missed: list[tuple[int, list[str]]] = []
        self._taken: list[int] = []
        self._rows: list[tuple[str, ...]] = []
        self._numbers: list[int] = []
        self._reported: set[tuple[int, int]] = set()
        self._rejected: Counter[type[Rule]] = Counter()
        self._blank = 0
        self._seen = 0
        self._clean: dict[str, str] = {"": ""}
        self.spreadsheet_rows: dict[int, int] = {}
        self._remembered = min(_REMEMBERED, collector.limits.cell_characters)

    def place(self, row: int | None, column: int, text: str | None = None) -> Place:
        """Return the address of a cell; `column` counts from 0."""
        name = self.header[column] if self.header and column < len(self.header) else None
        return Place(
            self.origin.file,
            self.origin.sheet,
            row,
            name or None,
            letter(column + 1),
            text,
            self.spreadsheet_rows.get(row or 0),
        )

    def row(self, number: int, cells: list[str], flawed: Collection[int] = ()) -> None:
        """Take the next row, whatever it is: header, record or blank.

        Args:
            number: The row as the person sees it.
            cells: Its cells, from the first column on.
            flawed: The 0-based columns of cells that have an error reported already.
        """
        if not flawed and not any(cell.strip(PADDING) for cell in cells):
            self.blank(1)
            return
        self._count(1)
        if self.header is None:
            self._find_header(number, cells)
        elif self._refused:
            self._rejected[self._refused] += 1
        else:
            self._record(number, cells, flawed)

    def plain_rows(self, number: int, lines: Sequence[str]) -> bool:
        """Take rows all of whose cells are as they should be; return False, and take none, if any is not.

        Args:
            number: The first of them as the person sees it; the others follow.
            lines: Their cells, from the first column on, with commas between them.
        """
        limits, count = self.collector.limits, len(lines)
        rows = [line.removesuffix("\r").split(",") for line in lines]
        texts = set(chain.from_iterable(rows))
        if (
            self.header is None
            or self._refused
            or len(self._taken) < self.width
            or {len(row) for row in rows} != {self.width}
            or self.header[0] in texts  # it may be the header again
            or self._seen + count > limits.rows
            or self.collector.cells + count * self.width > limits.cells
            or not all(map(self._is_plain, texts.difference(self._clean)))
            or [""] * self.width in rows
        ):
            return False
        self._clean.update(zip(texts, texts, strict=True))
        clean = self._clean.__getitem__  # a column repeats its texts: each is kept once
        self._rows.extend(tuple(map(clean, row)) for row in rows)
        self._numbers.extend(range(number, number + count))
        self._seen += count
        self.collector.cells += count * self.width
        if self.collector.progress:
            self.collector.progress.rows += count
        return True

    def _is_plain(self, cell: str) -> bool:
        """Return whether a look is enough to see that nothing is wrong with a text."""
        return len(cell) <= self._remembered and _PLAIN.fullmatch(cell) is not None

    def blank(self, rows: int) -> None:
        """Count blank rows, which are ignored."""
        self._blank += rows
        self._count(rows)

    def _count(self, rows: int) -> None:
        self._seen += rows
        limit = self.collector.limits.rows
        if self._seen > limit + 1:
            raise Refused(
                TooManyCells,
                f"The table has more than {limit:,} rows.",
                place=Place(self.origin.file, self.origin.sheet),
            )

    def reject(self, kind: type[Rule]) -> None:
        """Count a record that is rejected."""
        self._count(1)
        self._rejected[kind] += 1

    def _find_header(self, number: int, cells: list[str]) -> None:
        limit = self.collector.limits.columns
        if len(cells) > limit:
            raise Refused(
                TooManyCells,
                f"The table has {len(cells):,} columns; {limit:,} is the limit.",
                place=Place(self.origin.file, self.origin.sheet, number),
            )
        if self._known and not names_columns(cells, self._known, at_least=2 if self._missed else 1):
            self._missed.append((number, cells))
            if len(self._missed) > _LOOK_FOR_HEADER:
                raise self._no_header(None)
            return
        if self._missed:
            raise self._no_header(number)
        self._set_header(number, cells)

    def _no_header(self, header_row: int | None) -> Refused:
        if refusal := self.wrong_delimiter(*self._missed[0]):
            return refusal
        columns = self.collector.columns_of(self.origin.table)
        return no_header(self.origin, columns, *self._missed[0], header_row)

    def wrong_delimiter(self, number: int, cells: Sequence[str]) -> Refused | None:
        """Return the refusal of a header that makes sense with another delimiter, or None.

        The rows before this one are looked at first: the header is likelier among them.
        """
        for row, each in (*self._missed, (number, cells)):
            if refusal := wrong_delimiter(self.origin, self._known, row, each):
                return refusal
        return None

    def _set_header(self, number: int, cells: list[str]) -> None:
        self.width = len(cells)
        self.header = tuple(column_name(cell) for cell in cells)
        seen: set[str] = set()
        for column, name in enumerate(self.header):
            if not name:
                continue
            self._taken.append(column)
            self._inspect_name(number, column, cells[column])
            if folded(name) in seen:
                self._refused = rule.DuplicateHeader
                self.report(
                    rule.DuplicateHeader,
                    f"The column name “{name}” appears more than once in the header.",
                    self.place(number, column, cells[column]),
                    many="{n} column names are repeated in the header.",
                    expected="each column name once",
                )
            seen.add(folded(name))

    def _inspect_name(self, number: int, column: int, written: str) -> None:
        name = written.strip(PADDING)
        if name != written:
            self.report(
                rule.PaddedHeader,
                f"The column name “{name}” has spaces before or after it; they are not read.",
                self.place(number, column, written),
                many="{n} column names have spaces before or after them; they are not read.",
                expected=name,
            )
        self._is_unreadable(name, self.place(number, column, written))

    def _record(self, number: int, cells: list[str], flawed: Collection[int]) -> None:
        if len(cells) != self.width:
            self._report_ragged(number, cells)
            return
        if self._is_header(cells):
            self.report(
                rule.RepeatedHeader,
                "The header appears again among the rows.",
                self.place(number, 0, cells[0]),
                many="The header appears again {n} times among the rows.",
                expected="the header once, in the first row",
            )
            self._rejected[rule.RepeatedHeader] += 1
            return
        self.collector.count_cells(self.width, self.origin.file, self.origin.sheet, number)
        if len(self._taken) < self.width:
            self._check_unnamed(number, cells)
        known = [self._clean.get(cell) for cell in cells]
        if flawed or None in known or len(self._taken) < self.width:
            known = [
                self._inspect(number, column, position, cells[column], flawed=column in flawed)
                if (text := known[column]) is None or column in flawed
                else text
                for position, column in enumerate(self._taken)
            ]
        texts = cast("list[str]", known)
        self._rows.append(tuple(texts))
        self._numbers.append(number)
        if self.collector.progress:
            self.collector.progress.rows += 1

    def cover(self, rows: range, columns: range) -> None:
        """Drop what cells hold that lie behind the first of merged cells, where nobody sees it.

        Args:
            rows: The rows as a person counts them.
            columns: The columns, counted from 0.
        """
        first = bisect_left(self._numbers, rows.start)
        for index in range(first, bisect_left(self._numbers, rows.stop)):
            record = list(self._rows[index])
            for position, column in enumerate(self._taken):
                at_first = self._numbers[index] == rows.start and column == columns.start
                if column in columns and not at_first:
                    record[position] = ""
                    # Also if it is empty: that is no fault of its own.
                    self._reported.add((index, position))
            self._rows[index] = tuple(record)

    def _is_header(self, cells: list[str]) -> bool:
        header = self.header or ()
        return column_name(cells[0]) == header[0] and tuple(map(column_name, cells)) == header

    def _inspect(self, number: int, column: int, position: int, cell: str, *, flawed: bool) -> str:
        """Return the text of a cell as it is read, after saying what is wrong with it."""
        here = (len(self._rows), position)
        if flawed:
            self._reported.add(here)
            return cell
        if self._is_plain(cell):
            self._clean[cell] = cell
            return cell
        text = cell.strip(PADDING)
        place = self.place(number, column, cell)
        if text and text != cell:
            self.report(
                rule.PaddedCell,
                f"The cell has spaces before or after its text; it is read as “{text}”.",
                place,
                many="{n} cells have spaces before or after their text; they are read without.",
                expected=text,
            )
        if self._is_unreadable(text, place):
            self._reported.add(here)
        return text

    def _is_unreadable(self, text: str, place: Place) -> bool:
        limit = self.collector.limits.cell_characters
        return report_unreadable(self.report, text, place, limit=limit)

    def _report_ragged(self, number: int, cells: list[str]) -> None:
        more = len(cells) > self.width
        self.report(
            rule.RaggedRow,
            f"The row has {_cells(len(cells))}; the header has {self.width:,}.",
            Place(
                self.origin.file,
                self.origin.sheet,
                number,
                text=",".join(cells[:300]),
                spreadsheet_row=self.spreadsheet_rows.get(number),
            ),
            many=f"{{n}} rows do not have {_cells(self.width)}, as the header has.",
            expected=_cells(self.width),
            hints=(
                "Text with a comma needs quotation marks; a number has no comma."
                if more
                else "Excel sometimes leaves out the commas of empty cells at the end of a row; "
                "saving as .xlsx avoids this.",
            ),
        )
        self._rejected[rule.RaggedRow] += 1

    def _check_unnamed(self, number: int, cells: list[str]) -> None:
        for column, name in enumerate(self.header or ()):
            if not name and cells[column].strip(PADDING):
                self.report(
                    rule.EmptyHeader,
                    f"Column {letter(column + 1)} has no name in the header, but has a cell.",
                    self.place(number, column, cells[column]),
                    many="{n} cells are in columns without a name in the header.",
                    expected="a column name, or no cells",
                )

    def finish(self) -> None:
        """Hand the table over, and the counts of what was left out of it."""
        file, sheet, table = self.origin.file, self.origin.sheet, self.origin.table
        if self.header is None:
            raise self._no_header(None) if self._missed else self._empty()
        if self._blank:
            self.collector.ignore(file, sheet, "blank rows", "nothing is in them", self._blank)
        unnamed = self.width - len(self._taken)
        if table == form.TABLE:
            self.collector.ignore(file, sheet, "columns in words", "the ids say the same")
        elif unnamed and not self._refused:
            self.collector.ignore(file, sheet, "columns without a name", "nothing names them")
        for kind, count in self._rejected.items():
            self.collector.reject(file, sheet, table, kind, count)
        if self._refused:
            return
        self.collector.add_table(
            RawTable(
                table=table,
                file=file,
                sheet=sheet,
                header=tuple(self.header[column] for column in self._taken),
                positions=tuple(column + 1 for column in self._taken),
                rows=tuple(self._rows),
                numbers=tuple(self._numbers),
                reported=frozenset(self._reported),
                spreadsheet_rows=self.spreadsheet_rows,
            )
        )

    def _empty(self) -> Refused:
        return Refused(
            rule.NoHeader,
            "There is nothing in the file." if self.origin.sheet is None else "The sheet is empty.",
            place=Place(self.origin.file, self.origin.sheet),
            expected="a header and the rows of the table",
        )
