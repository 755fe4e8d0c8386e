"""The pages of a workbook, before any program's format."""

from __future__ import annotations

import datetime as dt

import pytest

from peel_data.template.plan import make_plan
from peel_data.template.table_pages import lay_out
from peel_data.workbooks.pages import DATE, Look


@pytest.fixture(scope="module", params=["northamptonshire", "england-and-wales"])
def pages(request):
    return lay_out(make_plan("peel-effectiveness-2016", request.param))


def cells(pages):
    return [cell for page in pages for row in page.rows for cell in row]


def test_the_guide_comes_first_and_the_lists_last(pages):
    names = [page.name for page in pages]
    assert (names[0], names[-1]) == ("Guide", "Lists")
    assert len(set(names)) == len(names)


def test_nothing_is_longer_than_excel_takes(pages):
    assert all(len(page.name) <= 31 for page in pages)
    for check in {cell.check for cell in cells(pages) if cell.check}:
        assert len(check.title) <= 32
        assert len(check.prompt) <= 255
        assert len(check.error) <= 225
        assert len(",".join(check.choices)) <= 255
        assert not any("," in choice or '"' in choice for choice in check.choices)


def test_no_text_could_be_taken_for_a_formula(pages):
    texts = [cell.value for cell in cells(pages) if isinstance(cell.value, str)]
    assert not [text for text in texts if text.startswith(("=", "+", "-", "@"))]


def test_a_cell_to_fill_in_shows_the_decimals_of_its_row(pages):
    for page in pages[1:-1]:
        head, *rows = page.rows
        names = [cell.value for cell in head]
        for row in rows:
            for name, cell in zip(names, row, strict=True):
                if cell.style.look is Look.FILL:
                    precision = "decimals" if name == "value" else f"{name}_decimals"
                    places = row[names.index(precision)].value
                    assert cell.style.format == f"{0:.{places}f}"
                    assert cell.check
                    assert cell.check.prompt


def test_dates_are_dates(pages):
    found = [cell for cell in cells(pages) if isinstance(cell.value, dt.date)]
    assert found
    assert {cell.style.format for cell in found} == {DATE}


def test_a_long_list_points_at_the_page_of_lists(pages):
    lists = pages[-1].rows
    sheet = next(page for page in pages if page.name == "operational_figures")
    check = sheet.rows[1][[cell.value for cell in sheet.rows[0]].index("measure")].check
    first, last = check.source
    assert {row[0].value for row in lists[first - 1 : last]} == {"measure"}
    assert lists[first - 2][0].value != "measure"
    assert last == len(lists) or lists[last][0].value != "measure"


def test_every_column_has_help(pages):
    for page in pages[1:-1]:
        assert all(cell.note.count("\n") == 2 for cell in page.rows[0])


def test_what_the_guide_says(pages, file_regression, request):
    lines = [" | ".join(str(cell.value) for cell in row) for row in pages[0].rows]
    area = request.node.callspec.params["pages"]
    file_regression.check("\n".join(lines) + "\n", basename=f"guide_{area}", encoding="utf-8")
