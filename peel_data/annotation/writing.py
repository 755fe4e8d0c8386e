"""From a submission and its report to an annotated workbook on disk."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from peel_data.annotation.plan import make_plan
from peel_data.errors import InvalidArgument
from peel_data.findings import Severity
from peel_data.paths import write_file
from peel_data.readers.limits import DEFAULT
from peel_data.validation.sandbox import libraries

if TYPE_CHECKING:
    from peel_data.findings import Finding, Report
    from peel_data.readers.limits import Limits

_START: Final = (
    "import sys; sys.path += sys.argv[1:]; "
    "from peel_data.annotation.worker import main; sys.exit(main())"
)


class Annotated(NamedTuple):
    """An annotated workbook.

    Attributes:
        content: Its bytes.
        whole: Whether it is the officer's own; otherwise a new one, of the findings alone.
    """

    content: bytes
    whole: bool


def annotate(report: Report, *, limits: Limits = DEFAULT) -> Annotated:
    """Make the annotated workbook of a submission that was validated.

    An XLSX workbook is edited in a process of its own, within the limits that it was read in. What it holds
    beside the marks stays byte for byte. Of anything else, and of a workbook that could not be read
    as a whole, a new one is made that lists the findings.

    Args:
        report: What `validate` said of the submission, which is still where it was.
        limits: How much is read at most, and how much time and memory it may take.

    Raises:
        InvalidArgument: No process could be started for it, or it was stopped.
    """
    whole = report.location.lower().endswith(".xlsx") and not any(map(_is_unread, report.findings))
    plan = make_plan(report).to_dict()
    answer = _ask(
        {"path": report.location, "plan": plan, "limits": asdict(limits), "whole": whole}, limits
    )
    if answer is None and whole:
        answer = _ask({"path": "", "plan": plan, "limits": asdict(limits), "whole": False}, limits)
    if not answer:
        raise InvalidArgument(
            "The annotated workbook could not be created. Read the report instead."
        )
    return Annotated(answer[1:], answer[:1] == b"W")


def write_annotated(report: Report, path: Path, *, limits: Limits = DEFAULT) -> bool:
    """Write the annotated workbook of a submission, and return whether it is the officer's own.

    Raises:
        InvalidArgument: The name does not end in .xlsx, is that of the submission, or cannot be written.
    """
    check_name(path, report.location)
    made = annotate(report, limits=limits)
    write_file(path, made.content)
    return made.whole


def check_name(path: Path, submission: str) -> None:
    """Refuse a name under which an annotated workbook could not be opened, or would destroy what was sent.

    Raises:
        InvalidArgument: The name is refused; the message says why.
    """
    if path.suffix.lower() != ".xlsx":
        raise InvalidArgument(
            f"An annotated workbook is an Excel workbook. Give it a name such as {path.with_suffix('.xlsx').name}."
        )
    if submission and path.exists() and Path(submission).exists() and path.samefile(submission):
        raise InvalidArgument(
            f"{path} is the submission itself, which is never overwritten. Choose another name."
        )


def _is_unread(finding: Finding) -> bool:
    """Return whether a finding says that a file could not be read at all."""
    at_a_file = bool(finding.places) and finding.places[0].sheet is None
    return finding.severity is Severity.ERROR and finding.code.startswith("F1") and at_a_file


def _ask(request: dict[str, object], limits: Limits) -> bytes | None:
    """Return what the process of its own answers; None where it was stopped."""
    quiet = ["-B"] if sys.dont_write_bytecode else []
    errors = None if os.environ.get("PEEL_DATA_DEBUG") else subprocess.DEVNULL
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-S", *quiet, "-c", _START, *libraries()],
            input=json.dumps(request).encode(),
            stdout=subprocess.PIPE,
            stderr=errors,
            timeout=limits.wall_seconds,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
