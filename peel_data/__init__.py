"""The published figures of HMIC's PEEL inspections of the police: typed, sourced, schema-validated.

    >>> import peel_data as peel
    >>> row = peel.crime_rates.one(
    ...     area="northamptonshire", crime_type="sexual_offences", period_end="2015-06-30"
    ... )
    >>> row.value, row.unit
    (Decimal('2.1'), 'per_1000_population')

Every table is here by its name; `tables()` lists them. `figures()` is every published number in one list,
each with unit, period, printed precision, caveats and every place where it is printed.

Importing this reads nothing and imports nothing heavy.
"""

from peel_data.api import (
    at,
    compare,
    export,
    figure,
    figures,
    find,
    implied,
    implied_quantities,
    plot,
    tables,
    validate,
)
from peel_data.errors import (
    Ambiguous,
    DefaultChanged,
    InvalidArgument,
    MissingExtra,
    NotFound,
    NotPrinted,
    PackageDataError,
    PeelError,
    ReleaseError,
    SubmissionError,
)
from peel_data.schema.vocabulary import (
    AreaId,
    CrimeTypeId,
    DataSourceId,
    DenominatorId,
    GradeId,
    OperationalMeasureId,
    OrganisedCrimeTypeId,
    OutcomeTypeId,
    QuantityName,
    QuestionId,
    UnitId,
)
from peel_data.tables import INSTALLED, TableName
from peel_data.tables import table_named as table
from peel_data.tables.lookup import area_id
from peel_data.tables.table import Rows, Table
from peel_data.version import __version__

amendments = INSTALLED.amendments
anti_social_behaviour_changes = INSTALLED.anti_social_behaviour_changes
anti_social_behaviour_incidents = INSTALLED.anti_social_behaviour_incidents
anti_social_behaviour_rates = INSTALLED.anti_social_behaviour_rates
areas = INSTALLED.areas
areas_for_improvement = INSTALLED.areas_for_improvement
calls_for_assistance = INSTALLED.calls_for_assistance
citations = INSTALLED.citations
comparisons = INSTALLED.comparisons
crime_changes = INSTALLED.crime_changes
crime_numbers = INSTALLED.crime_numbers
crime_outcomes = INSTALLED.crime_outcomes
crime_rates = INSTALLED.crime_rates
crime_types = INSTALLED.crime_types
data_sources = INSTALLED.data_sources
denominators = INSTALLED.denominators
domestic_abuse_shares = INSTALLED.domestic_abuse_shares
editions = INSTALLED.editions
grades = INSTALLED.grades
judgments = INSTALLED.judgments
notes = INSTALLED.notes
operational_figures = INSTALLED.operational_figures
operational_measures = INSTALLED.operational_measures
organised_crime_group_numbers = INSTALLED.organised_crime_group_numbers
organised_crime_group_rates = INSTALLED.organised_crime_group_rates
organised_crime_group_shares = INSTALLED.organised_crime_group_shares
organised_crime_types = INSTALLED.organised_crime_types
outcome_types = INSTALLED.outcome_types
publications = INSTALLED.publications
questions = INSTALLED.questions
report_figures = INSTALLED.report_figures
required_series = INSTALLED.required_series
revisions = INSTALLED.revisions
units = INSTALLED.units
victim_satisfaction = INSTALLED.victim_satisfaction
waivers = INSTALLED.waivers

__all__ = [
    "Ambiguous",
    "AreaId",
    "CrimeTypeId",
    "DataSourceId",
    "DefaultChanged",
    "DenominatorId",
    "GradeId",
    "InvalidArgument",
    "MissingExtra",
    "NotFound",
    "NotPrinted",
    "OperationalMeasureId",
    "OrganisedCrimeTypeId",
    "OutcomeTypeId",
    "PackageDataError",
    "PeelError",
    "QuantityName",
    "QuestionId",
    "ReleaseError",
    "Rows",
    "SubmissionError",
    "Table",
    "TableName",
    "UnitId",
    "__version__",
    "amendments",
    "anti_social_behaviour_changes",
    "anti_social_behaviour_incidents",
    "anti_social_behaviour_rates",
    "area_id",
    "areas",
    "areas_for_improvement",
    "at",
    "calls_for_assistance",
    "citations",
    "compare",
    "comparisons",
    "crime_changes",
    "crime_numbers",
    "crime_outcomes",
    "crime_rates",
    "crime_types",
    "data_sources",
    "denominators",
    "domestic_abuse_shares",
    "editions",
    "export",
    "figure",
    "figures",
    "find",
    "grades",
    "implied",
    "implied_quantities",
    "judgments",
    "notes",
    "operational_figures",
    "operational_measures",
    "organised_crime_group_numbers",
    "organised_crime_group_rates",
    "organised_crime_group_shares",
    "organised_crime_types",
    "outcome_types",
    "plot",
    "publications",
    "questions",
    "report_figures",
    "required_series",
    "revisions",
    "table",
    "tables",
    "units",
    "validate",
    "victim_satisfaction",
    "waivers",
]

table.__name__ = table.__qualname__ = "table"  # for help and for pickle, which look it up here
table.__module__ = __name__


def __dir__() -> list[str]:
    """Offer for completion the public names alone."""
    return __all__
