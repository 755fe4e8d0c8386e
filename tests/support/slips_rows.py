"""Slips that only show when the cells of a row are seen together."""

from __future__ import annotations

from support.dataset import PlaceGroup, Scene, Slip
from support.planting import ALL, CHARGED, SEXUAL, cell, column, judgment, times, year


def unvalued(scene: Scene) -> PlaceGroup:
    scene.put("victim_satisfaction", "decimals", "")
    return scene.put("victim_satisfaction", "value", "")


def swapped(table: str, one: str, other: str, found: str, **where: str):
    """Two cells of a row in each other's place."""

    def plant(scene: Scene) -> PlaceGroup:
        a, b = scene.get(table, one, **where), scene.get(table, other, **where)
        at = scene.find(table, **where)
        scene.tables[table].put(at, one, b)
        scene.tables[table].put(at, other, a)
        return PlaceGroup(table, at, found)

    return plant


ROWS = (
    Slip("no value and no status", "R301", unvalued),
    Slip("no rate beside the number", "R301", cell("crime_outcomes", "rate", "", **CHARGED)),
    Slip("no number beside the rate", "R301", cell("crime_outcomes", "number", "", **CHARGED)),
    Slip(
        "a value that is suppressed",
        "R302",
        lambda s: s.put("victim_satisfaction", "status", "suppressed")._replace(column="value"),
    ),
    Slip(
        "a value that is not supplied",
        "R302",
        lambda s: s.put("calls_for_assistance", "status", "not_supplied")._replace(column="value"),
    ),
    Slip(
        "a value that is withdrawn",
        "R302",
        lambda s: s.put("crime_rates", "status", "withdrawn", **SEXUAL)._replace(column="value"),
    ),
    Slip("no decimals", "R303", cell("crime_rates", "decimals", "", **SEXUAL)),
    Slip("no decimals of a rate", "R303", cell("crime_outcomes", "rate_decimals", "", **CHARGED)),
    Slip(
        "no decimals down a column",
        "R303",
        column("crime_outcomes", "number_decimals", lambda _: ""),
    ),
    Slip(
        "a value copied unrounded", "R304", cell("victim_satisfaction", "value", lambda v: v + "37")
    ),
    Slip(
        "a rate copied unrounded",
        "R304",
        cell("crime_outcomes", "rate", lambda v: v + "4", **CHARGED),
    ),
    Slip(
        "decimals of another column",
        "R304",
        lambda s: s.put(
            "domestic_abuse_shares", "decimals", "0", period_end=f"{s.year}-03-31"
        )._replace(column="value"),
    ),
    Slip("a negative rate", "R305", cell("crime_rates", "value", lambda v: "-" + v, **SEXUAL)),
    Slip(
        "a share of more than a hundred", "R305", cell("victim_satisfaction", "value", times("10"))
    ),
    Slip(
        "a fall of more than everything",
        "R305",
        cell("crime_changes", "value", "-126.0", crime_type=ALL),
    ),
    Slip(
        "burglary per population",
        "R306",
        cell("crime_rates", "unit", "per_1000_population", crime_type="burglary_in_a_dwelling"),
    ),
    Slip(
        "a rate of households", "R306", cell("crime_rates", "denominator", "households", **SEXUAL)
    ),
    Slip("a rate of nothing", "R306", cell("organised_crime_group_rates", "denominator", "")),
    Slip(
        "a period that begins a day early",
        "R307",
        cell("crime_rates", "period_start", lambda d: d[:4] + "-06-30", **SEXUAL),
    ),
    Slip(
        "a period of one year too much",
        "R307",
        cell("victim_satisfaction", "period_start", year(-1)),
    ),
    Slip(
        "a baseline of eleven months",
        "R307",
        cell("anti_social_behaviour_changes", "baseline_start", lambda d: d[:4] + "-08-01"),
    ),
    Slip(
        "groups counted for a year",
        "R308",
        lambda s: s.put("organised_crime_group_rates", "period_start", f"{s.last_year}-07-01"),
    ),
    Slip(
        "shares of groups of a year",
        "R308",
        lambda s: s.put("organised_crime_group_shares", "period_start", f"{s.last_year}-07-01"),
    ),
    Slip(
        "numbers of groups of a year",
        "R308",
        column("organised_crime_group_numbers", "period_start", lambda _: "2015-07-01"),
    ),
)


def swapped_periods(table: str, **where: str):
    def plant(scene: Scene) -> PlaceGroup:
        swapped(table, "period_start", "baseline_start", "", **where)(scene)
        at = swapped(table, "period_end", "baseline_end", "baseline_end", **where)
        return at(scene)

    return plant


def same_baseline(table: str, **where: str):
    def plant(scene: Scene) -> PlaceGroup:
        start = scene.get(table, "period_start", **where)
        end = scene.get(table, "period_end", **where)
        scene.put(table, "baseline_start", start, **where)
        return scene.put(table, "baseline_end", end, **where)

    return plant


def comparison(column: str = "numerator", **cells: str):
    def plant(scene: Scene) -> PlaceGroup:
        good = {
            "edition": scene.edition,
            "area": scene.area,
            "comparison": "forces_with_rising_crime",
            "table": "crime_changes",
            "category": ALL,
            "relation": "increased",
            "against": "previous_year",
            "period_end": "2016-06-30",
            "against_period_end": "2015-06-30",
            "numerator": "2",
            "denominator": "3",
            "qualifier": "over",
            "publication": "peel-effectiveness-2015-northamptonshire",
            "locator": "Question 1",
            "printed": "two-thirds",
        }
        return scene.add("comparisons", good | cells)._replace(column=column)

    return plant


MORE_ROWS = (
    Slip("period and baseline swapped", "R309", swapped_periods("anti_social_behaviour_changes")),
    Slip(
        "period and baseline of crime swapped",
        "R309",
        swapped_periods("crime_changes", crime_type="victim_based"),
    ),
    Slip("a baseline that is the period", "R309", same_baseline("anti_social_behaviour_changes")),
    Slip("an inspection that ends before it begins", "R310", judgment(inspected_to="2016-08")),
    Slip("a judgment before the inspection", "R310", judgment(published="2016-10")),
    Slip("an inspection without its end", "R310", judgment("inspected_to", inspected_to="")),
    Slip("more forces than there are", "R311", comparison(numerator="4")),
    Slip("a numerator by itself", "R311", comparison("denominator", denominator="")),
    Slip("a denominator by itself", "R311", comparison("denominator", numerator="")),
)
