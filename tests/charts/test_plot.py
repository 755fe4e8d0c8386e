"""Pictures: every mark is a printed figure, with its interval, its unit and its source."""

from __future__ import annotations

import dataclasses
import json
import re
import sys
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import peel_data as peel
from peel_data.charts import files, look, missing, points, target
from peel_data.errors import Ambiguous, InvalidArgument, MissingExtra, NotFound
from peel_data.tables import records
from support.first_report import AREAS, FORCE

pytest.importorskip("altair", reason="the extra `plot` is not installed")
pytest.importorskip("vl_convert", reason="the extra `plot` is not installed")

BOTH = list(AREAS)
CHARTED = ["Figure 1", "Figure 3", "Figure 5", "Figure 6", "Figure 7"]
NAMES = target.names()


def marks(chart, *, validate=False) -> dict[str, dict]:
    """Every point of a chart, by its figure id."""
    datasets = chart.to_dict(validate=validate)["datasets"].values()
    return {mark["figure_id"]: mark for marks in datasets for mark in marks if "figure_id" in mark}


@cache
def plotted(name: str):
    """The chart of a name, drawn once; of a part of a report, that of the first report."""
    own = {each["label"] for each in records.read("report_figures")} | {
        "force in numbers",
        "judgments",
    }
    return peel.plot(name, area=FORCE) if name in own else peel.plot(name)


def words(chart) -> str:
    return json.dumps(chart.to_dict(validate=False), ensure_ascii=False)


def same_as_printed(point: dict) -> bool:
    figure = peel.figure(point["figure_id"])
    ends = [None if end is None else float(end) for end in (figure.lower, figure.upper)]
    return (point["value"], [point["lower"], point["upper"]]) == (float(figure.value), ends)


@pytest.mark.parametrize("name", NAMES)
def test_everything_that_can_be_named_is_drawn_with_units_and_source(name):
    if name in {table.name for table in peel.tables()} and not len(peel.table(name)):
        with pytest.raises(NotFound, match="has no figures yet"):
            peel.plot(name)
        return
    chart = plotted(name)
    drawn = marks(chart, validate=True)
    assert all(map(same_as_printed, drawn.values()))
    said = words(chart)
    assert f"peel_data {peel.__version__}" in said
    units = {record["id"]: record["title"] for record in records.read("units")}
    for each in drawn:
        assert units[peel.figure(each).unit] in said
    assert chart.description


@pytest.mark.parametrize("name", CHARTED)
def test_a_chart_without_numbers_is_drawn_with_the_printed_points_alone(name):
    (part,) = (row for row in peel.report_figures.where(area=FORCE) if row.label == name)
    chart = plotted(name)
    assert set(marks(chart)) == set(part.printed_figures.split())
    assert any("not printed" in line for line in chart.title.subtitle)
    assert '"type": "line"' not in words(chart)  # no line leads where there is no number


def test_what_is_missing_is_said():
    said = {name: " ".join(plotted(name).title.subtitle) for name in CHARTED}
    assert "the 12 months to 30 June 2011, 30 June 2012 and 30 June 2013." in said["Figure 1"]
    assert "every other force" in said["Figure 3"]
    assert "31 March 2012, 31 March 2013 and 31 March 2014" in said["Figure 5"]
    assert "every other force" in said["Figure 6"]
    assert "City of London Police is left out" in words(plotted("Figure 6"))
    assert "every other category" in said["Figure 7"]


def test_a_charted_area_without_a_number_is_missing_too():
    (part,) = (
        r for r in records.read("report_figures") if (r["figure"], r["area"]) == ("figure_5", FORCE)
    )
    (force,) = (
        f
        for f in peel.figures()
        if f.id.endswith("northamptonshire:2015-03-31") and f.table == "victim_satisfaction"
    )
    assert list(missing.sentences(part, [force]))[-1].endswith("not printed: England and Wales.")


def test_the_force_stands_beside_england_and_wales():
    for name in ("Figure 2", "Figure 4", "force in numbers"):
        areas = {point["area"] for point in marks(plotted(name)).values()}
        assert areas == {"Northamptonshire Police", "England and Wales"}
    assert len(marks(plotted("Figure 2"))) == 12
    assert len(marks(plotted("Figure 4"))) == 36
    panels = [part for part in peel.report_figures.where(area=FORCE) if part.kind == "panel"]
    printed = {each for part in panels for each in part.printed_figures.split()}
    assert set(marks(plotted("force in numbers"))) == printed


def test_colours_are_not_all_that_tells_areas_apart():
    said = words(plotted("Figure 2"))
    assert '"shape": {"field": "area"' in said
    assert "#0072B2" in said
    assert "#D55E00" in said


def test_judgments_show_each_question_and_its_grade():
    said = words(plotted("judgments"))
    assert said.count('"given": true') == len(peel.judgments.where(area=FORCE)) == 5
    assert said.count('"given": false') == 15
    assert "Judgments of Northamptonshire Police" in said


def test_a_table_rows_figures_and_a_figure_are_drawn():
    rows = peel.crime_rates.where(area="northamptonshire")
    assert len(marks(peel.plot(peel.crime_rates))) == len(peel.crime_rates)
    assert len(marks(peel.plot(peel.crime_rates.where(area=BOTH)))) == 12
    assert len(marks(peel.plot(rows))) == 6
    assert len(marks(peel.plot(peel.crime_rates, area="northamptonshire"))) == 12
    assert len(marks(peel.plot(peel.figures()[:3]))) == 3
    assert len(marks(peel.plot(peel.figures()[0]))) == 1
    assert len(marks(peel.plot(peel.figures()[0].id))) == 1
    assert len(marks(peel.plot(peel.table("figures")))) == len(peel.figures())
    assert words(peel.plot(peel.judgments, area=FORCE)) == words(plotted("judgments"))


@settings(max_examples=5)
@given(st.lists(st.sampled_from(tuple(peel.figures())), min_size=1, max_size=9, unique=True))
def test_any_figures_are_each_drawn_once(figures):
    drawn = marks(peel.plot(figures))
    assert set(drawn) == {figure.id for figure in figures}
    assert all(map(same_as_printed, drawn.values()))


def test_many_areas_are_rows(monkeypatch):
    monkeypatch.setattr("peel_data.charts.points.MANY", 1)
    said = words(peel.plot("Figure 6", area=FORCE))
    assert "Northamptonshire Police, " not in said
    assert '"label": "Northamptonshire Police"' in said
    assert "datum.area === 'England and Wales'" in said


def test_a_figure_of_nothing_is_drawn_at_zero():
    none = dataclasses.replace(
        peel.figures()[0], value=Decimal(0), lower=Decimal(0), upper=Decimal(0)
    )
    axis = words(peel.plot([none]))
    assert '"domain": [0, 1.0]' in axis


@pytest.mark.parametrize(
    ("wrong", "error", "sentence"),
    [
        ("Figure 22", NotFound, "Did you mean Figure 2"),
        ("crime_raets", NotFound, "Did you mean crime_rates"),
        (peel.areas, InvalidArgument, "holds no figures to draw. Tables that do: calls_for"),
        ("areas", InvalidArgument, "holds no figures"),
        (7, InvalidArgument, "int cannot be drawn"),
        ([], InvalidArgument, "list cannot be drawn"),
        (peel.at("1.0.0").crime_rates, InvalidArgument, "its figures can"),
    ],
)
def test_what_cannot_be_drawn_is_said(wrong, error, sentence):
    with pytest.raises(error, match=sentence):
        peel.plot(wrong)


def test_an_area_or_an_edition_without_figures_is_said():
    with pytest.raises(NotFound, match="has no figures of kent"):
        peel.plot("crime_rates", area="kent")
    with pytest.raises(NotFound, match=r"There is one of .*northamptonshire"):
        peel.plot("Figure 2", area="kent")
    with pytest.raises(NotFound, match="no figures of peel-effectiveness-2016"):
        peel.plot("crime_rates", edition="peel-effectiveness-2016")


def test_reports_of_several_areas_are_told_apart(monkeypatch):
    ours = [part for part in records.read("report_figures") if part["area"] == FORCE]
    theirs = [part | {"area": "kent"} for part in ours]
    read = records.read
    monkeypatch.setattr(
        records, "read", lambda name: ours + theirs if name == "report_figures" else read(name)
    )
    with pytest.raises(Ambiguous, match="Narrow it down with area=: kent, northamptonshire"):
        peel.plot("Figure 2")
    assert len(marks(peel.plot("Figure 2", area=FORCE))) == 12


def test_a_figure_of_the_report_that_prints_no_number_is_said(monkeypatch):
    none = [part | {"printed_figures": ""} for part in records.read("report_figures")]
    read = records.read
    monkeypatch.setattr(
        records, "read", lambda name: none if name == "report_figures" else read(name)
    )
    with pytest.raises(NotFound, match="'Figure 7' prints no number"):
        peel.plot("Figure 7", area=FORCE)


def test_past_figures_are_drawn_as_they_were():
    assert marks(peel.plot(peel.at("1.0.0").figures()[:4]))


@pytest.mark.parametrize("suffix", ["svg", "PNG", "json"])
def test_the_command_writes_pictures(run, tmp_path, suffix):
    path = tmp_path / f"picture.{suffix}"
    shown = run("plot", "figure", "2", "--area", FORCE, "-o", str(path))
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.startswith(f"Wrote {path}: Figure 2: Recorded crime")
    content = path.read_bytes()
    if suffix == "svg":
        text = content.decode()
        assert text.startswith('<svg role="img" aria-label="Figure 2: Recorded crime and')
        assert not re.findall(r'(?:href|src)="(?!#)', text)
        for each in ("65.7", "Per 1,000 households", "Source: HMIC data return; Home Office data."):
            assert each in text
    elif suffix == "PNG":
        assert content.startswith(b"\x89PNG")
    else:
        assert json.loads(content)["$schema"].startswith("https://vega.github.io/schema/vega-lite/")


def test_the_command_says_what_is_wrong(run, tmp_path):
    wrong = run("plot", "figure", "2", "--area", FORCE, "-o", str(tmp_path / "picture.pdf"))
    assert (wrong.code, wrong.out) == (2, "")
    assert "must end in one of .svg, .png, .json" in wrong.err
    nowhere = run("plot", "figure 2", "--area", FORCE, "-o", str(tmp_path / "no" / "picture.svg"))
    assert "Create the folder first" in nowhere.err
    assert "Did you mean" in run("plot", "figre 2", "-o", str(tmp_path / "x.svg")).err


def test_a_panel_is_known_without_what_it_is_part_of():
    assert target.picture_of("charge rate", FORCE, None).title == (
        target.picture_of("Force in numbers: Charge rate", FORCE, None).title
    )


def test_words_of_figures_are_led_to_find():
    with pytest.raises(
        NotFound, match=r"\d+ figures that these words find: `peel\.plot\(peel\.find\('asb'\)\)`"
    ):
        target.picture_of("asb", None, None)
    with pytest.raises(NotFound, match="no figure for area=kent"):
        target.picture_of(peel.figures(area="kent"), None, None)


def test_a_share_has_no_axis_beyond_all_of_it():
    (panel,) = points.panels("", peel.find("category 1 responders tested")[:1], periods=False)
    assert (panel.share, panel.span[1]) == (True, 100)
    (panel,) = points.panels("", peel.find("crime up since 2014")[:1], periods=False)
    assert not panel.share


def test_a_force_stands_above_the_nation_that_leaves_an_area_out():
    figures = peel.figures(table="organised_crime_group_shares", area=BOTH)
    (panel,) = points.panels("", figures, periods=False)
    assert panel.labels == ("Drug activity", "Drug activity, excluding the Metropolitan Police")


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("Theft", ["Theft"]),
        ("Theft, 12 months", ["Theft, 12 months"]),
        (
            "Sexual offences, 12 months to 30 June 2015",
            ["Sexual offences,", "12 months to 30 June 2015"],
        ),
        ("", [" "]),
    ],
)
def test_a_label_breaks_at_a_comma_where_it_can(label, lines):
    assert look.wrapped(label).split("\n") == lines


@pytest.mark.parametrize("library", ["altair", "vl_convert"])
def test_what_is_not_installed_is_said_with_the_command_that_installs_it(
    run, tmp_path, monkeypatch, library
):
    monkeypatch.setitem(sys.modules, library, None)
    shown = run("plot", "figure", "2", "--area", FORCE, "-o", str(tmp_path / "x.svg"))
    assert shown.code == 2
    assert 'pip install "peel-data[plot]"' in shown.err
    if library == "altair":
        with pytest.raises(MissingExtra):
            peel.plot("nothing")


@pytest.mark.parametrize("number", [1, 2])
def test_the_pictures_of_the_pages_say_what_is_drawn_today(root, number):
    """Their words: where letters stand depends on the fonts of a machine."""
    kept = (root / "docs" / "pictures" / f"figure-{number}.svg").read_text("utf-8")
    drawn = files.content(plotted(f"Figure {number}"), ".svg").decode()
    assert re.findall(r">([^<]+)</t", kept) == re.findall(r">([^<]+)</t", drawn)
