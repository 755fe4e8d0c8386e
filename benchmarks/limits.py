"""How long the largest submissions take, and how much memory: the command, with its real limits.

Usage: python benchmarks/limits.py [--check]

Each is as large as the limits allow, or just beyond one: first valid ones, of rows that are all different, then
some as bad as they can be. `--check` fails when one is stopped by the limits of time or memory, or takes more
than these. Processor time is measured, of all processes of the command together, so a busy machine
changes little. It runs where processes can be measured: Linux and macOS.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from support.synthetic import Sheet

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from peel_data.readers.limits import DEFAULT

SECONDS, MEBIBYTES = DEFAULT.seconds, DEFAULT.memory_bytes / 1024**2
ROWS, CELLS = DEFAULT.rows, DEFAULT.cells
RATES = {
    "edition": "peel-effectiveness-2016",
    "area": "northamptonshire",
    "crime_type": "all_excluding_fraud",
    "period_start": "2015-07-01",
    "period_end": "2016-06-30",
    "value": "65.7",
    "decimals": "1",
    "unit": "per_1000_population",
    "denominator": "population",
    "qualifier": "exact",
    "status": "published",
    "data_source": "home_office",
    "notes": "",
}
REVISION = {
    "figure_id": "crime_rates:x",
    "old_value": "1.0",
    "new_value": "2.0",
    "reason": "none",
    "release": "",
}


def rows(**column: Callable[[int], str]) -> Callable[[int], dict[str, str]]:
    """Return rows of crime rates in which some columns depend on the number of the row."""
    return lambda number: RATES | {name: text(number) for name, text in column.items()}


def years(number: int) -> dict[str, str]:
    """One of many overlapping years of one area, each as it should be."""
    start = dt.date(1000, 1, 1) + dt.timedelta(days=number)
    start = start.replace(day=min(start.day, 28))
    end = start.replace(year=start.year + 1) - dt.timedelta(days=1)
    return RATES | {"period_start": str(start), "period_end": str(end)}


CASES: dict[str, tuple[str, int, Callable[[int], dict[str, str]]]] = {
    "one row again and again": ("crime_rates", CELLS // 12, rows()),
    "every value another, and none fits": (
        "crime_rates",
        CELLS // 13,
        rows(value=lambda n: f"6.{n:06}", area=lambda _: "kent"),
    ),
    "no value a number": ("crime_rates", CELLS // 13, rows(value=lambda n: f"x{n}")),
    "no area known": ("crime_rates", CELLS // 13, rows(area=lambda n: f"area-{n}")),
    "no edition known": ("crime_rates", CELLS // 13, rows(edition=lambda n: f"peel-{n}")),
    "no date a date": ("crime_rates", CELLS // 13, rows(period_end=lambda n: f"{n}/1/2016")),
    "forty unknown notes a row": (
        "crime_rates",
        9_000,
        rows(notes=lambda n: " ".join(f"n{n}-{i}" for i in range(40))),
    ),
    "thousands of years of one area": ("crime_rates", 10_000, years),
    "long cells": ("crime_rates", 600, rows(coverage=lambda n: f"{n}" + "\u2028" * 10_000)),
    "revisions of nothing": (
        "revisions",
        ROWS,
        lambda n: REVISION | {"figure_id": f"crime_rates:peel-{n}"},
    ),
    "waivers of nothing": (
        "waivers",
        ROWS,
        lambda n: {
            "code": "A502",
            "place": f"place-{n}",
            "fingerprint": f"{n:012x}",
            "reason": "because",
            "author": "me",
            "expires": "2099-12-31",
        },
    ),
    "as many rows as there may be": ("waivers", ROWS + 1, lambda n: {"code": f"{n}"}),
    "more columns than there may be": (
        "crime_rates",
        10,
        lambda n: dict.fromkeys(map(str, range(300)), f"{n}"),
    ),
    "more cells than there may be": (
        "crime_rates",
        ROWS,
        lambda n: dict.fromkeys("abcdefghijklm", f"{n}"),
    ),
}
"""Tables that are as bad as they can be within the limits, or just beyond one."""


def valid_submissions(folder: Path, only: str) -> Iterator[tuple[str, Path, list[str]]]:
    """Yield submissions of valid and different rows that walk up to a limit, each with more arguments."""
    from support.rounds import back_series, long_table, write_release
    from support.writers import csv_folder, ods, xlsx

    def all_bytes(path: Path) -> Path:
        some = long_table("crime_rates", 2_000)
        coverage = some.header.index("coverage")
        for number, row in enumerate(some.rows):
            row[coverage] = f"force {number} without its {'smallest ' * 1050}parts"
        return csv_folder({"crime_rates": some}, path)

    def all_cells(table: str, columns: int) -> dict[str, Sheet]:
        return {table: long_table(table, CELLS // columns - 1)}

    rates = partial(all_cells, "crime_rates", 16)
    against = folder / "release"
    made: dict[str, Callable[[], Path]] = {
        "43 forces x 20 years": lambda: csv_folder(back_series(20), folder / "years"),
        "crime_rates, all cells": lambda: csv_folder(rates(), folder / "rates"),
        "crime_outcomes, all cells": lambda: csv_folder(
            all_cells("crime_outcomes", 18), folder / "outcomes"
        ),
        "a workbook of all cells": lambda: xlsx(rates(), folder / "figures.xlsx"),
        "the same as ODS": lambda: ods(rates(), folder / "figures.ods"),
        "all bytes, long texts": lambda: all_bytes(folder / "bytes"),
    }
    for name, write in made.items():
        if only in name:
            more = ["--against", str(write_release(20, against))] if "years" in name else []
            yield name, write(), more


def lines(count: int, made: Callable[[int], dict[str, str]]) -> Iterator[str]:
    """Yield the lines of a CSV file."""
    yield ",".join(made(0)) + "\n"
    for number in range(count):
        yield ",".join(made(number).values()) + "\n"


class Run(NamedTuple):
    """What a run of the command took: processor time of all its processes, and the most memory of any."""

    seconds: float
    mebibytes: float
    code: int
    stopped: bool
    report_bytes: int


def measured(path: Path, arguments: list[str]) -> Run:
    """Validate a submission by the command."""
    report = path.with_suffix(".report")
    process = os.posix_spawn(
        sys.executable,
        [
            sys.executable,
            "-m",
            "peel_data",
            "validate",
            str(path),
            "--format",
            "json",
            "-o",
            str(report),
            *arguments,
        ],
        os.environ | {"PYTHONPATH": str(ROOT)},
        file_actions=[
            (os.POSIX_SPAWN_OPEN, descriptor, os.devnull, os.O_WRONLY, 0) for descriptor in (1, 2)
        ],
    )
    _, status, used = os.wait4(process, 0)
    unit = 1024 if sys.platform == "linux" else 1024**2
    text = report.read_text("utf-8") if report.exists() else ""
    return Run(
        used.ru_utime + used.ru_stime,
        used.ru_maxrss / unit,
        os.waitstatus_to_exitcode(status),
        '"F115"' in text or '"F116"' in text or not text,
        len(text.encode()),
    )


def main() -> int:
    """Measure, print, and judge if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="fail when a limit is passed")
    parser.add_argument("--only", default="", metavar="WORDS", help="cases whose names have these")
    parser.add_argument("--write", type=Path, metavar="FOLDER", help="only write the submissions")
    options = parser.parse_args()
    if options.write:
        write_cases(options.write, options.only)
        return 0
    kept = True
    print(f"{'':36}{'MB':>6}{'s':>7}{'MiB':>6}  exit  report")
    with tempfile.TemporaryDirectory() as folder:
        # A process begins with the memory of the one that starts it, and so this one stays small.
        writing = [sys.executable, __file__, "--write", folder, "--only", options.only]
        subprocess.run(writing, check=True)
        made = json.loads((Path(folder) / "cases.json").read_text("utf-8"))
        for name, where, arguments, valid in made:
            path = Path(where)
            run = measured(path, arguments)
            files = [path] if path.is_file() else list(path.iterdir())
            size = sum(file.stat().st_size for file in files) / 1e6
            within = run.seconds <= SECONDS and run.mebibytes <= MEBIBYTES and not run.stopped
            print(
                f"{name:36}{size:6.1f}{run.seconds:7.1f}{run.mebibytes:6.0f}{run.code:6}  "
                f"{run.report_bytes / 1e6:.2f} MB{'' if within else '   NOT WITHIN THE LIMITS'}"
            )
            kept &= within and run.report_bytes < 5_000_000 and not (valid and run.code)
    return 0 if kept or not options.check else 1


def write_cases(folder: Path, only: str) -> None:
    """Write the submissions, and what is to be known of them, in a process that may grow large."""
    made: list[tuple[str, str, list[str], bool]] = []
    for name, path, arguments in valid_submissions(folder, only):
        made.append((name, str(path), [*arguments, "--ignore", "V,C"], True))
    for number, (name, (table, count, row)) in enumerate(CASES.items()):
        if only in name:
            path = folder / f"case-{number}" / f"{table}.csv"
            path.parent.mkdir()
            with path.open("w", encoding="utf-8") as stream:
                stream.writelines(lines(count, row))
            made.append((name, str(path), [], False))
    (folder / "cases.json").write_text(json.dumps(made), encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
