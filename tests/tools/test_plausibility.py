"""The measuring of limits, on invented counts of two forces."""

from __future__ import annotations

import csv
import sys
from decimal import Decimal

import pytest

import plausibility as tool

GROUPS = ("Sexual offences", "Violence with injury", "Domestic burglary", "Drug offences")


@pytest.fixture
def files(tmp_path):
    crimes, people = tmp_path / "crimes.csv", tmp_path / "people.csv"
    with crimes.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            [
                "12 months ending",
                "PFA",
                "Region",
                "Offence",
                "Rolling year total number of offences",
            ]
        )
        for force in ("Here", "There"):
            for year in (2013, 2014):
                for group in GROUPS:
                    writer.writerow([f"30-06-{year}", force, "A region", group, 4000 + year])
    people.write_text("year,Here,There\n2012,500000,600000\n2013,505000,606000\n", encoding="utf-8")
    return crimes, people


def test_every_rate_of_every_force_is_measured(files):
    made = tool.years(*files)
    assert {(each.force, each.year, each.category) for each in made} == {
        (force, 2014, category) for force in ("Here", "There") for category in tool.SERIES
    }
    assert not any(map(tool.questioned, made))


def test_victim_based_crime_leaves_out_crimes_against_society(files):
    found = tool.counts(files[0])
    assert found["all_excluding_fraud"]["Here", 2014] == 4 * 6014
    assert found["victim_based"]["Here", 2014] == 3 * 6014


def test_slips_are_of_a_tenth_or_more():
    made = list(tool.slips(Decimal("65.7")))
    assert {Decimal("56.7"), Decimal("657.0"), Decimal("6.6"), Decimal("95.7")} <= set(made)
    assert Decimal("65.8") not in made
    assert Decimal("65.7") not in made


def test_tables_are_written_between_the_marks(files, tmp_path, monkeypatch, capsys):
    page = tmp_path / "page.md"
    page.write_text(f"before\n{tool.MARKS[0]}old\n{tool.MARKS[1]}after\n", encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["plausibility", *map(str, files), "--write", str(page)])
    tool.main()
    text = page.read_text(encoding="utf-8")
    assert text.startswith("before\n")
    assert text.endswith("after\n")
    assert "| `sexual_offences` |" in text
    assert "\nold\n" not in text
