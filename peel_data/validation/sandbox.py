"""Validate a submission in a process of its own, which time and memory limits can stop.

The child is a plain `python -c`, not a `multiprocessing` one: it neither imports the caller's main
module nor unpickles anything, and it starts alike on every system. It runs isolated, so that no
file in the current folder can pass for a module. This module starts it and waits; `sandbox_worker` is what it runs.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from peel_data import paths
from peel_data.errors import SubmissionError
from peel_data.findings import Place, Report
from peel_data.readers.limits import DEFAULT
from peel_data.readers.rules.files import ReaderStopped
from peel_data.validation.options import ValidationResult
from peel_data.validation.progress import Progress
from peel_data.validation.serialization import (
    OUT_OF_MEMORY,
    OUT_OF_TIME,
    OUT_OF_WALL_TIME,
    from_lines,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from peel_data.readers.limits import Limits
    from peel_data.validation.options import Options

_START: Final = (
    "import os, sys; sys.path += sys.argv[1:]; "
    "from peel_data.validation.sandbox_worker import main; os._exit(main())"
)


PATIENCE: Final = 20
"""Seconds by the clock, beyond the limit, in which the child may stop itself."""
_LIMITS: Mapping[int, str] = {
    OUT_OF_MEMORY: "memory_bytes",
    OUT_OF_TIME: "seconds",
    OUT_OF_WALL_TIME: "wall_seconds",
    -getattr(signal, "SIGXCPU", 1000): "seconds",
}
"""Which limit the child was stopped by, by what it leaves with."""


def validate_in_sandbox(
    path: str,
    *,
    against: str | None,
    waivers: str | None,
    options: Options,
    limits: Limits,
    records: bool,
    program: str | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> ValidationResult:
    """Read and judge a submission in a process of its own, within limits of time and memory.

    Whatever the files hold, the answer is a report. One that was stopped says how far it got, and all that it
    found. The limit of memory holds where the system has one (Linux, and partly macOS); those of time
    hold everywhere.

    Args:
        path: The submission.
        against: Another release to hold it against; None is the installed one.
        waivers: A file of waivers beside it.
        options: What to select, and how strictly to judge.
        limits: How much is read at most; how much time and memory all of it may take.
        records: Whether the records are wanted beside the report.
        program: The folder of another copy of the package, whose code and vocabulary judge; None is this one.
        on_progress: Is told some ten times a second how far it is.

    Raises:
        PeelError: It could not be examined at all, in the words of the child.
    """
    if getattr(sys, "frozen", False):
        raise SubmissionError(
            "A frozen program cannot read submissions, which needs a separate Python process. Validate "
            'with an installed `peel-data`, or pass DataFrames: validate({"crime_rates": frame}).'
        )
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
    progress = Progress()
    debugging = bool(os.environ.get("PEEL_DATA_DEBUG"))
    quiet = (
        ["-B"] if sys.dont_write_bytecode else []
    )  # by -I it would not know from the environment
    modules = [*([program] if program else []), *libraries()]
    try:
        child = subprocess.Popen(
            [sys.executable, "-I", "-S", *quiet, "-c", _START, *modules],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None if debugging else subprocess.DEVNULL,
        )
    except OSError:
        return _broken("The reader could not be started.", path)

    def stop() -> None:
        late.set()
        child.kill()

    def tell(numbers: list[Any]) -> None:
        progress.update(numbers)
        if on_progress:
            on_progress(progress)

    # The child stops itself, and says what it found; this is for one that no longer listens.
    clock = threading.Timer(limits.wall_seconds + PATIENCE, stop)
    clock.start()
    try:
        with child, contextlib.suppress(OSError):
            if child.stdin and child.stdout:
                child.stdin.write(json.dumps(request).encode())
                child.stdin.close()
                result = from_lines(child.stdout, tell)
                if result is not None:
                    return result
    finally:
        clock.cancel()
    limit = "wall_seconds" if late.is_set() else _LIMITS.get(child.returncode or 0)
    if limit is None:
        least = DEFAULT.memory_bytes
        hint = f"The limit of memory may be too low for it: allow more with --max-memory {least // 1024**2}."
        hints = (hint,) if limits.memory_bytes < least else ()
        return _broken("The reader stopped unexpectedly.", path, hints)
    from peel_data.readers.files import label
    from peel_data.validation.stopping import explain_stop

    finding = explain_stop(limit, progress, limits, label(Path(path).name), lost=True)
    return ValidationResult(Report(subject=path, findings=(finding,), counts=()), {})


def libraries() -> list[str]:
    """Return where this process finds its modules, save the current folder: a submission may lie there."""
    package = str(paths.package().parent)
    here = str(Path.cwd())
    return [package, *(p for p in sys.path if p not in {"", here, package})]


def _broken(message: str, path: str, hints: tuple[str, ...] = ()) -> ValidationResult:
    from peel_data.readers.files import label

    finding = ReaderStopped.found(message, [Place(label(Path(path).name))], hints=hints)
    return ValidationResult(Report(subject=path, findings=(finding,), counts=()), {})
