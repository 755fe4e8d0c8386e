"""CSV records to pandas, by the column types of the Table Schema. pydantic takes no part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from peel_data.tables import records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peel_data.tables.records import Record
    from peel_data.tables.source import TableSource


def frame(table: TableSource, rows: Sequence[Record]) -> pd.DataFrame:
    """Rows of a table as a DataFrame with real dtypes.

    Closed vocabularies and references are categories, also those that no row uses: so rows of several
    tables keep their dtypes when they are put together. Dates are datetime64, numbers Float64, integers
    Int64, flags boolean, text string. Months stay text.
    """
    columns: dict[str, Any] = {}
    if table.measures:
        ids = [records.figure_ids(table.name, table.key, table.measures, row) for row in rows]
        *others, headline = table.measures
        columns["figure_id"] = _text([each[headline] for each in ids])
        for other in others:
            columns[f"{other}_figure_id"] = _text([each[other] for each in ids])
    schema = table.schema()
    vocabularies = _vocabularies(table, schema)
    for field in schema["fields"]:
        name = field["name"]
        columns[name] = _column([row[name] or None for row in rows], field, vocabularies.get(name))
        if name == "data_source":
            vintages = {r["id"]: r.get("vintage", "") for r in table.read("data_sources")}
            columns["data_source_vintage"] = _text(
                [vintages.get(row[name]) or None for row in rows]
            )
        if name == "area":
            codes = {area["id"]: area["ons_code"] for area in table.read("areas")}
            columns["ons_code"] = _text([codes.get(row["area"]) or None for row in rows])
    return pd.DataFrame(columns)


def _vocabularies(table: TableSource, schema: dict[str, Any]) -> dict[str, list[str]]:
    """What each column of names may hold: the keys it refers to, or its own closed list."""
    closed = {
        field["name"]: field["constraints"]["enum"]
        for field in schema["fields"]
        if "enum" in field.get("constraints", {})
    }
    referred = {
        key["fields"][0]: sorted(record["id"] for record in table.read(resource))
        for key in schema.get("foreignKeys", ())
        if key["reference"]["fields"] == ["id"]
        and (resource := key["reference"]["resource"] or table.name)
    }
    open_lists = {
        name: sorted({record[name] for record in table.records()} - {""})
        for name in ("table", "measure")
        if any(field["name"] == name for field in schema["fields"])
    }
    return open_lists | closed | referred


def _text(values: Sequence[str | None]) -> Any:
    return pd.array(values, dtype="string")


def _column(values: list[str | None], field: dict[str, Any], vocabulary: list[str] | None) -> Any:
    kind = field["type"]
    if vocabulary is not None:
        return pd.Categorical(values, categories=vocabulary)
    if kind == "number":
        return pd.array([None if v is None else float(v) for v in values], dtype="Float64")
    if kind == "integer":
        return pd.array([None if v is None else int(v) for v in values], dtype="Int64")
    if kind == "boolean":
        return pd.array([None if v is None else v == "true" for v in values], dtype="boolean")
    if kind == "date":
        return pd.array(values, dtype="datetime64[us]")
    return _text(values)
