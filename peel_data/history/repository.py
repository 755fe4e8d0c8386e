"""What git knows of past releases: the tags, the commits that brought them, and the log as it was committed."""

from __future__ import annotations

import os
import re
import subprocess
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_TAG = re.compile(r"^v((0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*))$", re.ASCII)
_RELEASE = re.compile(r"^history/([0-9]+\.[0-9]+\.[0-9]+)\.(json|zip)$", re.ASCII)
_ELSEWHERE = frozenset(
    {
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_COMMON_DIR",
        "GIT_DIR",
        "GIT_GRAFT_FILE",
        "GIT_ICASE_PATHSPECS",
        "GIT_INDEX_FILE",
        "GIT_NAMESPACE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_PREFIX",
        "GIT_SHALLOW_FILE",
        "GIT_WORK_TREE",
    }
)
"""What would lead git to another repository, as inside a hook or an alias."""


class NoGit(Exception):  # noqa: N818 - reads as the sentence it is
    """Git cannot be asked; the message says why, as a clause."""


class Brought(NamedTuple):
    """Where a file of `history/` first appeared: its path, and the commit."""

    path: str
    commit: str


def environment() -> dict[str, str]:
    """Return the environment in which git sees the repository of the folder that it is run in."""
    here = {name: text for name, text in os.environ.items() if name not in _ELSEWHERE}
    return here | {"GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}


class Repository:
    """The git repository whose root a checkout is.

    Raises:
        NoGit: There is none, or git cannot be run.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        if not (root / ".git").exists():
            raise NoGit("this folder is not a git repository")
        top = self._run("rev-parse", "--show-toplevel").decode(errors="replace").strip()
        if not top or not Path(top).samefile(root):
            raise NoGit("this folder is not the root of a git repository")
        self._run("rev-parse", "--verify", "--quiet", "HEAD^{commit}")

    @cached_property
    def is_shallow(self) -> bool:
        """Whether older commits were not fetched."""
        return self._run("rev-parse", "--is-shallow-repository").strip() == b"true"

    def tags(self, *, merged: bool = False) -> set[str]:
        """Return the versions that are tagged: all of them, or those that the present commit follows."""
        listed = self._run("tag", "--list", "v*", *(("--merged", "HEAD") if merged else ()))
        return {found[1] for line in listed.decode().split("\n") if (found := _TAG.match(line))}

    def brought(self) -> dict[str, list[Brought]]:
        """Return where each release first appeared, by version."""
        listed = self._run(
            *("-c", "core.quotePath=off", "log", "--full-history", "-m", "--no-renames"),
            *("--topo-order", "--reverse", "--diff-filter=A", "--format=commit %H", "--name-only"),
            *("--", ":(glob)history/*.json", ":(glob)history/*.zip"),
        )
        found: dict[str, dict[str, Brought]] = {}
        commit = ""
        for line in listed.decode(errors="replace").split("\n"):
            if line.startswith("commit "):
                commit = line.removeprefix("commit ")
            elif release := _RELEASE.match(line):
                found.setdefault(release[1], {}).setdefault(line, Brought(line, commit))
        return {version: list(paths.values()) for version, paths in found.items()}

    def longest(self, path: str) -> bytes:
        """Return the longest content that a file ever had in the present commit and those before it."""
        listed = self._run(
            *("log", "--full-history", "-m", "--diff-filter=AM", "--format=%H", "--", path)
        )
        names = {f"{commit}:{path}" for commit in listed.decode().split()}
        sizes = self._batch("--batch-check", sorted(names)).decode(errors="replace").split("\n")
        found = [line.split() for line in sizes if " blob " in line]
        if not found:
            return b""
        name = max(found, key=lambda words: int(words[2]))[0]
        return self._run("cat-file", "blob", name)

    def read(self, names: Iterable[str]) -> Mapping[str, bytes | None]:
        """Return the content of each `COMMIT:PATH`; None where there is none."""
        asked = list(dict.fromkeys(names))
        answer = self._batch("--batch", asked)
        found: dict[str, bytes | None] = {}
        at = 0
        for name in asked:
            header, _, _ = answer[at:].partition(b"\n") if at < len(answer) else (b"", b"", b"")
            at += len(header) + 1
            words = header.split()
            if len(words) == 3 and words[1] == b"blob":
                size = int(words[2])
                found[name] = answer[at : at + size]
                at += size + 1
            else:
                found[name] = None
        return found

    def _batch(self, option: str, names: Iterable[str]) -> bytes:
        asked = "".join(f"{name}\n" for name in names)
        return self._run("cat-file", option, given=asked.encode()) if asked else b""

    def _run(self, *arguments: str, given: bytes = b"") -> bytes:
        try:
            done = subprocess.run(
                ["git", "-C", str(self._root), *arguments],
                env=environment(),
                input=given,
                capture_output=True,
                check=False,
            )
        except OSError as error:
            raise NoGit(f"git cannot be run ({error})") from error
        if done.returncode:
            said = done.stderr.decode(errors="replace").strip().split("\n")[0]
            raise NoGit(f"git cannot read it ({said or f'exit code {done.returncode}'})")
        return done.stdout
