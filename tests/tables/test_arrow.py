"""Tables, rows and figures given to what takes Arrow; and what a frame says of itself."""

from __future__ import annotations

import sys

import pytest

import peel_data as peel

pa = pytest.importorskip("pyarrow", reason="the extra `arrow` is not installed")

SOME = peel.crime_rates.where(area="northamptonshire")


@pytest.mark.parametrize("table", peel.tables(), ids=lambda table: table.name)
def test_arrow_has_what_pandas_has(table):
    read, frame = pa.table(table), table.to_pandas(categories="occurring")
    assert read.column_names == list(frame.columns)
    assert read.num_rows == len(frame)
    for name in read.column_names:
        theirs = [None if value is None else str(value) for value in read[name].to_pylist()]
        ours = [
            None if peel_na else str(value)
            for value, peel_na in zip(frame[name], frame[name].isna(), strict=True)
        ]
        if str(frame[name].dtype).startswith("datetime"):
            ours = [None if value is None else value[:10] for value in ours]
        assert theirs == ours, name


def test_rows_and_figures_stream_too():
    assert SOME.to_arrow()["area"].to_pylist() == ["northamptonshire"] * 6
    found = peel.figures()[:5]
    assert found.to_arrow()["figure_id"].to_pylist() == [figure.id for figure in found]
    assert peel.at("1.0.0").figures()[:2].to_arrow().num_rows == 2
    assert pa.RecordBatchReader.from_stream(SOME).read_all() == SOME.to_arrow()
    assert pa.RecordBatchReader.from_stream(found).read_all() == found.to_arrow()
    assert peel.areas.to_arrow() == pa.table(peel.areas)


def test_polars_and_duckdb_take_them():
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame(peel.crime_rates)
    assert frame.schema["period_end"] == polars.Date
    assert frame.filter(polars.col("area") == "northamptonshire").height == 6
    duckdb = pytest.importorskip("duckdb")
    rates = peel.crime_rates
    assert duckdb.sql("SELECT count(value) FROM rates").fetchall() == [(len(rates),)]
    few, found = SOME, peel.find("victim satisfaction")
    assert polars.DataFrame(few).height == pa.table(few).num_rows == 6
    assert polars.DataFrame(found)["figure_id"].to_list() == [each.id for each in found]
    assert duckdb.sql("SELECT count(*) FROM few").fetchall() == [(6,)]


def test_arrow_keeps_titles_and_facts():
    schema = pa.table(peel.victim_satisfaction).schema
    said = {key.decode(): value.decode() for key, value in schema.metadata.items()}
    assert said == {
        "table": "victim_satisfaction",
        "title": "Victim satisfaction",
        "unit": "Percent of victims",
        "source": "Home Office data provided by forces",
        "version": peel.__version__,
    }
    assert schema.field("area").metadata[b"title"] == b"Area"
    assert not schema.field("area").nullable


def test_a_requested_schema_is_given():
    rates = pa.table(peel.areas)
    wider = rates.schema.set(0, pa.field("id", pa.large_string()))
    assert (
        pa.RecordBatchReader.from_stream(peel.areas, wider).schema.field("id").type
        == pa.large_string()
    )


def test_a_frame_says_what_it_is():
    assert peel.crime_rates.to_pandas(categories="occurring").attrs == {
        "table": "crime_rates",
        "title": "Police recorded crime rates",
        "unit": "Per 1,000 population; Per 1,000 households",
        "source": "Home Office data",
        "version": peel.__version__,
    }
    assert SOME.to_pandas(categories="occurring").attrs["title"] == "Police recorded crime rates"
    assert peel.figures().to_pandas(categories="occurring").attrs["title"] == "Figures"
    assert (
        peel.at("1.0.0").crime_rates.to_pandas(categories="occurring").attrs["version"] == "1.0.0"
    )


def test_what_is_not_installed_is_said(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(peel.MissingExtra, match=r'pip install "peel-data\[arrow\]"'):
        peel.areas.__arrow_c_stream__()
