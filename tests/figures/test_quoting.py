"""What a quoted figure says is true when it stands alone: rules over every figure, title and note."""

from __future__ import annotations

import re

import pytest

import peel_data as peel
from peel_data.schema.registry import MODELS
from peel_data.tables import formatting, records

FACTS = [model for model in MODELS if model.spec.measures]
COVERAGE = re.compile(r"excluding \S.*")
BOUNDS = {
    "exact": "exactly {}|from .* to .*",
    "about": "not bounded by the text",
    "almost": "less than {}",
    "at_least": "{} or more",
    "over": "more than {}",
}
"""How the long citation bounds the true value of a figure with each qualifier."""
LIMITS = {
    "most": "most",
    "little": "little",
    "in part": "in part",
    "together with": "together with|that manage|for offenders",
    "time within which": "target",
    "not yet": "without",
    "plans to": "plans to",
    "is to work": "is to work",
    "works to": "works to",
    "told": "told",
    "in the files": "in the files",
    "examined": "examined",
    "under consideration": "under consideration",
    "ranks as": "ranked",
    "independently": "independently",
    "evidence of": "evidence of",
    "were being analysed": "were being analysed",
}
"""Words by which a description limits what is said, and how the title says it, too."""


@pytest.fixture(scope="module")
def departing():
    """The figures that are not of the whole area whose name they stand under."""
    found = [figure for figure in peel.figures() if formatting.departure(figure)]
    assert len(found) >= 4
    return found


def lines_of(figure, text):
    """The lines that state a figure: its title and its value."""
    value = formatting.quantity(figure.value, figure.decimals, figure.unit, figure.qualifier)
    return [line for line in text.splitlines() if figure.title in line and value in line]


class TestArea:
    @pytest.mark.parametrize("style", ["text", "long", "bibtex", "csl-json"])
    def test_every_citation_names_it_with_what_it_leaves_out(self, departing, style):
        for figure in departing:
            assert formatting.departure(figure) in str(figure)
            assert formatting.departure(figure) in figure.cite(style)

    @pytest.mark.parametrize(
        "command",
        [("figures",), ("check",), ("figures", "--find", "organised crime groups")]
        + [
            ("show", table, *area, "--format", how)
            for table in ("organised_crime_group_shares", "operational_figures")
            for area in ((), ("--area", "england-and-wales"))
            for how in ("table", "markdown")
        ],
        ids=" ".join,
    )
    def test_every_command_names_it_with_what_it_leaves_out(self, run, departing, command):
        text = run(*command).out
        stated = [(figure, line) for figure in departing for line in lines_of(figure, text)]
        assert stated
        for figure, line in stated:
            assert formatting.departure(figure) in line, line

    def test_the_page_of_figures_names_it_with_what_it_leaves_out(self, root, departing):
        page = (root / "docs/figures.md").read_text("utf-8")
        for figure in departing:
            (line,) = [each for each in page.splitlines() if f"`{figure.id}`" in each]
            assert f"| {formatting.where(figure)} |" in line

    def test_coverage_says_what_an_area_leaves_out_and_nothing_else(self):
        for model in FACTS:
            for record in records.read(model.spec.name):
                assert not record["coverage"] or COVERAGE.fullmatch(record["coverage"]), record

    def test_a_figure_of_a_region_or_of_the_nation_is_not_placed_in_the_area(self):
        regions = {record["region"] for record in records.read("areas")} - {"", "Wales"}
        elsewhere = re.compile(rf"{'|'.join(sorted(regions))}|\b[Nn]ational threats\b")
        for record in records.read("operational_measures"):
            if elsewhere.search(f"{record['title']} {record['description']}"):
                assert record["place"], record["id"]


class TestTitles:
    def test_a_title_makes_every_limit_that_its_description_makes(self):
        for record in records.read("operational_measures"):
            for limit, said in LIMITS.items():
                if limit in record["description"].casefold():
                    assert re.search(said, record["title"], re.IGNORECASE), (record["id"], limit)

    def test_no_two_figures_are_quoted_with_one_title_for_different_measures(self):
        measures = {}
        for figure in peel.figures():
            measures.setdefault((figure.title, figure.category), set()).add(figure.measure)
        assert all(len(found) == 1 for found in measures.values())

    def test_a_title_of_an_amount_of_time_or_space_says_of_what(self):
        named = re.compile(
            r"\b(?:target|limit|length|first (?:days|months)|months over|radius|opening time|closing time|days of)\b",
            re.IGNORECASE,
        )
        for figure in peel.figures():
            if figure.unit in {"hours", "days", "months", "metres", "time_of_day", "days_per_week"}:
                assert named.search(figure.title), figure.title

    def test_a_figure_of_crime_without_fraud_says_so(self):
        without_fraud = {
            record["id"]
            for table in ("crime_types", "denominators")
            for record in records.read(table)
            if "excluding fraud" in record["title"]
        }
        for figure in peel.figures():
            whole = {figure.category, figure.denominator} & without_fraud
            if whole or figure.table == "crime_outcomes":
                assert "excluding fraud" in str(figure), figure.id

    def test_a_title_does_not_repeat_its_unit(self):
        for figure in peel.figures():
            assert not figure.title.endswith(("a year", "change", "a week")), figure.title


class TestExactness:
    def test_what_is_named_and_not_measured_is_a_point(self):
        for figure in peel.figures(area=["northamptonshire", "england-and-wales"]):
            if figure.qualifier == "exact" and figure.unit in {
                "hours", "days", "months", "metres", "time_of_day", "days_per_week",
            }:  # fmt: skip
                assert figure.rounding == "exact"
                assert figure.lower == figure.upper == figure.value, figure.id

    def test_the_interval_is_as_the_rounding_says(self):
        for figure in peel.figures():
            if figure.qualifier == "exact":
                assert (figure.lower == figure.upper) == (figure.rounding == "exact"), figure.id


class TestTrueValue:
    """The long citation bounds the true value as the sentence above it states the figure."""

    def test_it_is_bounded_in_the_words_and_the_unit_of_the_figure(self):
        for figure in peel.figures():
            (line,) = re.findall(r"^True value: (.*)$", figure.cite("long"), re.MULTILINE)
            amount = formatting.quantity(figure.value, figure.decimals, figure.unit)
            assert amount in str(figure)
            bounds = BOUNDS[figure.qualifier].format(re.escape(amount))
            assert re.fullmatch(bounds, line), (figure.id, line)


class TestDerivation:
    def test_a_number_that_is_not_printed_is_marked(self):
        number = re.compile(
            r"\d|\b(one|two|three|four|five|six|seven|eight|nine|ten|twenty)\b", re.IGNORECASE
        )
        for figure in peel.figures():
            if figure.derivation != "worded":
                printed = any(number.search(citation.printed) for citation in figure.citations)
                assert printed == (figure.derivation == "printed"), figure.id

    def test_a_percentage_is_quoted_with_its_sign_or_word(self):
        tables = {r["label"] for r in records.read("report_figures") if r["kind"] == "table"}
        for figure in peel.figures():
            if figure.unit.startswith("percent") and figure.derivation == "printed":
                for citation in figure.citations:
                    assert citation.locator in tables or re.search(r"%|per ?cent", citation.printed)


class TestSource:
    def test_it_says_whether_the_source_is_printed_or_inferred(self):
        for model in FACTS:
            for record in records.read(model.spec.name):
                if record["edition"] == "peel-effectiveness-2015":
                    assert bool(record["data_source"]) == bool(record["data_source_basis"]), record

    def test_every_source_has_its_vintage(self):
        assert all(record["vintage"] for record in records.read("data_sources"))

    def test_the_vintage_travels_with_the_figures(self):
        figure = peel.find("victim satisfaction northamptonshire")[0]
        assert "February 2016" in figure.vintage
        assert f"Vintage: {figure.vintage}" in figure.cite("long")
        for frame in (peel.figures().to_pandas(), peel.victim_satisfaction.to_pandas()):
            row = frame[frame["figure_id"] == figure.id].iloc[0]
            assert row["data_source_vintage"] == figure.vintage

    def test_the_command_prints_it(self, run):
        figure = peel.find("victim satisfaction northamptonshire")[0]
        cited = run("cite", figure.id, "--long")
        assert (cited.code, cited.out) == (0, figure.cite("long") + "\n")


class TestNotes:
    def test_every_judgment_says_what_it_does_not_assess(self):
        for record in records.read("judgments"):
            if record["area"] == "northamptonshire":
                assert "not-overall-effectiveness" in record["notes"].split()

    def test_every_rate_of_organised_crime_groups_warns_of_the_mapping(self):
        rates = [f for f in peel.figures() if f.measure == "organised_crime_group_rate"]
        own = [f for f in rates if f.area in {"northamptonshire", "england-and-wales"}]
        assert len(own) == 2
        for figure in own:
            assert "inconsistent" in " ".join(note.text for note in figure.notes)

    def test_a_question_without_areas_for_improvement_says_why(self):
        listed = {(r["area"], r["question"]) for r in records.read("areas_for_improvement")}
        texts = {r["id"]: r["text"] for r in records.read("notes")}
        for record in records.read("judgments"):
            if (
                record["question"] != "overall"
                and (record["area"], record["question"]) not in listed
            ):
                assert any("areas for improvement" in texts[n] for n in record["notes"].split())


class TestPastReleases:
    def test_a_release_from_before_a_column_still_has_its_figures(self):
        for figure in peel.at("1.0.0").figures():
            assert figure.rounding in {"exact", "nearest"}
            assert (figure.derivation, figure.place, figure.vintage) == ("printed", None, None)
