"""Our verdict on a cell is Frictionless's, for every cell that is written in the one form of its type."""

from __future__ import annotations

import re

import pytest
from frictionless import Schema
from hypothesis import given, settings
from hypothesis import strategies as st

from peel_data.readers import read
from peel_data.schema.cell_types import CELL_TYPES, LONGEST, breach
from peel_data.tables import TABLES, records
from peel_data.validation.tables import KNOWN_TABLES
from support.hostile import corpus
from support.strange import TEXTS

FIELDS = {}
for table in TABLES:
    for each in table.schema()["fields"]:
        kind = {name: each[name] for name in ("type", "constraints") if name in each}
        FIELDS.setdefault(repr(kind), each)
"""Every field of the release; of those that judge alike, one."""

OURS = {key: breach(field) for key, field in FIELDS.items()}
THEIRS = {
    key: Schema.from_descriptor({"fields": [field], "missingValues": [""]})
    .fields[0]
    .create_cell_reader()
    for key, field in FIELDS.items()
}

LENIENT = {
    "number": re.compile(r".*[^-0-9.].*|.*\A-?[0.]*\Z|-?0[0-9].*|-?\..*|.*\.|.{41,}", re.DOTALL),
    "integer": re.compile(r".*[^-0-9].*|-0+|-?0[0-9].*|.{41,}", re.DOTALL),
    "date": re.compile(r"[0-9]{1,4}-[0-9]{1,2}-[0-9]{1,2}"),
    "yearmonth": re.compile(r"\s*[+-]?[\d_]+\s*-\s*[+]?[\d_]+\s*"),
    "string": re.compile(r".*\n", re.DOTALL),
}
"""What Frictionless reads although it is not the one form: spaces, signs, exponents, digits of other
scripts, short months and days; and text of a pattern that a line end follows."""


def disagreement(key: str, text: str) -> str:
    """What is wrong if the two verdicts on a text differ, other than by a form that is not ours."""
    _, notes = THEIRS[key](text)
    broken, field = OURS[key](text), FIELDS[key]
    if bool(broken) == bool(notes):
        return ""
    lenient = LENIENT.get(field["type"])
    if broken and lenient and lenient.fullmatch(text) and broken in {"type", "pattern"}:
        return ""
    return f"{field['name']} ({field['type']}): {text!r} breaks {broken!r} here, there {notes}"


def constrained(field):
    """Texts around the constraints of a field."""
    constraints = field.get("constraints", {})
    near = [
        changed
        for word in constraints.get("enum", ())
        for changed in (word, word.upper(), f"{word} ", word[:-1], f"{word}\n")
    ]
    bounds = [constraints[name] for name in ("minimum", "maximum") if name in constraints]
    near += [
        f"{bound + step}{tail}" for bound in bounds for step in (-1, 0, 1) for tail in ("", ".0")
    ]
    texts = [st.sampled_from(near)] if near else []
    if "pattern" in constraints:
        texts.append(st.from_regex(constraints["pattern"]))
    return st.one_of(*texts) if texts else st.nothing()


SPELLINGS = st.one_of(
    st.text(max_size=12),
    st.dates().map(str),
    st.decimals(allow_nan=True).map(str),
    st.from_regex(r"[-+]?[0-9]{0,22}([.,][0-9]{0,24})?([eE]-?[0-9]{1,3})?", fullmatch=True),
    st.from_regex(r"[0-9]{1,5}-[0-9]{1,2}(-[0-9]{1,2})?\n?", fullmatch=True),
    st.from_regex(r"[a-z0-9_-]{1,12}( [a-z0-9-]{1,8})?\n?", fullmatch=True),
    st.from_regex(r"[a-z_]{1,8}(:[a-z0-9-]{1,8}){0,2}", fullmatch=True),
    st.sampled_from(["", " ", "true", "True", "1", "0", "-0", "-0.0", "00", "1_000", "٣", "2016-13"]),
    st.sampled_from(["2016-02-30", "0999-01-01", "0000-01-01", "0000-01", "2015-02-29", "NaN", "inf"]),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(text=SPELLINGS)
def test_both_judge_generated_text_alike(text):
    assert not [said for key in FIELDS if (said := disagreement(key, text))]


@pytest.mark.parametrize("key", FIELDS)
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_both_judge_what_is_near_a_constraint_alike(key, data):
    assert not disagreement(key, data.draw(st.one_of(constrained(FIELDS[key]), SPELLINGS)))


def test_both_judge_every_hostile_cell_alike(tmp_path):
    cells = set(TEXTS)
    for _, file, content in corpus():
        path = tmp_path / file
        path.write_bytes(content)
        reading = read(path, known_tables=KNOWN_TABLES)
        cells |= {cell for raw in reading.tables for row in raw.rows for cell in row}
        path.unlink()
    assert len(cells) > 200
    assert not [said for text in cells for key in FIELDS if (said := disagreement(key, text))]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_cell_of_the_release_is_valid(table):
    broken = {field["name"]: breach(field) for field in table.schema()["fields"]}
    for record in table.records():
        assert not {name: text for name, text in record.items() if broken[name](text)}


@pytest.mark.parametrize(
    ("field", "text", "what"),
    [
        ({"type": "integer", "constraints": {"minimum": 1}}, "0", "minimum"),
        ({"type": "integer", "constraints": {"minimum": 1}}, "1", ""),
        ({"type": "integer", "constraints": {"maximum": 9}}, "10", "maximum"),
        ({"type": "integer", "constraints": {"maximum": 9}}, "9", ""),
        ({"type": "integer"}, "1.0", "type"),
        ({"type": "number", "constraints": {"minimum": -100}}, "-100.1", "minimum"),
        ({"type": "number", "constraints": {"minimum": -100}}, "-100.0", ""),
        ({"type": "number"}, "9" * LONGEST, ""),
        ({"type": "number"}, "9" * (LONGEST + 1), "type"),
        ({"type": "number"}, "-0.0", "type"),
        ({"type": "number"}, "-0.5", ""),
        ({"type": "string", "constraints": {"required": True}}, "", "required"),
        ({"type": "string", "constraints": {"required": False}}, "", ""),
        ({"type": "string", "constraints": {"enum": ["a"]}}, "b", "enum"),
        ({"type": "string", "constraints": {"pattern": "^a$"}}, "a\n", "pattern"),
        ({"type": "date"}, "2016-02-29", ""),
        ({"type": "date"}, "2016-02-30", "type"),
        ({"type": "date"}, "2016-2-9", "type"),
        ({"type": "yearmonth"}, "2016-12", ""),
        ({"type": "yearmonth"}, "2016-13", "type"),
        ({"type": "boolean"}, "false", ""),
        ({"type": "boolean"}, "yes", "type"),
    ],
)
def test_what_a_cell_breaks(field, text, what):
    assert breach(field)(text) == what


@pytest.mark.parametrize(
    "field",
    [
        {"type": "string", "constraints": {"maxLength": 3}},
        {"type": "string", "constraints": {"minimum": "a"}},
        {"type": "integer", "constraints": {"enum": ["1"]}},
        {"type": "date", "constraints": {"minimum": "2016-01-01"}},
        {"type": "string", "format": "email"},
        {"type": "geopoint"},
    ],
)
def test_a_field_that_cells_cannot_be_judged_by_is_refused(field):
    with pytest.raises(TypeError):
        breach(field)


@pytest.mark.parametrize("kind", CELL_TYPES)
def test_a_type_reads_what_it_accepts(kind):
    for table in TABLES:
        for field in table.schema()["fields"]:
            if field["type"] == kind:
                texts = {record[field["name"]] for record in records.read(table.name)} - {""}
                assert all(CELL_TYPES[kind].accepts(text) for text in texts)
                assert all(CELL_TYPES[kind].read(text) is not None for text in texts)
