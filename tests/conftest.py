"""What tests share: the checkout, made-up releases, the command line."""

from __future__ import annotations

import gc
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import settings

from peel_data.cli import main
from peel_data.schema.registry import MODELS
from peel_data.tables import records

if TYPE_CHECKING:
    from collections.abc import Callable

    from peel_data.schema.base import Row
    from peel_data.tables.records import Record

# A laptop on battery and a busy server take turns; nothing here is about time.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

ROOT = Path(__file__).resolve().parents[1]
MEMORY = Path("/dev/shm")
ROOM = 2**30
"""Bytes; the tests take a twentieth of it at a time."""
GIT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_COUNT": "1",
    "GIT_CONFIG_KEY_0": "safe.directory",  # the checkout may be somebody else's, as in a container
    "GIT_CONFIG_VALUE_0": "*",
}
"""What somebody has told git to sign, ignore or colour is no part of what is tested."""


def pytest_configure() -> None:
    """Keep temporary files in memory where there is room: the tests of releases copy a checkout each."""
    os.environ |= GIT
    if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free >= ROOM:
        may_run = not os.statvfs(MEMORY).f_flag & os.ST_NOEXEC  # hooks of git are tried, too
        if may_run and os.access(MEMORY, os.W_OK):
            os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


def pytest_collection_finish() -> None:
    """Keep the thousands of collected tests out of every later collection of garbage; they stay to the end anyway."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def model() -> Callable[[str], type[Row]]:
    """The row model of a table, by the table's name."""
    return {each.spec.name: each for each in MODELS}.__getitem__


@pytest.fixture
def release() -> Callable[..., Callable[[str], list[Record]]]:
    """The source of a made-up release: the given tables, and the installed ones for the rest."""

    def made(**tables: list[Record]) -> Callable[[str], list[Record]]:
        return lambda name: tables[name] if name in tables else records.read(name)

    return made


class Result(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Result]:
    """Run a command in this process."""

    def command(*arguments: str) -> Result:
        try:
            code = main(arguments)
        except SystemExit as left:
            code = int(left.code or 0)
        return Result(code, *capsys.readouterr())

    return command
