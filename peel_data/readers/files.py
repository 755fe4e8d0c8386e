"""Opening what a stranger sent: ordinary files only, no links, and no more bytes than allowed."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from peel_data.findings import Place
from peel_data.paths import CLOSE_IT, system_reason
from peel_data.readers.collector import Refused
from peel_data.readers.rules.files import CannotOpen, FileTooLarge, NotRegularFile

if TYPE_CHECKING:
    from pathlib import Path

    from peel_data.readers.collector import Collector

# Absent on Windows, where a pipe cannot lie in a folder and links are caught by `lstat`.
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


def label(name: str) -> str:
    """Return a file name that can be written as UTF-8, whatever bytes the system has for it."""
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def read_bytes(path: Path, file: str, collector: Collector) -> bytes:
    """Return the bytes of an ordinary file, within what is left of the limit.

    Raises:
        Refused: When it is a link, a pipe, a device, too large or cannot be read.
    """
    place = Place(file=file)
    try:
        before = os.lstat(path)
        if not stat.S_ISREG(before.st_mode):
            raise _not_regular(before.st_mode, place)
        descriptor = os.open(path, _FLAGS)
        try:
            now = os.fstat(descriptor)
            if not stat.S_ISREG(now.st_mode) or not os.path.samestat(before, now):
                raise _not_regular(now.st_mode, place)
            left = collector.limits.bytes_in - collector.bytes_in
            if now.st_size > left:
                raise _too_large(collector, place)
            with os.fdopen(descriptor, "rb", closefd=False) as stream:
                data = stream.read(left + 1)
        finally:
            os.close(descriptor)
    except (OSError, ValueError) as error:
        reason = system_reason(error) if isinstance(error, OSError) else "the path is not valid"
        raise Refused(
            CannotOpen,
            f"The file cannot be opened: {reason}.",
            place=place,
            hints=(CLOSE_IT,) if isinstance(error, PermissionError) else (),
        ) from None
    if len(data) > left:
        raise _too_large(collector, place)
    collector.bytes_in += len(data)
    return data


def is_folder(path: Path) -> bool:
    """Return whether the path is a folder, and not a link to one."""
    try:
        return stat.S_ISDIR(os.lstat(path).st_mode)
    except (OSError, ValueError):
        return False


def inside(folder: Path, relative: str) -> Path:
    """Return the path of a file below a folder, with no link on the way to it.

    Raises:
        Refused: When a step on the way is a link or is missing.
    """
    *steps, last = relative.split("/")
    for step in steps:
        folder /= step
        if not is_folder(folder):
            raise Refused(
                NotRegularFile if folder.is_symlink() else CannotOpen,
                f"There is no folder “{step}” here, or it is a link.",
                place=Place(file=relative),
            )
    return folder / last


def _not_regular(mode: int, place: Place) -> Refused:
    kinds = (
        (stat.S_ISLNK, "a link, and links are not followed"),
        (stat.S_ISDIR, "a folder where a file is expected"),
        (stat.S_ISFIFO, "a pipe"),
        (stat.S_ISSOCK, "a socket"),
    )
    what = next((words for test, words in kinds if test(mode)), "not an ordinary file")
    return Refused(
        NotRegularFile,
        f"This is {what}.",
        place=place,
        expected="an ordinary file",
        hints=("Name the file itself, or put a copy of it here.",),
    )


def _too_large(collector: Collector, place: Place) -> Refused:
    return Refused(
        FileTooLarge,
        f"The submission is larger than {collector.limits.bytes_in:,} bytes.",
        place=place,
        entirely=True,
    )
