"""The one-page form: what it asks, in which words, and what it lets a person do."""

from __future__ import annotations

import re
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from peel_data.errors import InvalidArgument, NotFound
from peel_data.figures.form_lines import base_of, count_of, form_lines
from peel_data.schema import form
from peel_data.template.form_page import LINE_HEIGHT
from peel_data.template.plan import make_plan
from peel_data.template.writing import STYLES, write_form
from support.forms import AREA, line_id
from support.synthetic import EDITION

LINES = form_lines(EDITION, AREA)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("form") / "northamptonshire.xlsx"
    write_form(EDITION, AREA, path, "xlsx")
    return path


@pytest.fixture(scope="module")
def sheet(path):
    return load_workbook(path)[form.SHEET]


def column(sheet, name):
    (letter,) = [cell.column_letter for cell in sheet[5] if cell.value == name]
    return [cell for cell in sheet[letter] if cell.row > 5]


def test_it_asks_what_the_tables_ask():
    plan = make_plan(EDITION, AREA)
    asked = sum(not line.optional for line in LINES)
    assert asked == plan.asked
    assert len({line.id for line in LINES}) == len(LINES)


def test_it_is_in_the_order_of_the_report_and_in_words(data_regression):
    data_regression.check(
        [
            f"{line.section} | {line.question} | {line.unit_in_words} | {line.period} | "
            f"before {line.before or 'none'} | given {line.published or 'none'}"
            for line in LINES
        ]
    )


def test_sections_do_not_come_twice():
    sections = [line.section for line in LINES]
    assert len(set(sections)) == sum(
        a != b for a, b in zip(["", *sections], sections, strict=False)
    )


def test_limits_are_those_of_the_table():
    limits = {line.id: (line.minimum, line.maximum) for line in LINES}
    assert limits[line_id("domestic_abuse_shares:" + f"{EDITION}:{AREA}:2016")] == (0, 100)
    assert limits[line_id("all_excluding_fraud:2016-06-30:2015-06-30")] == (-100, None)
    assert limits[line_id("charged_summonsed:2016-06-30:rate")] == (0, None)


def test_rates_know_what_they_are_worked_out_from():
    (rate,) = [
        line for line in LINES if line.id == line_id("crime_rates:" + f"{EDITION}:{AREA}:burglary")
    ]
    assert count_of(rate, LINES).id.startswith("crime_numbers:")
    assert base_of(rate, LINES).question == "Households, mid-2015 estimate"
    assert rate.unit_in_words == "per 1,000 households, mid-2015"


def test_published_figures_need_not_be_typed_again(sheet):
    given = {
        i.value: f.value
        for i, f in zip(column(sheet, form.ID), column(sheet, form.FIGURE), strict=True)
    }
    assert given[line_id("crime_rates:" + f"{EDITION}:{AREA}:all_excluding_fraud:2015")] == 65.7
    assert sum(value is not None for value in given.values()) == 3
    before = {
        i.value: f.value
        for i, f in zip(column(sheet, form.ID), column(sheet, form.BEFORE), strict=True)
    }
    assert before[line_id("calls_for_assistance")] == 748


def test_an_unknown_edition_or_area_has_no_form(tmp_path):
    assert form_lines("peel-effectiveness-1999", AREA) == ()
    with pytest.raises(NotFound, match="Did you mean"):
        write_form(EDITION, "northampton", tmp_path / "f.xlsx", "xlsx")


@pytest.mark.parametrize("style", STYLES)
def test_the_same_form_has_the_same_bytes_and_is_not_overwritten(tmp_path, style):
    first, second = tmp_path / f"a.{style}", tmp_path / f"b.{style}"
    for each in (first, second):
        write_form(EDITION, "kent", each, style)
    assert first.read_bytes() == second.read_bytes()
    with pytest.raises(InvalidArgument, match="already exists"):
        write_form(EDITION, "kent", first, style)
    with pytest.raises(InvalidArgument, match="must end in"):
        write_form(EDITION, "kent", tmp_path / "c", style)


# What the guidance on accessible spreadsheets asks for.


def test_one_sheet_with_one_table_that_is_marked_as_such(path, sheet):
    assert load_workbook(path).sheetnames == [form.SHEET]
    (table,) = sheet.tables.values()
    assert table.ref == f"A5:{get_column_letter(sheet.max_column)}{sheet.max_row}"
    assert [c.name for c in table.tableColumns] == [cell.value for cell in sheet[5]]
    assert all(cell.value for cell in sheet[5])
    with ZipFile(path) as parts:
        assert b'altTextSummary="PEEL: Police effectiveness 2016' in parts.read(
            "xl/tables/table1.xml"
        )


def test_nothing_is_merged_hidden_or_blank_among_the_lines(sheet):
    assert not sheet.merged_cells.ranges
    assert not any(size.hidden for size in sheet.column_dimensions.values())
    assert not any(size.hidden for size in sheet.row_dimensions.values())
    assert all(cell.value for cell in column(sheet, form.QUESTION))


def test_yellow_is_never_the_only_sign(sheet):
    """The words at the top name the cells, and what may stay empty says so in its unit."""
    for line, unit in zip(LINES, column(sheet, form.UNIT), strict=True):
        assert unit.value.endswith("(optional)") == line.optional
    assert "yellow" in sheet["A2"].value
    words = [rule.formula[0] for rules in sheet.conditional_formatting for rule in rules.rules]
    assert all('="' in each for each in words)  # each colour goes with a word


def test_colours_have_contrast(sheet):
    def light(colour):
        parts = [int(colour[-6:][i : i + 2], 16) / 255 for i in (0, 2, 4)]
        parts = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return sum(p * w for p, w in zip(parts, (0.2126, 0.7152, 0.0722), strict=True))

    for row in sheet.iter_rows(max_col=11):
        for cell in row:
            ink = light(cell.font.color.rgb if cell.value else "000000")
            fill = light(cell.fill.fgColor.rgb) if cell.fill.fill_type else 1
            dark, bright = sorted((ink, fill))
            assert (bright + 0.05) / (dark + 0.05) >= 7, cell.coordinate


def test_only_what_is_to_be_filled_in_is_unlocked_and_there_is_no_password(sheet):
    assert sheet.protection.sheet
    assert not sheet.protection.password
    unlocked = {c.column for row in sheet.iter_rows() for c in row if not c.protection.locked}
    assert {sheet.cell(5, number).value for number in unlocked} == {
        form.FIGURE,
        form.STATUS,
        form.REMARK,
    }


def test_it_prints_one_page_wide_with_its_head_on_every_page(sheet):
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$5:$5", "A6")
    assert sheet.print_area.endswith(f"$J${sheet.max_row}")


def test_ranges_have_names_and_cells_their_checks(path, sheet):
    names = load_workbook(path).defined_names
    assert {"Figures_given", "Statuses", "Checks", "Progress"} <= set(names)
    checked = {str(each.sqref): each for each in sheet.data_validations.dataValidation}
    assert any(each.type == "list" and "Not supplied" in each.formula1 for each in checked.values())
    assert all(each.error for each in checked.values())


# Formulas: of the committed list, and of fixed patterns.

FUNCTIONS = {
    "ABS", "AND", "COUNT", "FIXED", "IF", "INT", "ISNUMBER", "LEFT", "MAX", "MEDIAN", "MIN", "NOT",
    "OR", "RIGHT", "ROUND", "ROWS", "SUM", "SUMPRODUCT", "TRIM",
}  # fmt: skip
"""Those that Excel 2016, LibreOffice and Google Sheets have alike."""


def formulas(sheet):
    return [c.value for row in sheet.iter_rows() for c in row if c.data_type == "f"]


def test_formulas_use_the_committed_functions_alone(sheet):
    used = {
        name
        for formula in formulas(sheet)
        for name in re.findall(r"([A-Z][A-Z0-9.]*)\(", re.sub(r'"[^"]*"', '""', formula))
    }
    assert used == FUNCTIONS
    assert max(map(len, formulas(sheet))) < 8192


def test_no_text_and_no_number_of_the_data_is_in_a_formula(sheet, tmp_path):
    other = tmp_path / "kent.xlsx"
    write_form(EDITION, "kent", other, "xlsx")
    assert set(formulas(sheet)) == set(formulas(load_workbook(other)[form.SHEET]))
    numbers = {
        number
        for formula in formulas(sheet)
        for number in re.findall(r"(?<![A-Z$0-9.])[0-9][0-9.]*", re.sub(r'"[^"]*"', "", formula))
    }
    assert numbers <= {"0", "0.0000001", "0.5", "0.97", "1", "1.03", "10", "100", "1000", "1000000",
                       "2", "3", "4", "5"}  # fmt: skip


def test_every_line_has_room_for_a_check_of_two_lines(tmp_path):
    write_form(EDITION, AREA, tmp_path / "form.xlsx", "xlsx")
    sheet = load_workbook(tmp_path / "form.xlsx")[form.SHEET]
    heights = [sheet.row_dimensions[row].height for row in range(6, sheet.max_row + 1)]
    assert min(heights) >= 2 * LINE_HEIGHT


def test_the_status_keeps_off_the_decimals_beside_it(sheet, tmp_path):
    """The decimals end at the right edge of their cell, so that 0 and Given would read as one word."""
    status = form.COLUMNS.index(form.STATUS) + 1
    for row in range(6, sheet.max_row + 1):
        alignment = sheet.cell(row, status).alignment
        assert (alignment.horizontal, alignment.indent) == ("left", 1)
    write_form(EDITION, AREA, tmp_path / "form.ods", "ods")
    content = ZipFile(tmp_path / "form.ods").read("content.xml").decode()
    (style,) = set(re.findall(r'table:style-name="([^"]+)"[^>]*><text:p>Given<', content))
    (looks,) = re.findall(rf'<style:style style:name="{style}".*?</style:style>', content)
    assert 'fo:margin-left="0.1in"' in looks
