"""Police recorded crime: demand, numbers, rates and changes."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from peel_data.schema import columns as c
from peel_data.schema.base import Change, Printed, Published, Row, Sourced, Year
from peel_data.schema.spec import TableSpec


class ByCrimeType(Row):
    """One row for each crime type."""

    crime_type: c.CrimeTypeId


class CallsForAssistance(Sourced, Printed, Year, Published):
    spec: ClassVar = TableSpec(
        name="calls_for_assistance",
        title="Calls for assistance",
        description="Calls for assistance per 1,000 residents, in the 12 months to 31 March.",
        key=("edition", "area", "period_end"),
        measures={"value": "calls_for_assistance_rate"},
        example={"area": "northamptonshire", "period_end": "2015-03-31"},
    )
    unit: Annotated[Literal["per_1000_population"], c.UNIT, c.IN_UNITS]


class CrimeRate(Sourced, Printed, Year, ByCrimeType, Published):
    spec: ClassVar = TableSpec(
        name="crime_rates",
        title="Police recorded crime rates",
        description=(
            "Crimes recorded in 12 months per 1,000 residents, or per 1,000 households for burglary in a dwelling."
        ),
        key=("edition", "area", "crime_type", "period_end"),
        measures={"value": "crime_rate"},
        example={
            "area": "northamptonshire",
            "crime_type": "sexual_offences",
            "period_end": "2015-06-30",
        },
    )
    unit: Annotated[Literal["per_1000_households", "per_1000_population"], c.UNIT, c.IN_UNITS]


class CrimeNumber(Sourced, Printed, Year, ByCrimeType, Published):
    spec: ClassVar = TableSpec(
        name="crime_numbers",
        title="Police recorded crimes",
        description=(
            "Crimes recorded in 12 months. The report of 2015 prints rates and no numbers; forces hold the "
            "numbers and may supply them with the rates, which are then checked against them."
        ),
        key=("edition", "area", "crime_type", "period_end"),
        measures={"value": "recorded_crimes"},
    )
    unit: Annotated[Literal["count"], c.UNIT, c.IN_UNITS]


class CrimeChange(Sourced, Printed, Change, ByCrimeType, Published):
    spec: ClassVar = TableSpec(
        name="crime_changes",
        title="Changes in police recorded crime",
        description="Change in the number of crimes recorded, from one 12-month period to a later one.",
        key=("edition", "area", "crime_type", "period_end", "baseline_end"),
        measures={"value": "crime_change"},
        example={
            "area": "northamptonshire",
            "crime_type": "all_excluding_fraud",
            "period_end": "2015-06-30",
            "baseline_end": "2014-06-30",
        },
    )
    unit: Annotated[Literal["percent_change"], c.UNIT, c.IN_UNITS]


class DomesticAbuseShare(Sourced, Printed, Year, Published):
    spec: ClassVar = TableSpec(
        name="domestic_abuse_shares",
        title="Domestic abuse as a share of recorded crime",
        description="Domestic abuse as a percentage of all crimes recorded (excluding fraud) in 12 months.",
        key=("edition", "area", "period_end"),
        measures={"value": "domestic_abuse_share"},
        example={"area": "northamptonshire", "period_end": "2015-03-31"},
    )
    unit: Annotated[Literal["percent_of_recorded_crime"], c.UNIT, c.IN_UNITS]
