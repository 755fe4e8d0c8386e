"""The command that shows a person what is left to do in the draft of a report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from peel_data.cli.parser import add_command

if TYPE_CHECKING:
    import argparse

    from peel_data.cli.parser import Commands
    from peel_data.review.gathering import Review

_PAGE = "review.html"


def add_to(commands: Commands) -> None:
    """Add the commands of this module."""
    parser = add_command(
        commands, "review", review, summary="show the draft of a report with every number marked",
        examples=["review kent-draft", "review kent-draft -o kent-review.html"],
    )  # fmt: skip
    parser.add_argument("draft", type=Path, metavar="DRAFT", help="a draft that `transcribe` made")
    parser.add_argument(
        "-o", "--output", type=Path, metavar="PAGE", help=f"the page (default: DRAFT/{_PAGE})"
    )


def review(options: argparse.Namespace) -> int:
    """Write the page, and say what is left; 1 if anything is."""
    from peel_data.paths import write_file
    from peel_data.review.gathering import read_review
    from peel_data.review.page import render_review

    made = read_review(options.draft)
    page = options.output or options.draft / _PAGE
    write_file(page, render_review(made).encode())
    _tell(made, page)
    return 1 if made.left else 0


def _tell(made: Review, page: Path) -> None:
    from peel_data.review.gathering import DECIDED, DOUBTFUL, UNHELD
    from peel_data.transcribe.draft import OPEN

    figures = len(made.places)
    print(
        f"Wrote {page}: {made.origin.publication}, {figures} {'figure' if figures == 1 else 'figures'} drafted.\n"
    )
    counts = (
        (len(made.conflicts), "conflict", "conflicts", ""),
        (len(made.of(OPEN)), "open number", "open numbers", ""),
        (len(made.unsummed), "summary", "summaries", " to write"),
        (len(made.required), "required figure", "required figures", " not found"),
        (len(made.of(DOUBTFUL)), "claim", "claims", " to look over"),
        (
            len(made.of(UNHELD)),
            "number",
            "numbers",
            " to compare with the report: nothing else would reveal a misread digit",
        ),
        (
            len(made.of(DECIDED)),
            "decision",
            "decisions",
            " not applied yet: run `peel-data transcribe` again",
        ),
        (len(made.differences), "difference", "differences", " from the pattern"),
    )
    for count, one, many, more in counts:
        print(f"  {count:4} {one if count == 1 else many}{more}")
    print("\nOpen the page in a browser. Press n and p to step through what is open.")
