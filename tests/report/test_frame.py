import pandas as pd

from peel_data.findings import Finding, Place, Replacement, Report, Severity, Suggestion
from peel_data.report.frame import frame
from support.example_report import GOOD, REPORT


def test_there_is_a_row_for_each_place_and_one_for_a_finding_without() -> None:
    table = frame(REPORT)
    assert len(table) == sum(max(1, len(finding.places)) for finding in REPORT.findings)
    assert table.index.name == "finding"
    assert table.index.nunique() == len(REPORT.findings)
    first = table.loc[0]
    assert first[first.notna()].to_dict() == {
        "code": "S204",
        "severity": "error",
        "message": "The number has a comma between its thousands.",
        "expected": "digits, and a point before decimals",
        "hints": "Did you mean 1234?",
        "table": "crime_rates",
        "file": "northamptonshire-2016.zip/crime_rates.csv",
        "row": 12,
        "column": "value",
        "letter": "F",
        "text": "1,234",
    }


def test_columns_and_types_are_the_same_for_a_report_without_findings() -> None:
    full, empty = frame(REPORT), frame(GOOD)
    assert len(empty) == 0
    assert list(full.dtypes) == list(empty.dtypes)
    assert list(full.columns) == list(empty.columns)
    assert object not in set(full.dtypes)
    assert full["row"].dtype == "Int64"


def test_severities_are_in_order() -> None:
    table = frame(REPORT)
    assert table["severity"].max() == "error"
    assert (table["severity"] >= "warning").sum() == len(table) - 1


def test_a_report_becomes_a_frame_by_itself() -> None:
    pd.testing.assert_frame_equal(REPORT.to_pandas(), frame(REPORT))


def test_the_values_suggested_for_a_cell_stand_beside_it() -> None:
    here, there = Place("f.csv", row=2, column="value"), Place("f.csv", row=3, column="value")
    found = Finding(
        "A502",
        Severity.ERROR,
        "The parts do not sum.",
        (here, there),
        suggestions=(
            Suggestion((Replacement(here, "2651"),), "one digit mistyped"),
            Suggestion((Replacement(here, "2561"), Replacement(there, "8")), ""),
        ),
    )
    assert frame(Report("f.csv", (found,), ()))["suggested"].tolist() == ["2651 2561", "8"]
