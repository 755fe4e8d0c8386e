"""Commands that check: the installed release, and submissions; and that explain the rules."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from peel_data import paths
from peel_data.cli import output
from peel_data.cli.limits import add_limits, limits_of, progress_bar
from peel_data.cli.parser import add_command, add_format
from peel_data.paths import as_argument, write_file
from peel_data.report import STYLES

if TYPE_CHECKING:
    import argparse

    from peel_data.cli.parser import Commands
    from peel_data.figures.figure import Figures
    from peel_data.findings import Report
    from peel_data.readers.limits import Limits


def add_to(commands: Commands) -> None:
    """Add the commands of this module."""
    parser = add_command(
        commands,
        "check",
        check,
        summary="check the installed release against its own schemas, keys, rules and citations",
        examples=["check", "check --format json"],
    )
    add_format(parser, *STYLES)
    parser.add_argument("--root", type=Path, metavar="DIR", help="check a source checkout instead")

    parser = add_command(
        commands,
        "validate",
        validate,
        summary="validate a submission: a CSV file, a folder, a zip, a workbook or a datapackage.json",
        examples=[
            "validate northamptonshire-2016.xlsx",
            "validate figures/ --format html -o report.html",
            "validate northamptonshire-2016.xlsx --format mail",
            "validate northamptonshire-2016.xlsx --annotate marked.xlsx",
            "validate figures.zip --ignore C605 --strict",
            "validate every-force/ --max-rows 200000 --max-cells 4000000 --max-seconds 120",
        ],
    )
    parser.add_argument("path", metavar="PATH", help="the submission")
    parser.add_argument(
        "--against",
        metavar="RELEASE",
        help="a folder, zip or wheel of another release (default: the installed one)",
    )
    add_format(parser, *STYLES)
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="write the report there instead of printing it"
    )
    parser.add_argument(
        "--annotate",
        metavar="OUT.xlsx",
        help="also give the workbook back with every bad cell marked and commented",
    )
    parser.add_argument(
        "--select", metavar="CODES", default="", help="only these rules or families, such as A,S204"
    )
    parser.add_argument(
        "--ignore", metavar="CODES", default="", help="leave out these rules or families"
    )
    parser.add_argument(
        "--waivers", metavar="FILE", help="waivers in a file of their own, waivers.csv"
    )
    parser.add_argument("--strict", action="store_true", help="treat warnings as errors")
    add_limits(parser)
    parser.add_argument(
        "--steward", action="store_true", help="show how each finding could be waived"
    )

    parser = add_command(
        commands,
        "rules",
        rules,
        summary="list the rules",
        examples=["rules", "rules --format json"],
    )
    add_format(parser, "table", "json")

    parser = add_command(
        commands,
        "explain",
        explain,
        summary="explain a rule",
        examples=["explain S204", "explain A503 --format json"],
    )
    parser.add_argument("code", metavar="CODE", help="the rule's code, as findings show it")
    add_format(parser, "text", "json")


def check(options: argparse.Namespace) -> int:
    """Check the installed release."""
    from peel_data.findings import Severity
    from peel_data.validation.pipeline import check as check_release

    report = check_release(options.root.resolve() if options.root else None)
    if options.format != "text":
        print(report.render(options.format, steward=True), end="")
    elif report.ok and report.count(Severity.INFO) == len(report.findings):
        _print_summary(report, options.root.resolve() if options.root else paths.root())
    else:
        _print_text(report, steward=True)
    return 0 if report.ok else 1


def validate(options: argparse.Namespace) -> int:
    """Validate a submission."""
    from peel_data.validation.options import Options, codes
    from peel_data.validation.pipeline import validate as validate_submission

    annotated = Path(options.annotate) if options.annotate is not None else None
    if annotated is not None:
        from peel_data.annotation.writing import check_name

        check_name(annotated, options.path)
    limits = limits_of(options)
    path, note = _of_a_draft(options.path)
    with progress_bar() as show:
        report = validate_submission(
            path,
            against=options.against,
            waivers=options.waivers,
            options=Options(codes(options.select), codes(options.ignore), options.strict),
            limits=limits,
            on_progress=show,
        )
    if annotated is not None:
        _annotate(report, annotated, limits)
    if options.output is not None:
        rendered = report.render(options.format, steward=options.steward)
        write_file(Path(options.output), rendered.encode())
        print(f"{options.output}: {'valid' if report.ok else 'not valid'}.", file=sys.stderr)
    elif options.format == "text":
        _print_text(report, steward=options.steward)
    else:
        print(report.render(options.format, steward=options.steward), end="")
    if note and not report.ok:
        print(note, file=sys.stderr)
    return 0 if report.ok else 1


def _of_a_draft(path: str) -> tuple[str, str]:
    """Return the tables of a report's draft with a note on them, and any other path as it is."""
    folder = Path(path)
    above = folder.absolute().parent if folder == Path() else folder.parent
    if not any((each / "draft.json").is_file() for each in (folder, above)):
        return path, ""
    from peel_data.transcribe import draft

    home = folder if draft.is_draft(folder) else above
    tables = home / draft.TABLES
    if folder.resolve() not in {home.resolve(), tables.resolve()}:
        return path, ""
    note = (
        f"{home} is the draft of a report. Measures and units that it proposes are known once it is accepted; "
        f"`peel-data accept {as_argument(home)} --dry-run`, in a checkout, validates it with them."
    )
    return str(tables), note


def _annotate(report: Report, path: Path, limits: Limits) -> None:
    from peel_data.annotation.writing import write_annotated
    from peel_data.findings import Severity

    own = write_annotated(report, path, limits=limits)
    what = "your workbook, with what was found marked" if own else "a list of what was found"
    if not any(finding.severity is not Severity.INFO for finding in report.findings):
        what = "your workbook, in which nothing is marked" if own else "nothing was found"
    print(f"{path}: {what}.", file=sys.stderr)


def _print_text(report: Report, *, steward: bool) -> None:
    from peel_data.report.text import render_text

    terminal = sys.stdout.isatty()
    width = output.console().width if terminal else None
    print(render_text(report, width=width, colour=terminal, steward=steward), end="")


def _print_summary(report: Report, root: Path) -> None:
    """Print a short summary of a valid release and its headline figures."""
    from peel_data.api import figures
    from peel_data.report import phrases
    from peel_data.tables import TABLES, formatting, records
    from peel_data.validation.rules.registry import RULES

    held = figures()
    places = sum(len(figure.citations) for figure in held)
    tables = len({figure.table for figure in held})
    print(f"{report.subject} is valid.\n")
    for edition in records.read("editions"):
        areas = dict.fromkeys(figure.area for figure in held if figure.edition == edition["id"])
        if areas:
            print(
                f"  {edition['title']}: {', '.join(formatting.area_name(area) for area in areas)}"
            )
    print(f"  {len(held)} figures in {tables} tables, printed in {places} places, each place cited")
    print(f"  {report.records_read} rows of {len(TABLES)} tables read, all accepted")
    print(f"  {len(RULES)} rules, no error and no warning; Frictionless accepts it too")
    print(f"  history: {_history_in_words(root)}\n")
    _print_figures(held)
    for one in report.waived:
        print(f"\nwaived {phrases.waived(one)}")
    for finding in report.findings:
        print(f"\nnote {finding.code}: {finding.message}")


def _history_in_words(root: Path) -> str:
    """Return how many releases are kept, and with which hash they end, to be compared with a published one."""
    from peel_data.history.store import Store, pin

    many = len(Store(root).chain())
    pinned = pin(root)
    if not many or pinned is None:
        return "no past release"
    return f"{many} {'release' if many == 1 else 'releases'}, ending with {pinned.head}"


def _print_figures(held: Figures) -> None:
    """Print the figures of the latest edition side by side, one column for each area, while they fit."""
    from peel_data.tables import TABLES, formatting

    areas = sorted(
        {figure.area for figure in held}, key=lambda area: (area == "england-and-wales", area)
    )
    if len(areas) > 4:
        print("List the figures with `peel-data figures`.")
        return
    rows: dict[tuple[str, str], dict[str, str]] = {}
    order = {table.name: position for position, table in enumerate(TABLES)}
    for figure in sorted(
        held, key=lambda figure: (order[figure.table], figure.id.split(":", 3)[-1])
    ):
        value = formatting.amount(figure)
        if departure := formatting.departure(figure):
            value += f" ({departure})"
        rows.setdefault((figure.title, formatting.change(figure)), {})[figure.area] = value
    output.print_table(
        ["figure", "period", *(formatting.area_name(area) for area in areas)],
        [
            [title, when, *(values.get(area, "") for area in areas)]
            for (title, when), values in rows.items()
        ],
        right=[formatting.area_name(area) for area in areas],
    )


def rules(options: argparse.Namespace) -> int:
    """List the rules."""
    from peel_data.validation.rules.registry import RULES

    if options.format == "json":
        output.print_json(
            [{"code": r.code, "severity": r.severity, "title": r.title} for r in RULES]
        )
    else:
        output.print_table(
            ["code", "severity", "rule"], [[r.code, r.severity, r.title] for r in RULES]
        )
        print("\n`peel-data explain CODE` says why a rule exists and how to fix what it finds.")
    return 0


def explain(options: argparse.Namespace) -> int:
    """Explain a rule."""
    from peel_data.validation.explaining import explanation, rule_of

    rule = rule_of(options.code)
    if options.format == "json":
        output.print_json(
            {
                "code": rule.code,
                "severity": rule.severity,
                "title": rule.title,
                "explanation": rule.explanation,
                "bad": rule.bad,
                "good": rule.good,
                "requires": rule.requires,
            }
        )
    else:
        print(explanation(rule))
    return 0
