"""The sandbox's own process: it reads, validates, and answers in lines of JSON."""

from __future__ import annotations

import _thread
import contextlib
import datetime as dt
import gc
import json
import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TextIO

from peel_data.errors import PeelError, SubmissionError
from peel_data.readers import Limits, read
from peel_data.readers.limits import Stopped
from peel_data.validation.baseline import Baseline
from peel_data.validation.options import Options
from peel_data.validation.progress import Progress
from peel_data.validation.run import validate_reading
from peel_data.validation.serialization import (
    OUT_OF_MEMORY,
    OUT_OF_TIME,
    OUT_OF_WALL_TIME,
    to_lines,
)
from peel_data.validation.tables import KNOWN_TABLES

if TYPE_CHECKING:
    from peel_data.readers.reading import Reading
    from peel_data.validation.options import ValidationResult


GRACE: Final = 10
"""Seconds of processor time, beyond the limit, in which a stopped run may say what it found."""


def main() -> int:
    """Return what the child does: take the request from its input, write what was examined to its output."""
    # Records and figures are in no cycles: to look for some in all of them, again and again, is a fifth of the time.
    gc.set_threshold(100_000, 50, 1000)
    # Should numpy be needed: its threads would each take of the memory that is allowed, and none is of use here.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    request = json.load(sys.stdin.buffer)
    limits, progress = Limits(**request["limits"]), Progress()
    limit_memory(limits)
    with open(sys.stdout.fileno(), "w", encoding="ascii", closefd=False) as out:
        watch = Watch(limits, progress, out)
        try:
            with watch:
                outcome = _outcome(request, limits, progress)
            out.writelines(to_lines(outcome))
        except MemoryError:
            return OUT_OF_MEMORY
        except Stopped as stop:  # where nothing could be said any more
            return OUT_OF_TIME if stop.limit == "seconds" else OUT_OF_WALL_TIME
    return 0


class Watch:
    """Stops what is done inside of it when its time is over, and writes how far it is.

    A thread looks, since no system but Linux and macOS can be asked to. It raises `Stopped` in the main thread, once:
    what is said of a stopped run is not stopped again, but by the limits of the system and by the parent.
    """

    EVERY = 0.1

    def __init__(self, limits: Limits, progress: Progress, out: TextIO) -> None:
        self._limits, self._progress, self._out = limits, progress, out
        self._started = time.monotonic()
        self._limit = ""
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> None:
        signal.signal(signal.SIGTERM, self._stop)
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        told: tuple[float, ...] = ()
        while not self._over.is_set():
            if time.process_time() >= self._limits.seconds:
                self._limit = "seconds"
            elif time.monotonic() - self._started >= self._limits.wall_seconds:
                self._limit = "wall_seconds"
            now = self._progress.as_numbers()
            if now != told:
                told = now
                print(json.dumps({"progress": now}), file=self._out, flush=True)
            if self._limit:
                _thread.interrupt_main(signal.SIGTERM)
                return
            self._over.wait(self.EVERY)

    def _stop(self, *_: object) -> None:
        if not self._over.is_set():
            raise Stopped(self._limit or "wall_seconds")


def _outcome(
    request: dict[str, Any], limits: Limits, progress: Progress
) -> ValidationResult | PeelError:
    against, waivers, today = request["against"], request["waivers"], request["today"]
    options = Options(**request["options"])._replace(today=today and dt.date.fromisoformat(today))
    try:
        options.check()  # before anything is read
        return validate_reading(
            read(request["path"], known_tables=KNOWN_TABLES, limits=limits, progress=progress),
            subject=request["path"],
            baseline=Baseline.installed() if against is None else Baseline.at(Path(against)),
            options=options,
            waivers=read_waivers(waivers, limits) if waivers else None,
            limits=limits,
            progress=progress,
            keep_records=request["records"],
        )
    except PeelError as error:
        return error


def read_waivers(path: str, limits: Limits) -> Reading:
    """Return the waivers in a file beside a submission.

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


def limit_memory(limits: Limits) -> None:
    """Set the limits that this system has; a lower one that is set already stays."""
    try:
        import resource
    except ImportError:  # Windows
        return
    seconds = int(limits.seconds) + GRACE
    for kind, most in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))
