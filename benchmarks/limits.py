"""How long the largest hostile submissions take, and how much memory: the command, from start to end.

Usage: python benchmarks/limits.py [--check]

Each is as large as the limits allow, or large enough to be stopped by them. `--check` fails when one of
them takes more than ten seconds or 512 MiB, in any process. Unlike the other benchmarks it measures
seconds, so it says something only on a machine that is not busy. It runs where processes can be
measured: Linux and macOS.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[1]
SECONDS, MEBIBYTES = 10.0, 512
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
    """Rows of crime rates in which some columns depend on the number of the row."""
    return lambda number: RATES | {name: text(number) for name, text in column.items()}


def years(number: int) -> dict[str, str]:
    """One of many overlapping years of one area, each as it should be."""
    start = dt.date(1000, 1, 1) + dt.timedelta(days=number)
    start = start.replace(day=min(start.day, 28))
    end = start.replace(year=start.year + 1) - dt.timedelta(days=1)
    return RATES | {"period_start": str(start), "period_end": str(end)}


CASES: dict[str, tuple[str, int, Callable[[int], dict[str, str]]]] = {
    "one row again and again": ("crime_rates", 300_000, rows()),
    "every value another, and none fits": (
        "crime_rates",
        300_000,
        rows(value=lambda n: f"6.{n:06}", area=lambda _: "kent"),
    ),
    "no value a number": ("crime_rates", 100_000, rows(value=lambda n: f"x{n}")),
    "no area known": ("crime_rates", 100_000, rows(area=lambda n: f"area-{n}")),
    "no edition known": ("crime_rates", 100_000, rows(edition=lambda n: f"peel-{n}")),
    "no date a date": ("crime_rates", 100_000, rows(period_end=lambda n: f"{n}/1/2016")),
    "forty unknown notes a row": (
        "crime_rates",
        20_000,
        rows(notes=lambda n: " ".join(f"n{n}-{i}" for i in range(40))),
    ),
    "thousands of years of one area": ("crime_rates", 5_000, years),
    "long cells": ("crime_rates", 1_500, rows(coverage=lambda n: f"{n}" + "\u2028" * 10_000)),
    "revisions of nothing": (
        "revisions",
        300_000,
        lambda n: REVISION | {"figure_id": f"crime_rates:peel-{n}"},
    ),
    "waivers of nothing": (
        "waivers",
        300_000,
        lambda n: {
            "code": "A502",
            "place": f"place-{n}",
            "fingerprint": f"{n:012x}",
            "reason": "because",
            "author": "me",
            "expires": "2099-12-31",
        },
    ),
    "five million cells": (
        "crime_rates",
        1_000_000,
        lambda n: {"area": f"{n}", **dict.fromkeys("bcde", "1")},
    ),
    "more than five million": ("crime_rates", 900_000, lambda n: dict.fromkeys("abcdef", f"{n}")),
}


def lines(count: int, made: Callable[[int], dict[str, str]]) -> Iterator[str]:
    """The lines of a CSV file."""
    yield ",".join(made(0)) + "\n"
    for number in range(count):
        yield ",".join(made(number).values()) + "\n"


def measured(path: Path, style: str) -> tuple[float, float, int, int]:
    """Seconds, the most memory of any process in MiB, the exit code, and the bytes of the report."""
    report = path.with_suffix(".report")
    start = time.perf_counter()
    process = os.posix_spawn(
        sys.executable,
        [
            sys.executable,
            "-m",
            "peel_data",
            "validate",
            str(path),
            "--format",
            style,
            "-o",
            str(report),
        ],
        os.environ | {"PYTHONPATH": str(ROOT)},
        file_actions=[
            (os.POSIX_SPAWN_OPEN, descriptor, os.devnull, os.O_WRONLY, 0) for descriptor in (1, 2)
        ],
    )
    _, status, used = os.wait4(process, 0)
    seconds = time.perf_counter() - start
    unit = 1024 if sys.platform == "linux" else 1024**2
    size = report.stat().st_size if report.exists() else 0
    return seconds, used.ru_maxrss / unit, os.waitstatus_to_exitcode(status), size


def main() -> int:
    """Measure, print, and judge if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="fail when a limit is passed")
    options = parser.parse_args()
    kept = True
    print(f"{'':36}{'MB':>6}{'s':>7}{'MiB':>6}  exit  report")
    with tempfile.TemporaryDirectory() as folder:
        for name, (table, count, made) in CASES.items():
            path = Path(folder) / f"{table}.csv"
            with path.open("w", encoding="utf-8") as stream:
                stream.writelines(lines(count, made))
            seconds, memory, code, size = measured(path, "json")
            megabytes = path.stat().st_size / 1e6
            print(
                f"{name:36}{megabytes:6.1f}{seconds:7.1f}{memory:6.0f}{code:6}  {size / 1e6:.2f} MB"
            )
            kept &= seconds <= SECONDS and memory <= MEBIBYTES and code == 1 and size < 5_000_000
    return 0 if kept or not options.check else 1


if __name__ == "__main__":
    raise SystemExit(main())
