"""From row models to Table Schemas and the Data Package descriptor.

Raises on what it cannot translate: a column that says more in pydantic than its schema would say is an
error of the author, not a silent loss.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import types
import typing
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from annotated_types import Ge, Le
from pydantic.fields import FieldInfo

from peel_data.schema import spec
from peel_data.schema.columns import Month
from peel_data.schema.spec import References
from peel_data.version import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping

    from peel_data.schema.base import Row

PROFILE = "https://datapackage.org/profiles/2.0"
TYPES: Mapping[type, str] = {
    str: "string",
    Decimal: "number",
    int: "integer",
    bool: "boolean",
    dt.date: "date",
}

LICENCE = {
    "name": "OGL-UK-3.0",
    "title": "Open Government Licence v3.0",
    "path": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
}


def table_schema(model: type[Row]) -> dict[str, Any]:
    """Return the Table Schema of a row model.

    Raises:
        TypeError: A column whose type or bounds have no translation.
    """
    schema: dict[str, Any] = {
        "$schema": f"{PROFILE}/tableschema.json",
        "name": model.spec.name,
        "title": model.spec.title,
        "description": model.spec.description,
        "fields": [_field(name, info) for name, info in model.model_fields.items()],
        "missingValues": [""],
        "primaryKey": list(model.spec.key),
    }
    keys = [
        {
            "fields": [name],
            "reference": {
                "resource": to.table if to.table != model.spec.name else "",
                "fields": [to.field],
            },
        }
        for name, to in _foreign_keys(model).items()
    ]
    if keys:
        schema["foreignKeys"] = keys
    return schema


def references(model: type[Row]) -> dict[str, References]:
    """Return the columns of a row model that hold keys of a table, with where they point."""
    return spec.references(table_schema(model))


def _foreign_keys(model: type[Row]) -> dict[str, References]:
    return {
        name: item
        for name, info in model.model_fields.items()
        for item in _unwrap(info).metadata
        if isinstance(item, References)
    }


class _Column(NamedTuple):
    """A model's field, taken out of unions with None and nested Annotated."""

    kind: str
    allowed: tuple[str, ...]
    metadata: list[Any]
    title: str | None
    description: str | None


def _field(name: str, info: FieldInfo) -> dict[str, Any]:
    column = _unwrap(info)
    if not (column.title and column.description):
        raise TypeError(f"The column {name} lacks a title or a description.")
    kind = "yearmonth" if any(isinstance(item, Month) for item in column.metadata) else column.kind
    constraints: dict[str, Any] = {"required": True} if info.is_required() else {}
    if column.allowed:
        constraints["enum"] = sorted(column.allowed)
    for item in column.metadata:
        constraints |= _constraint(name, item)
    if kind == "yearmonth":
        constraints.pop("pattern")  # the type says it, and a pattern is for strings
    field: dict[str, Any] = {
        "name": name,
        "type": kind,
        "title": column.title,
        "description": column.description,
    }
    if kind == "boolean":
        field |= {"trueValues": ["true"], "falseValues": ["false"]}
    if constraints:
        field["constraints"] = constraints
    return field


def _constraint(name: str, item: object) -> dict[str, Any]:
    if isinstance(item, Ge):
        return {"minimum": item.ge}
    if isinstance(item, Le):
        return {"maximum": item.le}
    if isinstance(item, Month | References):
        return {}
    pattern = getattr(item, "pattern", None)
    if pattern is None:
        raise TypeError(f"The column {name} has {item!r}, which no Table Schema can say.")
    if not (pattern.startswith("^") and pattern.endswith("$")):
        raise TypeError(f"The pattern of {name} is not anchored: {pattern}")
    return {"pattern": pattern}


def _unwrap(info: FieldInfo) -> _Column:
    annotation, metadata = info.annotation, list(info.metadata)
    title, description = info.title, info.description
    while True:
        origin = typing.get_origin(annotation)
        if origin in {typing.Union, types.UnionType}:
            options = [option for option in typing.get_args(annotation) if option is not type(None)]
            if len(options) != 1:
                raise TypeError(f"No Table Schema type for {annotation!r}.")
            annotation = options[0]
        elif origin is typing.Annotated:
            annotation, *more = typing.get_args(annotation)
            for item in more:
                if isinstance(item, FieldInfo):
                    metadata += item.metadata
                    title, description = title or item.title, description or item.description
                else:
                    metadata.append(item)
        elif origin is Literal:
            return _Column("string", typing.get_args(annotation), metadata, title, description)
        elif isinstance(annotation, type) and annotation in TYPES:
            return _Column(TYPES[annotation], (), metadata, title, description)
        else:
            raise TypeError(f"No Table Schema type for {annotation!r}.")


def data_package(
    models: tuple[type[Row], ...],
    files: Mapping[str, bytes],
    publications: list[dict[str, str]],
    created: str,
) -> dict[str, Any]:
    """Return the descriptor of the whole package.

    Args:
        models: The row models, in the order their resources are listed.
        files: The bytes of each data file, by table name.
        publications: The records of `publications`, which are the sources.
        created: When the data of this version was settled, as an ISO date and time.
    """
    return {
        "$schema": f"{PROFILE}/datapackage.json",
        "name": "peel-data",
        "title": "PEEL police inspection figures",
        "description": (
            "The published figures of HMIC's PEEL inspections of the police forces of England and Wales: "
            "recorded crime, outcomes, anti-social behaviour, organised crime groups, victim satisfaction, "
            "judgments. Every figure with its unit, period, printed precision, caveats and the places where it "
            "is printed."
        ),
        "version": __version__,
        "created": created,
        "keywords": ["police", "crime", "inspection", "HMIC", "PEEL", "England", "Wales"],
        "licenses": [LICENCE],
        "sources": [
            {
                "title": f"{record['publisher']}, {record['title']}",
                **({"path": record["url"]} if record["url"] else {}),
            }
            for record in publications
        ],
        "contributors": [{"title": "The peel_data maintainers", "roles": ["wrangler"]}],
        "resources": [_resource(model, files[model.spec.name]) for model in models],
    }


def _resource(model: type[Row], content: bytes) -> dict[str, Any]:
    schema = table_schema(model)
    return {
        "name": model.spec.name,
        "type": "table",
        "path": f"data/{model.spec.name}.csv",
        "title": model.spec.title,
        "description": schema["description"],
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "licenses": [LICENCE],
        "schema": f"schemas/{model.spec.name}.schema.json",
    }
