import copy
import json
from pathlib import Path

import jsonschema
from hypothesis import given, settings

from peel_data.findings import Finding, Place, Report, Severity
from peel_data.report.json import render_json
from peel_data.report.links import REPORT_SCHEMA
from support.example_report import GOOD, REPORT
from support.report_strategies import reports

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "docs" / "report.schema.json").read_text(encoding="utf-8"))


def closed(schema: object) -> object:
    """The schema with every object closed, so that a field that it does not describe is an error."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: closed(part) for key, part in schema.items()}
    return made | {"additionalProperties": False} if "properties" in schema else made


CLOSED = jsonschema.Draft202012Validator(closed(copy.deepcopy(SCHEMA)))


def test_the_schema_is_one_and_stands_where_reports_say() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$id"] == REPORT_SCHEMA
    assert json.loads(render_json(GOOD))["$schema"] == REPORT_SCHEMA


def test_reports_fit_the_schema_and_use_nothing_it_does_not_describe() -> None:
    for report in (REPORT, GOOD):
        CLOSED.validate(json.loads(render_json(report)))


@given(reports)
@settings(max_examples=25)
def test_any_report_fits_the_schema(report: Report) -> None:
    CLOSED.validate(json.loads(render_json(report)))


def test_text_comes_back_as_it_was_read() -> None:
    text = "1\u202e2\u200b\x00\x7f\U000e0041é😀\n"
    report = Report("x", (Finding("S204", Severity.ERROR, "x", (Place("a", text=text),)),), ())
    assert json.loads(render_json(report))["findings"][0]["places"][0]["text"] == text
