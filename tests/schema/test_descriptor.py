"""Row models as Table Schemas, and the descriptor of the whole package."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from typing import Annotated, ClassVar, Literal

import pytest
from annotated_types import Gt, MinLen
from frictionless import Package, validate
from pydantic import Field

import peel_data
from peel_data.schema import columns as c
from peel_data.schema import descriptor, vocabulary
from peel_data.schema.base import Row
from peel_data.schema.registry import MODELS
from peel_data.schema.spec import References, TableSpec
from peel_data.tables import records
from support.first_report import is_of_it

SCHEMAS = {model.spec.name: descriptor.table_schema(model) for model in MODELS}
TEXT = Field(title="Text", description="A text.")


def schema_with(annotation: object, default: object = ...) -> dict:
    """The field a column of that type becomes."""

    class Made(Row):
        """A made-up table."""

        spec: ClassVar = TableSpec(
            name="made", title="Made up", description="Made up.", key=("column",)
        )
        column: annotation = default  # type: ignore[valid-type]

    return descriptor.table_schema(Made)


def test_a_column_becomes_a_field():
    schema = schema_with(
        Annotated[int | None, Field(title="A", description="B.", ge=1, le=9)], None
    )
    assert schema["name"] == "made"
    assert schema["description"] == "Made up."
    assert schema["primaryKey"] == ["column"]
    assert schema["missingValues"] == [""]
    assert schema["fields"] == [
        {
            "name": "column",
            "type": "integer",
            "title": "A",
            "description": "B.",
            "constraints": {"minimum": 1, "maximum": 9},
        }
    ]


@pytest.mark.parametrize(
    ("annotation", "field"),
    [
        (Annotated[str, TEXT], {"type": "string", "constraints": {"required": True}}),
        (Annotated[dt.date, TEXT], {"type": "date", "constraints": {"required": True}}),
        (
            Annotated[bool, TEXT],
            {
                "type": "boolean",
                "trueValues": ["true"],
                "falseValues": ["false"],
                "constraints": {"required": True},
            },
        ),
        (
            Annotated[Literal["b", "a"], TEXT],
            {"type": "string", "constraints": {"required": True, "enum": ["a", "b"]}},
        ),
        (Annotated[c.YearMonth, TEXT], {"type": "yearmonth", "constraints": {"required": True}}),
    ],
)
def test_every_type_has_its_translation(annotation, field):
    made = schema_with(annotation)["fields"][0]
    assert made == {"name": "column", "title": "Text", "description": "A text."} | field


@pytest.mark.parametrize(
    ("annotation", "complaint"),
    [
        (Annotated[bytes, TEXT], "No Table Schema type"),
        (Annotated[int | str, TEXT], "No Table Schema type"),
        (Annotated[list[str], TEXT], "No Table Schema type"),
        (Annotated[int, TEXT, Gt(3)], "which no Table Schema can say"),
        (Annotated[str, TEXT, MinLen(3)], "which no Table Schema can say"),
        (Annotated[str, Field(title="A", description="B.", pattern="a+")], "is not anchored: a+"),
        (Annotated[str, Field(title="A")], "lacks a title or a description"),
    ],
)
def test_what_cannot_be_translated_is_an_error_of_its_author(annotation, complaint):
    with pytest.raises(TypeError, match=re.escape(complaint)):
        schema_with(annotation)


def test_references_become_foreign_keys():
    assert schema_with(Annotated[str, TEXT, References("areas")])["foreignKeys"] == [
        {"fields": ["column"], "reference": {"resource": "areas", "fields": ["id"]}}
    ]
    itself = schema_with(Annotated[str, TEXT, References("made")])["foreignKeys"]
    assert itself[0]["reference"]["resource"] == ""


def test_lists_of_keys_are_references_but_no_foreign_keys():
    (judgment,) = (model for model in MODELS if model.spec.name == "judgments")
    assert descriptor.references(judgment)["notes"] == References("notes", many=True)
    keys = SCHEMAS["judgments"]["foreignKeys"]
    assert "notes" not in [key["fields"][0] for key in keys]


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_pattern_is_anchored_and_every_key_points_somewhere(name):
    schema = SCHEMAS[name]
    for field in schema["fields"]:
        pattern = field.get("constraints", {}).get("pattern", "^$")
        assert pattern.startswith("^")
        assert pattern.endswith("$")
    for key in schema.get("foreignKeys", ()):
        target = SCHEMAS[key["reference"]["resource"] or name]
        assert set(key["reference"]["fields"]) <= {field["name"] for field in target["fields"]}


REFERENCES = {
    "edition": "editions",
    "area": "areas",
    "crime_type": "crime_types",
    "outcome_type": "outcome_types",
    "organised_crime_type": "organised_crime_types",
    "publication": "publications",
    "question": "questions",
    "grade": "grades",
    "unit": "units",
    "data_source": "data_sources",
}


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_column_named_for_a_reference_table_refers_to_it(name):
    keys = {
        key["fields"][0]: key["reference"]["resource"]
        for key in SCHEMAS[name].get("foreignKeys", ())
    }
    for field in SCHEMAS[name]["fields"]:
        if field["name"] in REFERENCES:
            assert keys[field["name"]] == REFERENCES[field["name"]]


@pytest.mark.parametrize("name", SCHEMAS)
def test_closed_vocabularies_are_enums_of_the_reference_tables(name):
    for field in SCHEMAS[name]["fields"]:
        if field["name"] in {"area", "crime_type", "outcome_type", "question", "grade"}:
            known = {row["id"] for row in peel_data.table(REFERENCES[field["name"]]).records()}
            assert set(field["constraints"]["enum"]) == known


def test_literals_say_what_the_reference_tables_say():
    assert set(vocabulary.AreaId.__args__) == {row.id for row in peel_data.areas.rows}


def test_the_descriptor_is_a_valid_package_with_every_table(root):
    described = json.loads((root / "datapackage.json").read_bytes())
    assert described["version"] == peel_data.__version__
    assert described["licenses"][0]["name"] == "OGL-UK-3.0"
    assert {"title", "description", "sources", "contributors", "created"} <= described.keys()
    assert [each["name"] for each in described["resources"]] == [
        table.name for table in peel_data.tables()
    ]
    for resource in described["resources"]:
        content = (root / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert json.loads((root / resource["schema"]).read_bytes()) == SCHEMAS[resource["name"]]


def test_frictionless_finds_nothing_wrong(root):
    report = validate(str(root / "datapackage.json"))
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "message"])
    assert len(report.tasks) == len(Package(str(root / "datapackage.json")).resources)


def test_the_descriptor_reads_well(root, data_regression):
    described = json.loads((root / "datapackage.json").read_bytes())
    for resource in described["resources"]:
        del resource["bytes"], resource["hash"]  # they change with every row, and are tested above
    others = [p["title"] for p in records.read("publications") if not is_of_it(p)]
    described["sources"] = [s for s in described["sources"] if s["title"][6:] not in others]
    described |= {"version": "X.Y.Z", "created": "the day of its release"}  # tested above, too
    data_regression.check(described, basename="datapackage")
