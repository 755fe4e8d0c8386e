"""Slips in keys, in what a submission must contain, and in waivers."""

from __future__ import annotations

from support.dataset import NOWHERE, PlaceGroup, Scene, Slip
from support.planting import (
    ONLY_2016,
    ONLY_2017,
    SEXUAL,
    cell,
    column,
    judgment,
    unsupplied,
    without,
    year,
)


def twice(table: str, change: tuple[str, str] | None = None, **where: str):
    def plant(scene: Scene) -> PlaceGroup:
        sheet = scene.tables[table]
        at = scene.find(table, **where)
        sheet.rows.insert(at + 1, list(sheet.rows[at]))
        if change:
            sheet.put(at + 1, *change)
        return PlaceGroup(table, at, "period_end")

    return plant


def chosen_twice(scene: Scene) -> PlaceGroup:
    kinds = ("sexual_offences", "victim_based")
    first = min([scene.find("crime_rates", crime_type=kind) for kind in kinds])
    scene.put("crime_rates", "crime_type", "victim_based", **SEXUAL)
    return PlaceGroup("crime_rates", first, "period_end")


def publications(*isbns: str):
    """New publications with these ISBNs."""

    def plant(scene: Scene) -> PlaceGroup:
        spots = [
            scene.add(
                "publications",
                {
                    "id": f"report-{len(isbns)}-{number}-{isbn}",
                    "edition": scene.edition,
                    "area": scene.area,
                    "title": "A report",
                    "publisher": "HMIC",
                    "published": "2017-02",
                    "isbn": isbn,
                    "licence": "OGL-UK-3.0",
                },
            )
            for number, isbn in enumerate(isbns)
        ]
        return spots[0]._replace(column="isbn")

    return plant


KEYS = (
    Slip("a row pasted twice", "K401", twice("crime_rates", **SEXUAL)),
    Slip("a row twice with two values", "K401", twice("calls_for_assistance", ("value", "749"))),
    Slip("a crime type chosen twice", "K401", chosen_twice),
    Slip(
        "an edition that is not declared",
        "K402",
        cell("calls_for_assistance", "edition", "peel-effectiveness-2061"),
    ),
    Slip(
        "an edition that is not declared down a column",
        "K402",
        column("crime_rates", "edition", lambda _: "peel-effectiveness-2061"),
    ),
    Slip(
        "a note that does not exist",
        "K402",
        cell("crime_rates", "notes", "burglary-per-household", **SEXUAL),
    ),
    Slip(
        "a publication that does not exist",
        "K402",
        judgment("publication", publication="peel-2016-kent"),
    ),
    Slip("the ISBN of another report", "K405", publications("978-1-78655-000-2")),
    Slip("an ISBN without its hyphens", "K405", publications("9781786550002")),
    Slip(
        "one ISBN for two new reports",
        "K405",
        publications("978-1-78655-111-5", "978-1-78655-111-5"),
    ),
)


def another_year(table: str, by: int, **where: str):
    """A row of the wrong year from end to end."""

    def plant(scene: Scene) -> PlaceGroup:
        scene.put(table, "period_start", year(by), **where)
        return scene.put(table, "period_end", year(by), **where)

    return plant


def another_baseline(scene: Scene) -> PlaceGroup:
    scene.put("crime_changes", "baseline_start", "2011-07-01", crime_type="victim_based")
    return scene.put("crime_changes", "baseline_end", "2012-06-30", crime_type="victim_based")


def whole_table(name: str):
    def plant(scene: Scene) -> PlaceGroup:
        sheet = scene.tables[name]
        sheet.rows = [row for row in sheet.rows if row[1] != scene.area]
        return NOWHERE

    return plant


def more(table: str, years: int, value: str | None = None, **where: str):
    """A row of a year that nobody asked for, beside the one that is asked for."""

    def plant(scene: Scene) -> PlaceGroup:
        sheet = scene.tables[table]
        row = list(sheet.rows[scene.find(table, **where)])
        sheet.rows.append(row)
        at = len(sheet.rows) - 1
        for name in ("period_start", "period_end"):
            sheet.put(at, name, year(years)(sheet.cell(at, name)))
        if value:
            sheet.put(at, "value", value)
        return PlaceGroup(table, at, "period_end")

    return plant


def as_it_is(scene: Scene) -> PlaceGroup:
    first = next(iter(scene.tables))
    return PlaceGroup(first, 0, "edition")


def only(*tables: str):
    def plant(scene: Scene) -> PlaceGroup:
        for name in set(scene.tables) - set(tables):
            del scene.tables[name]
        return as_it_is(scene)

    return plant


COVERAGE = (
    Slip("a crime type left out", "V701", without("crime_rates", **SEXUAL), ONLY_2016),
    Slip(
        "an outcome left out",
        "V701",
        without("crime_outcomes", outcome_type="caution_youths"),
        ONLY_2016,
    ),
    Slip("a whole table left out", "V701", whole_table("victim_satisfaction"), ONLY_2016),
    Slip(
        "a change left out", "V701", without("crime_changes", crime_type="victim_based"), ONLY_2016
    ),
    Slip("a year mistyped", "V701", another_year("crime_rates", 1, **SEXUAL), ONLY_2016),
    Slip("a baseline of the wrong year", "V701", another_baseline, ONLY_2016),
    Slip("an edition ahead of its profile", "V702", as_it_is, ONLY_2017),
    Slip(
        "one table of an edition without profile",
        "V702",
        only("crime_rates"),
        ONLY_2017,
        ignore=("C602",),
    ),
    Slip(
        "two tables of an edition without profile",
        "V702",
        only("crime_outcomes", "victim_satisfaction"),
        ONLY_2017,
        ignore=("C602",),
    ),
    Slip(
        "calls not supplied", "V703", unsupplied("calls_for_assistance", "not_supplied"), ONLY_2016
    ),
    Slip(
        "satisfaction not comparable",
        "V703",
        unsupplied("victim_satisfaction", "not_comparable"),
        ONLY_2016,
    ),
    Slip(
        "a small number suppressed",
        "V703",
        unsupplied("crime_rates", "suppressed", **SEXUAL),
        ONLY_2016,
    ),
    Slip("a survey of two years before", "V704", more("victim_satisfaction", -2), ONLY_2016),
    Slip("calls of three years before", "V704", more("calls_for_assistance", -3), ONLY_2016),
    Slip(
        "groups of the year before",
        "V704",
        more("organised_crime_group_rates", -1, "43.4"),
        ONLY_2016,
    ),
)


SATISFACTION = "victim_satisfaction:peel-effectiveness-2016:northamptonshire:2016-03-31"


def waiver(column: str = "code", **cells: str):
    good = {
        "code": "C603",
        "place": SATISFACTION,
        "fingerprint": "0123456789ab",
        "reason": "The survey was changed.",
        "author": "A. Officer",
        "expires": "2999-12-31",
    }
    return lambda scene: scene.add("waivers", good | cells)._replace(column=column)


WAIVERS = (
    Slip("a waiver of what is not found", "W901", waiver()),
    Slip(
        "a waiver of another place",
        "W901",
        waiver(place="peel-effectiveness-2016:kent", code="V701"),
    ),
    Slip("a waiver of a rule that is none", "W901", waiver(code="A999")),
    Slip("a waiver of last year", "W902", waiver("expires", expires="2016-01-31")),
    Slip("a waiver of the last century", "W902", waiver("expires", expires="1916-12-31")),
    Slip(
        "an expired waiver of coverage",
        "W902",
        waiver("expires", code="V701", expires="2020-02-29"),
    ),
    Slip("a waiver without a reason", "W903", waiver("reason", reason="")),
    Slip("a waiver without an author", "W903", waiver("author", author="")),
    Slip("a waiver without an end", "W903", waiver("expires", expires="")),
    Slip("a waiver of structure", "W904", waiver(code="S205")),
    Slip("a waiver of a key", "W904", waiver(code="K401")),
    Slip("a waiver of a file", "W904", waiver(code="F104")),
    Slip("a waiver of an undeclared revision", "W904", waiver(code="C601")),
)
