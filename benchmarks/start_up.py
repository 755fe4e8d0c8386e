"""What it costs to start: every promise as a ratio within one run.

    python benchmarks/start_up.py            prints a table
    python benchmarks/start_up.py --check    also leaves with 1 when a promise is broken

Each measurement is a fresh interpreter that finds everything compiled to byte code, as after `pip install`.
The candidates take turns, so that a machine that is busy for a while is busy for all of them, and the
fastest of many runs speaks: noise only ever adds.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

BARE = "pass"
PANDAS = "import pandas"
IMPORT = "import peel_data"
FIRST_ROW = """
import peel_data as peel
row = peel.crime_rates.one(
    area="northamptonshire", crime_type="sexual_offences", period_end="2015-06-30"
)
assert str(row.value) == "2.1"
"""
FIRST_FRAME = """
import peel_data as peel
assert len(peel.crime_rates.to_pandas())
"""


class Promise(NamedTuple):
    """What is promised: a cost, how it is compared, and its limit."""

    what: str
    cost: float
    limit: float

    @property
    def kept(self) -> bool:
        """Whether the cost stays below the limit."""
        return self.cost < self.limit


def seconds(code: str, byte_code: str) -> float:
    """Return the processor time that a fresh interpreter takes for some code, in seconds."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = byte_code
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", code], check=True, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def fastest(codes: tuple[str, ...], rounds: int) -> dict[str, float]:
    """Return the fastest run of each code, in seconds, after one run that compiles it."""
    with tempfile.TemporaryDirectory() as byte_code:
        for code in codes:
            seconds(code, byte_code)
        runs: dict[str, list[float]] = {code: [] for code in codes}
        for _ in range(rounds):
            for code in codes:
                runs[code].append(seconds(code, byte_code))
    return {code: min(times) for code, times in runs.items()}


def promises(took: Mapping[str, float]) -> tuple[Promise, ...]:
    """Return the promises, each with what was measured on top of bare Python."""
    over_bare = {code: time - took[BARE] for code, time in took.items()}
    return (
        Promise("import peel_data, of bare Python", over_bare[IMPORT] / took[BARE], 2),
        Promise(
            "first typed row, of `import pandas`", over_bare[FIRST_ROW] / over_bare[PANDAS], 0.35
        ),
        Promise(
            "first DataFrame, of `import pandas`",
            over_bare[FIRST_FRAME] / over_bare[PANDAS],
            1.1,
        ),
    )


def main() -> int:
    """Measure, print, and say whether every promise is kept."""
    parser = argparse.ArgumentParser(description="Measure what it costs to start.")
    parser.add_argument(
        "--rounds", type=int, default=15, help="runs of each (default: %(default)s)"
    )
    parser.add_argument("--check", action="store_true", help="leave with 1 on a broken promise")
    options = parser.parse_args()
    took = fastest((BARE, PANDAS, IMPORT, FIRST_ROW, FIRST_FRAME), options.rounds)
    shown = {"bare Python": BARE, "`import peel_data`": IMPORT, "`import pandas`": PANDAS}
    print(", ".join(f"{name} {took[code] * 1000:.0f} ms" for name, code in shown.items()) + "\n")
    print(f"{'':37} {'measured':>10} {'promised':>10}")
    results = promises(took)
    for each in results:
        verdict = "" if each.kept else "   broken"
        cost, limit = f"{each.cost:.3g}", f"< {each.limit:g}"
        print(f"{each.what:37} {cost:>10} {limit:>10}{verdict}")
    return 1 if options.check and not all(each.kept for each in results) else 0


if __name__ == "__main__":
    sys.exit(main())
