"""A report as plain dictionaries, by the names of its fields: what crosses between processes, and what JSON shows.

pydantic could do it, but then both processes would spend a third of their start-up time on importing it.
"""

from __future__ import annotations

import json
from dataclasses import fields, replace
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from peel_data import errors
from peel_data.findings import (
    Bound,
    Finding,
    IgnoredPart,
    LineCell,
    Place,
    Replacement,
    Report,
    Severity,
    Skipped,
    Suggestion,
    TableCount,
    Waived,
)
from peel_data.validation.options import ValidationResult

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from peel_data.tables.records import Record

T = TypeVar("T")

OUT_OF_MEMORY, OUT_OF_TIME, OUT_OF_WALL_TIME = 3, 4, 5
"""What the process of its own leaves with when it is stopped by a limit and cannot even report."""

_INSIDE: Mapping[type, Mapping[str, type]] = {
    Report: {
        "findings": Finding,
        "counts": TableCount,
        "skipped": Skipped,
        "ignored": IgnoredPart,
        "waived": Waived,
    },
    Waived: {"finding": Finding},
    Finding: {
        "severity": Severity,
        "places": Place,
        "bounds": Bound,
        "suggestions": Suggestion,
        "line": LineCell,
    },
    Suggestion: {"replacements": Replacement},
    Replacement: {"place": Place},
}
"""Those fields of each kind of value that hold others."""


def to_dict(value: Any) -> dict[str, Any]:
    """Return a report, or a part of one, as dictionaries and lists all the way down.

    Example:
        >>> to_dict(Bound("the rate", "65.65", "65.75"))
        {'label': 'the rate', 'lower': '65.65', 'upper': '65.75'}
    """
    return {name: _plain(getattr(value, name), to_dict) for name in type(value).__slots__}


def _plain(value: Any, inside: Callable[[Any], dict[str, Any]]) -> Any:
    if isinstance(value, tuple):
        return [_plain(each, inside) for each in value]
    return inside(value) if hasattr(value, "__dataclass_fields__") else value


def _brief(value: Any) -> dict[str, Any]:
    """Return what `to_dict` does without what would be so anyhow: most of most findings."""
    return {
        name: _plain(given, _brief)
        for name, default in _defaults(value.__class__)
        if (given := getattr(value, name)) != default
    }


@cache
def _defaults(kind: Any) -> list[tuple[str, Any]]:
    return [(each.name, each.default) for each in fields(kind)]


def from_dict(kind: type[T], given: Mapping[str, Any]) -> T:
    """Return the value that `to_dict` made a dictionary of.

    Example:
        >>> from_dict(Bound, {"label": "the rate", "lower": None, "upper": "65.75"}).upper
        '65.75'
    """
    inside = _INSIDE.get(kind, {})
    return kind(**{name: _made(inside.get(name), value) for name, value in given.items()})


def _made(kind: type | None, value: Any) -> Any:
    if isinstance(value, list):
        return tuple(value if kind is None else (from_dict(kind, each) for each in value))
    if kind is None:
        return value
    return Severity(value) if kind is Severity else from_dict(kind, value)


def to_lines(outcome: ValidationResult | errors.PeelError) -> Iterator[str]:
    """Return an outcome as lines of JSON; the last one says that it is complete."""
    if isinstance(outcome, errors.PeelError):
        lines: Iterable[object] = [{"error": type(outcome).__name__, "message": str(outcome)}]
    else:
        lines = _lines(outcome)
    for line in lines:
        yield json.dumps(line, separators=(",", ":")) + "\n"
    yield '{"end":true}\n'


def _lines(result: ValidationResult) -> Iterator[dict[str, Any]]:
    report = result.report
    for finding in report.findings:
        yield {"finding": _brief(finding)}
    yield {"report": to_dict(replace(report, findings=()))}
    for table, records in result.records.items():
        yield {"table": table}
        for record in records:
            yield {"record": record}


def from_lines(
    lines: Iterable[bytes], on_progress: Callable[[list[Any]], None] = lambda _: None
) -> ValidationResult | None:
    """Return what was examined, or None when the lines break off before the end.

    Args:
        lines: The lines.
        on_progress: Is told how far the other process is, in numbers.

    Raises:
        PeelError: The error that the other process raised.
    """
    findings: list[Finding] = []
    report = Report("", (), ())
    records: dict[str, list[Record]] = {}
    rows: list[Record] = []
    for line in lines:
        try:
            given = json.loads(line)
        except ValueError:
            return None
        match given:
            case {"progress": numbers}:
                on_progress(numbers)
            case {"finding": finding}:
                findings.append(from_dict(Finding, finding))
            case {"record": record}:
                rows.append(record)
            case {"table": table}:
                rows = records[table] = []
            case {"report": whole}:
                report = replace(from_dict(Report, whole), findings=tuple(findings))
            case {"error": name, "message": message}:
                raise getattr(errors, name)(message)
            case {"end": True}:
                return ValidationResult(report, records)
    return None
