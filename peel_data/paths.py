"""Where the data files are, and how a file that a user asked for is written.

An installed package carries them in `peel_data/bundle/`; in a source checkout they stand at the root of
the repository, beside the package. Nothing is copied or downloaded.
"""

from __future__ import annotations

import contextlib
import sys
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from peel_data.errors import InvalidArgument, PackageDataError

if TYPE_CHECKING:
    from pathlib import Path

DESCRIPTOR = "datapackage.json"
INTERRUPTED = ".peel-data/moving"
"""In a checkout: there while its files are being moved to a new commit, and may be a mixture."""


@cache
def package() -> Path:
    """Return the folder of the package."""
    from pathlib import Path

    return Path(__file__).resolve().parent


@cache
def root() -> Path:
    """Return the folder that holds `datapackage.json`, `schemas/` and `data/`.

    Raises:
        PackageDataError: Neither the installed bundle nor a checkout is there; or a checkout's files are a
            mixture of old and new.
    """
    for folder in (package() / "bundle", package().parent):
        if (folder / DESCRIPTOR).is_file() and (folder / "data").is_dir():
            refuse_mixture(folder)
            return folder
    if not package().is_dir():
        raise PackageDataError(
            f"peel_data cannot run from inside an archive ({package().parent}): it reads its data from files. "
            "Install it with pip, or unpack the archive into a folder and put that on the path."
        )
    if getattr(sys, "frozen", False):
        raise PackageDataError(
            f"The frozen program does not hold the data files of peel_data: there is no {DESCRIPTOR} in "
            f"{package() / 'bundle'}. PyInstaller adds them by the hook in the package; with another tool, "
            "add the package's data files to the program."
        )
    raise PackageDataError(
        f"The data files of peel_data are missing: there is no {DESCRIPTOR} in {package() / 'bundle'} "
        f"or in {package().parent}. Install the package again."
    )


def refuse_mixture(folder: Path) -> None:
    """Stop before reading a folder whose files an interrupted command left half changed.

    Raises:
        PackageDataError: An interrupted command has to be finished first.
    """
    if (folder / INTERRUPTED).exists():
        raise PackageDataError(
            f"{folder}: a command was stopped before all files of its change were in place, so they are a "
            "mixture of old and new. Run that command again, which finishes the change."
        )


def data_file(table: str) -> Path:
    """Return the CSV file of a table."""
    return root() / "data" / f"{table}.csv"


def schema_file(table: str) -> Path:
    """Return the Table Schema of a table."""
    return root() / "schemas" / f"{table}.schema.json"


def read_text(path: Path) -> str:
    """Return the text of a data file, line ends untouched.

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
    """Return the object that a schema or descriptor holds.

    Raises:
        PackageDataError: The file cannot be read, or holds no JSON object.
    """
    import json

    try:
        content = json.loads(read_text(path))
    except ValueError as error:
        raise PackageDataError(
            f"The file {path} is not JSON ({error}). Install the package again."
        ) from error
    if not isinstance(content, dict):
        raise PackageDataError(f"The file {path} holds no JSON object. Install the package again.")
    return content


def write_file(path: Path, content: bytes, *, replace: bool = True) -> None:
    """Write a file; one that cannot be finished is not left behind.

    Args:
        path: The file, in a folder that exists.
        content: Its new content.
        replace: Whether to replace an existing file.

    Raises:
        FileExistsError: The file exists and `replace` is false.
        InvalidArgument: It cannot be written there.
    """
    try:
        with path.open("wb" if replace else "xb") as file:
            try:
                file.write(content)
                file.flush()
            except OSError:
                if path.is_file():  # no device, such as /dev/stdout
                    with contextlib.suppress(OSError):
                        path.unlink()
                raise
    except FileExistsError:
        raise
    except (OSError, ValueError) as error:
        raise InvalidArgument(cannot_write(path, error)) from error


def cannot_write(path: Path, error: OSError | ValueError) -> str:
    """Return a sentence that says why something cannot be written, and what to do."""
    if path.is_dir():
        return f"{path} is a folder. Name a file."
    if not path.parent.exists():
        return (
            f"{path} cannot be written: there is no folder {path.parent}. Create the folder first."
        )
    if isinstance(error, PermissionError):
        return f"{path} cannot be written: {system_reason(error)}. {CLOSE_IT}"
    return f"{path} cannot be written: {system_reason(error)}."


CLOSE_IT: Final = "If it is open in another program, such as a spreadsheet program, close it there."
"""What to do where a system refuses a file: Windows keeps it for the program that has it open."""

_REASONS: Final[dict[type[OSError], str]] = {
    FileNotFoundError: "there is no such file or folder",
    PermissionError: "permission is denied",
    IsADirectoryError: "it is a folder",
    NotADirectoryError: "part of the path is not a folder",
}


def system_reason(error: OSError | ValueError) -> str:
    """Return why the system refused a file, in the same words on every system and in every language.

    Example:
        >>> system_reason(PermissionError(13, "Zugriff verweigert"))
        'permission is denied'
    """
    if not isinstance(error, OSError):
        return str(error)
    known = next((kind for kind in _REASONS if isinstance(error, kind)), None)
    return _REASONS[known] if known else error.strerror or str(error)


def as_argument(path: object) -> str:
    """Return a path as a command takes it, in quotation marks where it has spaces.

    Example:
        >>> as_argument("figures.xlsx"), as_argument("my figures.xlsx")
        ('figures.xlsx', '"my figures.xlsx"')
    """
    text = str(path)
    return f'"{text}"' if any(c.isspace() or c in "&()'" for c in text) else text
