"""Reading in a process of its own, which can be stopped: by the clock, and by its memory.

The child is a plain `python -c`, not a `multiprocessing` one: it neither imports the caller's main
module nor unpickles anything, and it starts alike on every system. It runs isolated, so that no
file in the current folder can pass for a module.
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

import defusedxml

from peel_data import paths
from peel_data.findings import Place
from peel_data.validation.raw import Reading, Rejected
from peel_data.validation.read.limits import DEFAULT, Limits
from peel_data.validation.read.opening import label
from peel_data.validation.read.submission import read
from peel_data.validation.read.wire import from_lines, to_lines
from peel_data.validation.rules.files import OutOfMemory, OutOfTime, ReaderStopped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from peel_data.validation.rules.base import Rule

_START: Final = (
    "import sys; sys.path += sys.argv[1:]; "
    "from peel_data.validation.read.child import main; sys.exit(main())"
)
_OUT_OF_MEMORY: Final = 3


def read_in_child(
    path: str | os.PathLike[str],
    *,
    known_tables: Mapping[str, tuple[str, ...]],
    limits: Limits = DEFAULT,
) -> Reading:
    """Read a submission in a process of its own, within limits of time and memory.

    Whatever the files hold, the answer is a reading: when the child is stopped or stops, it has one
    finding that says so. The limit of memory holds where the system has one (Linux, and partly
    macOS); the limit of time holds everywhere.

    Args:
        path: As for `read`.
        known_tables: As for `read`.
        limits: How much is read at most, and for how long.

    Example:
        >>> reading = read_in_child("nowhere.csv", known_tables={"crime_rates": ("area",)})
        >>> reading.findings[0].code
        'F101'
    """
    target = os.path.abspath(path)  # noqa: PTH100 - resolve() would follow links
    request = json.dumps({"path": target, "known": dict(known_tables), "limits": asdict(limits)})
    places = [paths.PACKAGE.parent, Path(defusedxml.__file__ or "").parent.parent]
    late = threading.Event()
    try:
        child = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", _START, *map(str, places)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError:
        return _stopped(ReaderStopped, "The reader could not be started.", target)

    def stop() -> None:
        late.set()
        child.kill()

    clock = threading.Timer(limits.seconds, stop)
    clock.start()
    try:
        with child, contextlib.suppress(OSError):
            if child.stdin and child.stdout:
                child.stdin.write(request.encode())
                child.stdin.close()
                reading = from_lines(child.stdout)
                if reading is not None:
                    return reading
    finally:
        clock.cancel()
    if late.is_set():
        message = f"Reading was stopped after {limits.seconds:g} seconds."
        return _stopped(OutOfTime, message, target)
    if child.returncode == _OUT_OF_MEMORY:
        megabytes = limits.memory_bytes // 1024**2
        return _stopped(OutOfMemory, f"Reading needed more than {megabytes:,} MiB.", target)
    return _stopped(ReaderStopped, "The reader stopped unexpectedly.", target)


def _stopped(rule: type[Rule], message: str, target: str) -> Reading:
    file = label(Path(target).name)
    return Reading(
        findings=(rule.found(message, [Place(file)]),),
        files=(file,),
        rejected=(Rejected(file, None, None, rule.code, None),),
    )


def main() -> int:
    """What the child does: take the request from its input, write the reading to its output."""
    request = json.load(sys.stdin.buffer)
    limits = Limits(**request["limits"])
    _limit_memory(limits)
    known = {table: tuple(columns) for table, columns in request["known"].items()}
    try:
        reading = read(request["path"], known_tables=known, limits=limits)
        with open(sys.stdout.fileno(), "w", encoding="ascii", closefd=False) as out:
            out.writelines(to_lines(reading))
    except MemoryError:
        return _OUT_OF_MEMORY
    return 0


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
