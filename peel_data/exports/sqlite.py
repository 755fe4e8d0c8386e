"""SQLite: types, keys and checks; titles and descriptions in three tables of their own."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from peel_data.exports import sql

if TYPE_CHECKING:
    from pathlib import Path

    from peel_data.exports.dataset import Dataset

TYPES = {
    "string": "TEXT",
    "yearmonth": "TEXT",
    "date": "TEXT",
    "number": "REAL",
    "integer": "INTEGER",
    "boolean": "INTEGER",
}


def write(data: Dataset, path: Path) -> None:
    """Write a database; dates are ISO text, true and false are 1 and 0."""
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA foreign_keys = ON")
        database.execute("CREATE TABLE _dataset (name TEXT PRIMARY KEY, value TEXT NOT NULL)")
        database.execute(
            "CREATE TABLE _tables (name TEXT PRIMARY KEY, title TEXT NOT NULL, description TEXT NOT NULL)"
        )
        database.execute(
            "CREATE TABLE _columns ("
            '"table" TEXT NOT NULL REFERENCES _tables (name), "column" TEXT NOT NULL, type TEXT NOT NULL, '
            'title TEXT NOT NULL, description TEXT NOT NULL, PRIMARY KEY ("table", "column"))'
        )
        database.executemany("INSERT INTO _dataset VALUES (?, ?)", data.facts().items())
        described = [(table.name, table.title, table.description) for table in data.tables]
        database.executemany("INSERT INTO _tables VALUES (?, ?, ?)", described)
        columns = sql.dictionary(data.tables)
        database.executemany("INSERT INTO _columns VALUES (?, ?, ?, ?, ?)", columns)
        for table in data.in_order():
            database.execute(sql.create(table, TYPES))
            texts = [
                tuple(cell.isoformat() if hasattr(cell, "isoformat") else cell for cell in row)
                for row in sql.rows(table)
            ]
            database.executemany(sql.insert(table), texts)
        database.commit()
        database.execute("VACUUM")
