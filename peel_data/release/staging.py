"""The staged copy of a checkout: a git worktree at HEAD in which a change is made and checked before it is committed.

    with open_checkout(root, dry_run=False) as staged:
        change = stage(staged, {"data/crime_rates.csv": content})
        staged.commit("Accept ...")

Generating and checking run there in a process of their own, with the code of the copy: so a new vocabulary is taken
up, and nothing of the checkout itself is touched before `commit` moves it forward (see `fast_forward`).
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import textwrap
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from peel_data import paths
from peel_data.errors import ReleaseError
from peel_data.release import sources
from peel_data.release.bytecode import forget_bytecode, inherit_bytecode
from peel_data.release.diff import Diff, diff, refuse_undeclared
from peel_data.release.fast_forward import HOME, fast_forward, settle, worktree
from peel_data.release.git import Git
from peel_data.release.lock import exclusive
from peel_data.release.tables_source import VOCABULARY
from peel_data.tables import release_files

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path


INVALID = 3
"""The exit code of generating and checking, where the rules find errors."""


class StagedCheckout:
    """The staged copy: write to it, look at it, commit it.

    Attributes:
        root: The checkout, in which git does not see everything: an empty folder, other line ends.
        folder: Where the copy is.
    """

    def __init__(self, checkout: Git, folder: Path, *, dry_run: bool) -> None:
        self.root = checkout.folder
        self.folder = folder
        self._checkout = checkout
        self._git = Git(folder, checkout.lock)
        self._dry_run = dry_run
        self._ran = False

    def write(self, contents: Mapping[str, bytes]) -> None:
        """Write files into the copy."""
        for name, content in contents.items():
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_bytes(content)
            forget_bytecode(self.folder / name)

    def restore(self) -> None:
        """Restore every file that git tracks to its content at HEAD."""
        changed = self._git.names("diff", "--relative", "--name-only", "-z", "HEAD")
        self._git.run("checkout", "--quiet", "HEAD", "--", ".")
        for name in changed:
            forget_bytecode(self.folder / name)

    def generate(self) -> None:
        """Write every generated file.

        Raises:
            ReleaseError: It cannot be generated.
        """
        self._run("peel_data.release.generate", (str(self.folder),), succeed=(0,))

    def generate_and_check(self) -> str | None:
        """Write every generated file, check the copy by the rules, and return what stands against it, if anything.

        One process does both: starting it takes longer than either.

        Raises:
            ReleaseError: It cannot be generated.
        """
        arguments = (str(self.folder), "--check")
        done = self._run("peel_data.release.generate", arguments, succeed=(0, INVALID))
        return _against(done)

    def check_release(self) -> None:
        """Check the copy by the rules and by Frictionless.

        Raises:
            ReleaseError: It is not valid; the message is the report.
        """
        refuse_invalid(_against(self._run("peel_data", ("check",), succeed=(0, 1))))

    def changes(self) -> dict[str, bytes]:
        """Return the files of the copy that differ from HEAD."""
        # What git ignores elsewhere belongs here; only the byte code of the runs does not.
        self._git.run("add", "--all", "--force", ".", ":(exclude)*/__pycache__/*")
        names = self._git.names(
            "diff", "--cached", "--no-ext-diff", "--no-renames", "--relative", "--name-only", "-z"
        )
        return {name: (self.folder / name).read_bytes() for name in sorted(names)}

    def release_files(self) -> release_files.Files:
        """Return the descriptor, schemas and data of the copy."""
        return release_files.read(self.folder)

    def commit(self, message: str) -> None:
        """Commit the copy and move the checkout forward to it; a dry run does neither.

        Hooks of git run, and may refuse the commit, but not change what was checked.

        Raises:
            ReleaseError: Git refuses, or would give other files back. The message says where that leaves the checkout.
        """
        if self._dry_run:
            return
        try:
            contents = self.changes()
            tree = self._git.run("write-tree")
            self._git.run("commit", "--quiet", "--cleanup=verbatim", "--file=-", given=message)
        except ReleaseError as error:
            raise ReleaseError(f"{error}\nNothing was changed.") from error
        self._refuse_other(tree, contents)
        fast_forward(self._checkout, self._git.commit(), self.folder)

    def _refuse_other(self, tree: str, contents: Mapping[str, bytes]) -> None:
        """Stop unless the commit, checked out, gives exactly what was checked."""
        if self._git.run("rev-parse", "HEAD^{tree}") != tree:
            raise ReleaseError(
                "A hook of git changed the files that were to be committed, after they were checked. Nothing was "
                "changed. Remove that from the hook, and run this again."
            )
        for name in contents:
            (self.folder / name).unlink()
        self._git.run("checkout-index", "--all", "--quiet")
        for name, content in contents.items():
            if (self.folder / name).read_bytes() != content:
                raise ReleaseError(
                    f"Git would give {name} back with different bytes from those committed, by its settings of "
                    "line ends or filters. Nothing was changed. See `git check-attr --all "
                    f"{name}` and `.git/info/attributes`."
                )

    def _run(
        self, module: str, arguments: Sequence[str], succeed: Sequence[int]
    ) -> subprocess.CompletedProcess[str]:
        if not self._ran:
            package = paths.package()
            inherit_bytecode(package, self.folder / package.name)
            self._ran = True
        environment = {**os.environ, "PYTHONPATH": str(self.folder), "PYTHONUTF8": "1"}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # one run compiles for the next
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            pass_fds=self._git.inherited,
        )
        if done.returncode not in succeed:
            raise ReleaseError(
                f"The change was tried in a copy of the checkout and failed there. Nothing was changed.\n"
                f"{(done.stderr or done.stdout).strip()}"
            )
        return done


@dataclass(frozen=True)
class StagedChange:
    """A change that was made in a staged checkout and found valid.

    Attributes:
        contents: Every file that it changes, with its new content.
        diff: What it changes in the data.
    """

    contents: Mapping[str, bytes]
    diff: Diff


def stage(staged: StagedCheckout, contents: Mapping[str, bytes]) -> StagedChange:
    """Make a change in a staged checkout: write, regenerate, check, compare.

    Raises:
        ReleaseError: The result would not be valid, or changes something published undeclared.
    """
    now = sources.of_files("the data set", staged.release_files())
    staged.write(contents)
    refuse_invalid(staged.generate_and_check())
    new = sources.of_files("the data set with this change", staged.release_files())
    made = diff(now, new)
    if last := sources.last_release(staged.folder):
        # What must be declared is what differs from the release, not from the day before.
        refuse_undeclared(diff(last, new))
        made = replace(made, rows=tuple(replace(row, undeclared=False) for row in made.rows))
    return StagedChange(staged.changes(), made)


def _against(done: subprocess.CompletedProcess[str]) -> str | None:
    """Return what a check says against a copy; None if it passed. One that broke off has not passed."""
    if not done.returncode:
        return None
    return done.stdout or done.stderr or "The check broke off, and did not say why."


def refuse_invalid(report: str | None) -> None:
    """Stop if anything stands against a staged copy.

    Raises:
        ReleaseError: It does; the message is the report.
    """
    if report is not None:
        raise ReleaseError(
            f"With this change the data set would not be valid. Nothing was changed.\n\n{report}"
        )


def commit_message(subject: str, lines: Sequence[str]) -> str:
    """Return a commit message of one short line and some longer ones."""
    body = [" ".join(line.split()) for line in lines]
    return "\n".join([textwrap.shorten(subject, 72, placeholder=" ..."), "", *body, ""])


@contextlib.contextmanager
def open_checkout(root: Path, *, dry_run: bool, untracked: bool = True) -> Iterator[StagedCheckout]:
    """Stage a checkout at HEAD for the length of a `with` block, and keep every other writer out.

    An interrupted earlier command is finished first.

    Args:
        root: The checkout.
        dry_run: Whether nothing is to be committed in the end.
        untracked: Whether files that git does not track may lie about.

    Raises:
        ReleaseError: There is no clean checkout, git cannot commit to it, or another command is at work.
        PackageDataError: An interrupted command is to be finished, and a dry run finishes nothing.
    """
    root = root.resolve()
    require_checkout(root)
    if dry_run:
        paths.refuse_mixture(root)
    (root / HOME).mkdir(exist_ok=True)
    with exclusive(root / HOME / "lock") as lock:
        git = Git(root, lock)
        if not dry_run:
            settle(git)
        _require_same_program(root)
        _require_clean(git, untracked=untracked)
        if not dry_run:
            _require_committer(git)
        with worktree(git, "HEAD") as folder:
            yield StagedCheckout(git, folder, dry_run=dry_run)


@contextlib.contextmanager
def reading(root: Path) -> Iterator[None]:
    """Read files under `root` as they stand at a single moment; any folder will do.

    Raises:
        PackageDataError: On entry, if an interrupted command is to be finished.
        ReleaseError: On leaving, if a command wrote meanwhile, so that what was read may be a mixture.
    """
    paths.refuse_mixture(root)
    before = _writers(root)
    yield
    if (root / paths.INTERRUPTED).exists() or before != _writers(root):
        raise ReleaseError(
            f"{root}: another command was at work while the files were being read. "
            "Nothing was done with what was read. Run this again."
        )


def _writers(root: Path) -> tuple[int, bytes] | None:
    """Return what changes whenever a command begins to write or moves the files, be it one that had begun before."""
    home = root / HOME
    if not home.is_dir():
        return None
    lock = home / "lock"
    # The mark of a move comes and goes in the folder, and with it the folder's time changes.
    return home.stat().st_mtime_ns, lock.read_bytes() if lock.exists() else b""


def require_checkout(root: Path) -> None:
    """Stop where there is no checkout, before anything is left behind there.

    Raises:
        ReleaseError: The folder is not a checkout.
    """
    if not (root / "peel_data" / "version.py").is_file() or not (root / "data").is_dir():
        raise ReleaseError(
            f"{root}: there is no source checkout of peel_data. Go to its folder, or name it with --root."
        )


def _require_same_program(root: Path) -> None:
    """Refuse to judge a checkout by the rules of another one."""
    own = paths.package().parent / VOCABULARY
    if (root / VOCABULARY).read_bytes() != own.read_bytes():
        raise ReleaseError(
            f"{root} has different vocabularies from the peel-data that is running, {paths.package().parent}. "
            'Install the checkout itself, `pip install -e ".[dev]"`, and run this again.'
        )


def _require_clean(git: Git, *, untracked: bool) -> None:
    """Stop unless everything is committed, so that what is checked is what the next commit follows."""
    listed = "no" if untracked else "normal"
    code, out, said = git.try_to(
        "status", "--porcelain", "-z", "--no-renames", f"--untracked-files={listed}", "--", "."
    )
    if code:
        raise ReleaseError(f"{git.folder} is not a usable git checkout. {said}")
    if names := [line[3:] for line in out.split("\0") if line]:
        more = f", and {len(names) - 1} more" if len(names) > 1 else ""
        raise ReleaseError(
            f"Not everything is committed: {names[0]}{more}. Commit it, put it aside with `git stash`, or take it "
            "back with `git restore .`; then run this again."
        )
    if hidden := [line[2:] for line in git.names("ls-files", "-v", "-z") if line[0] != "H"]:
        raise ReleaseError(
            f"Git is told to overlook {hidden[0]} (assume-unchanged, skip-worktree or a sparse checkout), so nobody "
            "knows what the checkout holds. Undo that, or do this in a clone of its own."
        )
    if not git.commit():
        raise ReleaseError(
            f"{git.folder}: nothing is committed yet. Commit everything, and run this again."
        )


def _require_committer(git: Git) -> None:
    """Stop early where the commit would fail in the end, or be lost."""
    if git.try_to("symbolic-ref", "--quiet", "HEAD")[0]:
        raise ReleaseError(
            "The checkout is on no branch, so the new commit could get lost. Go to one with `git switch BRANCH`, or "
            "begin one with `git switch --create BRANCH`."
        )
    for name in ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD"):
        if (git.folder / git.run("rev-parse", "--git-path", name)).exists():
            raise ReleaseError(
                f"A {name.removesuffix('_HEAD').lower().replace('_', '-')} is half done. Finish it, and run this again."
            )
    for name in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"):
        if git.try_to("var", name)[0]:
            raise ReleaseError(
                "Git does not know who you are, and the change ends in a commit. Set `git config user.name NAME` and "
                "`git config user.email ADDRESS`."
            )
