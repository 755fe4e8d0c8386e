"""Examining a submission in a process of its own, which can be stopped: by the clock, and by its memory.

The child is a plain `python -c`, not a `multiprocessing` one: it neither imports the caller's main
module nor unpickles anything, and it starts alike on every system. It runs isolated, so that no
file in the current folder can pass for a module.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import subprocess
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from peel_data import paths
from peel_data.errors import PeelError, SubmissionError
from peel_data.findings import Place
from peel_data.validation.baseline import Baseline
from peel_data.validation.read import Limits, read
from peel_data.validation.read.opening import label
from peel_data.validation.report import Report
from peel_data.validation.rules.files import OutOfMemory, OutOfTime, ReaderStopped
from peel_data.validation.run import KNOWN_TABLES, Examined, Options, examine
from peel_data.validation.wire import from_lines, to_lines

if TYPE_CHECKING:
    from peel_data.validation.raw import Reading
    from peel_data.validation.rules.base import Rule

_START: Final = (
    "import sys; sys.path += sys.argv[1:]; "
    "from peel_data.validation.apart import main; sys.exit(main())"
)
_OUT_OF_MEMORY: Final = 3


def examine_apart(
    path: str,
    *,
    against: str | None,
    waivers: str | None,
    options: Options,
    limits: Limits,
    records: bool,
) -> Examined:
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
    try:
        child = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", _START, *_libraries()],
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
                examined = from_lines(child.stdout)
                if examined is not None:
                    return examined
    finally:
        clock.cancel()
    if late.is_set():
        message = f"Reading and judging were stopped after {limits.seconds:g} seconds."
        return _stopped(OutOfTime, message, path)
    if child.returncode == _OUT_OF_MEMORY:
        megabytes = limits.memory_bytes // 1024**2
        message = f"Reading and judging needed more than {megabytes:,} MiB."
        return _stopped(OutOfMemory, message, path)
    return _stopped(ReaderStopped, "The reader stopped unexpectedly.", path)


def _libraries() -> list[str]:
    """Where this process finds its modules, save the current folder: a submission may lie there."""
    package = str(paths.PACKAGE.parent)
    here = str(Path.cwd())
    return [package, *(p for p in sys.path if p not in {"", here, package})]


def _stopped(rule: type[Rule], message: str, path: str) -> Examined:
    finding = rule.found(message, [Place(label(Path(path).name))])
    return Examined(Report(subject=path, findings=(finding,), counts=()), {})


def main() -> int:
    """What the child does: take the request from its input, write what was examined to its output."""
    request = json.load(sys.stdin.buffer)
    limits = Limits(**request["limits"])
    _limit_memory(limits)
    try:
        outcome = _outcome(request, limits)
        with open(sys.stdout.fileno(), "w", encoding="ascii", closefd=False) as out:
            out.writelines(to_lines(outcome))
    except MemoryError:
        return _OUT_OF_MEMORY
    return 0


def _outcome(request: dict[str, Any], limits: Limits) -> Examined | PeelError:
    against, waivers, today = request["against"], request["waivers"], request["today"]
    options = Options(**request["options"])._replace(today=today and dt.date.fromisoformat(today))
    try:
        examined = examine(
            read(request["path"], known_tables=KNOWN_TABLES, limits=limits),
            subject=request["path"],
            baseline=Baseline.installed() if against is None else Baseline.at(Path(against)),
            options=options,
            waivers=read_waivers(waivers, limits) if waivers else None,
        )
    except PeelError as error:
        return error
    return examined if request["records"] else examined._replace(records={})


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
