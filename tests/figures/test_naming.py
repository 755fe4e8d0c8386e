"""What a person calls the figure of a row, even of one that is wrong."""

from __future__ import annotations

import pytest

from peel_data.figures.build import CATEGORIES
from peel_data.figures.naming import Names, period
from peel_data.tables.records import read
from peel_data.validation.tables import definition

NAMES = Names({name: read(name) for name in (*CATEGORIES.values(), "areas", "editions")})
YEAR = {"period_start": "2015-07-01", "period_end": "2016-06-30"}


@pytest.mark.parametrize(
    ("table", "cells", "column", "name"),
    [
        (
            "crime_outcomes",
            {"outcome_type": "charged_summonsed"},
            "rate",
            "Charged/Summonsed, rate",
        ),
        ("crime_outcomes", {"outcome_type": "charged_summonsed"}, "status", "Charged/Summonsed"),
        (
            "crime_rates",
            {"crime_type": "sexual_offences"},
            None,
            "Sexual offences, recorded crime rate",
        ),
        ("victim_satisfaction", {}, "value", "Victim satisfaction"),
    ],
)
def test_a_figure_is_named(
    table: str, cells: dict[str, str], column: str | None, name: str
) -> None:
    spec = definition(table).spec
    assert NAMES.figure(spec, cells | YEAR, column) == f"{name}, 12 months to 30 June 2016"
    assert NAMES.figure(spec, cells | {"period_end": "30/06/2016"}, column) == name


def test_a_row_that_does_not_say_what_it_holds_has_no_name() -> None:
    assert NAMES.figure(definition("crime_rates").spec, {"crime_type": "sexaul"} | YEAR) == ""
    assert NAMES.figure(definition("revisions").spec, YEAR) == ""


def test_every_shipped_row_of_figures_has_a_name() -> None:
    for table in ("operational_figures", "organised_crime_group_shares", "crime_changes"):
        spec = definition(table).spec
        assert all(NAMES.figure(spec, record) for record in read(table))


def test_areas_and_editions_without_a_name_are_called_by_their_ids() -> None:
    assert NAMES.area("kent") == "Kent Police"
    assert NAMES.area("atlantis") == "atlantis"
    assert NAMES.edition("peel-effectiveness-2016") == "PEEL: Police effectiveness 2016"
    assert NAMES.edition("x") == "x"


def test_a_change_has_two_periods() -> None:
    words = period(YEAR | {"baseline_start": "2014-07-01", "baseline_end": "2015-06-30"})
    assert words == "12 months to 30 June 2016 against 12 months to 30 June 2015"
