"""Templates opened and saved again by LibreOffice, where it is installed."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from openpyxl import load_workbook

import peel_data as peel
from peel_data.findings import Severity
from peel_data.template.writing import write
from support.filling import fill_workbook

OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed here")

# Every sheet to a file of its own, in UTF-8, numbers as they are shown or as they are held.
CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,{shown},false,false,-1"


@pytest.fixture(scope="module")
def convert(tmp_path_factory):
    profile = tmp_path_factory.mktemp("profile").as_uri()

    def run(kind, target, *sources):
        subprocess.run(
            [
                OFFICE,
                "--headless",
                f"-env:UserInstallation={profile}",
                "--convert-to",
                kind,
                "--outdir",
                target,
                *sources,
            ],
            check=True,
            capture_output=True,
            timeout=180,
        )

    return run


@pytest.fixture(scope="module")
def filled(plan, tmp_path_factory):
    path = tmp_path_factory.mktemp("filled") / "filled.xlsx"
    write(plan, path, "xlsx")
    fill_workbook(path)
    return path


def assert_sound(path):
    report = peel.validate(path)
    assert report.ok
    assert {finding.severity for finding in report.findings} <= {Severity.INFO}


@pytest.fixture(scope="module")
def as_excel(plan, filled, convert, tmp_path_factory):
    """The filled template and an empty one in OpenDocument, saved as Excel by one start of LibreOffice."""
    template, saved = (
        tmp_path_factory.mktemp("template") / "template.ods",
        tmp_path_factory.mktemp("saved"),
    )
    write(plan, template, "ods")
    convert("xlsx", saved, filled, template)
    return saved


def test_saved_as_excel(as_excel):
    assert_sound(as_excel / "filled.xlsx")


def test_saved_as_opendocument(filled, convert, tmp_path):
    convert("ods", tmp_path, filled)
    assert_sound(tmp_path / "filled.ods")


@pytest.mark.parametrize("shown", ["true", "false"])
def test_saved_as_csv(filled, convert, tmp_path, shown):
    convert(CSV.format(shown=shown), tmp_path, filled)
    for path in list(tmp_path.iterdir()):  # LibreOffice names a file after workbook and sheet
        path.rename(tmp_path / path.name.removeprefix("filled-"))
    assert_sound(tmp_path)


def test_an_opendocument_template_is_understood_in_full(written, as_excel):
    """Saved as Excel by LibreOffice, it is still what was written as Excel directly."""
    direct = load_workbook(written("xlsx"))
    through = load_workbook(as_excel / "template.xlsx")
    assert through.sheetnames == direct.sheetnames
    for name in direct.sheetnames[1:]:
        ours, theirs = direct[name], through[name]
        for row in ours.iter_rows():
            for cell in row:
                other = theirs[cell.coordinate]
                assert other.value == cell.value
                assert other.number_format.replace("\\", "") == cell.number_format
                assert _note(other) == _note(cell)
        assert _prompts(theirs) == _prompts(ours)


def _note(cell):
    return cell.comment.text if cell.comment else None


def _prompts(sheet):
    """What is offered and said at each range of cells."""
    return {
        str(check.sqref): (check.type, check.prompt, check.error)
        + ((check.formula1.replace("$", ""),) if check.type == "list" else ())
        for check in sheet.data_validations.dataValidation
    }
