"""“Did you mean”."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peel_data.suggestions import did_you_mean, nearest

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
