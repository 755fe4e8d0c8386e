"""What changed between two releases, or what a submission would change: cell by cell, by key.

The generated table `figures` follows from the others and is not compared a second time.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, NamedTuple

from peel_data.errors import ReleaseError
from peel_data.release.compat import Level, SchemaChange, schema_changes
from peel_data.report import phrases
from peel_data.schema.registry import MODELS
from peel_data.tables.records import figure_ids
from peel_data.validation.standing import STANDING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from peel_data.release.sources import Source
    from peel_data.schema.spec import TableSpec
    from peel_data.tables.records import Record

Kind = Literal["added", "removed", "changed", "relabelled"]
KINDS: tuple[Kind, ...] = ("added", "removed", "changed", "relabelled")

SPECS: Mapping[str, TableSpec] = {model.spec.name: model.spec for model in MODELS}

UNDECLARED_TABLES = frozenset(
    {"citations", "required_series", "revisions", "amendments", "waivers"}
)
"""Tables whose cells nobody quotes: what is asked for, where a figure is printed, and the steward's decisions."""

FOLLOWING = frozenset({("report_figures", "printed_figures")})
"""Columns that list published figures: they follow what is withdrawn or comes back."""

LABELS = frozenset({"title", "name", "text", "label", "summary", "description", "meaning", "notes"})
"""Columns that say a thing in other words, or add a caveat: to change them moves no figure."""

STATED = frozenset({"judgments", "comparisons"})
"""Rows that are published in words, beside the figures: they do not go without a declaration."""

EVIDENCE = frozenset({"citations", "waivers"})
"""Tables that nothing refers to by key, so that a row of them may go without breaking anyone."""

_MOST = 10
"""So many undeclared changes are named."""


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
    declared = _Declared(
        _fresh("revisions", "figure_id", old, new), _fresh("amendments", "row_id", old, new)
    )
    rows = [
        change
        for name in sorted(old.tables.keys() | new.tables.keys())
        if not (name in SPECS and SPECS[name].generated)
        for change in _rows(name, old, new, declared)
    ]
    schema = schema_changes(old.schemas, new.schemas) if old.schemas and new.schemas else ()
    ordered = sorted(schema, key=lambda change: (change.table, change.column or "", change.what))
    return Diff(old.label, new.label, tuple(rows), tuple(ordered))


class _Declared(NamedTuple):
    """What the new side declares and the old does not, by what it is of, oldest first."""

    revisions: Mapping[str, Sequence[Record]]
    amendments: Mapping[str, Sequence[Record]]


def _fresh(table: str, column: str, old: Source, new: Source) -> dict[str, list[Record]]:
    """Return the declarations of a table that only the new side has, by what they are of, oldest first."""
    known = [dict(record) for record in old.tables.get(table, ())]
    found: dict[str, list[Record]] = {}
    for record in new.tables.get(table, ()):
        if record not in known:
            found.setdefault(record[column], []).append(record)
    return found


def _key(name: str, old: Source, new: Source) -> Sequence[str]:
    for side in (new, old):
        if name in side.schemas:
            return list(side.schemas[name]["primaryKey"])
    return SPECS[name].key


def _rows(name: str, old: Source, new: Source, declared: _Declared) -> Iterator[RowChange]:
    if name not in new.tables and not new.is_release:
        return
    key = _key(name, old, new)
    sides = [_by_key(side.tables.get(name, ()), key) for side in (old, new)]
    before, after = sides
    for values in sorted(before.keys() | after.keys()):
        was, is_ = before.get(values), after.get(values)
        if was is None and is_ is not None:
            yield RowChange(name, values, "added", _cells({}, is_))
        elif was is not None and is_ is None:
            if new.is_release or not old.is_release:
                yield _gone(RowChange(name, values, "removed", _cells(was, {})), was, declared)
        elif was is not None and is_ is not None:
            # A column that only the new side has was empty before; one that is gone is a change of the schema.
            shared = {column: was.get(column, "") for column in is_}
            if cells := _cells(shared, is_):
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
    declared: _Declared,
) -> RowChange:
    kind: Kind = "relabelled" if {cell.column for cell in cells} <= LABELS else "changed"
    change = RowChange(name, key, kind, cells)
    spec = SPECS.get(name)
    if spec is None or name in UNDECLARED_TABLES:
        return change
    if spec.measures and was["status"] not in STANDING:
        return change  # what was not published may come at any time
    ids = figure_ids(spec, was) if spec.measures else {}
    values = {ids[cell.column]: cell for cell in cells if cell.column in ids}
    others = [
        cell
        for cell in cells
        if cell not in values.values() and (name, cell.column) not in FOLLOWING
    ]
    return _declaring(change, values, list(ids.values()) or [change.id], others, declared)


def _gone(change: RowChange, was: Record, declared: _Declared) -> RowChange:
    spec = SPECS.get(change.table)
    if spec is not None and spec.measures and was["status"] in STANDING:
        ids = list(figure_ids(spec, was).values())
        return _declaring(change, {}, ids, [Cell("", "", "")], declared)
    if change.table in STATED or change.table in {"revisions", "amendments"}:
        return _declaring(change, {}, [change.id], [Cell("", "", "")], declared)
    return change


def _declaring(
    change: RowChange,
    values: Mapping[str, Cell],
    ids: Sequence[str],
    others: Sequence[Cell],
    declared: _Declared,
) -> RowChange:
    """Return the change with its reasons, or marked as undeclared.

    A changed value needs a revision of its figure. Any other cell needs an amendment, unless a figure of the row
    is revised with it: then the cell comes with the value.
    """
    revised = [each for each in ids if each in declared.revisions]
    amended = {record["column"]: record for record in declared.amendments.get(change.id, ())}
    fits = all(
        figure_id in declared.revisions
        and same_value(declared.revisions[figure_id][0]["old_value"], cell.old)
        and same_value(declared.revisions[figure_id][-1]["new_value"], cell.new)
        for figure_id, cell in values.items()
    )
    told = all(bool(revised) or _tells(amended.get(cell.column), cell) for cell in others)
    reasons = dict.fromkeys(
        record["reason"]
        for record in (
            *(record for each in revised for record in declared.revisions[each]),
            *(amended[cell.column] for cell in others if cell.column in amended),
        )
    )
    return replace(change, reason=" ".join(reasons), undeclared=not (fits and told))


def _tells(amendment: Record | None, cell: Cell) -> bool:
    """Return whether an amendment declares just this change of a cell."""
    return amendment is not None and (amendment["old"], amendment["new"]) == (cell.old, cell.new)


def same_value(text: str, other: str) -> bool:
    """Return whether two cells hold the same number, at whatever precision; empty is none."""
    return (Decimal(text) if text else None) == (Decimal(other) if other else None)


def refuse_undeclared(made: Diff) -> None:
    """Stop at what changes in silence.

    Raises:
        ReleaseError: Something published changes and no row of `revisions` says why.
    """
    if made.undeclared:
        listed = phrases.indented([change.id for change in made.undeclared], _MOST)
        raise ReleaseError(
            f"{len(made.undeclared)} published "
            f"{'row changes' if len(made.undeclared) == 1 else 'rows change'} without a declaration:\n{listed}\n"
            "Nothing was changed. Undo the change, then make it with `peel-data revise`, which records the reason."
        )
