"""The rules of reading: codes, explanations, and that each is tried somewhere."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
from pathlib import Path

import pytest

from peel_data import readers
from peel_data.readers.sheet_names import did_you_mean, table_of
from peel_data.validation.rules.registry import RULES

OF_READERS = [rule for rule in RULES if rule.__module__.startswith("peel_data.readers.")]
TESTS = "".join(
    path.read_text(encoding="utf-8") for path in Path(__file__).parents[1].rglob("*.py")
)


@pytest.mark.parametrize("rule", OF_READERS, ids=lambda rule: rule.code)
def test_rule(rule):
    assert rule.title
    assert rule.explanation.endswith(".")
    assert rule.bad != rule.good
    assert f'"{rule.code}"' in TESTS


def test_codes_are_those_of_readers():
    assert all("F101" <= rule.code <= "F179" for rule in OF_READERS)


@pytest.mark.parametrize(
    "module", [m.name for m in pkgutil.walk_packages(readers.__path__, "peel_data.readers.")]
)
def test_examples(module):
    loaded = importlib.import_module(module)
    assert doctest.testmod(loaded).failed == 0


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("crime_rates", "crime_rates"),
        ("crime_rates.2016.kent", "crime_rates"),
        ("Crime_rates", "crime_rates"),
        ("CRIME_RATES", "crime_rates"),
        ("kent 2.0-crime_rates", "crime_rates"),
        ("kent-crime_rates.old", "crime_rates"),
        ("crime_rates-old", None),
        ("X" * 31, "x" * 40),
        ("crime_rates ", None),
        ("", None),
        ("x" * 31, "x" * 40),
        ("y" * 31, None),
    ],
)
def test_table_of(name, table):
    known = ("crime_rates", "x" * 40, "y" * 40, "y" * 41)
    assert table_of(name, known) == table


def test_did_you_mean():
    assert did_you_mean("Crime-Rate", ("crime_rates", "notes")) == ("Did you mean crime_rates?",)
    assert did_you_mean("zzz", ("crime_rates",)) == ()
