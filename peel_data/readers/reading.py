"""What reading a submission yields: text in cells with addresses, and what was found on the way."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from peel_data.findings import Finding


_SHOWN = 200


def shown(text: str) -> str:
    """As much of a cell's text as a finding repeats.

    Example:
        >>> shown("65.7"), len(shown("x" * 30_000))
        ('65.7', 201)
    """
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def folded(name: str) -> str:
    """Return a column name as it is compared: no matter the case, width of letters or spaces around."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


class Spot(NamedTuple):
    """Where a cell of a table stands in a form: one line there is one figure, not one row of a table.

    Attributes:
        row: The row of the form.
        column: What the column is called there.
        letter: Its letter.
        text: What the cell holds there.
        figure: The figure of the line, in words.
    """

    row: int
    column: str
    letter: str
    text: str
    figure: str


@dataclass(frozen=True, slots=True)
class RawTable:
    """One table of a submission as text: nothing converted, nothing guessed.

    Attributes:
        table: The name of the table it claims to be, such as `crime_rates`.
        file: The file as the person knows it; a member of an archive is
            `upload.zip/crime_rates.csv`.
        sheet: The worksheet's name, in a workbook.
        header: The column names as written.
        positions: For each header cell, its 1-based column in the file.
        rows: The records; each as long as `header`; an empty cell is "".
        numbers: For each record, its row as the person sees it (line number in a CSV file).
        reported: The cells that already have an error of their own, as pairs of 0-based positions
            in `rows` and `header`: later stages need not complain about them a second time.
        spots: Of a table that was read from a form, where its cells stand there, by the same pairs.
        spreadsheet_rows: For the lines of a text file whose row in a spreadsheet is another, that row.
    """

    table: str
    file: str
    sheet: str | None
    header: tuple[str, ...]
    positions: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]
    reported: frozenset[tuple[int, int]] = frozenset()
    spots: Mapping[tuple[int, int], Spot] = field(default_factory=dict)
    spreadsheet_rows: Mapping[int, int] = field(default_factory=dict)

    @property
    def columns(self) -> dict[str, int]:
        """The 0-based positions in `header` of the column names, as they are compared."""
        return {folded(name): position for position, name in enumerate(self.header)}


@dataclass(frozen=True, slots=True)
class Ignored:
    """Something that was seen and deliberately ignored, with the reason."""

    file: str
    sheet: str | None
    what: str
    reason: str
    records: int = 0


@dataclass(frozen=True, slots=True)
class Rejected:
    """Records that were seen and could not be taken; a finding with the same code says why.

    `records` is None where they could not even be counted, as in a file of an unknown encoding.
    """

    file: str
    sheet: str | None
    table: str | None
    code: str
    records: int | None


@dataclass(frozen=True, slots=True)
class Reading:
    """A submission as read: its tables, what was ignored, and what was found on the way.

    Every record that was seen is in exactly one place: a row of `tables`, a count in `ignored`, or
    a count in `rejected`.

    `stopped` names the limit that ended reading before it was done, as a field of `Limits`; "" is none.
    """

    tables: tuple[RawTable, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    findings: tuple[Finding, ...] = ()
    files: tuple[str, ...] = field(default=())
    rejected: tuple[Rejected, ...] = ()
    stopped: str = ""
