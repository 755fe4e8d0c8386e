from dataclasses import replace

import pytest

from peel_data.findings import Bound, Finding, Place, Report, Severity, Skipped
from peel_data.report import phrases, summary
from peel_data.report.phrases import PlaceGroup
from support.example_report import GOOD, REPORT

CSV = "crime_rates.csv"


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (
            Place(CSV, row=12, column="value", letter="D", text="1,234"),
            'crime_rates.csv, row 12, column D `value`: "1,234"',
        ),
        (
            Place("a.xlsx", sheet="crime_rates", row=2, column="area", letter="B", text=""),
            'a.xlsx, sheet "crime_rates", row 2, column B `area`: empty',
        ),
        (Place(CSV, row=7), "crime_rates.csv, line 7"),
        (Place(CSV, letter="D"), "crime_rates.csv, column D"),
        (Place(CSV, column="value"), "crime_rates.csv, column `value`"),
        (Place(CSV), "crime_rates.csv"),
    ],
)
def test_a_place_reads_as_a_person_would_say_it(place: Place, words: str) -> None:
    (spot,) = phrases.spots([place])
    assert phrases.cell(spot) == words


def test_within_its_file_a_place_does_not_repeat_it() -> None:
    assert phrases.where(PlaceGroup(Place(CSV), (3,)), CSV) == "line 3"
    assert phrases.where(PlaceGroup(Place(CSV), ()), CSV) == "the file as a whole"


def test_places_that_differ_only_in_their_row_are_told_together() -> None:
    places = [Place(CSV, row=row, column="area", text=text) for row, text in enumerate("aabaa", 2)]
    words = [phrases.cell(spot, CSV) for spot in phrases.spots(places)]
    assert words == ['rows 2 to 3, 5 to 6, column `area`: "a"', 'row 4, column `area`: "b"']


@pytest.mark.parametrize(
    ("lower", "upper", "words"),
    [
        ("14.85", "14.95", "14.85 to 14.95"),
        ("200", None, "at least 200"),
        (None, "200", "at most 200"),
        (None, None, "any value"),
        ("7", "7", "exactly 7"),
    ],
)
def test_an_interval_in_words(lower: str | None, upper: str | None, words: str) -> None:
    assert phrases.interval(Bound("rate", lower, upper)) == words


def of(*severities: Severity, strict: bool = False, skipped: int = 0) -> Report:
    findings = tuple(Finding("S204", severity, "x") for severity in severities)
    return Report("x", findings, (), (Skipped("A502", "y"),) * skipped, strict=strict)


@pytest.mark.parametrize(
    ("report", "sentence"),
    [
        (of(), "Acceptable: no errors and no warnings."),
        (of(Severity.INFO), "Acceptable: no errors and no warnings."),
        (of(Severity.WARNING), "Acceptable: no errors; 1 warning to look at again."),
        (of(Severity.ERROR, Severity.WARNING), "Not acceptable yet: 1 error to correct."),
        (
            of(Severity.WARNING, strict=True),
            "Not acceptable yet: 1 warning to clear, because warnings count here.",
        ),
        (
            of(Severity.ERROR, Severity.WARNING, Severity.WARNING, strict=True),
            "Not acceptable yet: 1 error and, because warnings count here, 2 warnings to clear.",
        ),
        (
            of(Severity.ERROR, skipped=1),
            (
                "Not acceptable yet: 1 error to correct. "
                "1 rule was only partly checked; fixing the errors above may reveal more."
            ),
        ),
    ],
)
def test_the_verdict_says_what_stands_against_acceptance(report: Report, sentence: str) -> None:
    assert summary.verdict(report) == sentence
    assert sentence.startswith("Acceptable") is report.ok


def test_a_release_is_sound_or_not() -> None:
    good, bad = replace(of(), release=True), replace(of(Severity.ERROR), release=True)
    assert summary.verdict(good) == "Valid: no errors and no warnings."
    assert summary.verdict(bad) == "Not valid: 1 error."


def test_a_rule_is_named_by_its_code_and_title() -> None:
    assert phrases.rule("F152") == "F152: The file is encrypted with a password"
    assert phrases.rule("Z999") == "Z999"


def test_the_examples_are_what_they_claim() -> None:
    assert GOOD.ok
    assert not REPORT.ok
    for count in REPORT.counts:
        assert count.read == count.accepted + count.rejected + count.ignored
