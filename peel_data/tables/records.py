"""The data files as text records, and the names of the figures in them.

Everything that reads the release's own tables (rows, frames, the catalogue) starts here, so there is one
way in. Nothing is converted and nothing heavy is imported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from peel_data import paths

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

Record = dict[str, str]
Cells: TypeAlias = "tuple[list[str], Iterable[list[str]]]"
"""The header of a table and the cells of each row, for which many rows take less time than as records.

A damaged file has rows that are longer or shorter than the header.
"""


def parse(text: str) -> list[Record]:
    """Return CSV text as records; an empty cell is ""."""
    return list(_parsed(text))


def _parsed(text: str) -> Iterator[Record]:
    """Yield what `csv.DictReader` does, in half the time."""
    header, rows = _cells(text)
    for row in rows:
        record: dict[Any, Any] = dict(zip(header, row, strict=False))
        if len(row) != len(
            header
        ):  # of a damaged file, told by whoever reads it: as csv.DictReader has it
            record |= dict.fromkeys(header[len(row) :])
            if row[len(header) :]:
                record[None] = row[len(header) :]
        yield record


def _cells(text: str) -> Cells:
    import csv

    rows = csv.reader(text.splitlines(keepends=True), strict=True)
    return next(rows, []), filter(None, rows)


def read(table: str) -> list[Record]:
    """Return the records of a table of the installed release.

    Raises:
        PackageDataError: The file is missing or unreadable.
    """
    return parse(paths.read_text(paths.data_file(table)))


def cells(table: str) -> Cells:
    """Return the cells of a table of the installed release, row by row: all together may take much memory.

    Raises:
        PackageDataError: The file is missing or unreadable.
    """
    return _cells(paths.read_text(paths.data_file(table)))


class Keyed(Protocol):
    """A table with its name, its key, and its value columns with the measure that each holds."""

    @property
    def name(self) -> str: ...
    @property
    def key(self) -> tuple[str, ...]: ...
    @property
    def measures(self) -> Mapping[str, str]: ...


def figure_ids(table: Keyed, record: Mapping[str, str]) -> dict[str, str]:
    """Return the figure id of every value column of a record: the table and its key, spelled out.

    A table that prints two figures in a row ends them with the column's name.

    Example:
        >>> record = {"edition": "peel-effectiveness-2015", "area": "kent", "period_end": "2015-06-30"}
        >>> figure_ids(peel.victim_satisfaction, record)
        {'value': 'victim_satisfaction:peel-effectiveness-2015:kent:2015-06-30'}
    """
    stem = ":".join([table.name, *map(record.__getitem__, table.key)])
    if len(table.measures) == 1:
        return dict.fromkeys(table.measures, stem)
    return {column: f"{stem}:{column}" for column in table.measures}


def named_figure_ids(table: Keyed, record: Mapping[str, str]) -> dict[str, str]:
    """Return the figure ids of a record by the name of their column: `figure_id`, before it `number_figure_id`."""
    ids = figure_ids(table, record)
    *others, headline = ids
    return {"figure_id": ids[headline]} | {f"{each}_figure_id": ids[each] for each in others}


def sort_key(record: Record, key: Sequence[str]) -> tuple[tuple[int, int, str], ...]:
    """Return what rows sort by: their key, whole numbers among its values by size."""
    return tuple(
        (0, int(record[c]), "") if record[c].isdecimal() else (1, 0, record[c]) for c in key
    )
