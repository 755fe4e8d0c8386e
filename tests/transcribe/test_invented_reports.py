"""Invented reports are what they say: repeatable, consistent, and true about their numbers."""

from __future__ import annotations

from decimal import Decimal
from unicodedata import normalize

import pytest

from tests.support.invented_reports import InventedReport, invent

WORDINGS = ("known", "new")


@pytest.fixture(
    scope="module", params=[(seed, wording) for seed in range(8) for wording in WORDINGS]
)
def report(request: pytest.FixtureRequest) -> InventedReport:
    return invent(*request.param)


def squeeze(text: str) -> str:
    return "".join(normalize("NFKC", text).split())


def test_a_seed_gives_one_report():
    assert invent(3, "known") == invent(3, "known")
    assert invent(3, "known").text != invent(4, "known").text
    assert invent(3, "known").text != invent(3, "new").text


def test_every_printed_figure_is_in_the_text_and_has_one_value(report):
    squeezed = squeeze(report.text)
    for mention in report.mentions:
        assert squeeze(mention.printed) in squeezed, mention
    assert len({truth.figure_id for truth in report.truth}) == len(report.truth)
    assert {mention.figure_id for mention in report.mentions} == {t.figure_id for t in report.truth}
    assert 70 < len(report.truth) < 110


def test_numbers_hold_together(report):
    values = {truth.figure_id: Decimal(truth.value) for truth in report.truth}
    shown = {
        name.split(":", 2)[2]: value for name, value in values.items() if "crime_outcomes" in name
    }
    own = f"{report.area}:{{}}:2015-06-30:number"
    number = {name: shown[own.format(name)] for name in ("out_of_court_formal", "caution_youths")}
    parts = ("caution_youths", "caution_adults", "penalty_notices_for_disorder")
    assert number["out_of_court_formal"] == sum(shown[own.format(part)] for part in parts)
    rates = {part: shown[own.format(part).replace("number", "rate")] for part in parts}
    crimes = [(shown[own.format(part)] * 100) / rates[part] for part in parts]
    assert max(crimes) < min(crimes) * Decimal("1.4")
