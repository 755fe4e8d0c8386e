"""Cut a data file into parts that later releases can share: its header, then its rows by table and edition."""

from __future__ import annotations

import csv
import io
import re
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_KEY = re.compile(r"^[a-z0-9_:.-]+$", re.ASCII)


class Part(NamedTuple):
    """Consecutive rows of a file.

    Attributes:
        key: What they have in common: `EDITION`, or `TABLE:EDITION` where rows name figures; empty for a
            header and for a file that is kept whole.
        content: Their bytes.
    """

    key: str
    content: bytes


def cut(content: bytes) -> tuple[Part, ...]:
    r"""Cut a file; joined, the parts are the file again, whatever it holds.

    Example:
        >>> [part.key for part in cut(b"edition,value\npeel-2015,1\npeel-2015,2\npeel-2016,3\n")]
        ['', 'peel-2015', 'peel-2016']
    """
    records = list(_records(content))
    column = _column(records[0]) if records else None
    if column is None:
        return (Part("", content),)
    runs = groupby(records[1:], key=lambda record: _key(record, column))
    return (Part("", records[0]), *(Part(key, b"".join(run)) for key, run in runs))


def keys(header: bytes, rows: bytes) -> set[str]:
    """Return the keys of some rows of the file with that header."""
    column = _column(header)
    return {_key(record, column) for record in _records(rows)} if column is not None else {""}


def figure_key(figure_id: str) -> str:
    """Return the key of the rows that name a figure.

    Example:
        >>> figure_key("victim_satisfaction:peel-effectiveness-2015:kent:2015-03-31")
        'victim_satisfaction:peel-effectiveness-2015'
    """
    return ":".join(figure_id.split(":", 2)[:2])


class _Column(NamedTuple):
    position: int
    names_figures: bool


def _records(content: bytes) -> Iterator[bytes]:
    """Yield the records of a CSV file, a line end inside quotes being part of its record."""
    waiting: list[bytes] = []
    open_quote = False
    for line in io.BytesIO(content):
        waiting.append(line)
        open_quote ^= bool(line.count(b'"') % 2)
        if not open_quote:
            yield b"".join(waiting)
            waiting.clear()
    if waiting:
        yield b"".join(waiting)


def _column(header: bytes) -> _Column | None:
    names = header.rstrip(b"\n").split(b",")
    for name, names_figures in ((b"figure_id", True), (b"edition", False)):
        if name in names:
            return _Column(names.index(name), names_figures)
    return None


def _key(record: bytes, column: _Column) -> str:
    text = record.decode(errors="replace")
    try:
        cells = next(csv.reader([text])) if '"' in text else text.split(",", column.position + 1)
        cell = cells[column.position].rstrip("\n")
    except (csv.Error, IndexError, StopIteration):
        return ""
    key = figure_key(cell) if column.names_figures else cell
    return key if _KEY.match(key) else ""
