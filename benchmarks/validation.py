"""How long validation takes: against `frictionless validate`, and as submissions grow.

Usage: python benchmarks/validation.py [--check]

Ratios of one run on one machine, so that they mean the same everywhere. `--check` fails when a promise
is broken: a submission of 200 rows in under 0.45 of the time that `frictionless validate` takes on the
same files, and time in line with the rows when they become four times as many.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

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
        rows, share = against_frictionless(Path(folder), options.repeat)
    print(
        f"{rows} rows: {share:.2f} of the time of frictionless validate (promised: {FASTER_THAN})"
    )
    small, large = growth(5, options.repeat), growth(20, options.repeat)
    steeper = large[1] / small[1]
    print(
        f"43 forces: {small[0]:,} rows in {small[1] * small[0]:.1f} s, {large[0]:,} in {large[1] * large[0]:.1f} s;"
    )
    print(f"  {steeper:.2f} times as long for each row (promised: {NO_STEEPER_THAN})")
    kept = share < FASTER_THAN and steeper < NO_STEEPER_THAN
    return 0 if kept or not options.check else 1


def against_frictionless(folder: Path, repeat: int) -> tuple[int, float]:
    """The rows of a submission, and the share of `frictionless validate`'s time that it takes."""
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
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    ours = [sys.executable, "-m", "peel_data", "validate", str(path), "--ignore", "F106"]
    theirs = [sys.executable, "-m", "frictionless", "validate", str(path / "package.json")]
    times: dict[str, list[float]] = {"ours": [], "theirs": []}
    for _ in range(repeat):  # in turn, so that both see the same machine
        for name, command in (("ours", ours), ("theirs", theirs)):
            start = time.perf_counter()
            done = subprocess.run(
                command, env=environment, cwd=path, capture_output=True, check=False
            )
            times[name].append(time.perf_counter() - start)
            if done.returncode:
                raise SystemExit(
                    f"{' '.join(command)}\n{done.stdout.decode()}{done.stderr.decode()}"
                )
    share = statistics.median(times["ours"]) / statistics.median(times["theirs"])
    return sum(len(sheet.rows) for sheet in tables.values()), share


def growth(years: int, repeat: int) -> tuple[int, float]:
    """The rows of 43 forces over some years, and the seconds that each of them takes."""
    from peel_data.readers.reading import RawTable, Reading
    from peel_data.tables import records
    from peel_data.validation.baseline import Baseline
    from peel_data.validation.run import validate_reading
    from support.synthetic import Sheet, submission

    installed = Baseline.installed()
    forces = tuple(a["id"] for a in records.read("areas") if a["kind"] == "force")
    made: dict[str, Sheet] = {}
    editions = list(installed.tables["editions"])
    required = list(installed.tables["required_series"])
    first = submission(forces)
    for later in range(years):
        edition = f"peel-effectiveness-{2016 + later}"
        if later:
            editions.append(editions[-1] | {"id": edition, "year": str(2016 + later)})
            required += [
                moved(series, later) | {"edition": edition}
                for series in installed.tables["required_series"]
                if series["edition"] == "peel-effectiveness-2016"
            ]
        for name, sheet in first.items():
            into = made.setdefault(name, Sheet(sheet.header, []))
            for row in sheet.rows:
                record = moved(dict(zip(sheet.header, row, strict=True)), later)
                into.rows.append(list((record | {"edition": edition}).values()))
    tables = installed.tables | {"editions": editions, "required_series": required}
    baseline = Baseline(installed.version, tables)
    reading = Reading(
        tables=tuple(
            RawTable(
                table=name,
                file=f"{name}.csv",
                sheet=None,
                header=tuple(sheet.header),
                positions=tuple(range(1, len(sheet.header) + 1)),
                rows=tuple(map(tuple, sheet.rows)),
                numbers=tuple(range(2, len(sheet.rows) + 2)),
            )
            for name, sheet in made.items()
        )
    )
    rows = sum(len(sheet.rows) for sheet in made.values())
    times = []
    for _ in range(max(1, repeat // 3)):
        start = time.process_time()  # of this process alone, however busy the machine is
        report = validate_reading(reading, subject="growth", baseline=baseline).report
        times.append(time.process_time() - start)
        if report.records_read != rows:
            raise SystemExit("not every row was read")
    return rows, min(times) / rows


def moved(record: dict[str, str], years: int) -> dict[str, str]:
    """A record some years later."""
    return {
        name: f"{int(text[:4]) + years}{text[4:]}"
        if name.endswith(("_start", "_end")) and text
        else text
        for name, text in record.items()
    }


if __name__ == "__main__":
    raise SystemExit(main())
