"""What a long history costs: 430 force-editions, 51 releases, of which 48 change one table of one edition each.

    python benchmarks/history.py            prints a table
    python benchmarks/history.py --check    also leaves with 1 when a promise is broken

The releases are invented from the published rows: 43 forces in each of ten editions, with other digits. They are
added to the history of a copy of the package as `peel-data release` adds them, and `peel-data history` is then run
in it. Seconds and mebibytes are those of the whole command, so they say something only on a machine that is
not busy.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import io
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import NamedTuple

from peel_data import paths
from peel_data.history.manifest import Manifest, sha256
from peel_data.history.store import addition
from peel_data.tables import release_files

ROOT = Path(__file__).resolve().parents[1]
EDITIONS = [f"peel-effectiveness-{year}" for year in range(2015, 2025)]
FORCES = [f"force-{number:02}" for number in range(1, 44)]
FIRST, AREA = EDITIONS[0], "northamptonshire"
NUMBERS = ("value", "rate", "number", "lower", "upper")
FIGURE = f"victim_satisfaction:{FIRST}:{FORCES[20]}:2015-03-31"
MEBIBYTE = 2**20

Rows = list[dict[str, str]]


class Promise(NamedTuple):
    """What is promised: a cost and its limit."""

    what: str
    cost: float
    limit: float
    unit: str


def grown(table: Rows, edition: str, chance: random.Random) -> Rows:
    """Return the rows of a table for an invented edition: each force's are Northamptonshire's with other digits."""
    found: Rows = []
    for row in table:
        if FIRST not in " ".join(row.values()):
            continue
        theirs = FORCES if AREA in " ".join(row.values()) else [""]
        for force in theirs:
            made = {
                name: text.replace(FIRST, edition).replace(AREA, force) if force else text
                for name, text in row.items()
            }
            found.append(made if not force else other_digits(made, chance))
    return found


def other_digits(row: dict[str, str], chance: random.Random) -> dict[str, str]:
    """Return the row with other digits in its numbers."""
    return row | {
        name: re.sub(r"[1-9]", lambda _: str(chance.randint(1, 9)), row[name])
        for name in NUMBERS
        if row.get(name)
    }


def csv_bytes(rows: Rows) -> bytes:
    """Return rows as the tables are kept."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def described(files: release_files.Files, version: str, released: dt.date) -> release_files.Files:
    """Return the files with a descriptor that has their hashes, as each release writes it anew."""
    descriptor = json.loads(files["datapackage.json"])
    descriptor |= {"version": version, "created": f"{released}T00:00:00Z"}
    for resource in descriptor["resources"]:
        content = files[resource["path"]]
        resource |= {"bytes": len(content), "hash": f"sha256:{sha256(content)}"}
    return files | {"datapackage.json": (json.dumps(descriptor, indent=2) + "\n").encode()}


class Growing:
    """A package in a folder of its own, to which releases are added."""

    def __init__(self, package: Path) -> None:
        self.package = package
        self.bundle = package / "bundle"
        ignored = shutil.ignore_patterns("__pycache__", "bundle")
        shutil.copytree(ROOT / "peel_data", package, ignore=ignored)
        self.files = release_files.read(paths.root())
        self.tables = {
            name: rows
            for name, rows in release_files.tables(self.files).items()
            if rows and ("edition" in rows[0] or "figure_id" in rows[0])
        }
        self.seed = {name: list(rows) for name, rows in self.tables.items()}
        self.head: Manifest | None = None
        self.count = 0

    def add_edition(self, edition: str, chance: random.Random) -> None:
        """Give the package the returns of an edition."""
        for name, rows in self.seed.items():
            kept = [] if edition == FIRST else self.tables[name]
            new = grown(rows, edition, chance)
            self.tables[name] = sorted(kept + new, key=lambda row: list(row.values())) or rows

    def revise(self, name: str, edition: str, chance: random.Random) -> None:
        """Change every number of one table in one edition, and the figures that repeat it."""
        for table in (name, "figures"):
            self.tables[table] = [
                other_digits(row, chance)
                if row["edition"] == edition and row.get("table", name) == name
                else row
                for row in self.tables[table]
            ]

    def release(self) -> None:
        """Add what there is to the history, as a release."""
        self.count += 1
        version, released = f"1.{self.count}.0", dt.date(2015, 1, 1) + dt.timedelta(self.count)
        changed = {f"data/{name}.csv": csv_bytes(rows) for name, rows in self.tables.items()}
        self.files = described(self.files | changed, version, released)
        previous = self.head.sha256 if self.head else None
        made = addition(self.files, version=version, released=released, previous=previous, log=None)
        for name, content in made.contents.items():
            path = self.bundle / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        self.head = made.manifest
        pinned = {
            "__version__": version,
            "RELEASED": str(released),
            "HISTORY_HEAD": self.head.sha256,
        }
        file = self.package / "version.py"
        text = file.read_text("utf-8")
        for key, value in pinned.items():
            text = re.sub(rf'^{key} = ".*"$', f'{key} = "{value}"', text, flags=re.MULTILINE)
        file.write_text(text, "utf-8")

    def install(self) -> None:
        """Write the newest release where an installed package has its data."""
        for name, content in self.files.items():
            path = self.bundle / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def grow(package: Path) -> Growing:
    """51 releases: eight editions at once, one, one, and 48 that change one table of one edition."""
    chance = random.Random(2015)
    growing = Growing(package)
    for new in (EDITIONS[:8], EDITIONS[8:9], EDITIONS[9:]):
        for edition in new:
            growing.add_edition(edition, chance)
        growing.release()
    names = sorted(
        name
        for name, rows in growing.tables.items()
        if name != "figures" and "edition" in rows[0] and "value" in rows[0]
    )
    for number in range(48):
        growing.revise(names[number % len(names)], EDITIONS[number % 10], chance)
        growing.release()
    growing.install()
    return growing


def wheel_bytes(package: Path) -> int:
    """Return the size of the package as a wheel packs it."""
    path = package.parent / "package.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(package.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                archive.write(file, file.relative_to(package.parent))
    return path.stat().st_size


# A process counts the memory of the one that started it, so a small one has to start the command.
STARTER = """
import os, subprocess, sys, time
began = time.perf_counter()
process = subprocess.Popen([sys.executable, "-m", "peel_data", *sys.argv[1:]])
_, status, usage = os.wait4(process.pid, 0)
scale = 1 if sys.platform == "darwin" else 1024
print(time.perf_counter() - began, usage.ru_maxrss * scale, file=sys.stderr)
sys.exit(os.waitstatus_to_exitcode(status))
"""


def run(package: Path, *arguments: str) -> tuple[float, float, str]:
    """Seconds, mebibytes and output of a command of the package."""
    done = subprocess.run(
        [sys.executable, "-c", STARTER, *arguments],
        cwd=package.parent,
        env=os.environ | {"PYTHONPATH": str(package.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"peel-data {' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")
    seconds, memory = map(float, done.stderr.split())
    return seconds, memory / MEBIBYTE, done.stdout


def main() -> int:
    """Measure, print, and say whether every promise is kept."""
    parser = argparse.ArgumentParser(description="Measure what a long history costs.")
    parser.add_argument("--check", action="store_true", help="leave with 1 on a broken promise")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        package = Path(folder) / "peel_data"
        growing = grow(package)
        figures = len(growing.tables["figures"])
        history = sum(
            p.stat().st_size for p in (growing.bundle / "history").rglob("*") if p.is_file()
        )
        run(package, "history", FIGURE)  # compiles the package
        took, memory, output = min(run(package, "history", FIGURE) for _ in range(3))
        wheel = wheel_bytes(package)
    assert f"1.{growing.count}.0" in output
    print(
        f"{growing.count} releases, {len(EDITIONS) * len(FORCES)} force-editions, {figures:,} figures"
    )
    print(f"history, unpacked: {history / MEBIBYTE:.1f} MiB\n")
    print(f"{'':37} {'measured':>10} {'promised':>10}")
    promises = (
        Promise("history of one figure", took, 1, "s"),
        Promise("its memory, whole process", memory, 200, "MiB"),
        Promise("wheel", wheel / 1e6, 8, "MB"),
    )
    for each in promises:
        verdict = "" if each.cost < each.limit else "   broken"
        cost, limit = f"{each.cost:.3g} {each.unit}", f"< {each.limit:g} {each.unit}"
        print(f"{each.what:37} {cost:>10} {limit:>10}{verdict}")
    kept = all(each.cost < each.limit for each in promises)
    return 1 if options.check and not kept else 0


if __name__ == "__main__":
    sys.exit(main())
