"""The report's figures as plain objects, and a way to make others."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from peel_data.schema.interval import printed_interval, rounding_of

EDITION = "peel-effectiveness-2015"
FORCE, NATION = "northamptonshire", "england-and-wales"
UNITS = {
    "calls_for_assistance_rate": "per_1000_population",
    "crime_rate": "per_1000_population",
    "crime_change": "percent_change",
    "outcome_number": "count",
    "outcome_rate": "percent_of_recorded_crime",
    "anti_social_behaviour_incidents": "count",
    "anti_social_behaviour_rate": "per_1000_population",
    "anti_social_behaviour_change": "percent_change",
    "domestic_abuse_share": "percent_of_recorded_crime",
    "organised_crime_groups": "count",
    "organised_crime_group_rate": "per_million_population",
    "organised_crime_group_share": "percent_of_groups",
    "victim_satisfaction_rate": "percent_of_victims",
    "recorded_crimes": "count",
    "population": "count",
}
TABLES = {
    "calls_for_assistance_rate": "calls_for_assistance",
    "crime_rate": "crime_rates",
    "crime_change": "crime_changes",
    "outcome_number": "crime_outcomes",
    "outcome_rate": "crime_outcomes",
    "anti_social_behaviour_rate": "anti_social_behaviour_rates",
    "anti_social_behaviour_change": "anti_social_behaviour_changes",
    "domestic_abuse_share": "domestic_abuse_shares",
    "organised_crime_groups": "organised_crime_group_numbers",
    "organised_crime_group_rate": "organised_crime_group_rates",
    "organised_crime_group_share": "organised_crime_group_shares",
    "victim_satisfaction_rate": "victim_satisfaction",
}


@dataclass(frozen=True, slots=True)
class Printed:
    id: str
    table: str
    measure: str
    edition: str
    area: str
    category: str | None
    period_start: date | None
    period_end: date | None
    baseline_start: date | None
    baseline_end: date | None
    value: Decimal
    decimals: int
    unit: str
    denominator: str | None
    qualifier: str
    coverage: str | None
    population_base: str | None
    lower: Decimal | None
    upper: Decimal | None
    notes: tuple = ()

    @property
    def rounding(self):
        return rounding_of(self.unit, self.decimals)


def decimal(end):
    return None if end is None else Decimal(end.numerator) / Decimal(end.denominator)


def printed(
    measure,
    value,
    *,
    area=FORCE,
    category=None,
    end="2015-06-30",
    moment=False,
    baseline=None,
    edition=EDITION,
    qualifier="exact",
    decimals=None,
    unit=None,
    coverage=None,
    population_base=None,
):
    """A figure as printed; its precision is that of the text unless told otherwise."""
    number = Decimal(str(value).replace(",", ""))
    places = -number.as_tuple().exponent if decimals is None else decimals
    unit = unit or UNITS[measure]
    interval = printed_interval(number, places, unit, qualifier)
    last = date.fromisoformat(end)
    first = None if moment else year_to(last)
    before = None if baseline is None else date.fromisoformat(baseline)
    parts = [measure, category, area, end, baseline and f"from-{baseline}", coverage]
    return Printed(
        id="/".join(p for p in parts if p),
        table=TABLES.get(measure, measure),
        measure=measure,
        edition=edition,
        area=area,
        category=category,
        period_start=first,
        period_end=last,
        baseline_start=before and year_to(before),
        baseline_end=before,
        value=number,
        decimals=places,
        unit=unit,
        denominator=None,
        qualifier=qualifier,
        coverage=coverage,
        population_base=population_base,
        lower=decimal(interval.lower),
        upper=decimal(interval.upper),
    )


def year_to(last):
    return date(last.year - 1, last.month % 12 + 1, 1)


def rounded(truth, decimals):
    """A true value as a publication would print it, halves away from zero."""
    scale = Fraction(10) ** decimals
    whole = int(abs(Fraction(truth)) * scale + Fraction(1, 2))
    sign = -1 if truth < 0 else 1
    return str(Decimal(sign * whole).scaleb(-decimals))


def altered(figures, id_, value):
    """The same figures with one of them printed otherwise."""
    assert any(f.id == id_ for f in figures), id_
    return [f if f.id != id_ else with_value(f, value) for f in figures]


def with_value(figure, value):
    number = Decimal(value)
    places = -number.as_tuple().exponent
    interval = printed_interval(number, places, figure.unit, figure.qualifier)
    return replace(
        figure,
        value=number,
        decimals=places,
        lower=decimal(interval.lower),
        upper=decimal(interval.upper),
    )


OUTCOMES = {
    "charged_summonsed": ("6968", "14.9", "577678", "16.0"),
    "taken_into_consideration": ("451", "1.0", "21318", "0.6"),
    "out_of_court_formal": ("2263", "4.8", "165384", "4.6"),
    "caution_youths": ("370", "0.8", "19703", "0.5"),
    "caution_adults": ("1744", "3.7", "115000", "3.2"),
    "penalty_notices_for_disorder": ("149", "0.3", "30681", "0.8"),
    "out_of_court_informal": ("2479", "5.3", "159915", "4.4"),
    "cannabis_khat_warning": ("417", "0.9", "41964", "1.2"),
    "community_resolution": ("2062", "4.4", "117951", "3.3"),
}
CRIME_RATES = {
    "all_excluding_fraud": ("65.7", "63.0"),
    "victim_based": ("59.8", "56.0"),
    "sexual_offences": ("2.1", "1.6"),
    "assault_with_injury": ("7.5", "6.3"),
    "burglary_in_a_dwelling": ("8.0", "8.4"),
}


def both(measure, force, nation, **rest):
    return [
        printed(measure, force, area=FORCE, **rest),
        printed(measure, nation, area=NATION, **rest),
    ]


def report():
    """What the 2015 effectiveness report on Northamptonshire prints."""
    figures = both("calls_for_assistance_rate", "748", "350", end="2015-03-31")
    for category, values in CRIME_RATES.items():
        unit = "per_1000_households" if category.startswith("burglary") else None
        figures += both("crime_rate", *values, category=category, unit=unit)
    everything = "all_excluding_fraud"
    figures += both("crime_rate", "58.1", "60.3", category=everything, end="2014-06-30")
    figures += both("crime_change", "13.0", "4.5", category=everything, baseline="2014-06-30")
    figures += both("crime_change", "-10.6", "-12.6", category=everything, baseline="2010-06-30")
    figures += both("crime_change", "-12", "-12", category="victim_based", baseline="2010-06-30")
    for category, (number, rate, national_number, national_rate) in OUTCOMES.items():
        figures += both("outcome_number", number, national_number, category=category)
        figures += both("outcome_rate", rate, national_rate, category=category)
    figures.append(printed("anti_social_behaviour_incidents", "31626"))
    figures += both("anti_social_behaviour_rate", "44.3", "32.9")
    figures += both("anti_social_behaviour_rate", "47.0", "36.2", end="2014-06-30")
    figures += both("anti_social_behaviour_change", "-6", "-9", baseline="2014-06-30")
    figures += both("domestic_abuse_share", "11.5", "10.0", end="2015-03-31")
    figures += both("domestic_abuse_share", "9.0", "8.5", end="2014-03-31")
    figures.append(printed("organised_crime_groups", "31", moment=True))
    figures += both("organised_crime_group_rate", "43.4", "74.7", moment=True)
    drugs = {"category": "drug_activity", "moment": True}
    figures.append(printed("organised_crime_group_share", "58", **drugs))
    figures.append(
        printed(
            "organised_crime_group_share",
            "64",
            area=NATION,
            coverage="excluding the Metropolitan Police",
            **drugs,
        )
    )
    figures += both("victim_satisfaction_rate", "83.5", "83.8", end="2015-03-31")
    return figures
