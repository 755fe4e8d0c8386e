"""What is said when one row is asked for and there are none, or several."""

from __future__ import annotations

import pytest

import peel_data as peel

FORCE = "northamptonshire"


def test_several_rows_say_what_tells_them_apart():
    with pytest.raises(peel.Ambiguous) as caught:
        peel.crime_rates.one(area=FORCE, period_end="2015-06-30")
    message = str(caught.value)
    assert "5 rows of crime_rates match" in message
    assert "crime_type=all_excluding_fraud, assault_with_injury" in message
    assert "period_end=" not in message.split("Narrow it down with")[1]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"area": "northhamptonshire"}, "no area 'northhamptonshire'. Did you mean northampton"),
        ({"crime_type": "sexual offences"}, "Did you mean sexual_offences"),
        ({"edition": "peel-effectivness-2015"}, "Did you mean peel-effectiveness-2015"),
        ({"unit": "per_1000_people"}, "It can be per_1000_households, per_1000_population"),
    ],
)
def test_what_is_misspelt_is_named_with_what_is_nearest(given, expected):
    for ask in (peel.crime_rates.one, peel.crime_rates.where):
        with pytest.raises(peel.NotFound) as caught:
            ask(**given)
        assert expected in str(caught.value)


def test_what_no_report_prints_or_charts_says_what_there_is():
    with pytest.raises(peel.NotFound) as caught:
        peel.crime_rates.one(area=FORCE, crime_type="victim_based", period_end="2010-06-30")
    assert not isinstance(caught.value, peel.NotPrinted)
    assert "no report in this release prints it" in str(caught.value)
    assert "crime_type=victim_based, period_end=2015-06-30" in str(caught.value)


def test_a_date_that_is_none():
    with pytest.raises(peel.InvalidArgument, match=r"30/06/2015. is not a date\. Write it as YYYY"):
        peel.crime_rates.where(period_end="30/06/2015")


CHARTED = {
    "figure 1": (
        lambda: peel.crime_rates.one(
            area=FORCE, crime_type="all_excluding_fraud", period_end="2012-06-30"
        ),
        "Figure 1 of peel-effectiveness-2015-northamptonshire charts the value",
        "period_end=2014-06-30",
    ),
    "figure 3": (
        lambda: peel.anti_social_behaviour_changes.one(area="kent", period_end="2015-06-30"),
        "Figure 3 of peel-effectiveness-2015-northamptonshire charts the value",
        "area=england-and-wales, period_end=2015-06-30",
    ),
    "figure 5": (
        lambda: peel.victim_satisfaction.one(area=FORCE, period_end="2013-03-31"),
        "Figure 5 of peel-effectiveness-2015-northamptonshire charts the value",
        "area=northamptonshire, period_end=2015-03-31",
    ),
    "figure 6": (
        lambda: peel.organised_crime_group_rates.one(area="kent"),
        "Figure 6 of peel-effectiveness-2015-northamptonshire charts the value",
        "area=northamptonshire, period_end=2015-06-30",
    ),
    "figure 6, an area it leaves out": (
        lambda: peel.organised_crime_group_rates.one(area="city-of-london"),
        "leaves this area out",
        "area=northamptonshire, period_end=2015-06-30",
    ),
    "figure 6, a force shown with another": (
        lambda: peel.organised_crime_group_rates.one(area="warwickshire"),
        "together with others, as warwickshire-and-west-mercia",
        "area=northamptonshire, period_end=2015-06-30",
    ),
    "figure 6, the two together": (
        lambda: peel.organised_crime_group_rates.one(area="warwickshire-and-west-mercia"),
        "together with others, as warwickshire-and-west-mercia",
        "area=northamptonshire, period_end=2015-06-30",
    ),
    "figure 7": (
        lambda: peel.organised_crime_group_shares.one(
            area=FORCE, organised_crime_type="fraud_and_theft"
        ),
        "Figure 7 of peel-effectiveness-2015-northamptonshire charts the value",
        "organised_crime_type=drug_activity",
    ),
    "figure 6, by figure id": (
        lambda: peel.figure("organised_crime_group_rates:peel-effectiveness-2015:kent:2015-06-30"),
        "Figure 6 of peel-effectiveness-2015-northamptonshire charts the value",
        "area=northamptonshire, period_end=2015-06-30",
    ),
}


@pytest.mark.parametrize(("ask", "why", "instead"), CHARTED.values(), ids=CHARTED)
def test_what_is_charted_and_not_printed_says_so_and_what_there_is(ask, why, instead):
    with pytest.raises(peel.NotPrinted) as caught:
        ask()
    assert isinstance(caught.value, LookupError)
    assert why in str(caught.value)
    assert "printed nowhere" in str(caught.value)
    assert instead in str(caught.value).split("Available: ")[1]


def test_every_chart_is_one_that_can_be_asked_for():
    charts = [row.figure for row in peel.report_figures.rows if not row.values_printed]
    assert charts == [f"figure_{number}" for number in (1, 3, 5, 6, 7)]
