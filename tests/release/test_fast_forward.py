"""Wherever a command stops while it moves a checkout forward, the next one finds the old commit or finishes."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest

from peel_data import paths
from peel_data.errors import PackageDataError, ReleaseError
from peel_data.release import fast_forward as module
from peel_data.release import staging
from peel_data.release.git import Git
from support import small
from support.small import NEW, OLD, assert_settled, change, head, tree
from support.steward import git


class Death(BaseException):
    """The end of the process, as far as code under test can tell."""


class Fault:
    """Stop at the n-th operation of moving forward: a call of git, a renaming, a removal, a sync.

    Args:
        patch: What replaces the operations for a while.
        at: The operation that fails, from 0; None for none.
        error: What it raises.
        lasting: Whether all later operations fail as well, as after death.
    """

    def __init__(self, patch, at=None, error=Death, *, lasting=True):
        self.count, self.at, self.error, self.lasting = 0, at, error, lasting
        self.armed = False
        for owner, name in (
            (Git, "try_to"), (Path, "replace"), (Path, "unlink"), (module, "_sync"),
        ):  # fmt: skip
            patch.setattr(owner, name, self._guarded(getattr(owner, name)))
        patch.setattr(staging, "fast_forward", self._arming(module.fast_forward))

    def _arming(self, operation):
        def run(*arguments):
            self.armed = True
            try:
                operation(*arguments)
            finally:
                self.armed = self.lasting

        return run

    def _guarded(self, operation):
        def run(*arguments, **options):
            if self.armed:
                turn, self.count = self.count, self.count + 1
                if self.at is not None and (turn == self.at or (self.lasting and turn > self.at)):
                    raise self.error
            return operation(*arguments, **options)

        return run


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    """A checkout; not to be changed."""
    return small.lay_out(tmp_path_factory.mktemp("base") / "checkout")


@pytest.fixture(scope="module")
def operations(base):
    """How many operations there are."""
    with pytest.MonkeyPatch.context() as patch:
        fault = Fault(patch, lasting=False)
        change(copied(base, base.parent / "undisturbed"))
    assert fault.count > 10
    return fault.count


def copied(base, root):
    return Path(shutil.copytree(base, root))


def assert_usable(root):
    """The files are old or new, or every reader is told that they may be neither."""
    if (root / paths.INTERRUPTED).exists():
        with pytest.raises(PackageDataError, match="Run that command again"):
            paths.refuse_mixture(root)
    else:
        assert tree(root) in (OLD, NEW)


def test_death_at_every_operation(tmp_path, base, operations):
    outcomes = set()
    for at in range(operations):
        root = copied(base, tmp_path / str(at))
        before = head(root)
        with pytest.MonkeyPatch.context() as patch:
            Fault(patch, at)
            with pytest.raises(Death):
                change(root)
        assert_usable(root)
        torn = [
            name
            for name, content in tree(root).items()
            if content not in {OLD.get(name), NEW[name]}
        ]
        assert torn == []
        outcomes.add(head(root) == before)
        change(root)
        assert_settled(root, NEW)
        assert git(root, "rev-parse", "HEAD~1").strip() == before
    assert outcomes == {True, False}


def test_death_at_every_operation_of_finishing(tmp_path, operations):
    root = half_moved(tmp_path / "first")
    for at in range(operations):
        with pytest.MonkeyPatch.context() as patch:
            fault = Fault(patch, at)
            fault.armed = True
            try:
                module.settle(Git(root))
            except Death:
                assert_usable(root)
            else:
                break
    assert at > 10
    module.settle(Git(root))
    assert_settled(root, NEW)


def test_refusal_at_every_operation(tmp_path, base, operations):
    """A full disk says either that nothing was changed, or that the next command finishes."""
    for at in range(operations):
        root = copied(base, tmp_path / str(at))
        before = head(root)
        with pytest.MonkeyPatch.context() as patch:
            Fault(patch, at, OSError(errno.ENOSPC, "No space left on device"), lasting=False)
            said = said_by(root)
        assert "Nothing was changed" not in said or head(root) == before
        assert "The change is committed" not in said or head(root) != before
        assert_usable(root)
        change(root)
        assert_settled(root, NEW)


def said_by(root):
    try:
        change(root)
    except (ReleaseError, OSError) as error:
        return str(error)
    return ""


def half_moved(root):
    """A checkout of which one file was moved forward, and no other."""
    small.lay_out(root)
    moves = 0
    replace = Path.replace

    def once(self, target):
        nonlocal moves
        moves += "staged" in self.parts
        if moves > 1:
            raise Death
        return replace(self, target)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "replace", once)
        with pytest.raises(Death):
            change(root)
    assert tree(root) not in (OLD, NEW)
    return root


def test_an_edit_before_finishing_is_not_overwritten(tmp_path):
    root = half_moved(tmp_path / "checkout")
    edited = root / "peel_data/version.py"
    edited.write_bytes(b"by hand")
    with pytest.raises(
        ReleaseError, match=r"(?s)version\.py was edited.*`git reset --hard` finishes"
    ):
        change(root)
    assert edited.read_bytes() == b"by hand"
    edited.write_bytes(OLD["peel_data/version.py"])
    change(root)
    assert_settled(root, NEW)


def test_the_command_of_git_that_is_named_finishes_it(tmp_path):
    root = half_moved(tmp_path / "checkout")
    (root / "peel_data/version.py").write_bytes(b"by hand")
    git(root, "reset", "--quiet", "--hard")
    assert tree(root) == NEW
    assert change(root) == {}
    assert_settled(root, NEW)


def test_going_back_before_finishing(tmp_path):
    root = half_moved(tmp_path / "checkout")
    git(root, "reset", "--quiet", "--hard", "HEAD~1")
    change(root)
    assert_settled(root, NEW)


def test_another_commit_before_finishing_is_refused(tmp_path):
    """What somebody committed of a mixture is one."""
    root = half_moved(tmp_path / "checkout")
    git(root, "commit", "--quiet", "--all", "--message", "A mixture")
    with pytest.raises(
        ReleaseError, match=r"Go back to it with `git reset --hard (\w{40})`"
    ) as said:
        change(root)
    git(root, "reset", "--quiet", "--hard", str(said.value).split("`")[1].split()[-1])
    change(root)
    assert_settled(root, NEW)


@pytest.mark.parametrize("name", ["index", "HEAD", "refs/heads/main"])
def test_what_a_killed_git_left_locked_is_removed_only_when_it_was_ours(
    tmp_path, name, monkeypatch
):
    monkeypatch.setattr(module, "_PATIENCE", 0.1)
    root = half_moved(tmp_path / "checkout")
    lock = root / f".git/{name}.lock"
    lock.touch()
    change(root)
    assert_settled(root, NEW)
    git(root, "reset", "--quiet", "--hard", "HEAD~1")
    lock.touch()
    with pytest.raises(ReleaseError):
        change(root)
    assert lock.exists()


def test_an_old_lock_is_removed_at_once(tmp_path, monkeypatch):
    root = half_moved(tmp_path / "checkout")
    lock = root / ".git/index.lock"
    lock.touch()
    os.utime(lock, (1_700_000_000, 1_700_000_000))
    monkeypatch.setattr(module.time, "sleep", lambda _: pytest.fail("it waits"))
    change(root)
    assert_settled(root, NEW)


def test_a_lock_of_another_program_is_waited_for(tmp_path, monkeypatch):
    root = half_moved(tmp_path / "checkout")
    lock = root / ".git/index.lock"
    lock.touch()
    waited = []

    def sleep(_):
        waited.append(lock.exists())
        if len(waited) == 3:
            lock.unlink()

    monkeypatch.setattr(module.time, "sleep", sleep)
    change(root)
    assert waited == [True, True, True]
    assert_settled(root, NEW)


def test_a_worktree_left_by_a_kill_is_replaced(tmp_path):
    root = small.lay_out(tmp_path / "checkout")
    git(root, "worktree", "add", "--quiet", "--detach", "--lock", str(root / ".peel-data/staged"))
    (root / ".peel-data/staged/data/changed.csv").write_bytes(b"torn")
    change(root)
    assert_settled(root, NEW)
