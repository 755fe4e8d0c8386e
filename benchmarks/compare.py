"""The product beside other programs that validate tables, on the same file: time, memory, and what they reject.

Usage: python benchmarks/compare.py [--rows N] [--repeat N] [--table TABLE] [--clean] [--only PROGRAM ...]

Needs the extra `bench`. The file has invented rows of `crime_rates`, every force year after year. One row in a hundred
has a fault that every program is told to see: a type, a list of values, a pattern, or a key twice. The others judge
structure alone, by rules derived from the same Table Schema; the product makes all its checks. Each runs in a process
of its own; processor time is measured, imports included, and given as a multiple of that of Frictionless.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import polars as pl

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
TABLE = "crime_rates"


def schema_of(path: Path) -> dict[str, Any]:
    """Return the Table Schema of the table that a file is named after."""
    text = (ROOT / "schemas" / f"{path.stem}.schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


SCHEMA = schema_of(Path(f"{TABLE}.csv"))
FIELDS: dict[str, dict[str, Any]] = {field["name"]: field for field in SCHEMA["fields"]}
KEY: list[str] = SCHEMA["primaryKey"]
NUMBER = r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?$"
"""Numbers are text to everybody: whether 1e3 or 007 is one, each program would say differently."""


def write(path: Path, count: int, *, clean: bool = False) -> None:
    """Write the file of a table, with a fault in one row of a hundred, and the release that its years need."""
    from support.rounds import back_series, write_release
    from support.writers import csv_text

    table = path.stem
    years = 1 + count // len(back_series(1)[table].rows)
    write_release(years, path.parent / "release")
    sheet = back_series(years)[table]
    del sheet.rows[count:]
    value = "value" if "value" in sheet.header else "rate"
    faults = ((value, "6,5"), ("area", "Kent"), ("status", "pub"), ("period_end", "2016-02-30"))
    for number in range(50, 0 if clean else count, 100):
        column, text = faults[number // 100 % len(faults)]
        sheet.put(number, column, text)
    path.write_text(csv_text(sheet), encoding="utf-8")


def constraints(name: str) -> dict[str, Any]:
    """Return the constraints of a column."""
    found: dict[str, Any] = FIELDS[name].get("constraints", {})
    return found


def with_peel_data(path: Path) -> int:
    """Make all checks, as the command does."""
    import peel_data as peel
    from peel_data.readers import Limits

    limits = Limits(
        rows=10**7,
        cells=10**9,
        bytes_in=10**10,
        seconds=3600,
        wall_seconds=7200,
        memory_bytes=2**34,
    )
    report = peel.validate(path, against=path.parent / "release", limits=limits)
    return sum(count.rejected for count in report.counts)


def with_frictionless(path: Path) -> int:
    """Validate by the Table Schema."""
    from frictionless import Resource, Schema, system

    schema = {**schema_of(path), "foreignKeys": []}
    with system.use_context(trusted=True):
        resource = Resource(path=str(path), schema=Schema.from_descriptor(schema))
        report = resource.validate(limit_errors=10**9)
    return len({row for (row,) in report.flatten(["rowNumber"])})


def with_pydantic(path: Path) -> int:
    """Validate each row by a model."""
    import csv
    import datetime as dt
    from typing import Annotated, Literal

    from pydantic import Field, ValidationError, create_model

    columns: dict[str, Any] = {}
    for name, field in FIELDS.items():
        rules = constraints(name)
        kind: Any = {"date": dt.date, "integer": int}.get(field["type"], str)
        if "enum" in rules:
            kind = Literal[tuple(rules["enum"])]
        elif field["type"] == "number":
            kind = Annotated[str, Field(pattern=NUMBER)]
        elif "pattern" in rules:
            kind = Annotated[str, Field(pattern=rules["pattern"])]
        elif "minimum" in rules:
            kind = Annotated[int, Field(ge=rules["minimum"], le=rules["maximum"])]
        columns[name] = (kind, ...) if rules.get("required") else (kind | None, None)
    model = create_model("Row", **columns)
    bad, seen = 0, set()
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            try:
                model.model_validate({name: text or None for name, text in row.items()})
            except ValidationError:
                bad += 1
                continue
            key = tuple(row[name] for name in KEY)
            bad += key in seen
            seen.add(key)
    return bad


def broken_columns() -> Iterator[pl.Expr]:
    """Yield, for each column of text, where it breaks its rules; an empty cell is null."""
    import polars as pl

    for name, field in FIELDS.items():
        cell, rules = pl.col(name), constraints(name)
        holds = pl.lit(value=True)
        if "enum" in rules:
            holds &= cell.is_in(rules["enum"])
        if "pattern" in rules:
            holds &= cell.str.contains(rules["pattern"])
        if field["type"] == "number":
            holds &= cell.str.contains(NUMBER)
        if field["type"] == "date":
            holds &= cell.str.to_date("%Y-%m-%d", strict=False).is_not_null()
        if field["type"] == "integer":
            number = cell.cast(pl.Int64, strict=False)
            holds &= number.is_between(rules["minimum"], rules["maximum"]).fill_null(value=False)
        yield ~holds.fill_null(value=not rules.get("required"))


def with_polars(path: Path) -> int:
    """Validate whole columns by expressions."""
    import polars as pl

    frame = pl.read_csv(path, infer_schema=False)
    again = ~pl.struct(KEY).is_first_distinct()
    return int(frame.select((pl.any_horizontal(*broken_columns()) | again).sum()).item())


def with_duckdb(path: Path) -> int:
    """Validate by one query."""
    import duckdb

    broken = []
    for name, field in FIELDS.items():
        rules, holds = constraints(name), [f"{name} IS NOT NULL"]
        if "enum" in rules:
            holds.append(f"{name} IN ({', '.join(repr(text) for text in rules['enum'])})")
        if "pattern" in rules:
            holds.append(f"regexp_matches({name}, '{rules['pattern']}')")
        if field["type"] == "number":
            holds.append(f"regexp_matches({name}, '{NUMBER}')")
        if field["type"] == "date":
            holds.append(f"try_cast({name} AS DATE) IS NOT NULL")
        if field["type"] == "integer":
            between = f"BETWEEN {rules['minimum']} AND {rules['maximum']}"
            holds.append(f"coalesce(try_cast({name} AS INT) {between}, false)")
        empty = "" if rules.get("required") else f"{name} IS NOT NULL AND "
        broken.append(f"({empty}NOT ({' AND '.join(holds)}))")
    key = ", ".join(KEY)
    query = (
        f"SELECT count(*) FILTER (WHERE {' OR '.join(broken)} OR nth > 1) FROM "
        f"(SELECT *, row_number() OVER (PARTITION BY {key}) AS nth "
        "FROM read_csv(?, all_varchar = true, header = true))"
    )
    with duckdb.connect() as connection:
        ((found,),) = connection.execute(query, [str(path)]).fetchall()
    return int(found)


def with_pandera(path: Path) -> int:
    """Validate a polars frame by a DataFrameSchema."""
    import pandera.polars as pa
    import polars as pl

    frame = pl.read_csv(path, infer_schema=False).with_row_index("row")
    dates = [name for name, field in FIELDS.items() if field["type"] == "date"]
    frame = frame.with_columns(pl.col(dates).str.to_date("%Y-%m-%d", strict=False))
    columns: dict[str, Any] = {"row": pa.Column()}
    for name, field in FIELDS.items():
        rules, checks = constraints(name), []
        if "enum" in rules:
            checks.append(pa.Check.isin(rules["enum"]))
        if "pattern" in rules:
            checks.append(pa.Check.str_matches(rules["pattern"]))
        if field["type"] == "number":
            checks.append(pa.Check.str_matches(NUMBER))
        if field["type"] == "integer":
            frame = frame.with_columns(pl.col(name).cast(pl.Int64, strict=False))
            checks.append(pa.Check.in_range(rules["minimum"], rules["maximum"]))
        columns[name] = pa.Column(checks=checks, nullable=not rules.get("required"))
    try:
        pa.DataFrameSchema(columns, unique=KEY).validate(frame, lazy=True)
    except pa.errors.SchemaErrors as error:
        return len(set(error.failure_cases["index"].drop_nulls().to_list()))
    return 0


def with_dataframely(path: Path) -> int:
    """Validate a polars frame by a dataframely schema."""
    import dataframely as dy
    import polars as pl

    frame = pl.read_csv(path, infer_schema=False)
    columns: dict[str, Any] = {}
    for name, field in FIELDS.items():
        rules = constraints(name)
        options: dict[str, Any] = {
            "nullable": not rules.get("required"),
            "primary_key": name in KEY,
        }
        if field["type"] == "date":
            frame = frame.with_columns(pl.col(name).str.to_date("%Y-%m-%d", strict=False))
            columns[name] = dy.Date(**options)
        elif field["type"] == "integer":
            frame = frame.with_columns(pl.col(name).cast(pl.Int64, strict=False))
            columns[name] = dy.Int64(min=rules["minimum"], max=rules["maximum"], **options)
        elif "enum" in rules:
            among = "|".join(rules["enum"])
            columns[name] = dy.String(regex=f"^({among})$", **options)
        else:
            pattern = NUMBER if field["type"] == "number" else rules.get("pattern")
            columns[name] = dy.String(regex=pattern, **options)
    schema = type("Rows", (dy.Schema,), columns)
    good, _ = schema.filter(frame)
    return frame.height - good.height


PROGRAMS: dict[str, Callable[[Path], int]] = {
    "peel-data": with_peel_data,
    "frictionless": with_frictionless,
    "pydantic": with_pydantic,
    "pandera": with_pandera,
    "dataframely": with_dataframely,
    "polars": with_polars,
    "duckdb": with_duckdb,
}


class Run(NamedTuple):
    """What a program took: processor time, most memory of any of its processes in MiB, and how many rows it rejects."""

    seconds: float
    mebibytes: float
    rejected: int


def measure(program: str, path: Path, answer: Path) -> Run:
    """Let a program judge the file, in a process of its own."""
    process = os.posix_spawn(
        sys.executable,
        [sys.executable, __file__, "--run", program, str(path)],
        os.environ | {"PYTHONPATH": str(ROOT)},
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 1, str(answer), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        ],
    )
    _, status, used = os.wait4(process, 0)
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"{program} failed")
    unit = 1024 if sys.platform == "linux" else 1024**2
    return Run(used.ru_utime + used.ru_stime, used.ru_maxrss / unit, int(answer.read_text()))


def main() -> int:
    """Measure, and print one table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rows", type=int, default=10_000, metavar="N", help="(default: 10000)")
    parser.add_argument("--repeat", type=int, default=3, metavar="N", help="(default: 3)")
    parser.add_argument("--table", default=TABLE, help="alone for peel-data and frictionless")
    parser.add_argument("--clean", action="store_true", help="no row has a fault")
    parser.add_argument("--only", nargs="+", default=list(PROGRAMS), metavar="PROGRAM")
    parser.add_argument("--run", nargs=2, metavar=("PROGRAM", "FILE"), help=argparse.SUPPRESS)
    parser.add_argument("--write", metavar="FILE", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.run:
        print(PROGRAMS[options.run[0]](Path(options.run[1])))
        return 0
    if options.write:
        write(Path(options.write), options.rows, clean=options.clean)
        return 0
    programs = [program for program in PROGRAMS if program in options.only]
    if options.table != TABLE:  # what the others are told is of that table
        programs = [program for program in programs if program in {"peel-data", "frictionless"}]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{options.table}.csv"
        # Written in another process: one begins with the memory of the process that starts it.
        writing = [sys.executable, __file__, "--write", str(path), "--rows", str(options.rows)]
        subprocess.run([*writing, *(["--clean"] if options.clean else [])], check=True)
        runs: dict[str, list[Run]] = {program: [] for program in programs}
        for _ in range(options.repeat):  # in turn, so that all see the same machine
            for program in programs:
                runs[program].append(measure(program, path, Path(folder) / "answer"))
    base = statistics.median(run.seconds for run in runs["frictionless"])
    faults = "no fault" if options.clean else "one in a hundred with a fault"
    print(f"{options.rows:,} rows of {options.table}, {faults}\n")
    print("| program | processor time | of Frictionless | memory | rejected rows |")
    print("|---|--:|--:|--:|--:|")
    for program, its in runs.items():
        seconds = statistics.median(run.seconds for run in its)
        memory = max(run.mebibytes for run in its)
        version = importlib.metadata.version(program)
        print(
            f"| {program} {version} | {seconds:.1f} s | {seconds / base:.2f} | {memory:.0f} MiB "
            f"| {its[0].rejected:,} |"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
