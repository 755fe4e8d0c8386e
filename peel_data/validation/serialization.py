"""What was examined as lines of JSON, to pass from the process that examines to the one that asked."""

from __future__ import annotations

import json
from dataclasses import astuple, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from peel_data import errors
from peel_data.findings import (
    Bound,
    Finding,
    IgnoredPart,
    Place,
    Replacement,
    Report,
    Severity,
    Skipped,
    Suggestion,
    TableCount,
    Waived,
)
from peel_data.validation.options import Examined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from peel_data.tables.records import Record

OUT_OF_MEMORY = 3
"""What the process of its own leaves with when memory does not suffice."""
_END = "end"
_FINDING = attrgetter(*(field.name for field in fields(Finding)))
_PLACE = attrgetter(*(field.name for field in fields(Place)))


def to_lines(outcome: Examined | errors.PeelError) -> Iterator[str]:
    """The lines of an outcome; the last one says that it is complete."""
    if isinstance(outcome, errors.PeelError):
        parts: Iterable[tuple[object, ...]] = [("error", type(outcome).__name__, str(outcome))]
    else:
        parts = _parts(*outcome)
    for line in parts:
        yield json.dumps(line, separators=(",", ":")) + "\n"
    yield json.dumps([_END]) + "\n"


def _parts(report: Report, records: dict[str, list[Record]]) -> Iterator[tuple[object, ...]]:
    yield (
        "report",
        report.subject,
        list(map(astuple, report.counts)),
        list(map(astuple, report.skipped)),
        list(map(astuple, report.ignored)),
        report.editions,
        report.areas,
        report.against,
        report.strict,
        report.asked,
        report.given,
    )
    for finding in report.findings:
        yield ("finding", *_line(finding))
    for waived in report.waived:
        yield ("waived", waived.reason, waived.author, waived.expires, *_line(waived.finding))
    for name, rows in records.items():
        columns = list(rows[0]) if rows else []
        yield ("table", name, columns)
        for row in rows:
            yield ("record", *row.values())


def _line(finding: Finding) -> list[object]:
    code, severity, message, places, expected, hints, bounds, *rest, suggestions, suspects = (
        _FINDING(finding)
    )
    return [
        *(code, severity, message, list(map(_PLACE, places)), expected, hints),
        *(list(map(astuple, bounds)), *rest, list(map(astuple, suggestions)), suspects),
    ]


def from_lines(lines: Iterable[bytes]) -> Examined | None:
    """What was examined, or None when the lines break off before the end.

    Raises:
        PeelError: That is what the other process met with.
    """
    head: list[Any] = []
    findings: list[Finding] = []
    waived: list[Waived] = []
    records: dict[str, list[Record]] = {}
    columns: list[str] = []
    rows: list[Record] = []
    for line in lines:
        try:
            kind, *values = json.loads(line)
        except ValueError:
            return None
        match kind:
            case "finding":
                findings.append(_finding(values))
            case "record":
                rows.append(dict(zip(columns, values, strict=True)))
            case "table":
                name, columns = values
                rows = records[name] = []
            case "waived":
                reason, author, expires, *finding = values
                waived.append(Waived(_finding(finding), reason, author, expires))
            case "report":
                head = values
            case "error":
                name, message = values
                raise getattr(errors, name)(message)
            case _:
                return Examined(_report(head, findings, waived), records)
    return None


def _report(head: list[Any], findings: list[Finding], waived: list[Waived]) -> Report:
    subject, counts, skipped, ignored, editions, areas, against, strict, asked, given = head
    return Report(
        subject=subject,
        findings=tuple(findings),
        counts=tuple(TableCount(*values) for values in counts),
        skipped=tuple(Skipped(*values) for values in skipped),
        ignored=tuple(IgnoredPart(*values) for values in ignored),
        waived=tuple(waived),
        editions=tuple(editions),
        areas=tuple(areas),
        against=against,
        strict=strict,
        asked=asked,
        given=given,
    )


def _finding(values: list[Any]) -> Finding:
    (
        code,
        severity,
        message,
        places,
        expected,
        hints,
        bounds,
        gap,
        assumptions,
        table,
        subject,
        fingerprint,
        suggestions,
        suspects,
    ) = values
    return Finding(
        code,
        Severity(severity),
        message,
        tuple(Place(*place) for place in places),
        expected,
        tuple(hints),
        tuple(Bound(*bound) for bound in bounds),
        gap,
        tuple(assumptions),
        table,
        subject,
        fingerprint,
        tuple(_suggestion(*suggestion) for suggestion in suggestions),
        suspects,
    )


def _suggestion(replacements: list[Any], reason: str) -> Suggestion:
    made = (Replacement(Place(*place), value) for place, value in replacements)
    return Suggestion(tuple(made), reason)
