"""Errata: published figures and what is said of them change, come back or are withdrawn, each with a reason.

Values and withdrawals are recorded in `revisions`, everything else in `amendments`. Many changes are made in one
step: all of them, or none.
"""

from __future__ import annotations

import csv
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, NamedTuple

from peel_data.errors import InvalidArgument, NotFound, PeelError, ReleaseError
from peel_data.release.checkout import files_of, tables_of, upcoming
from peel_data.release.diff import SPECS
from peel_data.release.merge import (
    add_amendment,
    add_revision,
    row_id,
    with_citations,
    without_dangling,
)
from peel_data.release.sources import last_release
from peel_data.release.staging import StagedChange, commit_message, open_checkout, stage
from peel_data.report import phrases
from peel_data.suggestions import did_you_mean
from peel_data.tables.records import figure_ids
from peel_data.validation.standing import STANDING
from peel_data.validation.structure import with_decimals

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from peel_data.release.merge import Tables
    from peel_data.schema.spec import TableSpec
    from peel_data.tables.records import Record

KEPT_BY_COMMAND = frozenset({"revisions", "amendments", "waivers", "citations"})
"""Tables whose rows are not revised: they record decisions, or quote what was printed."""
MOST = 20
COLUMNS = ("id", "column", "new", "reason")
"""The columns of a file of changes."""


class Change(NamedTuple):
    """One change that a steward declares.

    Attributes:
        id: A figure id; or the id of a row, its table and key as figure ids are spelled.
        column: The column; empty for the value of a figure.
        new: The new content as it stands in the table; empty for none. Of the column `status`, `withdrawn`
            withdraws the figure.
        reason: Why, in a sentence; it is published.
        decimals: For a value, its printed precision; empty keeps the one it has.
        line: The line of the file that it comes from, if it comes from one.
    """

    id: str
    column: str
    new: str
    reason: str
    decimals: str = ""
    line: int | None = None


class _Target(NamedTuple):
    """What a change is of: a row of a table, and one of its columns."""

    spec: TableSpec
    row: Record
    column: str

    @property
    def row_id(self) -> str:
        return row_id(self.spec, self.row)

    @property
    def figures(self) -> dict[str, str]:
        """The figure id of each value column; none in a table without figures."""
        return figure_ids(self.spec, self.row)


def revise(
    root: Path,
    changes: Sequence[Change],
    *,
    dry_run: bool = False,
) -> StagedChange:
    """Make declared changes of what is published, record the reason of each, and commit: all of them, or none.

    The citations of a figure stay: they say what was printed. A printing of the old value binds the new one no
    longer. A withdrawn figure that is given a value again has its citations back.

    Args:
        root: The source checkout.
        changes: The changes.
        dry_run: Whether to commit nothing, and leave every file as it is.

    Raises:
        NotFound: A single change names no published row.
        InvalidArgument: Changes cannot be made; the message lists each of them with its line.
        ReleaseError: Nothing is published yet, or the data set would not be valid. Nothing was changed.
    """
    with open_checkout(root, dry_run=dry_run) as staged:
        folder = staged.folder
        if last_release(folder) is None:
            raise ReleaseError(
                "Nothing is released yet, so there is nothing to revise. Correct the row in data/, then run "
                "`peel-data generate`."
            )
        tables = tables_of(folder)
        _make(tables, changes, upcoming(folder))
        made = stage(staged, files_of(without_dangling(with_citations(tables, folder))))
        staged.commit(_message(changes))
    return made


def _message(changes: Sequence[Change]) -> str:
    """Return the commit message: what was changed, and why."""
    tables = dict.fromkeys(change.id.partition(":")[0] for change in changes)
    said = [
        f"{f'{change.column} of ' if change.column else ''}{change.id}: {change.reason}"
        for change in changes
    ]
    return commit_message(f"Revise {', '.join(tables)}", said)


def read_changes(path: Path) -> list[Change]:
    """Read changes from a CSV file with the columns id, column, new and reason, and decimals where it is needed.

    Raises:
        InvalidArgument: There is no such file, it is not a CSV file in UTF-8, or lacks a column.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            header = reader.fieldnames or []
            if missing := [name for name in COLUMNS if name not in header]:
                raise InvalidArgument(
                    f"{path} lacks the column {missing[0]!r}. Its first line is {','.join(COLUMNS)}, and "
                    "decimals where a value needs it."
                )
            return [
                Change(
                    id=(row["id"] or "").strip(),
                    column=(row["column"] or "").strip(),
                    new=(row["new"] or "").strip(),
                    reason=(row["reason"] or "").strip(),
                    decimals=(row.get("decimals") or "").strip(),
                    line=reader.line_num,
                )
                for row in reader
            ]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InvalidArgument(f"{path} cannot be read as a CSV file in UTF-8: {error}.") from error


def _make(tables: Tables, changes: Sequence[Change], release: str) -> None:
    """Make every change in place.

    Raises:
        NotFound: Of a single change, the row.
        InvalidArgument: Any of them cannot be made.
    """
    if not changes:
        raise InvalidArgument("There is no change in it. Give one row for each change.")
    rows = {
        row_id(spec, record): (spec, record)
        for spec in SPECS.values()
        if spec.name in tables and spec.name not in KEPT_BY_COMMAND
        for record in tables[spec.name]
    }
    refused = []
    for each in changes:
        try:
            _apply(tables, each, _target(each, rows), release)
        except (InvalidArgument, NotFound) as error:
            if len(changes) == 1:
                raise
            refused.append(_at(each, error))
    refused += _half_supplied(rows)
    if refused:
        listed = phrases.indented(refused, MOST)
        raise InvalidArgument(f"Nothing was changed. These changes cannot be made:\n{listed}")


def _at(change: Change, error: PeelError) -> str:
    return f"line {change.line}: {error}" if change.line else f"{change.id}: {error}"


def _target(change: Change, rows: dict[str, tuple[TableSpec, Record]]) -> _Target:
    """Find the row and the column that a change is of."""
    column = change.column
    if change.id in rows:
        spec, row = rows[change.id]
    else:
        stem, _, last = change.id.rpartition(":")
        if stem not in rows or last not in rows[stem][0].measures:
            raise NotFound(
                f"There is no published figure or row {change.id!r}.{did_you_mean(change.id, rows)} "
                "List the figures with `peel-data figures`; a row is its table and key, joined by colons."
            )
        spec, row = rows[stem]
        column = column or last
    if not column or (column == "value" and len(spec.measures) == 1):
        if len(spec.measures) != 1:
            said = (
                f"Say which: {' or '.join(spec.measures)}." if spec.measures else "Say the column."
            )
            raise InvalidArgument(f"{change.id} is a row, not a figure. {said}")
        column = next(iter(spec.measures))
    if column not in row:
        raise InvalidArgument(
            f"{spec.name} has no column {column!r}.{did_you_mean(column, list(row))} "
            f"It has {', '.join(row)}."
        )
    if column in spec.key:
        raise InvalidArgument(
            f"{column} is part of the key of {spec.name}, and keys never change. Withdraw the row and add another."
        )
    return _Target(spec, row, column)


def _apply(tables: Tables, change: Change, target: _Target, release: str) -> None:
    reason = " ".join(change.reason.split())
    if not reason:
        raise InvalidArgument("Give the reason in a sentence; it is published with the change.")
    if target.column in target.spec.measures:
        value, places = _canonical(target, change)
        _record(tables, target, {target.column: value}, reason, release)
        target.row[target.column], target.row[target.spec.precision(target.column)] = value, places
        target.row["status"] = "published"
    elif target.column == "status" and target.spec.measures:
        _withdraw(tables, change, target, reason, release)
    else:
        old = target.row[target.column]
        if change.new == old:
            raise InvalidArgument(
                f"{target.column} of {target.row_id} is {old or 'empty'} already. Nothing was changed."
            )
        add_amendment(
            tables["amendments"],
            {
                "row_id": target.row_id,
                "column": target.column,
                "release": release,
                "old": old,
                "new": change.new,
                "reason": reason,
            },
        )
        target.row[target.column] = change.new


def _withdraw(tables: Tables, change: Change, target: _Target, reason: str, release: str) -> None:
    """Withdraw all figures of a row: it has one status."""
    if change.new not in STANDING:
        raise InvalidArgument(
            f"A published figure can be withdrawn, but not made {change.new or 'empty'}. Write `withdrawn`."
        )
    if change.new == target.row["status"]:
        raise InvalidArgument(f"{target.row_id} is {change.new} already. Nothing was changed.")
    if change.new == "published":
        raise InvalidArgument("Give the figure's value; the status follows from it.")
    _record(tables, target, dict.fromkeys(target.spec.measures, ""), reason, release)
    target.row.update(dict.fromkeys(target.spec.measures, ""), status="withdrawn")


def _record(
    tables: Tables, target: _Target, values: dict[str, str], reason: str, release: str
) -> None:
    """Record a revision of each value of the row that changes."""
    for column, new in values.items():
        old = target.row[column] if target.row["status"] == "published" else ""
        add_revision(
            tables["revisions"],
            {
                "figure_id": target.figures[column],
                "release": release,
                "old_value": old,
                "new_value": new,
                "reason": reason,
            },
        )


def _canonical(target: _Target, change: Change) -> tuple[str, str]:
    """Return the value and its precision as the table has them."""
    if target.row["status"] not in STANDING:
        raise InvalidArgument(
            f"{target.row_id} was never published: its status is {target.row['status']}. "
            "Take the value in with `peel-data accept`."
        )
    known = target.row[target.column], target.row[target.spec.precision(target.column)]
    text = (change.decimals or known[1]).strip()
    if not text.lstrip("-").isdecimal():
        raise InvalidArgument(f"{text!r} is not a number of decimals. Write it as 1.")
    places = int(text)
    try:
        number = Decimal(change.new)
        fits = number.is_finite() and number == round(number, places)
    except InvalidOperation:
        raise InvalidArgument(
            f"{change.new!r} is not a number. Write it as 58.4, without comma or percent sign."
        ) from None
    if not fits:
        raise InvalidArgument(
            f"{change.new} has more decimals than the figure is printed with ({places}). Round it, or give "
            "its decimals."
        )
    plain = f"{number:f}"
    plain = with_decimals(plain, str(places)) or plain
    if (plain, str(places)) == known and target.row["status"] == "published":
        raise InvalidArgument(f"{change.new} is what the figure is already. Nothing was changed.")
    return plain, str(places)


def _half_supplied(rows: dict[str, tuple[TableSpec, Record]]) -> list[str]:
    """Name the rows of two figures of which only one has its value back."""
    return [
        f"{name}: {', '.join(empty)} is still withdrawn. Give every figure of the row its value in the same file."
        for name, (spec, row) in rows.items()
        if spec.measures
        and row["status"] == "published"
        and (empty := [column for column in spec.measures if not row[column]])
    ]
