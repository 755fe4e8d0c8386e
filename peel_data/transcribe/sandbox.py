"""Drafting a stranger's report in a process of its own, within limits of time and memory. Internal."""

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

from peel_data.errors import (
    InvalidArgument,
    NotFound,
    PackageDataError,
    PeelError,
    SubmissionError,
)
from peel_data.readers.limits import DEFAULT, Limits
from peel_data.transcribe.run import Summary, transcribe
from peel_data.validation.sandbox import libraries

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_START: Final = (
    "import sys; sys.path += sys.argv[1:]; "
    "from peel_data.transcribe.sandbox import main; sys.exit(main())"
)
_OUT_OF_MEMORY: Final = 77
_ERRORS: Final = {
    each.__name__: each for each in (InvalidArgument, NotFound, PackageDataError, SubmissionError)
}
"""What the child may raise, to be raised again; any other error of the package keeps its message."""


def transcribe_in_sandbox(
    report: Path,
    folder: Path,
    *,
    area: str,
    edition: str,
    like: Sequence[str] = (),
    publication: str = "",
    limits: Limits = DEFAULT,
    on_progress: Callable[[str], None] = lambda _: None,
) -> Summary:
    """Draft a report as `run.transcribe` does, in a process that is stopped beyond its limits.

    Raises:
        PeelError: As `run.transcribe` says; also where a limit of time or memory stopped it.
    """
    request = {
        "report": str(report.absolute()),
        "folder": str(folder.absolute()),
        "area": area,
        "edition": edition,
        "like": list(like),
        "publication": publication,
        "limits": asdict(limits),
    }
    command = [sys.executable, "-I", "-S", "-c", _START, *libraries()]
    debugging = bool(os.environ.get("PEEL_DATA_DEBUG"))
    child = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=None if debugging else subprocess.DEVNULL,
    )
    late = threading.Event()

    def stop() -> None:
        late.set()
        child.kill()

    clock = threading.Timer(limits.wall_seconds, stop)
    clock.start()
    answer: dict[str, Any] = {}
    try:
        with child, contextlib.suppress(OSError):
            if child.stdin and child.stdout:
                child.stdin.write(json.dumps(request).encode())
                child.stdin.close()
                for line in child.stdout:
                    answer = json.loads(line)
                    if "progress" in answer:
                        on_progress(answer["progress"])
    finally:
        clock.cancel()
    if "summary" in answer:
        return Summary(**answer["summary"])
    if "error" in answer:
        raise _ERRORS.get(answer["error"], PeelError)(answer["message"])
    if late.is_set():
        raise SubmissionError(
            f"Drafting {report.name} was stopped after {limits.wall_seconds:g} seconds of elapsed time. "
            "Try again when the computer is less busy."
        )
    raise SubmissionError(_stopped(report.name, child.returncode, limits))


def _stopped(name: str, code: int, limits: Limits) -> str:
    # The library that reads PDF ends its process where it gets no memory.
    if code in {_OUT_OF_MEMORY, -getattr(signal, "SIGABRT", 1000)}:
        return (
            f"Drafting {name} needs more memory than {limits.memory_bytes // 1024**2} MiB. "
            "Allow more with --max-memory, if the report is your own."
        )
    # Systems end a process that is over its time by one or the other.
    if code in {-getattr(signal, "SIGXCPU", 1000), -getattr(signal, "SIGKILL", 1000)}:
        return (
            f"Drafting {name} takes more than {limits.seconds:g} seconds of processor time. "
            "Allow more with --max-seconds, if the report is your own."
        )
    return (
        f"Drafting {name} stopped unexpectedly (exit code {code}). "
        "Please report it. Set PEEL_DATA_DEBUG=1 to see where."
    )


def main() -> int:
    """Return what the child does: take the request from its input, draft, and answer in lines of JSON."""
    from peel_data.validation.sandbox_worker import limit_memory

    request = json.load(sys.stdin.buffer)
    limits = Limits(**request["limits"])
    limit_memory(limits)

    def say(**answer: object) -> None:
        print(json.dumps(answer), flush=True)

    try:
        made = transcribe(
            Path(request["report"]),
            Path(request["folder"]),
            area=request["area"],
            edition=request["edition"],
            like=request["like"],
            publication=request["publication"],
            limits=limits,
            on_progress=lambda words: say(progress=words),
        )
    except PeelError as error:
        say(error=type(error).__name__, message=str(error))
        return 0
    except MemoryError:
        return _OUT_OF_MEMORY
    say(summary=made._asdict())
    return 0
