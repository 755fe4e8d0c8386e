"""What makes a whole form look wrong is one finding, and it names the cause."""

import re

import pytest

from peel_data.schema import form
from peel_data.template.writing import write_form
from support.forms import AREA, change_text, in_edition, judge, moved, send_text, send_workbook
from support.synthetic import EDITION

LAST = "peel-effectiveness-2015"


@pytest.fixture
def returned(tmp_path):
    def send(*changes):
        path = send_text(tmp_path / "form.csv")
        for change in changes:
            change_text(path, change)
        return judge(path)

    return send


def the_one(report, code):
    (finding,) = report.findings
    assert finding.code == code
    assert not any(count.accepted for count in report.counts)
    return finding


def in_area(area):
    def change(rows):
        for row in rows:
            row[form.ID] = row[form.ID].replace(AREA, area)

    return change


def a_year_before(rows):
    for row in rows:
        row[form.ID] = re.sub(
            r"\d{4}(?=-\d\d-\d\d)", lambda year: str(int(year[0]) - 1), row[form.ID]
        )


def test_an_edition_that_there_is_not(returned):
    finding = the_one(returned(in_edition("peel-effectiveness-2061")), "F184")
    assert "the edition “peel-effectiveness-2061”" in finding.message
    assert EDITION in finding.expected


def test_an_area_that_there_is_not(returned):
    finding = the_one(returned(in_area("northhamptonshire")), "F184")
    assert "the area “northhamptonshire”" in finding.message
    assert "Did you mean northamptonshire?" in finding.hints[0]


@pytest.mark.parametrize("style", ["csv", "xlsx", "ods"])
def test_last_years_form_as_it_was_published(tmp_path, style):
    path = tmp_path / f"form.{style}"
    write_form(LAST, AREA, path, style)
    finding = the_one(judge(path), "F184")
    assert finding.message.endswith("PEEL: Police effectiveness 2015 are published already.")
    assert "PEEL: Police effectiveness 2016" in finding.hints[0]


def test_last_years_form_with_this_years_figures(tmp_path):
    path = tmp_path / "form.csv"
    write_form(LAST, AREA, path, "csv")

    def fill(rows):
        for row in rows:
            if row[form.FIGURE] and row[form.DECIMALS] == "1":
                row[form.FIGURE] = f"{float(row[form.FIGURE]) + 0.1:.1f}"

    finding = the_one(judge(change_text(path, fill)), "F184")
    said = int(re.search(r"; (\d+) of the 38 figures differ", finding.message)[1])
    assert said > 10


def test_last_years_periods(returned):
    finding = the_one(returned(a_year_before), "F184")
    assert "last year's form" in finding.message
    assert "PEEL: Police effectiveness 2016" in finding.message


@pytest.mark.parametrize("asked", [False, True])
@pytest.mark.parametrize(("lines", "way", "back"), [(1, "low", "up"), (-1, "high", "down")])
def test_figures_a_line_off(returned, lines, way, back, asked):
    finding = the_one(returned(moved(lines, asked=asked)), "F185")
    assert f"one line too {way}" in finding.message
    assert finding.hints == (f"Move the whole column of figures {back} by one line.",)
    assert [place.column for place in finding.places] == [form.FIGURE]


def test_figures_pasted_over_the_optional_lines_too(returned):
    def run_on(rows):
        figures = [row[form.FIGURE] for row in rows if row[form.FIGURE]]
        for row in rows:
            row[form.FIGURE] = figures.pop(0) if figures else ""

    finding = the_one(returned(run_on), "F185")
    assert "also in the optional lines" in finding.message


def test_figures_a_line_off_with_a_slip_of_their_own(returned):
    def slip(rows):
        rows[-4][form.FIGURE] = "many"

    the_one(returned(slip, moved(1)), "F185")


def test_moved_and_put_back_nothing_is_said(returned):
    assert not returned(moved(1), moved(-1)).findings


@pytest.mark.parametrize("kind", ["decimals", "sign"])
def test_figures_that_are_wrong_in_their_own_lines_are_judged_there(returned, kind):
    """A slip in many lines is no reason to think that the column was moved."""

    def slip(rows):
        for row in rows:
            if row[form.FIGURE] and kind == "decimals":
                row[form.FIGURE] = str(float(row[form.FIGURE]) + 0.07)
            elif row[form.FIGURE]:
                row[form.FIGURE] = str(-abs(float(row[form.FIGURE])))

    found = returned(slip).findings
    assert found
    assert not {finding.code for finding in found} & {"F184", "F185"}


def test_figures_a_line_off_in_a_workbook(tmp_path):
    from openpyxl import load_workbook

    path = send_workbook(tmp_path / "form.xlsx")
    book = load_workbook(path)
    sheet = book[form.SHEET]
    figures = [sheet.cell(row, 6).value for row in range(6, sheet.max_row + 1)]
    for row, figure in enumerate([None, *figures], start=6):
        sheet.cell(row, 6).value = figure
    book.save(path)
    the_one(judge(path), "F185")
