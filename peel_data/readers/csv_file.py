"""A CSV file of a submission: decoded, cut into records, assembled into a table."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from peel_data.findings import Place
from peel_data.readers import form_sheet
from peel_data.readers.characters import decode
from peel_data.readers.collector import Refused
from peel_data.readers.csv_text import Fault, Lines, Record, pieces
from peel_data.readers.header import Origin
from peel_data.readers.rules import text as rule
from peel_data.readers.rules.files import TooManyCells
from peel_data.readers.table_builder import TableBuilder
from peel_data.schema import form

if TYPE_CHECKING:
    from peel_data.readers.collector import Collector
    from peel_data.rule import Rule

_LONE = re.compile(r"\r(?!\n)")
_FORM_LOOKED_FOR: Final = 4096
_SEPARATOR = re.compile(r'"?sep=,*"?', re.IGNORECASE)


def is_form(data: bytes) -> bool:
    """Return whether the bytes of a CSV file begin as the one-page form does, whatever separates its cells."""
    lines = data[:_FORM_LOOKED_FOR].decode("utf-8", "replace").lstrip("\ufeff").splitlines()
    for line in lines[: form_sheet.SEARCHED]:
        ways = [cell.strip('"') for cell in line.split(",")], form_sheet.split(line)
        if any(map(form_sheet.is_table, ways)):
            return False
        if any(form_sheet.is_header(cells) or form_sheet.is_damaged(cells) for cells in ways):
            return True
    return False


def read_csv(data: bytes, file: str, table: str, collector: Collector) -> None:
    """Read the bytes of a CSV file as a table.

    Raises:
        Refused: When nothing of the file can be trusted.
    """
    text = decode(data, file)
    del data
    intake = _Intake(file, table, collector, lone=_LONE.search(text) is not None)
    columns = collector.limits.columns + 1
    for piece in pieces(text, columns=columns):
        if isinstance(piece, Record):
            intake.take(piece)
        elif not intake.takes_whole(piece):
            for record in piece.records(columns):
                intake.take(record)
    intake.assembler.finish()


class _Intake:
    """Takes the records of a file in, one by one or many at a time."""

    def __init__(self, file: str, table: str, collector: Collector, *, lone: bool) -> None:
        self.assembler = TableBuilder(Origin(table, file), collector)
        self._of_form = form_sheet.LineCells(file) if table == form.TABLE else None
        self._lone = lone
        self._number = 0
        self._hidden = 0  # lines that a spreadsheet does not show

    def takes_whole(self, lines: Lines) -> bool:
        """Take lines together, and return whether that can be: their records are one by one what they would be."""
        if self._of_form or self._number - self._hidden + 1 != lines.line:
            return False
        taken = self.assembler.plain_rows(*lines)
        self._number += len(lines.texts) if taken else 0
        return taken

    def take(self, record: Record) -> None:
        """Take the next record, whatever it is."""
        assembler, origin = self.assembler, self.assembler.origin
        self._number += 1
        if self._number - self._hidden != record.line:
            assembler.spreadsheet_rows[record.line] = self._number - self._hidden
        if self._lone and _ends_lines(record, assembler):
            raise _line_ends(record, assembler)
        if self._is_above_form(record):
            return
        if record.fault:
            _report_fault(record, assembler)
        elif record.line == 1 and _SEPARATOR.fullmatch(",".join(record.cells)):
            self._hidden = 1
            why = "it tells Excel what separates the cells"
            assembler.collector.ignore(origin.file, None, "first line", why)
        elif self._of_form is None:
            assembler.row(record.line, record.cells)
        elif (cells := self._of_form.read(record.line, record.cells)) is not None:
            assembler.row(record.line, cells)

    def _is_above_form(self, record: Record) -> bool:
        """Return whether a faulty record is a line above the header of a form, of which nothing is complained.

        Saved with semicolons, a sentence with a comma or semicolon in it looks as if it were quoted wrongly.
        """
        assembler = self.assembler
        return (
            self._of_form is not None
            and record.fault is Fault.STRAY
            and assembler.header is None
            and record.line <= form_sheet.SEARCHED
            and assembler.wrong_delimiter(record.line, record.cells) is None
        )


def _ends_lines(record: Record, assembler: TableBuilder) -> bool:
    """Return whether carriage returns of a record stand for line ends, and not for text in its cells."""
    return record.fault in {Fault.TOO_WIDE, Fault.LINE_END} or (
        any("\r" in cell for cell in record.cells)
        and (assembler.header is None or len(record.cells) != assembler.width)
    )


def _line_ends(record: Record, assembler: TableBuilder) -> Refused:
    return Refused(
        rule.LineEnds,
        f"Line {record.line:,} contains a carriage return that no line feed follows.",
        place=Place(assembler.origin.file, row=record.line),
        expected="lines that end with a line feed, or with carriage return and line feed",
        hints=('In Excel save as "CSV UTF-8 (Comma delimited)", not "CSV (Macintosh)".',),
    )


def _report_fault(record: Record, assembler: TableBuilder) -> None:
    limit = assembler.collector.limits.columns
    place = replace(
        assembler.place(record.fault_line, record.fault_cell),
        spreadsheet_row=assembler.spreadsheet_rows.get(record.line),
    )
    if record.fault is Fault.TOO_WIDE:
        raise Refused(
            TooManyCells,
            f"Line {record.fault_line:,} has more than {limit:,} cells.",
            place=place,
        )
    kind: type[Rule] = rule.StrayQuote
    one = "There is a quotation mark inside a cell, or text after a quoted cell."
    many = "{n} rows have a quotation mark inside a cell, or text after a quoted cell."
    if record.fault is Fault.UNCLOSED:
        kind, many = rule.UnclosedQuote, ""
        one = f"The quotation mark opened in line {record.fault_line:,} is never closed; "
        one += "nothing after it is read."
    if assembler.header is None:
        raise assembler.wrong_delimiter(record.line, record.cells) or Refused(
            kind, one, place=place
        )
    assembler.report(
        kind,
        one,
        place,
        many=many,
        expected="cells quoted from their first to their last character, or not at all",
        hints=("To keep a quotation mark in the text, write it twice and quote the whole cell.",),
    )
    assembler.reject(kind)
    if record.fault is Fault.UNCLOSED:  # nobody knows how many records stand after it
        origin = assembler.origin
        assembler.collector.reject(origin.file, origin.sheet, origin.table, kind, None)
