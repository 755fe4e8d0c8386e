"""Choosing rows and figures: lists, areas without figures, and the figures of a row."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

import peel_data as peel

BOTH = ["northamptonshire", "england-and-wales"]


class TestLists:
    @pytest.mark.parametrize("area", [BOTH, tuple(BOTH), set(BOTH), pd.Series(BOTH), iter(BOTH)])
    def test_any_of_several_values_will_do(self, area):
        rows = peel.crime_rates.where(area=area)
        assert list(rows) == [row for row in peel.crime_rates if row.area in BOTH]
        assert len(rows) == 12

    def test_dates_too(self):
        ends = [dt.date(2014, 6, 30), "2015-06-30"]
        rows = peel.crime_rates.where(area="northamptonshire", period_end=ends)
        assert {row.period_end for row in rows} == {dt.date(2014, 6, 30), dt.date(2015, 6, 30)}

    def test_a_misspelt_one_is_found_among_others(self):
        with pytest.raises(peel.NotFound, match="Did you mean northamptonshire"):
            peel.crime_rates.where(area=["england-and-wales", "northamtonshire"])

    def test_an_empty_one_is_refused(self):
        with pytest.raises(peel.InvalidArgument, match="area is an empty list"):
            peel.crime_rates.where(area=[])

    def test_one_of_several_is_ambiguous(self):
        with pytest.raises(peel.Ambiguous, match="area=england-and-wales, northamptonshire"):
            peel.victim_satisfaction.one(area=BOTH)
        assert peel.victim_satisfaction.one(area=["kent", BOTH[0]]).area == BOTH[0]


class TestNoRows:
    def test_say_why_as_one_does(self):
        rows = peel.crime_rates.where(area="kent")
        with pytest.raises(peel.NotFound) as caught:
            peel.crime_rates.one(area="kent")
        assert rows.reason == str(caught.value)
        assert rows.reason in repr(rows)
        assert len(rows.to_pandas()) == 0

    def test_say_what_is_charted(self):
        rows = peel.organised_crime_group_rates.where(area="kent")
        assert rows.reason.startswith("Figure 6 of peel-effectiveness")

    def test_rows_give_no_reason(self):
        assert peel.crime_rates.where(area="northamptonshire").reason == ""
        assert peel.crime_rates.rows[:0].reason == ""

    def test_a_loop_over_all_forces_goes_on(self):
        forces = peel.areas.where(kind="force")
        found = sum(len(peel.crime_rates.where(area=force.id)) for force in forces)
        assert found == sum(row.area != "england-and-wales" for row in peel.crime_rates) > 0


class TestFigures:
    def test_of_an_area_and_a_table(self):
        some = peel.figures(area="northamptonshire", table=["crime_rates", "crime_changes"])
        assert {figure.area for figure in some} == {"northamptonshire"}
        assert {figure.table for figure in some} == {"crime_rates", "crime_changes"}
        assert type(some[:2]) is type(peel.figures())

    def test_of_a_past_release(self):
        past = peel.at("1.0.0").figures(area="northamptonshire", table="crime_rates")
        assert {figure.release for figure in past} == {"1.0.0"}
        assert len(past.to_pandas()) == len(past)

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ({"area": "kint"}, "no area 'kint' with figures. Did you mean kent"),
            ({"table": "crime_rate"}, "Did you mean crime_rates"),
            ({"table": "areas"}, "no table 'areas' with figures"),
        ],
    )
    def test_of_what_there_is_not(self, given, said):
        with pytest.raises(peel.NotFound, match=said):
            peel.figures(**given)

    def test_of_a_force_without_any(self):
        assert len(peel.figures(area="kent")) == 0


class TestFiguresOfRows:
    def test_every_row_has_the_figures_of_its_frame(self):
        for table in peel.tables():
            if not table.measures:
                continue
            frame = table.to_pandas()
            for row, figure_id in zip(table.rows, frame["figure_id"], strict=True):
                assert row.figure.id == row.figure.figure_id == figure_id
                assert row.citations == tuple(c for f in row.figures for c in f.citations)
                assert len(row.figures) == len(table.measures)

    def test_a_row_of_a_past_release_has_its_figure(self):
        row = peel.at("1.0.0").victim_satisfaction.one(area="northamptonshire")
        assert row.figure.release == "1.0.0"
        now = peel.victim_satisfaction.one(area="northamptonshire")
        assert now.figure.release == peel.__version__
        assert "_release" not in row.model_dump()
        assert type(row).model_validate(row.model_dump()) == row

    def test_a_row_without_a_figure_says_so(self):
        row = peel.victim_satisfaction.rows[0].model_copy(update={"status": "not_supplied"})
        with pytest.raises(peel.NotFound, match="its status is not supplied"):
            row.figure  # noqa: B018


class TestAreaId:
    @pytest.mark.parametrize("text", ["kent", " Kent ", "KENT POLICE", "Kent  Police", "e23000032"])
    def test_is_the_id(self, text):
        assert peel.area_id(text) == "kent"

    def test_words_may_stand_apart(self):
        assert peel.area_id("West Yorkshire") == peel.area_id("west_yorkshire") == "west-yorkshire"

    def test_a_short_name_is_asked_about_and_not_taken(self):
        with pytest.raises(peel.NotFound, match=r"Did you mean northamptonshire\?"):
            peel.area_id("Northants")

    def test_of_none(self):
        with pytest.raises(peel.NotFound, match=r"Did you mean kent.*peel-data show areas"):
            peel.area_id("kint")
        with pytest.raises(peel.NotFound):
            peel.area_id("")


def test_quantities_have_their_literal():
    from typing import get_args

    named = {item.quantity for item in peel.implied_quantities()}
    assert named <= set(get_args(peel.QuantityName))
    from peel_data.arithmetic.identities import Assumption, AssumptionName

    assert set(get_args(AssumptionName)) == set(Assumption)


class TestPlaces:
    def test_a_table_gives_rows_by_their_place(self):
        assert peel.crime_rates[0] == peel.crime_rates.rows[0]
        assert peel.crime_rates[-2:] == peel.crime_rates.rows[-2:]
        assert peel.crime_rates[-2:].to_pandas(categories="occurring").shape[0] == 2

    def test_a_column_is_not_a_place(self):
        with pytest.raises(peel.InvalidArgument, match=r"Columns are in `\.to_pandas\(\)`"):
            peel.crime_rates["value"]


def test_completion_offers_what_a_row_has_and_nothing_of_the_library_behind_it():
    offered = [name for name in dir(peel.crime_rates[0]) if not name.startswith("_")]
    assert {"area", "value", "figure", "citations", "model_dump"} <= set(offered)
    assert not {"construct", "parse_obj", "model_fields", "json"} & set(offered)
