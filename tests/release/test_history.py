"""Every way that was found to change what is published: refused by `check`, by `release`, and in a wheel."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from peel_data.errors import ReleaseError
from peel_data.figures import releases
from peel_data.history.faults import is_error
from peel_data.history.store import Store
from peel_data.history.verifying import verify
from peel_data.release import log
from peel_data.release.accept import accept
from peel_data.release.publish import publish
from peel_data.validation import past
from peel_data.validation.pipeline import check
from support import steward
from support.attacks import ATTACKS, RATES, WITH_HISTORY, replace
from support.once import make_once
from support.rewriting import (
    head,
    rewrite,
    version_file,
    with_value,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peel_data.findings import Finding

FIRST, SECOND = steward.FIRST, steward.SECOND


@pytest.fixture(scope="session")
def twice(released: Path, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A checkout with two releases and three acceptances, the last one after the second release."""

    def make(folder: Path) -> None:
        release_twice(shutil.copytree(released, folder / "checkout", symlinks=True))

    return make_once(tmp_path_factory, worker_id, "twice", make) / "checkout"


def release_twice(root: Path) -> None:
    def take(*areas: str) -> None:
        def only(tables):
            for table in tables.values():
                at = table.header.index("area")
                table.rows[:] = [row for row in table.rows if row[at] in areas]

        made = accept(
            root,
            steward.submitted(root.parent / "-".join(areas), only),
            by="A. Steward",
            today=steward.DAY,
        )
        assert made.contents, made.report.render()

    take("kent", "england-and-wales")
    take("essex")
    publish(root, today=steward.DAY)
    steward.tag(root, SECOND)
    take("northamptonshire")
    steward.pack(root)


@pytest.fixture
def checkout(twice: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(twice, tmp_path / "checkout", symlinks=True))


@pytest.fixture
def bundle(twice: Path, tmp_path: Path) -> Path:
    """What a wheel of the checkout installs, but for the code: the bundle, and the module with its pin."""
    package = tmp_path / "site" / "peel_data"
    package.mkdir(parents=True)
    shutil.copy(twice / "peel_data" / "version.py", package)
    for name in ("data", "schemas", "history"):
        shutil.copytree(twice / name, package / "bundle" / name)
    shutil.copy(twice / "datapackage.json", package / "bundle")
    return package / "bundle"


def errors(report):
    return [finding for finding in report.findings if finding.severity == "error"]


def assert_one_sentence(message: str) -> None:
    """What is wrong; what to do. And nothing more."""
    assert re.fullmatch(r"[^;]+; [^;]+\.", message), message
    assert not re.search(r"\.\s", message), message


def test_as_it_is_nothing_is_wrong(checkout, bundle):
    assert verify(checkout) == verify(bundle) == ()
    assert check(checkout).findings == check(bundle).findings == ()


@pytest.mark.parametrize(("attack", "code"), ATTACKS.values(), ids=ATTACKS)
def test_an_attack_on_a_checkout_is_refused(checkout, attack, code):
    attack(checkout)
    assert_faults(check(checkout).findings, code)
    steward.git(checkout, "add", "--all")
    # Git does not see every attack.
    steward.git(checkout, "commit", "--quiet", "--allow-empty", "--message", "Nothing")
    message = assert_faults(past.findings(checkout), code)
    before = steward.tree(checkout)
    with pytest.raises(ReleaseError) as refused:
        publish(checkout, today=steward.DAY)
    assert str(refused.value).split("\n")[0] == message
    assert steward.tree(checkout) == before


def assert_faults(findings: Sequence[Finding], code: str) -> str:
    """Hold the errors to one code, each to one sentence; return the first sentence."""
    found = [finding for finding in findings if finding.severity == "error"]
    assert [finding.code for finding in found] == [code] * len(found) != []
    for finding in found:
        assert_one_sentence(finding.message)
    return found[0].message


@pytest.mark.parametrize(("attack", "code"), WITH_HISTORY.values(), ids=WITH_HISTORY)
def test_an_attack_on_a_wheel_is_refused(bundle, attack, code):
    attack(bundle)
    found = past.findings(bundle)
    assert_faults(found, code)
    assert all(finding.message.endswith("install the package again.") for finding in found)


def test_the_command_of_an_installed_package_exits_with_1(bundle, twice):
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(twice / "peel_data", bundle.parent, ignore=ignored, dirs_exist_ok=True)
    run = [sys.executable, "-m", "peel_data", "check"]
    settings = {
        "cwd": bundle.parents[2],
        "env": {**os.environ, "PYTHONPATH": str(bundle.parents[1])},
        "capture_output": True,
        "text": True,
    }
    before = subprocess.run(run, check=False, **settings)
    assert (before.returncode, f"2 releases, ending with {head(bundle)}" in before.stdout) == (
        0,
        True,
    )
    WITH_HISTORY["the last release removed"][0](bundle)
    after = subprocess.run(run, check=False, **settings)
    assert (after.returncode, "install the package again" in " ".join(after.stdout.split())) == (
        1,
        True,
    )


@pytest.mark.parametrize("attack", ["an older object truncated", "an older release removed"])
def test_generate_and_the_build_refuse_it(checkout, attack):
    ATTACKS[attack][0](checkout)
    (wrong,) = [fault.message for fault in verify(checkout) if is_error(fault)]
    done = steward.run(checkout, "generate", "--check")
    assert (done.code, done.err.strip()) == (1, wrong)
    program = "import hatchling.build as b; b.build_wheel('dist')"
    built = subprocess.run(
        [sys.executable, "-c", program], cwd=checkout, capture_output=True, text=True, check=False
    )
    assert built.returncode
    assert wrong in built.stderr + built.stdout


def test_a_clock_set_back_is_refused(checkout, tmp_path):
    yesterday = steward.DAY - dt.timedelta(days=1)
    with pytest.raises(ReleaseError, match=rf"release {SECOND} is of .*; set the clock right"):
        publish(checkout, today=yesterday)
    path = steward.submitted(tmp_path / "returns", lambda tables: tables.pop("crime_rates"))
    with pytest.raises(ReleaseError, match=r"the last acceptance is of .*; set the clock right"):
        log.with_line(
            log.content(checkout), name=path.name, submission="", report=check(checkout), by="",
            day=yesterday, release="", changes={},
        )  # fmt: skip


def test_a_version_that_is_tagged_is_not_released_again(checkout):
    """Even where neither the files nor the commits know of it any more."""
    steward.git(checkout, "reset", "--quiet", "--hard", f"v{FIRST}")
    path = checkout / "CHANGELOG.md"
    path.write_text(
        path.read_text().replace(
            "## [Unreleased]\n", "## [Unreleased]\n\n### Code\n\n- A fix.\n", 1
        )
    )
    steward.commit(checkout, "A fix")
    with pytest.raises(ReleaseError, match=f"There is a tag v{SECOND} already"):
        publish(checkout, version=SECOND, today=steward.DAY)


def test_tags_moved_to_a_rewritten_history_are_noticed(checkout):
    rewrite(checkout, {FIRST: with_value(*RATES)})
    steward.commit(checkout, "Nothing to see here")
    steward.git(checkout, "tag", "--force", "--annotate", f"v{FIRST}", "--message", "moved")
    steward.git(checkout, "tag", "--force", "--annotate", f"v{SECOND}", "--message", "moved")
    assert {finding.code for finding in errors(check(checkout))} == {"H805"}


def test_commits_rewritten_without_the_tag_are_noticed(checkout):
    """The release is committed anew by a history of git that never saw the old one."""
    rewrite(checkout, {FIRST: with_value(*RATES)})
    steward.git(checkout, "checkout", "--quiet", "--orphan", "anew")
    steward.commit(checkout, "Everything")
    found = errors(check(checkout))
    assert {finding.code for finding in found} == {"H805"}
    assert f"Release {FIRST} is not what the tag v{FIRST} published" in found[0].message


def test_a_missing_tag_is_told(checkout):
    steward.git(checkout, "tag", "--delete", f"v{FIRST}")
    (finding,) = check(checkout).findings
    assert (finding.code, finding.severity) == ("H806", "info")
    assert f"there is no tag v{FIRST}" in finding.message
    assert f"no tag v{FIRST}" in check(checkout).render()
    (told,) = publish(checkout, today=steward.DAY, dry_run=True).not_compared
    assert told == finding.message


def test_without_git_it_says_so(checkout):
    shutil.rmtree(checkout / ".git")
    (finding,) = check(checkout).findings
    assert (finding.code, finding.severity) == ("H806", "info")
    assert (
        "were not compared with git, since this folder is not a git repository" in finding.message
    )


def test_a_shallow_clone_says_so(checkout, tmp_path):
    steward.git(
        checkout, "clone", "--quiet", "--depth=1", f"file://{checkout}", str(tmp_path / "clone")
    )
    messages = [finding.message for finding in check(tmp_path / "clone").findings]
    assert any("since this clone is shallow" in message for message in messages)
    assert any(f"there is no tag v{FIRST}" in message for message in messages)


def test_a_release_not_yet_committed_says_so(checkout):
    made = publish(checkout, today=steward.DAY)
    assert made.head == head(checkout)
    steward.git(checkout, "reset", "--quiet", "--soft", "HEAD~1")
    (finding,) = check(checkout).findings
    assert "is not committed yet" in finding.message
    assert releases.past(checkout) == (FIRST, SECOND, made.version)


def test_an_older_checkout_is_not_told_of_later_tags(checkout):
    steward.git(checkout, "checkout", "--quiet", f"v{FIRST}")
    assert check(checkout).findings == ()


def test_a_later_release_adds_only_what_is_new(checkout):
    """Tables that did not change, and the edition that did not, cost nothing."""
    first, second = Store(checkout).chain()
    unchanged = {name for name in first.files if second.files.get(name) == first.files[name]}
    assert {"data/areas.csv", "data/units.csv"} <= unchanged
    store = Store(checkout)
    old, new = (store.recipe(each.files["data/crime_rates.csv"]) for each in (first, second))
    assert new[: len(old)] == old
    assert [link.key for link in new[len(old) :]] == ["peel-effectiveness-2016"]


def test_reading_refuses_what_was_changed(checkout, monkeypatch):
    from peel_data import PackageDataError, paths

    monkeypatch.setattr(paths, "root", lambda: checkout)
    path = next(
        checkout / "history/objects" / link.sha256
        for link in Store(checkout).recipe(Store(checkout).chain()[0].files["data/figures.csv"])
        if link.key == "crime_rates:peel-effectiveness-2015"
    )
    replace(path, b",2.1,", b",2.0,")
    with pytest.raises(PackageDataError, match="was changed"):
        releases.history(steward.OLD)
    version_file(checkout).write_text(
        re.sub(
            'HISTORY_HEAD = ".*"',
            f'HISTORY_HEAD = "{"0" * 64}"',
            version_file(checkout).read_text(),
        )
    )
    with pytest.raises(PackageDataError, match="lacks the release"):
        releases.history(steward.OLD)
