"""What reading a submission yields: text in cells with addresses, and what was found on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from peel_data.findings import Finding


@dataclass(frozen=True, slots=True)
class RawTable:
    """One table of a submission as text: nothing converted, nothing guessed.

    Attributes:
        table: The name of the table it claims to be, such as `crime_rates`.
        file: The file as the person knows it; a member of an archive is `upload.zip/crime_rates.csv`.
        sheet: The worksheet's name, in a workbook.
        header: The column names as written.
        positions: For each header cell, its 1-based column in the file.
        rows: The records; each as long as `header`; an empty cell is "".
        numbers: For each record, its row as the person sees it (line number in a CSV file).
    """

    table: str
    file: str
    sheet: str | None
    header: tuple[str, ...]
    positions: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Ignored:
    """Something that was seen and deliberately not taken, with the reason."""

    file: str
    sheet: str | None
    what: str
    reason: str
    records: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """A submission as read: its tables, what was left aside, and what was found on the way."""

    tables: tuple[RawTable, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    findings: tuple[Finding, ...] = ()
    files: tuple[str, ...] = field(default=())
