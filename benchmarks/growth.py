"""How validation grows with a submission, drawn: processor time over rows, beside `frictionless validate`.

Usage: python benchmarks/growth.py [-o growth.svg]

Needs the extra `plot`. The lines are every figure of 43 forces over more and more years, and `crime_rates` alone over
more and more editions, both by the command and within its default limits of time and memory; and what
`frictionless validate` takes, which judges structure alone, for that one table.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import compare

from validation import Run, growth, one_table, show

YEARS = (1, 5, 10, 20)
ROWS = (10_000, 25_000, 50_000, 100_000)
EVERYTHING, ONE_TABLE, STRUCTURE = (
    "peel-data: all tables, 43 forces",
    "peel-data: crime_rates alone",
    "frictionless: crime_rates alone",
)


def main() -> int:
    """Measure, print, and draw."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("-o", "--output", type=Path, default=Path("growth.svg"), metavar="FILE")
    output: Path = parser.parse_args().output
    runs: dict[str, list[Run]] = {}
    with tempfile.TemporaryDirectory() as folder:
        runs[EVERYTHING] = [growth(Path(folder), years) for years in YEARS]
        runs[ONE_TABLE] = [one_table(Path(folder), rows) for rows in ROWS]
        runs[STRUCTURE] = [structure_alone(Path(folder), rows) for rows in ROWS]
    for name, its in runs.items():
        print(name)
        show(its)
    draw(runs, output)
    return 0


def structure_alone(folder: Path, rows: int) -> Run:
    """Let Frictionless judge the file that `one_table` wrote."""
    path = folder / f"rows-{rows}" / "crime_rates.csv"
    taken = compare.measure("frictionless", path, folder / "answer")
    return Run(rows, taken.seconds, taken.mebibytes)


def draw(runs: dict[str, list[Run]], output: Path) -> None:
    """Draw seconds over rows."""
    import altair as alt

    from peel_data.charts.look import COLOURS, CONFIG

    names = list(runs)
    points = [
        {"rows": run.rows, "seconds": run.seconds, "line": name}
        for name, its in runs.items()
        for run in its
    ]
    legend = alt.Legend(title=None, orient="top", labelLimit=400)
    colours = alt.Scale(domain=names, range=list(COLOURS[: len(names)]))
    base = alt.Chart(alt.Data(values=points)).encode(
        x=alt.X("rows:Q", title="rows", axis=alt.Axis(format=",d", tickCount=6)),
        y=alt.Y("seconds:Q", title="processor time, seconds"),
        color=alt.Color("line:N", scale=colours, legend=legend),
        shape=alt.Shape("line:N", scale=alt.Scale(domain=names), legend=legend),
    )
    chart = base.mark_line() + base.mark_point(filled=True, size=70, opacity=1)
    chart = chart.properties(width=640, height=300)
    chart.configure(**CONFIG).save(output)


if __name__ == "__main__":
    raise SystemExit(main())
