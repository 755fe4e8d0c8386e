"""Reports: editions and what they ask for, publications, what they draw, and notes."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from peel_data.schema import cell_types
from peel_data.schema import columns as c
from peel_data.schema.base import Row
from peel_data.schema.spec import TableSpec


class Edition(Row):
    spec: ClassVar = TableSpec(
        name="editions",
        title="Editions",
        description="Rounds of inspection reports.",
        key=("id",),
        example={"id": "peel-effectiveness-2015"},
    )
    id: c.SlugId
    title: c.Title
    programme: Annotated[c.Text, Field(title="Programme", description="The inspection programme.")]
    pillar: Annotated[
        Literal["effectiveness", "efficiency", "legitimacy"],
        Field(title="Pillar", description="What was inspected."),
    ]
    year: Annotated[
        int,
        Field(title="Year", description="The year the reports are named for.", ge=2014, le=2100),
    ]
    first_published: Annotated[
        c.YearMonth | None,
        Field(
            title="First published",
            description="Month of the first report; empty while figures are being collected.",
        ),
    ] = None


class RequiredSeries(Row):
    spec: ClassVar = TableSpec(
        name="required_series",
        title="Required series",
        description=(
            "What an edition must contain: its profile of series, for each kind of area. Submissions are checked "
            "against it, and templates are made from it. A new edition is "
            "declared by a row in `editions` and its series here, not by code."
        ),
        key=("edition", "area_kind", "series"),
        example={
            "edition": "peel-effectiveness-2015",
            "area_kind": "force",
            "series": "anti_social_behaviour_changes_2015_06_30_from_2014_06_30",
        },
    )
    edition: c.EditionId
    area_kind: Annotated[
        Literal["force", "national"],
        Field(title="Kind of area", description="Whether forces or the nation must have it."),
    ]
    series: Annotated[
        str,
        Field(
            title="Series",
            description="Its short name in the edition.",
            pattern=r"^[a-z][a-z0-9_]*$",
        ),
    ]
    table: Annotated[
        str, Field(title="Table", description="The table it belongs in.", pattern=cell_types.ID)
    ]
    category: Annotated[
        str | None,
        Field(
            title="Category",
            description="Its category, where the table has categories.",
            pattern=cell_types.ID,
        ),
    ] = None
    period_start: c.PeriodStart | None = None
    period_end: c.PeriodEnd
    baseline_start: c.BaselineStart | None = None
    baseline_end: c.BaselineEnd | None = None
    decimals: c.Decimals
    unit: c.UnitId
    denominator: c.DenominatorId | None = None
    supplier: Annotated[
        Literal["force", "hmic"],
        Field(title="Supplier", description="Who supplies it: the force, or HMIC for the nation."),
    ]


class Publication(Row):
    spec: ClassVar = TableSpec(
        name="publications",
        title="Publications",
        description="Reports that figures are taken from.",
        key=("id",),
        example={"id": "peel-effectiveness-2015-northamptonshire"},
    )
    id: c.SlugId
    edition: c.EditionId
    area: c.AreaId
    title: c.Title
    publisher: Annotated[c.Text, Field(title="Publisher", description="Who published it.")]
    published: Annotated[c.YearMonth, Field(title="Published", description="Month of publication.")]
    isbn: Annotated[
        str | None,
        Field(title="ISBN", description="Its ISBN, if it has one.", pattern=r"^[0-9-]{13,17}$"),
    ] = None
    url: Annotated[
        str | None,
        Field(title="URL", description="Where it was published.", pattern=r"^https://[^\s]+$"),
    ] = None
    licence: Annotated[
        c.Text, Field(title="Licence", description="The licence it was published under.")
    ]


class ReportFigure(Row):
    spec: ClassVar = TableSpec(
        name="report_figures",
        title="Figures, tables and panels",
        description=(
            "Every figure, table and panel of a report: what it shows, and whether its values are "
            "printed. A chart draws values that the text does not print. Those are in no table of "
            "this package, and asking for one raises `NotPrinted`."
        ),
        key=("edition", "area", "figure"),
        example={
            "edition": "peel-effectiveness-2015",
            "area": "northamptonshire",
            "figure": "figure_1",
        },
    )
    edition: c.EditionId
    area: c.AreaId
    figure: Annotated[
        str, Field(title="Figure", description="Its short name.", pattern=cell_types.ID)
    ]
    publication: c.PublicationId
    label: Annotated[
        c.Text,
        Field(
            title="Label",
            description="What the report calls it; citations use it as their locator.",
        ),
    ]
    kind: Annotated[
        Literal["chart", "panel", "table"],
        Field(title="Kind", description="A chart, a panel of numbers or a table."),
    ]
    title: Annotated[c.Text, Field(title="Title", description="What it shows, in our own words.")]
    data_source: c.DataSourceId | None = None
    tables: Annotated[
        str,
        Field(
            title="Tables",
            description="The tables whose measures it shows.",
            pattern=cell_types.IDS,
        ),
    ]
    category: Annotated[
        str | None,
        Field(
            title="Category",
            description="The one category it shows, if it shows one.",
            pattern=cell_types.ID,
        ),
    ] = None
    charted_areas: Annotated[
        str,
        Field(
            title="Charted areas",
            description="The areas it shows, or `all-forces`.",
            pattern=cell_types.SLUGS,
        ),
    ]
    excluded_areas: Annotated[
        str | None,
        Field(title="Excluded areas", description="Areas it leaves out.", pattern=cell_types.SLUGS),
    ] = None
    combined_areas: Annotated[
        str | None,
        Field(
            title="Combined areas", description="Areas it shows together.", pattern=cell_types.SLUGS
        ),
    ] = None
    period_start: c.PeriodStart | None = None
    period_end: c.PeriodEnd
    values_printed: Annotated[
        bool, Field(title="Values printed", description="Whether its numbers are printed.")
    ]
    printed_figures: Annotated[
        str | None,
        Field(
            title="Printed figures",
            description="The figures that share its measure and are printed.",
            pattern=cell_types.FIGURE_IDS,
        ),
    ] = None
    notes: c.NoteIds | None = None


class Note(Row):
    spec: ClassVar = TableSpec(
        name="notes",
        title="Notes",
        description="Caveats and explanations, in our own words, with the place each comes from.",
        key=("id",),
        example={"id": "asb-from-force-return"},
    )
    id: c.SlugId
    publication: c.PublicationId
    locator: c.Locator
    text: Annotated[c.Text, Field(title="Text", description="The note.")]
