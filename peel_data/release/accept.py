"""Accept a submission into the data set in one step: validate, merge, cite, regenerate, check, log."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from peel_data.readers.limits import DEFAULT
from peel_data.release import citations, drafts, log
from peel_data.release.checkout import files_of, tables_of, upcoming
from peel_data.release.merge import merged, with_waivers
from peel_data.release.sources import of_records
from peel_data.release.staging import StagedCheckout, commit_message, open_checkout, stage
from peel_data.validation.pipeline import validate_with_records

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Mapping, Sequence

    from peel_data.findings import Report
    from peel_data.readers.limits import Limits
    from peel_data.release.diff import Diff
    from peel_data.release.merge import Tables
    from peel_data.tables.records import Record


@dataclass(frozen=True)
class Acceptance:
    """The outcome of accepting a submission.

    Attributes:
        report: What validation says of it; with errors, nothing was taken.
        diff: What it changes in the data; None if it changes nothing.
        contents: The files that it changes, with their new content.
        known: The line of the log, if the same submission was accepted before.
    """

    report: Report
    diff: Diff | None = None
    contents: Mapping[str, bytes] | None = None
    known: Mapping[str, Any] | None = None


def accept(
    root: Path,
    submission: str | os.PathLike[str],
    *,
    by: str,
    waivers: str | os.PathLike[str] | None = None,
    today: dt.date | None = None,
    limits: Limits = DEFAULT,
    dry_run: bool = False,
) -> Acceptance:
    """Accept a submission into a source checkout, and commit it.

    Figures for which the submission cites no publication are cited as the data return of their area.
    Accepting the same submission a second time, in whatever format, changes nothing. Of a draft that
    `peel-data transcribe` made, the tables are the submission; it must be complete.
    Its report becomes a pattern, and the proposals that were accepted in it become measures, with their units.

    Args:
        root: The checkout.
        submission: A path, as `validate` takes it.
        by: Who accepts it, for the log.
        waivers: A `waivers.csv` beside the submission.
        today: The day of acceptance.
        limits: How much is read at most, and how much time and memory validation may take.
        dry_run: Whether to commit nothing, and leave every file as it is.

    Raises:
        SubmissionError: There is nothing at the path.
        ReleaseError: The data set would not be valid, or would change undeclared; or a draft is not complete.
            Nothing was changed.
    """
    drafts.refuse_unfinished(Path(submission))
    day = today or dt.datetime.now(tz=dt.UTC).date()
    with open_checkout(root, dry_run=dry_run) as staged:
        made = _accepted(staged, submission, by=by, waivers=waivers, day=day, limits=limits)
        if made.diff:
            staged.commit(_message(made.report, made.diff, drafts.name_of(Path(submission)), by))
    return made


@contextlib.contextmanager
def _with_vocabulary_of(
    staged: StagedCheckout, tables: Tables, added: Mapping[str, Sequence[Record]]
) -> Iterator[Path | None]:
    """Add new measures and units to the copy, and return its folder as the program to validate with."""
    if not added:
        yield None
        return
    staged.write(files_of({name: [*tables[name], *rows] for name, rows in added.items()}))
    staged.generate()
    yield staged.folder
    staged.restore()


def _message(report: Report, diff: Diff, name: str, by: str) -> str:
    """Return the commit message of an acceptance."""
    kinds = Counter(change.kind for change in diff.rows)
    rows = ", ".join(f"{count} {kind}" for kind, count in kinds.items())
    return commit_message(
        f"Accept {name}",
        [
            f"Editions: {', '.join(report.editions)}",
            f"Areas: {', '.join(report.areas)}",
            f"Rows: {rows}",
            f"Accepted by: {by}",
        ],
    )


def _accepted(
    staged: StagedCheckout,
    submission: str | os.PathLike[str],
    *,
    by: str,
    waivers: str | os.PathLike[str] | None,
    day: dt.date,
    limits: Limits,
) -> Acceptance:
    root = staged.folder
    before, release = tables_of(root), upcoming(root)
    added = drafts.rows_named_in(Path(submission), before)
    with _with_vocabulary_of(staged, before, added) as program:
        report, records = validate_with_records(
            drafts.tables_in(Path(submission)),
            against=root,
            waivers=waivers,
            limits=limits,
            program=program,
        )
    digest = log.submission_hash(records)
    for line in log.read(staged.root):
        if line["submission"] == digest:
            return Acceptance(report, known=line)
    if not report.ok:
        return Acceptance(report)
    name = drafts.name_of(Path(submission))
    rows = {**of_records(name, records).tables, **added}
    after = citations.cited(merged(before, rows, release), before, rows, f"{day:%Y-%m}")
    after = with_waivers(after, report.waived)
    done = stage(staged, files_of(after))
    if not done.diff.rows:
        return Acceptance(report)
    lines = log.with_line(
        log.content(root),
        name=name,
        submission=digest,
        report=report,
        by=by,
        day=day,
        release=release,
        changes=Counter(change.kind for change in done.diff.rows),
    )
    staged.write({log.NAME: lines, **drafts.learnt_from(Path(submission), staged)})
    return Acceptance(report, done.diff, staged.changes())
