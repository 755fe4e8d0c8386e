"""pydantic and Frictionless say the same of a cell, because the schema is made from the model.

Cells are made around each column's constraint: what it allows, what it just does not, and odd spellings.
They agree on every constraint. They differ in how a few odd spellings of a type are read, and those are
named here one by one; a submission must please both.
"""

from __future__ import annotations

import re
from functools import cache

import pytest
from frictionless import Schema
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError, create_model

from peel_data.schema import descriptor
from peel_data.schema.registry import MODELS
from peel_data.tables import records


@cache
def schema_of(model):
    return Schema.from_descriptor(
        {k: v for k, v in descriptor.table_schema(model).items() if k != "$schema"}
    )


def distinct():
    """Every column of every model; of those that are declared alike, one."""
    columns = {}
    for model in MODELS:
        for name, info in model.model_fields.items():
            field = schema_of(model).get_field(name)
            declared = (field.type, field.constraints, info.annotation, info.metadata, info.default)
            columns.setdefault(repr(declared), (model, name))
    return list(columns.values())


@cache
def alone(model, name):
    """A model of one column, so that its verdict is about the cell and nothing else."""
    info = model.model_fields[name]
    return create_model(
        f"{model.__name__}_{name}",
        **{
            name: (info.rebuild_annotation(), info.get_default() if not info.is_required() else ...)
        },
    )


def pydantic_takes(model, name, text):
    try:
        alone(model, name).model_validate({name: text or None})
    except ValidationError:
        return False
    return True


def frictionless_takes(model, name, text):
    field = schema_of(model).get_field(name)
    _, notes = field.read_cell(text)
    return not notes


WORDS = st.sampled_from(
    [
        "",
        "a",
        "kent",
        "Kent",
        "kent ",
        " kent",
        "kent gwent",
        "home_office",
        "all-forces",
        "x:y:z",
        "true",
    ]
)
NUMBERS = st.one_of(
    st.integers(-20, 20).map(str),
    st.decimals(-200, 200, places=2, allow_nan=False).map(str),
    st.sampled_from(["0", "-0", "1.", ".5", "1,000", "1e3", "12%", "007", "one", "٣"]),
)
DATES = st.one_of(
    st.dates().map(str),
    st.sampled_from(
        [
            "2015-6-30",
            "30/06/2015",
            "2015-02-30",
            "2015-06",
            "2015-6",
            "2015-13",
            "2015",
            "June 2015",
        ]
    ),
)
SPELLINGS = st.one_of(WORDS, NUMBERS, DATES)


def cells(model, name):
    """Cells around the constraint of a column."""
    field = schema_of(model).get_field(name)
    allowed = field.constraints.get("enum", [])
    near = [each for value in allowed for each in (value, value.upper(), value + " ", value[:-1])]
    pattern = field.constraints.get("pattern")
    chosen = [SPELLINGS]
    if near:
        chosen.append(st.sampled_from(near))
    if pattern:
        chosen.append(st.from_regex(pattern))
    return st.one_of(chosen)


# What only one of the two reads, by type: a spelling pydantic takes, and one Frictionless takes. A
# submission must please both, so neither gets in.
ONLY_PYDANTIC = {
    "date": re.compile(r"-?[0-9.]+"),  # seconds since 1970
    "integer": re.compile(r"-?[0-9]+\.0*"),
    "boolean": re.compile("[01tfynTFYN]|on|off|yes|no", re.IGNORECASE),
}
ONLY_FRICTIONLESS = {
    "date": re.compile(r"[0-9]{1,4}-[0-9]{1,2}-[0-9]{1,2}"),  # 2015-6-30
    "yearmonth": re.compile(r"[0-9]{1,4}-[0-9]{1,2}"),  # 2015-6
    "integer": re.compile(r"-?\d+"),  # digits of other scripts
    "number": re.compile(r"-?[\d.]+"),
    "string": re.compile(r".*\n", re.DOTALL),  # `$` of Python lets a line end follow
}


@pytest.mark.parametrize(
    ("model", "name"), distinct(), ids=lambda value: getattr(value, "__name__", value)
)
@settings(max_examples=15)
@given(data=st.data())
def test_both_say_the_same_of_a_cell(model, name, data):
    text = data.draw(cells(model, name))
    kind = schema_of(model).get_field(name).type
    ours, theirs = pydantic_takes(model, name, text), frictionless_takes(model, name, text)
    if ours != theirs:
        only = (ONLY_PYDANTIC if ours else ONLY_FRICTIONLESS).get(kind)
        assert only, f"{kind} {text!r}"
        assert only.fullmatch(text), f"{kind} {text!r}"


@pytest.mark.parametrize(
    ("column", "text", "ours", "theirs"),
    [
        ("period_end", "0", True, False),
        ("period_end", "2015-6-30", False, True),
        ("decimals", "1.0", True, False),
        ("decimals", "٣", False, True),
        ("edition", "peel-effectiveness-2015\n", False, True),
        ("notes", "a-note  another", False, False),
        ("area", "Northamptonshire", False, False),
        ("decimals", "10", False, False),
        ("value", "1,000", False, False),
    ],
)
def test_the_differences_are_these_and_no_others(column, text, ours, theirs, model):
    rates = model("crime_rates")
    assert pydantic_takes(rates, column, text) is ours
    assert frictionless_takes(rates, column, text) is theirs


@pytest.mark.parametrize("each", MODELS, ids=lambda each: each.spec.name)
def test_every_cell_of_the_release_pleases_both(each):
    for record in records.read(each.spec.name):
        for name, text in record.items():
            assert pydantic_takes(each, name, text), (name, text)
            assert frictionless_takes(each, name, text), (name, text)
