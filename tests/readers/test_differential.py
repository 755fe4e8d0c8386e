"""Our readers against others: DuckDB for CSV, calamine for workbooks.

Known differences, all on purpose: ours refuses what is doubtful instead of mending it, counts blank
rows instead of skipping them unseen, gives a month for a date that shows only the month, and gives
an integer without a point.
"""

from __future__ import annotations

import datetime as dt
import io
import string
from typing import TYPE_CHECKING

import duckdb
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from support.pollution import harmless, polluted
from support.submissions import (
    HEADER,
    ROWS,
    check_bytes,
    csv_text,
    errors,
    ods,
    rows_of,
    small_ods,
    small_xlsx,
    xlsx,
)

if TYPE_CHECKING:
    from pathlib import Path

HARMLESS = dict(harmless())
once_per_example = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def read_by_duckdb(path: Path) -> list[tuple[str, ...]]:
    """The records as DuckDB reads them in strict mode, every cell as text, blank rows left out."""
    connection = duckdb.connect(config={"threads": 1})
    found = connection.execute(
        "SELECT * FROM read_csv(?, header=true, all_varchar=true, delim=',', quote='\"', "
        "escape='\"', strict_mode=true, null_padding=false, allow_quoted_nulls=false)",
        [str(path)],
    )
    names = [column[0] for column in found.description or ()]
    order = [names.index(name) for name in HEADER]
    rows = [tuple(row[i] or "" for i in order) for row in found.fetchall()]
    return [row for row in rows if any(row)]


# DuckDB mends these in its own way: it takes blank lines above for a header of one column, spaces
# or commas below for ragged rows, and a file with both kinds of line end for a single long line.
_OTHERWISE = ("above", "of commas", "of spaces", "mixed line ends", "blank lines", "empty columns")


@pytest.mark.parametrize("kind", [k for k in HARMLESS if not any(o in k for o in _OTHERWISE)])
def test_duckdb_agrees_on_good_files(tmp_path, kind):
    reading = check_bytes(tmp_path, HARMLESS[kind])
    theirs = read_by_duckdb(tmp_path / "crime_rates.csv")
    theirs = [tuple(cell.replace("\r\n", "\n") for cell in row) for row in theirs]
    assert rows_of(reading) == theirs


@given(
    st.lists(
        st.tuples(*[st.text(alphabet="abc,\"'; é9.-", min_size=1, max_size=6)] * len(HEADER)),
        min_size=1,
        max_size=5,
    )
)
@once_per_example
def test_duckdb_agrees_where_nothing_is_reported(tmp_path, rows):
    reading = check_bytes(tmp_path, csv_text(rows))
    if not reading.findings:
        assert read_by_duckdb(tmp_path / "crime_rates.csv") == rows
        # A cell of nothing but spaces is as good as an empty one, and nothing is said of it.
        assert rows_of(reading) == [tuple(c if c.strip() else "" for c in row) for row in rows]


def test_what_we_accept_of_polluted_files_is_what_duckdb_reads(tmp_path):
    for kind, data in polluted():
        reading = check_bytes(tmp_path, data)
        if errors(reading) or reading.findings or kind == "encoded twice":
            continue
        assert rows_of(reading) == read_by_duckdb(tmp_path / "crime_rates.csv"), kind


def by_calamine(data: bytes, sheet: str = "crime_rates") -> list[list[str]]:
    """The cells as calamine reads them, turned into text as we do."""
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    rows = workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    return [[as_text(cell) for cell in row] for row in rows]


def as_text(cell: object) -> str:
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, dt.datetime):
        return cell.isoformat() if cell.time() != dt.time() else cell.date().isoformat()
    if isinstance(cell, float):
        text = f"{cell:f}" if cell == int(cell) else repr(cell)
        return (
            text.removesuffix(".000000").replace("-0", "0")
            if cell == 0
            else (text.removesuffix(".000000"))
        )
    return str(cell)


@pytest.mark.parametrize("data", [xlsx(), ods()], ids=["xlsx", "ods"])
def test_calamine_agrees_on_the_good_workbook(tmp_path, data):
    reading = check_bytes(tmp_path, data, "w.xlsx" if b"xl/" in data else "w.ods")
    assert [list(HEADER), *map(list, rows_of(reading))] == by_calamine(data)
    assert rows_of(reading) == list(ROWS)


@pytest.mark.parametrize(
    "data",
    [
        small_xlsx('<c r="A2"><v>65.700000000000003</v></c><c r="C2" t="b"><v>1</v></c>'),
        small_xlsx('<c r="A2" t="s"><v>0</v></c>', shared=["<r><t>a</t></r><r><t>b</t></r>"]),
        small_xlsx('<c r="A2" t="s"><v>0</v></c>', shared=["<t>x</t><rPh><t>y</t></rPh>"]),
        small_xlsx('<c r="A2" t="str"><f>B2</f><v>k</v></c>'),
        small_xlsx('<c r="A2" s="1"><v>42248</v></c>', formats=["yyyy-mm-dd"]),
        small_xlsx('<c r="A2" s="1"><v>42248</v></c>', formats=["[$-809]d mmmm yyyy;@"]),
        small_xlsx('<c r="A2"><v>2</v></c>', before='<dimension ref="A1:Z99"/>'),
        small_ods('<table:table-cell office:value-type="float" office:value="65.7"/>'
                  '<table:table-cell office:value-type="string"><text:p>a<text:s text:c="2"/>b'
                  "</text:p></table:table-cell>"),
    ],
)  # fmt: skip
def test_calamine_agrees_on_cells(tmp_path, data):
    reading = check_bytes(tmp_path, data, "w.xlsx" if b"xl/" in data else "w.ods")
    theirs = [row[:3] + [""] * (3 - len(row)) for row in by_calamine(data)]
    assert [list(row) for row in reading.tables[0].rows] == theirs[1:2]


_CELLS = st.one_of(
    st.integers(-(10**15), 10**15),
    st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15)
    .map(lambda number: float(f"{number:.15g}"))
    .filter(lambda number: number == 0 or abs(number) > 1e-4),
    st.booleans(),
    st.text(alphabet=string.ascii_letters + "éß –.,;", min_size=1, max_size=9).map(
        lambda text: f"x{text}x"
    ),
    st.dates(dt.date(1900, 3, 1), dt.date(2100, 1, 1)),
)


@given(st.lists(st.tuples(_CELLS, _CELLS, _CELLS), min_size=1, max_size=4))
@once_per_example
def test_calamine_agrees_on_what_openpyxl_writes(tmp_path, rows):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "crime_rates"
    for row in (("area", "value", "unit"), *rows):
        sheet.append(row)
    buffer = io.BytesIO()
    workbook.save(buffer)
    reading = check_bytes(tmp_path, buffer.getvalue(), "w.xlsx")
    assert not errors(reading)
    assert [list(row) for row in reading.tables[0].rows] == by_calamine(buffer.getvalue())[1:]
