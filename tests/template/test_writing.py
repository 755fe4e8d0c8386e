"""Where a template is written, and what is never overwritten."""

from __future__ import annotations

import pytest

from peel_data.errors import InvalidArgument
from peel_data.tables import records
from peel_data.template.writing import STYLES, write
from support.first_report import is_of_it


def at(tmp_path, style):
    return tmp_path / ("figures" if style == "csv" else f"figures.{style}")


def contents(path):
    if path.is_dir():
        return {file.name: file.read_bytes() for file in path.iterdir()}
    return path.read_bytes()


@pytest.mark.parametrize("style", STYLES)
def test_a_template_that_exists_is_left_alone(plan, tmp_path, style):
    path = at(tmp_path, style)
    write(plan, path, style)
    before = contents(path)
    touched = path / "crime_rates.csv" if style == "csv" else path
    touched.write_bytes(b"filled in")
    with pytest.raises(InvalidArgument, match=r"already exists.*--force"):
        write(plan, path, style)
    assert touched.read_bytes() == b"filled in"
    write(plan, path, style, force=True)
    assert contents(path) == before


def test_a_folder_keeps_what_is_not_of_the_template(plan, tmp_path):
    (tmp_path / "Notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(InvalidArgument, match="already exists"):
        write(plan, tmp_path, "csv")
    assert [file.name for file in tmp_path.iterdir()] == ["Notes.txt"]
    write(plan, tmp_path, "csv", force=True)
    assert (tmp_path / "Notes.txt").read_text(encoding="utf-8") == "mine"
    assert (tmp_path / "Guide.txt").is_file()


def test_an_empty_folder_is_filled(plan, tmp_path):
    write(plan, tmp_path, "csv")
    assert (tmp_path / "crime_rates.csv").is_file()


@pytest.mark.parametrize(
    ("name", "style", "message"),
    [
        ("figures.csv", "xlsx", r"must end in \.xlsx: .*figures\.xlsx\."),
        ("figures", "ods", r"must end in \.ods: .*figures\.ods\."),
        ("figures.csv", "csv", r"a folder of files.*Name a folder, such as .*figures\."),
        ("figures.xls", "xls", r"no format 'xls'\. Did you mean xlsx.*xlsx, ods or csv"),
        ("nowhere/figures.xlsx", "xlsx", "cannot be written: there is no folder .*nowhere"),
        ("nowhere/figures", "csv", "cannot be written: there is no folder .*nowhere"),
    ],
)
def test_a_name_that_cannot_be_is_refused(plan, tmp_path, name, style, message):
    with pytest.raises(InvalidArgument, match=message):
        write(plan, tmp_path / name, style)
    assert not list(tmp_path.iterdir())


def test_a_folder_is_not_replaced_by_a_workbook(plan, tmp_path):
    folder = tmp_path / "figures.xlsx"
    folder.mkdir()
    with pytest.raises(InvalidArgument, match=r"is a folder"):
        write(plan, folder, "xlsx", force=True)


def test_a_file_is_not_replaced_by_a_folder(plan, tmp_path):
    (tmp_path / "figures").write_text("mine", encoding="utf-8")
    with pytest.raises(InvalidArgument, match="is a file"):
        write(plan, tmp_path / "figures", "csv", force=True)


def test_what_the_guide_of_a_folder_says(written, file_regression):
    guide = (written("csv") / "Guide.txt").read_text(encoding="utf-8")
    used = {r["measure"] for r in records.read("operational_figures") if is_of_it(r)}
    of_others = {r["id"] for r in records.read("operational_measures")} - used
    lines = guide.splitlines(keepends=True)
    shown = "".join(line for line in lines if line.strip().partition(":")[0] not in of_others)
    file_regression.check(shown, basename="guide_folder", encoding="utf-8")
    assert max(map(len, guide.splitlines())) <= 96
