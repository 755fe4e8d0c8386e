"""Submissions that are being judged, and what became of them."""

from __future__ import annotations

import logging
import secrets
import shutil
import threading
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from peel_data.errors import PeelError
from peel_data.validation.progress import Progress

if TYPE_CHECKING:
    from pathlib import Path

    from peel_data.annotation.writing import Annotated
    from peel_data.findings import Report
    from peel_data.validation.options import ValidationResult

KEPT = 20
"""So many submissions are kept; the oldest goes when another comes."""

INTERNAL = (
    "This is an error of the program, not of your file. The window in which peel-data was started shows what happened. "
    "Please report it."
)

AT_ONCE = 2
"""So many are judged at the same time; the others wait."""


@dataclass(slots=True)
class Job:
    """One submission.

    Attributes:
        key: What its addresses call it.
        name: What the officer calls it.
        path: The file, or the folder of several.
        folder: Where all of it is kept.
        progress: How far the run is.
        report: What was said, once it is done.
        made: The same with the rows that were read, for the steward to see what they would change.
        annotated: The workbook with marks, if one could be made.
        error: Why there is no report.
    """

    key: str
    name: str
    path: Path
    folder: Path
    progress: Progress = field(default_factory=Progress)
    report: Report | None = None
    made: ValidationResult | None = None
    annotated: Annotated | None = None
    error: str = ""

    @property
    def done(self) -> bool:
        """Whether there is nothing to wait for."""
        return self.report is not None or bool(self.error)


class Jobs:
    """All of them, and the folder that they lie in."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._jobs: dict[str, Job] = {}
        self._turn = threading.Semaphore(AT_ONCE)
        self._lock = threading.Lock()

    def folder(self) -> Path:
        """Make a new folder for the files of a submission."""
        folder = self._folder / secrets.token_hex(8)
        folder.mkdir()
        return folder

    def start(self, folder: Path, path: Path, name: str) -> Job:
        """Judge a submission in the background."""
        job = Job(folder.name, name, path, folder)
        with self._lock:
            self._jobs[job.key] = job
            old = list(self._jobs.values())[:-KEPT]
        for each in old:
            self.forget(each.key)
        threading.Thread(target=self._run, args=(job,), daemon=True).start()
        return job

    def get(self, key: str) -> Job | None:
        """Return the submission of that key, or None."""
        return self._jobs.get(key)

    def forget(self, key: str) -> None:
        """Remove a submission and all that was made of it."""
        with self._lock:
            job = self._jobs.pop(key, None)
        if job is not None:
            shutil.rmtree(job.folder, ignore_errors=True)

    def _run(self, job: Job) -> None:
        from peel_data.annotation.writing import annotate
        from peel_data.validation.pipeline import validate_with_records

        def note(progress: Progress) -> None:
            job.progress = progress

        with self._turn:
            try:
                job.made = validate_with_records(job.path, on_progress=note)
                report = replace(job.made.report, subject=job.name)
                try:
                    job.annotated = annotate(report)
                except PeelError:
                    job.annotated = None  # the report says the same
                job.report = report
            except (PeelError, OSError) as error:
                job.error = str(error) or type(error).__name__
            except Exception:
                logging.getLogger("uvicorn.error").exception("internal error in a check")
                job.error = INTERNAL
