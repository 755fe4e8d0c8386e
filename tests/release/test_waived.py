"""What `validate` calls acceptable with its waivers, `accept` accepts, and the release shows it."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from peel_data.findings import Finding, Severity
from peel_data.release.accept import accept
from peel_data.validation.baseline import Baseline
from peel_data.validation.options import Options
from peel_data.validation.pipeline import check, validate
from peel_data.validation.rules.registry import RULES
from peel_data.validation.waivers import DECLARED, WAIVABLE, fingerprinted
from support import steward
from support.dataset import scene
from support.mutations import SLIPS
from support.once import make_once
from support.run import judge
from support.synthetic import Sheet
from support.writers import csv_folder

CODES = [rule.code for rule in RULES if rule.code[0] in WAIVABLE and rule.code not in DECLARED]
IN_RELEASES = [code for code in CODES if code[0] in "AV"]
"""Those that the gate of a release puts to it as well; for the others one submission will do."""
TOGETHER = ["A501", "A502", "A503", "A504", "A505", "A506", "V701", "V703", "V704"]
"""Rules that one submission can break at once; a new one stands alone until it is added here."""
NAMES = ["code", "place", "fingerprint", "reason", "author", "expires"]


@pytest.fixture(scope="module")
def ahead(released: Path, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A checkout whose steward has added the edition of 2017, without a profile: each process has its own to lock."""

    def make(folder: Path) -> None:
        checkout = shutil.copytree(released, folder / "checkout", symlinks=True)
        editions = checkout / "data" / "editions.csv"
        text = editions.read_text(encoding="utf-8")
        last = text.splitlines()[-1]
        editions.write_text(text + last.replace("2016", "2017") + "\n", encoding="utf-8")
        steward.commit(checkout, "The edition of 2017")
        steward.generate(checkout)
        steward.commit(checkout, "Generated")

    made = make_once(tmp_path_factory, worker_id, "ahead", make) / "checkout"
    return Path(shutil.copytree(made, tmp_path_factory.mktemp("ahead") / "own", symlinks=True))


def waivers_of(report, expires="2999-12-31"):
    """Return a waiver of every finding that can be waived."""
    waived = [finding for finding in report.findings if finding.fingerprint]
    return Sheet(
        NAMES,
        [
            [one.code, one.subject, one.fingerprint, "It is so.", "A. Officer", expires]
            for one in waived
        ],
    )


def with_waivers(codes, release, folder):
    """Return a submission that breaks the rules, and none that cannot be waived, with the waivers of it."""
    kinds = [[slip for slip in SLIPS if slip.code == code and not slip.spoil] for code in codes]
    for number, slips in enumerate(zip(*kinds, strict=False)):
        made = scene(slips[0].bases[-1])
        for slip in slips:
            slip.plant(made)
        found = judge(csv_folder(made.tables, folder / str(number)), against=Baseline.at(release))
        errors = [one for one in found.findings if one.severity is Severity.ERROR]
        if set(codes) <= {one.code for one in found.findings} and all(
            one.fingerprint for one in errors
        ):
            made.tables["waivers"] = waivers_of(found)
            return csv_folder(made.tables, folder / "returns")
    raise AssertionError(codes)


@pytest.mark.parametrize(
    "codes",
    [TOGETHER, *([code] for code in [*IN_RELEASES, "C603"] if code not in TOGETHER)],
    ids="-".join,
)
def test_what_is_waived_is_accepted(codes, ahead, tmp_path):
    returns = with_waivers(codes, ahead, tmp_path)
    report = assert_waived(codes, returns, ahead)
    made = accept(ahead, returns, by="A. Steward", dry_run=True)
    assert made.report.ok
    written = list(csv.DictReader(made.contents["data/waivers.csv"].decode().splitlines()))
    assert {(row["code"], row["place"]) for row in written} == {
        (each.finding.code, each.finding.subject) for each in report.waived
    }


@pytest.mark.parametrize("code", [c for c in CODES if c not in {*IN_RELEASES, "C603"}])
def test_what_is_waived_is_valid(code, ahead, tmp_path):
    assert_waived([code], with_waivers([code], ahead, tmp_path), ahead)


def assert_waived(codes, returns, release):
    report = validate(returns, against=release, options=Options(strict=True))
    assert report.ok, report.findings
    assert set(codes) <= {each.finding.code for each in report.waived}
    return report


def test_the_release_lists_what_is_waived_until_it_expires(checkout, tmp_path):
    """A sum that does not add up is waived: the gate honours it, shows it, and says when it has expired."""
    returns = with_waivers(["A502"], checkout, tmp_path)
    accept(checkout, returns, by="A. Steward")
    assert check(checkout).ok
    assert_held_for_the_same_submission(returns, checkout)
    shown = steward.run(checkout, "check").out
    assert "waived A502 at " in shown
    assert "Waived by A. Officer until 2999-12-31: It is so." in " ".join(shown.split())

    waivers = checkout / "data" / "waivers.csv"
    text = waivers.read_text(encoding="utf-8")
    waivers.write_text(text.replace("2999-12-31", "2020-12-31"), encoding="utf-8")
    steward.generate(checkout)
    report = check(checkout)
    assert {"A502", "W902"} <= {finding.code for finding in report.findings}
    assert not report.ok


def assert_held_for_the_same_submission(returns, checkout):
    """What the release waives needs no waiver when it is sent again."""
    (returns / "waivers.csv").unlink()
    report = validate(returns, against=checkout)
    assert report.ok
    assert "A502" in {each.finding.code for each in report.waived}


@pytest.mark.parametrize("code", sorted(DECLARED))
def test_what_must_be_declared_is_not_waived(code):
    assert not fingerprinted(Finding(code, Severity.ERROR, "...")).fingerprint
