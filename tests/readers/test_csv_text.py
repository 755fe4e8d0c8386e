"""Our strict CSV reader, by cases and against the standard library's."""

from __future__ import annotations

import csv
import io
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peel_data.readers.csv_text import Fault, Record, pieces

COLUMNS = 10


def records(text, *, columns):
    """Yield the records of a text one by one."""
    for piece in pieces(text, columns=columns):
        yield from [piece] if isinstance(piece, Record) else piece.records(columns)


def cells(text):
    return [record.cells for record in records(text, columns=COLUMNS)]


def faults(text):
    return [
        (record.fault, record.fault_line, record.fault_cell)
        for record in records(text, columns=COLUMNS)
        if record.fault
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("a", [["a"]]),
        ("a,b\n", [["a", "b"]]),
        ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]),
        ("a\n\nb\n", [["a"], [""], ["b"]]),
        ('"a","b"\n', [["a", "b"]]),
        ('"a","b"\r\n', [["a", "b"]]),
        ('"a,b",c', [["a,b", "c"]]),
        ('"a""b",c', [['a"b', "c"]]),
        ('""', [[""]]),
        ('"",""\n', [["", ""]]),
        ('""""\n', [['"']]),
        ('"a\nb",c\nd,e\n', [["a\nb", "c"], ["d", "e"]]),
        ('"a\r\nb",c\r\n', [["a\nb", "c"]]),
        ('a,"b"\nc,"d"', [["a", "b"], ["c", "d"]]),
        (",\n", [["", ""]]),
        ('a,""\n', [["a", ""]]),
        ('a,"b",\n', [["a", "b", ""]]),
    ],
)
def test_cells(text, expected):
    assert cells(text) == expected
    assert not faults(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"a', [(Fault.UNCLOSED, 1, 0)]),
        ('a,b\nc,"d\ne\n', [(Fault.UNCLOSED, 2, 1)]),
        ('a\n"b\nc","d\n', [(Fault.UNCLOSED, 3, 1)]),
        ('"a"b,c\nd,e\n', [(Fault.STRAY, 1, 0)]),
        ('a,"b" \n', [(Fault.STRAY, 1, 1)]),
        (' "a"\n', [(Fault.STRAY, 1, 0)]),
        ('a"b\n', [(Fault.STRAY, 1, 0)]),
        ('a"\n"b"\n', [(Fault.STRAY, 1, 0)]),
        ('"a\nb"c\n', [(Fault.STRAY, 2, 0)]),
        (",".join("a" * 11), [(Fault.TOO_WIDE, 1, 0)]),
        (",".join(['"a"'] * 11), [(Fault.TOO_WIDE, 1, 10)]),
        ('"""', [(Fault.UNCLOSED, 1, 0)]),
        ('"a""', [(Fault.UNCLOSED, 1, 0)]),
    ],
)
def test_faults(text, expected):
    assert faults(text) == expected


def test_lines_are_counted_as_an_editor_does():
    text = 'a\n"b\nc"\n\n"d\n\ne",f\ng\n'
    assert [record.line for record in records(text, columns=COLUMNS)] == [1, 2, 4, 5, 8]


def test_reading_goes_on_after_a_stray_mark():
    assert cells('a"b,c\nd,e\n') == [['a"b', "c"], ["d", "e"]]


@given(
    st.lists(
        st.lists(st.text(alphabet='ab,"\n é', max_size=6), min_size=2, max_size=4), max_size=6
    ),
    st.sampled_from(["\n", "\r\n"]),
)
def test_what_the_standard_library_writes_is_read_back(rows, end):
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator=end).writerows(rows)
    assert cells(buffer.getvalue()) == rows
    assert not faults(buffer.getvalue())


@given(st.text(alphabet='a,"\n ', max_size=30))
def test_agrees_with_the_standard_library_or_names_a_fault(text):
    # Two differences, both on purpose: a mark inside an unquoted cell is a fault here, and a blank
    # line is a record of one empty cell.
    ours = list(records(text, columns=50))
    if any(record.fault for record in ours):
        return
    theirs = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert [record.cells for record in ours] == [row or [""] for row in theirs]


@given(st.text(alphabet='a,"\n\r é\x00', max_size=40))
def test_every_text_is_read_to_its_end_or_to_a_fault(text):
    text = text.replace("\r\n", "\n").replace("\r", "")
    found = list(records(text, columns=50))
    if not any(record.fault for record in found) and '"' not in text:
        assert "\n".join(",".join(r.cells) for r in found) == text.removesuffix("\n")
    assert all(a.line < b.line for a, b in pairwise(found))
