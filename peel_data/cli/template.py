"""The command that makes a template for a new year's figures."""

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
        commands, "template", template, summary="create a template for submitting new figures",
        examples=[
            "template --edition peel-effectiveness-2016 --area northamptonshire -o northants.xlsx",
            "template --edition peel-effectiveness-2016 --area kent --format ods -o kent.ods",
            "template --edition peel-effectiveness-2016 --area kent --format csv -o kent",
        ],
    )  # fmt: skip
    parser.add_argument(
        "--edition", metavar="E", required=True, help="the edition, such as peel-effectiveness-2016"
    )
    parser.add_argument(
        "--area", metavar="A", required=True, help="whose figures, such as northamptonshire"
    )
    parser.add_argument(
        "--format",
        choices=["xlsx", "csv", "ods"],
        default="xlsx",
        help="an Excel workbook, a folder of CSV files, or an OpenDocument spreadsheet "
        "(default: %(default)s)",
    )
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="PATH",
        required=True,
        help="the workbook to write, or for csv the folder",
    )
    parser.add_argument(
        "--force", action="store_true", help="replace what is there, filled in or not"
    )


def template(options: argparse.Namespace) -> int:
    """Write a template and say what it asks for."""
    from peel_data.template.plan import make_plan
    from peel_data.template.writing import write

    plan = make_plan(options.edition, options.area)
    write(plan, options.output, options.format, force=options.force)
    print(
        f"Wrote {options.output}: {plan.asked} figures to fill in, in {len(plan.required)} tables. "
        f"{'Guide.txt in it' if options.format == 'csv' else 'Its first sheet'} explains how."
    )
    print(f"When it is filled in, check it: peel-data validate {options.output}")
    return 0
