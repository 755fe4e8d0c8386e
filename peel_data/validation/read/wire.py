"""A reading as lines of JSON, to pass from the process that reads to the one that asked."""

from __future__ import annotations

import json
from dataclasses import astuple
from typing import TYPE_CHECKING, Any

from peel_data.findings import Bound, Finding, Place, Severity
from peel_data.validation.raw import Ignored, RawTable, Reading, Rejected

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_END = "end"


def to_lines(reading: Reading) -> Iterator[str]:
    """The lines of a reading; the last one says that it is complete."""
    for line in _parts(reading):
        yield json.dumps(line, separators=(",", ":")) + "\n"


def _parts(reading: Reading) -> Iterator[tuple[object, ...]]:
    for table in reading.tables:
        reported = sorted(table.reported)
        yield (
            "table",
            table.table,
            table.file,
            table.sheet,
            table.header,
            table.positions,
            reported,
        )
        for number, row in zip(table.numbers, table.rows, strict=True):
            yield ("row", number, row)
    for ignored in reading.ignored:
        yield ("ignored", *astuple(ignored))
    for rejected in reading.rejected:
        yield ("rejected", *astuple(rejected))
    for finding in reading.findings:
        yield ("finding", *astuple(finding))
    yield ("files", reading.files)
    yield (_END,)


def from_lines(lines: Iterable[bytes]) -> Reading | None:
    """The reading of these lines, or None when they break off before the end."""
    tables: list[tuple[list[Any], list[int], list[tuple[str, ...]]]] = []
    others: dict[str, list[Any]] = {"ignored": [], "rejected": [], "finding": [], "files": []}
    texts: dict[str, str] = {}  # equal cells share one text
    for line in lines:
        try:
            kind, *values = json.loads(line)
        except ValueError:
            return None
        if kind == "row":
            _, numbers, rows = tables[-1]
            numbers.append(values[0])
            rows.append(tuple([texts.setdefault(cell, cell) for cell in values[1]]))
        elif kind == "table":
            tables.append((values, [], []))
        elif kind == _END:
            return Reading(
                tables=tuple(_table(*table) for table in tables),
                ignored=tuple(Ignored(*values) for values in others["ignored"]),
                findings=tuple(map(_finding, others["finding"])),
                files=tuple(file for (files,) in others["files"] for file in files),
                rejected=tuple(Rejected(*values) for values in others["rejected"]),
            )
        else:
            others[kind].append(values)
    return None


def _table(values: list[Any], numbers: list[int], rows: list[tuple[str, ...]]) -> RawTable:
    table, file, sheet, header, positions, reported = values
    return RawTable(
        table=table,
        file=file,
        sheet=sheet,
        header=tuple(header),
        positions=tuple(positions),
        rows=tuple(rows),
        numbers=tuple(numbers),
        reported=frozenset((row, column) for row, column in reported),
    )


def _finding(values: list[Any]) -> Finding:
    code, severity, message, places, expected, hints, bounds, gap, assumptions, *about = values
    return Finding(
        code,
        Severity(severity),
        message,
        tuple(Place(*place) for place in places),
        expected,
        tuple(hints),
        tuple(Bound(*bound) for bound in bounds),
        gap,
        tuple(assumptions),
        *about,
    )
