"""What docs/which-figure.md shows of a report is what a report says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from peel_data.readers import read
from peel_data.validation.baseline import Baseline
from peel_data.validation.run import validate_reading
from peel_data.validation.tables import KNOWN_TABLES, MEASURES
from support.run import installed
from support.synthetic import release_2015
from support.writers import csv_folder

if TYPE_CHECKING:
    from pathlib import Path


def test_the_report_says_what_the_page_shows(root: Path, tmp_path: Path) -> None:
    page = (root / "docs" / "which-figure.md").read_text("utf-8")
    shown = re.search(r"^```text\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    assert shown
    tables = release_2015()
    outcomes = tables["crime_outcomes"]
    row = outcomes.find(area="northamptonshire", outcome_type="charged_summonsed")
    outcomes.put(row, "number", "6698")
    release = installed()
    figures = {name for name, measures in MEASURES.items() if measures} | {"figures", "citations"}
    without = {n: [] if n in figures else rows for n, rows in release.tables.items()}
    reading = read(csv_folder(tables, tmp_path / "given"), known_tables=KNOWN_TABLES)
    report = validate_reading(
        reading, subject="given", baseline=Baseline(release.version, without)
    ).report
    said = " ".join(report.render().split())
    for sentence in re.split(r"^(?=error|hint)", shown[1], flags=re.MULTILINE)[1:]:
        assert " ".join(sentence.split()) in said
