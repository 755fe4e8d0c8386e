"""CSV records to pandas, by the column types of the Table Schema. pydantic takes no part."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import pandas as pd

from peel_data.errors import DefaultChanged, InvalidArgument
from peel_data.tables import about

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peel_data.tables.records import Record
    from peel_data.tables.source import TableSource

Categories: TypeAlias = Literal["occurring", "all"]
Likeness: TypeAlias = Literal["1.1"]
CHANGED = (
    "The default of to_pandas() has changed since release 1.1: only categories that occur, `area_ons_code` "
    "for `ons_code`, and `is_total`. Say to_pandas(categories='occurring') to take it as it is, or "
    "to_pandas(like='1.1') for the old one. This warning ends with the next minor release."
)


def frame(
    table: TableSource,
    rows: Sequence[Record],
    *,
    labels: bool = False,
    categories: Categories | None = None,
    like: Likeness | None = None,
) -> pd.DataFrame:
    """Return rows of a table as a DataFrame with real dtypes.

    Closed vocabularies and references are categories, dates datetime64, numbers Float64, integers Int64,
    flags boolean, text string. Months stay text.

    Args:
        table: The table.
        rows: Its records.
        labels: Whether each column of ids is followed by one of titles.
        categories: `occurring` for categories that the rows have, `all` also for those that none has.
        like: `1.1` for the frame that release 1.1 made.

    Raises:
        InvalidArgument: There is no such choice.
    """
    _check(categories, like)
    old = like is not None
    columns: dict[str, Any] = {}
    vocabularies = _vocabularies(table, table.schema())
    if not old and table.key == ("id",):
        vocabularies["id"] = sorted({record["id"] for record in table.shared_records()})
    titles = about.titles(table) if labels else {}
    for field, texts in about.columns(table, rows):
        name = field["name"]
        if old and name == "area_ons_code":
            name = "ons_code"
        values = [text or None for text in texts]
        vocabulary = vocabularies.get(name)
        if vocabulary is not None and not (old or categories == "all"):
            there = set(values)
            vocabulary = [each for each in vocabulary if each in there]
        columns[name] = _column(values, field["type"], vocabulary)
        if name in titles:
            columns[f"{name}_label"] = _labels(values, titles[name])
    if old:
        columns.pop("is_total", None)
    made = pd.DataFrame(columns)
    made.attrs.update(about.facts(table, rows))
    return made


def _check(categories: str | None, like: str | None) -> None:
    if categories not in {None, "occurring", "all"}:
        raise InvalidArgument(f"categories={categories!r} is neither 'occurring' nor 'all'.")
    if like not in {None, "1.1"}:
        raise InvalidArgument(f"like={like!r} is not a release it can imitate. It can be '1.1'.")
    if categories is None and like is None:
        warnings.warn(CHANGED, DefaultChanged, stacklevel=4)


def _labels(values: Sequence[str | None], titles: dict[str, str]) -> Any:
    there = set(values)
    occurring = dict.fromkeys(title for each, title in titles.items() if each in there)
    return pd.Categorical([titles.get(v or "") for v in values], categories=list(occurring))


def _vocabularies(table: TableSource, schema: dict[str, Any]) -> dict[str, list[str]]:
    """Return what each column of names may hold: the keys it refers to, or its own closed list."""
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
        name: sorted({record[name] for record in table.shared_records()} - {""})
        for name in ("table", "measure")
        if any(field["name"] == name for field in schema["fields"])
    }
    return open_lists | closed | referred


def _column(values: list[str | None], kind: str, vocabulary: list[str] | None) -> Any:
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
    return pd.array(values, dtype="string")
