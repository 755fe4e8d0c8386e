"""DuckDB: types, keys and checks, and titles and descriptions as comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peel_data.errors import MissingExtra
from peel_data.exports import sql

if TYPE_CHECKING:
    from pathlib import Path

    from peel_data.exports.dataset import Dataset

TYPES = {
    "string": "VARCHAR",
    "yearmonth": "VARCHAR",
    "date": "DATE",
    "number": "DOUBLE",
    "integer": "BIGINT",
    "boolean": "BOOLEAN",
}


def write(data: Dataset, path: Path) -> None:
    """Write a database."""
    try:
        import duckdb
    except ImportError as error:
        raise MissingExtra("Writing DuckDB", "export") from error
    with duckdb.connect() as database:
        # The smallest blocks: each table and key takes some, however few its rows.
        database.execute(f"ATTACH {sql.text(str(path))} AS release (BLOCK_SIZE 16384)")
        database.execute("USE release")
        database.execute("BEGIN")
        database.execute("CREATE TABLE _dataset (name VARCHAR PRIMARY KEY, value VARCHAR NOT NULL)")
        for name, value in data.facts().items():
            database.execute("INSERT INTO _dataset VALUES (?, ?)", [name, value])
        for table in data.in_order():
            database.execute(sql.create(table, TYPES))
            said = sql.text(f"{table.title}: {table.description}")
            database.execute(f"COMMENT ON TABLE {sql.quoted(table.name)} IS {said}")
            for field in table.fields:
                column = f"{sql.quoted(table.name)}.{sql.quoted(field['name'])}"
                said = sql.text(f"{field['title']}: {field['description']}")
                database.execute(f"COMMENT ON COLUMN {column} IS {said}")
            for row in sql.rows(table):  # one by one: a key must be there before it is pointed to
                database.execute(sql.insert(table), row)
        database.execute("COMMIT")
        database.execute("USE memory")
        database.execute("DETACH release")
