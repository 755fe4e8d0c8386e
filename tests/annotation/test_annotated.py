"""An officer's workbook comes back as it was, with what was found marked: compared part by part."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.worksheet.datavalidation import DataValidation

import peel_data as peel
from peel_data.annotation.findings_sheet import NAME
from peel_data.annotation.writing import annotate, write_annotated
from peel_data.errors import InvalidArgument
from peel_data.findings import Report
from support.filling import fill_workbook
from support.forms import send_workbook

UNKNOWN = b"<what nobody='knows'/>"
SLIPS = {
    ("crime_rates", "F3"): 76.3,
    ("crime_outcomes", "H5"): "13,4",
    ("victim_satisfaction", "E2"): None,
}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A filled form, with what officers add: a chart, a drop-down, a comment, a colour, a print area."""
    from peel_data.template.plan import make_plan
    from peel_data.template.writing import write

    path = tmp_path_factory.mktemp("form") / "figures.xlsx"
    write(make_plan("peel-effectiveness-2016", "northamptonshire"), path, "xlsx")
    fill_workbook(path)
    book = load_workbook(path)
    sheet = book["crime_rates"]
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=6, min_row=1, max_row=7))
    sheet.add_chart(chart, "R2")
    choice = DataValidation(type="list", formula1='"a,b"')
    sheet.add_data_validation(choice)
    choice.add("Q2")
    sheet.conditional_formatting.add("F2:F7", CellIsRule("greaterThan", ["1000"]))
    book["crime_outcomes"].print_area = "A1:H10"
    book.active = 3
    book.save(path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("customXml/item1.xml", UNKNOWN)
    return path


@pytest.fixture(scope="module")
def slipped(filled: Path) -> Path:
    path = filled.with_name("slipped.xlsx")
    return change(filled, path, SLIPS)


def change(source: Path, path: Path, cells: dict[tuple[str, str], object]) -> Path:
    """Change cells by hand, as little as can be: the parts stay those that openpyxl wrote."""
    book = load_workbook(source)
    for (sheet, cell), value in cells.items():
        book[sheet][cell].value = value
    book.save(path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("customXml/item1.xml", UNKNOWN)
    return path


def parts(content: bytes | Path) -> dict[str, bytes]:
    source = io.BytesIO(content) if isinstance(content, bytes) else content
    with zipfile.ZipFile(source) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def cells_of(part: bytes) -> bytes:
    """The part of a sheet that holds its rows."""
    return part[part.index(b"<sheetData") : part.index(b"</sheetData>")]


def our_notes(content: bytes) -> dict[tuple[str, str], str]:
    book = load_workbook(io.BytesIO(content))
    return {
        (sheet.title, cell.coordinate): cell.comment.text
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment and cell.comment.text.startswith("Check by peel-data:")
    }


@pytest.fixture(scope="module")
def marked(slipped: Path) -> bytes:
    made = annotate(peel.validate(slipped))
    assert made.whole
    return made.content


def test_every_part_that_is_not_concerned_stays_byte_for_byte(slipped: Path, marked: bytes) -> None:
    old, new = parts(slipped), parts(marked)
    assert not old.keys() - new.keys()
    touched = {name for name in old if old[name] != new[name]}
    allowed = re.compile(
        r"\[Content_Types\]\.xml|xl/workbook\.xml|xl/_rels/workbook\.xml\.rels|xl/styles\.xml"
        r"|xl/worksheets/(_rels/)?sheet\d+\.xml(\.rels)?|xl/comments/comment\d+\.xml"
        r"|xl/drawings/commentsDrawing\d+\.vml"
    )
    assert all(allowed.fullmatch(name) for name in touched), touched
    assert new["customXml/item1.xml"] == UNKNOWN
    assert any("charts/chart" in name for name in old)
    added = new.keys() - old.keys()
    assert all("peelData" in name for name in added), added


def test_no_cell_is_touched(slipped: Path, marked: bytes) -> None:
    old, new = parts(slipped), parts(marked)
    sheets = [name for name in old if name.startswith("xl/worksheets/sheet")]
    assert sheets
    for name in sheets:
        assert cells_of(old[name]) == cells_of(new[name])
    before, after = load_workbook(slipped), load_workbook(io.BytesIO(marked))
    assert after.sheetnames == [NAME, *before.sheetnames]
    assert after["crime_rates"].data_validations.dataValidation
    assert after["crime_outcomes"].print_area == before["crime_outcomes"].print_area


def test_bad_cells_are_commented_and_the_first_sheet_leads_to_them(marked: bytes) -> None:
    notes = our_notes(marked)
    assert set(SLIPS) <= set(notes)
    assert "Write 13.4." in notes["crime_outcomes", "H5"]
    book = load_workbook(io.BytesIO(marked))
    assert book.active.title == NAME
    assert sum(bool(sheet.sheet_view.tabSelected) for sheet in book) == 1
    links = {
        cell.hyperlink.location for row in book[NAME].iter_rows() for cell in row if cell.hyperlink
    }
    assert {"'crime_outcomes'!H5", "'crime_rates'!F3"} <= links
    assert not any(cell.data_type == "f" for row in book[NAME].iter_rows() for cell in row), (
        "no formulas"
    )
    ranges = {str(each.sqref) for each in book["crime_outcomes"].conditional_formatting}
    assert "H5" in ranges


def test_a_marked_workbook_is_judged_like_the_one_that_was_sent(
    slipped: Path, marked: bytes, tmp_path: Path
) -> None:
    again = tmp_path / slipped.name
    again.write_bytes(marked)
    said = [(f.code, f.message, f.places) for f in peel.validate(slipped).findings]
    assert [(f.code, f.message, f.places) for f in peel.validate(again).findings] == said


def test_marking_it_again_changes_nothing(slipped: Path, marked: bytes, tmp_path: Path) -> None:
    again = tmp_path / slipped.name
    again.write_bytes(marked)
    report = peel.validate(again)
    twice = annotate(Report(**{**fields(report), "subject": str(slipped)})).content
    assert parts(twice) == parts(marked)


def fields(report: Report) -> dict[str, object]:
    return {name: getattr(report, name) for name in report.__dataclass_fields__}


def test_until_it_is_clean(filled: Path, marked: bytes, tmp_path: Path) -> None:
    path = tmp_path / "corrected.xlsx"
    right = {key: load_workbook(filled)[key[0]][key[1]].value for key in SLIPS}
    (tmp_path / "marked.xlsx").write_bytes(marked)
    change(tmp_path / "marked.xlsx", path, right)
    report = peel.validate(path)
    assert report.ok
    clean = annotate(report).content
    assert not our_notes(clean)
    assert b"marked by peel-data" not in b"".join(parts(clean).values())
    assert load_workbook(io.BytesIO(clean)).sheetnames[0] == NAME


def test_a_comment_of_the_officer_stays_alone(slipped: Path, tmp_path: Path) -> None:
    path = tmp_path / "own.xlsx"
    book = load_workbook(slipped)
    book["crime_outcomes"]["H5"].comment = Comment("as typed by Ann", "Ann")
    book.save(path)
    content = annotate(peel.validate(path)).content
    assert ("crime_outcomes", "H5") not in our_notes(content)
    book = load_workbook(io.BytesIO(content))
    assert book["crime_outcomes"]["H5"].comment.text == "as typed by Ann"
    told = [row[0] for row in book[NAME].iter_rows(values_only=True) if row[0]]
    assert any("In crime_outcomes, H5 had a comment already" in text for text in told)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_saves_it_and_it_is_marked_once(marked: bytes, tmp_path: Path) -> None:
    path, out = tmp_path / "marked.xlsx", tmp_path / "saved"
    path.write_bytes(marked)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         "--convert-to", "xlsx", "--outdir", out, path],
        check=True, timeout=180, capture_output=True,
    )  # fmt: skip
    report = peel.validate(out / "marked.xlsx")
    made = annotate(report)
    assert made.whole
    assert set(our_notes(made.content)) >= set(SLIPS)
    book = load_workbook(io.BytesIO(made.content))
    assert [name for name in book.sheetnames if name.startswith("Notes")] == [NAME]
    marks = [str(e.sqref) for e in book["crime_outcomes"].conditional_formatting]
    assert len(marks) == len(set(marks))


def test_a_hostile_file_is_answered_with_a_new_workbook(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(b"PK\x03\x04 nothing good")
    made = annotate(peel.validate(path))
    assert not made.whole
    book = load_workbook(io.BytesIO(made.content))
    assert book.sheetnames == [NAME]
    assert any(
        "only lists the findings" in str(row[0]) for row in book[NAME].iter_rows(values_only=True)
    )


@pytest.mark.parametrize(
    ("part", "with_what"),
    [
        ("xl/workbook.xml", (b"spreadsheetml/2006/main", b"spreadsheetml/2007/main")),
        ("xl/styles.xml", (b"<cellXfs", b"<cellXss")),
        ("xl/_rels/workbook.xml.rels", (b"relationships/styles", b"relationships/none")),
    ],
)
def test_a_workbook_that_cannot_be_edited_is_left_alone(
    slipped: Path, tmp_path: Path, part: str, with_what: tuple[bytes, bytes]
) -> None:
    path = tmp_path / "odd.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts(slipped).items():
            archive.writestr(name, content.replace(*with_what) if name == part else content)
    report = Report("odd.xlsx", (), (), location=str(path))
    assert not annotate(report).whole


def test_csv_files_get_a_workbook_of_findings(tmp_path: Path) -> None:
    path = tmp_path / "crime_rates.csv"
    path.write_text("edition,area\nx,=cmd\n", encoding="utf-8")
    made = annotate(peel.validate(path))
    assert not made.whole
    assert load_workbook(io.BytesIO(made.content)).sheetnames == [NAME]


def test_the_submission_is_never_written_to(slipped: Path, tmp_path: Path) -> None:
    report = peel.validate(slipped)
    with pytest.raises(InvalidArgument, match="never overwritten"):
        write_annotated(report, slipped)
    with pytest.raises(InvalidArgument, match=r"such as marked\.xlsx"):
        write_annotated(report, tmp_path / "marked.ods")
    assert write_annotated(report, tmp_path / "marked.xlsx")


def test_the_command_says_when_nothing_is_marked(tmp_path: Path, run: Callable[..., Any]) -> None:
    path = send_workbook(tmp_path / "form.xlsx")
    ran = run("validate", str(path), "--annotate", str(tmp_path / "marked.xlsx"))
    assert "your workbook, in which nothing is marked." in ran.err
