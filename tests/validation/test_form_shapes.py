"""Forms that came back in another shape: columns gone or renamed, sheets added, two of them."""

import shutil

import pytest
from openpyxl import load_workbook

from peel_data.findings import Severity
from peel_data.schema import form
from support.forms import judge, send_text, send_workbook


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    return send_workbook(tmp_path_factory.mktemp("good") / "form.xlsx")


@pytest.fixture
def returned(good, tmp_path):
    """Change the workbook of a form, send it, and return the report."""

    def send(change):
        book = load_workbook(good)
        change(book)
        book.save(tmp_path / "form.xlsx")
        return judge(tmp_path / "form.xlsx")

    return send


def said(report):
    return [f for f in report.findings if f.severity is not Severity.INFO]


def renamed(old, new):
    def change(book):
        for cell in book[form.SHEET][5]:
            if cell.value == old:
                cell.value = new

    return change


def without(name):
    def change(book):
        sheet = book[form.SHEET]
        sheet.delete_cols([cell.value for cell in sheet[5]].index(name) + 1)

    return change


def percentages(book):
    for (cell,) in book[form.SHEET].iter_rows(6, min_col=6, max_col=6):
        cell.number_format = "0%"


@pytest.mark.parametrize(
    ("change", "message", "hint"),
    [
        (without(form.ID), "The form has no column Id,", "Copy it from a new form,"),
        (without(form.FIGURE), "The form has no column Figure,", "Copy it from a new form,"),
        (renamed(form.ID, "ID number"), "no column Id,", "Is “ID number” meant to be Id?"),
        (renamed(form.FIGURE, "Figures 2016"), "no column Figure,", "Is “Figures 2016” meant to"),
        (lambda book: book[form.SHEET].delete_rows(5), "has no header,", "Copy the row with"),
    ],
)
def test_what_the_lines_need_is_missing(returned, change, message, hint):
    (finding,) = returned(change).findings
    assert finding.code == "F135"
    assert message in finding.message
    assert finding.hints[0].startswith(hint)


def test_a_text_form_without_header(tmp_path):
    path = send_text(tmp_path / "return.csv")
    path.write_text(path.read_text("utf-8").partition("\n")[2], encoding="utf-8")
    (finding,) = judge(path).findings
    assert (finding.code, finding.places[0].row) == ("F135", 1)


def own_sheet(name):
    def change(book):
        book.create_sheet(name).append(["rough", 1])

    return change


def merged_words(book):
    book[form.SHEET].merge_cells("A7:A20")


@pytest.mark.parametrize(
    "change",
    [
        without(form.DECIMALS),
        without(form.STATUS),
        renamed(form.DECIMALS, "Dec."),
        lambda book: book[form.SHEET].delete_rows(1, 4),
        lambda book: book[form.SHEET].insert_cols(3),
        lambda book: book[form.SHEET].insert_rows(10),
        own_sheet("Working"),
        own_sheet("Sheet1"),
        merged_words,
    ],
)
def test_what_does_no_harm(returned, change):
    report = returned(change)
    assert not said(report)
    assert report.given == 38


def test_a_sheet_that_may_be_a_table_is_not_left_alone(returned):
    (finding,) = said(returned(own_sheet("revision")))
    assert (finding.code, finding.hints[0]) == ("F104", "Did you mean revisions?")


@pytest.mark.parametrize(
    ("first", "count", "words"),
    [
        (6, 1, "A line of the form is missing: Calls for assistance, 12 months to"),
        (
            8,
            4,
            "Lines of the form are missing: All recorded crime (excluding fraud), recorded crime",
        ),
        (30, 1, "A line of the form is missing: Outcome rate: Caution - adults"),
        (25, 18, "Lines of the form are missing: Cannabis/Khat warning, 12 months to"),
    ],
)
def test_lines_that_were_deleted(returned, first, count, words):
    (finding,) = said(returned(lambda book: book[form.SHEET].delete_rows(first, count)))
    assert finding.code == "V701"
    assert finding.message.startswith(words)


def test_figures_shown_as_percentages(returned):
    (finding,) = said(returned(percentages))
    assert finding.message.startswith("21 figures are shown as percentages, in lines that ask")


def copied(book):
    book.copy_worksheet(book[form.SHEET]).title = "Figures (2)"


def copied_empty(book):
    copied(book)
    for (cell,) in book["Figures (2)"].iter_rows(6, min_col=6, max_col=6):
        cell.value = None


@pytest.mark.parametrize(
    ("change", "words"),
    [(copied, ", with the same figures."), (copied_empty, "; this one is not filled in.")],
)
def test_a_sheet_that_was_copied(returned, change, words):
    report = returned(change)
    (finding,) = report.findings
    assert finding.code == "F187"
    assert finding.message == (f"This form is already in the sheet “Figures” of form.xlsx{words}")
    assert (report.given, finding.places[0].sheet) == (38, "Figures (2)")


def test_a_draft_beside_the_form(good, tmp_path):
    shutil.copy(good, tmp_path / "final.xlsx")
    send_text(tmp_path / "draft.csv", {"victim_satisfaction": "85.0"})
    (finding,) = judge(tmp_path).findings
    assert finding.code == "F187"
    assert "1 figure differs: Victim satisfaction," in finding.message


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("return.csv", "Figure,Id,Unit\n".encode("utf-16"), "stored as UTF-16"),
        ("return.csv", b"", "The file is empty."),
        ("return.xlsx", b"", "The file is empty."),
        ("return.docx", b"PK\3\4", "a document of another kind (.docx)"),
    ],
)
def test_files_that_are_no_form(tmp_path, name, data, words):
    (tmp_path / name).write_bytes(data)
    (finding,) = judge(tmp_path / name).findings
    assert words in finding.message


def test_two_forces_in_one_folder_are_two_forms(tmp_path):
    send_text(tmp_path / "northamptonshire.csv")
    send_text(tmp_path / "kent.csv", area="kent")
    assert "F187" not in {finding.code for finding in judge(tmp_path).findings}
