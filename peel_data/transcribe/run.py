"""One report, from its file to its draft's folder. Internal."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from peel_data.errors import InvalidArgument
from peel_data.readers.limits import DEFAULT
from peel_data.tables import records
from peel_data.transcribe import draft as folder_of
from peel_data.transcribe import pattern
from peel_data.transcribe.drafting import draft
from peel_data.transcribe.files.reading import read_report
from peel_data.transcribe.measures import (
    accepted_decisions,
    accepted_rows,
    is_accepted,
    with_rows,
)
from peel_data.transcribe.model import model_of, row_of
from peel_data.transcribe.page_images import write_page_images
from peel_data.transcribe.row_reasons import doubtful_rows, write_reasons
from peel_data.transcribe.wording import FORCE
from peel_data.transcribe.writing import (
    check_arithmetic,
    doubtful_claims,
    pages_to_look_at,
    unheld_claims,
    write_conflicts,
    write_draft,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from peel_data.readers.limits import Limits

WITHOUT = "none"
"""What `like` says for no pattern at all."""


class Summary(NamedTuple):
    """What a draft came to.

    Attributes:
        rows: How many rows there are of each table.
        states: How many numbers are claimed, not a figure, and open.
        conflicts: What cannot all be right, in sentences.
        figures: How many figures are drafted.
        missing: The figures of the edition and of the pattern that were not found.
        required: Those of them that the edition asks for.
        doubtful: How many claims a person is to look over.
        doubtful_rows: How many rows without figures a person is to look over.
        unheld: How many numbers a person is to compare with the report.
        summaries: How many areas for improvement want a summary.
        proposals: How many open numbers are proposed as measures.
        like: The publications that are its pattern.
        notes: What else a person should know.
        differences: Where it differs from the report that is its pattern.
    """

    rows: dict[str, int]
    states: dict[str, int]
    conflicts: list[str]
    figures: int
    missing: list[str]
    required: list[str]
    doubtful: int
    doubtful_rows: int
    unheld: int
    summaries: int
    proposals: int
    like: list[str]
    notes: list[str]
    differences: list[str]


def transcribe(
    report: Path,
    folder: Path,
    *,
    area: str,
    edition: str,
    like: Sequence[str] = (),
    publication: str = "",
    limits: Limits = DEFAULT,
    on_progress: Callable[[str], None] = lambda _: None,
) -> Summary:
    """Draft a report, and write the draft.

    Args:
        report: The file.
        folder: The draft's folder; one that is there is drafted again, with its decisions.
        area: Whose report it is.
        edition: The round of inspections.
        like: The publications that are its pattern; empty is those of its edition, or all; `none` is none.
        publication: The id of the report; empty is `EDITION-AREA`.
        limits: How much is read at most.
        on_progress: Is told what is being done.

    Raises:
        SubmissionError: The report cannot be read, or is another; or an accepted proposal is not complete.
        NotFound: There is no such area, edition or pattern.
        InvalidArgument: The folder holds something else.
    """
    proposals = folder_of.read_rows(folder, folder_of.PROPOSALS)
    tables = with_rows(records.read, accepted_rows(proposals, records.read))
    if row_of(tables("areas"), area, "area")["kind"] != FORCE:
        raise InvalidArgument(f"A report is about one force, and {area} is not a force.")
    row_of(tables("editions"), edition, "edition")
    models = [model_of(name, tables, pattern.read(name)) for name in _like(like, edition)]
    folder_of.refuse_other(folder)
    on_progress(f"reading {report.name}")
    document = read_report(report, limits)
    origin = folder_of.Origin(
        area,
        edition,
        publication or f"{edition}-{area}",
        tuple(model.publication for model in models),
        report.name,
        hashlib.sha256(report.read_bytes()).hexdigest(),
    )
    # What decisions.csv says of a number comes later, so that it holds.
    decisions = [
        *accepted_decisions(proposals, origin),
        *folder_of.read_rows(folder, folder_of.DECISIONS),
    ]
    absent = {r["figure_id"]: r["decision"] for r in folder_of.read_rows(folder, folder_of.MISSING)}
    drafted = draft(document, tables, origin, models, decisions, absent, on_progress)
    write_draft(folder, document, drafted, origin)
    on_progress("comparing the numbers with each other")
    check_arithmetic(folder, drafted, replace(limits, memory_bytes=DEFAULT.memory_bytes))
    write_conflicts(folder, drafted)
    write_reasons(folder, drafted)
    if report.suffix.lower() == ".pdf":
        on_progress("drawing the pages that need a look")
        write_page_images(
            folder, report.read_bytes(), report.name, pages_to_look_at(document, drafted)
        )
    areas = folder_of.read_table(folder, "areas_for_improvement")
    return Summary(
        {name: len(rows) for name, rows in sorted(drafted.tables.items())},
        dict(Counter(claim.state for claim in drafted.claims)),
        [conflict.message for conflict in drafted.conflicts],
        len({row["figure_id"] for row in drafted.tables.get("citations", ())}),
        sorted(series.figure_id for series in drafted.missing),
        sorted({series.figure_id for series in drafted.missing} & drafted.required),
        len(doubtful_claims(drafted)),
        len(doubtful_rows(folder)),
        len(unheld_claims(drafted)),
        sum(not row["summary"] for row in areas),
        sum(not is_accepted(row) for row in folder_of.read_rows(folder, folder_of.PROPOSALS)),
        [model.publication for model in models],
        drafted.notes,
        drafted.differences,
    )


def _like(like: Sequence[str], edition: str) -> list[str]:
    """Return the publications to read a report like."""
    if WITHOUT in like:
        if len(like) > 1:
            raise InvalidArgument(
                "--like none means no pattern at all. Use it without another --like."
            )
        return []
    if like:
        return list(dict.fromkeys(like))
    known = pattern.learnt_publications()
    editions = {row["id"]: row["edition"] for row in records.read("publications")}
    return [name for name in known if editions.get(name) == edition] or known
