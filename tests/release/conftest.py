"""Checkouts to release from."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from support import steward


@pytest.fixture(scope="session")
def released(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout with a first release; not to be changed."""
    return steward.lay_out(root, tmp_path_factory.mktemp("steward") / "checkout")


@pytest.fixture
def checkout(released: Path, tmp_path: Path) -> Path:
    """A checkout with a first release."""
    return Path(shutil.copytree(released, tmp_path / "checkout", symlinks=True))
