"""Checkouts to release from."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from support import steward
from support.once import make_once


@pytest.fixture(scope="session")
def released(root: Path, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A checkout with a first release; not to be changed."""
    return make_once(
        tmp_path_factory, worker_id, "released", lambda folder: steward.lay_out(root, folder)
    )


@pytest.fixture
def checkout(released: Path, tmp_path: Path) -> Path:
    """A checkout with a first release."""
    return Path(shutil.copytree(released, tmp_path / "checkout", symlinks=True))
