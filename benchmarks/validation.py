"""How long validation takes: against `frictionless validate`, and as submissions grow.

Usage: python benchmarks/validation.py [--check]

All of it by the command, with its real limits. Ratios of one run on one machine mean the same everywhere; the seconds
are of this machine. `--check` fails when a promise is broken: a submission of 200 rows in under 0.45 of the time
that `frictionless validate` takes on the same files; all figures of 43 forces over 20 years accepted under the default
limits; and time in line with the rows when they become four times as many, of all tables and of one table with
hundreds of editions.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
FASTER_THAN = 0.45
NO_STEEPER_THAN = 1.3


def main() -> int:
    """Measure, print, and judge if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="fail when a promise is broken")
    parser.add_argument("--repeat", type=int, default=5, metavar="N", help="(default: %(default)s)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print("43 forces, by the command and within its default limits:")
        runs = [growth(Path(folder), years) for years in (5, 20)]
        show(runs)
        print("crime_rates alone, one row in a hundred with a fault, more rows allowed:")
        tables = [one_table(Path(folder), rows) for rows in (25_000, 100_000)]
        show(tables)
        # Last, since it makes this process large, and those that it starts begin as large.
        rows, share = against_frictionless(Path(folder) / "small", options.repeat)
        print(
            f"{rows} rows: {share:.2f} of the time of frictionless validate (promised: {FASTER_THAN})"
        )
    steepest = max(steeper(runs), steeper(tables))
    print(f"at most {steepest:.2f} times as long for each row (promised: {NO_STEEPER_THAN})")
    kept = share < FASTER_THAN and steepest < NO_STEEPER_THAN
    return 0 if kept or not options.check else 1


def against_frictionless(folder: Path, repeat: int) -> tuple[int, float]:
    """Return the rows of a submission, and the share of `frictionless validate`'s time that it takes."""
    from support.synthetic import submission
    from support.writers import csv_folder

    tables = submission(("northamptonshire", "kent", "essex", "surrey", "sussex"))
    path = csv_folder(tables, folder / "submission")
    resources = [
        {
            "name": name.replace("_", "-"),
            "path": f"{name}.csv",
            "type": "table",
            "encoding": "utf-8",
            "schema": json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text("utf-8")),
        }
        for name in tables
    ]
    for resource in resources:
        resource["schema"].pop("foreignKeys", None)  # they lead out of the submission
    (path / "package.json").write_text(json.dumps({"name": "submission", "resources": resources}))
    ours = [sys.executable, "-m", "peel_data", "validate", str(path), "--ignore", "F106"]
    theirs = [sys.executable, "-m", "frictionless", "validate", str(path / "package.json")]
    times: dict[str, list[float]] = {"ours": [], "theirs": []}
    for _ in range(repeat):  # in turn, so that both see the same machine
        times["ours"].append(measure(ours)[0])
        times["theirs"].append(measure(theirs)[0])
    share = statistics.median(times["ours"]) / statistics.median(times["theirs"])
    return sum(len(sheet.rows) for sheet in tables.values()), share


def measure(command: list[str], status: int = 0) -> tuple[float, float]:
    """Run a command; return the processor time of all its processes, and the most memory of any in MiB."""
    process = os.posix_spawn(
        command[0],
        command,
        os.environ | {"PYTHONPATH": str(ROOT)},
        file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)],
    )
    _, ended, used = os.wait4(process, 0)
    if os.waitstatus_to_exitcode(ended) != status:
        raise SystemExit(f"{' '.join(command)} does not end with {status}")
    unit = 1024 if sys.platform == "linux" else 1024**2
    return used.ru_utime + used.ru_stime, used.ru_maxrss / unit


class Run(NamedTuple):
    """What the command took for a submission: its rows, processor time of all its processes, most memory of any."""

    rows: int
    seconds: float
    mebibytes: float


def growth(folder: Path, years: int) -> Run:
    """Validate the figures of 43 forces over some years by the command, with its real limits."""
    against, path = folder / f"release-{years}", folder / f"submission-{years}"
    code = (
        "import sys; sys.path[:0] = sys.argv[1:3]; from pathlib import Path; "
        "from support.rounds import back_series, write_release; from support.writers import csv_folder; "
        "years = int(sys.argv[3]); write_release(years, Path(sys.argv[4])); "
        "csv_folder(back_series(years), Path(sys.argv[5]))"
    )
    # Written in another process: one begins with the memory of the process that starts it.
    arguments = [str(ROOT), str(ROOT / "tests"), str(years), str(against), str(path)]
    subprocess.run([sys.executable, "-c", code, *arguments], check=True)
    rows = sum(text.read_text("utf-8").count("\n") - 1 for text in path.glob("*.csv"))
    command = [sys.executable, "-m", "peel_data", "validate", str(path), "--against", str(against)]
    return Run(rows, *measure(command))


def one_table(folder: Path, rows: int) -> Run:
    """Validate `crime_rates` alone, every force edition after edition, within the default limits of time and memory."""
    path = folder / f"rows-{rows}" / "crime_rates.csv"
    writing = [sys.executable, str(ROOT / "benchmarks" / "compare.py"), "--write", str(path)]
    path.parent.mkdir()
    subprocess.run([*writing, "--rows", str(rows)], check=True)
    command = [sys.executable, "-m", "peel_data", "validate", str(path)]
    command += ["--against", str(path.parent / "release")]
    return Run(rows, *measure([*command, "--max-rows", "100000", "--max-cells", "2000000"], 1))


def show(runs: list[Run]) -> None:
    """Print runs, one a line."""
    for run in runs:
        print(f"{run.rows:8,} rows {run.seconds:6.1f} s {run.mebibytes:6.0f} MiB")


def steeper(runs: list[Run]) -> float:
    """Return how many times as long a row takes in the last run as in the first."""
    return runs[-1].seconds / runs[-1].rows / (runs[0].seconds / runs[0].rows)


if __name__ == "__main__":
    raise SystemExit(main())
