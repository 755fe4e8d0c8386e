"""Audit the transcription of a report: every number of its text is a figure, or listed as none.

    python tools/audit_transcription.py REPORT.txt [--data DIR]

What is held against what, says `peel_data.transcribe.audit`.

The exit code is 0 for a sound transcription, 1 for findings, 2 when the audit could not run.
"""

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from peel_data.errors import PeelError
from peel_data.transcribe import pattern
from peel_data.transcribe.auditing import audit
from peel_data.transcribe.files.reading import read_report

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Row = dict[str, str]

ROOT = Path(__file__).parents[1]


class CannotAuditError(Exception):
    """The audit cannot run: a file is missing, or is not what it should be."""


def read(path: Path) -> list[Row]:
    """Return the rows of a CSV file.

    Raises:
        CannotAuditError: It cannot be read.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CannotAuditError(f"cannot read {path}: {error}") from error


def run(source: Path, data: Path, not_figures: Path | None, publication: str | None) -> int:
    """Audit a text against the data, print what was found and return the exit code.

    Raises:
        CannotAuditError: A file cannot be read, or it is not clear which publication the text is.
        PeelError: The report cannot be read, or nothing says which of its numbers are no figures.
    """
    document = read_report(source)
    citations = read(data / "citations.csv")
    cited = {row["publication"] for row in citations}
    publication = publication or (min(cited) if len(cited) == 1 else None)
    if publication not in cited:
        raise CannotAuditError(f"say with --publication which it is of {', '.join(sorted(cited))}")
    reviewed: Sequence[Mapping[str, str]] = (
        read(not_figures) if not_figures else pattern.reviewed(pattern.read(publication))
    )
    made = audit(document, lambda name: read(data / f"{name}.csv"), reviewed, publication)
    print(f"Transcription audit of {publication}")
    print(f"  {made.parts.lines} lines in {len(made.parts.texts)} parts, each line in one part")
    print(f"  {sum(row['publication'] == publication for row in citations)} citations")
    print(f"  {made.numbers()} numbers, of which {made.by_form()} have a form that is no figure's")
    print(f"  {len(reviewed)} reviewed entries for numbers that are no figures\n")
    for kind, messages in made.findings.items():
        print(f"{kind}: {len(messages) or 'none'}")
        for message in messages:
            print(f"  {message}")
    return 0 if made.ok else 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Return the command line."""
    parser = argparse.ArgumentParser(description="Audit the transcription of a report.")
    parser.add_argument("source", type=Path, help="the report's text, UTF-8")
    parser.add_argument("--data", type=Path, default=ROOT / "data", help="the CSV files")
    parser.add_argument("--publication", help="which publication it is, where several are cited")
    parser.add_argument(
        "--not-figures",
        type=Path,
        help="another reviewed list of numbers that are no figures: part, token, occurrence, reason",
    )
    options = parser.parse_args(arguments)
    try:
        return run(options.source, options.data, options.not_figures, options.publication)
    except (CannotAuditError, PeelError) as error:
        print(f"The audit could not run: {error}", file=sys.stderr)
    except KeyError as error:
        print(f"The audit could not run: a table lacks {error}.", file=sys.stderr)
    except (TypeError, ValueError, ArithmeticError) as error:
        print(
            f"The audit could not run: a table holds what it should not: {error}", file=sys.stderr
        )
    return 2


if __name__ == "__main__":
    sys.exit(main())
