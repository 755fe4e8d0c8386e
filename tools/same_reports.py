"""Hold what this checkout reports of generated submissions against what another checkout reports, letter by letter.

    python tools/same_reports.py OTHER_CHECKOUT [--count N] [--first SEED]

For a change that must change nothing, such as one for speed: check out the commit before it beside this one. The
submissions are invented, consistent rounds of 2016 of up to eight forces with up to twelve slips: digits, signs and
decimal points, cells of other rows, rows left out or given twice, other forces' names, copied and empty forms.
"""

from __future__ import annotations

import argparse
import datetime as dt
import difflib
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]

if TYPE_CHECKING:
    from support.synthetic import Sheet, Tables

VALUES = ("value", "number", "rate")
DAY = dt.date(2026, 11, 26)


def main() -> int:
    """Let both checkouts report, each in a process of its own, and print what is different."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("other", type=Path, metavar="OTHER_CHECKOUT")
    parser.add_argument("--count", type=int, default=1000, metavar="N", help="(default: 1000)")
    parser.add_argument("--first", type=int, default=0, metavar="SEED", help="(default: 0)")
    parser.add_argument("--print", action="store_true", help="only print the reports of the other")
    options = parser.parse_args()
    if options.print:
        return print_reports(options.other, range(options.first, options.first + options.count))
    before, now = (_reports(root, options) for root in (options.other.resolve(), ROOT))
    differing = list(difflib.unified_diff(before, now, "before", "now", n=0, lineterm=""))
    print("\n".join(differing) or f"{options.count} reports, {len(now)} lines, all the same.")
    return 1 if differing else 0


def _reports(root: Path, options: argparse.Namespace) -> list[str]:
    command = [sys.executable, __file__, str(root), "--print"]
    command += ["--count", str(options.count), "--first", str(options.first)]
    # No report may depend on the order of a set; here only the checkouts are compared.
    environment = os.environ | {"PYTHONPATH": str(root), "PYTHONHASHSEED": "0"}
    done = subprocess.run(
        command, env=environment, stdout=subprocess.PIPE, check=True, text=True, encoding="utf-8"
    )
    return done.stdout.splitlines()


def print_reports(root: Path, seeds: range) -> int:
    """Print all findings of generated submissions, by the code of a checkout."""
    sys.path[:0] = [str(root), str(root / "tests")]
    from peel_data.readers.reading import RawTable, Reading
    from peel_data.validation.baseline import Baseline
    from peel_data.validation.options import Options
    from peel_data.validation.run import validate_reading
    from peel_data.validation.serialization import to_dict

    installed = Baseline.installed()
    for seed in seeds:
        tables = tuple(
            RawTable(
                table=name,
                file=f"{name}.csv",
                sheet=None,
                header=tuple(sheet.header),
                positions=tuple(range(1, len(sheet.header) + 1)),
                rows=tuple(map(tuple, sheet.rows)),
                numbers=tuple(range(2, len(sheet.rows) + 2)),
            )
            for name, sheet in generated(random.Random(seed), seed).items()  # noqa: S311 - no secret
        )
        report = validate_reading(
            Reading(tables=tables),
            subject=f"seed {seed}",
            baseline=installed,
            options=Options(today=DAY),
        ).report
        print(report.subject, report.counts, report.skipped, report.waived)
        for finding in report.findings:
            print(to_dict(finding))
    return 0


def generated(draw: random.Random, seed: int) -> Tables:
    """Return an invented submission with some slips; the same for the same seed."""
    from peel_data.tables import records
    from support.synthetic import submission

    forces = [area["id"] for area in records.read("areas") if area["kind"] == "force"]
    some = draw.sample(forces, draw.choice([1, 1, 1, 2, 3, 8]))
    if draw.random() < 0.4:  # the force that the release has last year's figures of
        some = ["northamptonshire", *(force for force in some if force != "northamptonshire")]
    tables = submission(tuple(some), seed=seed)
    for _ in range(draw.choice([0, 0, 1, 1, 1, 2, 3, 5, 12])):
        _slip(draw, tables[draw.choice(sorted(tables))], forces)
    if len(some) > 1 and draw.random() < 0.08:
        for sheet in tables.values():
            sheet.rows[:] = [row for row in sheet.rows if some[1] not in row] + [
                [some[1] if cell == some[0] else cell for cell in row]
                for row in sheet.rows
                if some[0] in row
            ]
    if draw.random() < 0.05:
        for sheet in tables.values():
            for column in set(VALUES).intersection(sheet.header):
                for number in range(len(sheet.rows)):
                    sheet.put(number, column, "0")
    return tables


def _slip(draw: random.Random, sheet: Sheet, forces: list[str]) -> None:
    if not sheet.rows:
        return
    kind, row = draw.random(), draw.randrange(len(sheet.rows))
    values = [column for column in VALUES if column in sheet.header]
    if kind < 0.75 and values:
        column = draw.choice(values)
        sheet.put(row, column, mistyped(draw, sheet.cell(row, column)))
    elif kind < 0.85:
        column = draw.choice(sheet.header)
        other = sheet.cell(draw.randrange(len(sheet.rows)), column)
        sheet.put(row, column, draw.choice([other, mistyped(draw, other)]))
    elif kind < 0.9:
        del sheet.rows[row]
    elif kind < 0.93:
        sheet.rows.append(list(sheet.rows[row]))
    else:
        sheet.put(row, "area", draw.choice(forces))


def mistyped(draw: random.Random, text: str) -> str:
    """Return a number as somebody might mistype it."""
    if not text:
        return "0"
    at = draw.randrange(len(text))
    return draw.choice(
        [
            f"{text}0",
            "0",
            "",
            text.replace(".", ""),
            text[:at] + str(draw.randrange(10)) + text[at + 1 :],
            text[:at] + text[at + 1 : at + 2] + text[at] + text[at + 2 :],
            text[1:] if text.startswith("-") else f"-{text}",
            f"0.{text}",
            str(draw.randrange(100)),
        ]
    )


if __name__ == "__main__":
    raise SystemExit(main())
