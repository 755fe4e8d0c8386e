"""A look at rows and figures that are alike passes nothing that judging every one of them would not."""

import random

import pytest

from peel_data.readers import read
from peel_data.readers.reading import RawTable
from peel_data.schema.cell_types import CELL_TYPES
from peel_data.schema.row_rules import find_problems
from peel_data.validation.baseline import Baseline
from peel_data.validation.batches import everything
from peel_data.validation.cells import Entry
from peel_data.validation.context import Context
from peel_data.validation.progress import Progress
from peel_data.validation.rows import no_kinds, row_findings
from peel_data.validation.rules import arithmetic
from peel_data.validation.run import _Run
from peel_data.validation.tables import KNOWN_TABLES, definition
from same_reports import mistyped
from support.rounds import back_series, write_release
from support.writers import csv_folder

AREAS = ("northamptonshire", "kent", "surrey")
YEARS = 3


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    return Baseline.at(write_release(YEARS, tmp_path_factory.mktemp("release") / "r"))


def slipped(seed):
    """Return figures of some years with slips in many rows, and a table of zeros, whole or copied figures."""
    draw, tables = random.Random(seed), back_series(YEARS, AREAS)
    for sheet in tables.values():
        for row in range(len(sheet.rows)):
            column, other = draw.choice(sheet.header), draw.randrange(len(sheet.rows))
            values = [each for each in ("value", "number", "rate") if each in sheet.header]
            if draw.random() < 0.1:
                value = draw.choice(values)
                sheet.put(row, value, mistyped(draw, sheet.cell(row, value)))
            elif draw.random() < 0.03:
                sheet.put(row, column, sheet.cell(other, column))
    spoil(tables[draw.choice(sorted(tables))], draw.choice(["zeros", "whole", "copied"]))
    return tables


def spoil(sheet, how):
    before = {}
    category = sheet.header[2] if sheet.header[2].endswith("_type") else "area"
    for row in range(len(sheet.rows)):
        for column in {"value", "number", "rate"}.intersection(sheet.header):
            text = sheet.cell(row, column)
            series = column, sheet.cell(row, "area"), sheet.cell(row, category)
            copied = before.setdefault(series, text)
            made = {"zeros": "0", "whole": text.partition(".")[0], "copied": copied}
            sheet.put(row, column, made[how])


@pytest.mark.parametrize("seed", range(8))
def test_what_is_passed_at_a_look_is_passed_one_by_one(seed, release, tmp_path, monkeypatch):
    reading = read(str(csv_folder(slipped(seed), tmp_path / "it")), known_tables=KNOWN_TABLES)
    monkeypatch.setattr(
        arithmetic, "findings", lambda _context: ()
    )  # the slow part, which looks at nothing
    quick = found(reading, release)
    doubted = Context.doubted
    monkeypatch.setattr(Context, "doubted", lambda self, _look: doubted(self, everything))
    assert found(reading, release) == quick
    assert len({finding.code for finding in quick if finding.code[0] == "C"}) >= 2


def found(reading, release):
    """Return all that the rules say, before one finding puts another out of the report."""
    return list(_Run(reading, release, False, None, Progress()).findings())


ROWS = {
    "crime_type": ["all_excluding_fraud", "burglary_in_a_dwelling"],
    "period_start": ["2015-07-01", "2015-07-02"],
    "value": ["", "0", "8.25", "-3.1", "120", "0.63"],
    "decimals": ["", "0", "1", "2"],
    "unit": ["per_1000_population", "per_1000_households", "percent", "count", "percent_change"],
    "denominator": ["", "population", "households"],
    "status": ["published", "not_supplied"],
}


@pytest.mark.parametrize("seed", range(3))
def test_rows_that_are_alike_are_judged_as_one_by_one(seed):
    draw, table = random.Random(seed), definition("crime_rates")
    made = back_series(1, ["kent"])["crime_rates"]
    for name, texts in ROWS.items():
        for row in range(len(made.rows)):
            if draw.random() < 0.4:
                made.put(row, name, draw.choice(texts))
    records = [dict(zip(made.header, cells, strict=True)) for cells in made.rows]
    raw = RawTable("crime_rates", "it.csv", None, (), (), (), tuple(range(len(records))))
    at = {name: position for position, name in enumerate(table.fields)}
    cells = [tuple(map(record.__getitem__, at)) for record in records]
    entries = [Entry(table.spec, at, each, raw, n, {}) for n, each in enumerate(cells)]
    told = [finding.message for finding in row_findings(entries, table, no_kinds())]
    read = {name: CELL_TYPES[field["type"]].read for name, field in table.fields.items()}
    rows = [{name: read[name](text) if text else None for name, text in r.items()} for r in records]
    each = [list(find_problems(table.rules, table.spec, row)) for row in rows]
    assert told == [problem.message for problems in each for problem in problems]
    assert [entry.valid for entry in entries] == [not problems for problems in each]
