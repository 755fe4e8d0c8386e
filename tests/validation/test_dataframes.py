"""DataFrames are judged as files are."""

import datetime as dt
import sys

import pandas as pd
import pytest

import peel_data as peel
from peel_data.errors import InvalidArgument
from support.synthetic import submission
from support.writers import frames


def test_frames_with_numbers_and_dates(judged):
    given = frames(submission(("kent",), nation=False))
    rates = given["crime_rates"]
    rates["value"] = rates["value"].astype(float)
    rates["decimals"] = rates["decimals"].astype("int64")
    rates["period_end"] = pd.to_datetime(rates["period_end"])
    assert peel.validate(given).ok


def test_frames_are_refused_when_they_are_none():
    with pytest.raises(InvalidArgument, match="Did you mean crime_rates"):
        peel.validate({"crime_rate": pd.DataFrame()})
    with pytest.raises(InvalidArgument, match="must be a DataFrame"):
        peel.validate({"crime_rates": [1]})
    twice = pd.DataFrame([["a", "b"]], columns=["area", "area"])
    with pytest.raises(InvalidArgument, match="more than once"):
        peel.validate({"crime_rates": twice})


def test_frames_with_odd_cells_are_findings_not_errors():
    given = frames(submission(("kent",), nation=False))
    given["crime_rates"]["value"] = [[1, 2]] + [float("inf")] * (len(given["crime_rates"]) - 1)
    report = peel.validate(given, select=["S"])
    assert {finding.code for finding in report.findings} == {"S204"}
    stamped = frames(submission(("kent",), nation=False))
    stamped["crime_rates"]["period_end"] = dt.datetime(2016, 6, 30, 12, tzinfo=dt.UTC)
    assert "S203" in {finding.code for finding in peel.validate(stamped).findings}


class TestOtherLibraries:
    def test_a_frame_of_polars(self):
        pl = pytest.importorskip("polars")
        given = {
            name: pl.DataFrame(frame.to_dict("list"))
            for name, frame in frames(submission(("kent",), nation=False)).items()
        }
        assert peel.validate(given).ok
        rows = pl.from_dicts([row.model_dump() for row in peel.crime_rates.rows])
        report = peel.validate({"crime_rates": rows}, ignore=["V"])
        assert (report.ok, report.records_read) == (True, len(rows))
        wrong = rows.with_columns(area=pl.lit("kint"))
        assert "S205" in {
            finding.code for finding in peel.validate({"crime_rates": wrong}).findings
        }

    def test_a_lazy_frame_says_what_to_pass(self):
        pl = pytest.importorskip("polars")
        with pytest.raises(InvalidArgument, match=r"pass its `.collect\(\)`"):
            peel.validate({"crime_rates": pl.DataFrame().lazy()})

    def test_a_table_of_arrow(self):
        class Arrow:
            def __arrow_c_stream__(self, requested_schema=None):
                raise AssertionError("its own method is enough")

            def to_pydict(self):
                return {"area": ["kent"], "period_end": [dt.date(2016, 6, 30)]}

        report = peel.validate({"crime_rates": Arrow()}, select=["S"])
        assert report.records_read == 1

    def test_an_arrow_stream_without_pyarrow_says_what_to_install(self, monkeypatch):
        class Stream:
            def __arrow_c_stream__(self, requested_schema=None):
                raise AssertionError("nobody can read it")

        monkeypatch.setitem(sys.modules, "pyarrow", None)
        with pytest.raises(InvalidArgument, match="pip install pyarrow"):
            peel.validate({"crime_rates": Stream()})


class TestWithoutATable:
    @pytest.mark.parametrize("name", ["crime_rates", "crime_outcomes", "judgments", "areas"])
    def test_a_frame_alone_is_told_its_likeliest_table(self, name):
        with pytest.raises(InvalidArgument, match=f'validate\\({{"{name}": frame}}\\)'):
            peel.validate(peel.table(name).to_pandas(labels=False))

    def test_anything_else_is_told_what_a_submission_is(self):
        with pytest.raises(InvalidArgument, match="A submission is a path, or DataFrames by table"):
            peel.validate(3)
