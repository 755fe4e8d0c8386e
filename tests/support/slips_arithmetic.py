"""Figures that fit by themselves and not with each other."""

from __future__ import annotations

from decimal import Decimal

from support.dataset import PlaceGroup, Scene, Slip
from support.planting import ALL, CHARGED, NATIONAL, ONLY_2016, SEXUAL, cell, plus, times


def digits_swapped(text: str) -> str:
    for i in range(len(text) - 1):
        if (
            text[i].isdigit()
            and text[i + 1].isdigit()
            and text[i] != text[i + 1]
            and i + 2 < len(text)
        ):
            return text[:i] + text[i + 1] + text[i] + text[i + 2 :]
    raise AssertionError(text)


def exchanged(table: str, column: str, one: dict[str, str], other: dict[str, str]):
    """The values of two rows in each other's place."""

    def plant(scene: Scene) -> PlaceGroup:
        a, b = scene.get(table, column, **one), scene.get(table, column, **other)
        scene.put(table, column, b, **one)
        scene.put(table, column, a, **other)
        return PlaceGroup(table, scene.find(table, **one), column)

    return plant


FORMAL = {"outcome_type": "out_of_court_formal"}
INFORMAL = {"outcome_type": "out_of_court_informal"}
CHANGE = {"crime_type": ALL, "baseline_end": "2015-06-30"}


def last_years_number(scene: Scene) -> PlaceGroup:
    return scene.put("crime_outcomes", "number", "6968", **CHARGED)


def cited(value: str, decimals: str, printed: str):
    """A citation that the submission brings along, of another printing of a figure."""

    def plant(scene: Scene) -> PlaceGroup:
        figure = f"victim_satisfaction:{scene.edition}:{scene.area}:2016-03-31"
        scene.add(
            "citations",
            {
                "figure_id": figure,
                "publication": "peel-effectiveness-2015-northamptonshire",
                "locator": "Force in numbers: Victims",
                "occurrence": "1",
                "printed": printed,
                "printed_value": value,
                "printed_decimals": decimals,
            },
        )
        return PlaceGroup("victim_satisfaction", scene.find("victim_satisfaction"), "value")

    return plant


def one_more(scene: Scene) -> PlaceGroup:
    """The text has one more in the last place of the table's figure."""
    text = plus("0.1")(scene.get("victim_satisfaction", "value"))
    return cited(text, "1", f"{text} percent")(scene)


ARITHMETIC = (
    Slip("another percentage in the text", "A501", cited("12", "0", "12 percent"), ONLY_2016),
    Slip("rounded down in the text", "A501", cited("80", "0", "80 percent"), ONLY_2016),
    Slip("one digit more in the text", "A501", one_more, ONLY_2016),
    Slip("a fraction in the text", "A501", cited("0.84", "2", "0.84"), ONLY_2016),
    Slip(
        "a last digit misread in a part",
        "A502",
        cell("crime_outcomes", "number", plus("3"), outcome_type="caution_youths"),
        ONLY_2016,
    ),
    Slip(
        "a last digit misread in the whole",
        "A502",
        cell("crime_outcomes", "number", plus("-3"), **INFORMAL),
        ONLY_2016,
    ),
    Slip(
        "a whole typed five too high",
        "A502",
        cell("crime_outcomes", "number", plus("5"), **FORMAL),
        ONLY_2016,
    ),
    Slip(
        "digits swapped in a rate",
        "A503",
        cell("crime_outcomes", "rate", digits_swapped, **CHARGED),
        ONLY_2016,
    ),
    Slip(
        "a rate as a fraction",
        "A503",
        cell("crime_outcomes", "rate", times("0.1"), **CHARGED),
        ONLY_2016,
    ),
    Slip(
        "a number with a digit too many",
        "A503",
        cell("crime_outcomes", "number", times("10"), **CHARGED),
        ONLY_2016,
    ),
    Slip("the number of last year", "A503", last_years_number, ONLY_2016),
    Slip(
        "the rates of two outcomes exchanged",
        "A503",
        exchanged("crime_outcomes", "rate", CHARGED, {"outcome_type": "taken_into_consideration"}),
        ONLY_2016,
        count=1,
    ),
    Slip(
        "crimes without the last digit",
        "A503",
        cell("crime_numbers", "value", lambda v: v[:-1], crime_type=ALL),
        ONLY_2016,
    ),
    Slip(
        "more victim-based crime than crime",
        "A504",
        lambda s: s.put(
            "crime_rates",
            "value",
            str(Decimal(s.get("crime_rates", "value", crime_type=ALL)) + 5),
            crime_type="victim_based",
        ),
        ONLY_2016,
    ),
    Slip(
        "the rates of whole and part exchanged",
        "A504",
        exchanged(
            "crime_rates", "value", NATIONAL | {"crime_type": "victim_based"}, NATIONAL | SEXUAL
        ),
        ONLY_2016,
        ignore=("C603", "C610"),
    ),
    Slip(
        "all crime with its point moved",
        "A504",
        cell("crime_rates", "value", times("0.1"), crime_type=ALL, **NATIONAL),
        ONLY_2016,
        ignore=("C603",),
    ),
    Slip(
        "a share of no whole number",
        "A505",
        cell("organised_crime_group_shares", "value", plus("1")),
        ONLY_2016,
    ),
    Slip(
        "a share typed a little low",
        "A505",
        cell("organised_crime_group_shares", "value", plus("-1")),
        ONLY_2016,
    ),
    Slip(
        "groups of another day",
        "A505",
        cell("organised_crime_group_numbers", "value", plus("-1")),
        ONLY_2016,
    ),
    Slip(
        "a group rate of another population",
        "A506",
        cell("organised_crime_group_rates", "value", times("1.3")),
        ONLY_2016,
    ),
    Slip(
        "an incident rate of another population",
        "A506",
        cell("anti_social_behaviour_rates", "value", times("1.2")),
        ONLY_2016,
    ),
    Slip(
        "the sign of a change lost",
        "A506",
        cell("crime_changes", "value", lambda v: str(-Decimal(v)), **CHANGE),
        ONLY_2016,
    ),
    Slip(
        "incidents of half the force",
        "A506",
        cell("anti_social_behaviour_incidents", "value", times("0.6")),
        ONLY_2016,
    ),
)


def none_at_all(**cells: str):
    """A force with next to nothing recorded: what its rates divide by may be zero."""

    def plant(scene: Scene) -> PlaceGroup:
        sheet = scene.tables["crime_outcomes"]
        row = list(sheet.rows[scene.find("crime_outcomes", **CHARGED)])
        for name in set(scene.tables) - {"crime_outcomes"}:
            del scene.tables[name]
        sheet.rows = [row]
        for name, text in (
            {"area": "city-of-london", "number": "0", "rate": "0.0"} | cells
        ).items():
            sheet.put(0, name, text)
        return PlaceGroup("crime_outcomes", 0, "rate")

    return plant


UNDECIDABLE = (
    Slip("no outcomes and no rate", "A507", none_at_all(), ONLY_2016, ignore=("V",)),
    Slip(
        "no cautions and no rate",
        "A507",
        none_at_all(outcome_type="caution_youths"),
        ONLY_2016,
        ignore=("V",),
    ),
    Slip(
        "no warnings and no rate",
        "A507",
        none_at_all(rate="0", rate_decimals="0"),
        ONLY_2016,
        ignore=("V",),
    ),
)
