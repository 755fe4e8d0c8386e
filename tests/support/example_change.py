"""One change that does everything a change can do; run as a program, it kills itself half-way."""

from __future__ import annotations

import sys
from pathlib import Path

from peel_data.release.transaction import transaction
from support.disks import FragileDisk, kill_this_process

OLD = {
    "data/changed.csv": b"key,value\r\na,1\n",
    "data/same.csv": b"key,value\nb,2\n",
    "data/gone.csv": b"key,value\nc,3\n",
    "datapackage.json": b'{"version": "1.0.0"}\n',
}
NEW = {
    "data/changed.csv": b"key,value\na,1\na,2\n",
    "data/same.csv": b"key,value\nb,2\n",
    "data/reference/next/new.csv": b"key\n" + b"x\n" * 100,
    "datapackage.json": b'{"version": "1.1.0"}\n',
}


def prepare(root: Path) -> None:
    """Lay the old files out under `root`."""
    for path, content in OLD.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)


def make(root: Path, disk: FragileDisk | None = None) -> None:
    """Change the old files, or the new ones again, into the new ones."""
    with transaction(root, disk=disk or FragileDisk()) as change:
        for path, content in NEW.items():
            change.write(path, content)
        for path in OLD.keys() - NEW.keys():
            change.delete(path)


def tree(root: Path) -> dict[str, bytes]:
    """Return all files under `root`, but for what the transaction keeps for itself."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
        and path.parent.name != ".peel-data"
        and not path.name.endswith(".peel-staged")
    }


def litter(root: Path) -> list[str]:
    """Return what a settled transaction must not leave: staged files, drafts, empty folders."""
    kept = {"lock", "last.json"}
    return [
        path.relative_to(root).as_posix()
        for path in root.rglob("*")
        if path.name.endswith(".peel-staged")
        or (path.parent.name == ".peel-data" and path.name not in kept)
        or (path.is_dir() and path.name != ".peel-data" and not any(path.iterdir()))
    ]


if __name__ == "__main__":
    make(Path(sys.argv[1]), FragileDisk(int(sys.argv[2]), sys.argv[3], kill_this_process))
