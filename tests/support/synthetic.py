"""An invented round of 2016: hidden true counts, and what a publication would print of them.

Nothing here was ever measured. The figures are consistent with each other and with what the release
prints of 2015, so a submission of them is sound.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache

from peel_data.tables import records
from peel_data.validation.tables import KNOWN_TABLES
from support.first_report import is_of_it

EDITION = "peel-effectiveness-2016"
NATION = "england-and-wales"
FORCES = ("northamptonshire", "kent", "essex")
POPULATIONS = {
    "northamptonshire": 713_900,
    "kent": 1_801_000,
    "essex": 1_773_000,
    NATION: 57_408_000,
}
FORMAL = ("caution_adults", "caution_youths", "penalty_notices_for_disorder")
INFORMAL = ("cannabis_khat_warning", "community_resolution")
GROUPS = {"out_of_court_formal": FORMAL, "out_of_court_informal": INFORMAL}
OUTCOMES = {  # of a hundred crimes
    "charged_summonsed": "15.5",
    "taken_into_consideration": "0.8",
    "caution_adults": "3.4",
    "caution_youths": "0.65",
    "penalty_notices_for_disorder": "0.55",
    "cannabis_khat_warning": "1.0",
    "community_resolution": "3.8",
}
RATES = {  # per 1,000 population, or households
    "victim_based": "56",
    "assault_with_injury": "6.8",
    "sexual_offences": "1.9",
    "burglary_in_a_dwelling": "8.2",
}
FIRST, LAST = "2015", "2016"


def rounded(value: Fraction, decimals: int) -> str:
    """The decimal text a publication prints: halves away from zero."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    text = f"{exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP):f}"
    return text.removeprefix("-") if not Decimal(text) else text


@dataclass(frozen=True)
class Truth:
    """The true counts of one area: by name and the year that they end in."""

    area: str
    counts: dict[tuple[str, str], int]

    def __getitem__(self, key: tuple[str, str]) -> int:
        return self.counts[key]

    def share(self, part: str, whole: str, year: str, per: int = 100) -> Fraction:
        return Fraction(per * self[part, year], self[whole, year])

    def change(self, name: str, year: str, before: str) -> Fraction:
        return Fraction(100 * self[name, year], self[name, before]) - 100


def _printed(area: str, table: str, end: str, column: str = "value", **more: str) -> Decimal | None:
    """What the release prints of the year before, if it is an area of the release."""
    for record in records.read(table):
        if (record["area"], record["period_end"]) == (area, end) and more.items() <= record.items():
            return Decimal(record[column])
    return None


@cache
def truth(area: str, seed: int = 0) -> Truth:
    """Draw the true counts of an area; those of 2015 round to what the release prints."""
    draw = random.Random(f"{area} {seed}")
    counts: dict[tuple[str, str], int] = {}

    def near(value: Fraction | Decimal | int, share: float = 0.1) -> int:
        return max(1, round(float(value) * draw.uniform(1 - share, 1 + share)))

    people = POPULATIONS.get(area) or draw.randrange(400_000, 2_000_000)
    counts["population", FIRST] = people
    counts["population", LAST] = round(people * draw.uniform(1.004, 1.012))
    counts["households", LAST] = round(people * draw.uniform(0.40, 0.43))
    everything = {"crime_type": "all_excluding_fraud"}
    for name, table, more, usual in (
        ("crimes", "crime_rates", everything, draw.uniform(62, 68)),
        ("incidents", "anti_social_behaviour_rates", {}, draw.uniform(30, 45)),
    ):
        printed = _printed(area, table, "2015-06-30", **more)
        before = round(people * float(printed if printed is not None else usual) / 1000)
        counts[name, FIRST], counts[name, LAST] = before, near(before, 0.08)
    counts["crimes", "2011"] = near(counts["crimes", LAST])
    for crime, rate in RATES.items():
        base = "households" if crime == "burglary_in_a_dwelling" else "population"
        counts[crime, LAST] = near(Decimal(rate) * counts[base, LAST] / 1000, 0.03)
    counts["victim_based", LAST] = min(counts["victim_based", LAST], counts["crimes", LAST])
    part = Fraction(counts["victim_based", LAST], counts["crimes", LAST])
    counts["victim_based", "2011"] = round(counts["crimes", "2011"] * part)
    for outcome, rate in OUTCOMES.items():
        before = _printed(area, "crime_outcomes", "2015-06-30", "number", outcome_type=outcome)
        counts[outcome, LAST] = near(before or Decimal(rate) * counts["crimes", LAST] / 100)
    for group, parts in GROUPS.items():
        counts[group, LAST] = sum(counts[part, LAST] for part in parts)
    counts["groups", LAST] = near(counts["population", LAST] * 50 // 1_000_000)
    counts["drug_groups", LAST] = near(counts["groups", LAST] * 3 // 5, 0.05)
    counts["year", FIRST] = counts["year", LAST] = 100_000  # of years to March, and of victims
    abuse = _printed(area, "domestic_abuse_shares", "2015-03-31") or Decimal("10.4")
    counts["abuse", FIRST] = round(abuse * 1000)
    counts["abuse", LAST] = near(counts["abuse", FIRST], 0.08)
    counts["satisfied", LAST] = round(draw.uniform(82, 86) * 1000)
    calls = _printed(area, "calls_for_assistance", "2015-03-31") or Decimal(400)
    counts["calls", LAST] = near(calls * 100)
    return Truth(area, counts)


def _values(true: Truth, series: dict[str, str]) -> dict[str, Fraction]:
    """The true value of each column that a required series fills."""
    table, category = series["table"], series["category"]
    year, before = series["period_end"][:4], series["baseline_end"][:4]
    count = {"": "crimes", "all_excluding_fraud": "crimes"}.get(category, category)
    if table == "crime_outcomes":
        number = Fraction(true[category, year])
        return {"number": number, "rate": true.share(category, "crimes", year)}
    whole = "households" if series["denominator"] == "households" else "population"
    made = {
        "crime_numbers": lambda: Fraction(true[count, year]),
        "crime_rates": lambda: true.share(count, whole, year, 1000),
        "crime_changes": lambda: true.change(count, year, before),
        "anti_social_behaviour_incidents": lambda: Fraction(true["incidents", year]),
        "anti_social_behaviour_rates": lambda: true.share("incidents", whole, year, 1000),
        "anti_social_behaviour_changes": lambda: true.change("incidents", year, before),
        "calls_for_assistance": lambda: true.share("calls", "year", year, 1000),
        "domestic_abuse_shares": lambda: true.share("abuse", "year", year),
        "organised_crime_group_numbers": lambda: Fraction(true["groups", year]),
        "organised_crime_group_rates": lambda: true.share("groups", whole, year, 1_000_000),
        "organised_crime_group_shares": lambda: true.share("drug_groups", "groups", year),
        "victim_satisfaction": lambda: true.share("satisfied", "year", year),
    }
    return {"value": made[table]()}


def row(true: Truth, series: dict[str, str]) -> list[str]:
    """A row as published, in the order of the table's columns."""
    table = series["table"]
    cells = dict.fromkeys(KNOWN_TABLES[table], "")
    cells |= {name: text for name, text in series.items() if name in cells}
    cells |= {"area": true.area, "qualifier": "exact", "status": "published"}
    for name in ("crime_type", "outcome_type", "organised_crime_type"):
        if name in cells:
            cells[name] = series["category"]
    for column, value in _values(true, series).items():
        places = 0 if column == "number" else int(series["decimals"])
        cells[column] = rounded(value, places)
        cells["decimals" if column == "value" else f"{column}_decimals"] = str(places)
    if table == "organised_crime_group_shares" and true.area == NATION:
        cells["coverage"] = "excluding the Metropolitan Police"
    cells["data_source"] = "home_office" if table.startswith("crime_") else ""
    return list(cells.values())


def number_series() -> list[dict[str, str]]:
    """Crimes recorded, which no profile asks for and forces may supply."""
    common = dict.fromkeys(("baseline_start", "baseline_end", "denominator"), "")
    common |= {"edition": EDITION, "table": "crime_numbers", "unit": "count", "decimals": "0"}
    common |= {"period_start": "2015-07-01", "period_end": "2016-06-30"}
    return [common | {"category": name} for name in ("all_excluding_fraud", *RATES)]


@dataclass
class Sheet:
    """A table of a submission as it stands in a file: anything may be changed in it."""

    header: list[str]
    rows: list[list[str]]

    def cell(self, row: int, column: str) -> str:
        return self.rows[row][self.header.index(column)]

    def put(self, row: int, column: str, text: str) -> None:
        self.rows[row][self.header.index(column)] = text

    def find(self, **cells: str) -> int:
        """The position of the first row with these cells."""
        where = {self.header.index(name): text for name, text in cells.items()}
        return next(
            i
            for i, row in enumerate(self.rows)
            if all(row[at] == text for at, text in where.items())
        )

    def copy(self) -> Sheet:
        return Sheet(list(self.header), [list(row) for row in self.rows])


Tables = dict[str, Sheet]


def submission(
    forces: tuple[str, ...] = FORCES, *, nation: bool = True, numbers: bool = True, seed: int = 0
) -> Tables:
    """The tables of a sound submission of 2016."""
    required = [s for s in records.read("required_series") if s["edition"] == EDITION]
    made: Tables = {}
    for area in (*forces, *([NATION] if nation else [])):
        true = truth(area, seed)
        kind = "national" if area == NATION else "force"
        asked = [series for series in required if series["area_kind"] == kind]
        if numbers and area != NATION:
            asked += number_series()
        for series in asked:
            table = series["table"]
            sheet = made.setdefault(table, Sheet(list(KNOWN_TABLES[table]), []))
            sheet.rows.append(row(true, series))
    return made


def release_2015() -> Tables:
    """The figures of the first report, as a submission of their own; other reports of 2015 may come."""
    return {table: sheet.copy() for table, sheet in _carried().items()}


@cache
def _carried() -> Tables:
    made: Tables = {}
    for table in submission():
        rows = [list(record.values()) for record in records.read(table) if is_of_it(record)]
        if rows:
            made[table] = Sheet(list(KNOWN_TABLES[table]), rows)
    return made
