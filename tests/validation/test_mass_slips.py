"""A slip of a hand that went through many cells at once is one finding, in both layouts."""

from __future__ import annotations

import csv
import datetime as dt
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from peel_data.findings import Severity
from peel_data.template.plan import make_plan
from peel_data.template.writing import write
from support.filling import AREA, MEASURES, fill_folder, fill_workbook
from support.forms import judge
from support.synthetic import EDITION


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    """The tables as CSV files, filled in: name, header and rows."""
    folder = tmp_path_factory.mktemp("good") / "tables"
    write(make_plan(EDITION, AREA), folder, "csv")
    fill_folder(folder)
    found = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            head, *rows = csv.reader(file)
        if rows:
            found[path.stem] = (head, rows)
    return found


@pytest.fixture
def tables(good, tmp_path):
    """Change the cells of tables, row by row, send them, and return what is said above notes.

    What changes them is one for all tables, for some, or one for each by its name.
    """

    def send(change, only=()):
        changes = change if isinstance(change, dict) else dict.fromkeys(only or good, change)
        for name, (head, rows) in good.items():
            cells = [dict(zip(head, row, strict=True)) for row in rows]
            if name in changes:
                cells = changes[name](cells) or cells
            with (tmp_path / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, list(cells[0]))
                writer.writeheader()
                writer.writerows(cells)
        return weighty(judge(tmp_path))

    return send


def weighty(report):
    return [finding for finding in report.findings if finding.severity is not Severity.INFO]


def times(factor):
    return lambda text: f"{(Decimal(text) * Decimal(factor)).normalize():f}"


def each(change, unit=""):
    """Change every figure, or those in a unit."""

    def changed(rows):
        for row in rows:
            for name in MEASURES:
                own = "count" if name == "number" else row["unit"]
                if row.get(name) and own.startswith(unit):
                    row[name] = change(row[name])

    return changed


def column(name, change):
    """Change a column, given as the list of its cells."""

    def changed(rows):
        cells = change([row.get(name, "") for row in rows])
        for row, cell in zip(rows, cells, strict=True):
            if name in row:
                row[name] = cell

    return changed


def exchange(*pairs):
    def changed(rows):
        for row in rows:
            for one, two in pairs:
                if one in row and two in row:
                    row[one], row[two] = row[two], row[one]

    return changed


def a_year(by):
    return lambda days: [f"{int(day[:4]) + by}{day[4:]}" if day else "" for day in days]


def lower(cells):
    return ["", *cells[:-1]]


def all_dates(change):
    def changed(rows):
        for name in ("period_start", "period_end", "baseline_start", "baseline_end"):
            column(name, change)(rows)

    return changed


def two_years_swapped(rows):
    if "baseline_end" not in rows[0] and "value" in rows[0] and len(rows) > 1:
        rows[0]["value"], rows[1]["value"] = rows[1]["value"], rows[0]["value"]


def renamed(old, new):
    return lambda rows: [{new if k == old else k: v for k, v in row.items()} for row in rows]


def with_spaces(rows):
    return [{name.replace("_", " "): cell for name, cell in row.items()} for row in rows]


def by_size(cells):
    return sorted(cells, key=float, reverse=True)


def of_two_points(cells):
    return ["5.8.0"] * len(cells)


RATES, CHANGES, OUTCOMES = ("crime_rates",), ("crime_changes",), ("crime_outcomes",)
TABLES = (
    (each(times(10)), (), "F186", "about ten times"),
    (each(times("0.001")), (), "F186", "about a thousandth"),
    (each(times(10), "per_1000"), (), "F186", "about ten times"),
    (each(times("0.01"), "percent_of"), (), "F186", "about a hundredth"),
    (each(lambda text: str(round(float(text) / 1000)), "count"), (), "F186", "thousandth"),
    (column("value", lambda cells: [cells[-1], *cells[:-1]]), RATES, "F185", "one line too low, with"),
    (column("value", lambda cells: [*cells[1:], cells[0]]), RATES, "F185", "the first one at the"),
    (each(times(10)), RATES, "F186", "police recorded crime rates (column value)"),
    (each(times(10)), CHANGES, "F185", "All 3 figures of change"),
    (each(lambda text: str(round(float(text)))), (), "F186", "rounded to whole numbers"),
    (each(lambda text: text.partition(".")[0]), (), "F186", "rounded to whole numbers"),
    (each(lambda text: "1"), (), "F186", "All 38 figures are 1"),
    (each(lambda text: "0"), (), "F186", "are 0"),
    (column("number", lower), OUTCOMES, "F185", "one line too low"),
    (column("value", lower), RATES, "F185", "too low"),
    (column("rate", lambda cells: cells[::-1]), OUTCOMES, "F185", "in reverse order"),
    (column("number", lambda cells: cells[:1] * 9), OUTCOMES, "F185", "are 386"),
    (two_years_swapped, (), "F185", "figures of two years are swapped in 3 places"),
    (exchange(("number", "rate")), OUTCOMES, "S203", "is not a whole number"),
    (exchange(("edition", "area")), (), "F180", "edition is in area"),
    (exchange(("value", "decimals")), (), "F180", "value is in decimals"),
    (exchange(("unit", "denominator")), (), "F180", "unit is in denominator"),
    (exchange(("value", "status")), (), "F180", "value is in status"),
    (
        exchange(("period_start", "baseline_start"), ("period_end", "baseline_end")), (), "R309",
        "4 places in 2 tables",
    ),
    (column("period_end", a_year(-1)), (), "F180", "Dates in period_end are a year before"),
    (all_dates(a_year(1)), (), "F180", "are a year after those that are asked for in 12 tables"),
    (all_dates(a_year(-1)), OUTCOMES, "F180", "are a year before"),
    (all_dates(a_year(-1)), (), "V701", "last year's form"),
    (column("edition", lambda cells: ["peel-effectiveness-2015"] * len(cells)), (), "F180",
     "says “peel-effectiveness-2015” and not “peel-effectiveness-2016”"),
    (column("area", lambda cells: ["kent"] * len(cells)), RATES, "F180", "says “kent”"),
    (column("denominator", lambda cells: [""] * len(cells)), (), "F180", "denominator was emptied"),
    (column("unit", lower), (), "F180", "unit stands one row too low"),
    (column("crime_type", lambda cells: sorted(cells, reverse=True)), RATES, "F180", "crime_type"),
    (column("decimals", lambda cells: ["1"] * len(cells)), (), "F180", "decimals"),
    (with_spaces, (), "S202", "not named as in the template"),
    (renamed("value", "Value (rate)"), (), "S201", "no column “Value (rate)”"),
    (lambda rows: [*rows, *rows], OUTCOMES, "K401", "18 places in one table"),
    (lambda rows: rows[:-3], OUTCOMES, "V701", "3 rows are missing"),
    (lambda rows: [*rows, dict.fromkeys(rows[0], "") | {"area": "Total"}], (), "S206", "“Total”"),
    (exchange(("status", "notes")), (), "F180", "status is in notes"),
    (exchange(("status", "notes")), RATES, "F180", "status is in notes"),
    (column("value", by_size), RATES, "F185", "sorted by size"),
    (column("value", lambda cells: by_size(cells)[::-1]), CHANGES, "F185", "2 of the 3 figures"),
    (each(lambda text: f"{text} "), (), "F127", "38 places in 12 tables"),
    (each(lambda text: " "), (), "R301", "38 figures of 12 tables are missing"),
)  # fmt: skip


@pytest.mark.parametrize(("change", "only", "code", "said"), TABLES)
def test_in_the_tables(tables, change, only, code, said):
    (finding,) = tables(change, only)
    assert finding.code == code
    assert said in finding.message


@pytest.fixture
def workbook(tmp_path_factory):
    path = tmp_path_factory.mktemp("book") / "tables.xlsx"
    write(make_plan(EDITION, AREA), path, "xlsx")
    fill_workbook(path)

    def send(change):
        book = load_workbook(path)
        for sheet in [s for s in book if s.cell(2, 1).value and s.title not in {"Guide", "Lists"}]:
            change(sheet)
        book.save(path)
        return weighty(judge(path))

    return send


def formatted(code):
    def change(sheet):
        for row in sheet.iter_rows(min_row=2):
            for head, cell in zip(sheet[1], row, strict=True):
                if head.value in MEASURES:
                    cell.number_format = code

    return change


def moved_a_day(sheet):
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            if isinstance(cell.value, dt.datetime):
                cell.value -= dt.timedelta(days=1)


def uncalculated(sheet):
    for row in sheet.iter_rows(min_row=2):
        for head, cell in zip(sheet[1], row, strict=True):
            if head.value in MEASURES:
                cell.value = f"={cell.value}+0"


def named_otherwise(sheet):
    sheet.title = sheet.title.replace("_", " ")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (formatted("yyyy-mm-dd"), "38 figures are formatted as dates or times"),
        (formatted("h:mm"), "38 figures are formatted as dates or times"),
        (formatted("[h]:mm:ss"), "38 figures are formatted as dates or times"),
        (formatted("0%"), "38 places in 12 tables"),
        (uncalculated, "38 places in 12 tables"),
        (moved_a_day, "are a day before those that are asked for"),
        (named_otherwise, "This affects 12 sheets"),
    ],
)
def test_in_a_workbook(workbook, change, said):
    (finding,) = workbook(change)
    assert said in finding.message


def test_two_slips_are_still_two_findings(tables):
    def slips(rows):
        rows[0]["rate"], rows[3]["rate"] = "8", "13,4"

    assert len(tables(slips, OUTCOMES)) == 2


@pytest.mark.parametrize(
    ("change", "only"),
    [
        (column("value", by_size), "crime_rates"),
        (column("value", lambda cells: by_size(cells)[::-1]), "crime_changes"),
        (exchange(("status", "notes")), "crime_rates"),
    ],
)
def test_a_slip_beside_one_that_went_through_many_cells_is_told(tables, change, only):
    """In another table, in which nothing else is wrong."""

    found = tables({only: change, "organised_crime_group_shares": column("value", of_two_points)})
    assert len(found) == 2
    assert any("5.8.0" in each.places[0].text for each in found)


def test_two_slips_in_a_short_column_are_both_told(tables):
    """A finding for the two keeps what was said of each."""

    def slips(rows):
        rows[0]["value"], rows[1]["value"] = "75.6", "53.8"

    (finding,) = tables(slips, RATES)
    said = " ".join(finding.hints)
    parts = ("75.6", "published as 65.7", "53.8", "Victim-based crime 54.5")
    assert not [part for part in parts if part not in said]
    assert [place.text for place in finding.places] == ["75.6", "53.8", "54.5"]
    assert finding.suspects == 2


def test_two_slips_in_a_short_column_are_two_where_one_is_explained(tables):
    def slips(rows):
        rows[0]["value"], rows[1]["value"] = "56.7", "53.8"  # the first has two digits swapped

    assert [each.places[0].text for each in tables(slips, RATES)] == ["56.7", "53.8"]


def test_a_whole_number_has_no_zeros_to_lose(tables):
    """Decimals of a number that were changed are said, and its figure stays what it is."""
    (finding,) = tables(column("number_decimals", lambda cells: ["1"] * 9), OUTCOMES)
    assert "more decimals than PEEL: Police effectiveness 2016 gives" in finding.message
    assert {place.column for place in finding.places} == {"number", "number_decimals"}


@pytest.mark.parametrize("text", ["{", "{0}", "{where}"])
def test_a_column_that_says_anything_is_judged(tables, text):
    def change(rows):
        column("edition", lambda cells: [text] * len(cells))(rows)
        column("area", lambda cells: [text] * len(cells))(rows)
        rows[0]["value"] = "many"

    assert any(f"“{text}”" in each.message for each in tables(change, RATES))
