"""The command that makes a template for a new year's figures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from peel_data.cli.parser import add_command
from peel_data.errors import InvalidArgument
from peel_data.paths import as_argument

if TYPE_CHECKING:
    import argparse

    from peel_data.cli.parser import Commands


def add_to(commands: Commands) -> None:
    """Add the commands of this module."""
    parser = add_command(
        commands, "template", template, summary="create a form for submitting new figures",
        examples=[
            "template --edition peel-effectiveness-2016 --area northamptonshire -o northants.xlsx",
            "template --edition peel-effectiveness-2016 --area kent --format ods -o kent.ods",
            "template --edition peel-effectiveness-2016 --area kent --format csv -o kent.csv",
            "template --edition peel-effectiveness-2016 --area kent --layout tables -o kent.xlsx",
            "template --edition peel-effectiveness-2016 --area kent --layout tables --report -o report.xlsx",
        ],
    )  # fmt: skip
    parser.add_argument(
        "--edition",
        metavar="EDITION",
        required=True,
        help="the edition, such as peel-effectiveness-2016",
    )
    parser.add_argument(
        "--area",
        metavar="AREA",
        required=True,
        help='the police force, such as northamptonshire or "Northamptonshire Police"',
    )
    parser.add_argument(
        "--format",
        choices=["xlsx", "csv", "ods"],
        default="xlsx",
        help="an Excel workbook, CSV, or an OpenDocument spreadsheet (default: %(default)s)",
    )
    parser.add_argument(
        "--layout",
        choices=["form", "tables"],
        default="form",
        help="one sheet with a line for each figure, in words; or a sheet (in CSV: a file in a folder) for "
        "each table, for programs (default: %(default)s)",
    )
    parser.add_argument(
        "--report",
        action="store_true",
        help="with --layout tables: also those of a printed report, such as citations and judgments",
    )
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="PATH",
        required=True,
        help="the file to write; with --layout tables --format csv, the folder",
    )
    parser.add_argument(
        "--force",
        action="store_true",
        help="overwrite an existing file, even one that is filled in",
    )


def template(options: argparse.Namespace) -> int:
    """Write a template and say what it asks for."""
    from peel_data.tables.lookup import area_id

    if options.report and options.layout == "form":
        raise InvalidArgument("--report needs --layout tables: a report is a submission of tables.")
    options.area = area_id(options.area)
    told = _write_form(options) if options.layout == "form" else _write_tables(options)
    print(f"Wrote {options.output}: {told}")
    print(f"When it is filled in, check it: peel-data validate {as_argument(options.output)}")
    return 0


def _write_form(options: argparse.Namespace) -> str:
    from peel_data.template.writing import write_form

    lines = write_form(
        options.edition, options.area, options.output, options.format, force=options.force
    )
    asked = [line for line in lines if not line.optional]
    given = sum(bool(line.published) for line in asked)
    already = f" {given} of them are published and filled in already." if given else ""
    return f"one sheet with {len(asked)} figures, a line for each.{already}"


def _write_tables(options: argparse.Namespace) -> str:
    from peel_data.template.plan import make_plan
    from peel_data.template.writing import write

    plan = make_plan(options.edition, options.area, report=options.report)
    write(plan, options.output, options.format, force=options.force)
    explains = "Guide.txt in it" if options.format == "csv" else "Its first sheet"
    return (
        f"{plan.asked} figures to fill in, in {len(plan.required)} tables. {explains} explains how."
    )
