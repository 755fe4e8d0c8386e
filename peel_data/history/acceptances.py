"""The append-only log of acceptances: each line seals the line before it, each release seals the last line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from peel_data.history.faults import Fault, Kind
from peel_data.history.manifest import LogHead, sha256

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from peel_data.history.manifest import Manifest

NAME = "acceptance-log.jsonl"
_REPAIR = f"restore {NAME} from git"


def content(root: Path) -> bytes:
    """Return the bytes of the log; empty before the first acceptance."""
    return (root / NAME).read_bytes() if (root / NAME).is_file() else b""


def lines(log: bytes) -> list[bytes]:
    """Return the lines of the log with their line ends."""
    found = log.split(b"\n")
    return [line + b"\n" for line in found[:-1]] + ([found[-1]] if found[-1] else [])


def seal(line: bytes) -> str:
    """Return the seal of a line, which the next line carries."""
    return f"sha256:{sha256(line)}"


def head(log: bytes) -> LogHead | None:
    """Return the length and last hash of the log; None if it is empty."""
    found = lines(log)
    return LogHead(len(found), sha256(found[-1])) if found else None


def faults(root: Path, newest: Manifest | None) -> Iterator[Fault]:
    """Find lines that were changed, put out of order, or cut since the newest release."""
    found = lines(content(root))
    day = ""
    for number, line in enumerate(found, start=1):
        entry = _entry(line)
        if not entry or entry["previous"] != (seal(found[number - 2]) if number > 1 else None):
            yield _fault(f"{NAME}, line {number}, does not follow from the line before")
            return
        if entry["accepted"] < day:
            yield _fault(f"{NAME}, line {number}, is dated before the line above it")
            return
        day = entry["accepted"]
    sealed = newest.log if newest else None
    if newest is None or sealed is None:
        return
    if len(found) < sealed.lines:
        yield _fault(
            f"{NAME} has {len(found)} lines, and had {sealed.lines} when {newest.version} was released"
        )
    elif sha256(found[sealed.lines - 1]) != sealed.last:
        yield _fault(f"{NAME} is not the log that release {newest.version} sealed")


def _entry(line: bytes) -> dict[str, Any] | None:
    try:
        entry = json.loads(line)
        valid = line.endswith(b"\n") and isinstance(entry["accepted"], str) and "previous" in entry
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return entry if valid else None


def _fault(what: str) -> Fault:
    return Fault(Kind.LOG, f"{what}; {_REPAIR}.", NAME)
