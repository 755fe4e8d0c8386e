"""What a release refuses, and what it leaves behind."""

from __future__ import annotations

import json
import os
import re

import pytest

from peel_data.errors import InvalidArgument, ReleaseError
from peel_data.figures import releases
from peel_data.release import changelog
from peel_data.release.compat import Level
from peel_data.release.publish import VERSION_FILE, publish, smallest
from peel_data.release.revise import Change, revise
from peel_data.release.staging import open_checkout
from peel_data.tables import release_files
from peel_data.validation.pipeline import check
from peel_data.version import precedence
from support import steward

PATCH = smallest(steward.FIRST, Level.PATCH)


def note(checkout, words="- A fix."):
    """Write a line into the changelog, as whoever changes code does."""
    path = checkout / "CHANGELOG.md"
    text = path.read_text()
    path.write_text(
        text.replace("## [Unreleased]\n", f"## [Unreleased]\n\n### Code\n\n{words}\n", 1)
    )
    steward.commit(checkout, "A fix")


def refused(checkout, words, **options):
    before = steward.tree(checkout)
    with pytest.raises(ReleaseError, match=words):
        publish(checkout, **options)
    assert steward.tree(checkout) == before


def test_the_first_release_is_frozen_as_it_is(checkout):
    assert releases.files(steward.FIRST, checkout) == release_files.read(checkout)
    assert steward.run(checkout, "generate", "--check").code == 0


def test_code_alone_is_a_patch(checkout):
    note(checkout)
    before = steward.tree(checkout)
    rehearsed = publish(checkout, today=steward.DAY, dry_run=True)
    assert steward.tree(checkout) == before
    made = publish(checkout, today=steward.DAY)
    assert made == rehearsed
    assert (made.version, made.level) == (PATCH, Level.PATCH)

    assert json.loads((checkout / "datapackage.json").read_text())["version"] == PATCH
    assert f'__version__ = "{PATCH}"' in (checkout / "peel_data/version.py").read_text()
    citation = (checkout / "CITATION.cff").read_text()
    assert f"\nversion: {PATCH}\ndate-released: {steward.DAY}\n" in citation
    text = (checkout / "CHANGELOG.md").read_text()
    assert f"## [Unreleased]\n\n## [{PATCH}] - {steward.DAY}\n" in text
    assert releases.files(PATCH, checkout) == release_files.read(checkout)
    steward.tag(checkout, PATCH)
    assert steward.run(checkout, "--version").out == f"peel-data {PATCH}\n"
    assert steward.run(checkout, "generate", "--check").code == 0
    assert check(checkout).findings == ()


def test_a_revision_is_minor_and_gets_the_version_that_brings_it(checkout):
    revise(checkout, [Change(steward.OLD, "", "2.2", "Counted again.")])
    refused(
        checkout,
        f"{PATCH} is too small: the changes since {steward.FIRST} are minor",
        version=PATCH,
    )
    later = smallest(steward.SECOND, Level.MINOR)
    made = publish(checkout, version=later, today=steward.DAY)
    assert made.version == later
    revisions = (checkout / "data/revisions.csv").read_text()
    assert f"{steward.OLD},{later},2.1,2.2,Counted again." in revisions


def test_what_is_no_version_is_refused(checkout):
    with pytest.raises(InvalidArgument, match="is not a version"):
        publish(checkout, version="2.0")


def test_what_is_not_committed_is_refused(checkout):
    (checkout / "README.md").write_text("Changed.\n")
    refused(checkout, r"Not everything is committed: .*README\.md")
    (checkout / ".git").rename(checkout.parent / "git")
    refused(checkout, "is not a usable git checkout")


def test_nothing_to_say_is_refused(checkout):
    refused(checkout, r"says nothing under ## \[Unreleased\]")


def test_generated_files_must_be_current(checkout):
    note(checkout)
    (checkout / "docs/tables.md").write_text("By hand.\n")
    steward.commit(checkout, "By hand")
    refused(checkout, r"Not every generated file is current: docs/tables\.md\.")


def test_an_undeclared_change_is_refused(checkout):
    path = checkout / "data/crime_rates.csv"
    path.write_text(path.read_text().replace(",2.1,1,", ",2.0,1,", 1))
    citations = checkout / "data/citations.csv"
    citations.write_text(re.sub(rf"^({steward.OLD},.*,)2\.1,2\.1,1$", r"\g<1>2.0,2.0,1",
                                citations.read_text(), flags=re.MULTILINE))  # fmt: skip
    steward.generate(checkout)
    steward.commit(checkout, "In silence")
    refused(checkout, "without a declaration")


def test_an_unsound_data_set_is_refused(checkout):
    note(checkout)
    path = checkout / "data/crime_outcomes.csv"
    changed = path.read_text().replace(",451,", ",9451,", 1)
    assert changed != path.read_text()
    path.write_text(changed)
    steward.generate(checkout)
    steward.commit(checkout, "A slip")
    refused(checkout, "would not be valid|does not fit|no true value")


TEXT = """# Changelog

## [Unreleased]

### Data

- An old line.

### Code

- A fix.

## [1.0.0] - 2026-01-01

- Everything.
"""


def test_the_data_section_is_replaced_and_the_code_section_kept():
    made = changelog.with_data(TEXT, ["Added: " + "a long line of words " * 8])
    assert "An old line" not in made
    assert "### Code\n\n- A fix.\n\n## [1.0.0] - 2026-01-01" in made
    assert max(map(len, made.splitlines())) <= 118
    assert changelog.with_data(made, []) == TEXT.replace("### Data\n\n- An old line.\n\n", "")


def test_the_data_section_is_the_same_when_written_twice():
    once = changelog.with_data(TEXT, ["Added: a row."])
    assert changelog.with_data(once, ["Added: a row."]) == once


def test_a_changelog_without_its_heading():
    with pytest.raises(ReleaseError, match=r"no section ## \[Unreleased\]"):
        changelog.with_data("# Changelog\n", [])


@pytest.mark.parametrize(
    ("level", "version"), [(Level.PATCH, "1.2.4"), (Level.MINOR, "1.3.0"), (Level.MAJOR, "2.0.0")]
)
def test_the_smallest_version(level, version):
    assert smallest("1.2.3", level) == version
    assert precedence(version) > precedence("1.2.3")


def test_a_version_of_as_many_digits_within_the_second_is_seen(checkout):
    with open_checkout(checkout, dry_run=True) as staged:
        staged.generate()  # which compiles the module
        version = staged.folder / VERSION_FILE
        before = version.stat()
        staged.write({VERSION_FILE: version.read_bytes().replace(steward.FIRST.encode(), b"9.9.9")})
        os.utime(version, ns=(before.st_atime_ns, before.st_mtime_ns))
        staged.generate()
        assert json.loads((staged.folder / "datapackage.json").read_bytes())["version"] == "9.9.9"
