"""The public surface: adding a name is deliberate, and removing one is a major release."""

from __future__ import annotations

import importlib.util
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import peel_data as peel

ROOT = Path(__file__).parent
FIGURE_ID = "victim_satisfaction:peel-effectiveness-2015:northamptonshire:2015-03-31"

TABLES = [
    "amendments",
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
    "units",
    "victim_satisfaction",
    "waivers",
]


def refused(function, *arguments):
    with pytest.raises(peel.InvalidArgument):
        function(*arguments)
    return True


FUNCTIONS = {
    "area_id": lambda: peel.area_id("Kent Police") == "kent",
    "at": lambda: peel.at(peel.__version__).figure(FIGURE_ID).id == FIGURE_ID,
    "compare": lambda: (
        peel.compare("crime_rates", area="northamptonshire", to="england-and-wales")[0].verdict
    ),
    "export": lambda: refused(peel.export, ROOT),
    "figure": lambda: peel.figure(FIGURE_ID).id == FIGURE_ID,
    "figures": lambda: len(peel.figures()) > 100,
    "find": lambda: peel.find("victim satisfaction")[0].table == "victim_satisfaction",
    "implied": lambda: peel.implied("recorded_crimes", area="northamptonshire").lower,
    "implied_quantities": lambda: peel.implied_quantities(area="northamptonshire"),
    "plot": lambda: (
        importlib.util.find_spec("altair") is None
        or peel.plot("judgments", area="northamptonshire")
    ),
    "table": lambda: peel.table("areas") is peel.areas,
    "tables": lambda: peel.areas in peel.tables(),
    "validate": lambda: peel.validate({"areas": peel.areas.to_pandas()}, ignore=["V"]).ok,
}
# They had no row when their specs were written, and rows that come later change no Python file.
WITHOUT_EXAMPLE = {"amendments", "crime_numbers", "revisions", "waivers"}
TYPES = [
    "AreaId",
    "CrimeTypeId",
    "DataSourceId",
    "DenominatorId",
    "GradeId",
    "OperationalMeasureId",
    "OrganisedCrimeTypeId",
    "OutcomeTypeId",
    "QuantityName",
    "QuestionId",
    "TableName",
    "UnitId",
]
ERRORS = [
    "Ambiguous",
    "DefaultChanged",
    "InvalidArgument",
    "MissingExtra",
    "NotFound",
    "NotPrinted",
    "PackageDataError",
    "PeelError",
    "ReleaseError",
    "SubmissionError",
]


def test_the_public_names():
    assert sorted(peel.__all__) == sorted(
        [*TABLES, *FUNCTIONS, *ERRORS, *TYPES, "Rows", "Table", "__version__"]
    )


def test_every_table_is_public_under_its_name():
    # The long table of figures is `peel.figures()`: the function took the name.
    assert {table.name for table in peel.tables()} == {*TABLES, "figures"}
    for name in TABLES:
        assert getattr(peel, name) is peel.table(name)


def test_every_public_name_still_answers_when_every_module_is_imported():
    for module in pkgutil.walk_packages(peel.__path__, "peel_data."):
        # The hook is imported by PyInstaller alone, which brings what it imports.
        if not module.name.endswith(("__main__", "hook-peel_data")):
            importlib.import_module(module.name)
    for name, answers in FUNCTIONS.items():
        assert answers(), name
    for name in TABLES:
        assert len(getattr(peel, name).rows) == len(getattr(peel, name)), name
    for name in ERRORS:
        assert issubclass(getattr(peel, name), (peel.PeelError, Warning))


def test_a_folder_never_takes_the_place_of_the_function_of_its_name():
    folders = {module.name for module in pkgutil.iter_modules(peel.__path__)}
    both = sorted(folders & set(peel.__all__))
    assert both == ["figures", "tables"]
    for name in both:
        code = (
            f"import peel_data.{name}, pkgutil, importlib\n"
            f"for module in pkgutil.iter_modules(importlib.import_module('peel_data.{name}').__path__):\n"
            f"    importlib.import_module('peel_data.{name}.' + module.name)\n"
            f"assert len(peel_data.{name}()) > 30"
        )
        subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    ("error", "also"),
    [
        (peel.NotFound, LookupError),
        (peel.NotPrinted, peel.NotFound),
        (peel.Ambiguous, LookupError),
        (peel.InvalidArgument, ValueError),
    ],
)
def test_errors_are_also_what_python_calls_them(error, also):
    assert issubclass(error, also)
    assert issubclass(error, peel.PeelError)


def test_every_public_function_and_class_is_described():
    for name in [*FUNCTIONS, *ERRORS, "Rows", "Table"]:
        assert getattr(peel, name).__doc__, name
    for table in peel.tables():
        assert type(table).__doc__
        assert ("Example:" in type(table).one.__doc__) == (table.name not in WITHOUT_EXAMPLE)
