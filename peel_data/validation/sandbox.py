"""Examining a submission in a process of its own, which can be stopped: by the clock, and by its memory.

The child is a plain `python -c`, not a `multiprocessing` one: it neither imports the caller's main
module nor unpickles anything, and it starts alike on every system. It runs isolated, so that no
file in the current folder can pass for a module. Here is what asks and waits; `judge` is what it runs.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

from peel_data import paths
from peel_data.findings import Place, Report
from peel_data.readers.rules.files import OutOfMemory, OutOfTime, ReaderStopped
from peel_data.validation.options import ValidationResult
from peel_data.validation.serialization import OUT_OF_MEMORY, from_lines

if TYPE_CHECKING:
    from peel_data.readers.limits import Limits
    from peel_data.rule import Rule
    from peel_data.validation.options import Options

_START: Final = (
    "import sys; sys.path += sys.argv[1:]; "
    "from peel_data.validation.sandbox_worker import main; sys.exit(main())"
)


def validate_in_sandbox(
    path: str,
    *,
    against: str | None,
    waivers: str | None,
    options: Options,
    limits: Limits,
    records: bool,
) -> ValidationResult:
    """Read and judge a submission in a process of its own, within limits of time and memory.

    Whatever the files hold, the answer is a report: when the child is stopped or stops, it has one
    finding that says so. The limit of memory holds where the system has one (Linux, and partly
    macOS); the limit of time holds everywhere.

    Args:
        path: The submission.
        against: Another release to hold it against; None is the installed one.
        waivers: A file of waivers beside it.
        options: What to select, and how strictly to judge.
        limits: How much is read at most; how much time and memory all of it may take.
        records: Whether the records are wanted beside the report.

    Raises:
        PeelError: It could not be examined at all, in the words of the child.
    """
    request = {
        "path": path,
        "against": against,
        "waivers": waivers,
        "options": options._replace(today=None)._asdict(),
        "today": options.today.isoformat() if options.today else None,
        "limits": asdict(limits),
        "records": records,
    }
    late = threading.Event()
    debugging = bool(os.environ.get("PEEL_DATA_DEBUG"))
    quiet = (
        ["-B"] if sys.dont_write_bytecode else []
    )  # by -I it would not know from the environment
    try:
        child = subprocess.Popen(
            [sys.executable, "-I", "-S", *quiet, "-c", _START, *_libraries()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None if debugging else subprocess.DEVNULL,
        )
    except OSError:
        return _stopped(ReaderStopped, "The reader could not be started.", path)

    def stop() -> None:
        late.set()
        child.kill()

    clock = threading.Timer(limits.seconds, stop)
    clock.start()
    try:
        with child, contextlib.suppress(OSError):
            if child.stdin and child.stdout:
                child.stdin.write(json.dumps(request).encode())
                child.stdin.close()
                validate_with_records = from_lines(child.stdout)
                if validate_with_records is not None:
                    return validate_with_records
    finally:
        clock.cancel()
    if late.is_set():
        message = f"Reading and judging were stopped after {limits.seconds:g} seconds."
        return _stopped(OutOfTime, message, path)
    if child.returncode == OUT_OF_MEMORY:
        megabytes = limits.memory_bytes // 1024**2
        message = f"Reading and judging needed more than {megabytes:,} MiB."
        return _stopped(OutOfMemory, message, path)
    return _stopped(ReaderStopped, "The reader stopped unexpectedly.", path)


def _libraries() -> list[str]:
    """Where this process finds its modules, save the current folder: a submission may lie there."""
    package = str(paths.PACKAGE.parent)
    here = str(Path.cwd())
    return [package, *(p for p in sys.path if p not in {"", here, package})]


def _stopped(rule: type[Rule], message: str, path: str) -> ValidationResult:
    from peel_data.readers.files import label

    finding = rule.found(message, [Place(label(Path(path).name))])
    return ValidationResult(Report(subject=path, findings=(finding,), counts=()), {})
