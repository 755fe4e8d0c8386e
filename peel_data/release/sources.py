"""What can be compared: releases in folders, zips and wheels, past and installed ones, submissions."""

from __future__ import annotations

import json
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from peel_data import paths
from peel_data.errors import NotFound, SubmissionError
from peel_data.figures import releases
from peel_data.findings import Severity
from peel_data.history.manifest import VERSION
from peel_data.paths import as_argument
from peel_data.tables import release_files

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from peel_data.tables.records import Record
    from peel_data.validation.options import ValidationResult

INSTALLED = "installed"
READING = frozenset("FSRK")
"""The families of rules without which a row is not what it says: files, structure, rows, keys."""


@dataclass(frozen=True)
class Source:
    """One side of a comparison.

    Attributes:
        label: What a person calls it.
        tables: Its records, by table.
        schemas: Its Table Schemas, by table; a submission has none.
        is_release: Whether it is a release, so that what it lacks is gone; a submission only adds.
    """

    label: str
    tables: Mapping[str, Sequence[Record]]
    schemas: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    is_release: bool = True


def of_files(label: str, files: Mapping[str, bytes]) -> Source:
    """Return a release from its files."""
    schemas = {
        name.removeprefix("schemas/").removesuffix(".schema.json"): json.loads(content)
        for name, content in files.items()
        if name.startswith("schemas/")
    }
    return Source(label, release_files.tables(files), schemas)


def last_release(root: Path) -> Source | None:
    """Return the release that the checkout goes on from; None before the first.

    Raises:
        PackageDataError: The history was changed or damaged.
    """
    return next(past_releases(root), None)


def past_releases(root: Path) -> Iterator[Source]:
    """Yield the releases of the checkout, the latest first; each is read when it is asked for.

    Raises:
        PackageDataError: The history was changed or damaged.
    """
    for version in reversed(releases.past(root)):
        yield of_files(version, releases.files(version, root))


def of_records(label: str, records: Mapping[str, list[Record]]) -> Source:
    """Return a submission from what validation read of it."""
    tables = {name: rows for name, rows in records.items() if name != "waivers"}
    return Source(label, tables, is_release=False)


def find(name: str) -> Source:
    """Return what a person names: `installed`, the version of a past release, or a path.

    Raises:
        SubmissionError: There is nothing of that name, or nothing that can be compared.
    """
    path = Path(name)
    if name == INSTALLED:
        files = release_files.read(paths.root())
        return of_files(f"installed {release_files.version(files)}", files)
    if VERSION.match(name) and not path.exists():
        return _past(name)
    if not path.exists():
        raise SubmissionError(
            f"There is nothing at {name}. Give the path of a folder, zip, wheel or submission; "
            f"a version ({', '.join(releases.versions())}); or `{INSTALLED}`."
        )
    if holds_release(path):
        files = release_files.read(path)
        return of_files(f"{path.name or path} {release_files.version(files)}", files)
    return _submission(path)


def holds_release(path: Path) -> bool:
    """Return whether there is a release of this package at the path, rather than a submission."""
    try:
        if path.is_dir():
            descriptor = (path / paths.DESCRIPTOR).read_bytes()
        else:
            with zipfile.ZipFile(path) as archive:
                inside = min(
                    (n for n in archive.namelist() if n.rpartition("/")[2] == paths.DESCRIPTOR),
                    key=len,
                )
                descriptor = archive.read(inside)
        return bool(json.loads(descriptor)["name"] == "peel-data")
    except (OSError, ValueError, KeyError, TypeError, RuntimeError, zipfile.BadZipFile):
        return False


def _past(version: str) -> Source:
    try:
        release = releases.at(version)
    except NotFound as error:
        raise SubmissionError(str(error)) from None
    tables = release.tables()
    return Source(
        version,
        {table.name: table.shared_records() for table in tables},
        {table.name: table.schema() for table in tables},
    )


def _submission(path: Path) -> Source:
    from peel_data.validation.pipeline import validate_with_records

    return of_validated(
        path.name,
        validate_with_records(path),
        f"See everything with `peel-data validate {as_argument(path)}`.",
    )


def of_validated(label: str, made: ValidationResult, more: str = "") -> Source:
    """Return a submission that was validated.

    Args:
        label: What a person calls it.
        made: What validation found, and read.
        more: Where to see what is wrong with it.

    Raises:
        SubmissionError: Not all of it could be read.
    """
    faults = [
        f for f in made.report.findings if f.severity is Severity.ERROR and f.code[0] in READING
    ]
    if faults or not made.report.counts:
        what = faults[0].message if faults else "There is no table in it."
        raise SubmissionError(
            f"{label} cannot be compared, because not all of it can be read: {what} {more}".rstrip()
        )
    return of_records(label, made.records)
