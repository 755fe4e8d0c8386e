"""Disks that fail: every operation of `Disk` is counted, and any one can be the fatal one."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

from peel_data.release.disk import Disk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

OPERATIONS = (
    "create",
    "put",
    "sync",
    "sync_directory",
    "replace",
    "remove",
    "make_directory",
    "remove_directory",
)


class Death(BaseException):
    """The end of the process, as far as code under test can tell."""


class FragileDisk(Disk):
    """Fails at its n-th operation: before it, after it, or (a write) in the middle of it.

    Args:
        at: The operation that fails, from 0; None for none.
        when: "before", "after" or "torn".
        fail: Called at that moment; raises, or ends the process.
        lasting: Whether all later operations fail as well.
    """

    def __init__(
        self,
        at: int | None = None,
        when: str = "before",
        fail: Callable[[], None] = lambda: None,
        *,
        lasting: bool = False,
    ) -> None:
        self.count = 0
        self.at, self.when, self.fail, self.lasting = at, when, fail, lasting
        for name in OPERATIONS:
            setattr(self, name, self._fragile(name, getattr(self, name)))

    def _fragile(self, name: str, operation: Callable[..., object]) -> Callable[..., object]:
        def run(*arguments: object) -> object:
            turn, self.count = self.count, self.count + 1
            if self.at is not None and self.lasting and turn > self.at:
                self.fail()
            if turn != self.at:
                return operation(*arguments)
            if self.when == "after":
                operation(*arguments)
            elif self.when == "torn" and name == "put":
                descriptor, content = arguments
                operation(descriptor, content[: len(content) // 2])
            self.fail()
            return None

        return run

    def sync(self, descriptor: int) -> None:
        """Syncing shows only when power is lost, and costs time."""


def die() -> None:
    raise Death


def kill_this_process() -> None:
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))


class RecordingDisk(Disk):
    """Does everything, and remembers it as (operation, ...), files being known by a number."""

    def __init__(self) -> None:
        self.events: list[tuple[object, ...]] = []
        self._files: dict[int, int] = {}
        self._count = 0

    def create(self, path: Path, like: Path | None = None) -> int:
        descriptor = super().create(path, like)
        self._files[descriptor] = self._count
        self.events.append(("create", path, self._count))
        self._count += 1
        return descriptor

    def put(self, descriptor: int, content: bytes) -> None:
        super().put(descriptor, content)
        self.events.append(("put", self._files[descriptor], content))

    def sync(self, descriptor: int) -> None:
        self.events.append(("sync", self._files[descriptor]))

    def sync_directory(self, directory: Path) -> None:
        self.events.append(("sync_directory", directory))

    def replace(self, source: Path, target: Path) -> None:
        super().replace(source, target)
        self.events.append(("replace", source, target))

    def remove(self, path: Path) -> None:
        super().remove(path)
        self.events.append(("remove", path))

    def make_directory(self, path: Path) -> None:
        super().make_directory(path)
        self.events.append(("make_directory", path))
