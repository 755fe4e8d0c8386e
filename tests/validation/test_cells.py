"""One wrong cell at a time, and everything that is said of it."""

from __future__ import annotations

import pytest

from support.dataset import scene
from support.describe import grouped, told
from support.planting import CHARGED, SEXUAL, judgment
from support.run import judge, weighty
from support.writers import csv_folder

RATES, OUTCOMES = ("crime_rates", SEXUAL), ("crime_outcomes", CHARGED)
SURVEY, CALLS = ("victim_satisfaction", {}), ("calls_for_assistance", {})
CHANGE = ("crime_changes", {"crime_type": "victim_based", "baseline_end": "2011-06-30"})
INCIDENTS = ("anti_social_behaviour_incidents", {})
GROUPS = ("organised_crime_group_numbers", {})

DAYS = (
    *("30.06.2016", "30-06-2016", "2016/06/30", "2016.6.30", "30/6/16", "31/02/2016", "2016/13/01"),
    *(
        "30 06 2016",
        "2016-02-30",
        "0000-01-01",
        "June 2016",
        "2016",
        "30/06/20016",
        "1/٢/2016",
        "2016-06",
    ),
    *("2016-6-30", "2016-06-3", "20160630", "2016-06-30T00:00:00"),
)
MONTHS = (
    "2016-09-12",
    "12/09/2016",
    "09/2016",
    "2016-13",
    "2016-9",
    "9/2016",
    "201609",
    "Sep 2016",
    "2016-02-30",
)
CASES = {
    "a day": [(RATES, {"period_end": text}) for text in DAYS],
    "a value": [
        (RATES, {"value": text})
        for text in ("", "0.0019", "1.94", "-1.9", "19", "190", "1.99", "n/a", "see notes", "1.90")
    ],
    "a share": [
        (SURVEY, {"value": text})
        for text in ("0.841", "0.84", "1", "0.8", "-84.1", "841.0", "8410", "100.0", "101", "1.000")
    ],
    "a count": [
        (INCIDENTS, {"value": text}) for text in ("31626.5", "31626.0", "-31626", "1e4", "31.626")
    ],
    "an outcome": [
        (OUTCOMES, cells)
        for cells in (
            {"rate": "0.134"}, {"rate": "13.44"}, {"rate": "-13.4"}, {"number": "0.5"}, {"number": "-6511"},
            {"number": "13.4", "rate": "6511"}, {"number": "-13.4", "rate": "6511"}, {"number": "", "rate": ""},
            {"rate": ""}, {"rate_decimals": ""}, {"rate": "134.0"}, {"number": "6.511"},
        )
    ],
    "a change": [
        (CHANGE, cells)
        for cells in (
            {"value": "4.5", "decimals": "-1.5"}, {"value": "-3", "decimals": "4.5"}, {"value": "-100.0"},
            {"value": "-100.1"}, {"value": "-0.1"}, {"baseline_start": "2010-07-02"}, {"baseline_end": ""},
            {"baseline_end": "2017-06-30", "baseline_start": "2016-07-01"},
        )
    ],
    "a word": [
        (RATES, cells)
        for cells in (
            {"qualifier": "roughly"}, {"qualifier": "exactly"}, {"status": "not supplied"}, {"status": "zzz"},
            {"unit": ""}, {"unit": "per_1000_household"}, {"area": ""}, {"area": "Northants"}, {"area": "zzz"},
            {"edition": "2016"}, {"edition": "peel-effectiveness-2016 "}, {"notes": "As before."},
            {"notes": "burglary-per-households  x"}, {"coverage": "two\nlines"}, {"data_source": "Home Office"},
            {"denominator": "households"}, {"decimals": "one"}, {"decimals": "1.0"}, {"decimals": "10"},
            {"decimals": "-13"}, {"decimals": ""}, {"status": "suppressed"}, {"status": "withdrawn", "value": ""},
            {"status": "suppressed", "value": "", "decimals": ""},
        )
    ],
    "a period": [
        (RATES, cells)
        for cells in (
            {"period_start": ""}, {"period_start": "2015-07-02"}, {"period_start": "2014-07-01"},
            {"period_start": "2016-07-01"}, {"period_end": ""}, {"period_start": "2015-06-30"},
            {"period_start": "2015-01-01", "period_end": "2015-12-31"},
        )
    ],
    "a moment": [
        (GROUPS, cells)
        for cells in ({"period_start": "2015-07-01"}, {"period_end": ""}, {"value": "-1"}, {"value": "0"})
    ],
}  # fmt: skip


def said(made, folder):
    findings = weighty(judge(csv_folder(made.tables, folder)))
    return [line for finding in findings for line in told(finding)]


@pytest.mark.parametrize("kind", CASES)
def test_what_is_said_of_a_cell(kind, tmp_path, file_regression):
    cases = []
    for number, ((table, where), cells) in enumerate(CASES[kind]):
        made = scene("2016")
        at = made.find(table, **where)
        for column, text in cells.items():
            made.tables[table].put(at, column, text)
        name = f"{table}: {', '.join(f'{c} {t!r}' for c, t in cells.items())}"
        cases.append((name, said(made, tmp_path / str(number))))
    file_regression.check(grouped(cases), basename=kind.replace(" ", "_"), encoding="utf-8")


def test_what_is_said_of_a_month(tmp_path, file_regression):
    cases = []
    for number, text in enumerate(MONTHS):
        made = scene("2016")
        judgment("inspected_from", inspected_from=text)(made)
        cases.append((text, said(made, tmp_path / str(number))))
    file_regression.check(grouped(cases), basename="a_month", encoding="utf-8")
