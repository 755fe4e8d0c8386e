"""The letter to whoever sent a submission: only what must be corrected, in sentences."""

from __future__ import annotations

import re
from dataclasses import replace

from peel_data.findings import Finding, Place, Report, Severity
from support.example_report import GOOD, REPORT

BLANK = Finding("V701", Severity.ERROR, "A figure is missing")


def test_a_letter_asks_for_errors_alone_and_names_no_ids() -> None:
    letter = REPORT.render("mail")
    assert re.findall(r"^(\d)\. ", letter, re.MULTILINE) == ["1", "2", "3", "4"]
    assert "S204" not in letter
    assert "5d41402abc4b" not in letter
    assert "burglary" not in letter


def test_a_strict_letter_asks_for_warnings_too() -> None:
    letter = replace(REPORT, strict=True).render("mail")
    assert "6 things to correct" in letter
    assert "burglary" in letter


def test_a_letter_says_when_nothing_is_to_do() -> None:
    assert "Nothing in it needs to be corrected." in GOOD.render("mail")


def test_a_letter_about_one_thing_is_in_the_singular() -> None:
    letter = Report("C:\\figures\\kent.xlsx", (BLANK,), ()).render("mail")
    assert "Subject: C:\\figures\\kent.xlsx: 1 thing to correct" in letter
    assert "Thank you for kent.xlsx." in letter
    assert "one thing has to be corrected" in " ".join(letter.split())
    assert "1. A figure is missing." in letter


def test_a_file_is_named_only_where_several_were_sent() -> None:
    cell = Place("kent.xlsx", "crime_rates", 4, "value", "F", "x", figure="Burglary, rate")
    empty = Place("other.xlsx", "crime_rates", 5, "value", "F", "")
    letter = Report(
        "kent.xlsx",
        (replace(BLANK, places=(cell, *(replace(empty, file=f"{n}.xlsx") for n in range(6)))),),
        (),
    ).render("mail")
    words = " ".join(letter.split())
    assert (
        'Burglary, rate (sheet "crime_rates", row 4, column F “value”): the cell holds "x".'
        in words
    )
    assert "See also 0.xlsx," in words
    assert "and 2 more." in words


def test_a_long_letter_says_how_much_it_leaves_out() -> None:
    many = tuple(replace(BLANK, message=f"Figure {n} is missing") for n in range(62))
    words = " ".join(Report("a.csv", many, ()).render("mail").split())
    assert "2 more things of the same kinds are not listed here." in words
