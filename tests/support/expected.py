"""Hidden true values, and the figures that a publication would print of them."""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from hypothesis import strategies as st

from support.printed import printed, rounded

NOW, BEFORE = date(2015, 6, 30), date(2014, 6, 30)
ROUNDINGS = [(0, 0), (1, 0), (1, 1), (2, 1)]
"""Decimals of rates, and of changes and shares."""
FORMAL = ("caution_youths", "caution_adults", "penalty_notices_for_disorder")
INFORMAL = ("cannabis_khat_warning", "community_resolution")
CRIMES = {
    "all_excluding_fraud": "recorded_crimes",
    "victim_based": "victim_based_crimes",
    "sexual_offences": "sexual_offences",
    "assault_with_injury": "assaults_with_injury",
}


@dataclass
class Truth:
    """True values by quantity and year; one population stands behind all rates of a year."""

    population: int
    values: dict = field(default_factory=dict)
    earlier: int | None = None

    def people(self, end):
        return self.earlier if end == BEFORE and self.earlier else self.population

    def value(self, quantity, end):
        return self.people(end) if quantity == "population" else self.values[quantity, end]


@st.composite
def truths(draw, growth=False):
    """Draw true values; with `growth`, of a population that moves by up to 3 percent."""
    truth = Truth(draw(st.integers(1_000, 900_000)))
    if growth:
        truth.earlier = -(-truth.population * 100 // draw(st.integers(98, 102)))
    set_ = truth.values.__setitem__
    for end in (NOW, BEFORE):
        crimes = draw(st.integers(1, truth.population))
        victim_based = draw(st.integers(0, crimes))
        set_(("recorded_crimes", end), crimes)
        set_(("victim_based_crimes", end), victim_based)
        set_(("anti_social_behaviour_incidents", end), draw(st.integers(1, truth.population)))
    for name in ("sexual_offences", "assaults_with_injury"):
        set_((name, NOW), draw(st.integers(0, truth.values["victim_based_crimes", NOW])))
    for name in (*FORMAL, *INFORMAL, "charged_summonsed"):
        set_((f"{name}_outcomes", NOW), draw(st.integers(0, truth.population)))
    for whole, parts in (("out_of_court_formal", FORMAL), ("out_of_court_informal", INFORMAL)):
        total = sum(truth.values[f"{part}_outcomes", NOW] for part in parts)
        set_((f"{whole}_outcomes", NOW), total)
    groups = draw(st.integers(1, 80))
    set_(("organised_crime_groups", NOW), groups)
    set_(("drug_activity_groups", NOW), draw(st.integers(0, groups)))
    return truth


def print_all(truth, rounding):
    """Every figure a report could print of it."""
    decimals, coarse = rounding
    values = truth.values
    crimes, incidents = "recorded_crimes", "anti_social_behaviour_incidents"

    def rate(name, end, per=1_000):
        return rounded(Fraction(per * values[name, end], truth.people(end)), decimals)

    def change(name):
        return rounded(100 * Fraction(values[name, NOW], values[name, BEFORE]) - 100, coarse)

    figures = []
    for category, name in CRIMES.items():
        figures.append(printed("crime_rate", rate(name, NOW), category=category))
    everything, before = "all_excluding_fraud", BEFORE.isoformat()
    figures += [
        printed("crime_rate", rate(crimes, BEFORE), category=everything, end=before),
        printed("crime_change", change(crimes), category=everything, baseline=before),
        printed("anti_social_behaviour_rate", rate(incidents, NOW)),
        printed("anti_social_behaviour_rate", rate(incidents, BEFORE), end=before),
        printed("anti_social_behaviour_change", change(incidents), baseline=before),
        printed("anti_social_behaviour_incidents", str(values[incidents, NOW])),
    ]
    for (name, end), number in values.items():
        if name.endswith("_outcomes"):
            category = name.removesuffix("_outcomes")
            share = rounded(Fraction(100 * number, values[crimes, end]), decimals)
            figures.append(printed("outcome_number", str(number), category=category))
            figures.append(printed("outcome_rate", share, category=category))
    groups, drugs = values["organised_crime_groups", NOW], values["drug_activity_groups", NOW]
    share = rounded(Fraction(100 * drugs, groups), coarse)
    figures += [
        printed("organised_crime_groups", str(groups), moment=True),
        printed(
            "organised_crime_group_rate",
            rate("organised_crime_groups", NOW, 1_000_000),
            moment=True,
        ),
        printed("organised_crime_group_share", share, category="drug_activity", moment=True),
    ]
    return figures
