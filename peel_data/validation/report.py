"""What validation says as a whole: findings, what became of every record, and what was not checked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from peel_data.findings import Finding, Severity

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class TableCount:
    """What became of the records of one table: read is accepted, rejected and ignored together."""

    table: str
    read: int
    accepted: int
    rejected: int
    ignored: int = 0


@dataclass(frozen=True, slots=True)
class Skipped:
    """A rule that did not run, because something it needs failed; it neither passed nor failed."""

    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class IgnoredPart:
    """Something that was seen and deliberately not taken, with the reason."""

    what: str
    reason: str
    records: int = 0


@dataclass(frozen=True, slots=True)
class Waived:
    """A finding that the submission waives, with who waived it and why."""

    finding: Finding
    reason: str
    author: str
    expires: str


@dataclass(frozen=True, slots=True)
class Report:
    """The result of validating a submission, or the installed release.

    Attributes:
        subject: What was examined, as the person named it.
        findings: Everything found, errors first, then by table and row.
        counts: For each table, what became of its records.
        skipped: Rules that did not run, with the reason.
        ignored: What was deliberately not taken, with the reason.
        waived: Findings set aside by waivers.
        editions: The editions the records speak of.
        areas: The areas the records speak of.
        against: The version of the release that it was held against.
        strict: Whether warnings count as errors.
        release: Whether it is a release that was examined, not a submission.
        asked: How many figures the editions ask of the areas.
        given: How many of those are given a value.
        location: The path of what was examined; empty for DataFrames.
    """

    subject: str
    findings: tuple[Finding, ...]
    counts: tuple[TableCount, ...]
    skipped: tuple[Skipped, ...] = ()
    ignored: tuple[IgnoredPart, ...] = ()
    waived: tuple[Waived, ...] = ()
    editions: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    against: str = ""
    strict: bool = False
    release: bool = False
    asked: int = 0
    given: int = 0
    location: str = ""

    @property
    def ok(self) -> bool:
        """Whether nothing stands against acceptance: no errors; in strict mode, no warnings either."""
        weighty = {Severity.ERROR, Severity.WARNING} if self.strict else {Severity.ERROR}
        return not any(finding.severity in weighty for finding in self.findings)

    def count(self, severity: Severity) -> int:
        """How many findings have that severity."""
        return Counter(finding.severity for finding in self.findings)[severity]

    @property
    def records_read(self) -> int:
        """How many records were read, over all tables."""
        return sum(count.read for count in self.counts)

    def to_pandas(self) -> pd.DataFrame:
        """Return one row for each place of each finding, errors first.

        Columns: code, severity, message, expected, hints, table, file, sheet, row, column, letter, text,
        subject, fingerprint. The index numbers the findings.
        """
        from peel_data.render.frame import frame

        return frame(self)

    def render(self, style: str = "text") -> str:
        """Return the report as text, json, html, markdown, sarif, junit or github annotations.

        Raises:
            InvalidArgument: There is no such style.
        """
        from peel_data.render import render

        return render(self, style)
