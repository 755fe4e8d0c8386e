"""What a template asks for follows from the data."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace

import pytest

from peel_data.errors import NotFound, PackageDataError
from peel_data.figures.form_lines import bounds_of
from peel_data.schema.registry import MODELS
from peel_data.schema.row_rules import ImpossibleValue
from peel_data.tables import records
from peel_data.template import plan as planning
from peel_data.template.plan import MEANINGS, OPTIONAL, SUPPLIERS, Role, make_plan, meanings

EDITIONS = ("peel-effectiveness-2015", "peel-effectiveness-2016")
AREAS = {"force": "northamptonshire", "national": "england-and-wales"}
MODEL = {model.spec.name: model for model in MODELS}


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("kind", AREAS)
def test_every_required_series_has_one_row_and_nothing_else_has(edition, kind):
    made = make_plan(edition, AREAS[kind])
    asked = [
        ask.series["series"]
        for sheet in made.sheets
        for line in sheet.lines
        for ask in {id(ask.series): ask for ask in line.asks if ask}.values()
    ]
    required = [
        r["series"]
        for r in records.read("required_series")
        if (r["edition"], r["area_kind"]) == (edition, kind)
    ]
    assert sorted(asked) == sorted(required)


@pytest.mark.parametrize("area", AREAS.values())
def test_a_prepared_row_needs_only_its_figures(area):
    for sheet in make_plan(EDITIONS[1], area).required:
        for line in sheet.lines:
            cells = dict(zip((c.name for c in sheet.columns), line.cells, strict=True))
            assert (cells["edition"], cells["area"]) == (EDITIONS[1], area)
            for column, ask in zip(sheet.columns, line.asks, strict=True):
                assert bool(ask) == (column.role is Role.FILL)
                if ask:
                    assert cells[column.name] == ""
                    cells[column.name] = str(Decimal(7).scaleb(-ask.decimals))
            MODEL[sheet.table].from_text(cells)


def test_a_prepared_row_may_say_that_there_is_no_figure(plan):
    for sheet in plan.required:
        for line in sheet.lines:
            cells = dict(zip((c.name for c in sheet.columns), line.cells, strict=True))
            MODEL[sheet.table].from_text(cells | {"status": "not_supplied"})


def test_only_changes_may_be_negative_and_shares_of_a_whole_end_at_100(plan):
    limits = {
        sheet.table: {(ask.minimum, ask.maximum) for x in sheet.lines for ask in x.asks if ask}
        for sheet in plan.required
    }
    assert limits["crime_changes"] == limits["anti_social_behaviour_changes"] == {(-100, None)}
    assert limits["victim_satisfaction"] == {(0, 100)}
    assert limits["crime_outcomes"] == {(0, None)}, "outcome rates are ratios and may pass 100"


@pytest.mark.parametrize("unit", [record["id"] for record in records.read("units")])
def test_the_least_and_greatest_are_the_last_that_the_rule_for_rows_lets_pass(unit):
    for measure in {each for model in MODELS for each in model.spec.measures.values()}:
        least, most = bounds_of(unit, measure)
        assert not ImpossibleValue.impossible(least, unit, measure)
        assert ImpossibleValue.impossible(least - 1, unit, measure)
        assert not ImpossibleValue.impossible(most or 10**6, unit, measure)
        assert most is None or ImpossibleValue.impossible(most + 1, unit, measure)


def test_number_and_rate_of_an_outcome_have_a_precision_each(plan):
    sheet = next(sheet for sheet in plan.sheets if sheet.table == "crime_outcomes")
    number, rate = (ask for ask in sheet.lines[0].asks if ask)
    assert (number.decimals, number.whole) == (0, True)
    assert (rate.decimals, rate.whole) == (1, False)
    cells = dict(zip((c.name for c in sheet.columns), sheet.lines[0].cells, strict=True))
    assert (cells["number_decimals"], cells["rate_decimals"]) == ("0", "1")


def test_optional_tables_come_empty(plan):
    assert [sheet.table for sheet in plan.sheets if sheet.optional] == list(OPTIONAL)


def test_area_and_edition_leave_no_choice(plan):
    choices = {c.name: c.choices for sheet in plan.sheets for c in sheet.columns}
    assert choices["area"] == ("northamptonshire",)
    assert choices["edition"] == ("peel-effectiveness-2016",)


def test_every_choice_has_a_meaning(plan):
    for sheet in plan.sheets:
        for column in sheet.columns:
            explained = dict(meanings(column))
            assert set(column.choices) <= set(explained)
            assert all(explained.values())


def test_the_vocabularies_without_a_table_are_explained():
    every = make_plan("peel-effectiveness-2016", "northamptonshire", report=True)
    open_ones = [c for sheet in every.sheets for c in sheet.columns if not c.refers_to]
    closed = {value for c in open_ones for value in c.choices if c.name not in {"edition", "area"}}
    assert set(MEANINGS) == closed


def test_every_supplier_has_a_name():
    assert {r["supplier"] for r in records.read("required_series")} <= set(SUPPLIERS)


def test_a_new_edition_needs_no_code(release, monkeypatch):
    (series, *_) = (r for r in records.read("required_series") if r["table"] == "crime_rates")
    (edition, *_) = records.read("editions")
    made_up = release(
        editions=[edition | {"id": "peel-legitimacy-2031", "title": "PEEL 2031"}],
        required_series=[series | {"edition": "peel-legitimacy-2031", "decimals": "2"}],
    )
    monkeypatch.setattr(planning, "records", SimpleNamespace(read=made_up))
    made = make_plan("peel-legitimacy-2031", "kent")
    assert (made.asked, [s.table for s in made.required]) == (1, ["crime_rates"])


@pytest.mark.parametrize(
    ("edition", "area", "message"),
    [
        ("peel-efectiveness-2016", "kent", r"Did you mean peel-effectiveness-2016 .*show editions"),
        ("peel-effectiveness-2016", "nothamptonshire", r"Did you mean northampt.*show areas"),
        (
            "peel-effectiveness-2016",
            "warwickshire-and-west-mercia",
            r"is combined\. Make one for each of its forces: warwickshire, west-mercia\.",
        ),
    ],
)
def test_what_is_unknown_is_said_with_what_is_near(edition, area, message):
    with pytest.raises(NotFound, match=message):
        make_plan(edition, area)


def test_an_edition_that_asks_for_nothing_says_how_to_declare_it(release, monkeypatch):
    monkeypatch.setattr(planning, "records", SimpleNamespace(read=release(required_series=[])))
    with pytest.raises(NotFound, match=r"no required series.*data/required_series\.csv"):
        make_plan("peel-effectiveness-2016", "kent")


def test_a_series_of_no_table_is_an_error_of_the_package(release, monkeypatch):
    (series, *_) = records.read("required_series")
    made_up = release(required_series=[series | {"table": "crime_rate"}])
    monkeypatch.setattr(planning, "records", SimpleNamespace(read=made_up))
    with pytest.raises(PackageDataError, match=r"do not exist: crime_rate\."):
        make_plan(series["edition"], "kent")
