"""A change is staged at HEAD and becomes one commit, whatever the checkout is like; or it is refused."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from peel_data.errors import PackageDataError, ReleaseError
from peel_data.release.staging import StagedCheckout, open_checkout, reading, refuse_invalid
from support import small, steward
from support.small import NEW, OLD, assert_settled, change, head, tree
from support.steward import git

ROOT = Path(__file__).parents[2]


@pytest.fixture
def root(tmp_path):
    return small.lay_out(tmp_path / "a checkout")


def assert_refused(root, words, **options):
    """The change is refused in these words, and nothing has changed."""
    before, files = head(root), tree(root)
    with pytest.raises(ReleaseError, match=words):
        change(root, **options)
    assert (head(root), tree(root)) == (before, files)
    assert not (root / ".peel-data/staged").exists()
    assert not (root / ".peel-data/moving").exists()


def hook(root, name, text):
    path = root / ".git/hooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


def test_a_change_is_one_commit(root):
    before = head(root)
    assert change(root).keys() == {name for name in NEW if NEW[name] != OLD.get(name)}
    assert_settled(root, NEW)
    assert git(root, "log", "--format=%P %B", "-1") == f"{before} Change\n\n# Everything.\n\n"
    assert git(root, "symbolic-ref", "HEAD") == "refs/heads/main\n"
    assert change(root) == {}


def test_a_dry_run_changes_nothing(root):
    before = head(root)
    assert change(root, dry_run=True)["data/changed.csv"] == NEW["data/changed.csv"]
    assert head(root) == before
    assert_settled(root, OLD)


def test_a_failing_block_changes_nothing(root):
    def fail():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        change(root, meanwhile=fail)
    assert_settled(root, OLD)


# --- what must not be overwritten ---


def test_what_is_not_committed_is_refused(root):
    (root / "data/same.csv").write_bytes(b"by hand")
    assert_refused(root, r"Not everything is committed: data/same\.csv\. .*`git restore \.`")


def test_files_that_git_does_not_track_are_refused_where_told(root):
    (root / "returns.csv").write_bytes(b"")
    with (
        pytest.raises(ReleaseError, match=r"Not everything is committed: returns\.csv"),
        open_checkout(root, dry_run=True, untracked=False),
    ):
        pass
    change(root)
    assert tree(root) == NEW | {"returns.csv": b""}


def test_what_git_overlooks_is_refused(root):
    git(root, "update-index", "--assume-unchanged", "data/changed.csv")
    (root / "data/changed.csv").write_bytes(b"by hand")
    assert_refused(root, "Git is told to overlook data/changed.csv")


@pytest.mark.parametrize("ignored", [False, True])
def test_a_file_in_the_way_is_not_overwritten(root, ignored):
    if ignored:
        (root / ".git/info/exclude").write_text("new.csv\n")
    (root / "data/next").mkdir()
    (root / "data/next/new.csv").write_bytes(b"mine")
    assert_refused(root, r"data/next/new\.csv was edited")


def test_an_edit_made_meanwhile_is_not_overwritten(root):
    def edit():
        (root / "data/changed.csv").write_bytes(b"mine")

    before = head(root)
    with pytest.raises(ReleaseError, match=r"data/changed\.csv was edited while"):
        change(root, meanwhile=edit)
    assert head(root) == before
    assert tree(root) == OLD | {"data/changed.csv": b"mine"}


def test_an_edit_of_another_file_stays(root):
    change(root, meanwhile=lambda: (root / "data/same.csv").write_bytes(b"mine"))
    assert tree(root) == NEW | {"data/same.csv": b"mine"}
    assert git(root, "status", "--porcelain") == " M data/same.csv\n"


def test_a_commit_made_meanwhile_is_not_lost(root):
    def commit():
        git(root, "commit", "--quiet", "--allow-empty", "--message", "Mine")

    with pytest.raises(ReleaseError, match=r"branch was moved meanwhile.*Nothing was changed"):
        change(root, meanwhile=commit)
    assert git(root, "log", "--format=%s", "-1") == "Mine\n"
    assert_settled(root, OLD)
    change(root)
    assert_settled(root, NEW)


def test_a_folder_that_cannot_be_written_to(root, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, mode: "next" in str(path))
    assert_refused(root, r"data cannot be written to|checkout cannot be written to")


# --- whatever the checkout is like ---


def as_linked_worktree(root, tmp_path):
    git(root, "worktree", "add", "--quiet", "-b", "other", str(tmp_path / "linked"))
    git(root, "worktree", "lock", str(tmp_path / "linked"))
    return tmp_path / "linked"


def as_shallow_clone(root, tmp_path):
    git(root, "commit", "--quiet", "--allow-empty", "--message", "More")
    git(root, "clone", "--quiet", "--depth=1", root.as_uri(), str(tmp_path / "shallow"))
    for setting in ("user.name=A. Steward", "user.email=steward@example.org"):
        git(tmp_path / "shallow", "config", *setting.split("=", 1))
    return tmp_path / "shallow"


def as_submodule(root, tmp_path):
    outer = tmp_path / "outer"
    git(tmp_path, "init", "--quiet", str(outer))
    add = ("-c", "protocol.file.allow=always", "submodule", "--quiet", "add")
    git(outer, *add, str(root), "inner")
    for setting in ("user.name=A. Steward", "user.email=steward@example.org"):
        git(outer / "inner", "config", *setting.split("=", 1))
    return outer / "inner"


def with_submodule(root, tmp_path):
    small.lay_out(tmp_path / "inner")
    add = ("-c", "protocol.file.allow=always", "submodule", "--quiet", "add")
    git(root, *add, str(tmp_path / "inner"), "docs/inner")
    git(root, "commit", "--quiet", "--message", "A submodule")
    return root


@pytest.mark.parametrize(
    "made", [as_linked_worktree, as_shallow_clone, as_submodule, with_submodule]
)
def test_any_kind_of_checkout(root, tmp_path, made):
    checkout = made(root, tmp_path)
    before = head(checkout)
    change(checkout)
    assert tree(checkout).items() >= NEW.items()
    assert git(checkout, "rev-parse", "HEAD~1").strip() == before
    assert git(checkout, "status", "--porcelain") == ""
    assert not (checkout / ".peel-data/staged").exists()


def test_a_subfolder_of_a_bigger_repository(tmp_path):
    (tmp_path / "other.txt").write_text("1")
    root = small.lay_out(tmp_path / "sub folder", tmp_path)
    (tmp_path / "other.txt").write_text("edited")
    change(root)
    assert_settled(root, NEW)
    assert git(tmp_path, "status", "--porcelain") == " M other.txt\n"


def test_variables_of_git_in_the_environment_lead_nowhere_else(root, tmp_path, monkeypatch):
    elsewhere = small.lay_out(tmp_path / "elsewhere")
    before = head(elsewhere)
    with monkeypatch.context() as inside_a_hook:
        inside_a_hook.setenv("GIT_DIR", str(elsewhere / ".git"))
        inside_a_hook.setenv("GIT_WORK_TREE", str(elsewhere))
        inside_a_hook.setenv("GIT_INDEX_FILE", str(elsewhere / ".git/index"))
        inside_a_hook.setenv("GIT_PREFIX", "data/")
        change(root)
    assert_settled(root, NEW)
    assert head(elsewhere) == before
    assert git(elsewhere, "status", "--porcelain") == ""


def test_a_detached_head_is_for_rehearsals_only(root):
    git(root, "checkout", "--quiet", "--detach")
    assert_refused(root, r"on no branch, .*`git switch BRANCH`")
    assert change(root, dry_run=True)


def test_a_merge_that_is_half_done_is_refused(root):
    git(root, "checkout", "--quiet", "-b", "side")
    git(root, "commit", "--quiet", "--allow-empty", "--message", "Aside")
    git(root, "checkout", "--quiet", "main")
    git(root, "merge", "--quiet", "--no-ff", "--no-commit", "side")
    assert_refused(root, "A merge is half done")


def test_somebody_without_a_name_is_refused(root, monkeypatch):
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    git(root, "config", "--unset", "user.email")
    git(root, "config", "user.useConfigOnly", "true")
    assert_refused(root, r"Git does not know who you are.*user\.email ADDRESS")


def test_a_folder_without_git(root, monkeypatch):
    (root / ".git").rename(root.parent / "git")
    with pytest.raises(ReleaseError, match="is not a usable git checkout"):
        change(root)
    monkeypatch.setenv("PATH", str(root))
    with pytest.raises(ReleaseError, match="Git cannot be run"):
        change(root)
    assert tree(root) == OLD


def test_a_bare_repository_and_one_without_commits(root):
    git(root, "config", "core.bare", "true")
    with pytest.raises(ReleaseError, match="is not a usable git checkout"):
        change(root)
    git(root, "config", "core.bare", "false")
    git(root, "checkout", "--quiet", "--orphan", "new")
    git(root, "rm", "--quiet", "--cached", "-r", ".")
    with pytest.raises(ReleaseError, match="nothing is committed yet"):
        change(root)


# --- hooks, signatures, line ends, ignored files ---


def test_a_hook_may_refuse_the_commit(root):
    hook(root, "pre-commit", "echo not today >&2; exit 1")
    assert_refused(root, "(?s)not today.*Nothing was changed")


def test_a_hook_may_word_the_commit(root):
    hook(root, "commit-msg", 'echo "Signed-off-by: A. Steward" >> "$1"')
    change(root)
    assert "Signed-off-by" in git(root, "log", "--format=%B", "-1")
    assert_settled(root, NEW)


def test_a_hook_may_not_change_what_was_checked(root):
    hook(root, "pre-commit", "echo more >> data/changed.csv; git add data/changed.csv")
    assert_refused(root, "A hook of git changed the files")


def test_a_hook_of_checking_out_is_not_run_for_the_staged_copy(root):
    hook(root, "post-checkout", "exit 1")
    change(root)
    assert_settled(root, NEW)


def test_a_commit_that_cannot_be_signed_is_refused(root):
    git(root, "config", "commit.gpgsign", "true")
    git(root, "config", "gpg.program", "false")
    assert_refused(root, "(?s)`git commit` failed.*sign.*Nothing was changed")


@pytest.mark.parametrize("attributes", ["* text eol=crlf", "*.csv filter=other"])
def test_a_git_that_gives_other_bytes_back_is_refused(root, attributes):
    git(root, "config", "filter.other.clean", "cat")
    git(root, "config", "filter.other.smudge", "tr a b")
    with pytest.raises(
        ReleaseError, match=r"Git would give data/\w+\.csv back with different bytes"
    ):
        change(root, meanwhile=lambda: (root / ".git/info/attributes").write_text(attributes))
    assert_settled(root, OLD)


def test_automatic_line_ends_change_nothing(root):
    git(root, "config", "core.autocrlf", "true")
    change(root)
    assert_settled(root, NEW)


def test_a_new_file_that_git_ignores_is_committed(root):
    (root / ".git/info/exclude").write_text("*.csv\n")
    change(root)
    assert_settled(root, NEW)
    assert "data/next/new.csv" in git(root, "ls-files")


# --- one at a time ---


def test_of_two_at_once_one_wins_and_the_other_is_told(root):
    def other():
        with pytest.raises(ReleaseError, match=rf"process {os.getpid()} on .*Nothing was changed"):
            change(root)

    change(root, meanwhile=other)
    assert_settled(root, NEW)


def test_a_lock_lives_as_long_as_the_git_of_a_killed_command(root):
    fcntl = pytest.importorskip("fcntl", reason="Windows passes no lock on to git")
    hook(root, "pre-commit", "echo holding; touch held; while [ -e held ]; do sleep 0.01; done")
    program = (
        f"from support import small; import pathlib; small.change(pathlib.Path({str(root)!r}))"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])}
    held = root / ".peel-data/staged/held"
    with subprocess.Popen([sys.executable, "-c", program], env=environment) as killed:
        while not held.exists():
            assert killed.poll() is None
            time.sleep(0.01)  # and leaves the processor to it
        killed.kill()
    hook(root, "pre-commit", "")
    with pytest.raises(ReleaseError, match=rf"Another command .* process {killed.pid} on "):
        change(root)
    held.unlink()
    with (root / ".peel-data/lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # waits until the killed command's git has ended
    change(root)
    assert_settled(root, NEW)


def test_a_reader_learns_of_a_change_made_meanwhile(root):
    with pytest.raises(ReleaseError, match="while the files were being read"), reading(root):
        change(root)
    with reading(root):
        pass
    (root / ".peel-data/moving").touch()
    with pytest.raises(PackageDataError, match="Run that command again"), reading(root):
        pass


def test_a_reader_learns_of_a_change_that_had_begun_before(root):
    begun = contextlib.ExitStack()
    change(root, meanwhile=lambda: begun.enter_context(reading(root)))
    with pytest.raises(ReleaseError, match="while the files were being read"):
        begun.close()


def test_a_rehearsal_finishes_nothing(root):
    change(root)
    (root / ".peel-data/moving").touch()
    with pytest.raises(PackageDataError, match="Run that command again"):
        change(root, dry_run=True)


def test_without_a_lock_nothing_is_done(root, monkeypatch):
    def unsupported(descriptor):
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr("peel_data.release.lock._take", unsupported)
    with pytest.raises(ReleaseError, match=r"offers no lock .*Nothing was changed"):
        change(root)
    assert tree(root) == OLD
    assert steward.git(root, "status", "--porcelain") == ""


@pytest.mark.parametrize("code", [1, 3])
@pytest.mark.parametrize(("out", "err"), [("", "Traceback: broken"), ("", ""), ("one error", "")])
def test_a_check_that_breaks_off_has_not_passed(root, monkeypatch, code, out, err):
    done = subprocess.CompletedProcess([], code, out, err)
    monkeypatch.setattr(StagedCheckout, "_run", lambda *_, **__: done)
    said = out or err or "broke off"
    with open_checkout(root, dry_run=True) as staged:
        with pytest.raises(ReleaseError, match=said):
            refuse_invalid(staged.generate_and_check())
        with pytest.raises(ReleaseError, match=said):
            staged.check_release()
