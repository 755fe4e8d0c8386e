"""Whatever the screen lets pass, Frictionless lets pass, and it is canonical."""

import pytest
from frictionless import Schema
from hypothesis import given, settings
from hypothesis import strategies as st

from peel_data.readers.numbers import NumberProblem, canonical_number
from peel_data.schema import descriptor
from peel_data.validation.run import ALL_MODELS
from peel_data.validation.screen import screen

FIELDS = {}
for model in ALL_MODELS.values():
    for each in descriptor.table_schema(model)["fields"]:
        kind = {name: each[name] for name in ("type", "constraints") if name in each}
        FIELDS.setdefault(repr(kind), each)
READERS = {
    key: Schema.from_descriptor({"fields": [each], "missingValues": [""]})
    .fields[0]
    .create_cell_reader()
    for key, each in FIELDS.items()
}
TEXTS = st.one_of(
    st.text(max_size=12),
    st.from_regex(r"-?[0-9]{0,22}(\.[0-9]{0,14})?", fullmatch=True),
    st.from_regex(r"[0-9]{3,4}-[0-9]{1,2}(-[0-9]{1,2})?\n?", fullmatch=True),
    st.from_regex(r"[a-z0-9_-]{1,12}( [a-z0-9-]{1,8})?\n?", fullmatch=True),
    st.from_regex(r"[a-z_]{1,8}:[a-z0-9-]{1,8}", fullmatch=True),
    st.sampled_from(
        [
            *(
                "",
                " ",
                "true",
                "True",
                "1",
                "0",
                "-0",
                "-0.0",
                "-0.5",
                "00",
                "1e3",
                "NaN",
                "exact",
                "kent",
            ),
            *(
                "2016-02-30",
                "0999-01-01",
                "2016-13",
                "2015-02-29",
                "2016-06",
                "10",
                "9",
                "-12",
                "-13",
            ),
        ]
    ),
)


@settings(max_examples=300, deadline=None)
@given(text=TEXTS)
def test_what_passes_the_screen_passes_frictionless(text):
    for key, field in FIELDS.items():
        if screen(field)(text):
            _, notes = READERS[key](text)
            assert not notes, (field["name"], text, notes)
            if text and field["type"] in {"number", "integer"}:
                assert not isinstance(canonical_number(text), NumberProblem)


def test_every_cell_of_the_release_passes():
    """So Frictionless need not even be imported for a sound submission."""
    from peel_data.schema.registry import MODELS
    from peel_data.tables import records

    for model in MODELS:
        screens = {f["name"]: screen(f) for f in descriptor.table_schema(model)["fields"]}
        for record in records.read(model.spec.name):
            assert all(screens[name](text) for name, text in record.items())


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ({"type": "integer", "constraints": {"minimum": 1}}, "0"),
        ({"type": "integer", "constraints": {"maximum": 9}}, "10"),
        ({"type": "number", "constraints": {"minimum": -100}}, "-100.1"),
        ({"type": "string", "constraints": {"required": True}}, ""),
        ({"type": "string", "constraints": {"enum": ["a"]}}, "b"),
        ({"type": "string", "constraints": {"pattern": "^a$"}}, "a\n"),
        ({"type": "string", "constraints": {"maxLength": 3}}, "a"),
        ({"type": "string", "format": "email"}, "a"),
        ({"type": "date", "constraints": {"minimum": "2016-01-01"}}, "2016-06-30"),
        ({"type": "date"}, "2016-02-30"),
        ({"type": "yearmonth"}, "2016-13"),
        ({"type": "boolean"}, "yes"),
        ({"type": "geopoint"}, "1,2"),
    ],
)
def test_what_is_doubtful_does_not_pass(field, text):
    assert not screen(field)(text)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ({"type": "integer", "constraints": {"minimum": 1}}, "1"),
        ({"type": "integer", "constraints": {"maximum": 9}}, "9"),
        ({"type": "number", "constraints": {"minimum": -100}}, "-100.0"),
        ({"type": "string", "constraints": {"required": False}}, ""),
        ({"type": "date"}, "2016-02-29"),
        ({"type": "boolean"}, "false"),
    ],
)
def test_what_is_plain_passes(field, text):
    assert screen(field)(text)
