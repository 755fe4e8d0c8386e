"""Tables as DataFrames."""

from __future__ import annotations

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
        closed = column.allowed or column.name in {"table", "measure"} | references
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
    assert set(both.loc[both["area"] == "northamptonshire", "ons_code"]) == {"E23000022"}
    for name in ("edition", "area", "unit", "denominator", "qualifier", "status"):
        assert both[name].dtype == rates[name].dtype, name
    assert str(both["value"].dtype) == "Float64"
    merged = rates.merge(incidents, on=["area", "period_end"], suffixes=("", "_incidents"))
    assert {"figure_id", "figure_id_incidents", "unit_incidents", "ons_code"} <= set(merged)
    for figure_id, value in zip(both["figure_id"], both["value"], strict=True):
        assert float(peel.figure(figure_id).value) == value


def test_two_figures_in_a_row_have_an_id_each():
    frame = peel.crime_outcomes.where(
        area="northamptonshire", outcome_type="charged_summonsed"
    ).to_pandas()
    assert frame["figure_id"].str.endswith(":rate").all()
    assert frame["number_figure_id"].str.endswith(":number").all()
    assert str(frame["number"].dtype) == "Int64"


def test_chosen_rows_keep_columns_dtypes_and_categories_of_the_table():
    whole = peel.crime_rates.to_pandas()
    for rows in (
        peel.crime_rates.where(area="northamptonshire"),
        peel.crime_rates.where(area="kent"),
    ):
        frame = rows.to_pandas()
        assert len(frame) == len(rows)
        pd.testing.assert_series_equal(frame.dtypes, whole.dtypes)
    assert set(whole["area"].cat.categories) == {row.id for row in peel.areas.rows}


def test_figures_become_a_frame_in_their_own_order():
    found = peel.find("victim satisfaction")
    frame = found.to_pandas()
    assert frame["figure_id"].tolist() == [figure.id for figure in found]
    assert len(peel.figures().to_pandas()) == len(peel.figures())
