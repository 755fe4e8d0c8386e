"""JSON: a Data Package in one file, with its schemas and its rows inside."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from peel_data.exports.dataset import Dataset, ExportTable


def write(data: Dataset, path: Path) -> None:
    """Write the file; a number has the digits that it is printed with."""
    made = {name: value for name, value in data.descriptor.items() if name != "resources"}
    made["resources"] = [_resource(table) for table in data.tables]
    path.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _resource(table: ExportTable) -> dict[str, Any]:
    names = [field["name"] for field in table.fields]
    return {
        "name": table.name,
        "type": "table",
        "title": table.title,
        "description": table.description,
        "schema": dict(table.schema),
        "data": [
            names,
            *([_cell(cell) for cell in row] for row in table.rows),
        ],
    }


def _cell(cell: object) -> object:
    if isinstance(cell, Decimal):
        return float(cell)
    return cell.isoformat() if isinstance(cell, dt.date) else cell
