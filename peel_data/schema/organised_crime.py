"""Organised crime groups: how many, how many for the population, and what they mostly do."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from peel_data.schema import columns as c
from peel_data.schema.base import Moment, Printed, Published, Row, Sourced
from peel_data.schema.spec import TableSpec


class ByOrganisedCrimeType(Row):
    """One row for each predominant criminal activity."""

    organised_crime_type: c.OrganisedCrimeTypeId


class OrganisedCrimeGroupNumber(Sourced, Printed, Moment, Published):
    spec: ClassVar = TableSpec(
        name="organised_crime_group_numbers",
        title="Organised crime groups",
        description=(
            "Organised crime groups that the force was disrupting, investigating or monitoring at a given date."
        ),
        key=("edition", "area", "period_end"),
        measures={"value": "organised_crime_groups"},
        example={"area": "northamptonshire", "period_end": "2015-06-30"},
    )
    unit: Annotated[Literal["count"], c.UNIT, c.IN_UNITS]


class OrganisedCrimeGroupRate(Sourced, Printed, Moment, Published):
    spec: ClassVar = TableSpec(
        name="organised_crime_group_rates",
        title="Organised crime groups per million population",
        description="Organised crime groups at a given date per million residents.",
        key=("edition", "area", "period_end"),
        measures={"value": "organised_crime_group_rate"},
        example={"area": "northamptonshire", "period_end": "2015-06-30"},
    )
    unit: Annotated[Literal["per_million_population"], c.UNIT, c.IN_UNITS]


class OrganisedCrimeGroupShare(Sourced, Printed, Moment, ByOrganisedCrimeType, Published):
    spec: ClassVar = TableSpec(
        name="organised_crime_group_shares",
        title="Organised crime groups by predominant activity",
        description=(
            "Share of organised crime groups whose predominant activity is of one type, at a given date."
        ),
        key=("edition", "area", "organised_crime_type", "period_end"),
        measures={"value": "organised_crime_group_share"},
        example={
            "area": "northamptonshire",
            "organised_crime_type": "drug_activity",
            "period_end": "2015-06-30",
        },
    )
    unit: Annotated[Literal["percent_of_groups"], c.UNIT, c.IN_UNITS]
