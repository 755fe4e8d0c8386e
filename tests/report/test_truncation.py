import json

import pytest

from peel_data.findings import Finding, Place, Report, Severity
from peel_data.report import STYLES, render
from peel_data.report.truncation import LISTED, PLACES, excerpt
from support.many_findings import many

MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def flood() -> Report:
    return many(100_000, places=1)


@pytest.mark.parametrize("style", STYLES)
def test_a_hundred_thousand_errors_make_a_report_under_5_mb(style: str, flood: Report) -> None:
    text = render(flood, style)
    assert len(text.encode()) < 5 * MEGABYTE
    assert ("100000" in text) or ("100,000 " in text)


@pytest.fixture(scope="module", params=["&" * 400, "\U000e0041" * 400, "😀" * 400])
def hostile(request: pytest.FixtureRequest) -> Report:
    return many(3000, places=60, text=request.param)


@pytest.mark.parametrize("style", STYLES)
def test_hostile_text_does_not_make_it_larger(style: str, hostile: Report) -> None:
    assert len(render(hostile, style).encode()) < 5 * MEGABYTE


def test_totals_are_exact_however_little_is_shown(flood: Report) -> None:
    document = json.loads(render(flood, "json"))
    assert document["totals"] == {
        "findings": 100_001,
        "errors": 100_000,
        "warnings": 1,
        "infos": 0,
        "places": 100_000,
        "read": 100_000,
        "accepted": 0,
        "rejected": 100_000,
        "ignored": 0,
    }
    rules = {rule["code"]: rule for rule in document["rules"]}
    assert {code: rule["findings"] for code, rule in rules.items()} == {
        "K402": 33_333,
        "R301": 33_333,
        "S204": 33_334,
        "W901": 1,
    }
    assert sum(rule["shown"] for rule in rules.values()) == len(document["findings"])
    assert document["areas"]["more"] == 100_000 - LISTED


def test_the_first_of_every_kind_comes_before_the_second_of_any(flood: Report) -> None:
    shown = excerpt(flood, 6)
    codes = [each.finding.code for each in shown.findings]
    assert codes == ["S204", "K402", "R301", "S204", "K402", "W901"]
    assert shown.not_shown() == [
        "K402: and 33,331 more findings",
        "R301: and 33,332 more findings",
        "S204: and 33,332 more findings",
    ]


def test_places_beyond_the_limit_are_counted() -> None:
    finding = Finding("S204", Severity.ERROR, "x", tuple(Place("a.csv", row=i) for i in range(80)))
    (shown,) = excerpt(Report("a.csv", (finding,), ()), 10).findings
    assert len(shown.finding.places) == PLACES
    assert shown.more_places == 80 - PLACES
    assert "and 30 more places" in render(Report("a.csv", (finding,), ()), "text")


def test_everything_is_shown_when_it_is_little() -> None:
    shown = excerpt(many(50, places=2), 100)
    assert len(shown.findings) == 51
    assert not shown.not_shown()


def test_findings_stand_under_their_file_their_table_or_the_submission() -> None:
    place = Place("a.xlsx", sheet="crime_rates")
    findings = (
        Finding("V701", Severity.ERROR, "x", table="crime_rates"),
        Finding("V701", Severity.ERROR, "x", table="crime_changes"),
        Finding("S204", Severity.ERROR, "x", (place,), table="crime_rates"),
        Finding("W901", Severity.WARNING, "x"),
        Finding("S204", Severity.INFO, "x", (place,), table="crime_rates"),
    )
    groups = excerpt(Report("a.xlsx", findings, ()), 10).groups()
    assert [(source, len(group)) for source, group in groups] == [
        ('a.xlsx, sheet "crime_rates"', 3),
        ("crime_changes", 1),
        ("a.xlsx", 1),
    ]
