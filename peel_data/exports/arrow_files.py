"""Parquet: a folder with a file for each table, titles and keys in the metadata of its schema."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from peel_data.errors import MissingExtra
from peel_data.tables import arrow

if TYPE_CHECKING:
    from pathlib import Path

    from peel_data.exports.dataset import Dataset


def write(data: Dataset, folder: Path) -> None:
    """Write a file for each table into a new folder."""
    try:
        from pyarrow import parquet
    except ImportError as error:
        raise MissingExtra("Writing Parquet", "export") from error
    pa = arrow.load()
    folder.mkdir()
    for table in data.tables:
        metadata = data.facts() | {
            "table": table.name,
            "title": table.title,
            "description": table.description,
            "primary_key": json.dumps(table.key),
            "foreign_keys": json.dumps({k.column: f"{k.table}.{k.to}" for k in table.foreign_keys}),
        }
        columns = [
            arrow.column(pa, field, [record[field["name"]] for record in table.records])
            for field in table.fields
        ]
        schema = arrow.schema(pa, table.fields, metadata)
        parquet.write_table(pa.table(columns, schema=schema), folder / f"{table.name}.parquet")
