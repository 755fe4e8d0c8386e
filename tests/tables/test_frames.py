"""Tables as DataFrames."""

from __future__ import annotations

import warnings
from decimal import Decimal

import pandas as pd
import pytest

import peel_data as peel

DTYPES = {
    "number": "Float64",
    "integer": "Int64",
    "boolean": "boolean",
    "date": "datetime64",
    "string": "string",
    "yearmonth": "string",
}


@pytest.mark.parametrize("table", peel.tables(), ids=lambda table: table.name)
def test_every_column_has_the_dtype_of_its_type(table):
    frame = table.to_pandas()
    assert len(frame) == len(table)
    keys = table.schema().get("foreignKeys", ())
    references = {key["fields"][0] for key in keys if key["reference"]["fields"] == ["id"]}
    for column in table.columns:
        dtype = str(frame[column.name].dtype)
        ids = {"id"} if table.key == ("id",) else set()
        closed = column.allowed or column.name in {"table", "measure"} | references | ids
        assert dtype.startswith("category" if closed else DTYPES[column.type]), column.name
    assert not [name for name in frame if frame[name].dtype == object]


@pytest.mark.parametrize("table", peel.tables(), ids=lambda table: table.name)
def test_every_value_is_the_one_of_the_row(table):
    frame = table.to_pandas()
    for row, (_, cells) in zip(table.rows, frame.iterrows(), strict=True):
        for name, expected in row:
            cell = cells[name]
            if expected is None:
                assert pd.isna(cell)
            elif isinstance(expected, Decimal):
                assert cell == float(expected)
            else:
                assert cell == (pd.Timestamp(expected) if hasattr(expected, "year") else expected)


def test_figures_units_and_codes_survive_concat_and_merge():
    rates = peel.crime_rates.to_pandas()
    incidents = peel.anti_social_behaviour_rates.to_pandas()
    both = pd.concat([rates, incidents], ignore_index=True)
    assert both["figure_id"].notna().all()
    assert both["unit"].tolist() == [*rates["unit"], *incidents["unit"]]
    assert set(both.loc[both["area"] == "northamptonshire", "area_ons_code"]) == {"E23000022"}
    assert str(both["value"].dtype) == "Float64"
    merged = rates.merge(incidents, on=["area", "period_end"], suffixes=("", "_incidents"))
    assert {"figure_id", "figure_id_incidents", "unit_incidents", "area_ons_code"} <= set(merged)
    for figure_id, value in zip(both["figure_id"], both["value"], strict=True):
        assert float(peel.figure(figure_id).value) == value


def test_two_figures_in_a_row_have_an_id_each():
    frame = peel.crime_outcomes.where(
        area="northamptonshire", outcome_type="charged_summonsed"
    ).to_pandas()
    assert frame["figure_id"].str.endswith(":rate").all()
    assert frame["number_figure_id"].str.endswith(":number").all()
    assert str(frame["number"].dtype) == "Int64"


def test_all_categories_keep_their_dtype_in_concat_and_merge():
    rates = peel.crime_rates.to_pandas(categories="all")
    incidents = peel.anti_social_behaviour_rates.to_pandas(categories="all")
    both = pd.concat([rates, incidents], ignore_index=True)
    for name in ("edition", "area", "unit", "denominator", "qualifier", "status"):
        assert both[name].dtype == rates[name].dtype, name
    merged = rates.merge(peel.areas.to_pandas(), left_on="area", right_on="id", how="left")
    assert merged["area"].dtype == rates["area"].dtype
    assert not [name for name in merged if name.endswith(("_x", "_y"))]


def test_by_default_only_categories_that_occur():
    for table in peel.tables():
        frame = table.to_pandas()
        for name in frame.select_dtypes("category"):
            assert set(frame[name].cat.categories) == set(frame[name].dropna()), (table.name, name)
    counts = peel.crime_rates.to_pandas()["area"].value_counts()
    assert (counts > 0).all()


def test_labels_stand_beside_the_ids():
    frame = peel.crime_outcomes.where(area="northamptonshire").to_pandas(labels=True)
    assert set(frame["area_label"]) == {"Northamptonshire Police"}
    assert frame["outcome_type_label"].tolist()[3] == "Charged/Summonsed"
    assert frame["unit_label"].notna().all()
    figures = peel.find("burglary").to_pandas(labels=True)
    assert figures["category_label"][0] == "Burglary in a dwelling"
    labels = [name for name in frame if name.endswith("_label")]
    pd.testing.assert_frame_equal(frame.drop(columns=labels), frame_of_outcomes())
    report = peel.validate({"crime_outcomes": frame}, ignore=["V", "C"])
    assert {finding.code for finding in report.findings} <= {"S209"}  # zeros that numbers lose


def frame_of_outcomes():
    return peel.crime_outcomes.where(area="northamptonshire").to_pandas()


def test_what_is_no_total_can_be_added():
    frame = peel.crime_outcomes.to_pandas()
    force = frame[frame["area"] == "northamptonshire"].set_index("outcome_type")
    assert force.index[force["is_total"]].tolist() == [
        "out_of_court_formal",
        "out_of_court_informal",
    ]
    assert frame.loc[frame["area"] == "england-and-wales", "is_total"].all()
    figures = peel.figures().to_pandas()
    assert figures["is_total"].dtype == "boolean"
    assert "is_total" not in peel.judgments.to_pandas()


def test_the_frame_of_the_release_before_is_to_be_had():
    old = peel.crime_rates.to_pandas(like="1.1")
    assert set(old["area"].cat.categories) == {row.id for row in peel.areas.rows}
    assert "ons_code" in old
    assert not {"is_total", "area_ons_code"} & set(old)
    assert str(peel.areas.to_pandas(like="1.1")["id"].dtype) == "string"


def test_the_changed_default_is_said_to_who_tests_for_one_minor_release():
    from peel_data.version import __version__, precedence

    assert precedence(__version__) < (1, 3), (
        "take out the warning and `like`: see docs/stability.md"
    )
    for made in (peel.crime_rates, peel.crime_rates.where(area="kent"), peel.figures()):
        with pytest.warns(peel.DefaultChanged, match="like='1.1'") as caught:
            made.to_pandas()
        assert caught[0].filename == __file__
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        peel.crime_rates.to_pandas(categories="occurring")
        peel.crime_rates.to_pandas(like="1.1")


@pytest.mark.parametrize("given", [{"categories": "some"}, {"like": "1.0"}])
def test_there_is_no_other_choice(given):
    with pytest.raises(peel.InvalidArgument, match=next(iter(given.values()))):
        peel.crime_rates.to_pandas(**given)


def test_chosen_rows_keep_columns_dtypes_and_categories_of_the_table():
    whole = peel.crime_rates.to_pandas(categories="all")
    for rows in (
        peel.crime_rates.where(area="northamptonshire"),
        peel.crime_rates.where(area="kent"),
    ):
        frame = rows.to_pandas(categories="all")
        assert len(frame) == len(rows)
        pd.testing.assert_series_equal(frame.dtypes, whole.dtypes)
    assert set(whole["area"].cat.categories) == {row.id for row in peel.areas.rows}


def test_figures_become_a_frame_in_their_own_order():
    found = peel.find("victim satisfaction")
    frame = found.to_pandas()
    assert frame["figure_id"].tolist() == [figure.id for figure in found]
    assert len(peel.figures().to_pandas()) == len(peel.figures())
