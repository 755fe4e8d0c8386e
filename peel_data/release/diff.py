"""What changed between two releases, or what a submission would change: cell by cell, by key.

The generated table `figures` follows from the others and is not compared a second time.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from peel_data.models.registry import MODELS
from peel_data.records import figure_ids
from peel_data.release.schema_diff import Level, SchemaChange, schema_changes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from peel_data.models.base import TableSpec
    from peel_data.records import Record
    from peel_data.release.sources import Source

Kind = Literal["added", "removed", "changed", "relabelled"]
KINDS: tuple[Kind, ...] = ("added", "removed", "changed", "relabelled")

SPECS: Mapping[str, TableSpec] = {model.spec.name: model.spec for model in MODELS}

LABELS = frozenset({"title", "name", "text", "label", "summary", "description", "meaning", "notes"})
"""Columns that say a thing in other words, or add a caveat: to change them moves no figure."""

STATED: Mapping[str, frozenset[str]] = {
    "judgments": frozenset({"grade"}),
    "comparisons": frozenset({"relation", "against", "numerator", "denominator", "qualifier"}),
}
"""What is published in words, beside the figures: a change of it must be declared, too."""

EVIDENCE = frozenset({"citations"})
"""Tables that nothing refers to by key, so that a row of them may go without breaking anyone."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell before and after."""

    column: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """What became of one row.

    Attributes:
        table: Its table.
        key: The values of its key.
        kind: added, removed, changed or relabelled.
        cells: The cells that differ; of a row added or removed, those that are filled.
        reason: Why, where `revisions` declares it.
        undeclared: Whether it changes something published and `revisions` says nothing of it.
    """

    table: str
    key: tuple[str, ...]
    kind: Kind
    cells: tuple[Cell, ...]
    reason: str = ""
    undeclared: bool = False

    @property
    def id(self) -> str:
        """The table and the key, spelled as the ids of figures are."""
        return ":".join((self.table, *self.key))

    @property
    def level(self) -> Level:
        """How far it moves the version."""
        if self.kind == "removed" and self.table not in EVIDENCE:
            return Level.MAJOR
        return Level.MINOR


@dataclass(frozen=True, slots=True)
class Diff:
    """Everything in which the new side differs from the old.

    Attributes:
        old: What the old side is called.
        new: What the new side is called.
        rows: The rows that differ, by table and key.
        schema: The changes of schemas.
    """

    old: str
    new: str
    rows: tuple[RowChange, ...]
    schema: tuple[SchemaChange, ...]

    @property
    def level(self) -> Level:
        """patch, minor or major: what the version must move by, at least."""
        levels = [change.level for change in self.rows] + [change.level for change in self.schema]
        return max(levels, default=Level.PATCH)

    @property
    def undeclared(self) -> tuple[RowChange, ...]:
        """Changes of what is published that no revision declares: they refuse a release."""
        return tuple(change for change in self.rows if change.undeclared)

    @property
    def reasons(self) -> tuple[tuple[Level, str], ...]:
        """Why the level is what it is: a sentence for each sort of change, the weightiest first."""
        counted = Counter((change.table, change.kind, change.level) for change in self.rows)
        found = [
            (level, f"{table}: {many} {'row' if many == 1 else 'rows'} {kind}")
            for (table, kind, level), many in counted.items()
        ]
        found += [(change.level, str(change)) for change in self.schema]
        return tuple(sorted(found, key=lambda reason: (-reason[0], reason[1])))


def diff(old: Source, new: Source) -> Diff:
    """Compare two sides."""
    declared = _declared(old, new)
    rows = [
        change
        for name in sorted(old.tables.keys() | new.tables.keys())
        if not (name in SPECS and SPECS[name].generated)
        for change in _rows(name, old, new, declared)
    ]
    schema = schema_changes(old.schemas, new.schemas) if old.schemas and new.schemas else ()
    ordered = sorted(schema, key=lambda change: (change.table, change.column or "", change.what))
    return Diff(old.label, new.label, tuple(rows), tuple(ordered))


def _declared(old: Source, new: Source) -> dict[str, list[Record]]:
    """The revisions that the new side has and the old has not, by what they revise, oldest first."""
    known = [dict(record) for record in old.tables.get("revisions", ())]
    found: dict[str, list[Record]] = {}
    for record in new.tables.get("revisions", ()):
        if record not in known:
            found.setdefault(record["figure_id"], []).append(record)
    return found


def _key(name: str, old: Source, new: Source) -> Sequence[str]:
    for side in (new, old):
        if name in side.schemas:
            return list(side.schemas[name]["primaryKey"])
    return SPECS[name].key


def _rows(
    name: str, old: Source, new: Source, declared: Mapping[str, Sequence[Record]]
) -> Iterator[RowChange]:
    if name not in new.tables and not new.whole:
        return
    key = _key(name, old, new)
    sides = [_by_key(side.tables.get(name, ()), key) for side in (old, new)]
    before, after = sides
    for values in sorted(before.keys() | after.keys()):
        was, is_ = before.get(values), after.get(values)
        if was is None and is_ is not None:
            yield RowChange(name, values, "added", _cells({}, is_))
        elif was is not None and is_ is None:
            if new.whole or not old.whole:
                yield _gone(RowChange(name, values, "removed", _cells(was, {})), was, declared)
        elif was is not None and is_ is not None:
            cells = _cells(was, {column: is_[column] for column in was if column in is_})
            if cells := tuple(cell for cell in cells if cell.column in is_):
                yield _changed(name, values, cells, was, declared)


def _by_key(records: Sequence[Record], key: Sequence[str]) -> dict[tuple[str, ...], Record]:
    # A key that a release lacks a column of is compared by the columns that it has.
    return {tuple(record.get(column, "") for column in key): record for record in records}


def _cells(old: Record, new: Record) -> tuple[Cell, ...]:
    return tuple(
        Cell(column, old.get(column, ""), new.get(column, ""))
        for column in dict.fromkeys((*old, *new))
        if old.get(column, "") != new.get(column, "")
    )


def _changed(
    name: str,
    key: tuple[str, ...],
    cells: tuple[Cell, ...],
    was: Record,
    declared: Mapping[str, Sequence[Record]],
) -> RowChange:
    columns = {cell.column for cell in cells}
    kind: Kind = "relabelled" if columns <= LABELS else "changed"
    change = RowChange(name, key, kind, cells)
    spec = SPECS.get(name)
    if kind == "relabelled" or spec is None:
        return change
    if name in STATED and columns & STATED[name]:
        return _declaring(change, [change.id], {}, declared)
    if not spec.measures or was["status"] != "published":
        return change  # what was not published may come at any time
    ids = figure_ids(name, spec.key, spec.measures, was)
    values = {ids[cell.column]: cell for cell in cells if cell.column in ids}
    return _declaring(change, list(values) or list(ids.values()), values, declared)


def _gone(change: RowChange, was: Record, declared: Mapping[str, Sequence[Record]]) -> RowChange:
    spec = SPECS.get(change.table)
    if spec is not None and spec.measures and was["status"] == "published":
        ids = list(figure_ids(change.table, spec.key, spec.measures, was).values())
        return _declaring(change, ids, {}, declared)
    if change.table in STATED or change.table == "revisions":
        return _declaring(change, [change.id], {}, declared)
    return change


def _declaring(
    change: RowChange,
    ids: Sequence[str],
    values: Mapping[str, Cell],
    declared: Mapping[str, Sequence[Record]],
) -> RowChange:
    """The change with its reasons, or marked as undeclared.

    A change of values needs a revision for each of them; one of the cells around them, for one.
    """
    told = [figure_id for figure_id in ids if figure_id in declared]
    enough = len(told) == len(ids) if values else bool(told)
    fits = all(
        _equal(declared[figure_id][0]["old_value"], values[figure_id].old)
        and _equal(declared[figure_id][-1]["new_value"], values[figure_id].new)
        for figure_id in told
        if figure_id in values
    )
    reasons = dict.fromkeys(
        record["reason"] for figure_id in told for record in declared[figure_id]
    )
    return RowChange(
        change.table,
        change.key,
        change.kind,
        change.cells,
        reason=" ".join(reasons),
        undeclared=not (enough and fits),
    )


def _equal(text: str, other: str) -> bool:
    return (Decimal(text) if text else None) == (Decimal(other) if other else None)
