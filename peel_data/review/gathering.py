"""What a person has to look at in a draft: gathered from its folder, without changing it. Internal."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from peel_data.errors import SubmissionError
from peel_data.transcribe import draft as folder_of
from peel_data.transcribe.claims import UNDOUBTED
from peel_data.transcribe.draft import CLAIMED, NOT_A_FIGURE, OPEN, place_of_row
from peel_data.transcribe.files.document import PAGE_BREAK
from peel_data.transcribe.measures import is_accepted
from peel_data.transcribe.page_images import read_page_image
from peel_data.transcribe.statements import row_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from peel_data.transcribe.draft import Origin, Row
    from peel_data.transcribe.page_images import PageImage

DECIDED, CONFLICT, DOUBTFUL, UNHELD = "decided", "conflict", "doubtful", "unheld"
_EDGE = re.compile(r"-?\d{1,5}(?:\.\d{1,3})?")


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the report, and how it stands.

    Attributes:
        id: Its anchor on the page, such as `n12`.
        row: Its row of `transcription.csv`.
        state: `conflict`, `open`, `decided` (a row of `decisions.csv` that the draft does not know yet), `doubtful`,
            `unheld` (nothing would show a misread digit), `claimed` or `not_a_figure`.
        says: What it is, in words.
    """

    id: str
    row: Row
    state: str
    says: str

    @property
    def line(self) -> int:
        """Its line in `report.txt`, from 1."""
        return int(self.row["line"])

    @property
    def box(self) -> tuple[float, ...]:
        """Its left, top, right and bottom edge on its page; empty where that is not known."""
        edges = self.row["box"].split()
        known = len(edges) == 4 and all(_EDGE.fullmatch(edge) for edge in edges)
        return tuple(map(float, edges)) if known else ()

    @property
    def span(self) -> tuple[int, int]:
        """Its first character in the line, and the one after its last."""
        return int(self.row["start"]), int(self.row["end"])


@dataclass(frozen=True)
class Conflict:
    """What cannot all be right, and the numbers to look at."""

    message: str
    numbers: tuple[Number, ...]


@dataclass(frozen=True)
class Review:
    """A draft, as a person looks at it.

    Attributes:
        origin: What the draft is of.
        lines: The lines of the report; those that begin a page start with a form feed for each page.
        numbers: Every number, in the order of the text.
        conflicts: What cannot all be right.
        missing: The figures that were not found, and that nobody decided on.
        required: Those of them that the edition asks for.
        unsummed: The areas for improvement without a summary.
        proposals: The rows of `proposals.csv` that nobody accepted.
        tables: The rows that were drafted, by table, with `confidence` and `why` first, where that is known.
        differences: Where it differs from the report that is its pattern.
        pages: The pictures of pages with something to look at, by number.
    """

    origin: Origin
    lines: tuple[str, ...]
    numbers: tuple[Number, ...]
    conflicts: tuple[Conflict, ...]
    missing: tuple[str, ...]
    required: frozenset[str]
    unsummed: tuple[Row, ...]
    proposals: tuple[Row, ...]
    tables: Mapping[str, Sequence[Row]]
    differences: tuple[str, ...]
    pages: Mapping[int, PageImage]

    def of(self, *states: str) -> tuple[Number, ...]:
        """Return the numbers in one of these states."""
        return tuple(number for number in self.numbers if number.state in states)

    @cached_property
    def places(self) -> Mapping[str, tuple[Number, ...]]:
        """The numbers that state each figure, by its id."""
        made: dict[str, list[Number]] = {}
        for number in self.of(CLAIMED, DOUBTFUL, UNHELD, CONFLICT):
            if number.row["state"] == CLAIMED:
                made.setdefault(number.row["figure_id"], []).append(number)
        return {figure: tuple(numbers) for figure, numbers in sorted(made.items())}

    @property
    def left(self) -> int:
        """How many things keep the draft from being accepted."""
        waiting = len(self.of(OPEN, DECIDED))
        return waiting + len(self.conflicts) + len(self.required) + len(self.unsummed)


def read_review(folder: Path) -> Review:
    """Gather what a draft holds.

    Args:
        folder: The draft's folder.

    Raises:
        SubmissionError: It is no draft, or a file of it cannot be read.
    """
    origin = folder_of.read_origin(folder)
    rows = folder_of.read_rows(folder, folder_of.TRANSCRIPTION)
    disputed = folder_of.read_rows(folder, folder_of.CONFLICTS)
    decisions = folder_of.read_rows(folder, folder_of.DECISIONS)
    missing = [r for r in folder_of.read_rows(folder, folder_of.MISSING) if not r["decision"]]
    numbers = _numbers(
        rows,
        {place_of_row(row) for row in disputed},
        {place_of_row(r): r for r in decisions},
    )
    at = {place_of_row(number.row): number for number in numbers}
    messages: dict[str, list[Row]] = {}
    for row in disputed:
        messages.setdefault(row["conflict"], []).append(row)
    reasons = {row["row"]: row for row in folder_of.read_rows(folder, folder_of.ROWS)}
    tables = {
        path.stem: [
            _with_reason(path.stem, row, reasons) for row in folder_of.read_table(folder, path.stem)
        ]
        for path in sorted((folder / folder_of.TABLES).glob("*.csv"))
    }
    return Review(
        origin,
        _lines(folder, numbers),
        numbers,
        tuple(
            Conflict(
                held[0]["message"],
                tuple(at[place_of_row(r)] for r in held if place_of_row(r) in at),
            )
            for held in messages.values()
        ),
        tuple(row["figure_id"] for row in missing),
        frozenset(row["figure_id"] for row in missing if row["required"]),
        tuple(r for r in tables.get("areas_for_improvement", ()) if not r.get("summary")),
        tuple(r for r in folder_of.read_rows(folder, folder_of.PROPOSALS) if not is_accepted(r)),
        tables,
        tuple(r["message"] for r in folder_of.read_rows(folder, folder_of.DIFFERENCES)),
        _pages(folder, numbers),
    )


def _with_reason(table: str, row: Row, reasons: Mapping[str, Row]) -> Row:
    known = reasons.get(row_name(table, row), {})
    said = {column: known.get(column, "") for column in ("confidence", "why")}
    return {**said, **row} if known else row


def _pages(folder: Path, numbers: Sequence[Number]) -> dict[int, PageImage]:
    said = {int(each.row["page"]) for each in numbers if each.row["page"].isdecimal()}
    read = {page: read_page_image(folder, page) for page in sorted(said)}
    return {page: image for page, image in read.items() if image}


def _lines(folder: Path, numbers: Sequence[Number]) -> tuple[str, ...]:
    path = folder / folder_of.REPORT
    try:
        # Not by `splitlines`, for which a form feed ends a line.
        lines = tuple(path.read_text(encoding="utf-8").split("\n"))
    except (OSError, UnicodeDecodeError) as error:
        raise SubmissionError(f"{path} cannot be read: {error}") from error
    for number in numbers:
        start, end = number.span
        if not 1 <= number.line <= len(lines) or end > len(
            lines[number.line - 1].lstrip(PAGE_BREAK)
        ):
            raise SubmissionError(
                f"{folder / folder_of.TRANSCRIPTION} does not fit {path.name}: line {number.line} has no "
                f"character {max(start, end - 1)}. Run `peel-data transcribe` again."
            )
    return lines


def _numbers(
    rows: Sequence[Row],
    disputed: set[tuple[str, ...]],
    decisions: Mapping[tuple[str, ...], Row],
) -> tuple[Number, ...]:
    made = []
    for count, row in enumerate(rows, start=1):
        for column in ("line", "start", "end"):
            if not row[column].isdecimal():
                raise SubmissionError(
                    f"Row {count} of {folder_of.TRANSCRIPTION} has {row[column]!r} as {column}. "
                    "Run `peel-data transcribe` again."
                )
        place = place_of_row(row)
        state, says = _state(row, place in disputed, decisions.get(place))
        made.append(Number(f"n{count}", row, state, says))
    return tuple(made)


def _state(row: Row, disputed: bool, decision: Row | None) -> tuple[str, str]:
    state, figure, why = row["state"], row["figure_id"], row["why"]
    if decision is not None and decision["decision"] not in {"", figure or state, state}:
        return DECIDED, f"decided: {decision['decision']}; transcribe again to apply it"
    if disputed:
        return CONFLICT, f"in conflict: {figure}"
    if state == OPEN:
        return OPEN, f"open; may be {figure}: {why}" if figure else f"open: {why}"
    if state == NOT_A_FIGURE:
        return NOT_A_FIGURE, f"not a figure: {why}"
    says = f"{figure} ({row['confidence']}: {why})"
    if _confidence(row) < UNDOUBTED:
        return DOUBTFUL, says
    return (UNHELD if row["held"] == "no" else CLAIMED), says


def _confidence(row: Row) -> float:
    try:
        return float(row["confidence"])
    except ValueError:
        return 0.0
