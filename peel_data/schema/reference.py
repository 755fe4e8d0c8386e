"""Reference tables: areas, types, questions, grades, units and sources."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from peel_data.schema import cell_types
from peel_data.schema import columns as c
from peel_data.schema.base import Row
from peel_data.schema.spec import References, TableSpec


class Area(Row):
    spec: ClassVar = TableSpec(
        name="areas",
        title="Areas",
        description="Police force areas, combinations of them that reports use, and England and Wales.",
        key=("id",),
        example={"id": "northamptonshire"},
    )
    id: c.AreaRowId
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
        Field(
            title="Members",
            description="For an area of several forces: their ids.",
            pattern=cell_types.SLUGS,
        ),
    ] = None


class CrimeType(Row):
    spec: ClassVar = TableSpec(
        name="crime_types",
        title="Crime types",
        description="Kinds of police recorded crime, as a tree.",
        key=("id",),
        example={"id": "sexual_offences"},
    )
    id: c.CrimeTypeRowId
    title: c.Title
    parent: Annotated[
        str | None,
        Field(title="Parent", description="The kind it is part of.", pattern=cell_types.ID),
        References("crime_types"),
    ] = None
    description: c.Description


class OutcomeType(Row):
    spec: ClassVar = TableSpec(
        name="outcome_types",
        title="Outcome types",
        description="How investigations end, as a tree.",
        key=("id",),
        example={"id": "charged_summonsed"},
    )
    id: c.OutcomeTypeRowId
    title: c.Title
    parent: Annotated[
        str | None,
        Field(title="Parent", description="The group it is part of.", pattern=cell_types.ID),
        References("outcome_types"),
    ] = None
    complete: Annotated[
        bool, Field(title="Complete", description="Whether its parts in this table add up to it.")
    ]
    description: c.Description


class OrganisedCrimeType(Row):
    spec: ClassVar = TableSpec(
        name="organised_crime_types",
        title="Organised crime types",
        description="Predominant criminal activities of organised crime groups.",
        key=("id",),
        example={"id": "drug_activity"},
    )
    id: c.OrganisedCrimeTypeRowId
    title: c.Title
    description: c.Description


class Question(Row):
    spec: ClassVar = TableSpec(
        name="questions",
        title="Questions",
        description="The questions of the inspection; number 0 is the overall question.",
        key=("id",),
        example={"id": "overall"},
    )
    id: c.QuestionRowId
    number: Annotated[
        int,
        Field(
            title="Number", description="Its number in the report; 0 is the overall question.", ge=0
        ),
    ]
    title: c.Title


class Grade(Row):
    spec: ClassVar = TableSpec(
        name="grades",
        title="Grades",
        description="The scale of judgments, best first.",
        key=("id",),
        example={"id": "good"},
    )
    id: c.GradeRowId
    rank: Annotated[int, Field(title="Rank", description="1 is best.", ge=1)]
    title: c.Title
    meaning: Annotated[
        c.Text, Field(title="Meaning", description="What the grade says, in our own words.")
    ]


class Unit(Row):
    spec: ClassVar = TableSpec(
        name="units",
        title="Units",
        description="Units of published figures.",
        key=("id",),
        example={"id": "per_1000_population"},
    )
    id: c.UnitRowId
    title: c.Title
    suffix: Annotated[
        c.Text | None, Field(title="Suffix", description="What follows the number in a sentence.")
    ] = None
    description: c.Description


class Denominator(Row):
    spec: ClassVar = TableSpec(
        name="denominators",
        title="Denominators",
        description="What rates and shares are rates and shares of.",
        key=("id",),
        example={"id": "households"},
    )
    id: c.DenominatorRowId
    title: c.Title


class DataSource(Row):
    spec: ClassVar = TableSpec(
        name="data_sources",
        title="Data sources",
        description=(
            "Where figures come from, and when they were published or collected. A source in another state, such as "
            "the same statistics after a revision, is a row of its own."
        ),
        key=("id",),
        example={"id": "home_office"},
    )
    id: c.DataSourceRowId
    title: c.Title
    vintage: Annotated[
        c.Text | None,
        Field(
            title="Vintage",
            description="When the data was published or collected: later revisions are not in it.",
        ),
    ] = None
