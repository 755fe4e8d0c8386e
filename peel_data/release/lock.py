"""One writer at a time: an operating system's file lock, which dies with the process that holds it.

The lock file itself means nothing and is never removed; only the lock on it counts. Its text says
who took it last, for the message that the next one gets.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import os
import platform
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from peel_data.errors import ReleaseError

if TYPE_CHECKING:
    from collections.abc import Iterator

# Windows locks bytes against reading, so the locked byte lies far beyond the text.
_FAR = 1 << 30


@contextlib.contextmanager
def exclusive(path: Path) -> Iterator[int]:
    """Hold the lock on the file `path` for the length of a `with` block; never wait for it.

    Yields:
        The file descriptor; where a child process inherits it, the lock lives as long as the child.

    Raises:
        ReleaseError: If another process or thread holds it, naming the holder; or if the file
            system offers no locks.

    Example:
        >>> with exclusive(Path(".peel-data/lock")):  # doctest: +SKIP
        ...     ...
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        try:
            _take(descriptor)
        except OSError as error:
            if error.errno in {errno.EACCES, errno.EAGAIN, errno.EDEADLK}:
                message = (
                    f"Another command is at work in {path.parent.parent}: {_holder(path)}. "
                    "Nothing was changed. Run this again when it has finished."
                )
            else:
                message = (
                    f"{path}: the file system offers no lock ({error.strerror}), so nothing keeps "
                    "two commands apart. Nothing was changed. Use a checkout on a local disk."
                )
            raise ReleaseError(message) from error
        os.ftruncate(descriptor, 0)
        os.write(descriptor, _self_description().encode())
        yield descriptor
    finally:
        os.close(descriptor)  # and with it goes the lock


def _take(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        os.lseek(descriptor, _FAR, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        os.lseek(descriptor, 0, os.SEEK_SET)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _self_description() -> str:
    since = dt.datetime.now().astimezone()
    command = shlex.join([Path(sys.argv[0]).name, *sys.argv[1:]])
    return (
        f"process {os.getpid()} on {platform.node()}, "
        f"since {since:%H:%M:%S on %d %B %Y} ({command})"
    )


def _holder(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace") or "a process that has just begun"
    except OSError:
        return "a process that cannot be named"
