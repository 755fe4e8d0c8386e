"""Victims of crime: how satisfied they are with the police."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from peel_data.schema import columns as c
from peel_data.schema.base import Printed, Published, Sourced, Year
from peel_data.schema.spec import TableSpec


class VictimSatisfaction(Sourced, Printed, Year, Published):
    spec: ClassVar = TableSpec(
        name="victim_satisfaction",
        title="Victim satisfaction",
        description=(
            "Victims satisfied with their whole experience of the police, as a percentage of "
            "victims."
        ),
        key=("edition", "area", "period_end"),
        measures={"value": "victim_satisfaction_rate"},
        example={"area": "northamptonshire", "period_end": "2015-03-31"},
    )
    unit: Annotated[Literal["percent_of_victims"], c.UNIT, c.IN_UNITS]
