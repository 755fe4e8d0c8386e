"""What a transaction promises when nothing goes wrong, and what it refuses."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from peel_data.errors import ReleaseError
from peel_data.release.transaction import Change, pending, reading, recover, transaction
from support.disks import Death, FragileDisk, die
from support.example_change import NEW, OLD, litter, make, prepare, tree

ROOT = Path(__file__).parents[2]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    prepare(tmp_path)
    return tmp_path


@pytest.fixture
def half_finished(root: Path) -> Path:
    """A checkout in which the first of the files has been moved into place, and no other."""
    first_moves = 0

    class StopsAfterFirstMove(FragileDisk):
        def replace(self, source: Path, target: Path) -> None:
            nonlocal first_moves
            super().replace(source, target)
            first_moves += 1
            if first_moves == 2:  # the first is the commit
                die()

    with pytest.raises(Death):
        make(root, StopsAfterFirstMove())
    assert tree(root) not in (OLD, NEW)
    return root


def test_all_files_change_together(root: Path) -> None:
    make(root)
    assert tree(root) == NEW
    assert litter(root) == []
    assert not pending(root)


def test_a_failing_block_changes_nothing(root: Path) -> None:
    def fill(change: Change) -> None:
        change.write("data/changed.csv", b"")
        die()

    with pytest.raises(Death), transaction(root) as change:
        fill(change)
    assert tree(root) == OLD
    assert litter(root) == []


def test_a_second_time_touches_no_file(root: Path) -> None:
    make(root)
    before = {path: path.stat() for path in root.rglob("*") if path.name != "lock"}
    disk = FragileDisk()
    make(root, disk)
    assert {path: path.stat() for path in root.rglob("*") if path.name != "lock"} == before
    assert disk.count == 1  # its own folder


def test_what_is_read_inside_the_block_is_settled(half_finished: Path) -> None:
    with transaction(half_finished) as change:
        assert change.recovery == "finished"
        assert tree(half_finished) == NEW


def test_recovery_says_what_it_did(half_finished: Path) -> None:
    assert pending(half_finished)
    assert recover(half_finished) == "finished"
    assert not pending(half_finished)
    assert recover(half_finished) == "nothing"


def test_recovery_leaves_no_trace_in_a_folder_without_transactions(tmp_path: Path) -> None:
    assert recover(tmp_path) == "nothing"
    assert list(tmp_path.iterdir()) == []


def test_an_undecided_change_is_discarded(root: Path) -> None:
    with pytest.raises(Death):
        make(root, FragileDisk(15, "before", die, lasting=True))
    assert not pending(root)
    assert litter(root) != []
    assert recover(root) == "discarded"
    assert tree(root) == OLD
    assert litter(root) == []


def test_a_rehearsal_writes_nothing(root: Path) -> None:
    with reading(root):
        change = Change(root)
        change.write("data/same.csv", OLD["data/same.csv"])
        change.write("data/changed.csv", b"new")
        change.delete("data/gone.csv")
        change.delete("data/never_there.csv")
        assert change.changed() == {"data/changed.csv": b"new", "data/gone.csv": None}
    assert tree(root) == OLD
    assert not (root / ".peel-data").exists()


def test_the_last_of_several_calls_counts(root: Path) -> None:
    with transaction(root) as change:
        change.write("data/same.csv", b"first")
        change.write("data/same.csv", OLD["data/same.csv"])
        change.write("data/new.csv", b"new")
        change.delete("data/new.csv")
        assert change.changed() == {}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permission bits")
def test_a_replaced_file_keeps_its_permissions(root: Path) -> None:
    (root / "datapackage.json").chmod(0o664)
    make(root)
    assert stat.S_IMODE((root / "datapackage.json").stat().st_mode) == 0o664


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/etc/passwd",
        "../outside.csv",
        "data/../../outside.csv",
        "data//double.csv",
        "data/",
        "./data/x.csv",
        r"data\x.csv",
        "C:/x.csv",
        "data/x.csv:stream",
        "data/nul\0.csv",
        ".peel-data/journal.json",
        "data/.x.csv.peel-staged",
    ],
)
def test_only_plain_files_inside_the_checkout(root: Path, path: str) -> None:
    change = Change(root)
    with pytest.raises(ReleaseError, match="expected the path of a file inside the checkout"):
        change.write(path, b"")
    with pytest.raises(ReleaseError, match="expected the path of a file inside the checkout"):
        change.delete(path)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_no_symbolic_links(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (root / "data/folder").symlink_to(outside)
    (root / "data/link.csv").symlink_to(root / "data/same.csv")
    for path in ("data/folder/x.csv", "data/link.csv"):
        with pytest.raises(ReleaseError, match="symbolic link"):
            Change(root).write(path, b"")


def test_a_folder_is_not_a_file(root: Path) -> None:
    with pytest.raises(ReleaseError, match="cannot be read as a file"), transaction(root) as change:
        change.write("data", b"")
    with pytest.raises(ReleaseError, match="Nothing was changed"), transaction(root) as change:
        change.write("datapackage.json/x", b"")
    assert tree(root) == OLD
    assert litter(root) == []


@pytest.mark.parametrize(
    ("one", "other"), [("x", "x/y.csv"), ("data/new.csv", "data/New.csv"), ("N/x.csv", "n")]
)
def test_two_paths_that_cannot_both_be_files(root: Path, one: str, other: str) -> None:
    def fill(change: Change) -> None:
        change.write(one, b"1")
        change.write(other, b"2")

    with pytest.raises(ReleaseError, match="cannot both be files"), transaction(root) as change:
        fill(change)
    assert tree(root) == OLD
    assert litter(root) == []


def test_a_checkout_must_exist(tmp_path: Path) -> None:
    with (
        pytest.raises(ReleaseError, match="no such folder"),
        transaction(tmp_path / "nowhere"),
    ):
        pytest.fail("there is nothing to change")


def test_an_edit_between_crash_and_recovery_is_not_overwritten(half_finished: Path) -> None:
    edited = half_finished / "datapackage.json"
    edited.write_bytes(b"edited by hand")
    with pytest.raises(ReleaseError, match="changed by hand while a half-finished change"):
        recover(half_finished)
    assert edited.read_bytes() == b"edited by hand"
    edited.write_bytes(OLD["datapackage.json"])
    assert recover(half_finished) == "finished"
    assert tree(half_finished) == NEW


def test_a_damaged_staged_file_is_never_used(half_finished: Path) -> None:
    staged = half_finished / ".datapackage.json.peel-staged"
    content = staged.read_bytes()
    for damage in (lambda: staged.write_bytes(b"damaged"), staged.unlink):
        damage()
        with pytest.raises(ReleaseError, match=r"new content of datapackage.json is lost"):
            recover(half_finished)
    staged.write_bytes(content)
    recover(half_finished)
    assert tree(half_finished) == NEW


@pytest.mark.parametrize(
    "record",
    [
        b"",
        b"[]",
        b'{"files": [{"path": "../outside", "before": null, "after": null}], "directories": []}',
        b'{"files": [], "directories": ["/tmp"]}',
        b'{"files": [], "directories": [1]}',
    ],
)
def test_a_forged_journal_is_refused(root: Path, record: bytes) -> None:
    (root / ".peel-data").mkdir()
    (root / ".peel-data/journal.json").write_bytes(record)
    with pytest.raises(ReleaseError):
        recover(root)
    assert tree(root) == OLD


def test_a_reader_learns_of_a_change_made_meanwhile(root: Path) -> None:
    with pytest.raises(ReleaseError, match="while they were being read"), reading(root):
        make(root)
    with reading(root):
        pass


def test_a_refusal_during_recovery_keeps_the_change_decided(half_finished: Path) -> None:
    def refuse() -> None:
        raise PermissionError(errno.EACCES, "Permission denied", "data/changed.csv")

    with pytest.raises(ReleaseError, match=r"data/changed.csv: Permission denied\. The change is"):
        recover(half_finished, disk=FragileDisk(1, "before", refuse, lasting=True))
    assert pending(half_finished)
    assert recover(half_finished) == "finished"
    assert tree(half_finished) == NEW


def test_without_a_lock_nothing_is_done(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unsupported(descriptor: int) -> None:
        raise OSError(errno.ENOTSUP, "Operation not supported")

    monkeypatch.setattr("peel_data.release.lock._take", unsupported)
    with pytest.raises(ReleaseError, match=r"offers no lock .*Nothing was changed"):
        make(root)
    assert tree(root) == OLD


def test_a_lock_that_cannot_be_opened(root: Path) -> None:
    (root / ".peel-data/lock").mkdir(parents=True)
    with pytest.raises(ReleaseError, match=r"lock: .*\. Nothing was changed"):
        make(root)
    assert tree(root) == OLD


def test_of_two_at_once_one_wins_and_the_other_is_told(root: Path) -> None:
    with transaction(root) as change:
        change.write("data/same.csv", b"winner")
        with pytest.raises(ReleaseError, match=rf"process {os.getpid()} on .*Nothing was changed"):
            make(root)
    assert tree(root) == OLD | {"data/same.csv": b"winner"}
    make(root)


def test_of_two_processes_one_wins_and_the_lock_dies_with_it(root: Path) -> None:
    program = """
import sys
from pathlib import Path
from peel_data.release.transaction import transaction
with transaction(Path(sys.argv[1])) as change:
    change.write("data/changed.csv", b"never")
    print("holding", flush=True)
    sys.stdin.read()
"""
    with subprocess.Popen(
        [sys.executable, "-c", program, str(root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"holding"
        with pytest.raises(ReleaseError, match=rf"Another command .* process {other.pid} on "):
            make(root)
        assert tree(root) == OLD
        other.kill()
    make(root)
    assert tree(root) == NEW
