"""The command that drafts the rows of a printed report."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from peel_data.cli.limits import add_limits, limits_of
from peel_data.cli.parser import add_command
from peel_data.errors import InvalidArgument
from peel_data.paths import as_argument

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Sequence

    from peel_data.cli.parser import Commands
    from peel_data.transcribe.run import Summary

MOST = 10
_BESIDE = {
    "judgments": ("judgment", "judgments"),
    "comparisons": ("comparison in words", "comparisons in words"),
    "areas_for_improvement": ("area for improvement", "areas for improvement"),
    "report_figures": ("table or chart", "tables and charts"),
}
"""What a draft has beside figures, as it is counted."""
_LIMITS = {
    "--max-seconds": "processor time, in seconds",
    "--max-memory": "memory, in MiB",
    "--max-size": "the report's file, in MB",
    "--max-unpacked": "a Word file unpacked, in MB",
    "--max-rows": "lines of the report",
}


def add_to(commands: Commands) -> None:
    """Add the commands of this module."""
    parser = add_command(
        commands, "transcribe", transcribe, summary="draft the rows of a printed report from its file",
        examples=[
            "transcribe kent-2015.txt --area kent --edition peel-effectiveness-2015 -o kent-draft",
            "transcribe kent-2015.pdf --area kent --edition peel-effectiveness-2015 --like none -o kent-draft",
            "transcribe northamptonshire-2015.txt --learn peel-effectiveness-2015-northamptonshire",
        ],
    )  # fmt: skip
    parser.add_argument(
        "report", type=Path, metavar="REPORT",
        help="the report: .txt, .md, .html, .docx, or .pdf (needs the extra `reports`)",
    )  # fmt: skip
    parser.add_argument("--area", metavar="AREA", help="whose report it is, such as kent")
    parser.add_argument(
        "--edition", metavar="EDITION", help="the edition, such as peel-effectiveness-2015"
    )
    parser.add_argument(
        "-o", "--output", type=Path, metavar="DRAFT", help="the folder to write the draft to"
    )
    parser.add_argument(
        "--like",
        action="append",
        default=[],
        metavar="PUBLICATION",
        help="a transcribed report to use as a pattern, or none; may be repeated (default: all of the edition)",
    )
    parser.add_argument(
        "--publication", default="", metavar="ID", help="the report's id (default: EDITION-AREA)"
    )
    parser.add_argument(
        "--learn",
        metavar="PUBLICATION",
        help="write no draft; learn from a report that is transcribed already",
    )
    parser.add_argument(
        "--root", type=Path, default=Path(), metavar="DIR",
        help="with --learn, the checkout (default: this folder)",
    )  # fmt: skip
    add_limits(parser, _LIMITS)


def transcribe(options: argparse.Namespace) -> int:
    """Draft a report, and say what is left to do; 1 if anything is."""
    from peel_data.transcribe.sandbox import transcribe_in_sandbox

    if options.learn:
        return _learn(options)
    missing = [f"--{name}" for name in ("area", "edition", "output") if not getattr(options, name)]
    if missing:
        raise InvalidArgument(f"A draft needs {', '.join(missing)}. See `peel-data transcribe -h`.")

    def show(words: str) -> None:
        if sys.stderr.isatty():
            print(f"\r\x1b[K{words} ...", end="", file=sys.stderr, flush=True)

    try:
        made = transcribe_in_sandbox(
            options.report,
            options.output,
            area=options.area,
            edition=options.edition,
            like=options.like,
            publication=options.publication,
            limits=limits_of(options),
            on_progress=show,
        )
    finally:
        if sys.stderr.isatty():
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
    _tell(options, made)
    return 1 if made.conflicts or made.summaries or made.required or made.states.get("open") else 0


def _tell(options: argparse.Namespace, made: Summary) -> None:
    how = "from headings, labels and grammar alone"
    if made.like:
        how = f"with {', '.join(made.like)} as the pattern"
    states, draft = made.states, options.output
    claimed, none, left = (states.get(state, 0) for state in ("claimed", "not_a_figure", "open"))
    print(f"Drafted {options.report.name} in {draft}, {how}.\n")
    places = _counted(made.rows.get("citations", 0), "place", "places")
    print(f"  {_counted(made.figures, 'figure', 'figures')} at {places}")
    beside = [
        _counted(made.rows[name], *words) for name, words in _BESIDE.items() if name in made.rows
    ]
    if beside:
        print(f"  {', '.join(beside)}")
    print(
        f"  {_counted(sum(states.values()), 'number', 'numbers')}: {claimed} claimed, {none} not figures, {left} open"
    )
    proposed = ""
    if made.proposals:
        measures = "a new measure" if made.proposals == 1 else "new measures"
        proposed = f"; {made.proposals} proposed as {measures} in proposals.csv"
    _tasks("To do", (
        (len(made.conflicts), "conflict", "conflicts", ": conflicts.csv has the places"),
        (left, "open number", "open numbers", f": decide in decisions.csv{proposed}"),
        (made.summaries, "summary", "summaries", " to write in your own words, in tables/areas_for_improvement.csv"),
        (len(made.required), "missing figure", "missing figures",
         " that the edition requires: claim each in decisions.csv, or write not_supplied in missing.csv"),
    ))  # fmt: skip
    _tasks("To look at", (
        (made.doubtful, "claim", "claims", " with a confidence below 0.80 in transcription.csv"),
        (made.doubtful_rows, "row", "rows", " without figures, with a confidence below 0.80 in rows.csv"),
        (made.unheld, "number", "numbers", " to compare with the report: nothing else would reveal a misread digit"),
        (len(made.missing) - len(made.required), "figure", "figures",
         " that other reports print and this one may not (missing.csv)"),
    ))  # fmt: skip
    _list("Conflicts", made.conflicts)
    _list("Missing figures", made.required)
    _list("Differences from the pattern", made.differences)
    _list("Notes", made.notes)
    print(
        f"\nNext: peel-data review {as_argument(draft)}\nAfter a change: run the same command again\n"
        f"To finish: peel-data accept {as_argument(draft)}"
    )


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _tasks(title: str, tasks: Iterable[tuple[int, str, str, str]]) -> None:
    lines = [f"  {_counted(count, one, many)}{how}" for count, one, many, how in tasks if count]
    if lines:
        print(f"\n{title}:", *lines, sep="\n")


def _list(title: str, lines: Sequence[str]) -> None:
    from peel_data.report import phrases

    if lines:
        print(f"\n{title}:\n{phrases.indented(lines, MOST)}")


def _learn(options: argparse.Namespace) -> int:
    """Write what a transcribed report teaches."""
    from peel_data.paths import write_file
    from peel_data.tables import release_files
    from peel_data.transcribe import pattern
    from peel_data.transcribe.files.reading import read_report
    from peel_data.transcribe.learning import learn

    root = options.root.resolve()
    home = root / pattern.FOLDER
    known = pattern.read(options.learn, home)
    tables = release_files.tables(release_files.read(root))
    document = read_report(options.report, limits_of(options))
    data = learn(document, tables.__getitem__, pattern.reviewed(known), options.learn)
    path = home / f"{options.learn}.csv"
    write_file(path, data)
    print(f"Wrote {path.relative_to(root)}: {data.count(bytes([10])) - 1} places.")
    return 0
