"""The only place that knows where the data files are.

An installed package carries them in `peel_data/bundle/`; in a source checkout they stand at the root of
the repository, beside the package. Nothing is copied, downloaded or written.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from peel_data.errors import PackageDataError

DESCRIPTOR = "datapackage.json"
INTERRUPTED = ".peel-data/journal.json"
"""In a checkout: there while a decided change is not yet in place, so that the files are a mixture."""
PACKAGE = Path(__file__).resolve().parent


@cache
def root() -> Path:
    """The folder that holds `datapackage.json`, `schemas/` and `data/`.

    Raises:
        PackageDataError: Neither the installed bundle nor a checkout is there; or a checkout's files are a
            mixture of old and new.
    """
    for folder in (PACKAGE / "bundle", PACKAGE.parent):
        if (folder / DESCRIPTOR).is_file() and (folder / "data").is_dir():
            refuse_mixture(folder)
            return folder
    raise PackageDataError(
        f"The data files of peel_data are missing: there is no {DESCRIPTOR} in {PACKAGE / 'bundle'} "
        f"or in {PACKAGE.parent}. Install the package again."
    )


def refuse_mixture(folder: Path) -> None:
    """Stop before the files of a folder are read that an interrupted command left half changed.

    Raises:
        PackageDataError: They are.
    """
    if (folder / INTERRUPTED).exists():
        raise PackageDataError(
            f"{folder}: a command was stopped before all files of its change were in place, so they are a "
            "mixture of old and new. Run that command again, which finishes the change."
        )


def data_file(table: str) -> Path:
    """The CSV file of a table."""
    return root() / "data" / f"{table}.csv"


def schema_file(table: str) -> Path:
    """The Table Schema of a table."""
    return root() / "schemas" / f"{table}.schema.json"


def read_text(path: Path) -> str:
    """The text of a data file, line ends untouched.

    Raises:
        PackageDataError: The file cannot be read, or is not UTF-8.
    """
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PackageDataError(
            f"The data file {path} cannot be read ({error}). Install the package again."
        ) from error


def read_json(path: Path) -> dict[str, Any]:
    """The object that a schema or descriptor holds.

    Raises:
        PackageDataError: The file cannot be read, or holds no JSON object.
    """
    try:
        content = json.loads(read_text(path))
    except ValueError as error:
        raise PackageDataError(
            f"The file {path} is not JSON ({error}). Install the package again."
        ) from error
    if not isinstance(content, dict):
        raise PackageDataError(f"The file {path} holds no JSON object. Install the package again.")
    return content
