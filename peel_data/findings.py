"""What a check says: frozen values with no behaviour beyond reading well.

Imports nothing of this package, so that readers, rules and renderers can all speak of findings
without knowing of each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs: errors refuse a submission, warnings ask, infos tell."""

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
    """

    file: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    letter: str | None = None
    text: str | None = None


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


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to know about a file, a table or a cell.

    Attributes:
        code: The rule that speaks, such as `S204`; codes are never reused.
        severity: `error`, `warning` or `info`.
        message: One plain sentence: what is wrong, in the words of the person who filled it in.
        places: Every place that takes part; the first is where to look first.
        expected: What would have been right, as a phrase.
        hints: Likely slips and their repair, the likeliest first.
        bounds: For arithmetic, the intervals that do not meet.
        gap: For arithmetic, how far apart they are, as decimal text.
        assumptions: What the finding takes for granted, in words.
        table: The table it is about.
        subject: The figure id, series or table it is about: what a waiver names as its place.
        fingerprint: Of the values it speaks of, for findings that can be waived; a waiver names it, and holds
            no longer when they change.
        suggestions: What would set it right, the likeliest first; several exclude each other.
        suspects: How many of the places, from the first on, may be what is wrong, while the others speak
            against them; None where every place is in question.
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
