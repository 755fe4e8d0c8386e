"""What changed between two versions of the Table Schemas, and how much that means to users."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Schema = dict[str, Any]


class Level(IntEnum):
    """How far the version must move: the greatest of all changes decides."""

    PATCH = 0
    MINOR = 1
    MAJOR = 2

    def __str__(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class SchemaChange:
    """One change of a table's schema.

    Attributes:
        table: The table.
        column: The column, if the change is of one.
        what: The change, as a sentence without its subject.
        level: How far it moves the version.
    """

    table: str
    column: str | None
    what: str
    level: Level

    def __str__(self) -> str:
        subject = f"{self.table}.{self.column}" if self.column else self.table
        return f"{subject}: {self.what}"


def schema_changes(old: Mapping[str, Schema], new: Mapping[str, Schema]) -> Iterator[SchemaChange]:
    """Yield every change of tables, keys, columns, types and constraints."""
    for table in old.keys() - new.keys():
        yield SchemaChange(table, None, "the table is gone", Level.MAJOR)
    for table in new.keys() - old.keys():
        yield SchemaChange(table, None, "a new table", Level.MINOR)
    for table in old.keys() & new.keys():
        yield from _table(table, old[table], new[table])


def _table(table: str, old: Schema, new: Schema) -> Iterator[SchemaChange]:
    if old["primaryKey"] != new["primaryKey"]:
        was, is_ = ", ".join(old["primaryKey"]), ", ".join(new["primaryKey"])
        yield SchemaChange(table, None, f"the key was {was} and is {is_}", Level.MAJOR)
    if old.get("foreignKeys", []) != new.get("foreignKeys", []):
        yield SchemaChange(table, None, "its references to other tables differ", Level.MAJOR)
    if any(old.get(name) != new.get(name) for name in ("title", "description")):
        yield SchemaChange(table, None, "its title or description is reworded", Level.PATCH)
    before = {field["name"]: field for field in old["fields"]}
    after = {field["name"]: field for field in new["fields"]}
    for name in before.keys() - after.keys():
        yield SchemaChange(table, name, "the column is gone", Level.MAJOR)
    for name in after.keys() - before.keys():
        required = after[name].get("constraints", {}).get("required", False)
        yield SchemaChange(
            table,
            name,
            "a new column that every row needs" if required else "a new, optional column",
            Level.MAJOR if required else Level.MINOR,
        )
    shared = [name for name in before if name in after]
    if shared != [name for name in after if name in before]:
        yield SchemaChange(table, None, "its columns are in another order", Level.MINOR)
    for name in shared:
        yield from (
            SchemaChange(table, name, what, level)
            for what, level in _field(before[name], after[name])
        )


def _field(old: Schema, new: Schema) -> Iterator[tuple[str, Level]]:
    if old["type"] != new["type"]:
        yield f"the type was {old['type']} and is {new['type']}", Level.MAJOR
    was, is_ = old.get("constraints", {}), new.get("constraints", {})
    if was.get("required", False) != is_.get("required", False):
        now = is_.get("required", False)
        yield (
            "every row needs it now" if now else "rows may leave it empty now",
            Level.MAJOR if now else Level.MINOR,
        )
    yield from _allowed(was.get("enum"), is_.get("enum"))
    for name, tightened in (("minimum", max), ("maximum", min)):
        if (a := was.get(name)) != (b := is_.get(name)):
            tighter = b is not None and (a is None or tightened(a, b) == b)
            yield (
                f"its {name} was {'none' if a is None else a} and is {'none' if b is None else b}",
                Level.MAJOR if tighter else Level.MINOR,
            )
    if was.get("pattern") != is_.get("pattern"):
        yield (
            f"its pattern was {was.get('pattern', 'none')} and is {is_.get('pattern', 'none')}",
            Level.MAJOR if is_.get("pattern") else Level.MINOR,
        )
    if any(old.get(name) != new.get(name) for name in ("title", "description")):
        yield "its title or description is reworded", Level.PATCH


def _allowed(old: list[str] | None, new: list[str] | None) -> Iterator[tuple[str, Level]]:
    if old is None or new is None:
        if old is not None:
            yield "it now accepts other values", Level.MINOR
        elif new is not None:
            yield "it now accepts only listed values", Level.MAJOR
        return
    if gone := sorted(set(old) - set(new)):
        yield f"no longer allowed: {', '.join(gone)}", Level.MAJOR
    if added := sorted(set(new) - set(old)):
        yield f"allowed now: {', '.join(added)}", Level.MINOR
