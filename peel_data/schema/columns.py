"""Shared column types of the row models: title, meaning, bounds and what a column refers to.

Each is `Annotated[...]`, so that one definition serves pydantic, the Table Schema and the data
dictionary. Patterns are anchored on both sides: pydantic and Frictionless read unanchored ones
differently.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple, TypeAlias

from pydantic import Field

from peel_data.schema import vocabulary
from peel_data.schema.cell_types import CELL_TYPES, FIGURE_ID, ID, ONE_LINE, SLUG, SLUGS
from peel_data.schema.spec import References


class Month(NamedTuple):
    """Marks text as a year and month, `2016-02`: no day is invented."""


YEAR_MONTH = f"^{CELL_TYPES['yearmonth'].pattern.pattern}$"
Text = Annotated[str, Field(pattern=ONE_LINE)]
YearMonth = Annotated[str, Field(pattern=YEAR_MONTH), Month()]

Qualifier = Literal["about", "almost", "at_least", "exact", "over"]
Rounding = Literal["exact", "nearest"]
Derivation = Literal["counted", "printed", "worded"]
SourceBasis = Literal["inferred", "stated"]
Status = Literal["not_comparable", "not_supplied", "published", "suppressed", "withdrawn"]

# --- what every row of a reference table starts with --------------------------------------------

Id = Annotated[str, Field(title="Id", description="The name used in other tables.", pattern=ID)]
SlugId = Annotated[
    str, Field(title="Id", description="The name used in other tables.", pattern=SLUG)
]
if (
    TYPE_CHECKING
):  # a new row is read before the vocabulary is made of it, so only type checkers know
    AreaRowId: TypeAlias = vocabulary.AreaId
    CrimeTypeRowId: TypeAlias = vocabulary.CrimeTypeId
    OutcomeTypeRowId: TypeAlias = vocabulary.OutcomeTypeId
    OrganisedCrimeTypeRowId: TypeAlias = vocabulary.OrganisedCrimeTypeId
    QuestionRowId: TypeAlias = vocabulary.QuestionId
    GradeRowId: TypeAlias = vocabulary.GradeId
    UnitRowId: TypeAlias = vocabulary.UnitId
    DenominatorRowId: TypeAlias = vocabulary.DenominatorId
    DataSourceRowId: TypeAlias = vocabulary.DataSourceId
else:
    AreaRowId = SlugId
    CrimeTypeRowId = OutcomeTypeRowId = OrganisedCrimeTypeRowId = Id
    QuestionRowId = GradeRowId = UnitRowId = DenominatorRowId = DataSourceRowId = Id
Title = Annotated[Text, Field(title="Title", description="Its name in words.")]
Description = Annotated[Text, Field(title="Description", description="What it means.")]

# --- what every row of published figures starts with -------------------------------------------

EditionId = Annotated[
    str,
    Field(
        title="Edition",
        description="The round of inspection reports that prints the row.",
        pattern=SLUG,
    ),
    References("editions"),
]
AreaId = Annotated[
    vocabulary.AreaId,
    Field(title="Area", description="The police force area, or England and Wales."),
    References("areas"),
]
CrimeTypeId = Annotated[
    vocabulary.CrimeTypeId,
    Field(title="Crime type", description="The kind of police recorded crime."),
    References("crime_types"),
]
OutcomeTypeId = Annotated[
    vocabulary.OutcomeTypeId,
    Field(
        title="Outcome type",
        description="How the investigation ended; groups are listed alongside their parts.",
    ),
    References("outcome_types"),
]
OrganisedCrimeTypeId = Annotated[
    vocabulary.OrganisedCrimeTypeId,
    Field(
        title="Organised crime type", description="The predominant criminal activity of the groups."
    ),
    References("organised_crime_types"),
]
QuestionId = Annotated[
    vocabulary.QuestionId,
    Field(title="Question", description="The question the inspection asked."),
    References("questions"),
]
GradeId = Annotated[
    vocabulary.GradeId,
    Field(title="Grade", description="The grade given, from the scale in `grades`."),
    References("grades"),
]
OperationalMeasureId = Annotated[
    vocabulary.OperationalMeasureId,
    Field(title="Measure", description="What the figure counts or measures."),
    References("operational_measures"),
]
PublicationId = Annotated[
    str,
    Field(title="Publication", description="The report it is printed in.", pattern=SLUG),
    References("publications"),
]
Locator = Annotated[
    str,
    Field(
        title="Locator",
        description="The part of the publication: a figure, a panel, or a section by its heading.",
        pattern=ONE_LINE,
    ),
]

PeriodStart = Annotated[
    dt.date,
    Field(title="Period start", description="First day of the period the figure covers."),
]
PeriodEnd = Annotated[
    dt.date,
    Field(
        title="Period end",
        description="Last day of the period the figure covers, or the date it describes.",
    ),
]
BaselineStart = Annotated[
    dt.date,
    Field(
        title="Baseline start", description="First day of the period the change is measured from."
    ),
]
BaselineEnd = Annotated[
    dt.date,
    Field(
        title="Baseline end",
        description="Last day of the period, or the moment, the change is measured from.",
    ),
]

# --- what every row of published figures ends with ---------------------------------------------

Value = Annotated[
    Decimal,
    Field(
        title="Value",
        description="The figure as canonical decimal text: a fall is negative; no plus sign, comma or percent "
        "sign; printed zeros kept.",
    ),
]
Decimals = Annotated[
    int,
    Field(
        title="Decimals",
        description="Printed precision: 1 for 14.9; 0 for a whole number; -5 for 2.8 million.",
        ge=-12,
        le=9,
    ),
]
UNIT = Field(title="Unit", description="The unit of the value.")
IN_UNITS = References("units")
UnitId = Annotated[vocabulary.UnitId, UNIT, IN_UNITS]
DenominatorId = Annotated[
    vocabulary.DenominatorId,
    Field(title="Denominator", description="What a rate or share is measured against."),
    References("denominators"),
]
QualifierText = Annotated[
    Qualifier,
    Field(
        title="Qualifier",
        description="How the report states it: exact, about, at least, over or almost.",
    ),
]
RoundingText = Annotated[
    Rounding,
    Field(
        title="Rounding",
        description="How the number bounds the true value: nearest, rounded to the last printed digit; or "
        "exact, the true value itself.",
    ),
]
DerivationText = Annotated[
    Derivation,
    Field(
        title="Derivation",
        description="How the number follows from the text. printed: it appears there, in digits or spelled out. "
        "counted: the text names the things but prints no number. worded: the text gives a quantity in words, "
        "such as “the majority”.",
    ),
]
Place = Annotated[
    Text,
    Field(
        title="Place",
        description="Where the figure applies, in words, if the area's name would be misleading.",
    ),
]
StatusText = Annotated[
    Status,
    Field(
        title="Status",
        description="published, or why there is no value: not supplied, not comparable, suppressed, withdrawn.",
    ),
]
DataSourceId = Annotated[
    vocabulary.DataSourceId,
    Field(title="Data source", description="Who the figure comes from."),
    References("data_sources"),
]
DataSourceBasis = Annotated[
    SourceBasis,
    Field(
        title="Data source basis",
        description="stated: the report states the source, beside the number, for its table, or for all "
        "that the inspection found. inferred: taken from the source of a neighbouring figure.",
    ),
]
Coverage = Annotated[
    str,
    Field(
        title="Coverage",
        description="What the area excludes here, to be read after its name: excluding ...",
        pattern=ONE_LINE,
    ),
]
PopulationBase = Annotated[
    str,
    Field(
        title="Population base",
        description="The population estimate behind a rate, where the report states it.",
        pattern=ONE_LINE,
    ),
]
NoteIds = Annotated[
    str,
    Field(
        title="Notes",
        description="Ids of the notes that apply, separated by spaces.",
        pattern=SLUGS,
    ),
]
FigureId = Annotated[
    str,
    Field(
        title="Figure id",
        description="The readable, stable name of one published figure.",
        pattern=FIGURE_ID,
    ),
]
