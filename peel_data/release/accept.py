"""A submission into the data set, in one step: validated, merged, cited, regenerated, checked, logged."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from peel_data.release import citations, log
from peel_data.release.checkout import files_of, tables_of, tried, upcoming, working
from peel_data.release.merge import merged, with_waivers
from peel_data.release.sources import of_records
from peel_data.validation.pipeline import examined

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

    from peel_data.findings import Report
    from peel_data.release.diff import Diff
    from peel_data.release.disk import Disk


@dataclass(frozen=True)
class Acceptance:
    """What came of a submission.

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
    dry_run: bool = False,
    disk: Disk | None = None,
) -> Acceptance:
    """Accept a submission into a source checkout.

    Figures for which the submission cites no publication are cited as the data return of their area.
    Accepting the same submission a second time, in whatever format, changes nothing.

    Args:
        root: The checkout.
        submission: A path, as `validate` takes it.
        by: Who accepts it, for the log.
        waivers: A `waivers.csv` beside the submission.
        today: The day of acceptance.
        dry_run: Whether to leave every file as it is.
        disk: What carries out the writing; tests make it fail.

    Raises:
        SubmissionError: There is nothing at the path.
        ReleaseError: The data set would not be sound, or would change undeclared. Nothing was changed.
    """
    day = today or dt.datetime.now(tz=dt.UTC).date()
    with working(root, dry_run=dry_run, disk=disk) as change:
        made = _accepted(root, submission, by=by, waivers=waivers, day=day)
        if change is not None:
            for name, content in (made.contents or {}).items():
                change.write(name, content)
    return made


def _accepted(
    root: Path,
    submission: str | os.PathLike[str],
    *,
    by: str,
    waivers: str | os.PathLike[str] | None,
    day: dt.date,
) -> Acceptance:
    report, records = examined(submission, against=root, waivers=waivers)
    digest = log.submission_hash(records)
    for line in log.read(root):
        if line["submission"] == digest:
            return Acceptance(report, known=line)
    if not report.ok:
        return Acceptance(report)
    name = Path(submission).name
    rows = of_records(name, records).tables
    before, release = tables_of(root), upcoming(root)
    after = citations.cited(merged(before, rows, release), before, rows, f"{day:%Y-%m}")
    after = with_waivers(after, report.waived)
    done = tried(root, files_of(after))
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
    return Acceptance(report, done.diff, {**done.contents, log.NAME: lines})
