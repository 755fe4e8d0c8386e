"""What a person changed in the tables of a draft, kept when the report is drafted again. Internal.

`DRAFT/drafted/` has the tables as they were drafted last. A cell of `tables/` that differs from it was changed by a
person and stays; a row that is not in it was added and stays; one that is missing in `tables/` stays away.
"""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, NamedTuple

from peel_data.errors import SubmissionError
from peel_data.transcribe import draft as folder_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from peel_data.transcribe.audit import Row


class Kept(NamedTuple):
    """The rows of a table with what a person changed.

    Attributes:
        rows: The rows.
        cells: How many cells are as the person wrote them.
        added: How many rows the person added.
        removed: How many rows the person took out.
    """

    rows: list[dict[str, str]]
    cells: int = 0
    added: int = 0
    removed: int = 0


def keep_edits(folder: Path, table: str, rows: Sequence[Row], key: Sequence[str]) -> Kept:
    """Return the rows that were drafted now, with what a person changed of those that were drafted before.

    Args:
        folder: The draft's folder.
        table: The name of the table.
        rows: Its rows as drafted now.
        key: The columns that name a row.

    Raises:
        SubmissionError: The person's file cannot be read, or lacks a column.
    """
    if not (folder / folder_of.TABLES / f"{table}.csv").is_file():
        return Kept([dict(row) for row in rows])
    before = _by_key(folder_of.read_table(folder, table, folder_of.DRAFTED), key)
    own_rows = folder_of.read_table(folder, table)
    columns = [*key, *(column for row in (*before.values(), *rows) for column in row)]
    lost = [column for column in columns if own_rows and column not in own_rows[0]]
    if lost:
        path = folder / folder_of.TABLES / f"{table}.csv"
        raise SubmissionError(
            f"{path} lacks the column {lost[0]}, so what you wrote in it would be lost. Save it as CSV with commas."
        )
    return merge(before, _by_key(own_rows, key), _by_key(rows, key))


def merge(
    before: Mapping[tuple[str, ...], Row],
    own: Mapping[tuple[str, ...], Row],
    now: Mapping[tuple[str, ...], Row],
) -> Kept:
    """Return what is drafted now, with what a person made of what was drafted before; all by key.

    Example:
        >>> drafted = {("kent",): {"area": "kent", "grade": "good"}}
        >>> mine = {("kent",): {"area": "kent", "grade": "inadequate"}}
        >>> merge(drafted, mine, drafted)
        Kept(rows=[{'area': 'kent', 'grade': 'inadequate'}], cells=1, added=0, removed=0)
    """
    made, cells = [], 0
    for key, row in now.items():
        if key in before and key not in own:
            continue
        mine = own[key] if key in before else {}
        changed = {c: said for c, said in mine.items() if not _same(said, before[key].get(c, ""))}
        made.append({**row, **(own[key] if key not in before and key in own else changed)})
        cells += len(changed)
    added = [dict(row) for key, row in own.items() if key not in before and key not in now]
    removed = sum(key in before and key not in own for key in now)
    return Kept([*made, *added], cells, len(added), removed)


def _by_key(rows: Sequence[Row], key: Sequence[str]) -> dict[tuple[str, ...], Row]:
    return {tuple(row.get(column, "") for column in key): row for row in rows}


def _same(one: str, other: str) -> bool:
    """Return whether two cells say the same: a spreadsheet takes 60.0 for 60."""
    with suppress(InvalidOperation):
        return one.strip() == other.strip() or Decimal(one) == Decimal(other)
    return False
