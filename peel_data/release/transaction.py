"""Change many files of a source checkout as one step, whatever stops the program half-way.

    with transaction(root) as change:
        change.write("data/crime_rates.csv", content)
        change.delete("schemas/old.schema.json")

Nothing reaches the disk until the block ends; then all of it does, or none (see `journal`). One
command writes at a time. A command that only reads does so inside `reading`, which refuses a
half-finished tree, and one that changed under the reader's eyes.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from peel_data.errors import ReleaseError
from peel_data.release.disk import Disk
from peel_data.release.journal import Journal, Recovery, checked, content_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["Change", "Recovery", "pending", "reading", "recover", "transaction"]

_DISK = Disk()


class Change:
    """The files that are to change, by paths relative to the checkout, with forward slashes.

    A rehearsal fills a Change of its own and looks at `changed`; a `transaction` makes its Change.

    Args:
        root: The source checkout.
        recovery: What had to be done first about an earlier, interrupted command.

    Example:
        >>> from pathlib import Path
        >>> change = Change(Path())
        >>> change.write("an/example.txt", b"new")
        >>> change.changed()
        {'an/example.txt': b'new'}
    """

    def __init__(self, root: Path, recovery: Recovery = "nothing") -> None:
        self.recovery = recovery
        self._root = root.resolve()
        self._contents: dict[str, bytes | None] = {}

    def write(self, path: str, content: bytes) -> None:
        """Let `path` hold exactly `content`; of several calls for one path the last one counts.

        Raises:
            ReleaseError: If `path` is not that of a file inside the checkout.
        """
        self._contents[checked(self._root, path)] = content

    def delete(self, path: str) -> None:
        """Let there be no file `path`; it is no error if there is none.

        Raises:
            ReleaseError: If `path` is not that of a file inside the checkout.
        """
        self._contents[checked(self._root, path)] = None

    def changed(self) -> dict[str, bytes | None]:
        """Return the new content of each file that really becomes another; None is a deletion.

        Raises:
            ReleaseError: If a file that is there now cannot be read.
        """
        return {
            path: content
            for path, content in sorted(self._contents.items())
            if content != content_of(self._root / path)
        }


@contextlib.contextmanager
def transaction(root: Path, *, disk: Disk = _DISK) -> Iterator[Change]:
    r"""Collect changes to files under `root`; make all of them, or none.

    An interrupted earlier change is finished or discarded before the block begins, so what the
    block reads is never a mixture. Leaving it by an exception changes nothing. A change that comes
    to nothing leaves every file alone.

    Args:
        root: The source checkout.
        disk: What carries out the writing; tests make it fail.

    Yields:
        The change to fill.

    Raises:
        ReleaseError: If another command is at work, the disk refuses, or files that wait for an
            interrupted change were tampered with. The message says whether nothing was changed, or
            the change is decided and the next command finishes it.

    Example:
        >>> from pathlib import Path
        >>> with transaction(Path()) as change:  # doctest: +SKIP
        ...     change.write("CITATION.cff", b"cff-version: 1.2.0\n")
    """
    journal = Journal(_existing(root), disk)
    with journal.locked():
        change = Change(root, journal.recover())
        yield change
        contents = change.changed()
        if contents:
            journal.commit(contents)


def recover(root: Path, *, disk: Disk = _DISK) -> Recovery:
    """Finish or discard what an interrupted command left behind, as every `transaction` does first.

    Args:
        root: The source checkout.
        disk: What carries out the writing; tests make it fail.

    Returns:
        "finished" if a decided change was completed, "discarded" if the traces of an undecided one
        were removed, "nothing" if there was nothing to do.

    Raises:
        ReleaseError: As `transaction`.

    Example:
        >>> from pathlib import Path
        >>> recover(Path())
        'nothing'
    """
    journal = Journal(_existing(root), disk)
    if not (journal.decided.exists() or journal.draft.exists()):
        return "nothing"  # and no lock file in what may be anybody's folder
    with journal.locked():
        return journal.recover()


def pending(root: Path) -> bool:
    """Say whether a decided change still waits to be finished, so that the files are a mixture.

    Example:
        >>> from pathlib import Path
        >>> pending(Path())
        False
    """
    return Journal(root, _DISK).decided.exists()


@contextlib.contextmanager
def reading(root: Path) -> Iterator[None]:
    """Read files under `root` as they stand at a single moment.

    It writes nothing and needs no right to, so any folder will do.

    Raises:
        ReleaseError: On entry, if an interrupted change waits to be finished; on leaving, if a
            change was made meanwhile, so that what was read may be a mixture.

    Example:
        >>> from pathlib import Path
        >>> with reading(Path()):
        ...     names = sorted(path.name for path in Path().iterdir())
    """
    if pending(root):
        message = (
            f"{root}: an earlier command was stopped when its change was decided and not all files "
            "were in place. Run that command again, which finishes the change; then this one."
        )
        raise ReleaseError(message)
    last = Journal(root, _DISK).last
    before = content_of(last)
    yield
    if pending(root) or content_of(last) != before:
        message = (
            f"{root}: another command changed the files while they were being read. "
            "Nothing was done with what was read. Run this again."
        )
        raise ReleaseError(message)


def _existing(root: Path) -> Path:
    if not root.is_dir():
        message = f"{root}: there is no such folder. Name the folder of the source checkout."
        raise ReleaseError(message)
    return root.resolve()
