"""A transcribed report on its way into the data set: complete, audited, and a pattern for the next. Internal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peel_data.errors import ReleaseError
from peel_data.report import phrases
from peel_data.tables import release_files
from peel_data.transcribe import draft, measures, pattern
from peel_data.transcribe.files.reading import read_report
from peel_data.transcribe.learning import learn
from peel_data.transcribe.series import OPERATIONAL
from peel_data.validation.tables import definition

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from peel_data.release.merge import Tables
    from peel_data.release.staging import StagedCheckout
    from peel_data.tables.records import Record

_MOST = 20


def tables_in(path: Path) -> Path:
    """Return what is to be validated of a submission: the tables of a draft; of anything else all of it."""
    return path / draft.TABLES if draft.is_draft(path) else path


def name_of(path: Path) -> str:
    """Return what a submission is called in the log and in its commit: the report of a draft, or the file."""
    return draft.read_origin(path).publication if draft.is_draft(path) else path.name


def refuse_unfinished(path: Path) -> None:
    """Stop at a draft that a person has not finished; any other submission passes.

    Raises:
        ReleaseError: Numbers are open, summaries empty, or there are conflicts: each is named.
    """
    if not draft.is_draft(path):
        return
    left = list(_left(path))
    if left:
        raise ReleaseError(
            f"The draft {path} is not finished. Nothing was changed. Decide on what is open in "
            f"{draft.DECISIONS}, fill in what is empty, and transcribe it again:\n{phrases.indented(left, _MOST)}"
        )


def _left(path: Path) -> Iterator[str]:
    """Yield what is left to do, in sentences."""
    conflicts: dict[str, draft.Row] = {}
    for row in draft.read_rows(path, draft.CONFLICTS):
        conflicts.setdefault(row["conflict"], row)  # the place to look at first
    for row in conflicts.values():
        yield f"conflict, line {row['line']} of {draft.REPORT}: {row['message']}"
    for row in draft.read_rows(path, draft.TRANSCRIPTION):
        if row["state"] == draft.OPEN:
            yield f"open, line {row['line']} of {draft.REPORT}: “{row['token']}” in “{row['locator']}”"
    for row in draft.read_table(path, "areas_for_improvement"):
        if not row["summary"].strip():
            yield f"summary empty: {row['locator']}, number {row['number']}"
    for row in draft.read_rows(path, draft.MISSING):
        if row["required"] and not row["decision"]:
            yield f"not found: {row['figure_id']}"


def rows_named_in(path: Path, tables: Tables) -> dict[str, list[Record]]:
    """Return what a draft adds to reference tables: the measures and units that its figures use and the data set lacks.

    Raises:
        SubmissionError: A proposal is not complete, or the draft cannot be read.
    """
    if not draft.is_draft(path):
        return {}
    proposals = draft.read_rows(path, draft.PROPOSALS)
    figures = draft.read_table(path, OPERATIONAL)
    used = {row[column] for row in figures for column in ("measure", "unit")}
    made = {
        table: [
            dict.fromkeys(definition(table).fields, "") | row for row in rows if row["id"] in used
        ]
        for table, rows in measures.accepted_rows(proposals, tables.__getitem__).items()
    }
    return {table: rows for table, rows in made.items() if rows}


def learnt_from(path: Path, staged: StagedCheckout) -> dict[str, bytes]:
    """Return the pattern file that a draft adds, once its audit against the staged data finds nothing.

    Raises:
        ReleaseError: A number of the text is unclaimed, or a citation is wrong.
    """
    if not draft.is_draft(path):
        return {}
    publication = draft.read_origin(path).publication
    reviewed = [
        {
            "part": row["locator"],
            "token": row["token"],
            "occurrence": row["occurrence"],
            "reason": row["why"],
        }
        for row in draft.read_rows(path, draft.TRANSCRIPTION)
        if row["state"] == draft.NOT_A_FIGURE
    ]
    tables = release_files.tables(staged.release_files())
    document = read_report(path / draft.REPORT)
    data = learn(document, tables.__getitem__, reviewed, publication)
    return {f"{pattern.FOLDER}/{publication}.csv": data}
