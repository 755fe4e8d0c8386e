"""The log of acceptances: one JSON object a line, only ever added to, each line sealing the one before."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from peel_data.errors import ReleaseError
from peel_data.findings import Severity

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from peel_data.records import Record
    from peel_data.validation.report import Report

NAME = "acceptance-log.jsonl"
Line = dict[str, Any]


def submission_hash(records: Mapping[str, Sequence[Record]]) -> str:
    """The SHA-256 of what a submission says, whatever its format and order of rows and columns."""
    tables = {
        name: sorted(rows, key=lambda record: sorted(record.items()))
        for name, rows in records.items()
        if rows
    }
    text = json.dumps(tables, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return _sha256(text.encode())


def read(root: Path) -> list[Line]:
    """The acceptances of a checkout, the oldest first.

    Raises:
        ReleaseError: A line was changed or taken out.
    """
    lines = content(root).splitlines(keepends=True)
    found: list[Line] = []
    for number, line in enumerate(lines, start=1):
        try:
            entry = json.loads(line)
            intact = entry["previous"] == (_sha256(lines[number - 2]) if number > 1 else None)
        except (ValueError, KeyError, TypeError):
            intact = False
        if not intact:
            raise ReleaseError(
                f"{NAME}, line {number}: it does not follow from the line before. The log is only ever added to; "
                f"take it back from git: `git checkout -- {NAME}`."
            )
        found.append(entry)
    return found


def content(root: Path) -> bytes:
    """The bytes of the log; none before the first acceptance."""
    return (root / NAME).read_bytes() if (root / NAME).is_file() else b""


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
    """The log with one more acceptance.

    Args:
        old: The log as it is.
        name: What the submission's file or folder is called.
        submission: Its hash.
        report: What validation said of it.
        by: Who accepts it.
        day: Today.
        release: The version that is to bring it.
        changes: How many rows were added and so on.
    """
    from peel_data.render.json import render_json

    before = old.splitlines(keepends=True)
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
        "report": _sha256(render_json(replace(report, subject=name)).encode()),
        "findings": {severity.value: report.count(severity) for severity in Severity},
        "waivers": [
            {
                "code": one.finding.code,
                "place": one.finding.subject,
                "fingerprint": one.finding.fingerprint,
                "reason": one.reason,
                "author": one.author,
                "expires": one.expires,
            }
            for one in report.waived
        ],
        "previous": _sha256(before[-1]) if before else None,
    }
    return old + json.dumps(line, ensure_ascii=False).encode() + b"\n"


def _sha256(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"
