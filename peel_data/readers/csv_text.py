"""A strict reader of comma-separated text (RFC 4180): no dialect is guessed, no fault is mended.

The standard library's reader, even when strict, takes a quotation mark inside an unquoted cell as
text and hides blank lines; both are things that a person wants to hear of.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

BLOCK: Final = 1000
"""So many lines come together at the most."""
PART: Final = 200_000
"""Of so many characters, and the rest of their line, lines are cut at a time."""
_COMMA_OR_LINE = re.compile(r"[,\n]")


class Fault(Enum):
    """What can be wrong with the quotation marks, the size or the line end of a record."""

    UNCLOSED = "unclosed"
    STRAY = "stray"
    LINE_END = "line end"
    TOO_WIDE = "too wide"


@dataclass(slots=True)
class Record:
    """One record of a CSV file.

    Attributes:
        line: The 1-based line on which it begins.
        cells: Its cells, unquoted; line ends inside of them are plain line feeds.
        fault: What is wrong with it, if anything.
        fault_line: The line of the fault.
        fault_cell: The 0-based position of the cell with the fault.
    """

    line: int
    cells: list[str]
    fault: Fault | None = None
    fault_line: int = 0
    fault_cell: int = 0


class Lines(NamedTuple):
    """Lines of a CSV text that hold no quotation mark, so that each is a record.

    Attributes:
        line: The 1-based number of the first.
        texts: Their texts; one that ends with a carriage return and a line feed still has the first of the two.
    """

    line: int
    texts: list[str]

    def records(self, columns: int) -> Iterator[Record]:
        """Yield them as records, up to the first of more than `columns` cells."""
        for line, text in enumerate(self.texts, self.line):
            if text.count(",") >= columns:
                yield Record(line, [], Fault.TOO_WIDE, line)
                return
            yield _plain_record(text, line)


def pieces(text: str, *, columns: int) -> Iterator[Record | Lines]:
    """Yield the records that hold a quotation mark, and the lines between them up to `BLOCK` together.

    A record with a stray quotation mark is marked and reading goes on; after a quotation that is
    never closed, or a record of more than `columns` cells, nothing more is read.

    Args:
        text: The decoded text, without byte-order mark.
        columns: The most cells that a record may have.
    """
    position, line, length = 0, 1, len(text)
    quote = text.find('"')
    while position < length:
        if 0 <= quote < position:
            quote = text.find('"', position)
        stop = length if quote < 0 else text.rfind("\n", position, quote) + 1
        if stop > position:
            if (
                stop - position > PART
            ):  # all lines of a large file at once would take as much memory again
                stop = text.find("\n", position + PART, stop) + 1 or stop
            lines = text[position:stop].removesuffix("\n").split("\n")
            bounds = [0, *range(1, len(lines), BLOCK), len(lines)]  # the first may be the header
            yield from (Lines(line + a, lines[a:b]) for a, b in pairwise(bounds))
            position, line = stop, line + len(lines)
            continue
        record, after = _quoted_record(text, position, line, columns)
        yield record
        if record.fault in {Fault.UNCLOSED, Fault.TOO_WIDE}:
            return
        line += text.count("\n", position, after)
        position = after


def _plain_record(text: str, line: int) -> Record:
    """Split the text of one line that holds no quotation mark."""
    text = text.removesuffix("\r")
    record = Record(line, text.split(","))
    if text.endswith("\r"):
        record.fault, record.fault_line = Fault.LINE_END, line
    return record


def _quoted_record(text: str, start: int, line: int, columns: int) -> tuple[Record, int]:
    """Read one record that holds a quotation mark; also give the position after its line end."""
    record = Record(line, [])

    def mark(fault: Fault, position: int) -> None:
        if record.fault is None or fault is not Fault.STRAY:
            record.fault = fault
            record.fault_line = line + text.count("\n", start, position)
            record.fault_cell = len(record.cells)

    position = start
    while True:
        if len(record.cells) >= columns:
            mark(Fault.TOO_WIDE, position)
            return record, len(text)
        cell = ""
        after = position
        if quoted := text.startswith('"', position):
            closed = _quotation(text, position + 1)
            if closed is None:
                mark(Fault.UNCLOSED, position)
                return record, len(text)
            cell, after = closed
        stop = _end_of_cell(text, after)
        rest = text[after:stop]
        if text.startswith("\n", stop):
            rest = rest.removesuffix("\r")
        if fault := _fault(rest, quoted=quoted, last=not text.startswith(",", stop)):
            mark(fault, after)
        record.cells.append(cell + rest)
        if not text.startswith(",", stop):
            return record, min(stop + 1, len(text))
        position = stop + 1


def _fault(rest: str, *, quoted: bool, last: bool) -> Fault | None:
    """Return what is wrong with the text of a cell outside of its quotation."""
    if last and rest.endswith("\r"):
        return Fault.LINE_END
    return Fault.STRAY if '"' in rest or (quoted and rest) else None


def _end_of_cell(text: str, start: int) -> int:
    """Return where the next comma or line feed is, or the end of the text."""
    match = _COMMA_OR_LINE.search(text, start)
    return match.start() if match else len(text)


def _quotation(text: str, start: int) -> tuple[str, int] | None:
    """Return the text up to the closing quotation mark and the position after it; None without one."""
    end = text.find('"', start)
    while text.startswith('""', end):
        end = text.find('"', end + 2)
    if end < 0:
        return None
    return text[start:end].replace('""', '"').replace("\r\n", "\n"), end + 1
