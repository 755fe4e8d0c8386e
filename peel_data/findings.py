"""What a check says: findings, and the report of them all. Frozen values that only hold and show what was found.

Imports nothing of this package, so that readers, rules and renderers can all speak of findings without
knowing of each other; only a `Report` that is asked to show itself calls the renderers, late.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import pandas as pd


class Severity(StrEnum):
    """How serious a finding is: an error stops acceptance, a warning asks, an info tells."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands, in the words of the person who looks at the file.

    Attributes:
        file: The file as the person knows it; a member of an archive is `upload.zip/crime_rates.csv`.
        sheet: The name of the worksheet, in a workbook.
        row: The row as a spreadsheet numbers it (the header is 1), or the line of a text file.
        column: The column's name as its header has it.
        letter: The column's letter as a spreadsheet shows it.
        text: What the cell holds, as it was read.
        spreadsheet_row: Of a text file, the row that a spreadsheet shows for that line, where the two differ:
            after a cell of several lines. Otherwise None.
        figure: The figure that stands in the row, in words; empty where none is known.
    """

    file: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    letter: str | None = None
    text: str | None = None
    spreadsheet_row: int | None = None
    figure: str = ""


@dataclass(frozen=True, slots=True)
class LineCell:
    """A cell of the line of a sheet in which a finding stands: its column, and what it holds."""

    letter: str
    column: str
    text: str


@dataclass(frozen=True, slots=True)
class Bound:
    """One side of an arithmetic finding: what it is called and the closed interval it allows.

    `lower` and `upper` are canonical decimal text; None is an open end.
    """

    label: str
    lower: str | None
    upper: str | None


@dataclass(frozen=True, slots=True)
class Replacement:
    """A cell and what it should hold, as canonical text."""

    place: Place
    value: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Cells to replace together, after which everything agrees.

    Attributes:
        replacements: One cell, or as many as have to change together.
        reason: The slip that it would undo, as a phrase; empty if it is only what the others leave.
    """

    replacements: tuple[Replacement, ...]
    reason: str


@dataclass(frozen=True, slots=True, repr=False)
class Finding:
    """A finding about a file, a table or a cell.

    Attributes:
        code: The code of the rule, such as `S204`. Codes are never reused.
        severity: `error`, `warning` or `info`.
        message: What is wrong, in one plain sentence.
        places: Every place involved, with the one to check first at the start.
        expected: What is expected instead, as a phrase.
        hints: Likely slips and how to correct them, the likeliest first.
        bounds: For arithmetic, the intervals that do not overlap.
        gap: For arithmetic, the distance between them, as decimal text.
        assumptions: The assumptions of the finding, in words.
        table: The table that the finding is about.
        subject: The figure id, series or table that the finding is about. A waiver gives it as its place.
        fingerprint: A hash of the values involved, if the finding can be waived. A waiver gives it, and no longer
            applies if the values change.
        suggestions: Corrections, the likeliest first. Several are alternatives.
        suspects: How many of the places, counted from the first, may be wrong; the others contradict them. None if
            places are not compared with each other.
        line: The cells of the row of the first place, from left to right, for the first findings of a report.
    """

    code: str
    severity: Severity
    message: str
    places: tuple[Place, ...] = ()
    expected: str = ""
    hints: tuple[str, ...] = ()
    bounds: tuple[Bound, ...] = ()
    gap: str | None = None
    assumptions: tuple[str, ...] = ()
    table: str | None = None
    subject: str = ""
    fingerprint: str = ""
    suggestions: tuple[Suggestion, ...] = ()
    suspects: int | None = None
    line: tuple[LineCell, ...] = ()

    def __repr__(self) -> str:
        count = f" in {len(self.places)} places" if len(self.places) > 1 else ""
        return f"<Finding {self.code} {self.severity}: {self.message!r}{count}>"


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
    """Something that was seen and deliberately ignored, with the reason."""

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


@dataclass(frozen=True, slots=True, repr=False)
class Report:
    """The result of validating a submission, or the installed release.

    Attributes:
        subject: What was validated, as you named it.
        findings: Everything found, errors first, then by table and row.
        counts: For each table, what became of its records.
        skipped: Rules that did not run, with the reason.
        ignored: What was deliberately ignored, with the reason.
        waived: Findings that are waived.
        editions: The editions of the records.
        areas: The areas of the records.
        against: The version of the release that it was compared with.
        strict: Whether warnings count as errors.
        release: Whether a release was validated rather than a submission.
        asked: How many figures the editions require of the areas.
        given: How many of those have a value.
        location: The path of what was validated; empty for DataFrames.
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

    def __repr__(self) -> str:
        counts = ", ".join(f"{self.count(each)} {each}" for each in Severity)
        return f"<Report {self.subject!r}: {'ok' if self.ok else 'not ok'}; {counts}>"

    @property
    def ok(self) -> bool:
        """Whether it can be accepted: there are no errors and, in strict mode, no warnings."""
        weighty = {Severity.ERROR, Severity.WARNING} if self.strict else {Severity.ERROR}
        return not any(finding.severity in weighty for finding in self.findings)

    def count(self, severity: Severity | Literal["error", "warning", "info"]) -> int:
        """Return how many findings have that severity.

        Example:
            >>> report = peel.validate({"crime_rates": peel.crime_rates}, ignore=["V"])
            >>> report.count("error")
            0
        """
        return sum(finding.severity == severity for finding in self.findings)

    @property
    def records_read(self) -> int:
        """How many records were read, over all tables."""
        return sum(count.read for count in self.counts)

    def to_pandas(self) -> pd.DataFrame:
        """Return one row for each place of each finding, errors first.

        Columns: code, severity, message, expected, hints, suggested, table, file, sheet, row, column, letter,
        text, subject, fingerprint. The index numbers the findings.

        Example:
            >>> report = peel.validate({"crime_rates": peel.crime_rates}, ignore=["V"])
            >>> report.to_pandas()[["code", "severity"]].drop_duplicates().values.tolist()
            [['S209', 'info']]
        """
        from peel_data.report.frame import frame

        return frame(self)

    def _repr_html_(self) -> str:
        """Return the report as a notebook shows it."""
        from peel_data.report import card

        return card.show(self)

    def render(self, style: str = "text", *, steward: bool = False) -> str:
        """Return the report as text, mail, json, html, markdown, sarif, junit or github annotations.

        Args:
            style: The format; `mail` is a letter that says only what must be corrected.
            steward: Whether to say how each finding could be waived, in the formats for people.

        Raises:
            InvalidArgument: There is no such style.

        Example:
            >>> report = peel.validate({"crime_rates": peel.crime_rates}, ignore=["V"])
            >>> report.render("markdown").splitlines()[0]
            '## the DataFrames'
        """
        from peel_data.report import render

        return render(self, style, steward=steward)
