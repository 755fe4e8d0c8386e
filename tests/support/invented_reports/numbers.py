"""The invented figures of one force, and the published ones of England and Wales."""

import csv
from fractions import Fraction
from pathlib import Path
from random import Random

from tests.support.invented_reports.model import EDITION, Figure

DATA = Path(__file__).resolve().parents[3] / "data"
ENGLAND_AND_WALES = "england-and-wales"
YEAR, BEFORE, BASE = "2015-06-30", "2014-06-30", "2010-06-30"
MARCH, MARCH_BEFORE = "2015-03-31", "2014-03-31"
CHILDREN = {
    "out_of_court_formal": ("caution_youths", "caution_adults", "penalty_notices_for_disorder"),
    "out_of_court_informal": ("cannabis_khat_warning", "community_resolution"),
}
# The share of crimes, in tenths of a percent, between which an outcome's number is drawn.
OUTCOME_RANGES = {
    "charged_summonsed": (110, 210),
    "taken_into_consideration": (3, 18),
    "caution_youths": (4, 12),
    "caution_adults": (22, 48),
    "penalty_notices_for_disorder": (2, 14),
    "cannabis_khat_warning": (5, 19),
    "community_resolution": (21, 61),
}
# Figures about the work of the force: measure, smallest, largest, and what the value is a multiple of.
OPERATIONAL = (
    ("operational_command_units", 2, 9, 1),
    ("special_constables", 120, 900, 10),
    ("special_constables_planned", 40, 390, 10),
    ("control_strategy_priorities", 7, 12, 1),
    ("control_strategy_priorities_high", 3, 6, 1),
    ("near_repeat_burglary_radius", 100, 450, 50),
    ("anti_social_behaviour_units", 2, 8, 1),
    ("crime_recording_target", 12, 72, 12),
    ("investigation_days_without_supervision", 5, 12, 1),
    ("prisoner_investigation_unit_opens", 6, 9, 1),
    ("prisoner_investigation_unit_closes", 19, 23, 1),
    ("arson_task_force_referrals", 20, 180, 10),
    ("restorative_justice_programme_months", 3, 11, 1),
    ("registered_sex_offenders_change", 3, 19, 1),
    ("ancillary_orders_under_consideration", 13, 48, 1),
    ("community_engagement_officers", 2, 9, 1),
    ("seconded_officers_regional_unit", 2, 9, 1),
    ("exercise_dolphin_participants", 130, 480, 10),
    ("exploitation_campaign_months", 2, 11, 1),
    ("rural_intervention_vehicles", 2, 7, 1),
)
NATIONAL_OPERATIONAL = (
    "national_threats",
    "outcome_types_in_framework",
    "forces_without_full_outcomes",
)


def forces() -> dict[str, str]:
    """Return the name of every force that covers a county-like area, by its id."""
    with (DATA / "areas.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] == "force"]
    left_out = {"northamptonshire", "city-of-london", "metropolitan"}
    return {
        row["id"]: row["name"]
        for row in rows
        if row["id"] not in left_out and "Metropolitan" not in row["name"]
    }


def place_of(force: str) -> str:
    """Return the name of a force's area, as its reports write it."""
    for ending in (" Constabulary", " Police Service", " Police"):
        force = force.removesuffix(ending)
    return force


def _national() -> dict[str, Figure]:
    with (DATA / "figures.csv").open(encoding="utf-8", newline="") as file:
        rows = [
            row
            for row in csv.DictReader(file)
            if row["area"] == ENGLAND_AND_WALES and row["edition"] == EDITION
        ]
    figures = {}
    for row in rows:
        operational = row["table"] == "operational_figures"
        figure = Figure(row["figure_id"], Fraction(row["value"]), int(row["decimals"]), operational)
        # The published fall and rise that prose rounds to whole percent: 4.5 stands for a little less.
        if figure.exact == Fraction("4.5") and row["table"] == "crime_changes":
            figure.exact = Fraction("4.46")
        figures[row["figure_id"].replace(f":{EDITION}:{ENGLAND_AND_WALES}", "")] = figure
    return figures


def _change(later: int, earlier: int) -> Fraction:
    return Fraction(100 * (later - earlier), earlier)


def _moved(random: Random, low: int, high: int) -> Fraction:
    """Return a factor of change, in tenths of a percent, that is never nearly none."""
    tenths = random.choice([step for step in range(low, high) if abs(step) > 15])
    return 1 + Fraction(tenths, 1000)


def _outcomes(random: Random, crimes: int) -> dict[str, int]:
    counts = {}
    for name, (low, high) in OUTCOME_RANGES.items():
        counts[name] = crimes * random.randint(low, high) // 1000 + random.randint(0, 9)
    for parent, parts in CHILDREN.items():
        counts[parent] = sum(counts[part] for part in parts)
    return counts


class _Force:
    """Collects the invented figures of one force."""

    def __init__(self, area: str) -> None:
        self.area = area
        self.figures: dict[str, Figure] = {}

    def add(self, table: str, rest: str, exact: Fraction | int, decimals: int) -> None:
        figure_id = f"{table}:{EDITION}:{self.area}:{rest}"
        self.figures[f"{table}:{rest}"] = Figure(
            figure_id, Fraction(exact), decimals, table == "operational_figures"
        )


def _crime(force: _Force, random: Random, population: int) -> int:
    crimes = population * random.randint(420, 880) // 10000
    before = int(crimes / _moved(random, -80, 190))
    base = int(crimes / _moved(random, -240, 90))
    victim_based = crimes * random.randint(850, 930) // 1000
    victim_based_base = base + 1
    while victim_based_base > base:  # a part is no greater than its whole, in that year either
        victim_based_base = int(victim_based / _moved(random, -240, 90))
    force.add("crime_rates", f"all_excluding_fraud:{YEAR}", Fraction(1000 * crimes, population), 1)
    force.add(
        "crime_rates", f"all_excluding_fraud:{BEFORE}", Fraction(1000 * before, population), 1
    )
    force.add("crime_rates", f"victim_based:{YEAR}", Fraction(1000 * victim_based, population), 1)
    drawn = {"sexual_offences": (11, 29), "assault_with_injury": (48, 89)}
    drawn["burglary_in_a_dwelling"] = (41, 119)
    for name, (low, high) in drawn.items():
        force.add("crime_rates", f"{name}:{YEAR}", Fraction(random.randint(low, high), 10), 1)
    force.add("crime_changes", f"all_excluding_fraud:{YEAR}:{BEFORE}", _change(crimes, before), 1)
    force.add("crime_changes", f"all_excluding_fraud:{YEAR}:{BASE}", _change(crimes, base), 1)
    force.add(
        "crime_changes", f"victim_based:{YEAR}:{BASE}", _change(victim_based, victim_based_base), 0
    )
    for name, count in _outcomes(random, crimes).items():
        force.add("crime_outcomes", f"{name}:{YEAR}:number", count, 0)
        force.add("crime_outcomes", f"{name}:{YEAR}:rate", Fraction(100 * count, crimes), 1)
    return crimes


def _others(force: _Force, random: Random, population: int) -> None:
    incidents = population * random.randint(210, 520) // 10000
    before = int(incidents / _moved(random, -190, 70))
    force.add("anti_social_behaviour_incidents", YEAR, incidents, 0)
    force.add("anti_social_behaviour_rates", YEAR, Fraction(1000 * incidents, population), 1)
    force.add("anti_social_behaviour_rates", BEFORE, Fraction(1000 * before, population), 1)
    force.add("anti_social_behaviour_changes", f"{YEAR}:{BEFORE}", _change(incidents, before), 0)
    force.add("calls_for_assistance", MARCH, random.randint(210, 790), 0)
    force.add("domestic_abuse_shares", MARCH, Fraction(random.randint(80, 159), 10), 1)
    force.add("domestic_abuse_shares", MARCH_BEFORE, Fraction(random.randint(60, 129), 10), 1)
    force.add("victim_satisfaction", MARCH, Fraction(random.randint(751, 899), 10), 1)
    groups = random.randint(14, 96)
    drugs = random.randint(groups * 2 // 5, groups * 3 // 4)
    force.add("organised_crime_group_numbers", YEAR, groups, 0)
    force.add("organised_crime_group_rates", YEAR, Fraction(1_000_000 * groups, population), 1)
    force.add(
        "organised_crime_group_shares", f"drug_activity:{YEAR}", Fraction(100 * drugs, groups), 0
    )


def figures_of(area: str, random: Random) -> tuple[dict[str, Figure], dict[str, Figure]]:
    """Return the invented figures of the force and those of England and Wales, both by `table:rest of the id`."""
    population = random.randint(480, 2650) * 1000 + random.randint(0, 999)
    force = _Force(area)
    _crime(force, random, population)
    _others(force, random, population)
    for measure, low, high, step in OPERATIONAL:
        value = random.randint(low // step, high // step) * step
        force.add(
            "operational_figures",
            measure,
            max(value, low),
            2 if measure.endswith(("opens", "closes")) else 0,
        )
    return force.figures, _national()
