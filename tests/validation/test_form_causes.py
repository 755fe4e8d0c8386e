"""What makes a whole form look wrong is one finding, and it names the cause."""

import re
import tempfile
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peel_data.figures.form_lines import form_lines
from peel_data.readers import read
from peel_data.schema import form
from peel_data.template.writing import write_form
from peel_data.validation.form.causes import cause_of
from peel_data.validation.form.unfolding import _rows
from peel_data.validation.tables import KNOWN_TABLES
from support.forms import (
    AREA,
    change_text,
    each_figure,
    filled,
    in_edition,
    judge,
    moved,
    multiplied,
    send_text,
    send_workbook,
)
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


def in_section(section, place, *, asked=False):
    """Put the figures of one section elsewhere: `place` is given its lines and their figures."""

    def change(rows):
        own = [row for row in rows if row[form.SECTION] == section]
        own = [row for row in own if not asked or "(optional)" not in row[form.UNIT]]
        for row, figure in zip(own, place([row[form.FIGURE] for row in own]), strict=True):
            row[form.FIGURE] = figure

    return change


def lower(figures):
    return ["", *figures[:-1]]


def higher(figures):
    return [*figures[1:], ""]


@pytest.mark.parametrize("asked", [False, True])
@pytest.mark.parametrize("place", [lower, higher])
@pytest.mark.parametrize(
    "section", ["Recorded crime", "Anti-social behaviour", "Outcomes of crime"]
)
def test_a_section_a_line_off(returned, section, place, asked):
    finding = the_one(returned(in_section(section, place, asked=asked)), "F185")
    way, back = ("low", "up") if place is lower else ("high", "down")
    said = f"^The figures of rows (\\d+) to (\\d+) stand one line too {way}"
    first, last = re.search(said, finding.message).groups()
    assert finding.hints == (f"Move the figures of rows {first} to {last} {back} by one line.",)
    assert int(first) == finding.places[0].row


@pytest.mark.parametrize("doubled", [False, True])
def test_one_line_left_out_or_filled_twice(returned, doubled):
    """From there on all stand a line off, and those before it do not."""

    def change(rows):
        own = [row for row in rows if "(optional)" not in row[form.UNIT]]
        figures = [row[form.FIGURE] for row in own]
        if doubled:
            figures.insert(9, figures[9])
        else:
            del figures[9]
        for row, figure in zip(own, [*figures, ""], strict=False):
            row[form.FIGURE] = figure

    finding = the_one(returned(change), "F185")
    assert int(re.search(r"rows (\d+) to", finding.message)[1]) > 10


def test_a_section_pasted_over_its_optional_lines(returned):
    def run_on(figures):
        filled = [figure for figure in figures if figure]
        return filled + [""] * (len(figures) - len(filled))

    finding = the_one(returned(in_section("Recorded crime", run_on)), "F185")
    assert "of “Recorded crime” stand one below the other" in finding.message


def test_numbers_and_rates_swapped(returned):
    def swap(rows):
        for one, two in pairwise(rows):
            if one[form.ID].endswith(":number"):
                one[form.FIGURE], two[form.FIGURE] = two[form.FIGURE], one[form.FIGURE]

    finding = the_one(returned(swap), "F185")
    assert "swapped in 9 pairs of lines" in finding.message


@pytest.mark.parametrize("column", [form.DECIMALS, form.STATUS, form.REMARK])
def test_figures_in_another_column(returned, column):
    def change(rows):
        for row in rows:
            if row[form.FIGURE]:
                row[column], row[form.FIGURE] = row[form.FIGURE], ""

    finding = the_one(returned(change), "F185")
    assert f"are in the column “{column}”," in finding.message


@pytest.mark.parametrize("given", ["", "crime_rates:x"])
def test_ids_that_were_lost(returned, given):
    def change(rows):
        for row in rows:
            row[form.ID] = given

    finding = the_one(returned(change), "F180")
    assert finding.hints == ("Copy the column Id from a new form.",)


def of_last_year(rows):
    for row in rows:
        if row[form.FIGURE] and row[form.BEFORE]:
            row[form.FIGURE] = row[form.BEFORE]


def in_order(rows):
    figures = sorted((row[form.FIGURE] for row in rows if row[form.FIGURE]), key=float)
    for row in rows:
        if row[form.FIGURE]:
            row[form.FIGURE] = figures.pop(0)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (multiplied(10), "34 figures are about ten times what is published"),
        (multiplied(100), "34 figures are about a hundred times what is published"),
        (each_figure(lambda figure: str(float(figure) / 10)), "about a tenth of what is published"),
        (each_figure(lambda figure: "0"), "All 38 figures are 0, also the 3 that are published"),
        (each_figure(lambda figure: f"{float(figure):.0f}"), "were rounded to whole numbers"),
        (of_last_year, "All 38 figures that have one of the year before repeat it"),
        (in_order, "do not look like the figures of Northamptonshire Police: 3 that are"),
    ],
)
def test_what_was_done_to_all_figures_alike(returned, change, said):
    assert said in the_one(returned(change), "F186").message


def sent_as(tmp_path, area):
    """The form of another area, with the figures of Northamptonshire."""
    path = tmp_path / "form.csv"
    write_form(EDITION, area, path, "csv")
    known = {key.replace(AREA, area): figure for key, figure in filled().items()}

    def fill(rows):
        for row in rows:
            row[form.FIGURE] = known.get(row[form.ID], "")

    return change_text(path, fill)


def test_the_form_of_another_area(tmp_path):
    finding = the_one(judge(sent_as(tmp_path, "england-and-wales")), "F186")
    assert "do not look like the figures of England and Wales: 3 that are" in finding.message


def test_the_form_of_another_area_with_what_was_filled_in_already(tmp_path):
    """Where nothing that is published was changed, it is a question, and only one."""
    path = sent_as(tmp_path, "england-and-wales")
    published = {line.id: line.published for line in form_lines(EDITION, "england-and-wales")}

    def put_back(rows):
        for row in rows:
            row[form.FIGURE] = published[row[form.ID]] or row[form.FIGURE]

    report = judge(change_text(path, put_back))
    (finding,) = (each for each in report.findings if each.code.startswith("C6"))
    assert finding.message == (
        "11 figures of England and Wales are far from those of the year before. Are they right?"
    )
    assert len(finding.places) == 11


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (each_figure(lambda figure: f"{figure}317" if "." in figure else f"{figure}.317"), "R304"),
        (each_figure(lambda figure: "to follow"), "S204"),
        (each_figure(lambda figure: f"c. {figure}"), "S204"),
    ],
)
def test_the_same_slip_on_every_line(returned, change, code):
    (finding,) = returned(change).findings
    assert (finding.code, len(finding.places)) == (code, 38)


@pytest.mark.parametrize("words", [["Suppressed"], [f"ask {n} again" for n in range(38)]])
def test_one_status_or_many_of_ones_own_on_every_line(returned, words):
    def change(rows):
        for number, row in enumerate(row for row in rows if row[form.FIGURE]):
            row[form.STATUS] = words[number % len(words)]

    (finding,) = returned(change).findings
    assert len(finding.places) == 38


@pytest.mark.parametrize("given", ["720", "7200000"])
def test_residents_that_no_rate_fits(returned, given):
    def change(rows):
        rows[-2][form.FIGURE] = given

    (finding,) = returned(change).findings
    assert finding.code == "A503"
    assert finding.places[0].text == given
    assert "1 more rate does not fit" in finding.message


@given(st.data())
def test_slips_in_single_lines_are_never_taken_for_a_move(data):
    """Whatever is typed into two lines by mistake, the others stand where they belong."""
    rows = list(_rows(_form()))
    for at in data.draw(st.lists(st.integers(0, len(rows) - 1), min_size=1, max_size=2)):
        typed = data.draw(st.decimals(-1000, 100_000, places=1).map(str) | st.just(""))
        rows[at] = rows[at]._replace(figure=typed)
    assert cause_of(rows) is None


@cache
def _form():
    with tempfile.TemporaryDirectory() as folder:
        path = send_text(Path(folder) / "form.csv")
        (raw,) = read(path, known_tables=KNOWN_TABLES).tables
    return raw
