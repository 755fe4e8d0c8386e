"""Anti-social behaviour: incidents, rates and changes."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from peel_data.schema import columns as c
from peel_data.schema.base import Change, Printed, Published, Sourced, Year
from peel_data.schema.spec import TableSpec


class AntiSocialBehaviourIncidents(Sourced, Printed, Year, Published):
    spec: ClassVar = TableSpec(
        name="anti_social_behaviour_incidents",
        title="Anti-social behaviour incidents",
        description="Incidents of anti-social behaviour recorded in 12 months.",
        key=("edition", "area", "period_end"),
        measures={"value": "anti_social_behaviour_incidents"},
        example={"area": "northamptonshire", "period_end": "2015-06-30"},
    )
    unit: Annotated[Literal["count"], c.UNIT, c.IN_UNITS]


class AntiSocialBehaviourRate(Sourced, Printed, Year, Published):
    spec: ClassVar = TableSpec(
        name="anti_social_behaviour_rates",
        title="Anti-social behaviour rates",
        description="Incidents of anti-social behaviour recorded in 12 months per 1,000 residents.",
        key=("edition", "area", "period_end"),
        measures={"value": "anti_social_behaviour_rate"},
        example={"area": "northamptonshire", "period_end": "2015-06-30"},
    )
    unit: Annotated[Literal["per_1000_population"], c.UNIT, c.IN_UNITS]


class AntiSocialBehaviourChange(Sourced, Printed, Change, Published):
    spec: ClassVar = TableSpec(
        name="anti_social_behaviour_changes",
        title="Changes in anti-social behaviour",
        description=(
            "Change in the number of incidents of anti-social behaviour, from one 12-month period to a later one."
        ),
        key=("edition", "area", "period_end", "baseline_end"),
        measures={"value": "anti_social_behaviour_change"},
        example={
            "area": "northamptonshire",
            "period_end": "2015-06-30",
            "baseline_end": "2014-06-30",
        },
    )
    unit: Annotated[Literal["percent_change"], c.UNIT, c.IN_UNITS]
