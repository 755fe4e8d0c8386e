"""Where the files of a report lie, as build servers want to be told: relative to the repository."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from peel_data.paths import DESCRIPTOR

if TYPE_CHECKING:
    from peel_data.findings import Finding, Place, Report


class Artifact(NamedTuple):
    """A file that a finding points at.

    Attributes:
        path: Relative to the repository or the working folder where it lies in one, else absolute; with
            slashes on every system.
        lines: Whether a row of the report is a line of the file: not so in a workbook or an archive.
    """

    path: str
    lines: bool


class Artifacts:
    """The files that the findings of one report point at; each is looked for once."""

    def __init__(self, report: Report) -> None:
        self._here = Path.cwd()
        self._subject = report.subject
        self._whole = self._here / report.location if report.location else None
        self._known: dict[tuple[str, str | None], Artifact] = {}

    def of(self, finding: Finding, place: Place | None = None) -> Artifact:
        """Return the file of a place; without a place, that of the table, or what was examined."""
        key = (place.file if place else "", finding.table)
        if key not in self._known:
            self._known[key] = self._find(*key)
        return self._known[key]

    def _find(self, named: str, table: str | None) -> Artifact:
        if self._whole is None:  # frames of pandas have names, and lie in no file
            frame = f"DataFrame {table}" if table else self._subject
            return Artifact(named or frame or "submission", lines=False)
        whole = self._whole
        folder = whole.parent if whole.name == DESCRIPTOR else whole
        found = whole
        if folder.is_dir():
            found = _below(folder, named)
            if found == folder:
                likely = (f"{table}.csv", f"data/{table}.csv", DESCRIPTOR)
                found = next((folder / each for each in likely if (folder / each).is_file()), whole)
        in_it = named.rpartition("/")[2] in {"", found.name}  # and no member of an archive
        return Artifact(
            _relative(found, self._here),
            lines=in_it and found.suffix.lower() in {".csv", ".json"},
        )


def _below(folder: Path, named: str) -> Path:
    """Return the file of that name in a folder; of a member of an archive, the archive."""
    path = folder
    for part in PurePosixPath(named).parts:
        if part in {"..", "/"} or not _exists(path / part):
            break
        path /= part
    return path


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name too long for the system
        return False


def _relative(path: Path, here: Path) -> str:
    path, at = path.resolve(), here.resolve()
    repository = next((each for each in (at, *at.parents) if (each / ".git").exists()), at)
    for root in (repository, at):
        if path.is_relative_to(root):
            return path.relative_to(root).as_posix()
    return path.as_posix()
