"""For each rule: a submission that breaks it, and one that does not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

from peel_data.schema.crime import CrimeRate
from peel_data.validation.options import Options
from peel_data.validation.pipeline import check, check_release
from support import rule_cases_files, rule_cases_history
from support.dataset import scene
from support.first_report import keep_only_it
from support.mutations import SLIPS
from support.run import DAY, RELEASES, installed, judge, judge_slip, pattern_on_months
from support.writers import csv_folder

if TYPE_CHECKING:
    from peel_data.findings import Finding
    from support.dataset import Slip

Findings = Callable[[Path], "tuple[Finding, ...]"]
SLIP: dict[str, Slip] = {}
for each in SLIPS:
    if each.code[0] != "F":
        SLIP.setdefault(each.code, each)


def bad_slip(slip: Slip) -> Findings:
    def run(folder: Path) -> tuple[Finding, ...]:
        return judge_slip(slip, slip.bases[-1], slip.formats[0], folder)[0].findings

    return run


def good_submission(slip: Slip) -> Findings:
    """The same submission without the slip; for an edition without profile, one that has a profile."""

    def run(folder: Path) -> tuple[Finding, ...]:
        base = slip.bases[-1]
        if slip.code == "V702":
            base = "2016"
        tables = scene(base).tables
        against = RELEASES.get(base, installed)()
        if slip.code == "C609":
            del tables["victim_satisfaction"]
        path = csv_folder(tables, folder / "submission")
        options = Options(ignore=slip.ignore, today=DAY)
        return judge(path, options=options, against=against).findings

    return run


def release(change: Callable[[Path], None] = lambda root: None) -> Findings:
    """A copy of the release, changed and checked."""

    def run(folder: Path) -> tuple[Finding, ...]:
        import shutil

        from peel_data import paths

        root = folder / "release"
        for part in ("data", "schemas"):
            shutil.copytree(paths.root() / part, root / part)
        shutil.copy(paths.root() / paths.DESCRIPTOR, root)
        keep_only_it(root)
        change(root)
        return check(root).findings

    return run


def edited(table: str, old: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        import json

        file = root / "data" / f"{table}.csv"
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        path = root / "datapackage.json"
        package = json.loads(path.read_text(encoding="utf-8"))
        for resource in package["resources"]:
            resource.pop("bytes", None)
            resource.pop("hash", None)
        path.write_text(json.dumps(package), encoding="utf-8")

    return change


def uncited(root: Path) -> None:
    file = root / "data" / "citations.csv"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    mine = "victim_satisfaction:peel-effectiveness-2015:northamptonshire:2015-03-31"
    kept = "".join(line for line in lines if not line.startswith(mine))
    edited("citations", "".join(lines), kept)(root)


def swapped(root: Path) -> None:
    file = root / "data" / "grades.csv"
    _, first, second, *_ = file.read_text(encoding="utf-8").splitlines(keepends=True)
    edited("grades", first + second, second + first)(root)


def unfit(folder: Path) -> tuple[Finding, ...]:
    """A row model that is stricter than its schema, as none should be."""

    def refuse(_: object) -> CrimeRate:
        return CrimeRate.model_validate({})

    with mock.patch.object(CrimeRate, "from_text", refuse):
        return release()(folder)


def refused_by_frictionless(folder: Path) -> tuple[Finding, ...]:
    release()(folder)
    with pattern_on_months(folder / "release"):
        return check_release(folder / "release").findings


CASES: dict[str, tuple[Findings, Findings]] = {
    **rule_cases_files.CASES,
    **{code: (bad_slip(slip), good_submission(slip)) for code, slip in SLIP.items()},
    "S212": (refused_by_frictionless, release()),
    "R312": (
        release(
            edited(
                "areas",
                "kent,Kent Police,force,E23000032,South East,England,",
                "kent,Kent Police,force,E23000032,South East,England,essex",
            )
        ),
        release(),
    ),
    "R399": (unfit, release()),
    "K403": (release(uncited), release()),
    "K406": (release(swapped), release()),
    "K404": (release(edited("figures", ",83.5,1,", ",83.6,1,")), release()),
    **rule_cases_history.CASES,
}
"""For each code, what breaks the rule and what does not; both give findings."""
