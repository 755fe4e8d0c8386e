"""`peel-data template`."""

from __future__ import annotations

import pytest

NORTHAMPTONSHIRE = ("--edition", "peel-effectiveness-2016", "--area", "northamptonshire")


@pytest.mark.parametrize(
    ("style", "name", "guide"),
    [
        ("xlsx", "figures.xlsx", "Its first sheet"),
        ("ods", "figures.ods", "Its first sheet"),
        ("csv", "figures", "Guide.txt in it"),
    ],
)
def test_it_says_what_it_wrote_and_how_to_check_it(run, tmp_path, style, name, guide):
    path = tmp_path / name
    layout = ("--layout", "tables", "--format", style)
    shown = run("template", *NORTHAMPTONSHIRE, *layout, "-o", str(path))
    assert (shown.code, shown.err) == (0, "")
    assert shown.out == (
        f"Wrote {path}: 38 figures to fill in, in 12 tables. {guide} explains how.\n"
        f"When it is filled in, check it: peel-data validate {path}\n"
    )
    assert path.exists()


@pytest.mark.parametrize("style", ["xlsx", "ods", "csv"])
def test_the_form_is_what_one_gets(run, tmp_path, style):
    path = tmp_path / f"figures.{style}"
    shown = run("template", *NORTHAMPTONSHIRE, "--format", style, "-o", str(path))
    assert (shown.code, shown.err) == (0, "")
    assert shown.out == (
        f"Wrote {path}: one sheet with 38 figures, a line for each. 3 of them are published and "
        "filled in already.\n"
        f"When it is filled in, check it: peel-data validate {path}\n"
    )
    checked = run("validate", str(path))
    assert checked.code == 1
    assert "35 figures are missing" in checked.out


def test_it_does_not_overwrite(run, tmp_path):
    path = tmp_path / "figures.xlsx"
    path.write_bytes(b"filled in")
    shown = run("template", *NORTHAMPTONSHIRE, "-o", str(path))
    assert shown.code == 2
    assert "already exists" in shown.err
    assert path.read_bytes() == b"filled in"
    assert run("template", *NORTHAMPTONSHIRE, "-o", str(path), "--force").code == 0


def test_it_knows_a_misspelt_area(run, tmp_path):
    path = tmp_path / "figures.xlsx"
    shown = run("template", *NORTHAMPTONSHIRE[:3], "northhampton", "-o", str(path))
    assert shown.code == 2
    assert "Did you mean northamptonshire" in shown.err
    assert not path.exists()


def test_a_template_for_a_report_has_its_tables_too(run, tmp_path):
    folder = tmp_path / "report"
    layout = ("--layout", "tables", "--format", "csv", "--report")
    assert run("template", *NORTHAMPTONSHIRE, *layout, "-o", str(folder)).code == 0
    assert {"citations.csv", "judgments.csv", "publications.csv", "crime_rates.csv"} <= {
        path.name for path in folder.iterdir()
    }
    shown = run("template", *NORTHAMPTONSHIRE, "--report", "-o", str(tmp_path / "x.xlsx"))
    assert (shown.code, shown.out) == (2, "")
    assert "--report needs --layout tables" in shown.err


@pytest.mark.parametrize("style", ["xlsx", "ods"])
def test_a_workbook_for_a_report_is_read_back_empty(run, tmp_path, style):
    path = tmp_path / f"report.{style}"
    layout = ("--layout", "tables", "--format", style, "--report")
    assert run("template", *NORTHAMPTONSHIRE, *layout, "-o", str(path)).code == 0
    checked = run("validate", str(path))
    assert "citations                               0         0         0         0" in checked.out
    assert checked.code == 1


@pytest.mark.parametrize("area", ["Kent Police", "kent police", "E23000032"])
def test_a_force_may_be_named_as_one_sees_it(run, tmp_path, area):
    path = tmp_path / "kent.csv"
    asked = ("--edition", "peel-effectiveness-2016", "--area", area, "--format", "csv")
    assert run("template", *asked, "-o", str(path)).code == 0
    assert ":kent:" in path.read_text(encoding="utf-8-sig")
