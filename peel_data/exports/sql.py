"""What SQLite and DuckDB share: the statement that makes a table, with types and keys."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from peel_data.exports.dataset import ExportTable


def quoted(name: str) -> str:
    """Return a name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def text(value: str) -> str:
    """Return a text as SQL writes it."""
    return "'" + value.replace("'", "''") + "'"


def create(table: ExportTable, types: Mapping[str, str]) -> str:
    """Return the statement that makes a table, each column with its type, its key and its description."""
    lines = []
    for field in table.fields:
        constraints = field.get("constraints", {})
        parts = [quoted(field["name"]), types[field["type"]]]
        if constraints.get("required"):
            parts.append("NOT NULL")
        if "enum" in constraints:
            allowed = ", ".join(map(text, constraints["enum"]))
            parts.append(f"CHECK ({quoted(field['name'])} IN ({allowed}))")
        lines.append(" ".join(parts))
    lines.append(f"PRIMARY KEY ({', '.join(map(quoted, table.key))})")
    lines += [
        f"FOREIGN KEY ({quoted(key.column)}) REFERENCES {quoted(key.table)} ({quoted(key.to)})"
        for key in table.foreign_keys
    ]
    return f"CREATE TABLE {quoted(table.name)} (\n  " + ",\n  ".join(lines) + "\n)"


def insert(table: ExportTable) -> str:
    """Return the statement that adds a row."""
    marks = ", ".join("?" for _ in table.fields)
    return f"INSERT INTO {quoted(table.name)} VALUES ({marks})"  # noqa: S608 - a name of the schema


def rows(table: ExportTable) -> list[tuple[Any, ...]]:
    """Return the rows of a table, parents before their children, numbers as SQL has them."""
    parents = [key for key in table.foreign_keys if key.table == table.name]
    names = [field["name"] for field in table.fields]
    found = [
        tuple(float(cell) if isinstance(cell, Decimal) else cell for cell in row)
        for row in table.rows
    ]
    for key in parents:
        child, parent = names.index(key.column), names.index(key.to)
        known: set[Any] = {None}
        ordered: list[tuple[Any, ...]] = []
        while len(ordered) < len(found):
            ready = [row for row in found if row[parent] not in known and row[child] in known]
            if not ready:
                break
            ordered += ready
            known |= {row[parent] for row in ready}
        found = ordered if len(ordered) == len(found) else found
    return found


def dictionary(tables: tuple[ExportTable, ...]) -> list[tuple[str, ...]]:
    """Return a row for each column of each table: table, column, type, title, description."""
    return [
        (table.name, field["name"], field["type"], field["title"], field["description"])
        for table in tables
        for field in table.fields
    ]
