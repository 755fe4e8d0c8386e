"""A template filled in as an officer would is a sound submission."""

from __future__ import annotations

import pytest

import peel_data as peel
from peel_data.findings import Severity
from peel_data.template.writing import STYLES
from support.filling import fill_folder, fill_workbook

FILL = {"xlsx": fill_workbook, "csv": fill_folder}


@pytest.mark.parametrize("style", STYLES)
def test_an_untouched_template_lacks_its_figures_and_nothing_else(plan, written, style):
    report = peel.validate(written(style))
    assert {finding.code for finding in report.findings} == {"R301"}
    places = {(p.sheet or p.file, p.row, p.column) for f in report.findings for p in f.places}
    assert len(places) == plan.asked


@pytest.mark.parametrize("style", FILL)
def test_a_template_filled_in_is_sound(written, style):
    path = written(style)
    FILL[style](path)
    report = peel.validate(path)
    assert report.ok
    assert {finding.severity for finding in report.findings} <= {Severity.INFO}
