"""The append-only log of acceptances: one JSON object a line, each sealing the line before it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from peel_data.errors import ReleaseError
from peel_data.findings import Severity
from peel_data.history import acceptances, comparing
from peel_data.history.acceptances import NAME, content, seal
from peel_data.history.manifest import sha256
from peel_data.history.store import Store
from peel_data.release.merge import waiver

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from peel_data.findings import Report
    from peel_data.tables.records import Record

__all__ = ["NAME", "Line", "content", "read", "submission_hash", "with_line"]

Line = dict[str, Any]


def submission_hash(records: Mapping[str, Sequence[Record]]) -> str:
    """Return the SHA-256 of what a submission says, whatever its format and order of rows and columns."""
    tables = {
        name: sorted(rows, key=lambda record: sorted(record.items()))
        for name, rows in records.items()
        if rows
    }
    text = json.dumps(tables, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return f"sha256:{sha256(text.encode())}"


def read(root: Path) -> list[Line]:
    """Return the acceptances of a checkout, the oldest first.

    Raises:
        ReleaseError: A line was changed, put out of order or cut.
        PackageDataError: The history, which seals the log, was changed or damaged.
    """
    chain = Store(root).chain()
    found = [*acceptances.faults(root, chain[-1] if chain else None), *comparing.log_faults(root)]
    if found:
        raise ReleaseError(found[0].message)
    return [json.loads(line) for line in acceptances.lines(acceptances.content(root))]


def with_line(
    old: bytes,
    *,
    name: str,
    submission: str,
    report: Report,
    by: str,
    day: dt.date,
    release: str,
    changes: Mapping[str, int],
) -> bytes:
    """Return the log with one more acceptance.

    Args:
        old: The log as it is.
        name: What the submission's file or folder is called.
        submission: Its hash.
        report: What validation said of it.
        by: Who accepts it.
        day: Today.
        release: The version that is to bring it.
        changes: How many rows were added and so on.

    Raises:
        ReleaseError: The clock was set back.
    """
    from peel_data.report.json import render_json

    before = acceptances.lines(old)
    if before and day.isoformat() < (last := json.loads(before[-1])["accepted"]):
        raise ReleaseError(
            f"Today is {day} by this computer's clock, and the last acceptance is of {last}; set the clock right."
        )
    line: Line = {
        "accepted": day.isoformat(),
        "by": by,
        "name": name,
        "submission": submission,
        "editions": list(report.editions),
        "areas": list(report.areas),
        "release": release,
        "rows": dict(changes),
        # The subject may be a path of the steward's own machine.
        "report": f"sha256:{sha256(render_json(replace(report, subject=name)).encode())}",
        "findings": {severity.value: report.count(severity) for severity in Severity},
        "waivers": [waiver(one) for one in report.waived],
        "previous": seal(before[-1]) if before else None,
    }
    return old + json.dumps(line, ensure_ascii=False).encode() + b"\n"
