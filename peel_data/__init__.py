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

from peel_data.accessors import (
    anti_social_behaviour_changes,
    anti_social_behaviour_incidents,
    anti_social_behaviour_rates,
    areas,
    areas_for_improvement,
    calls_for_assistance,
    citations,
    comparisons,
    crime_changes,
    crime_numbers,
    crime_outcomes,
    crime_rates,
    crime_types,
    data_sources,
    denominators,
    domestic_abuse_shares,
    editions,
    grades,
    judgments,
    notes,
    operational_figures,
    operational_measures,
    organised_crime_group_numbers,
    organised_crime_group_rates,
    organised_crime_group_shares,
    organised_crime_types,
    outcome_types,
    publications,
    questions,
    report_figures,
    required_series,
    revisions,
    table,
    units,
    victim_satisfaction,
)
from peel_data.api import figure, figures, find, tables, validate
from peel_data.errors import (
    Ambiguous,
    InvalidArgument,
    NotFound,
    NotPrinted,
    PackageDataError,
    PeelError,
    ReleaseError,
    SubmissionError,
)
from peel_data.tabular import Rows, Table
from peel_data.version import __version__

__all__ = [
    "Ambiguous",
    "InvalidArgument",
    "NotFound",
    "NotPrinted",
    "PackageDataError",
    "PeelError",
    "ReleaseError",
    "Rows",
    "SubmissionError",
    "Table",
    "__version__",
    "anti_social_behaviour_changes",
    "anti_social_behaviour_incidents",
    "anti_social_behaviour_rates",
    "areas",
    "areas_for_improvement",
    "calls_for_assistance",
    "citations",
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
    "figure",
    "figures",
    "find",
    "grades",
    "judgments",
    "notes",
    "operational_figures",
    "operational_measures",
    "organised_crime_group_numbers",
    "organised_crime_group_rates",
    "organised_crime_group_shares",
    "organised_crime_types",
    "outcome_types",
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
]
