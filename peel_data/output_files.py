"""Files that a user asked to have written: written whole, or a sentence says why not."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from peel_data.errors import InvalidArgument

if TYPE_CHECKING:
    from pathlib import Path


def write_file(path: Path, content: bytes, *, replace: bool = True) -> None:
    """Write a file; one that cannot be finished is not left behind.

    Args:
        path: The file, in a folder that exists.
        content: What it holds.
        replace: Whether to replace a file that is there.

    Raises:
        FileExistsError: There is one, and it is not to be replaced.
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
        return f"{path} cannot be written: there is no folder {path.parent}. Make the folder first."
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return f"{path} cannot be written: {reason or error}."
