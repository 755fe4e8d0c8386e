"""Move a checkout forward to a commit that was made in its staged copy, whatever stops the program half-way.

The steps, and what a stop leaves:

    1. mark     .peel-data/moving names the old and the new commit    the old commit
    2. decide   the branch moves, one atomic step of git              HEAD is new, files are still old
    3. place    each changed file is replaced, by one renaming        files are old or new, none is torn
    4. settle   git's index follows, the mark is removed              the new commit

A mark whose new commit is not HEAD means nothing and is removed; one whose new commit is HEAD is finished by the next
command. Until then reading commands refuse (`paths.refuse_mixture`). No file that is neither the old nor the new one
is ever overwritten. `git merge --ff-only` would do nearly the same, but a stop in it leaves files torn or missing,
among them modules that the next command imports.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from peel_data import paths
from peel_data.errors import ReleaseError
from peel_data.release.bytecode import forget_bytecode
from peel_data.release.git import NO_HOOKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from peel_data.release.git import Git

HOME = Path(paths.INTERRUPTED).parent
_PATIENCE = 10.0
"""How many seconds old a lock of git must be to count as left by a stopped command, not held by another program."""


@contextlib.contextmanager
def worktree(git: Git, commit: str) -> Iterator[Path]:
    """Check a commit out into a folder of its own, which is gone afterwards, as is one left by a stopped command.

    Yields:
        The folder in it that the checkout's own folder corresponds to.
    """
    top = git.folder / HOME / "staged"
    inside = git.run("rev-parse", "--show-prefix")
    _remove(git, top)
    add = ("worktree", "add", "--quiet", "--force", "--force", "--detach")
    git.run(*NO_HOOKS, *add, str(top), commit)
    try:
        yield top / inside
    finally:
        _remove(git, top)


def _remove(git: Git, top: Path) -> None:
    git.try_to("worktree", "remove", "--force", "--force", str(top))
    shutil.rmtree(top, ignore_errors=True)  # where git does not know it, or not any more


def fast_forward(git: Git, new: str, source: Path) -> None:
    """Move the branch and the files to a commit whose only parent is HEAD.

    Args:
        git: Of the checkout.
        new: The commit.
        source: Its files; those that change are taken from there.

    Raises:
        ReleaseError: Something stands against it. The message says whether nothing was changed, or the next command
            finishes.
    """
    old = git.commit(f"{new}^")
    _refuse_immovable(git, _waiting(git, old, new, source), source)
    marker = git.folder / paths.INTERRUPTED
    _write_durably(marker, f"{old} {new}\n")
    _, _, said = git.try_to("update-ref", "-m", "peel-data", "HEAD", new, old)
    if git.commit() != new:
        marker.unlink()
        raise ReleaseError(
            f"The branch was moved meanwhile, or cannot be moved. Nothing was changed.\n{said}"
        )
    _finish(git, old, new, source)


def settle(git: Git) -> None:
    """Finish what an interrupted command decided, or forget what it did not.

    Raises:
        ReleaseError: A file was edited meanwhile, or the disk refuses.
    """
    marker = git.folder / paths.INTERRUPTED
    if not marker.exists():
        return
    _clear_locks(git)
    old, _, new = marker.read_text(encoding="utf-8").strip().partition(" ")
    head = git.commit()
    if head == new:
        with worktree(git, new) as source:
            _finish(git, old, new, source)
    elif head == old:
        marker.unlink()
    else:
        raise ReleaseError(
            f"A command was stopped while it moved the files to commit {new}, and the checkout is at another one by "
            f"now. Go back to it with `git reset --hard {new}`, or delete {marker} if the files are as they should be."
        )


def _finish(git: Git, old: str, new: str, source: Path) -> None:
    """Bring every file to the new commit from wherever it stands."""
    try:
        waiting = _waiting(git, old, new, source)
        folders = {git.folder / HOME}
        for name in waiting:
            _sync(source / name)
        for name in waiting:
            target = git.folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            (source / name).replace(target)
            forget_bytecode(target)
            folders.add(target.parent)
        git.run("reset", "--quiet")
        for folder in sorted(folders):
            _sync(folder)
        (git.folder / paths.INTERRUPTED).unlink()
    except (OSError, ReleaseError) as error:
        raise ReleaseError(
            f"{error}\nThe change is committed, and some files may not be in place yet: remove the cause (close "
            "the file in other programs, free space, check permissions) and run a command that writes again, "
            "which "
            "finishes it. `git reset --hard` finishes it too, and gives up what was edited meanwhile."
        ) from error


def _waiting(git: Git, old: str, new: str, source: Path) -> list[str]:
    """Return the files that are still as in the old commit.

    Raises:
        ReleaseError: One is neither as in the old commit nor as in the new one.
    """
    diff = ("diff", "--no-ext-diff", "--no-renames", "--relative", "--name-only", "-z")
    names = git.names(*diff, old, new)
    added = set(git.names(*diff, "--diff-filter=A", old, new))
    differing = set(git.names(*diff, old, "--"))
    waiting = []
    for name in names:
        target = git.folder / name
        if target.is_file() and target.read_bytes() == (source / name).read_bytes():
            continue
        if name in differing or (name in added and os.path.lexists(target)):
            raise ReleaseError(
                f"{name} was edited while a command was at work that changes it too; the edit was not overwritten."
            )
        waiting.append(name)
    return waiting


def _refuse_immovable(git: Git, names: Iterable[str], source: Path) -> None:
    """Stop before the branch moves if a file could not be put in its place."""
    for folder in {_existing((git.folder / name).parent) for name in names}:
        if not os.access(folder, os.W_OK) or folder.stat().st_dev != source.stat().st_dev:
            raise ReleaseError(
                f"{folder} cannot be written to, or is on another disk than the checkout. Nothing was changed."
            )


def _existing(folder: Path) -> Path:
    return folder if folder.exists() else _existing(folder.parent)


def _clear_locks(git: Git) -> None:
    """Remove what a killed git left locked; our own lock tells that no git of ours is alive."""
    _, branch, _ = git.try_to("symbolic-ref", "--quiet", "HEAD")
    for name in filter(None, ("index", "HEAD", "ORIG_HEAD", branch.strip())):
        lock = git.folder / git.run("rev-parse", "--git-path", f"{name}.lock")
        deadline = time.monotonic() + _PATIENCE
        while _age(lock) < _PATIENCE and time.monotonic() < deadline:
            time.sleep(0.05)
        lock.unlink(missing_ok=True)


def _age(path: Path) -> float:
    """Return how many seconds ago a file was written; without end if it is gone."""
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return float("inf")


def _write_durably(path: Path, text: str) -> None:
    draft = path.with_suffix(".draft")
    draft.write_text(text, encoding="utf-8")
    _sync(draft)
    draft.replace(path)
    _sync(path.parent)


def _sync(path: Path) -> None:
    """Return only when a file's content, or the names in a folder, would survive a loss of power."""
    if path.is_dir() and sys.platform == "win32":
        return  # not offered, and not needed: NTFS journals its names
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        if sys.platform == "darwin":
            import fcntl

            with contextlib.suppress(OSError):  # not every file system offers it
                fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
                return
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
