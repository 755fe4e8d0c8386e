"""Realistic slips, at least three for each rule that a submission can break."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from invented import FIRST, LAST, release_2015
from scene import AHEAD, NOWHERE, Scene, Slip, Spot

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ONLY_2015, ONLY_2016, ONLY_2017 = (FIRST,), (LAST,), (AHEAD,)
TEXT = ("csv", "zip")
ALL = "all_excluding_fraud"
SEXUAL = {"crime_type": "sexual_offences"}
CHARGED = {"outcome_type": "charged_summonsed"}


def cell(table: str, column: str, text: str | Callable[[str], str], **where: str):
    return lambda scene: scene.put(table, column, text, **where)


def rename(table: str, old: str, new: str, where: str | None = None):
    def plant(scene: Scene) -> Spot:
        header = scene.tables[table].header
        header[header.index(old)] = new
        return Spot(table, None, where or new)

    return plant


def drop_column(table: str, column: str):
    def plant(scene: Scene) -> Spot:
        sheet = scene.tables[table]
        at = sheet.header.index(column)
        for row in (sheet.header, *sheet.rows):
            del row[at]
        return Spot(table)

    return plant


def add_column(table: str, name: str, text: str):
    def plant(scene: Scene) -> Spot:
        sheet = scene.tables[table]
        sheet.header.append(name)
        for row in sheet.rows:
            row.append(text)
        return Spot(table, None, name)

    return plant


def column(table: str, name: str, change: Callable[[str], str]):
    """The same slip down a whole column: one finding, first at the first row."""

    def plant(scene: Scene) -> Spot:
        sheet = scene.tables[table]
        for i in range(len(sheet.rows)):
            sheet.put(i, name, change(sheet.cell(i, name)))
        return Spot(table, 0, name)

    return plant


def slashes(date: str) -> str:
    year, month, day = date.split("-")
    return f"{day}/{month}/{year}"


def year(by: int) -> Callable[[str], str]:
    return lambda date: f"{int(date[:4]) + by}{date[4:]}" if date else ""


def times(factor: str) -> Callable[[str], str]:
    """The value with its point moved, at its old precision."""

    def change(text: str) -> str:
        places = len(text.partition(".")[2])
        return f"{Decimal(text) * Decimal(factor):.{places}f}"

    return change


def plus(step: str) -> Callable[[str], str]:
    return lambda text: str(Decimal(text) + Decimal(step))


# --- structure ----------------------------------------------------------------------------------

STRUCTURE = (
    Slip("a column of remarks", "S201", add_column("crime_rates", "checked by", "AB")),
    Slip(
        "a column of another table", "S201", add_column("calls_for_assistance", "crime_type", "x")
    ),
    Slip("an optional column misspelt", "S201", rename("crime_changes", "coverage", "covrage")),
    Slip("a required column misspelt", "S202", rename("crime_rates", "crime_type", "crime type")),
    Slip("the column of areas deleted", "S202", drop_column("victim_satisfaction", "area")),
    Slip("the column of status deleted", "S202", drop_column("crime_outcomes", "status")),
    Slip("a date with slashes", "S203", cell("crime_rates", "period_end", slashes, **SEXUAL)),
    Slip("every date with slashes", "S203", column("crime_outcomes", "period_end", slashes)),
    Slip(
        "a date that does not exist",
        "S203",
        cell("crime_rates", "period_end", lambda d: d[:4] + "-06-31", **SEXUAL),
    ),
    Slip(
        "a month for a date", "S203", cell("victim_satisfaction", "period_start", lambda d: d[:7])
    ),
    Slip("half an outcome", "S203", cell("crime_outcomes", "number", "17.5", **CHARGED)),
    Slip(
        "a comma for thousands", "S204", cell("anti_social_behaviour_incidents", "value", "31,626")
    ),
    Slip("a percent sign", "S204", cell("victim_satisfaction", "value", lambda v: v + "%")),
    Slip("a plus sign", "S204", cell("crime_changes", "value", "+13.0", crime_type=ALL)),
    Slip("a comma for the point", "S204", cell("crime_rates", "value", "2,1", **SEXUAL)),
    Slip("a dash for the minus", "S204", cell("anti_social_behaviour_changes", "value", "\u22126")),
    Slip("n/a for a value", "S204", cell("calls_for_assistance", "value", "n/a")),
    Slip(
        "the name of a force",
        "S205",
        cell("calls_for_assistance", "area", "Northamptonshire Police"),
    ),
    Slip(
        "a misspelt crime type",
        "S205",
        cell("crime_rates", "crime_type", "sexual_offenses", **SEXUAL),
    ),
    Slip("a unit in words", "S205", cell("crime_rates", "unit", "per 1,000 population", **SEXUAL)),
    Slip("a status of one's own", "S205", cell("victim_satisfaction", "status", "final")),
    Slip("a capital in a status", "S205", cell("victim_satisfaction", "status", "Published")),
    Slip("no crime type", "S206", cell("crime_rates", "crime_type", "", **SEXUAL)),
    Slip("no area", "S206", cell("crime_outcomes", "area", "", **CHARGED)),
    Slip("no period", "S206", cell("domestic_abuse_shares", "period_end", "")),
    Slip("no qualifier down a column", "S206", column("crime_rates", "qualifier", lambda _: "")),
    Slip(
        "the title of the edition",
        "S207",
        cell("crime_rates", "edition", "PEEL: Police effectiveness", **SEXUAL),
    ),
    Slip("notes with commas", "S207", cell("crime_rates", "notes", "khat, burglary", **SEXUAL)),
    Slip("capitals in an id", "S207", column("calls_for_assistance", "edition", str.upper)),
    Slip("value in the decimals", "S208", cell("organised_crime_group_shares", "decimals", "57")),
    Slip("far too many decimals", "S208", cell("crime_rates", "decimals", "10", **SEXUAL)),
    Slip("far too few decimals", "S208", cell("crime_outcomes", "rate_decimals", "-13", **CHARGED)),
)

LOST = (
    Slip(
        "a zero lost",
        "S209",
        cell(
            "crime_rates",
            "value",
            lambda v: str(int(Decimal(v))) if v.endswith("0") else v[:-2],
            crime_type="victim_based",
            area="england-and-wales",
        ),
        ONLY_2015,
        TEXT,
    ),
    Slip(
        "a zero lost in a change",
        "S209",
        cell("crime_changes", "value", "13", crime_type=ALL, baseline_end="2014-06-30"),
        ONLY_2015,
        TEXT,
    ),
    Slip(
        "a zero too many",
        "S209",
        cell("victim_satisfaction", "value", lambda v: v + "0"),
        formats=TEXT,
    ),
)

# --- rows ---------------------------------------------------------------------------------------


def unvalued(scene: Scene) -> Spot:
    scene.put("victim_satisfaction", "decimals", "")
    return scene.put("victim_satisfaction", "value", "")


def swapped(table: str, one: str, other: str, found: str, **where: str):
    """Two cells of a row in each other's place."""

    def plant(scene: Scene) -> Spot:
        a, b = scene.get(table, one, **where), scene.get(table, other, **where)
        at = scene.find(table, **where)
        scene.tables[table].put(at, one, b)
        scene.tables[table].put(at, other, a)
        return Spot(table, at, found)

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
    def plant(scene: Scene) -> Spot:
        swapped(table, "period_start", "baseline_start", "", **where)(scene)
        at = swapped(table, "period_end", "baseline_end", "baseline_end", **where)
        return at(scene)

    return plant


def same_baseline(table: str, **where: str):
    def plant(scene: Scene) -> Spot:
        start = scene.get(table, "period_start", **where)
        end = scene.get(table, "period_end", **where)
        scene.put(table, "baseline_start", start, **where)
        return scene.put(table, "baseline_end", end, **where)

    return plant


def judgment(column: str = "inspected_from", **cells: str):
    def plant(scene: Scene) -> Spot:
        publication = "peel-effectiveness-2015-northamptonshire"
        good = {
            "edition": scene.edition,
            "area": scene.area,
            "question": "investigating_crime",
            "grade": "good",
            "inspected_from": "2016-09",
            "inspected_to": "2016-11",
            "published": "2017-02",
            "full_report": publication,
            "publication": publication,
            "locator": "Question 2",
        }
        return scene.add("judgments", good | cells)._replace(column=column)

    return plant


def comparison(column: str = "numerator", **cells: str):
    def plant(scene: Scene) -> Spot:
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

# --- keys ---------------------------------------------------------------------------------------


def twice(table: str, change: tuple[str, str] | None = None, **where: str):
    def plant(scene: Scene) -> Spot:
        sheet = scene.tables[table]
        at = scene.find(table, **where)
        sheet.rows.insert(at + 1, list(sheet.rows[at]))
        if change:
            sheet.put(at + 1, *change)
        return Spot(table, at, "period_end")

    return plant


def revision(figure: str, old: str = "65.7", new: str = "65.7", column: str = "figure_id"):
    def plant(scene: Scene) -> Spot:
        at = scene.add(
            "revisions",
            {"figure_id": figure, "old_value": old, "new_value": new, "reason": "Recount."},
        )
        return at._replace(column=column)

    return plant


def chosen_twice(scene: Scene) -> Spot:
    first = min(
        scene.find("crime_rates", crime_type=t) for t in ("sexual_offences", "victim_based")
    )
    scene.put("crime_rates", "crime_type", "victim_based", **SEXUAL)
    return Spot("crime_rates", first, "period_end")


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
)

# --- arithmetic ---------------------------------------------------------------------------------

FORMAL = {"outcome_type": "out_of_court_formal"}
INFORMAL = {"outcome_type": "out_of_court_informal"}
CHANGE = {"crime_type": ALL, "baseline_end": "2015-06-30"}


def exchanged(table: str, column: str, one: dict[str, str], other: dict[str, str]):
    """The values of two rows in each other's place."""

    def plant(scene: Scene) -> Spot:
        a, b = scene.get(table, column, **one), scene.get(table, column, **other)
        scene.put(table, column, b, **one)
        scene.put(table, column, a, **other)
        return Spot(table, scene.find(table, **one), column)

    return plant


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


def last_years_number(scene: Scene) -> Spot:
    return scene.put("crime_outcomes", "number", "6968", **CHARGED)


def cited(value: str, decimals: str, printed: str):
    """A citation that the submission brings along, of another printing of a figure."""

    def plant(scene: Scene) -> Spot:
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
        return Spot("victim_satisfaction", scene.find("victim_satisfaction"), "value")

    return plant


NATIONAL = {"area": "england-and-wales"}

ARITHMETIC = (
    Slip("another percentage in the text", "A501", cited("12", "0", "12 percent"), ONLY_2016),
    Slip("rounded down in the text", "A501", cited("80", "0", "80 percent"), ONLY_2016),
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
        exchanged("crime_outcomes", "rate", CHARGED, {"outcome_type": "community_resolution"}),
        ONLY_2016,
        count=2,
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
    ),
    Slip(
        "all crime with its point moved",
        "A504",
        cell("crime_rates", "value", times("0.1"), crime_type=ALL, **NATIONAL),
        ONLY_2016,
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

    def plant(scene: Scene) -> Spot:
        sheet = scene.tables["crime_outcomes"]
        row = list(sheet.rows[scene.find("crime_outcomes", **CHARGED)])
        for name in set(scene.tables) - {"crime_outcomes"}:
            del scene.tables[name]
        sheet.rows = [row]
        for name, text in (
            {"area": "city-of-london", "number": "0", "rate": "0.0"} | cells
        ).items():
            sheet.put(0, name, text)
        return Spot("crime_outcomes", 0, "rate")

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

# --- continuity ---------------------------------------------------------------------------------


REPRINT = {"period_end": "2015-06-30"}
SHARE_2015 = "domestic_abuse_shares:{edition}:northamptonshire:2015-03-31"


def without(table: str, **where: str):
    def plant(scene: Scene) -> Spot:
        scene.drop(table, **where)
        return NOWHERE

    return plant


def unsupplied(table: str, status: str, column: str = "value", **where: str):
    """A row that says properly that there is no value."""

    def plant(scene: Scene) -> Spot:
        scene.put(table, column, "", **where)
        return scene.put(table, "status", status, **where)

    return plant


def rounded(table: str, value: Callable[[str], str], decimals: str, **where: str):
    def plant(scene: Scene) -> Spot:
        scene.put(table, "value", value, **where)
        return scene.put(table, "decimals", decimals, **where)

    return plant


def copied(*tables: str):
    """The figures of 2015 sent again as those of 2016."""

    def plant(scene: Scene) -> Spot:
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
        return Spot(
            tables[0], scene.find(tables[0]), "value" if tables[0] == "crime_rates" else "number"
        )

    return plant


def denominators(scene: Scene) -> Spot:
    sheet = scene.tables["crime_outcomes"]
    for i, row in enumerate(sheet.rows):
        if row[1] == scene.area:
            sheet.put(i, "denominator", "")
    return Spot("crime_outcomes", scene.find("crime_outcomes"), "denominator")


def revised(old: str, new: str, given: str, column: str):
    """A revision that is declared, and something else is wrong with it."""

    def plant(scene: Scene) -> Spot:
        if given:
            scene.put("domestic_abuse_shares", "value", given, period_end="2015-03-31")
        figure = SHARE_2015.format(edition=scene.edition)
        return revision(figure, old, new, column)(scene)

    return plant


def nation_rounded(scene: Scene) -> Spot:
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
        "C604",
        cell("crime_changes", "denominator", "population", crime_type=ALL),
        ONLY_2015,
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
    Slip("the outcomes of last year", "C606", copied("crime_outcomes"), ONLY_2016),
    Slip("the rates of last year", "C606", copied("crime_rates"), ONLY_2016),
    Slip(
        "last year copied in two tables",
        "C606",
        copied("crime_outcomes", "crime_rates"),
        ONLY_2016,
        count=2,
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
)

# --- coverage -----------------------------------------------------------------------------------


def another_year(table: str, by: int, **where: str):
    """A row of the wrong year from end to end."""

    def plant(scene: Scene) -> Spot:
        scene.put(table, "period_start", year(by), **where)
        return scene.put(table, "period_end", year(by), **where)

    return plant


def another_baseline(scene: Scene) -> Spot:
    scene.put("crime_changes", "baseline_start", "2011-07-01", crime_type="victim_based")
    return scene.put("crime_changes", "baseline_end", "2012-06-30", crime_type="victim_based")


def whole_table(name: str):
    def plant(scene: Scene) -> Spot:
        sheet = scene.tables[name]
        sheet.rows = [row for row in sheet.rows if row[1] != scene.area]
        return NOWHERE

    return plant


def more(table: str, years: int, value: str | None = None, **where: str):
    """A row of a year that nobody asked for, beside the one that is asked for."""

    def plant(scene: Scene) -> Spot:
        sheet = scene.tables[table]
        row = list(sheet.rows[scene.find(table, **where)])
        sheet.rows.append(row)
        at = len(sheet.rows) - 1
        for name in ("period_start", "period_end"):
            sheet.put(at, name, year(years)(sheet.cell(at, name)))
        if value:
            sheet.put(at, "value", value)
        return Spot(table, at, "period_end")

    return plant


def as_it_is(scene: Scene) -> Spot:
    first = next(iter(scene.tables))
    at = min(i for i, row in enumerate(scene.tables[first].rows) if row[1] == "england-and-wales")
    return Spot(first, at, "edition")


def only(*tables: str):
    def plant(scene: Scene) -> Spot:
        for name in set(scene.tables) - set(tables):
            del scene.tables[name]
        return as_it_is(scene)

    return plant


COVERAGE = (
    Slip("a crime type left out", "V701", without("crime_rates", **SEXUAL)),
    Slip("an outcome left out", "V701", without("crime_outcomes", outcome_type="caution_youths")),
    Slip("a whole table left out", "V701", whole_table("victim_satisfaction")),
    Slip("a change left out", "V701", without("crime_changes", crime_type="victim_based")),
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

# --- waivers ------------------------------------------------------------------------------------

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
)

# --- files --------------------------------------------------------------------------------------


def spoiled(
    kind: str, code: str, file: str, change: Callable[[bytes], bytes], row: int | None = None
):
    """A slip in the bytes of a CSV file."""

    def spoil(folder: Path) -> None:
        path = folder / f"{file}.csv"
        path.write_bytes(change(path.read_bytes()))

    return Slip(kind, code, lambda _: Spot(file, row), formats=("csv",), spoil=spoil)


def renamed(kind: str, code: str, old: str, new: str):
    def spoil(folder: Path) -> None:
        (folder / old).rename(folder / new)

    return Slip(kind, code, lambda _: Spot(new), formats=("csv",), spoil=spoil)


def added(kind: str, code: str, name: str, data: bytes):
    def spoil(folder: Path) -> None:
        (folder / name).write_bytes(data)

    return Slip(kind, code, lambda _: Spot(name), formats=("csv",), spoil=spoil)


def line(number: int, change: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    def changed(data: bytes) -> bytes:
        lines = data.splitlines(keepends=True)
        lines[number] = change(lines[number])
        return b"".join(lines)

    return changed


FILES = (
    spoiled("semicolons", "F125", "crime_rates", lambda d: d.replace(b",", b";")),
    spoiled("tabs", "F125", "crime_outcomes", lambda d: d.replace(b",", b"\t")),
    spoiled("saved as Windows-1252", "F120", "crime_rates", lambda d: d + "Siân".encode("cp1252")),
    spoiled(
        "saved as Unicode text",
        "F120",
        "victim_satisfaction",
        lambda d: d.decode().encode("utf-16"),
    ),
    spoiled(
        "a title above the header",
        "F130",
        "crime_rates",
        lambda d: b"Crime figures of our force\n" + d,
    ),
    spoiled("no header", "F130", "crime_rates", lambda d: d.split(b"\n", 1)[1]),
    spoiled(
        "a column name twice", "F131", "crime_rates", lambda d: d.replace(b"notes", b"value", 1)
    ),
    spoiled(
        "a comma too many",
        "F124",
        "crime_rates",
        line(3, lambda b: b.replace(b"2.1", b"2,1").replace(b",1,", b",1,,")),
    ),
    spoiled(
        "a comma too few", "F124", "crime_outcomes", line(4, lambda b: b.replace(b",", b"", 1))
    ),
    spoiled(
        "two files pasted together",
        "F134",
        "crime_rates",
        lambda d: d + d.splitlines(keepends=True)[0],
    ),
    spoiled(
        "a quotation mark never closed",
        "F122",
        "crime_rates",
        line(2, lambda b: b.replace(b"home", b'"home', 1).replace(b',"home', b',"home')),
    ),
    spoiled(
        "a space that cannot be seen",
        "F121",
        "crime_rates",
        line(2, lambda b: b.replace(b"exact", "ex\u200bact".encode())),
    ),
    spoiled(
        "spaces around a cell",
        "F127",
        "crime_rates",
        line(2, lambda b: b.replace(b"exact", b" exact ")),
    ),
    renamed("a file misnamed", "F104", "crime_rates.csv", "crime_rate.csv"),
    renamed(
        "a file with a title", "F104", "victim_satisfaction.csv", "Satisfaction of victims.csv"
    ),
    added("a letter in the folder", "F106", "letter.pdf", b"%PDF-1.7"),
)

SLIPS: tuple[Slip, ...] = (
    *STRUCTURE,
    *LOST,
    *ROWS,
    *MORE_ROWS,
    *KEYS,
    *ARITHMETIC,
    *UNDECIDABLE,
    *CONTINUITY,
    *COVERAGE,
    *WAIVERS,
    *FILES,
)
