"""“Did you mean”."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peel_data.suggestions import COMPARED, area_called, did_you_mean, nearest, nearest_id

AREAS = ["northamptonshire", "northumbria", "north-yorkshire", "kent", "gwent"]


@pytest.mark.parametrize(
    ("word", "first"),
    [
        ("Northhamptonshire", "northamptonshire"),
        ("NORTH YORKSHIRE", "north-yorkshire"),
        ("north_yorkshire", "north-yorkshire"),
        ("northants", "northamptonshire"),
        ("umbria", "northumbria"),
        ("ken", "kent"),
    ],
)
def test_the_nearest_comes_first(word, first):
    assert nearest(word, AREAS)[0] == first


@pytest.mark.parametrize("word", ["Northants", "n'hants", "Northampton", "NORTHANTS POLICE"])
def test_a_short_name_or_a_town_means_its_area_alone(word):
    assert area_called(word, AREAS) == "northamptonshire"
    assert did_you_mean(word, AREAS) == " Did you mean northamptonshire?"


def test_a_short_name_of_an_area_that_is_not_there_means_nothing():
    assert area_called("Scousers", AREAS) is None
    assert area_called("liverpool", AREAS) is None


def test_only_the_case_differs():
    assert nearest("Kent", ["gwent", "kent"]) == ["kent"]


def test_only_the_width_differs():
    assert nearest("ｎorthamptonshire", [*AREAS, "hampshire"]) == ["northamptonshire"]


def test_what_is_much_less_alike_is_not_meant():
    assert nearest("northamptonshir", [*AREAS, "hampshire"]) == ["northamptonshire"]
    assert nearest("gent", AREAS) == ["gwent", "kent"]


def test_nothing_is_near():
    assert nearest("zzz", AREAS) == []
    assert did_you_mean("zzz", AREAS) == ""
    assert nearest("", AREAS) == []


def test_as_a_sentence():
    assert did_you_mean("kemt", AREAS) == " Did you mean kent?"


@given(st.sampled_from(AREAS), st.integers(1, 4))
def test_a_name_is_nearest_to_itself(name, most):
    found = nearest(name, AREAS, most=most)
    assert found[0] == name
    assert len(found) <= most


FORCES = ("kent", "essex", "northamptonshire", "northumbria", "city-of-london")
IDS = [
    f"{table}:edition-{year}:{area}:{year}-06-30{end}"
    for table, end in (
        ("crime_rates", ""),
        ("crime_outcomes", ":rate"),
        ("crime_outcomes", ":number"),
    )
    for year in range(1900, 2000)
    for area in FORCES
]


@pytest.mark.parametrize(
    "asked",
    [
        "crime_rates:edition-1950:northhamptonshire:1950-06-30",
        "crime_rate:edition-1950:northamptonshire:1950-06-30",
        "crime_rates:edition-1950:northamptonshire:1950-06-31",
        "Crime rates:edition 1950:northamptonshire:1950-06-30",
        "crime_rates:edition-19500:northamptonshire:1950-06-30",
        "crime_rates:edition-1950:northamptonshire",
    ],
)
def test_of_very_many_ids_the_one_that_was_meant_is_found(asked):
    assert len(IDS) > COMPARED
    assert nearest_id(asked, IDS)[0] == "crime_rates:edition-1950:northamptonshire:1950-06-30"


def test_of_very_many_ids_few_are_compared_whole():
    with patch("peel_data.suggestions.nearest", wraps=nearest) as compared:
        nearest_id("nothing:like it", IDS)
        nearest_id("a:b", [f"{number}:{number}" for number in range(3 * COMPARED)])
    assert max(len(call.args[1]) for call in compared.call_args_list) <= COMPARED
