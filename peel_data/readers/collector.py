"""What reading a submission collects: findings by kind, counts that add up, what is left of the limits."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from peel_data.findings import Finding, Place, Severity
from peel_data.readers.reading import Ignored, RawTable, Reading, Rejected, shown
from peel_data.readers.rules.containers import DamagedArchive
from peel_data.readers.rules.files import (
    FileTooLarge,
    NothingToRead,
    TooManyCells,
    TooManyFiles,
    UnpacksTooLarge,
)
from peel_data.readers.rules.text import NoHeader
from peel_data.readers.sheet_names import NOTES_TABLE, REMARKS
from peel_data.schema import form

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from peel_data.readers.limits import Limits, ReadingProgress
    from peel_data.rule import Rule


class Refused(Exception):  # noqa: N818 - reads as the sentence it is
    """A file, or with `entirely` the whole submission, cannot be read any further.

    Raised deep inside a reader and turned into a finding at the edge of the file. With `many`, all
    files that are refused for this reason become one finding.
    """

    def __init__(
        self,
        rule: type[Rule],
        message: str,
        *,
        place: Place | None = None,
        many: str = "",
        expected: str = "",
        hints: tuple[str, ...] = (),
        entirely: bool = False,
    ) -> None:
        super().__init__(message)
        self.rule = rule
        self.message = message
        self.place = place
        self.many = many
        self.expected = expected
        self.hints = hints
        self.entirely = entirely


_RAISED_BY: Mapping[type[Rule], tuple[str, ...]] = {
    rule: (f"If the file is your own, allow more with {options}.",)
    for rule, options in (
        (FileTooLarge, "--max-size"),
        (UnpacksTooLarge, "--max-unpacked"),
        (TooManyFiles, "--max-files"),
        (TooManyCells, "--max-rows, --max-columns or --max-cells"),
    )
} | {
    DamagedArchive: ("Save the file again in the program that made it, and send that.",),
}
"""What to do about a limit or a damaged file, where nothing better is said."""


@dataclass(slots=True)
class _Tally:
    rule: type[Rule]
    one: str
    many: str
    expected: str
    hints: tuple[str, ...]
    table: str | None
    severity: Severity
    count: int = 0
    places: list[Place] = field(default_factory=list)

    def finding(self) -> Finding:
        message = self.one
        if self.count > 1 and self.many:
            message = self.many.replace("{n}", f"{self.count:,}")
            if self.count > len(self.places):
                message += f" The first {len(self.places)} are listed."
        return self.rule.found(
            message,
            self.places,
            expected=self.expected,
            hints=self.hints,
            table=self.table,
            severity=self.severity,
        )


class Collector:
    """The memory of one reading, shared by all readers that take part in it."""

    def __init__(
        self,
        known_tables: Mapping[str, tuple[str, ...]],
        limits: Limits,
        progress: ReadingProgress | None = None,
    ) -> None:
        self.known_tables = known_tables
        self.progress = progress
        self.limits = limits
        self.cells = 0
        self.unpacked = 0
        self.to_unpack = 0
        self.bytes_in = 0
        self._tallies: dict[tuple[str, str, str, str | None], _Tally] = {}
        self._tables: list[RawTable] = []
        self._ignored: list[Ignored] = []
        self._rejected: Counter[tuple[str, str | None, str | None, str]] = Counter()
        self._uncounted: set[tuple[str, str | None, str | None, str]] = set()
        self._files: list[str] = []
        self.stopped = ""

    def columns_of(self, table: str) -> tuple[str, ...]:
        """Return the names of the columns of a table, or of a form."""
        return form.READ if table == form.TABLE else self.known_tables[table]

    def report(
        self,
        rule: type[Rule],
        one: str,
        place: Place,
        *,
        many: str = "",
        expected: str = "",
        hints: tuple[str, ...] = (),
        table: str | None = None,
        same: str = "",
        across_files: bool = False,
        severity: Severity | None = None,
    ) -> None:
        """Count one case of a problem; all cases in one sheet become one finding.

        Args:
            rule: The rule that speaks.
            one: The sentence when it stays the only case.
            place: Where.
            many: The sentence for several cases, with `{n}` for their number.
            expected: What would have been right.
            hints: Likely repairs; those of the first case are kept.
            table: The table, where it is known.
            same: What makes cases of one rule one finding, where `many` tells of the first case.
            across_files: Whether the cases of all files become one finding.
            severity: How much it weighs, where that is not what the rule says.
        """
        where = ("", None) if across_files else (place.file, place.sheet)
        key = (rule.code, same or many or one, *where)
        tally = self._tallies.get(key)
        if tally is None:
            tally = self._tallies[key] = _Tally(
                rule, one, many, expected, hints, table, severity or rule.severity
            )
        tally.count += 1
        if len(tally.places) < self.limits.places:
            if place.text is not None:
                place = replace(place, text=shown(place.text))
            tally.places.append(place)

    def reject_file(self, refusal: Refused, file: str, *, table: str | None = None) -> None:
        """Turn a refusal into the finding and the rejection of a whole file.

        A sheet with the name of the table `notes` and no header holds somebody's remarks.
        """
        place = refusal.place or Place(file=file)
        if place.sheet and table == NOTES_TABLE and refusal.rule is NoHeader:
            self.ignore(place.file, place.sheet, "sheet", REMARKS)
            return
        self.report(
            refusal.rule,
            refusal.message,
            place,
            many=refusal.many,
            expected=refusal.expected,
            hints=refusal.hints or _RAISED_BY.get(refusal.rule, ()),
            table=table,
            across_files=bool(refusal.many),
        )
        self.reject(place.file, place.sheet, table, refusal.rule, None)

    @contextmanager
    def going_on(self, file: str, *, table: str | None = None) -> Iterator[None]:
        """Reject a file that is refused, and go on behind it; a refusal of the whole submission is raised."""
        try:
            yield
        except Refused as refusal:
            if refusal.entirely:
                raise
            self.reject_file(refusal, file, table=table)

    def add_table(self, table: RawTable) -> None:
        """Keep a table that was read."""
        self._tables.append(table)

    def ignore(
        self, file: str, sheet: str | None, what: str, reason: str, records: int = 0
    ) -> None:
        """Note what was deliberately ignored."""
        self._ignored.append(Ignored(file, sheet, what, reason, records))

    def reject(
        self, file: str, sheet: str | None, table: str | None, rule: type[Rule], records: int | None
    ) -> None:
        """Count records that could not be taken; None when nobody knows how many."""
        key = (file, sheet, table, rule.code)
        if records is None:
            self._uncounted.add(key)
        else:
            self._rejected[key] += records

    def record_file(self, file: str) -> None:
        """Note a file that was looked at."""
        self._files.append(file)

    def unpack(self, count: int, place: Place) -> None:
        """Count bytes as they come out of an archive, and stop at the limit."""
        self.unpacked += count
        if self.to_unpack and self.progress:
            self.progress.read = min(1.0, self.unpacked / self.to_unpack)
        if self.unpacked > self.limits.bytes_unpacked:
            raise Refused(
                UnpacksTooLarge,
                f"The archive unpacks to more than {self.limits.bytes_unpacked:,} bytes.",
                place=place,
                entirely=True,
            )

    def count_cells(
        self, cells: int, file: str, sheet: str | None = None, row: int | None = None
    ) -> None:
        """Count cells before they are built, and stop at the limit."""
        self.cells += cells
        if self.cells > self.limits.cells:
            raise Refused(
                TooManyCells,
                f"The submission has more than {self.limits.cells:,} cells.",
                place=Place(file, sheet, row),
                entirely=True,
            )

    def reading(self) -> Reading:
        """Return everything gathered, as a frozen value."""
        refused = any(tally.rule.severity is Severity.ERROR for tally in self._tallies.values())
        if not self._tables and not refused and not self.stopped:
            where = Place(file=self._files[0] if self._files else "")
            self.report(
                NothingToRead,
                "There is no table in this submission.",
                where,
                expected="at least one CSV file or sheet with the name of a table",
            )
        counted = (Rejected(*key, records) for key, records in self._rejected.items() if records)
        uncounted = (Rejected(*key, None) for key in sorted(self._uncounted, key=repr))
        return Reading(
            tables=tuple(self._tables),
            ignored=tuple(self._ignored),
            findings=tuple(tally.finding() for tally in self._tallies.values()),
            files=tuple(self._files),
            rejected=(*counted, *uncounted),
            stopped=self.stopped,
        )
