"""Run the tests in a copy of this checkout in which a second report of 2015 is accepted.

    python tools/second_report.py FOLDER [--seed N] [PYTEST OPTIONS]

FOLDER is made: a clone of the last commit. An invented report is drafted in it as from a person's file, what is open is
decided, and the draft accepted with the clone's own commands. What the tests show of the data set must not depend on
how many reports it has.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from peel_data.transcribe import draft

ROOT = Path(__file__).resolve().parents[1]

EDITION = "peel-effectiveness-2015"


class Clone(NamedTuple):
    """A checkout in which commands are run."""

    root: Path

    def run(self, *command: str, may_be: tuple[int, ...] = (0,)) -> int:
        """Run a command there.

        Raises:
            SystemExit: It ended otherwise than it may.
        """
        code = subprocess.run(
            command,
            cwd=self.root,
            env={**os.environ, "PYTHONPATH": str(self.root)},
            check=False,
        ).returncode
        if code not in may_be:
            raise SystemExit(f"{' '.join(command)} ended with {code}.")
        return code

    def peel_data(self, *arguments: str, may_be: tuple[int, ...] = (0,)) -> None:
        """Run its own `peel-data`."""
        self.run(sys.executable, "-m", "peel_data", *arguments, may_be=may_be)


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--seed", type=int, default=77, metavar="N", help="(default: 77)")
    options, more = parser.parse_known_args()
    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
    from tests.support.invented_reports import invent

    folder = options.folder.resolve()
    folder.mkdir(parents=True)
    clone = Clone(folder / "checkout")
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone.root)], check=True)
    for name, value in (("user.name", "A. Steward"), ("user.email", "steward@example.org")):
        clone.run("git", "config", name, value)
    report = invent(options.seed, "known")
    (folder / "report.txt").write_text(report.text, encoding="utf-8")
    drafting = ["transcribe", str(folder / "report.txt"), "--area", report.area]
    drafting += ["--edition", EDITION, "-o", str(folder / "draft")]
    clone.peel_data(*drafting, may_be=(0, 1))
    decide(folder / "draft")
    clone.peel_data(*drafting)
    clone.peel_data("accept", str(folder / "draft"))
    return clone.run(sys.executable, "-m", "pytest", *more, may_be=tuple(range(6)))


def decide(folder: Path) -> None:
    """Decide on what a draft leaves open, as a person in a hurry: its best guess, or that it is not a figure."""
    decisions = [
        {
            **{column: row[column] for column in ("locator", "occurrence", "token")},
            "decision": row["figure_id"] or draft.NOT_A_FIGURE,
            "reason": "" if row["figure_id"] else "a manner of speaking",
        }
        for row in draft.read_rows(folder, draft.TRANSCRIPTION)
        if row["state"] == draft.OPEN
    ]
    missing = [
        {**row, "decision": "not_supplied" if row["required"] else ""}
        for row in draft.read_rows(folder, draft.MISSING)
    ]
    for name, rows in ((draft.DECISIONS, decisions), (draft.MISSING, missing)):
        draft.write_rows(folder / name, draft.COLUMNS[name], rows)


if __name__ == "__main__":
    sys.exit(main())
