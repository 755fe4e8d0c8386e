"""The files of a release, wherever they lie: in a folder, a zip, a wheel or an sdist's folder."""

from __future__ import annotations

import csv
import io
import json
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from peel_data import paths
from peel_data.errors import SubmissionError
from peel_data.tables import records

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from peel_data.tables.records import Record

Files = dict[str, bytes]
"""Content by path from the release's root, with forward slashes: the descriptor, schemas and data."""

# What a file can do that is no release: zipfile raises RuntimeError for what is encrypted.
_UNREADABLE = (
    OSError,
    ValueError,
    KeyError,
    TypeError,
    EOFError,
    RuntimeError,
    zipfile.BadZipFile,
    zlib.error,
)


def read(path: Path) -> Files:
    """Return the files of the release at a path.

    Raises:
        SubmissionError: There is no release.
        PackageDataError: It is a checkout with a half-finished change.
    """
    try:
        found = _folder(path) if path.is_dir() else _archive(path)
        json.loads(found[paths.DESCRIPTOR])["version"]
    except _UNREADABLE as error:
        raise SubmissionError(
            f"{path} holds no release of peel_data ({error}). Expected a folder, zip or wheel with "
            f"{paths.DESCRIPTOR} and data/*.csv."
        ) from error
    return found


def version(files: Mapping[str, bytes]) -> str:
    """Return the version that a release says it is."""
    return str(json.loads(files[paths.DESCRIPTOR])["version"])


def tables(files: Mapping[str, bytes]) -> dict[str, list[Record]]:
    """Return the records of every table of a release, by name.

    Raises:
        SubmissionError: A file is no CSV in UTF-8.
    """
    found = {}
    for name, content in sorted(files.items()):
        if name.startswith("data/"):
            try:
                found[PurePosixPath(name).stem] = records.parse(content.decode())
            except (UnicodeDecodeError, csv.Error) as error:
                raise SubmissionError(f"{name} of the release cannot be read ({error}).") from error
    return found


def csv_bytes(header: Sequence[str], rows: Sequence[Record]) -> bytes:
    """Return a table as the CSV bytes it is kept in: UTF-8, LF, quotes only where needed."""
    text = io.StringIO()
    writer = csv.DictWriter(text, header, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def _belongs(name: str) -> bool:
    path = PurePosixPath(name)
    return name == paths.DESCRIPTOR or (path.parent.name, path.suffix) in {
        ("data", ".csv"),
        ("schemas", ".json"),
    }


def _folder(folder: Path) -> Files:
    paths.refuse_mixture(folder)
    names = [
        paths.DESCRIPTOR,
        *(path.relative_to(folder).as_posix() for path in folder.glob("data/*.csv")),
        *(path.relative_to(folder).as_posix() for path in folder.glob("schemas/*.json")),
    ]
    return {name: (folder / name).read_bytes() for name in sorted(names)}


def _archive(path: Path) -> Files:
    with zipfile.ZipFile(path) as archive:
        names = sorted(archive.namelist(), key=len)
        # A wheel holds the release some folders down; the descriptor says where.
        descriptor = next(
            (name for name in names if PurePosixPath(name).name == paths.DESCRIPTOR), None
        )
        if descriptor is None:
            raise KeyError(f"there is no {paths.DESCRIPTOR} in it")
        folder = descriptor.removesuffix(paths.DESCRIPTOR)
        return {
            inside: archive.read(name)
            for name in sorted(names)
            if name.startswith(folder) and _belongs(inside := name.removeprefix(folder))
        }
