"""Whatever fails, at whichever operation, the tree is the old one or the new one."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peel_data.errors import ReleaseError
from peel_data.release.transaction import pending, reading, recover
from support.disks import Death, FragileDisk, RecordingDisk, die
from support.example_change import NEW, OLD, litter, make, prepare, tree

ROOT = Path(__file__).parents[2]


def operations(root: Path) -> int:
    """Count the operations of an undisturbed run."""
    disk = FragileDisk()
    prepare(root)
    make(root, disk)
    assert tree(root) == NEW
    return disk.count


def fresh(tmp_path: Path, *name: object) -> Path:
    root = tmp_path / "-".join(map(str, name))
    root.mkdir()
    prepare(root)
    return root


def assert_usable(root: Path) -> None:
    """The files are old or new, or every reader is told that they are not."""
    if pending(root):
        with (
            pytest.raises(ReleaseError, match="stopped when its change was decided"),
            reading(root),
        ):
            pytest.fail("a mixture was offered for reading")
    else:
        assert tree(root) in (OLD, NEW)


def assert_converges(root: Path) -> None:
    """Recovery gives the old tree or the new one; running again gives the new one."""
    recover(root)
    assert tree(root) in (OLD, NEW)
    assert litter(root) == []
    make(root)
    assert tree(root) == NEW
    assert litter(root) == []


@pytest.mark.parametrize("when", ["before", "torn", "after"])
def test_death_at_every_operation(tmp_path: Path, when: str) -> None:
    outcomes = set()
    for n in range(operations(tmp_path)):
        root = fresh(tmp_path, n)
        with pytest.raises(Death):
            make(root, FragileDisk(n, when, die, lasting=True))
        assert_usable(root)
        recover(root)
        outcomes.add(tree(root) == NEW)
        assert_converges(root)
    assert outcomes == {False, True}


def test_death_at_every_operation_of_every_recovery(tmp_path: Path) -> None:
    for n in range(operations(tmp_path)):
        m = 0
        while True:
            root = fresh(tmp_path, n, m)
            with pytest.raises(Death):
                make(root, FragileDisk(n, "after", die, lasting=True))
            try:
                recover(root, disk=FragileDisk(m, "before", die, lasting=True))
            except Death:
                assert_usable(root)
                assert_converges(root)
                m += 1
            else:
                break


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EIO])
@pytest.mark.parametrize("lasting", [False, True], ids=["once", "from then on"])
@pytest.mark.parametrize("when", ["before", "torn", "after"])
def test_refusal_at_every_operation(tmp_path: Path, code: int, lasting: bool, when: str) -> None:
    def refuse() -> None:
        raise OSError(code, os.strerror(code), "some file")

    for n in range(operations(tmp_path)):
        root = fresh(tmp_path, n)
        try:
            make(root, FragileDisk(n, when, refuse, lasting=lasting))
            said = "made"
        except ReleaseError as error:
            said = "nothing" if "Nothing was changed" in str(error) else "decided"
        assert said == ("decided" if pending(root) else "made" if tree(root) == NEW else "nothing")
        assert_usable(root)
        assert_converges(root)


@pytest.mark.parametrize("when", ["before", "after"])
def test_interruption_at_every_operation(tmp_path: Path, when: str) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    for n in range(operations(tmp_path)):
        root = fresh(tmp_path, n)
        with pytest.raises(KeyboardInterrupt):
            make(root, FragileDisk(n, when, interrupt))
        assert_usable(root)
        assert_converges(root)


def test_a_killed_process_at_every_operation(tmp_path: Path) -> None:
    count = operations(tmp_path)
    roots = [fresh(tmp_path, n) for n in range(count)]
    program = [sys.executable, str(ROOT / "tests" / "support" / "example_change.py")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])}
    for batch in (range(start, min(start + 4, count)) for start in range(0, count, 4)):
        children = [
            subprocess.Popen([*program, str(roots[n]), str(n), "torn"], env=environment)
            for n in batch
        ]
        assert all(child.wait() != 0 for child in children)
    for root in roots:
        assert_usable(root)
        assert_converges(root)


# --- loss of power: what was not synced may be there, or not, or in part ---


def recorded() -> list[tuple[object, ...]]:
    """Record one change, with paths relative to the checkout."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        prepare(root)
        disk = RecordingDisk()
        make(root, disk)
        return [
            tuple(x.relative_to(root) if isinstance(x, Path) else x for x in event)
            for event in disk.events
        ]


EVENTS = recorded()


def is_durable(event: tuple[object, ...], later: list[tuple[object, ...]]) -> bool:
    """Say whether one of the later events guarantees that this one outlives a loss of power."""
    if event[0] == "put":
        return ("sync", event[1]) in later
    return all(("sync_directory", path.parent) in later for path in event if isinstance(path, Path))


def after_loss_of_power(issued: list[tuple[object, ...]], fate: st.DataObject) -> dict[Path, bytes]:
    """Return the files that the disk holds, with the fate of whatever was not durable drawn."""
    contents: dict[object, bytes] = {**OLD}
    names: dict[Path, object] = {Path(path): path for path in OLD}
    real = dict(names)  # what the running program saw, by which a rename knows its file
    for i, event in enumerate(issued):
        kept = is_durable(event, issued[i + 1 :]) or fate.draw(st.booleans(), f"keep {event[:2]}")
        match event:
            case "create", path, file:
                contents[file] = b""
                real[path] = file
                if kept:
                    names[path] = file
            case "put", file, content:
                part = len(content) if kept else fate.draw(st.sampled_from([0, len(content) // 2]))
                contents[file] += content[:part]
            case "replace", source, target:
                file = real[target] = real.pop(source)
                if kept:
                    names.pop(source, None)
                    names[target] = file
            case "remove", path:
                real.pop(path, None)
                if kept:
                    names.pop(path, None)
    return {path: contents[file] for path, file in names.items()}


@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(EVENTS)), st.data())
def test_a_loss_of_power_at_any_moment(stop: int, fate: st.DataObject) -> None:
    files = after_loss_of_power(EVENTS[:stop], fate)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for path, content in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(content)
        assert_usable(root)
        recover(root, disk=FragileDisk())
        assert tree(root) in (OLD, NEW)
        if stop == len(EVENTS):
            assert tree(root) == NEW
        make(root)
        assert tree(root) == NEW
        assert litter(root) == []
