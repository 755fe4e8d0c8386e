"""Histories that break each rule of past releases, and that keep it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from peel_data import paths
from peel_data.history.acceptances import NAME
from peel_data.history.store import Store
from peel_data.validation.pipeline import check
from peel_data.version import __version__
from support.rewriting import contradicting, object_of, repin, rewrite

if TYPE_CHECKING:
    from peel_data.findings import Finding

Findings = Callable[[Path], "tuple[Finding, ...]"]
RATES = ("crime_rates", ",2.1,1,", ",2.0,1,")


def installed(change: Callable[[Path], None] = lambda root: None) -> Findings:
    """What a wheel installs, changed and checked."""

    def run(folder: Path) -> tuple[Finding, ...]:
        root = folder / "peel_data" / "bundle"
        lay_out(root, folder / "peel_data" / "version.py")
        change(root)
        return check(root).findings

    return run


def checkout(change: Callable[[Path], None] = lambda root: None, *, tag: bool = True) -> Findings:
    """A checkout with a commit, changed and checked."""

    def run(folder: Path) -> tuple[Finding, ...]:
        root = folder / "checkout"
        lay_out(root, root / "peel_data" / "version.py")
        *older, _ = (manifest.version for manifest in Store(root).chain())
        rewrite(root, without=tuple(older))  # one release, and so one tag
        who = ("-c", "user.name=A. Steward", "-c", "user.email=steward@example.org")
        for command in (
            ("init", "--quiet"),
            ("add", "--all"),
            ("commit", "--quiet", "--no-gpg-sign", "--message", "Everything"),
            *([("tag", f"v{__version__}")] if tag else []),
        ):
            subprocess.run(["git", "-C", str(root), *who, *command], check=True)
        change(root)
        return check(root).findings

    return run


def lay_out(root: Path, version_file: Path) -> None:
    for part in ("data", "schemas", "history"):
        shutil.copytree(paths.root() / part, root / part)
    shutil.copy(paths.root() / paths.DESCRIPTOR, root)
    version_file.parent.mkdir(exist_ok=True)
    shutil.copy(paths.package() / "version.py", version_file)


def truncated(root: Path) -> None:
    """A table of a past release cut short."""
    object_of(root, "crime_rates", "1.0.0").write_bytes(b"")


def emptied(root: Path) -> None:
    """No past release, and none pinned."""
    shutil.rmtree(root / "history")
    repin(root, "")


def unsealed(root: Path) -> None:
    """A line of the log that no acceptance wrote."""
    (root / NAME).write_text("{}\n")


CASES: dict[str, tuple[Findings, Findings]] = {
    "H801": (
        installed(truncated),
        installed(),
    ),
    "H802": (installed(lambda root: repin(root, "0" * 64)), installed()),
    "H803": (
        installed(lambda root: rewrite(root, {"1.0.0": contradicting(*RATES)})),
        installed(),
    ),
    "H804": (checkout(unsealed), checkout()),
    "H805": (checkout(emptied), checkout()),
    "H806": (checkout(tag=False), checkout()),
}
