"""Figures that fit together and are far from what such figures are: questions, each of them."""

from __future__ import annotations

from support.dataset import PlaceGroup, Scene, Slip
from support.planting import ONLY_2016, cell, times

KENT = {"area": "kent"}


def every(text: str, **cells: str):
    """All of an area's figures replaced by one text, and other cells of its rows with them."""

    def plant(scene: Scene) -> PlaceGroup:
        for name, sheet in scene.tables.items():
            if "status" not in sheet.header or name == "crime_numbers":
                continue
            for i, row in enumerate(sheet.rows):
                if row[1] == scene.area:
                    for column in {"value", "number", "rate"} & set(sheet.header):
                        sheet.put(i, column, text)
                    for column, given in cells.items():
                        sheet.put(i, column, given)
        scene.tables.pop("crime_numbers", None)
        return PlaceGroup()

    return plant


def rounded(table: str, column: str = "value", zero: str = ""):
    """All new figures of an area in a column, to whole numbers; a spreadsheet saves them without the zero."""

    def plant(scene: Scene) -> PlaceGroup:
        sheet = scene.tables[table]
        for i, row in enumerate(sheet.rows):
            if row[1] == scene.area and sheet.cell(i, "period_end").startswith("2016"):
                sheet.put(i, column, f"{float(sheet.cell(i, column)):.0f}{zero}")
        return PlaceGroup()

    return plant


def another_force(scene: Scene) -> PlaceGroup:
    """The figures of Kent under the name of Essex."""
    for sheet in scene.tables.values():
        if "area" in sheet.header:
            sheet.rows = [row for row in sheet.rows if row[1] != "essex"]
            kent = [list(row) for row in sheet.rows if row[1] == "kent"]
            for row in kent:
                row[1] = "essex"
            sheet.rows += kent
    return PlaceGroup()


def last_years_of_another(scene: Scene) -> PlaceGroup:
    """What Northamptonshire printed of 2015, under the name of Kent."""
    for name, column, value in (
        ("crime_rates", "value", "65.7"),
        ("anti_social_behaviour_rates", "value", "44.3"),
        ("domestic_abuse_shares", "value", "11.5"),
    ):
        sheet = scene.tables[name]
        for i, row in enumerate(sheet.rows):
            if row[1] == "kent" and sheet.cell(i, "period_end")[:4] == "2015":
                sheet.put(i, column, value)
    return PlaceGroup()


def alone(plant):
    """The same with nothing but one force's figures in the submission."""

    def planted(scene: Scene) -> PlaceGroup:
        spot = plant(scene)
        for sheet in scene.tables.values():
            if "area" in sheet.header:
                sheet.rows = [row for row in sheet.rows if row[1] == scene.area]
        return spot

    return planted


ARITHMETIC = ("A", "C601", "C603", "C605", "C606", "C610", "R307", "S209")

QUESTIONS = (
    Slip(
        "burglary of another scale",
        "C610",
        cell("crime_rates", "value", times("10"), crime_type="burglary_in_a_dwelling", **KENT),
        ONLY_2016,
        ignore=("A",),
    ),
    Slip(
        "satisfaction of another scale",
        "C610",
        cell("victim_satisfaction", "value", times("0.1"), **KENT),
        ONLY_2016,
    ),
    Slip(
        "two calls for every thousand",
        "C610",
        cell("calls_for_assistance", "value", "2", **KENT),
        ONLY_2016,
    ),
    Slip(
        "eighty percent kept as 0.8",
        "C613",
        cell("victim_satisfaction", "value", "0.8", **KENT),
        ONLY_2016,
    ),
    Slip(
        "ninety percent kept as 0.9",
        "C613",
        cell("victim_satisfaction", "value", "0.9", **KENT),
        ONLY_2016,
    ),
    Slip(
        "a share of domestic abuse kept as a fraction",
        "C613",
        cell("domestic_abuse_shares", "value", "0.1", **KENT),
        ONLY_2016,
    ),
    Slip("every figure zero", "C611", every("0"), ONLY_2016, ignore=ARITHMETIC),
    Slip(
        "every figure about zero",
        "C611",
        every("0", qualifier="about"),
        ONLY_2016,
        ignore=ARITHMETIC,
    ),
    Slip(
        "every figure zero and sent alone", "C611", alone(every("0")), ONLY_2016, ignore=ARITHMETIC
    ),
    Slip(
        "every rate rounded to a whole number",
        "C614",
        rounded("crime_rates"),
        ONLY_2016,
        ignore=("A", "C603", "C610"),
    ),
    Slip(
        "every rate rounded and written with its zero",
        "C614",
        rounded("crime_rates", zero=".0"),
        ONLY_2016,
        ignore=("A", "C603", "C610"),
    ),
    Slip(
        "every outcome rate rounded to a whole number",
        "C614",
        rounded("crime_outcomes", "rate"),
        ONLY_2016,
        ignore=("C603", "C610"),
    ),
    Slip("the figures of another force", "C612", another_force, ONLY_2016, ignore=("A", "C610")),
    Slip(
        "what another force printed last year",
        "C612",
        last_years_of_another,
        ONLY_2016,
        ignore=("A", "C603"),
    ),
    Slip(
        "the figures of another force and no profile",
        "C612",
        another_force,
        ONLY_2016,
        ignore=("A", "C610", "V"),
    ),
    Slip(
        "nothing supplied",
        "V705",
        every("", status="not_supplied"),
        ONLY_2016,
        ignore=("C602", "C601"),
    ),
    Slip(
        "nothing comparable",
        "V705",
        every("", status="not_comparable"),
        ONLY_2016,
        ignore=("C602", "C601"),
    ),
    Slip(
        "everything suppressed",
        "V705",
        every("", status="suppressed"),
        ONLY_2016,
        ignore=("C602", "C601"),
    ),
)
