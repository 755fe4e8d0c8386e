"""Operational figures: the single numbers of the text, each a measure of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, TypeAlias

from pydantic import Field

from peel_data.schema import cell_types, vocabulary
from peel_data.schema import columns as c
from peel_data.schema.base import Printed, Published, Row, Sourced
from peel_data.schema.spec import TableSpec


class ByOperationalMeasure(Row):
    """One row for each operational measure."""

    measure: c.OperationalMeasureId


class SometimesDated(Row):
    """A month, a period or a moment where the report gives one; none where it does not."""

    month: Annotated[
        c.YearMonth | None,
        Field(
            title="Month",
            description="The month it happened or began in, where only the month is printed.",
        ),
    ] = None
    period_start: c.PeriodStart | None = None
    period_end: c.PeriodEnd | None = None
    baseline_start: c.BaselineStart | None = None
    baseline_end: c.BaselineEnd | None = None


class Derived(Row):
    derivation: c.DerivationText | None = None


class OperationalFigure(Derived, Sourced, Printed, SometimesDated, ByOperationalMeasure, Published):
    spec: ClassVar = TableSpec(
        name="operational_figures",
        title="Operational figures",
        description=(
            "A single number of the text: staff, units, targets, hours, programmes. `measure` says "
            "what it is (see `operational_measures`). National and regional facts are listed under England and "
            "Wales; `place` of their measure says where they apply. Two kinds of number are not "
            "printed, and `derivation` marks them. Counted: “a” or “an” before one thing counts as 1, "
            "and a list counts as its items. Worded: “the majority” and “most” are over 50 percent, "
            "“all” is 100 percent, “monthly” is 12 a year and “every day” is 7 days a week."
        ),
        key=("edition", "area", "measure"),
        measures={"value": "operational"},
        example={
            "edition": "peel-effectiveness-2015",
            "area": "northamptonshire",
            "measure": "special_constables",
        },
    )


if TYPE_CHECKING:  # see `columns`
    MeasureRowId: TypeAlias = vocabulary.OperationalMeasureId
else:
    MeasureRowId = Annotated[
        str,
        Field(
            title="Measure id",
            description="The name used in `operational_figures`.",
            pattern=cell_types.ID,
        ),
    ]


class OperationalMeasure(Row):
    spec: ClassVar = TableSpec(
        name="operational_measures",
        title="Operational measures",
        description="What the operational figures count or measure.",
        key=("id",),
        example={"id": "special_constables"},
    )
    id: MeasureRowId
    title: Annotated[c.Text, Field(title="Title", description="Its name in words.")]
    unit: Annotated[
        str,
        Field(title="Unit", description="The unit it is given in.", pattern=cell_types.ID),
        c.IN_UNITS,
    ]
    description: Annotated[
        c.Text, Field(title="Description", description="What exactly is counted or measured.")
    ]
    rounding: c.RoundingText | None = None
    place: c.Place | None = None
