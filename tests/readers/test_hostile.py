"""No hostile input is accepted, none raises, and each outcome has a code."""

from __future__ import annotations

import re

import pytest

from support.describe import grouped, told_of_reading
from support.hostile import corpus
from support.submissions import check_bytes, errors

CASES = {name: (file, data) for name, file, data in corpus()}


def test_corpus_is_large_and_its_names_are_unique():
    assert len(CASES) == len(list(corpus())) >= 500


@pytest.mark.parametrize("name", CASES)
def test_refused_with_a_code(tmp_path, name):
    file, data = CASES[name]
    reading = check_bytes(tmp_path, data, file)
    found = errors(reading)
    assert found
    assert all(re.fullmatch(r"F1[0-7][0-9]", code) for code in found)
    assert all(finding.message.endswith(".") for finding in reading.findings)
    assert len(reading.findings) < 10


def _kind(name: str) -> str:
    """Cases of one kind stand in one file: what a name begins with, or the kind of file."""
    file, _ = CASES[name]
    kinds = (
        "row",
        "header",
        "file",
        "cell",
        "ods cell",
        "member",
        "path",
        "descriptor",
        "named",
        "in ",
    )
    kind = next((kind for kind in kinds if name.startswith(kind)), file.rpartition(".")[2])
    return kind.strip().replace(" ", "_")


TOLD = [
    name
    for name in CASES
    if not name.startswith("U+")
    or name in {"U+0000 in a cell", "U+202E in a name", "U+FFFD in a cell"}
]


@pytest.mark.parametrize("kind", sorted(set(map(_kind, TOLD))))
def test_what_is_said(kind, tmp_path, file_regression):
    """Everything that is told of each, for a change of any of it to be looked at."""
    cases = []
    for name in TOLD:
        if _kind(name) == kind:
            file, data = CASES[name]
            cases.append((name, list(told_of_reading(check_bytes(tmp_path, data, file)))))
            (tmp_path / file).unlink()
    file_regression.check(grouped(cases), basename=kind, encoding="utf-8")
