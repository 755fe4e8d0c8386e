"""What is costly to make is made once a run, however many processes share the tests."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from filelock import FileLock

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest


def make_once(
    factory: pytest.TempPathFactory, worker_id: str, name: str, make: Callable[[Path], None]
) -> Path:
    """Return the folder that `make` fills: the first process to ask makes it, the others wait for it."""
    base = factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    folder = shared / name
    with FileLock(shared / f"{name}.lock"):
        if not (made := shared / f"{name}.made").exists():
            shutil.rmtree(folder, ignore_errors=True)  # where making it failed, all are to see why
            make(folder)
            made.touch()
    return folder
