"""What is said of an installed release that was changed or damaged after it was made."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from peel_data import PackageDataError, paths
from peel_data.validation import by_frictionless
from peel_data.validation.pipeline import check, check_release
from support.run import pattern_on_months

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def copy(tmp_path) -> Path:
    """A copy of the installed release."""
    for part in ("data", "schemas"):
        shutil.copytree(paths.root() / part, tmp_path / part)
    shutil.copy(paths.root() / paths.DESCRIPTOR, tmp_path)
    return tmp_path


def codes(report):
    return [finding.code for finding in report.findings]


def changed_value(root):
    file = root / "data" / "crime_rates.csv"
    file.write_text(file.read_text("utf-8").replace(",2.1,1,", ",2.7,1,"), "utf-8")


def not_utf8(root):
    with (root / "data" / "notes.csv").open("ab") as file:
        file.write(b"\xff\xfe")


DAMAGES = {
    "a value changed": (changed_value, "F172"),
    "a file gone": (lambda root: (root / "data" / "crime_types.csv").unlink(), "F101"),
    "a file emptied": (lambda root: (root / "data" / "citations.csv").write_bytes(b""), "F172"),
    "a file not UTF-8": (not_utf8, "F172"),
}


def test_as_released_it_is_sound(copy):
    report = check(copy)
    assert (report.findings, report.skipped) == ((), ())


@pytest.mark.parametrize(("damage", "code"), DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_file_is_one_finding_and_what_rests_on_it_is_not_checked(copy, damage, code):
    damage(copy)
    report = check(copy)
    assert codes(report) == [code]
    assert {"K402", "K403", "A503", "V701"} <= {each.code for each in report.skipped}


DESCRIPTIONS = {
    "no schema": lambda root: (root / "schemas" / "areas.schema.json").unlink(),
    "a schema cut short": lambda root: (root / "schemas" / "areas.schema.json").write_text("{"),
    "another schema": lambda root: shutil.copy(
        root / "schemas" / "grades.schema.json", root / "schemas" / "areas.schema.json"
    ),
    "no descriptor": lambda root: (root / paths.DESCRIPTOR).unlink(),
    "a descriptor of another kind": lambda root: (root / paths.DESCRIPTOR).write_text("[]"),
}


@pytest.mark.parametrize("damage", DESCRIPTIONS.values(), ids=DESCRIPTIONS)
def test_without_its_description_it_cannot_be_checked(copy, damage):
    damage(copy)
    with pytest.raises(PackageDataError, match="Install the package again"):
        check(copy)


def test_a_descriptor_that_lists_nothing(copy):
    path = copy / paths.DESCRIPTOR
    content = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps(content | {"resources": []}), "utf-8")
    assert codes(check(copy)) == ["F170"]


def test_frictionless_accepts_it(copy):
    assert check_release(copy).findings == ()


def test_a_schema_that_only_frictionless_sees_through(copy):
    """The model and its schema agree, every cell is valid, and no rule looks at what a type may have."""
    with pattern_on_months(copy):
        assert check(copy).ok
        report = check_release(copy)
    assert not report.ok
    assert set(codes(report)) == {"S212"}
    assert "pattern" in report.findings[0].message


def test_what_the_rules_refuse_is_not_put_to_frictionless(copy, monkeypatch):
    monkeypatch.setattr(by_frictionless, "findings", None)
    changed_value(copy)
    assert not check_release(copy).ok
