"""What the inspection said in words: judgments, areas for improvement, comparisons."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from peel_data.schema import cell_types
from peel_data.schema import columns as c
from peel_data.schema.base import Published, Row
from peel_data.schema.spec import References, TableSpec


class ByQuestion(Row):
    """One row for each question of the inspection."""

    question: c.QuestionId


class Judgment(ByQuestion, Published):
    spec: ClassVar = TableSpec(
        name="judgments",
        title="Judgments",
        description="The grade given for a question, when it was inspected and when it was published.",
        key=("edition", "area", "question"),
        example={
            "edition": "peel-effectiveness-2015",
            "area": "northamptonshire",
            "question": "overall",
        },
    )
    grade: c.GradeId
    inspected_from: Annotated[
        c.YearMonth | None,
        Field(title="Inspected from", description="First month of the inspection, where given."),
    ] = None
    inspected_to: Annotated[
        c.YearMonth | None,
        Field(title="Inspected to", description="Last month of the inspection, where given."),
    ] = None
    published: Annotated[
        c.YearMonth,
        Field(title="Published", description="Month in which the judgment was published."),
    ]
    full_report: Annotated[
        str,
        Field(
            title="Full report",
            description="The publication that reports on the question in full.",
            pattern=cell_types.SLUG,
        ),
        References("publications"),
    ]
    publication: c.PublicationId
    locator: c.Locator
    notes: c.NoteIds | None = None


class AreaForImprovement(ByQuestion, Published):
    spec: ClassVar = TableSpec(
        name="areas_for_improvement",
        title="Areas for improvement",
        description=(
            "What the force should improve, numbered as listed under its question, summarised in "
            "our own words."
        ),
        key=("edition", "area", "question", "number"),
        example={
            "edition": "peel-effectiveness-2015",
            "area": "northamptonshire",
            "question": "investigating_crime",
            "number": 1,
        },
    )
    number: Annotated[
        int,
        Field(
            title="Number", description="Its place in the list under the question, from 1.", ge=1
        ),
    ]
    summary: Annotated[
        c.Text, Field(title="Summary", description="What is to be improved, in our own words.")
    ]
    publication: c.PublicationId
    locator: c.Locator


class Comparison(Published):
    spec: ClassVar = TableSpec(
        name="comparisons",
        title="Comparisons in words",
        description="A comparison that the report makes in words and not in numbers, coded.",
        key=("edition", "area", "comparison"),
        example={
            "edition": "peel-effectiveness-2015",
            "area": "england-and-wales",
            "comparison": "drug_activity_england_and_wales",
        },
    )
    comparison: Annotated[
        str,
        Field(title="Comparison", description="The name of the statement.", pattern=cell_types.ID),
    ]
    table: Annotated[
        str,
        Field(
            title="Table", description="The table of the measure compared.", pattern=cell_types.ID
        ),
    ]
    category: Annotated[
        str | None,
        Field(
            title="Category",
            description="The category compared, if the measure has categories.",
            pattern=cell_types.ID,
        ),
    ] = None
    relation: Annotated[
        Literal[
            "increased",
            "decreased",
            "in_line",
            "similar",
            "significantly_higher",
            "significantly_lower",
            "most_common",
            "too_high",
            "significantly_changed",
        ],
        Field(
            title="Relation",
            description="What is said: how the measure relates to what it is compared with.",
        ),
    ]
    against: Annotated[
        Literal[
            "previous_year",
            "earlier_period",
            "england_and_wales",
            "most_forces",
            "other_crime_types",
            "previous_inspections",
            "not_stated",
        ],
        Field(
            title="Against",
            description="What it is compared with; not_stated where the report does not say.",
        ),
    ]
    period_end: c.PeriodEnd | None = None
    against_period_end: Annotated[
        dt.date | None,
        Field(
            title="Against period end", description="Last day of the period it is compared with."
        ),
    ] = None
    numerator: Annotated[
        int | None,
        Field(title="Numerator", description="2 in “more than two-thirds of forces”.", ge=0),
    ] = None
    denominator: Annotated[
        int | None,
        Field(title="Denominator", description="3 in “more than two-thirds of forces”.", ge=1),
    ] = None
    qualifier: Annotated[
        c.Qualifier | None, Field(title="Qualifier", description="“more than” is over.")
    ] = None
    publication: c.PublicationId
    locator: c.Locator
    printed: Annotated[
        c.Text,
        Field(title="Printed", description="The words or the token that carry the statement."),
    ]
    also_in: Annotated[
        str | None,
        Field(
            title="Also in",
            description="Other parts that repeat it, separated by semicolons.",
            pattern=cell_types.ONE_LINE,
        ),
    ] = None
    notes: c.NoteIds | None = None
