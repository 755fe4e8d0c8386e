"""A report of another force or edition than it is drafted for is refused."""

from __future__ import annotations

import pytest

from peel_data.errors import SubmissionError
from peel_data.tables import records
from peel_data.transcribe import draft as folder_of
from support.invented_report import AREA, REPORT, drafted


def test_a_report_of_another_force_is_refused(tmp_path):
    (own,) = (row["name"] for row in records.read("areas") if row["id"] == AREA)
    text = REPORT.replace(own, "Surrey Police").replace(own.split(" Police")[0], "Surrey")
    with pytest.raises(SubmissionError, match=f"names Surrey Police .* times and {own} 0 times"):
        drafted(tmp_path, text)


TITLE = "PEEL: Police effectiveness 2015"


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("PEEL: Police effectiveness 2017", "no such edition"),
        ("PEEL: Police effectiveness\n\n2016", "use --edition peel-effectiveness-2016"),
        ("PEEL: Police legitimacy 2015", "“PEEL: Police legitimacy 2015”, but --edition"),
        ("Police efficiency (including leadership) 2015", "no such edition"),
        ("PEEL Assessment 2021/22", "“PEEL Assessment 2021/22”, but --edition"),
    ],
)
def test_a_report_of_another_edition_is_refused(tmp_path, title, said):
    with pytest.raises(SubmissionError, match=said):
        drafted(tmp_path, REPORT.replace(TITLE, title, 1))
    assert not (tmp_path / "draft").exists()


@pytest.mark.parametrize("published", ["March 2018", "March 2014"])
def test_without_a_title_the_month_of_publication_tells_the_edition(tmp_path, published):
    untitled = REPORT.replace(TITLE, "An inspection", 1).replace("February 2016", published, 1)
    with pytest.raises(SubmissionError, match=f"published in {published}, but reports of"):
        drafted(tmp_path, untitled)


def test_without_either_the_days_of_the_figures_tell_the_edition(tmp_path):
    later = REPORT.replace(TITLE, "An inspection", 1).replace("30 June 2015", "30 June 2016")
    with pytest.raises(
        SubmissionError, match=r"to 30 June 2016, .* use --edition peel-effectiveness-2016"
    ):
        drafted(tmp_path, later)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (TITLE, "PEEL: POLICE EFFECTIVENESS 2015 (Vulnerability)"),
        (TITLE, "PEEL 2015"),
        (TITLE, "An inspection"),
        ("February 2016", "March 2018"),  # printed again later
        ("has kept its county safe.", "does better than in\nPEEL: Police effectiveness 2014."),
    ],
)
def test_a_report_that_names_its_edition_or_cites_others_is_drafted(tmp_path, old, new):
    assert old in REPORT
    _, folder = drafted(tmp_path, REPORT.replace(old, new, 1), like=["none"])
    assert folder_of.read_table(folder, "crime_rates")
