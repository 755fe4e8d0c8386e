"""Run git in a checkout, whatever the environment and the configuration say."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from peel_data.errors import ReleaseError
from peel_data.history.repository import environment

if TYPE_CHECKING:
    from pathlib import Path

_SETTINGS = (
    "core.fsync=all",  # a commit survives a loss of power
    "core.fsmonitor=false",  # a daemon would keep the lock
    "gc.auto=0",  # as would this one
    "maintenance.auto=false",
    "core.quotePath=false",
)
NO_HOOKS = ("-c", f"core.hooksPath={os.devnull}")


@dataclass(frozen=True)
class Git:
    """The git of one folder.

    Attributes:
        folder: Any folder of the working tree.
        lock: A file descriptor that child processes keep open, so that a lock on it lives as long as they do.
    """

    folder: Path
    lock: int | None = None

    @property
    def inherited(self) -> tuple[int, ...]:
        """The descriptors that a child process is to inherit; Windows cannot pass a lock on."""
        return () if self.lock is None or sys.platform == "win32" else (self.lock,)

    def try_to(self, *arguments: str, given: str = "") -> tuple[int, str, str]:
        """Run git, and return its exit code, output and error output.

        Raises:
            ReleaseError: There is no git.
        """
        settings = [word for setting in _SETTINGS for word in ("-c", setting)]
        try:
            done = subprocess.run(
                ["git", *settings, *arguments],
                cwd=self.folder,
                env=environment(),
                input=os.fsencode(given),
                capture_output=True,
                check=False,
                pass_fds=self.inherited,
            )
        except OSError as error:
            raise ReleaseError(
                f"Git cannot be run ({error}). Accepting, revising and releasing need it."
            ) from error
        return done.returncode, os.fsdecode(done.stdout), os.fsdecode(done.stderr).strip()

    def run(self, *arguments: str, given: str = "") -> str:
        """Run git, and return its output without the line end.

        Raises:
            ReleaseError: Git refuses; the message is git's.
        """
        code, out, said = self.try_to(*arguments, given=given)
        if code:
            command = next(word for word in arguments if word not in NO_HOOKS)
            raise ReleaseError(f"`git {command}` failed: {said or out.strip() or f'exit {code}'}")
        return out.removesuffix("\n")

    def names(self, *arguments: str) -> list[str]:
        """Return the paths that a command lists with `-z`."""
        return [name for name in self.run(*arguments).split("\0") if name]

    def commit(self, name: str = "HEAD") -> str:
        """Return the full id of a commit; empty if there is no such commit."""
        code, out, _ = self.try_to("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
        return "" if code else out.strip()
