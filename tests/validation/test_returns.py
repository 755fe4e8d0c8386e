"""Returns as people send them: what should be said, and that it is said once."""

from __future__ import annotations

import csv
import datetime as dt
import shutil
import zipfile

import pytest
from openpyxl import load_workbook

from peel_data.findings import Severity
from peel_data.template.plan import make_plan
from peel_data.template.writing import write
from support.filling import AREA, fill_folder, fill_workbook
from support.forms import judge
from support.synthetic import EDITION

SAID = {Severity.ERROR, Severity.WARNING}


def template(path, area=AREA, style="xlsx"):
    write(make_plan(EDITION, area), path, style)
    return path


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    """The tables as a workbook, filled in."""
    path = template(tmp_path_factory.mktemp("good") / "northamptonshire.xlsx")
    fill_workbook(path)
    return path


@pytest.fixture(scope="module")
def good_folder(tmp_path_factory):
    """The tables as CSV files, filled in."""
    path = template(tmp_path_factory.mktemp("good") / "northamptonshire", style="csv")
    fill_folder(path)
    return path


@pytest.fixture
def returned(good, tmp_path):
    """Change the good workbook, send it, and return the report."""

    def send(change, source=good):
        book = load_workbook(source)
        change(book)
        path = tmp_path / "returned.xlsx"
        book.save(path)
        return judge(path)

    return send


def cell(book, table, column, row=2):
    sheet = book[table]
    return sheet.cell(row, [each.value for each in sheet[1]].index(column) + 1)


def puts(table, column, value, row=2):
    def change(book):
        cell(book, table, column, row).value = value

    return change


def row_of(book, table, words, end="2016"):
    for row in book[table].iter_rows(min_row=2):
        texts = [str(each.value) for each in row]
        if words in texts and any(text.startswith(end) for text in texts):
            return row[0].row
    raise LookupError(words)


def said(report):
    return [finding for finding in report.findings if finding.severity in SAID]


def the_one(report, code, severity=Severity.ERROR):
    (finding,) = said(report)
    assert (finding.code, finding.severity) == (code, severity)
    return finding


def put_in_all(value, status="published"):
    """Put one value into every cell that asks for a figure."""

    def change(book):
        for sheet in book:
            names = [each.value for each in sheet[1]]
            if sheet.title in {"Guide", "Lists"} or sheet.cell(2, 1).value is None:
                continue
            for row in sheet.iter_rows(min_row=2):
                for name, each in zip(names, row, strict=True):
                    if name in {"value", "number", "rate"}:
                        each.value = value
                    elif name == "status":
                        each.value = status

    return change


def test_all_zero(returned, tmp_path):
    report = returned(put_in_all(0), template(tmp_path / "kent.xlsx", "kent"))
    assert "C611" in {finding.code for finding in said(report)}


def test_a_template_that_was_not_filled_in(tmp_path):
    finding = the_one(judge(template(tmp_path / "kent.xlsx", "kent")), "R301")
    assert finding.message == "38 figures of 12 tables are missing."
    assert len(finding.places) == 38


def test_nothing_supplied(returned, tmp_path):
    report = returned(put_in_all(None, "not_supplied"), template(tmp_path / "kent.xlsx", "kent"))
    the_one(report, "V705", Severity.WARNING)
    assert (report.asked, report.given) == (38, 0)


def test_a_percentage_kept_as_a_fraction(returned):
    report = returned(puts("victim_satisfaction", "value", 0.8))
    assert "C613" in {finding.code for finding in said(report)}


@pytest.mark.parametrize(
    ("table", "words", "value"),
    [("victim_satisfaction", AREA, 8.4), ("crime_rates", "burglary_in_a_dwelling", 82)],
)
def test_far_from_the_others(returned, table, words, value):
    report = returned(lambda b: puts(table, "value", value, row_of(b, table, words))(b))
    assert {f.code for f in said(report)} & {"C603", "C610"}


def test_another_forces_figures(tmp_path, good):
    folder = tmp_path / "two"
    folder.mkdir()
    shutil.copy(good, folder)
    kent = template(folder / "kent.xlsx", "kent")
    fill_workbook(kent)
    assert "C612" in {finding.code for finding in said(judge(kent))}
    both = [finding for finding in said(judge(folder)) if finding.code == "C612"]
    assert len(both) == 2


def test_more_than_all_of_recorded_crime(returned):
    finding = the_one(returned(puts("domestic_abuse_shares", "value", 4520, 3)), "R305")
    assert "at most 100 percent" in finding.message


def test_the_template_stops_a_share_at_100(good):
    limits = {
        (str(each.formula1), str(each.formula2))
        for each in load_workbook(good)["domestic_abuse_shares"].data_validations.dataValidation
        if each.type == "decimal" and "E2" in str(each.sqref)
    }
    assert limits == {("0", "100")}


def test_decimals_dragged_down(returned):
    def change(book):
        for row in range(3, 8):
            cell(book, "crime_rates", "decimals", row).value = row - 1

    report = returned(change)
    finding = the_one(report, "C605")
    assert "not to be changed" in finding.message
    assert "S209" not in {each.code for each in report.findings}  # nothing that comforts


def test_all_rates_rounded(returned):
    def change(book):
        for row in range(3, 8):
            value = cell(book, "crime_rates", "value", row)
            value.value = round(float(value.value))

    report = returned(change)
    assert "C614" in {finding.code for finding in said(report)}
    assert "S209" not in {finding.code for finding in report.findings}


def test_an_index_for_a_change(returned):
    report = returned(puts("crime_changes", "value", 103.3, 3))
    assert "3.3" in str([finding.hints for finding in said(report)])


def test_a_total_one_too_many(returned):
    def change(book):
        row = row_of(book, "crime_outcomes", "out_of_court_informal")
        cell(book, "crime_outcomes", "number", row).value = 2652

    finding = the_one(returned(change), "A502")
    assert finding.places[0].text == "2652"
    assert finding.suggestions[0].replacements[0].value == "2651"


def test_published_figures_are_never_suspects(returned):
    def change(book):
        for row in book["crime_outcomes"].iter_rows(min_row=2, max_row=10):
            row[7].value = round(float(row[7].value) * 0.94, 1)

    for finding in said(returned(change)):
        assert "65.7" not in str(finding.suggestions)


def test_the_likeliest_cell_comes_first(returned):
    report = returned(puts("crime_rates", "value", 76.3, 3))
    assert said(report)[0].places[0].text == "76.3"


@pytest.mark.parametrize(
    ("typed", "code", "right"),
    [
        ("31\u00a0437", "F121", "31437"),
        ("31.437", "R304", "31437"),
        (31.437, "R304", "31437"),
        ("31,437", "S204", "31437"),
        ("..", "S204", "not_supplied"),
        ("see notes", "S204", "not_supplied"),
    ],
)
def test_what_stands_in_a_number_cell(returned, typed, code, right):
    finding = the_one(returned(puts("anti_social_behaviour_incidents", "value", typed)), code)
    assert right in f"{finding.expected} {finding.hints}"
    assert " 31 " not in f" {finding.hints} "


def test_hints_for_a_number_can_be_followed(returned):
    report = returned(puts("anti_social_behaviour_incidents", "value", 31437))
    assert not said(report)


def test_a_number_that_became_a_date(returned):
    def change(book):
        value = cell(book, "crime_rates", "value", 4)
        value.value, value.number_format = dt.date(2016, 8, 6), "d-mmm"

    finding = the_one(returned(change), "F149")
    assert "6.8" in str(finding.hints)


def test_a_year_that_became_a_date(returned):
    finding = the_one(returned(puts("crime_rates", "period_end", dt.date(1905, 7, 8), 3)), "R307")
    assert (finding.places[0].column, finding.expected) == ("period_end", "2016-06-30")


def move_dates(move):
    def change(book):
        for sheet in book:
            for row in sheet.iter_rows(min_row=2):
                for each in row:
                    if isinstance(each.value, dt.datetime):
                        each.value = move(each.value)

    return change


def test_dates_counted_from_1904(returned):
    finding = the_one(returned(move_dates(lambda day: day + dt.timedelta(1462))), "V701")
    assert "1,462 days too late" in finding.message
    assert len(finding.places) == 29


def a_year_before(day):
    return day.replace(year=day.year - 1)


def test_last_years_form(returned):
    finding = the_one(returned(move_dates(a_year_before)), "V701")
    assert "last year's form" in finding.message


@pytest.mark.parametrize("column", [0, 2])
@pytest.mark.parametrize("words", ["Total", "Completed by J Smith, 12/05/2017"])
def test_what_stands_below_a_table(returned, words, column):
    def change(book):
        sheet = book["crime_outcomes"]
        sheet.cell(sheet.max_row + 1, column + 1).value = words

    finding = the_one(returned(change), "S206")
    assert f"“{words}” is not a row of the table" in finding.message
    assert "Notes" in finding.hints[0]


def rewrite_dates(folder, style):
    for path in folder.glob("*.csv"):
        rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
        for row in rows[1:]:
            for at, text in enumerate(row):
                if len(text) == 10 and text[4] == text[7] == "-":
                    year, month, day = map(int, text.split("-"))
                    row[at] = style.format(y=year, m=month, d=day)
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)


@pytest.mark.parametrize(
    ("style", "order"),
    [("{m}/{d}/{y}", "month/day/year"), ("{d:02}/{m:02}/{y}", "day/month/year")],
)
def test_dates_of_a_country(tmp_path, good_folder, style, order):
    folder = shutil.copytree(good_folder, tmp_path / "saved")
    rewrite_dates(folder, style)
    finding = the_one(judge(folder), "S203")
    assert order in finding.message
    for hint in finding.hints[:3]:
        text, _, day = hint.removesuffix(".").partition(" is ")
        year, month, number = map(int, day.split("-"))
        assert text == style.format(y=year, m=month, d=number)


def test_a_workbook_with_macros(tmp_path, good):
    path = shutil.copy(good, tmp_path / "northants.xlsm")
    finding = the_one(judge(path), "F103")
    assert "save it as .xlsx" in finding.hints[0]


def test_what_is_read_without_a_word(returned, tmp_path, good, good_folder):
    with zipfile.ZipFile(tmp_path / "wb.zip", "w") as archive:
        archive.write(good, "northamptonshire.xlsx")
    assert not said(judge(tmp_path / "wb.zip"))

    def rename(book):
        book["crime_rates"].title = "x"  # openpyxl takes the same name in capitals for a second one
        book["x"].title = "CRIME_RATES"
        book.create_sheet("notes").append(["a remark"])

    assert not said(returned(rename))
    named = tmp_path / "named"
    named.mkdir()
    for path in good_folder.glob("*.csv"):
        text = path.read_text(encoding="utf-8")
        (named / f"northamptonshire-{path.name}").write_text(f"sep=,\n{text}", encoding="utf-8")
    assert not said(judge(named))


def test_dates_that_show_their_month(returned):
    def change(book):
        for row in range(2, 8):
            cell(book, "crime_rates", "period_end", row).number_format = "mmm-yy"

    assert not said(returned(change))


def test_a_filter_left_on_and_a_total_by_formula(returned, good, tmp_path):
    def change(book):
        for row in range(2, 6):
            book["crime_outcomes"].row_dimensions[row].hidden = True

    assert not said(returned(change))
    # a formula with its value, as a spreadsheet program stores it
    path = tmp_path / "formula.xlsx"
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if b"<v>2651</v>" in data:
                data = data.replace(b"<v>2651</v>", b"<f>SUM(1,2650)</f><v>2651</v>", 1)
            target.writestr(name, data)
    report = judge(path)
    assert not said(report)
    assert "F143" in {finding.code for finding in report.findings}


def test_all_missing_columns_are_named(tmp_path):
    path = tmp_path / "crime_rates.csv"
    path.write_text("area,value,decimals,unit\nkent,1.0,1,x\n", encoding="utf-8")
    finding = the_one(judge(path), "S202")
    missing = ("edition", "crime_type", "period_start", "period_end", "qualifier", "status")
    assert all(name in finding.message for name in missing)
