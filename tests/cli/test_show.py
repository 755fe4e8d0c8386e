"""Commands that read the installed release."""

from __future__ import annotations

import csv
import io
import json

import pytest

import peel_data as peel

FIELDS = {
    "figure_id", "id", "table", "measure", "area", "category", "period_start", "period_end", "baseline_start",
    "baseline_end", "value", "decimals", "unit", "denominator", "qualifier", "lower", "upper", "notes",
    "citations",
}  # fmt: skip
SATISFACTION = "victim_satisfaction:peel-effectiveness-2015:northamptonshire:2015-03-31"


class TestTables:
    def test_every_table_is_listed(self, run):
        listed = run("tables")
        assert listed.code == 0
        assert all(table.name in listed.out for table in peel.tables())

    def test_as_json(self, run):
        listed = json.loads(run("tables", "--format", "json").out)
        assert [each["name"] for each in listed] == [table.name for table in peel.tables()]
        rates = next(each for each in listed if each["name"] == "crime_rates")
        assert rates["key"] == ["edition", "area", "crime_type", "period_end"]
        assert {"name", "type", "title", "description"} <= rates["columns"][0].keys()


class TestShow:
    def test_what_a_person_looks_at(self, run, file_regression):
        shown = run("show", "crime_rates", "--area", "northamptonshire")
        assert (shown.code, shown.err) == (0, "")
        file_regression.check(shown.out, basename="show_crime_rates")

    def test_caveats_stand_below_the_table(self, run, file_regression):
        file_regression.check(
            run("show", "organised_crime_group_shares", "--area", "england-and-wales").out,
            basename="show_with_caveats",
        )

    def test_csv_is_the_published_table(self, run, root):
        shown = run("show", "crime_outcomes", "--format", "csv").out
        ids, published = [], []
        for line in shown.splitlines():
            figure_id, number_figure_id, rest = line.split(",", 2)
            ids.append((figure_id, number_figure_id))
            published.append(rest)
        assert published == (root / "data" / "crime_outcomes.csv").read_text("utf-8").splitlines()
        assert ids[0] == ("figure_id", "number_figure_id")
        assert all(peel.figure(each).id == each for row in ids[1:] for each in row)

    def test_what_is_shown_as_csv_is_a_submission(self, run, tmp_path):
        path = tmp_path / "crime_rates.csv"
        path.write_text(run("show", "crime_rates", "--format", "csv").out, encoding="utf-8")
        assert peel.validate(path, ignore=["V"]).ok

    def test_json_is_one_object_a_row(self, run):
        (row,) = json.loads(
            run("show", "victim_satisfaction", "--area", "northamptonshire", "--format", "json").out
        )
        assert (row["value"], row["decimals"], row["coverage"]) == ("83.5", 1, None)
        kinds = json.loads(run("show", "outcome_types", "--format", "json").out)
        assert {row["complete"] for row in kinds} == {True, False}

    def test_markdown_has_a_line_for_each_figure(self, run):
        lines = run("show", "crime_rates", "--format", "markdown").out.splitlines()
        table = [line for line in lines if line.startswith("|")]
        assert len(table) == 2 + len(peel.crime_rates)
        assert len({line.count("|") for line in table}) == 1

    @pytest.mark.parametrize("table", peel.tables(), ids=lambda table: table.name)
    @pytest.mark.parametrize("how", ["table", "csv", "json", "markdown"])
    def test_every_table_can_be_shown(self, run, table, how):
        shown = run("show", table.name, "--format", how)
        assert (shown.code, shown.err) == (0, "")
        if how == "json":
            assert len(json.loads(shown.out)) == len(table)
        if how == "csv":
            rows = list(csv.DictReader(io.StringIO(shown.out)))
            columns = [column.name for column in table.columns]
            assert [{name: row[name] for name in columns} for row in rows] == table.records()

    @pytest.mark.parametrize(
        ("arguments", "complaint"),
        [
            (("crime_ratez",), "Did you mean crime_rates"),
            (("crime_rates", "--area", "northhamptonshire"), "Did you mean northamptonshire"),
            (("crime_rates", "--area", "kent"), "has no row for area=kent"),
            (("organised_crime_group_rates", "--area", "kent"), "Figure 6 of peel-effectiveness"),
            (("grades", "--area", "kent"), "has no areas"),
        ],
    )
    def test_what_is_not_there(self, run, arguments, complaint):
        shown = run("show", *arguments)
        assert (shown.code, shown.out) == (2, "")
        assert complaint in shown.err
        assert shown.err.startswith("peel-data: ")


class TestFigures:
    def test_json_has_every_field_of_every_figure(self, run):
        figures = json.loads(run("figures", "--format", "json").out)
        assert [figure["id"] for figure in figures] == [figure.id for figure in peel.figures()]
        for figure in figures:
            assert figure.keys() >= FIELDS
            assert isinstance(figure["value"], str)
            assert isinstance(figure["decimals"], int)
            assert figure["citations"]
            for citation in figure["citations"]:
                assert {"publication", "locator", "printed"} <= citation.keys()

    def test_json_values_are_canonical_text(self, run):
        figures = {f["id"]: f for f in json.loads(run("figures", "--format", "json").out)}
        burglary = figures[
            "crime_rates:peel-effectiveness-2015:northamptonshire:burglary_in_a_dwelling:2015-06-30"
        ]
        assert (burglary["value"], burglary["lower"], burglary["upper"]) == ("8.0", "7.95", "8.05")
        visits = figures[
            "operational_figures:peel-effectiveness-2015:northamptonshire:exploitation_campaign_visits"
        ]
        assert (visits["value"], visits["decimals"], visits["upper"]) == ("2800000", -5, None)

    def test_csv(self, run):
        rows = list(csv.DictReader(io.StringIO(run("figures", "--format", "csv").out)))
        assert [row["id"] for row in rows] == [figure.id for figure in peel.figures()]

    def test_of_an_area_and_a_table(self, run):
        arguments = ["--area", "northamptonshire", "--table", "crime_rates", "--format", "json"]
        found = json.loads(run("figures", *arguments).out)
        assert {(each["area"], each["table"]) for each in found} == {
            ("northamptonshire", "crime_rates")
        }

    def test_of_an_area_without_any(self, run):
        shown = run("figures", "--area", "kent")
        assert shown.code == 2
        assert "no figure for area=kent" in shown.err

    def test_found_by_words(self, run, file_regression):
        found = run("figures", "--find", "victim satisfaction northamptonshire")
        assert found.code == 0
        file_regression.check(found.out, basename="figures_find")

    def test_not_found(self, run):
        found = run("figures", "--find", "zebra")
        assert (found.code, found.out) == (2, "")
        assert "No figure matches 'zebra'" in found.err


class TestCite:
    @pytest.mark.parametrize("style", ["text", "bibtex", "csl-json"])
    def test_in_every_style(self, run, style):
        cited = run("cite", SATISFACTION, "--style", style)
        assert cited.code == 0
        assert cited.out == peel.figure(SATISFACTION).cite(style) + "\n"

    def test_an_unknown_figure(self, run):
        cited = run("cite", SATISFACTION.replace("hampton", "hamptom"))
        assert (cited.code, cited.out) == (2, "")
        assert f"Did you mean {SATISFACTION}" in cited.err
