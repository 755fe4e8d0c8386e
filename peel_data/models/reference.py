"""Reference tables: areas, types, questions, grades, units, and the places figures come from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from peel_data import columns as c
from peel_data.models.base import Problem, Row, TableSpec

Id = Annotated[str, Field(title="Id", description="The name used in other tables.", pattern=c.ID)]
Title = Annotated[c.Text, Field(title="Title", description="What a person calls it.")]
Description = Annotated[c.Text, Field(title="Description", description="What it means.")]


class Area(Row):
    """Police force areas, combinations of them that reports use, and England and Wales."""

    spec: ClassVar = TableSpec(name="areas", title="Areas", key=("id",))
    id: Annotated[
        str, Field(title="Id", description="The name used in other tables.", pattern=c.SLUG)
    ]
    name: Annotated[c.Text, Field(title="Name", description="The force's name, or the area's.")]
    kind: Annotated[
        Literal["combined", "force", "national"],
        Field(title="Kind", description="One force, several forces taken together, or the nation."),
    ]
    ons_code: Annotated[
        str | None,
        Field(
            title="ONS code",
            description="The area's code in the register of the Office for National Statistics.",
            pattern=r"^[EWK][0-9]{8}$",
        ),
    ] = None
    region: Annotated[
        c.Text | None, Field(title="Region", description="The English region, or Wales.")
    ] = None
    country: Annotated[c.Text | None, Field(title="Country", description="England or Wales.")] = (
        None
    )
    members: Annotated[
        str | None,
        Field(title="Members", description="For more than one force: their ids.", pattern=c.SLUGS),
        c.References("areas", many=True),
    ] = None

    def problems(self) -> Iterator[Problem]:
        """A force has no members; anything else has."""
        yield from super().problems()
        if (self.kind == "force") != (self.members is None):
            yield Problem(
                "R312",
                "members",
                f"{self.id} is of kind {self.kind}: only more than one force has members.",
            )


class Edition(Row):
    """Rounds of inspection reports."""

    spec: ClassVar = TableSpec(name="editions", title="Editions", key=("id",))
    id: Annotated[
        str, Field(title="Id", description="The name used in other tables.", pattern=c.SLUG)
    ]
    title: Title
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
    """What an edition must contain: its profile of series, for each kind of area.

    A submission is held against it, and the template is made from it. A new edition is declared by a row
    in `editions` and its series here, not by code.
    """

    spec: ClassVar = TableSpec(
        name="required_series", title="Required series", key=("edition", "area_kind", "series")
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
        str, Field(title="Table", description="The table it belongs in.", pattern=c.ID)
    ]
    category: Annotated[
        str | None,
        Field(
            title="Category",
            description="Its category, where the table has categories.",
            pattern=c.ID,
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
    """Reports that figures are taken from."""

    spec: ClassVar = TableSpec(name="publications", title="Publications", key=("id",))
    id: Annotated[
        str, Field(title="Id", description="The name used in other tables.", pattern=c.SLUG)
    ]
    edition: c.EditionId
    area: c.AreaId
    title: Title
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
    """Every figure, table and panel of a report: what it shows, and whether its values are printed.

    A chart draws values that the text does not print. Those are in no table of this package, and asking
    for one raises `NotPrinted`.
    """

    spec: ClassVar = TableSpec(
        name="report_figures", title="Figures, tables and panels", key=("edition", "area", "figure")
    )
    edition: c.EditionId
    area: c.AreaId
    figure: Annotated[str, Field(title="Figure", description="Its short name.", pattern=c.ID)]
    publication: c.PublicationId
    label: Annotated[
        c.Text,
        Field(title="Label", description="How the report calls it; citations use it as locator."),
    ]
    kind: Annotated[
        Literal["chart", "panel", "table"],
        Field(title="Kind", description="A chart, a panel of numbers or a table."),
    ]
    title: Annotated[c.Text, Field(title="Title", description="What it shows, in our own words.")]
    data_source: c.DataSourceId | None = None
    tables: Annotated[
        str, Field(title="Tables", description="The tables whose measures it shows.", pattern=c.IDS)
    ]
    category: Annotated[
        str | None,
        Field(
            title="Category",
            description="The one category it shows, if it shows one.",
            pattern=c.ID,
        ),
    ] = None
    charted_areas: Annotated[
        str,
        Field(
            title="Charted areas",
            description="The areas it shows, or `all-forces`.",
            pattern=c.SLUGS,
        ),
    ]
    excluded_areas: Annotated[
        str | None,
        Field(title="Excluded areas", description="Areas it leaves out.", pattern=c.SLUGS),
        c.References("areas", many=True),
    ] = None
    combined_areas: Annotated[
        str | None,
        Field(title="Combined areas", description="Areas it shows together.", pattern=c.SLUGS),
        c.References("areas", many=True),
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
            pattern=c.FIGURE_IDS,
        ),
        c.References("figures", "figure_id", many=True),
    ] = None
    notes: c.NoteIds | None = None


class CrimeType(Row):
    """Kinds of police recorded crime, as a tree."""

    spec: ClassVar = TableSpec(name="crime_types", title="Crime types", key=("id",))
    id: Id
    title: Title
    parent: Annotated[
        str | None,
        Field(title="Parent", description="The kind it is part of.", pattern=c.ID),
        c.References("crime_types"),
    ] = None
    description: Description


class OutcomeType(Row):
    """How investigations end, as a tree."""

    spec: ClassVar = TableSpec(name="outcome_types", title="Outcome types", key=("id",))
    id: Id
    title: Title
    parent: Annotated[
        str | None,
        Field(title="Parent", description="The group it is part of.", pattern=c.ID),
        c.References("outcome_types"),
    ] = None
    complete: Annotated[
        bool, Field(title="Complete", description="Whether its parts in this table add up to it.")
    ]
    description: Description


class OrganisedCrimeType(Row):
    """Predominant criminal activities of organised crime groups."""

    spec: ClassVar = TableSpec(
        name="organised_crime_types", title="Organised crime types", key=("id",)
    )
    id: Id
    title: Title
    description: Description


class Question(Row):
    """The questions of the inspection; number 0 is the overall question."""

    spec: ClassVar = TableSpec(name="questions", title="Questions", key=("id",))
    id: Id
    number: Annotated[
        int,
        Field(
            title="Number", description="Its number in the report; 0 is the overall question.", ge=0
        ),
    ]
    title: Title


class Grade(Row):
    """The scale of judgments, best first."""

    spec: ClassVar = TableSpec(name="grades", title="Grades", key=("id",))
    id: Id
    rank: Annotated[int, Field(title="Rank", description="1 is best.", ge=1)]
    title: Title
    meaning: Annotated[
        c.Text, Field(title="Meaning", description="What the grade says, in our own words.")
    ]


class Unit(Row):
    """Units of published figures."""

    spec: ClassVar = TableSpec(name="units", title="Units", key=("id",))
    id: Id
    title: Title
    suffix: Annotated[
        c.Text | None, Field(title="Suffix", description="What follows the number in a sentence.")
    ] = None
    description: Description


class Denominator(Row):
    """What rates and shares are rates and shares of."""

    spec: ClassVar = TableSpec(name="denominators", title="Denominators", key=("id",))
    id: Id
    title: Title


class DataSource(Row):
    """Who figures come from."""

    spec: ClassVar = TableSpec(name="data_sources", title="Data sources", key=("id",))
    id: Id
    title: Title


class Note(Row):
    """Caveats and explanations, in our own words, with the place each comes from."""

    spec: ClassVar = TableSpec(name="notes", title="Notes", key=("id",))
    id: Annotated[
        str, Field(title="Id", description="The name used in other tables.", pattern=c.SLUG)
    ]
    publication: c.PublicationId
    locator: c.Locator
    text: Annotated[c.Text, Field(title="Text", description="The note.")]
