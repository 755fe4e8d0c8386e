"""CSV records to pandas, by the column types of the Table Schema. pydantic takes no part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from peel_data import records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peel_data.records import Record
    from peel_data.tabular import Table


def frame(table: Table[Any], rows: Sequence[Record]) -> pd.DataFrame:
    """Rows of a table as a DataFrame with real dtypes.

    Closed vocabularies and references are categories (all their categories, also the unused ones),
    dates are datetime64, numbers Float64, integers Int64, flags boolean, text string. Months stay text.
    """
    columns: dict[str, Any] = {}
    if table.measures:
        ids = [records.figure_ids(table.name, table.key, table.measures, row) for row in rows]
        *others, headline = table.measures
        columns["figure_id"] = _text([each[headline] for each in ids])
        for other in others:
            columns[f"{other}_figure_id"] = _text([each[other] for each in ids])
    for field in table.schema()["fields"]:
        name = field["name"]
        columns[name] = _column([row[name] or None for row in rows], field)
        if name == "area":
            codes = {area["id"]: area["ons_code"] for area in table.read("areas")}
            columns["ons_code"] = _text([codes.get(row["area"]) or None for row in rows])
    return pd.DataFrame(columns)


def _text(values: Sequence[str | None]) -> Any:
    return pd.array(values, dtype="string")


def _column(values: list[str | None], field: dict[str, Any]) -> Any:
    kind = field["type"]
    if allowed := field.get("constraints", {}).get("enum"):
        return pd.Categorical(values, categories=allowed)
    if kind == "number":
        return pd.array([None if v is None else float(v) for v in values], dtype="Float64")
    if kind == "integer":
        return pd.array([None if v is None else int(v) for v in values], dtype="Int64")
    if kind == "boolean":
        return pd.array([None if v is None else v == "true" for v in values], dtype="boolean")
    if kind == "date":
        return pd.to_datetime(pd.Series(values, dtype="object"), format="%Y-%m-%d")
    if field["name"] in {"edition", "publication", "table", "measure"}:
        return pd.Categorical(values)
    return _text(values)
