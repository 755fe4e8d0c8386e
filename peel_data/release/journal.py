"""The steps by which a change reaches the disk of a source checkout, and their repair.

Each step is durable before the next begins:

    1. draft     .peel-data/draft.json lists every file, with the SHA-256 of its old and new content
    2. stage     each new content is written beside its target, as .NAME.peel-staged
    3. commit    the draft is renamed to .peel-data/journal.json: from here on the change is decided
    4. finish    staged files take their targets' names, deletions are made
    5. settle    the journal is renamed to .peel-data/last.json

A stop before the third step leaves a draft, to be discarded: the tree is the old one. A stop after
it leaves a journal, to be finished: the tree is the new one. Both repairs can themselves be stopped
and begun again. Finishing holds every file against the journal before it moves any, so that an edit
made in between is never overwritten.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Literal, NoReturn

from peel_data.errors import ReleaseError
from peel_data.release.lock import exclusive

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from peel_data.release.disk import Disk

HOME = ".peel-data"
_STAGED = ".peel-staged"

Recovery = Literal["nothing", "discarded", "finished"]
"""What had to be done about an interrupted change."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a change.

    Attributes:
        path: Relative to the checkout, with forward slashes.
        before: The SHA-256 of the old content, None where there was no file.
        after: The SHA-256 of the new content, None for a deletion.
    """

    path: str
    before: str | None
    after: str | None


class Journal:
    """The record of a change in one checkout, and the steps that it orders.

    Attributes:
        draft: The record of a change that is being staged.
        decided: The record of a change that is to be finished.
        last: The record of the last change that was made.
    """

    def __init__(self, root: Path, disk: Disk) -> None:
        self.root = root
        self.draft = root / HOME / "draft.json"
        self.decided = root / HOME / "journal.json"
        self.last = root / HOME / "last.json"
        self._home = root / HOME
        self._disk = disk

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Keep every other writer out for the length of a `with` block."""
        with contextlib.ExitStack() as stack:
            try:
                self._disk.make_directory(self._home)
                stack.enter_context(exclusive(self._home / "lock"))
            except OSError as error:
                self._refuse(error)
            yield

    def recover(self) -> Recovery:
        """Bring the tree to the old or the new state, whichever was decided."""
        try:
            if self.decided.exists():
                self._finish()
                return "finished"
            if self.draft.exists():
                self._discard()
                return "discarded"
        except OSError as error:
            self._refuse(error)
        return "nothing"

    def commit(self, contents: Mapping[str, bytes | None]) -> None:
        """Give each file its new content, or remove it where that is None."""
        try:
            self._decide(contents)
            self._finish()
        except BaseException as error:
            if not self.decided.exists():
                with contextlib.suppress(OSError):  # what stays is discarded by the next command
                    self._discard()
            if isinstance(error, OSError):
                self._refuse(error)
            raise

    def _decide(self, contents: Mapping[str, bytes | None]) -> None:
        """Stage all contents, then commit by a single renaming."""
        _refuse_clashes(contents)
        entries = [
            Entry(path, digest(content_of(self.root / path)), digest(content))
            for path, content in contents.items()
        ]
        directories = self._missing_directories(contents)
        self._disk.write(self.draft, _to_json(entries, directories))
        self._disk.sync_directory(self._home)
        self._disk.sync_directory(self.root)
        for directory in directories:
            self._disk.make_directory(self.root / directory)
            self._disk.sync_directory((self.root / directory).parent)
        for path, content in contents.items():
            if content is not None:
                target = self.root / path
                self._disk.write(_staged(target), content, like=target)
        self._sync_directories_of(entries)
        self._disk.replace(self.draft, self.decided)

    def _finish(self) -> None:
        """Roll the decided change forward from wherever it stands."""
        self._disk.sync_directory(self._home)  # the decision must outlive all that follows from it
        entries, _ = self._read(self.decided)
        waiting = [entry for entry in entries if self._waits(entry)]
        for entry in waiting:
            target = self.root / entry.path
            if entry.after is None:
                self._disk.remove(target)
            else:
                self._disk.replace(_staged(target), target)
        self._sync_directories_of(entries)
        try:
            self._disk.replace(self.decided, self.last)
            self._disk.sync_directory(self._home)
        except OSError:
            if self.decided.exists():
                raise
            # Otherwise the change is made; a record that came back would find nothing to do.

    def _discard(self) -> None:
        """Remove every trace of an undecided change; the draft last, for it names the others."""
        if not self.draft.exists():
            return
        try:
            entries, directories = self._read(self.draft)
        except ReleaseError:  # torn while it was written, hence before anything was staged
            entries, directories = [], []
        for entry in entries:
            self._disk.remove(_staged(self.root / entry.path))
        for directory in reversed(directories):
            with contextlib.suppress(OSError):  # never made, or somebody put a file there
                self._disk.remove_directory(self.root / directory)
        self._disk.remove(self.draft)

    def _waits(self, entry: Entry) -> bool:
        """Say whether a file has still to change; refuse if it is neither the old nor the new."""
        target = self.root / entry.path
        now = digest(content_of(target))
        if now == entry.after:
            return False
        if now != entry.before:
            message = (
                f"{target}: this file was changed by hand while a half-finished change to it was "
                f"waiting. Put it back as it was (such as by `git restore {entry.path}`) and run "
                f"the command again; or, to give the half-finished change up, delete {self._home} "
                "and restore the checkout."
            )
            raise ReleaseError(message)
        if entry.after is not None and digest(content_of(_staged(target))) != entry.after:
            message = (
                f"{_staged(target)}: the new content of {entry.path} is lost or damaged, so a "
                f"half-finished change cannot be finished. Delete {self._home}, restore the "
                "checkout (`git restore .`) and run the original command again."
            )
            raise ReleaseError(message)
        return True

    def _read(self, record: Path) -> tuple[list[Entry], list[str]]:
        """Read a draft or a decided change, trusting none of its paths."""
        try:
            content = json.loads(record.read_bytes())
            entries = [Entry(**entry) for entry in content["files"]]
            directories = [*content["directories"]]
            for path in (*(entry.path for entry in entries), *directories):
                checked(self.root, path)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            message = (
                f"{record}: not readable as the record of a change. Delete {self._home}, restore "
                "the checkout (`git restore .`) and run the original command again."
            )
            raise ReleaseError(message) from error
        return entries, directories

    def _missing_directories(self, paths: Iterable[str]) -> list[str]:
        """Return the directories that have to be made, parents first."""
        parents = {parent for path in paths for parent in PurePosixPath(path).parents}
        return sorted(str(parent) for parent in parents if not (self.root / parent).exists())

    def _sync_directories_of(self, entries: Iterable[Entry]) -> None:
        for directory in sorted({(self.root / entry.path).parent for entry in entries}):
            self._disk.sync_directory(directory)

    def _refuse(self, error: OSError) -> NoReturn:
        """Say what the disk refused, and where that leaves the checkout."""
        where = error.filename2 or error.filename or self.root
        state = (
            "The change is decided and some files may already be in place: put the cause right "
            "(close the file in other programs, free space, check permissions) and run the command "
            "again; it finishes this change first."
            if self.decided.exists()
            else "Nothing was changed. Put the cause right and run the command again."
        )
        message = f"{where}: {error.strerror or error}. {state}"
        raise ReleaseError(message) from error


def checked(root: Path, path: str) -> str:
    """Return `path` if, on any operating system, it can only mean a file inside `root`.

    Raises:
        ReleaseError: If it could mean anything else.
    """
    parts = path.split("/")
    if (
        any(part in {"", ".", ".."} for part in parts)
        or any(character in path for character in "\\:\0")
        or parts[0] == HOME
        or parts[-1].endswith(_STAGED)
    ):
        message = (
            f"{path!r} cannot be changed: expected the path of a file inside the checkout, "
            "relative, with forward slashes, such as 'data/crime_rates.csv'."
        )
        raise ReleaseError(message)
    target = root / path
    if target.is_symlink() or not target.parent.resolve().is_relative_to(root):
        message = f"{path!r} cannot be changed: a symbolic link stands in its way under {root}."
        raise ReleaseError(message)
    return path


def _refuse_clashes(paths: Iterable[str]) -> None:
    """Refuse two paths that cannot both be files, on systems that ignore case among others."""
    taken: dict[str, str] = {}
    for path in sorted(paths, key=str.casefold):
        for name in (path, *map(str, PurePosixPath(path).parents)):
            other = taken.get(name.casefold())
            if other is not None:
                message = f"{other!r} and {path!r} cannot both be files. Nothing was changed."
                raise ReleaseError(message)
        taken[path.casefold()] = path


def content_of(path: Path) -> bytes | None:
    """Return what a file holds, None if there is no such file.

    Raises:
        ReleaseError: If it is there and cannot be read.
    """
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        message = f"{path}: cannot be read as a file ({error.strerror})."
        raise ReleaseError(message) from error


def digest(content: bytes | None) -> str | None:
    """Return the SHA-256 of some content, None for none."""
    return None if content is None else hashlib.sha256(content).hexdigest()


def _staged(target: Path) -> Path:
    return target.with_name(f".{target.name}{_STAGED}")


def _to_json(entries: list[Entry], directories: list[str]) -> bytes:
    record = {
        "change": secrets.token_hex(16),  # no two changes have equal records
        "directories": directories,
        "files": [asdict(entry) for entry in entries],
    }
    return json.dumps(record, indent=2).encode()
