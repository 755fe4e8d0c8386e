"""A report with something of everything, about invented figures."""

from __future__ import annotations

from peel_data.findings import (
    Bound,
    Finding,
    IgnoredPart,
    LineCell,
    Place,
    Replacement,
    Report,
    Severity,
    Skipped,
    Suggestion,
    TableCount,
    Waived,
)

RATES = "northamptonshire-2016.zip/crime_rates.csv"
OUTCOMES = "northamptonshire-2016.zip/crime_outcomes.csv"


YEAR = "12 months to 30 June 2016"


def place(
    file: str,
    row: int,
    letter: str,
    column: str,
    text: str,
    figure: str = "",
    seen: int | None = None,
) -> Place:
    named = f"{figure}, {YEAR}" if figure else ""
    return Place(file, None, row, column, letter, text, seen, named)


COMMA = Finding(
    "S204",
    Severity.ERROR,
    "The number has a comma between its thousands.",
    (place(RATES, 12, "F", "value", "1,234", "Sexual offences, recorded crime rate", 11),),
    expected="digits, and a point before decimals",
    hints=("Did you mean 1234?",),
    table="crime_rates",
    line=(
        LineCell("B", "area", "northamptonshire"),
        LineCell("C", "crime_type", "sexual_offences"),
        LineCell("F", "value", "1,234"),
        LineCell("G", "decimals", ""),
    ),
)
AREA = Finding(
    "K402",
    Severity.ERROR,
    "There is no area “northhamptonshire”.",
    tuple(place(RATES, row, "B", "area", "northhamptonshire") for row in range(14, 40)),
    expected="the id of an area, such as those on the sheet “areas” of the template",
    hints=("Did you mean northamptonshire?",),
    table="crime_rates",
)
SUM = Finding(
    "A503",
    Severity.ERROR,
    "The charge rate does not fit the number of charges and the rates of the other outcomes.",
    (
        place(OUTCOMES, 7, "H", "rate", "14.9", "Charged/Summonsed, rate"),
        place(OUTCOMES, 7, "F", "number", "5,021", "Charged/Summonsed, number"),
        place(OUTCOMES, 8, "F", "number", "1,180", "Cautions, number"),
        place(OUTCOMES, 8, "H", "rate", "3.4"),
    ),
    expected="a rate from 14.4 to 14.6, or a number from 5128 to 5203",
    hints=(
        "Each of these would make all figures agree; your source says which:",
        "The charge rate: 14.5 instead of 14.9 (one digit mistyped)",
        "The number of charges: 5,201 instead of 5,021 (two digits swapped)",
    ),
    bounds=(
        Bound("recorded crimes, from the number and rate of charges", "33585", "33812"),
        Bound("recorded crimes, from the number and rate of cautions", "34196", "35235"),
        Bound("recorded crimes, from the population", "30000", None),
    ),
    gap="384",
    assumptions=("Both rates are shares of the crimes recorded in the same twelve months.",),
    table="crime_outcomes",
    subject="crime_outcomes/northamptonshire/2016",
    fingerprint="5d41402abc4b",
    suggestions=(
        Suggestion(
            (Replacement(place(OUTCOMES, 7, "H", "rate", "14.9"), "14.5"),), "one digit mistyped"
        ),
        Suggestion(
            (Replacement(place(OUTCOMES, 7, "F", "number", "5,021"), "5201"),), "two digits swapped"
        ),
    ),
    suspects=2,
)
JUMP = Finding(
    "C603",
    Severity.WARNING,
    "The burglary rate is ten times what it was in the year before.",
    (place(RATES, 9, "F", "value", "84.0"),),
    expected="a rate near 8.4, if nothing changed in how it is counted",
    hints=("Is the decimal point in its place: 8.40?",),
    table="crime_rates",
)
ZEROS = Finding(
    "S209",
    Severity.INFO,
    "Zeros that the spreadsheet program took away were put back, from the column “decimals”.",
    (
        Place(
            "northamptonshire-2016.zip/victims.xlsx",
            sheet="victim_satisfaction",
            row=4,
            column="value",
            letter="E",
            text="82",
        ),
    ),
    table="victim_satisfaction",
)
MISSING = Finding(
    "V701",
    Severity.ERROR,
    "The number of anti-social behaviour incidents in the 12 months to 31 March 2016 is missing.",
    expected="a row in anti_social_behaviour_incidents, or one whose status says why there is none",
    table="anti_social_behaviour_incidents",
)
WHOLE = Finding("W901", Severity.WARNING, "The waiver of K401 matches no finding.")
WAIVED = Finding(
    "C601",
    Severity.ERROR,
    "The figure for the 12 months to 30 June 2015 is not the one that was published.",
    (place(RATES, 5, "F", "value", "63.1"),),
    expected="63.0",
    table="crime_rates",
)

REPORT = Report(
    subject="northamptonshire-2016.zip",
    location="northamptonshire-2016.zip",
    findings=(COMMA, AREA, SUM, MISSING, JUMP, WHOLE, ZEROS),
    counts=(
        TableCount("crime_rates", 1040, 1013, 27),
        TableCount("crime_outcomes", 24, 22, 2),
        TableCount("victim_satisfaction", 12, 11, 0, 1),
    ),
    skipped=(
        Skipped("A502", "The areas of crime_rates are not all known (K402)."),
        Skipped("C602", "The areas of crime_rates are not all known (K402)."),
    ),
    ignored=(
        IgnoredPart("northamptonshire-2016.zip/readme.txt", "It is not a table."),
        IgnoredPart("sheet “Notes” of victims.xlsx", "Its name marks it as notes for people.", 17),
    ),
    waived=(Waived(WAIVED, "Corrected after an audit of no-crimes.", "J. Officer", "2017-03-31"),),
    editions=("peel-effectiveness-2016",),
    areas=("northamptonshire", "england-and-wales"),
    against="0.9.0",
)
GOOD = Report("data", (), (TableCount("crime_rates", 40, 40, 0),), against="0.9.0")
