"""A steward's checkout: this one's files, committed to git, with a first release cut."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from peel_data.release.bytecode import inherit_bytecode
from peel_data.release.compat import Level
from peel_data.release.generate import write
from peel_data.release.publish import publish, smallest
from peel_data.version import __version__
from support import synthetic, writers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

FIRST = __version__
SECOND = smallest(FIRST, Level.MINOR)
THIRD = smallest(SECOND, Level.MINOR)
DAY = dt.date(2020, 1, 1)
"""The day of the first release; a later one may not be dated before it, whatever clock the tests run by.

It is not today: in a run over midnight that would be another day in each process.
"""

COPIED = (
    "peel_data", "data", "schemas", "docs", "datapackage.json", "CHANGELOG.md", "CITATION.cff",
    "README.md", "LICENSE", "LICENSE-DATA", "pyproject.toml", "hatch_build.py", ".gitignore",
    ".gitattributes",
)  # fmt: skip
OLD = "crime_rates:peel-effectiveness-2015:northamptonshire:sexual_offences:2015-06-30"
NEW = "victim_satisfaction:peel-effectiveness-2016:kent:2016-03-31"


def git(checkout: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(checkout), *arguments], capture_output=True, text=True, check=True
    )
    return done.stdout


def commit(checkout: Path, message: str) -> None:
    git(checkout, "add", "--all")
    git(checkout, "commit", "--quiet", "--message", message)


def forget_releases(checkout: Path) -> None:
    """Take the past releases away, and their pin, as before the first release."""
    shutil.rmtree(checkout / "history", ignore_errors=True)
    version = checkout / "peel_data" / "version.py"
    pinned = re.compile(r'^HISTORY_HEAD = ".*"$', re.MULTILINE)
    version.write_text(pinned.sub('HISTORY_HEAD = ""', version.read_text("utf-8")), "utf-8")


def tag(checkout: Path, version: str) -> None:
    """Tag a release, as `peel-data release` says to."""
    git(checkout, "tag", "--annotate", f"v{version}", "--message", f"peel_data {version}")


def pack(checkout: Path) -> None:
    """Put git's objects into one file, since a checkout that is copied for each test is copied file by file."""
    git(checkout, "repack", "-a", "-d", "--quiet")


def lay_out(root: Path, checkout: Path) -> Path:
    """Copy this checkout's files, without its history, and cut a first release of them."""
    checkout.mkdir()
    for name in COPIED:
        if (root / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(root / name, checkout / name, ignore=ignored)
        elif (root / name).is_file():
            shutil.copyfile(root / name, checkout / name)
    changelog = checkout / "CHANGELOG.md"
    noted = r"(?<=## \[Unreleased\]\n\n).*?(?=## \[)"  # what is being worked on is no part of it
    changelog.write_text(
        re.sub(noted, "", changelog.read_text("utf-8"), count=1, flags=re.DOTALL), "utf-8"
    )
    inherit_bytecode(root / "peel_data", checkout / "peel_data")
    forget_releases(checkout)
    git(checkout, "init", "--quiet")
    git(checkout, "config", "user.name", "A. Steward")
    git(checkout, "config", "user.email", "steward@example.org")
    git(checkout, "config", "commit.gpgsign", "false")
    git(checkout, "config", "tag.gpgsign", "false")
    commit(checkout, "Everything")
    publish(checkout, today=DAY)
    tag(checkout, FIRST)
    pack(checkout)
    return checkout


def tree(checkout: Path) -> dict[str, bytes]:
    """Every file but git's own and the transaction's, where what is left of a killed command may be at work."""
    found = {}
    for folder, inner, names in os.walk(checkout):
        inner[:] = [name for name in inner if name not in {".git", ".peel-data", "__pycache__"}]
        for path in (Path(folder, name) for name in names):
            found[path.relative_to(checkout).as_posix()] = path.read_bytes()
    return found


def submitted(
    folder: Path, change: Callable[[synthetic.Tables], None] = lambda tables: None
) -> Path:
    """An invented submission of 2016 by three forces, changed as told, as a folder of CSV files."""
    tables = synthetic.submission()
    change(tables)
    return writers.csv_folder(tables, folder)


class Ran(NamedTuple):
    code: int
    out: str
    err: str


def run(checkout: Path, *arguments: str) -> Ran:
    """Run the checkout's own `peel-data` in it, as a steward does."""
    done = _python(checkout, "-m", "peel_data", *arguments)
    return Ran(done.returncode, done.stdout, done.stderr)


def generate(checkout: Path) -> None:
    """Write what is generated, by the checkout's own code."""
    write(checkout)


def run_each(checkout: Path, commands: Sequence[Sequence[str]]) -> list[Ran]:
    """Run several commands of the checkout's own in one process; none may write."""
    program = (
        "import contextlib, io, json, sys\n"
        "from peel_data.cli import main\n"
        "def ran(arguments):\n"
        "    with contextlib.redirect_stdout(io.StringIO()) as out:\n"
        "        with contextlib.redirect_stderr(io.StringIO()) as err:\n"
        "            return main(arguments), out.getvalue(), err.getvalue()\n"
        "print(json.dumps([ran(each) for each in json.loads(sys.argv[1])]))\n"
    )
    done = _python(checkout, "-c", program, json.dumps(commands))
    assert done.returncode == 0, done.stderr
    return [Ran(*each) for each in json.loads(done.stdout)]


def _python(checkout: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(checkout), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
