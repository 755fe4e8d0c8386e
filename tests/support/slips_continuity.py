"""Figures that do not go with the release."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peel_data.tables import records
from support.dataset import PlaceGroup, Scene, Slip
from support.first_report import is_of_it
from support.planting import (
    ALL,
    CHARGED,
    NATIONAL,
    ONLY_2015,
    ONLY_2016,
    ONLY_2017,
    WITHDRAWN,
    cell,
    plus,
    revision,
    times,
    unsupplied,
    without,
)
from support.synthetic import release_2015

if TYPE_CHECKING:
    from collections.abc import Callable


REPRINT = {"period_end": "2015-06-30"}
SHARE_2015 = "domestic_abuse_shares:{edition}:northamptonshire:2015-03-31"


def rounded(table: str, value: Callable[[str], str], decimals: str, **where: str):
    def plant(scene: Scene) -> PlaceGroup:
        scene.put(table, "value", value, **where)
        return scene.put(table, "decimals", decimals, **where)

    return plant


def copied(*tables: str):
    """The figures of 2015 sent again as those of 2016."""

    def plant(scene: Scene) -> PlaceGroup:
        del scene.tables["crime_numbers"]
        before = release_2015()
        for name in tables:
            sheet, old = scene.tables[name], before[name]
            category = sheet.header[2]
            for i, row in enumerate(sheet.rows):
                kind = {"area": scene.area, category: row[2], "period_end": "2015-06-30"}
                if row[1] == scene.area and sheet.cell(i, "period_end") == "2016-06-30":
                    for column in {"value", "number", "rate"} & set(sheet.header):
                        sheet.put(i, column, old.cell(old.find(**kind), column))
        return PlaceGroup(
            tables[0], scene.find(tables[0]), "value" if tables[0] == "crime_rates" else "number"
        )

    return plant


def denominators(scene: Scene) -> PlaceGroup:
    sheet = scene.tables["crime_outcomes"]
    for i, row in enumerate(sheet.rows):
        if row[1] == scene.area:
            sheet.put(i, "denominator", "")
    return PlaceGroup("crime_outcomes", scene.find("crime_outcomes"), "denominator")


def revised(old: str, new: str, given: str, column: str):
    """A revision that is declared, and something else is wrong with it."""

    def plant(scene: Scene) -> PlaceGroup:
        if given:
            scene.put("domestic_abuse_shares", "value", given, period_end="2015-03-31")
        figure = SHARE_2015.format(edition=scene.edition)
        return revision(figure, old, new, column)(scene)

    return plant


def unrevised(scene: Scene) -> PlaceGroup:
    """A revision of a figure that is given as it is published."""
    value = scene.get("domestic_abuse_shares", "value", period_end="2015-03-31")
    figure = SHARE_2015.format(edition=scene.edition)
    return revision(figure, value, value, "new_value")(scene)


def judged_again(scene: Scene) -> PlaceGroup:
    published = next(filter(is_of_it, records.read("judgments")))
    return scene.add("judgments", published | {"grade": "good"})._replace(column="grade")


def cell_as_it_is(table: str):
    return lambda scene: PlaceGroup(table, scene.find(table), "value")


def vague_again(scene: Scene) -> PlaceGroup:
    return cell("victim_satisfaction", "qualifier", "about")(scene)._replace(column="value")


def returned(old: str, new: str, column: str):
    figure = "victim_satisfaction:peel-effectiveness-2015:northamptonshire:2015-03-31"
    return revision(figure, old, new, column)


def nation_rounded(scene: Scene) -> PlaceGroup:
    plant = rounded("victim_satisfaction", lambda _: "84", "0", **NATIONAL)
    return plant(scene)._replace(column="value")


CONTINUITY = (
    Slip(
        "a reprint that changed",
        "C601",
        cell("crime_rates", "value", plus("0.4"), crime_type=ALL, **REPRINT),
    ),
    Slip(
        "a reprint with its point moved",
        "C601",
        cell("anti_social_behaviour_rates", "value", times("0.1"), **REPRINT),
    ),
    Slip(
        "a reprint with digits swapped",
        "C601",
        cell("domestic_abuse_shares", "value", "15.1", period_end="2015-03-31"),
    ),
    Slip(
        "a reprint one digit out in its last place",
        "C601",
        cell("crime_rates", "value", plus("-0.1"), crime_type=ALL, **REPRINT),
    ),
    Slip(
        "a published outcome that changed",
        "C601",
        cell("crime_outcomes", "number", "6986", **CHARGED),
        ONLY_2015,
    ),
    Slip(
        "a published figure taken back",
        "C601",
        unsupplied("victim_satisfaction", "suppressed"),
        ONLY_2015,
    ),
    Slip(
        "a published figure made vague",
        "C601",
        cell("victim_satisfaction", "qualifier", "about"),
        ONLY_2015,
    ),
    Slip(
        "a coverage that was never published",
        "C601",
        cell("crime_rates", "coverage", "without Daventry", crime_type="sexual_offences"),
        ONLY_2015,
    ),
    Slip(
        "a source left out",
        "C601",
        cell("crime_rates", "data_source", "", crime_type="sexual_offences"),
        ONLY_2015,
    ),
    Slip("a judgment that changed", "C601", judged_again, ONLY_2015),
    Slip(
        "a survey that is gone", "C602", without("victim_satisfaction"), ONLY_2017, ignore=("V702",)
    ),
    Slip(
        "calls that are gone", "C602", without("calls_for_assistance"), ONLY_2017, ignore=("V702",)
    ),
    Slip(
        "shares of groups that are gone",
        "C602",
        without("organised_crime_group_shares"),
        ONLY_2017,
        ignore=("V702",),
    ),
    Slip(
        "ten times the calls", "C603", cell("calls_for_assistance", "value", times("10")), ONLY_2016
    ),
    Slip(
        "a tenth of the satisfied",
        "C603",
        cell("victim_satisfaction", "value", times("0.1")),
        ONLY_2016,
    ),
    Slip(
        "a digit left out of the calls",
        "C603",
        cell("calls_for_assistance", "value", lambda v: v[1:]),
        ONLY_2016,
    ),
    Slip(
        "an abuse share as a fraction of ten",
        "C603",
        cell("domestic_abuse_shares", "value", times("0.1")),
        ONLY_2016,
    ),
    Slip(
        "a denominator left out",
        "C604",
        cell("domestic_abuse_shares", "denominator", ""),
        ONLY_2016,
    ),
    Slip("the denominators of a force left out", "C604", denominators, ONLY_2016),
    Slip(
        "a denominator put in",
        "C601",
        cell("crime_changes", "denominator", "population", crime_type=ALL),
        ONLY_2015,
    ),
    Slip(
        "another denominator for abuse",
        "C604",
        cell("domestic_abuse_shares", "denominator", "victims"),
        ONLY_2016,
    ),
    Slip(
        "satisfaction without its decimal",
        "C605",
        rounded("victim_satisfaction", lambda v: v[:-2], "0"),
        ONLY_2016,
    ),
    Slip(
        "calls to a decimal",
        "C605",
        rounded("calls_for_assistance", lambda v: v + ".4", "1"),
        ONLY_2016,
    ),
    Slip(
        "abuse to two decimals",
        "C605",
        rounded("domestic_abuse_shares", lambda v: v + "5", "2"),
        ONLY_2016,
    ),
    Slip(
        "a change without its decimal",
        "C605",
        rounded("crime_changes", lambda _: "3", "0", crime_type=ALL, baseline_end="2015-06-30"),
        ONLY_2016,
    ),
    Slip("the outcomes of last year", "C606", copied("crime_outcomes"), ONLY_2016),
    Slip("the rates of last year", "C606", copied("crime_rates"), ONLY_2016),
    Slip(
        "last year copied in two tables",
        "C606",
        copied("crime_outcomes", "crime_rates"),
        ONLY_2016,
    ),
    Slip(
        "another rate for the nation",
        "C607",
        cell("crime_rates", "value", plus("0.1"), crime_type=ALL, **NATIONAL),
        ONLY_2015,
    ),
    Slip(
        "another share for the nation",
        "C607",
        cell("domestic_abuse_shares", "value", "10.1", **NATIONAL),
        ONLY_2015,
    ),
    Slip("the nation at another precision", "C607", nation_rounded, ONLY_2015),
    Slip(
        "a revision of a figure nobody published",
        "C608",
        revision("crime_rates:peel-effectiveness-2015:northants:sexual_offences:2015-06-30"),
    ),
    Slip("a revision of another old value", "C608", revised("11.4", "11.9", "11.9", "old_value")),
    Slip("a revision to another new value", "C608", revised("11.5", "11.8", "11.9", "new_value")),
    Slip("a revision without a new value", "C608", revised("11.5", "", "11.9", "new_value")),
    Slip("a revision of nothing", "C608", unrevised, ONLY_2015),
    Slip("a withdrawn survey sent again", "C609", cell_as_it_is("victim_satisfaction"), WITHDRAWN),
    Slip(
        "a withdrawn survey with another value",
        "C609",
        cell("victim_satisfaction", "value", "84.0"),
        WITHDRAWN,
    ),
    Slip("a withdrawn survey made vague", "C609", vague_again, WITHDRAWN),
    Slip("a return with an old value", "C608", returned("83.5", "83.5", "old_value"), WITHDRAWN),
    Slip("a return to another value", "C608", returned("", "83.6", "new_value"), WITHDRAWN),
)
