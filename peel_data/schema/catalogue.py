"""The catalogue: every published figure in one long table, and every place where one is printed."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import Field

from peel_data.schema import cell_types
from peel_data.schema import columns as c
from peel_data.schema.base import Row
from peel_data.schema.spec import References, TableSpec


class FigureRow(Row):
    spec: ClassVar = TableSpec(
        name="figures",
        title="Figures",
        description=(
            "Every published number of every table of figures, with the interval that its printed "
            "forms allow."
        ),
        key=("figure_id",),
        generated=True,
        example={
            "figure_id": "victim_satisfaction:peel-effectiveness-2015:northamptonshire:2015-03-31",
        },
    )
    figure_id: c.FigureId
    table: Annotated[
        str, Field(title="Table", description="The table that holds it.", pattern=cell_types.ID)
    ]
    measure: Annotated[
        str, Field(title="Measure", description="What is measured.", pattern=cell_types.ID)
    ]
    title: Annotated[c.Text, Field(title="Title", description="Its name in words.")]
    edition: c.EditionId
    area: c.AreaId
    place: c.Place | None = None
    category: Annotated[
        str | None,
        Field(
            title="Category",
            description="Its crime, outcome or organised crime type.",
            pattern=cell_types.ID,
        ),
    ] = None
    period_start: c.PeriodStart | None = None
    period_end: c.PeriodEnd | None = None
    baseline_start: c.BaselineStart | None = None
    baseline_end: c.BaselineEnd | None = None
    value: c.Value
    decimals: c.Decimals
    unit: c.UnitId
    denominator: c.DenominatorId | None = None
    qualifier: c.QualifierText
    rounding: c.RoundingText | None = None
    derivation: c.DerivationText | None = None
    lower: Annotated[
        Decimal | None,
        Field(
            title="Lower",
            description="Smallest true value that every printed form allows; empty if unbounded.",
        ),
    ] = None
    upper: Annotated[
        Decimal | None,
        Field(
            title="Upper",
            description="Largest true value that every printed form allows; empty if unbounded.",
        ),
    ] = None
    data_source: c.DataSourceId | None = None
    data_source_basis: c.DataSourceBasis | None = None
    coverage: c.Coverage | None = None
    population_base: c.PopulationBase | None = None
    notes: c.NoteIds | None = None


class Citation(Row):
    spec: ClassVar = TableSpec(
        name="citations",
        title="Citations",
        description="Every place where a figure is printed, with the token as printed there.",
        key=("figure_id", "publication", "locator", "printed", "occurrence"),
        example={
            "figure_id": "victim_satisfaction:peel-effectiveness-2015:northamptonshire:2015-03-31",
            "publication": "peel-effectiveness-2015-northamptonshire",
            "locator": "Force in numbers: Victim satisfaction rate",
            "printed": "83.5%",
            "occurrence": 1,
        },
    )
    figure_id: Annotated[
        str,
        Field(
            title="Figure id",
            description="The figure that is printed there.",
            pattern=cell_types.FIGURE_ID,
        ),
        References("figures", "figure_id"),
    ]
    publication: c.PublicationId
    locator: c.Locator
    occurrence: Annotated[
        int,
        Field(
            title="Occurrence",
            description="Which of the same tokens in that part of the text, from 1.",
            ge=1,
        ),
    ]
    printed: Annotated[
        c.Text, Field(title="Printed", description="The token as printed; a number may be a word.")
    ]
    printed_value: Annotated[
        Decimal, Field(title="Printed value", description="The value the token states.")
    ]
    printed_decimals: Annotated[
        int,
        Field(
            title="Printed decimals",
            description="The precision the token states it at.",
            ge=-12,
            le=9,
        ),
    ]
