"""What the process of its own does: it reads, judges, and answers in lines of JSON."""

from __future__ import annotations

import contextlib
import datetime as dt
import gc
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from peel_data.errors import PeelError, SubmissionError
from peel_data.readers import Limits, read
from peel_data.validation.baseline import Baseline
from peel_data.validation.options import Options
from peel_data.validation.run import validate_reading
from peel_data.validation.serialization import OUT_OF_MEMORY, to_lines
from peel_data.validation.tables import KNOWN_TABLES

if TYPE_CHECKING:
    from peel_data.readers.reading import Reading
    from peel_data.validation.options import ValidationResult


def main() -> int:
    """What the child does: take the request from its input, write what was examined to its output."""
    # Records and figures are in no cycles: to look for some in all of them, again and again, is a fifth of the time.
    gc.set_threshold(100_000, 50, 1000)
    request = json.load(sys.stdin.buffer)
    limits = Limits(**request["limits"])
    _limit_memory(limits)
    try:
        outcome = _outcome(request, limits)
        with open(sys.stdout.fileno(), "w", encoding="ascii", closefd=False) as out:
            out.writelines(to_lines(outcome))
    except MemoryError:
        return OUT_OF_MEMORY
    return 0


def _outcome(request: dict[str, Any], limits: Limits) -> ValidationResult | PeelError:
    against, waivers, today = request["against"], request["waivers"], request["today"]
    options = Options(**request["options"])._replace(today=today and dt.date.fromisoformat(today))
    try:
        options.check()  # before anything is read
        validate_with_records = validate_reading(
            read(request["path"], known_tables=KNOWN_TABLES, limits=limits),
            subject=request["path"],
            baseline=Baseline.installed() if against is None else Baseline.at(Path(against)),
            options=options,
            waivers=read_waivers(waivers, limits) if waivers else None,
        )
    except PeelError as error:
        return error
    return (
        validate_with_records if request["records"] else validate_with_records._replace(records={})
    )


def read_waivers(path: str, limits: Limits) -> Reading:
    """The waivers in a file beside a submission.

    Raises:
        SubmissionError: It holds other tables.
    """
    reading = read(path, known_tables=KNOWN_TABLES, limits=limits)
    others = {raw.table for raw in reading.tables} - {"waivers"}
    if others:
        raise SubmissionError(
            f"{path} holds {', '.join(sorted(others))}. A file of waivers holds the table waivers alone."
        )
    return reading


def _limit_memory(limits: Limits) -> None:
    """Set the limits that this system has; a lower one that is set already stays."""
    try:
        import resource
    except ImportError:  # Windows
        return
    seconds = int(limits.seconds) + 1
    for kind, most in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))
