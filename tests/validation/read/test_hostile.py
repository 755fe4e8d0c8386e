"""No hostile input is accepted, none raises, and each outcome has a code."""

from __future__ import annotations

import re

import pytest
from hostile import corpus
from submissions import check_bytes, errors

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
