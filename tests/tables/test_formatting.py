"""Figures, periods and values in words."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

import peel_data as peel
from peel_data.tables import formatting

DAY = dt.date


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (None, None, ""),
        (None, DAY(2015, 6, 30), "at 30 June 2015"),
        (DAY(2014, 7, 1), DAY(2015, 6, 30), "12 months to 30 June 2015"),
        (DAY(2015, 3, 1), DAY(2016, 2, 29), "12 months to 29 February 2016"),
        (DAY(2015, 6, 1), DAY(2015, 6, 30), "1 month to 30 June 2015"),
        (DAY(2015, 6, 1), DAY(2015, 6, 7), "1 June 2015 to 7 June 2015"),
    ],
)
def test_periods(start, end, words):
    assert formatting.period(start, end) == words


@pytest.mark.parametrize(
    ("value", "decimals", "unit", "qualifier", "words"),
    [
        ("31626", 0, "count", "exact", "31,626"),
        ("2800000", -5, "count", "over", "over 2.8 million"),
        ("15", 0, "count", "at_least", "at least 15"),
        ("60", 0, "count_per_year", "about", "about 60 a year"),
        ("8.0", 1, "per_1000_households", "exact", "8.0 per 1,000 households"),
        ("13.0", 1, "percent_change", "exact", "+13.0% change"),
        ("-12", 0, "percent_change", "exact", "-12% change"),
        ("83.5", 1, "percent_of_victims", "exact", "83.5% of victims"),
        ("300", 0, "metres", "exact", "300 metres"),
        ("115000", -3, "count", "exact", "115,000"),
    ],
)
def test_values(value, decimals, unit, qualifier, words):
    assert formatting.quantity(Decimal(value), decimals, unit, qualifier) == words


def test_months_and_days():
    assert formatting.month("2016-02") == "February 2016"
    assert formatting.day(DAY(2015, 6, 1)) == "1 June 2015"


def test_every_figure_reads_as_one_line():
    for figure in peel.figures():
        words = str(figure)
        assert "\n" not in words
        assert figure.title in words
        assert "None" not in words
