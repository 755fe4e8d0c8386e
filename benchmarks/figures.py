"""How long it takes to read 100,000 figures as objects, and how much memory; and to suggest an id for a misspelt one.

Usage: python benchmarks/figures.py [--years N]

The release is one with the figures of 43 forces over many years. Times are processor time, and a multiple of what
`csv.DictReader` takes for the same file, which is the same on every machine.
"""

from __future__ import annotations

import argparse
import csv
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import peel_data as peel
from peel_data import paths


def write(path: Path, years: int) -> None:
    """Write the table `figures` of 43 forces over some years."""
    from peel_data.figures.build import CATEGORIES, FigureBuilder
    from peel_data.tables import records
    from peel_data.validation.tables import definition
    from support.rounds import back_series

    builder = FigureBuilder({name: records.read(name) for name in CATEGORIES.values()}, [])
    figures = [
        figure.record
        for name, sheet in back_series(years).items()
        for row in sheet.rows
        for figure in builder.figures_of(
            definition(name).spec, dict(zip(sheet.header, row, strict=True))
        )
    ]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(figures[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(figures, key=lambda record: record["figure_id"]))


def timed(work: Callable[[], object]) -> float:
    """Return the processor time of some work, in seconds."""
    began = time.process_time()
    work()
    return time.process_time() - began


def misspelt() -> None:
    """Ask for a figure by an id with a letter too many."""
    try:
        peel.figure(peel.figures()[-1].id.replace("peel-", "peell-"))
    except peel.NotFound as error:
        if "Did you mean" not in str(error):
            raise


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--years", type=int, default=60, metavar="N", help="(default: 60)")
    parser.add_argument("--write", type=Path, metavar="FILE", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.write:
        write(options.write, options.years)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "figures.csv"
        # Written in another process: this one's memory is measured.
        writing = [sys.executable, __file__, "--write", str(path), "--years", str(options.years)]
        subprocess.run(writing, check=True)
        installed = paths.data_file
        paths.data_file = lambda table: path if table == "figures" else installed(table)
        took = timed(peel.figures)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        timed(misspelt)  # makes the index by id
        suggestion = timed(misspelt)
        with path.open(encoding="utf-8", newline="") as stream:
            plain = timed(lambda: list(csv.DictReader(stream)))
    mebibytes = memory / (1024 if sys.platform == "linux" else 1024**2)
    print(f"{len(peel.figures()):,} figures: {took:.2f} s, {mebibytes:.0f} MiB")
    print(f"of the time of csv.DictReader: {took / plain:.2f}")
    print(f"a misspelt id: {1000 * suggestion:.0f} ms")


if __name__ == "__main__":
    main()
