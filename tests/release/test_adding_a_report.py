"""A printed report, as docs/adding-a-report.md describes it: every command of that page, in order."""

from __future__ import annotations

import csv
import re
import shlex
from typing import TYPE_CHECKING

from peel_data.transcribe import draft, pattern
from support import steward
from support.invented_report import AREA, EDITION, REPORT

if TYPE_CHECKING:
    from pathlib import Path

FIGURE = f"operational_figures:{EDITION}:{AREA}:police_dogs"
MEASURE = "police_dogs,Police dogs,count,Dogs that the force keeps for its work.,,"
MEASURES = "data/operational_measures.csv"
UNIT = "minutes,Minutes,minutes,A length of time in minutes."
MINUTES = " They are on their way within 12 minutes."


class Page:
    """The page, walked section by section in a checkout of its own."""

    def __init__(self, root: Path, checkout: Path) -> None:
        self.checkout = checkout
        text = (root / "docs/adding-a-report.md").read_text(encoding="utf-8")
        parts = re.split(r"^## \d+\. ", text, flags=re.MULTILINE)[1:]
        self.commands = {
            part.splitlines()[0]: re.findall(r"^\$ (.*)$", part, re.MULTILINE) for part in parts
        }

    def walk(self, title: str, code: int = 0) -> str:
        """Run the commands of a section; each must end with the code."""
        said = ""
        for command in self.commands.pop(title):
            program, *words = shlex.split(command)
            if program == "git":
                steward.git(self.checkout, *words)
                continue
            done = steward.run(self.checkout, *words)
            assert done.code == code, (command, done)
            said += done.out
        return said


def write(folder: Path, name: str, rows: list[dict[str, str]]) -> None:
    draft.write_rows(folder / name, draft.COLUMNS[name], rows)


def decide(folder: Path) -> None:
    """Do what the page asks a person for."""
    dogs, minutes = draft.read_rows(folder, draft.PROPOSALS)
    dogs |= {"description": "Dogs that the force keeps for its work.", "accepted": "yes"}
    minutes |= {"measure": "police_dogs_response", "title": "Time in which police dogs set out"}
    minutes |= {"description": "Time within which dogs are on their way.", "accepted": "yes"}
    write(folder, draft.PROPOSALS, [dogs, minutes])
    missing = draft.read_rows(folder, draft.MISSING)
    write(folder, draft.MISSING, [
        {**row, "decision": "not_supplied" if row["required"] else ""} for row in missing
    ])  # fmt: skip
    path = folder / draft.TABLES / "areas_for_improvement.csv"
    with path.open(encoding="utf-8", newline="") as file:
        areas = [{**row, "summary": "Walk the dogs."} for row in csv.DictReader(file)]
    draft.write_rows(path, list(areas[0]), areas)


def test_adding_a_report(root, checkout):
    page = Page(root, checkout)
    (checkout.parent / "kent-2015.txt").write_text(
        REPORT.replace("34 police dogs.", f"34 police dogs.{MINUTES}"), encoding="utf-8"
    )
    folder = checkout.parent / "kent-draft"

    said = page.walk("Draft it", code=1)
    assert "2 open" in said
    assert "2 proposed as new measures" in said
    page.walk("Name what is new")
    decide(folder)
    said = page.walk("Decide")
    assert "0 open" in said
    assert "operational_measures" in said, said
    assert MEASURE not in (checkout / MEASURES).read_text("utf-8").splitlines()

    said = page.walk("Accept it")
    assert f"wrote peel_data/transcribe/learnt/{EDITION}-{AREA}.csv" in said
    learnt = pattern.read(f"{EDITION}-{AREA}", checkout / pattern.FOLDER)
    assert sum(each.claim == pattern.FIGURE for each in learnt) == 20
    measures = (checkout / MEASURES).read_text("utf-8").splitlines()
    assert MEASURE in measures
    assert measures[1:] == sorted(measures[1:])
    assert UNIT in (checkout / "data/units.csv").read_text("utf-8").splitlines()
    assert not steward.git(checkout, "status", "--porcelain")
    assert steward.git(checkout, "log", "-1", "--format=%s").strip() == f"Accept {EDITION}-{AREA}"
    assert steward.run(checkout, "generate", "--check").code == 0
    said = page.walk("Check the result as a user")
    assert "60.0" in said
    assert FIGURE in said
    assert not page.commands
