"""The comparison with other programs: each is told of the same faults, and rejects the same rows."""

from __future__ import annotations

import csv

import compare
import pytest

ROWS, FAULTS = 451, 5  # so that each of the four faults is met, and the first twice


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    file = tmp_path_factory.mktemp("compare") / f"{compare.TABLE}.csv"
    compare.write(file, ROWS)
    return file


def test_the_file_has_its_rows_and_one_fault_in_a_hundred(path):
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == ROWS
    faulty = [rows[number] for number in range(50, ROWS, 100)]
    assert [row["value"] for row in faulty[::4]] == ["6,5", "6,5"]
    assert (faulty[1]["area"], faulty[2]["status"]) == ("Kent", "pub")
    assert faulty[3]["period_end"] == "2016-02-30"


@pytest.mark.parametrize("program", ["peel-data", "pydantic", "polars", "duckdb"])
def test_programs_reject_the_rows_with_faults(program, path):
    assert compare.PROGRAMS[program](path) == FAULTS


@pytest.mark.parametrize("program", ["pandera", "dataframely"])
def test_programs_of_the_extra_reject_the_same(program, path):
    pytest.importorskip("pandera.polars" if program == "pandera" else program)
    assert compare.PROGRAMS[program](path) == FAULTS


def test_a_program_is_measured_in_a_process_of_its_own(path, tmp_path):
    run = compare.measure("polars", path, tmp_path / "answer")
    assert run.rejected == FAULTS
    assert 0 < run.seconds < 60
    assert run.mebibytes > 10


def test_a_program_that_fails_is_named(path, tmp_path):
    with pytest.raises(SystemExit, match="pydantic failed"):
        compare.measure("pydantic", path.with_name("nowhere.csv"), tmp_path / "answer")
