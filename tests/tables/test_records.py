"""Text records and the names of figures."""

from __future__ import annotations

import csv
import io
from functools import partial
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import peel_data as peel
from peel_data.tables import records

CELLS = st.text(st.characters(exclude_characters="\r\0", exclude_categories=["Cs"]), max_size=8)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=5))
def test_what_was_written_is_read(rows):
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerows([("first", "second"), *rows])
    assert records.parse(text.getvalue()) == [{"first": a, "second": b} for a, b in rows]


def test_a_figure_id_is_the_table_and_the_key():
    record = {"edition": "peel-effectiveness-2015", "area": "kent", "period_end": "2015-06-30"}
    made = partial(SimpleNamespace, name="made", key=tuple(record))
    stem = "made:peel-effectiveness-2015:kent:2015-06-30"
    assert records.figure_ids(made(measures={"value": "m"}), record) == {"value": stem}
    assert records.figure_ids(made(measures={"number": "n", "rate": "r"}), record) == {
        "number": f"{stem}:number",
        "rate": f"{stem}:rate",
    }


def test_a_figure_id_leads_back_to_its_row():
    for figure in peel.figures():
        table = peel.table(figure.table)
        name, *values = figure.id.split(":")
        assert name == table.name
        wanted = dict(zip(table.key, values, strict=False))
        (row,) = [r for r in table.records() if wanted.items() <= r.items()]
        assert figure.id in records.figure_ids(table, row).values()


@pytest.mark.parametrize(
    "text", ["", "\n", "a,b\n", "a,b\n1,2\n\n3\n", 'a,b\n1,2,3,4\n"x\n y",2\n']
)
def test_records_are_what_the_standard_library_reads(text):
    expected = list(csv.DictReader(text.splitlines(keepends=True), strict=True))
    assert records.parse(text) == expected
