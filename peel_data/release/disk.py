"""The few operations by which a transaction touches the disk, each one a place where it may fail.

Nothing here decides anything. All of a transaction's effects pass through one `Disk`, so that a
test can stop, refuse or tear any single one of them.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# Windows would translate line ends and cannot open folders; elsewhere neither flag exists.
_BINARY = getattr(os, "O_BINARY", 0)


class Disk:
    """The operating system's own operations, one method each; all raise OSError."""

    def create(self, path: Path, like: Path | None = None) -> int:
        """Open an empty file for writing and return its descriptor.

        Args:
            path: The file; what it held before is gone.
            like: A file whose permission bits the new one is to have, if that file exists.
        """
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, 0o666)
        if like is not None and sys.platform != "win32":
            with contextlib.suppress(OSError):  # absent, or a file system without permission bits
                os.fchmod(descriptor, stat.S_IMODE(like.stat().st_mode))
        return descriptor

    def put(self, descriptor: int, content: bytes) -> None:
        """Write all of `content`."""
        view = memoryview(content)
        while view:
            view = view[os.write(descriptor, view) :]

    def sync(self, descriptor: int) -> None:
        """Return only when what was written through `descriptor` would survive a loss of power."""
        if sys.platform == "darwin":
            import fcntl

            with contextlib.suppress(OSError):  # not every file system offers it
                fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
                return
        os.fsync(descriptor)

    def sync_directory(self, directory: Path) -> None:
        """Make the names in `directory` durable: creations, renames and removals."""
        if sys.platform == "win32":
            return  # not offered, and not needed: NTFS journals its names
        descriptor = os.open(directory, os.O_RDONLY)
        try:
            self.sync(descriptor)
        finally:
            os.close(descriptor)

    def replace(self, source: Path, target: Path) -> None:
        """Rename `source` to `target`, atomically taking the place of what was there."""
        source.replace(target)

    def remove(self, path: Path) -> None:
        """Remove a file; it is no error if there is none."""
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            path.unlink()

    def make_directory(self, path: Path) -> None:
        """Make one directory, whose parent exists."""
        path.mkdir(exist_ok=True)

    def remove_directory(self, path: Path) -> None:
        """Remove an empty directory."""
        path.rmdir()

    def write(self, path: Path, content: bytes, like: Path | None = None) -> None:
        """Create `path`, put `content` in it and sync it."""
        descriptor = self.create(path, like)
        try:
            self.put(descriptor, content)
            self.sync(descriptor)
        finally:
            os.close(descriptor)
