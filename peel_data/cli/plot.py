"""The command that draws figures: plot."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from peel_data.cli.parser import add_command

if TYPE_CHECKING:
    import argparse

    from peel_data.cli.parser import Commands


def add_to(commands: Commands) -> None:
    """Add the commands of this module."""
    parser = add_command(
        commands, "plot", plot, summary="draw figures, with units, rounding intervals, source and caveats",
        examples=[
            "plot figure 2 --area northamptonshire -o figure-2.svg",
            "plot force in numbers -o northamptonshire.png",
            "plot judgments -o judgments.svg",
            "plot crime_changes --area northamptonshire -o changes.svg",
        ],
    )  # fmt: skip
    parser.add_argument(
        "target",
        metavar="TARGET",
        nargs="+",
        help="a figure or panel of a report, `force in numbers`, `judgments`, a table, or a figure id",
    )
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="PATH",
        required=True,
        help="the picture to write: .svg, .png, or .json for Vega-Lite",
    )
    parser.add_argument(
        "--area",
        metavar="AREA",
        help="the force to draw, beside England and Wales; needed where the reports of several have the target",
    )
    parser.add_argument(
        "--edition", metavar="EDITION", help="only this edition (default: the latest)"
    )


def plot(options: argparse.Namespace) -> int:
    """Draw a picture into a file."""
    from peel_data.charts import files, page

    files.suffix_of(options.output)
    chart = page.plot(" ".join(options.target), area=options.area, edition=options.edition)
    files.write(chart, options.output)
    print(f"Wrote {options.output}: {chart.title.text}.")
    return 0
