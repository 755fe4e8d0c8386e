"""DataFrames are judged as files are."""

import datetime as dt

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
