"""Generated files: what is stale is named, and writing them makes everything current."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from peel_data.release import generate

PARTS = ("peel_data", "data", "schemas", "docs", "history", "datapackage.json", "CHANGELOG.md")


@pytest.fixture
def checkout(root, tmp_path):
    """A copy of the checkout that may be changed."""
    for part in PARTS:
        if (root / part).is_dir():
            shutil.copytree(
                root / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__")
            )
        else:
            shutil.copyfile(root / part, tmp_path / part)
    return tmp_path


def in_checkout(checkout, *arguments):
    """Run Python with the package of the copy."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=checkout,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": str(checkout)},
    )


def test_what_is_stale_is_named_and_written(checkout, run):
    (checkout / "schemas" / "areas.schema.json").unlink()
    (checkout / "datapackage.json").write_text("{}\n")
    stale = run("generate", "--check", "--root", str(checkout))
    assert stale.code == 1
    assert "schemas/areas.schema.json" in stale.out + stale.err
    assert "datapackage.json" in stale.out + stale.err
    assert "crime_rates" not in stale.out + stale.err
    assert run("generate", "--root", str(checkout)).code == 0
    assert run("generate", "--check", "--root", str(checkout)).code == 0
    assert generate.stale(checkout) == {}


def test_a_new_area_needs_no_code(checkout):
    areas = checkout / "data" / "areas.csv"
    # In its place by the alphabet: the files are sorted by key.
    lines = areas.read_text("utf-8").splitlines(keepends=True)
    lines.append("zz-isle-of-wight,Isle of Wight Police,force,,,England,\n")
    areas.write_text("".join(lines), encoding="utf-8", newline="\n")
    written = in_checkout(checkout, "-m", "peel_data", "generate")
    assert written.returncode == 0, written.stderr
    assert "peel_data/vocabulary.py" in written.stdout
    assert "schemas/crime_rates.schema.json" in written.stdout
    asked = in_checkout(
        checkout,
        "-c",
        "import peel_data as peel; print(peel.areas.one(id='zz-isle-of-wight').name)",
    )
    assert asked.stdout == "Isle of Wight Police\n", asked.stderr
    again = in_checkout(checkout, "-m", "peel_data", "generate", "--check")
    assert again.returncode == 0, again.stdout + again.stderr


@pytest.mark.parametrize(
    ("key", "records", "ordered"),
    [
        (("a",), [{"a": "b"}, {"a": "a"}], ["a", "b"]),
        (("a",), [{"a": "10"}, {"a": "9"}, {"a": "x"}], ["9", "10", "x"]),
    ],
)
def test_whole_numbers_in_keys_sort_by_size(key, records, ordered):
    found = sorted(records, key=lambda record: generate.sort_key(record, key))
    assert [record["a"] for record in found] == ordered
