"""Commands that compare releases and submissions, and look back: diff, compat, history, export."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from peel_data.cli import output
from peel_data.cli.parser import add_command, add_format
from peel_data.errors import InvalidArgument
from peel_data.version import __version__

if TYPE_CHECKING:
    import argparse

    from peel_data.cli.parser import Commands, Parser
    from peel_data.release.diff import Diff

SIDE = "a folder, zip, wheel or submission; a version; or `installed`"


def add_to(commands: Commands) -> None:
    """Add the commands of this module."""
    parser = add_command(
        commands,
        "diff",
        diff,
        summary="show what changed between two releases, or what a submission would change",
        examples=[
            "diff 1.0.0 installed",
            "diff installed northamptonshire-2016.xlsx",
            "diff peel_data-1.0.0-py3-none-any.whl . --format html > changes.html",
        ],
    )
    _add_sides(parser)
    add_format(parser, "text", "json", "markdown", "html")

    parser = add_command(
        commands,
        "compat",
        compat,
        summary="say whether a change is a patch, a minor or a major version, and why",
        examples=["compat 1.0.0 .", "compat installed ."],
    )
    _add_sides(parser)

    parser = add_command(
        commands,
        "history",
        history,
        summary="print how a figure stood in each release",
        examples=[
            "history victim_satisfaction:peel-effectiveness-2015:northamptonshire:2015-03-31"
        ],
    )
    parser.add_argument(
        "figure", metavar="FIGURE_ID", help="the figure, as `peel-data figures` lists it"
    )
    add_format(parser, "table", "json")

    parser = add_command(
        commands,
        "export",
        export,
        summary="write all tables in another format, or a past release as it was published",
        examples=[
            "export peel.sqlite",
            "export --format parquet peel-parquet",
            "export --format xlsx --release 1.0.0 peel-1.0.0.xlsx",
            "export --release 1.0.0 -o peel-data-1.0.0.zip",
        ],
    )
    parser.add_argument(
        "destination",
        type=Path,
        metavar="DEST",
        nargs="?",
        help="the file or folder to write; without --format, its extension gives the format",
    )
    parser.add_argument(
        "--format",
        choices=["parquet", "sqlite", "duckdb", "xlsx", "ods", "json", "csvw", "jsonld"],
        help="parquet and csvw write a folder, the others a file",
    )
    parser.add_argument(
        "--release",
        metavar="X.Y.Z",
        help="a past release; without --format, its files byte for byte, in a folder or a .zip",
    )
    parser.add_argument("-o", "--output", type=Path, metavar="DEST", help="the same as DEST")


def _add_sides(parser: Parser) -> None:
    parser.add_argument("old", metavar="OLD", help=f"the older side: {SIDE}")
    parser.add_argument("new", metavar="NEW", help="the newer side, likewise")


def _diff(options: argparse.Namespace) -> Diff:
    from peel_data.release import sources
    from peel_data.release.diff import diff as compared

    return compared(sources.find(options.old), sources.find(options.new))


def diff(options: argparse.Namespace) -> int:
    """Show a diff; 1 if it holds an undeclared change."""
    from peel_data.release import diff_views

    found = _diff(options)
    print(diff_views.render(found, options.format), end="")
    return 1 if found.undeclared else 0


def compat(options: argparse.Namespace) -> int:
    """Print the level and its reasons; 1 if there is an undeclared change."""
    found = _diff(options)
    for change in found.undeclared:
        print(f"refused: {change.id} changes without a declaration.")
    print(found.level)
    for level, reason in found.reasons:
        print(f"  {level}: {reason}")
    return 1 if found.undeclared else 0


def history(options: argparse.Namespace) -> int:
    """Print the standings of a figure."""
    from peel_data.figures import releases

    standings = releases.history(options.figure)
    if options.format == "json":
        output.print_json(
            [
                {
                    "release": standing.release,
                    "released": standing.released.isoformat(),
                    "value": None if standing.value is None else str(standing.value),
                    "decimals": standing.decimals,
                    "reason": standing.reason,
                }
                for standing in standings
            ]
        )
    else:
        output.print_table(
            ["release", "of", "value", "why it changed"],
            [
                [
                    standing.release,
                    standing.released.isoformat(),
                    "withdrawn" if standing.value is None else str(standing.value),
                    standing.reason or "",
                ]
                for standing in standings
            ],
            right=["value"],
        )
    return 0


def export(options: argparse.Namespace) -> int:
    """Write out a release, in another format or as it was published."""
    destination = options.destination or options.output
    if destination is None or (options.destination and options.output):
        raise InvalidArgument("Name one file or folder to write: `peel-data export peel.sqlite`.")
    if options.release and not options.format:
        from peel_data.figures import releases

        many = releases.export(options.release, destination)
        print(f"Wrote release {options.release} to {destination}: {many} files.")
        return 0
    from peel_data.exports import writing

    many = writing.export(destination, options.format, options.release)
    print(f"Wrote release {options.release or __version__} to {destination}: {many} tables.")
    return 0
