"""How investigations of recorded crime ended."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from peel_data.schema import columns as c
from peel_data.schema.base import (
    Published,
    Row,
    Sourced,
    Year,
)
from peel_data.schema.spec import TableSpec


class ByOutcomeType(Row):
    """One row for each outcome type."""

    outcome_type: c.OutcomeTypeId


class NumberAndRate(Row):
    """A number and a rate that are always printed together: two figures."""

    number: Annotated[
        int | None, Field(title="Number", description="Outcomes recorded in the period.")
    ] = None
    number_decimals: Annotated[
        int | None,
        Field(
            title="Decimals of the number",
            description="Printed precision of the number.",
            ge=-12,
            le=9,
        ),
    ] = None
    rate: Annotated[
        Decimal | None,
        Field(
            title="Rate",
            description="The number as a percentage of the crimes recorded in the same period.",
        ),
    ] = None
    rate_decimals: Annotated[
        int | None,
        Field(
            title="Decimals of the rate", description="Printed precision of the rate.", ge=-12, le=9
        ),
    ] = None
    unit: Annotated[Literal["percent_of_recorded_crime"], c.UNIT, c.IN_UNITS]
    denominator: c.DenominatorId | None = None
    qualifier: c.QualifierText


class CrimeOutcome(Sourced, NumberAndRate, Year, ByOutcomeType, Published):
    spec: ClassVar = TableSpec(
        name="crime_outcomes",
        title="Outcomes of recorded crime",
        description=(
            "Outcomes recorded in 12 months: their number, and their rate against crimes recorded "
            "in the same months. Number and rate are printed together and are two figures; unit, "
            "denominator and qualifier speak of the rate. The outcomes are a tree (see "
            "`outcome_types`): groups stand beside their parts."
        ),
        key=("edition", "area", "outcome_type", "period_end"),
        measures={"number": "outcome_number", "rate": "outcome_rate"},
        example={
            "area": "northamptonshire",
            "outcome_type": "charged_summonsed",
            "period_end": "2015-06-30",
        },
    )
