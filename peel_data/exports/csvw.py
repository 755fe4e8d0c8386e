"""CSV on the Web: the CSV files as they are, and `csv-metadata.json` with titles, types and keys."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from peel_data.tables.release_files import csv_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from peel_data.exports.dataset import Dataset, ExportTable

METADATA = "csv-metadata.json"
TYPES = {
    "string": "string",
    "yearmonth": "gYearMonth",
    "date": "date",
    "number": "decimal",
    "integer": "integer",
    "boolean": "boolean",
}


def write(data: Dataset, folder: Path) -> None:
    """Write the files into a new folder."""
    folder.mkdir()
    for table in data.tables:
        header = [field["name"] for field in table.fields]
        (folder / f"{table.name}.csv").write_bytes(csv_bytes(header, table.records))
    described = json.dumps(metadata(data), indent=2, ensure_ascii=False) + "\n"
    (folder / METADATA).write_text(described, encoding="utf-8")


def metadata(data: Dataset) -> dict[str, Any]:
    """Return the description of all tables."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": data.title,
        "dc:description": data.descriptor["description"],
        "dc:license": {"@id": data.licence["path"]},
        "dc:issued": {"@value": data.descriptor["created"][:10], "@type": "xsd:date"},
        "dc:source": [source["title"] for source in data.descriptor["sources"]],
        "schema:version": data.version,
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\n"]},
        "tables": [_table(table) for table in data.tables],
    }


def _table(table: ExportTable) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "columns": [_column(table, field) for field in table.fields],
        "primaryKey": list(table.key),
    }
    # A validator refuses an empty cell of a foreign key: columns with some only see the other table.
    full = [key for key in table.foreign_keys if all(row[key.column] for row in table.records)]
    if full:
        schema["foreignKeys"] = [
            {
                "columnReference": key.column,
                "reference": {"resource": f"{key.table}.csv", "columnReference": key.to},
            }
            for key in full
        ]
    return {
        "url": f"{table.name}.csv",
        "dc:title": table.title,
        "dc:description": table.description,
        "tableSchema": schema,
    }


def _column(table: ExportTable, field: Mapping[str, Any]) -> dict[str, Any]:
    constraints = field.get("constraints", {})
    datatype: dict[str, Any] = {"base": TYPES[field["type"]]}
    if field["type"] == "boolean":
        datatype["format"] = "true|false"
    if "enum" in constraints:
        datatype["format"] = "|".join(constraints["enum"])
    elif (
        field["type"] == "string" and "pattern" in constraints and not table.is_list(field["name"])
    ):
        datatype["format"] = constraints["pattern"].removeprefix("^").removesuffix("$")
    datatype |= {key: constraints[key] for key in ("minimum", "maximum") if key in constraints}
    column: dict[str, Any] = {
        "name": field["name"],
        "titles": [field["name"], field["title"]],
        "dc:description": field["description"],
        "datatype": datatype if len(datatype) > 1 else datatype["base"],
    }
    if table.is_list(field["name"]):
        column["separator"] = " "
    if to := next((key for key in table.foreign_keys if key.column == field["name"]), None):
        column["rdfs:seeAlso"] = {"@id": f"{to.table}.csv"}
    if constraints.get("required"):
        column["required"] = True
    return column
