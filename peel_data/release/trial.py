"""A copy of a checkout in which a change is tried before it is made.

Generating and checking run there in a process of their own, with the code of the copy: so a new
vocabulary is taken up, and nothing of the checkout itself is touched.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from peel_data.errors import ReleaseError
from peel_data.tables import release_files as bundles

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

FOLDERS = ("peel_data", "data", "schemas", "docs", "history")
FILES = ("datapackage.json", "CHANGELOG.md", "CITATION.cff", "acceptance-log.jsonl")
_LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.pyc", ".*")


class Trial:
    """A checkout's copy, to be written to and looked at.

    Attributes:
        folder: Where the copy is.
    """

    def __init__(self, root: Path, folder: Path) -> None:
        self._root = root
        self.folder = folder

    def write(self, contents: Mapping[str, bytes]) -> None:
        """Let files of the copy hold this."""
        for name, content in contents.items():
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_bytes(content)

    def generate(self) -> None:
        """Write everything generated.

        Raises:
            ReleaseError: It cannot be generated.
        """
        self._run("peel_data.release.generate", (str(self.folder),), succeed=(0,))

    def check(self) -> None:
        """Check the copy as the release gate does.

        Raises:
            ReleaseError: It is not sound; the message is the report.
        """
        done = self._run("peel_data", ("check",), succeed=(0, 1))
        if done.returncode:
            raise ReleaseError(
                f"With this change the data set would not be sound. Nothing was changed.\n\n{done.stdout}"
            )

    def changes(self) -> dict[str, bytes]:
        """The files of the copy that differ from those of the checkout."""
        found = {}
        for path in sorted(_files(self.folder)):
            name = path.relative_to(self.folder).as_posix()
            content, original = path.read_bytes(), self._root / name
            if not original.is_file() or original.read_bytes() != content:
                found[name] = content
        return found

    def release_files(self) -> bundles.Files:
        """The descriptor, schemas and data of the copy."""
        return bundles.read(self.folder)

    def _run(
        self, module: str, arguments: Sequence[str], succeed: Sequence[int]
    ) -> subprocess.CompletedProcess[str]:
        environment = {
            **os.environ,
            "PYTHONPATH": str(self.folder),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONUTF8": "1",
        }
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        if done.returncode not in succeed:
            raise ReleaseError(
                f"The change was tried in a copy of the checkout and failed there. Nothing was changed.\n"
                f"{(done.stderr or done.stdout).strip()}"
            )
        return done


@contextlib.contextmanager
def trial(root: Path) -> Iterator[Trial]:
    """Copy what a change may touch of a checkout into a folder that is gone afterwards.

    Raises:
        ReleaseError: There is no checkout.
    """
    refuse_elsewhere(root)
    with tempfile.TemporaryDirectory(prefix="peel-data-") as name:
        folder = Path(name).resolve()
        for each in FOLDERS:
            if (root / each).is_dir():
                shutil.copytree(root / each, folder / each, ignore=_LEFT_OUT)
        for each in FILES:
            if (root / each).is_file():
                shutil.copyfile(root / each, folder / each)
        yield Trial(root, folder)


def refuse_elsewhere(root: Path) -> None:
    """Stop where there is no checkout, before anything is left behind there.

    Raises:
        ReleaseError: There is none.
    """
    if not (root / "peel_data" / "version.py").is_file() or not (root / "data").is_dir():
        raise ReleaseError(
            f"{root}: there is no source checkout of peel_data. Go to its folder, or name it with --root."
        )


def _files(folder: Path) -> Iterator[Path]:
    return (
        path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts
    )
