"""Figures: looked up, searched, cited."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from decimal import Decimal

import pytest

import peel_data as peel
from peel_data.tables import records

SATISFACTION = "victim_satisfaction:peel-effectiveness-2015:northamptonshire:2015-03-31"
CHANGE = "crime_changes:peel-effectiveness-2015:northamptonshire:all_excluding_fraud:2015-06-30:2014-06-30"


def test_a_figure_knows_everything_about_itself():
    figure = peel.figure(CHANGE)
    assert figure.value == Decimal("13.0")
    assert (figure.decimals, figure.unit, figure.denominator) == (1, "percent_change", None)
    assert (figure.area, figure.category) == ("northamptonshire", "all_excluding_fraud")
    assert (figure.period_start, figure.period_end) == (dt.date(2014, 7, 1), dt.date(2015, 6, 30))
    assert (figure.baseline_start, figure.baseline_end) == (
        dt.date(2013, 7, 1),
        dt.date(2014, 6, 30),
    )
    assert (figure.lower, figure.upper) == (Decimal("12.95"), Decimal("13.05"))
    assert {citation.printed for citation in figure.citations} == {"+13.0%", "13 percent"} or {
        citation.value for citation in figure.citations
    } == {Decimal("13.0"), Decimal(13)}
    assert str(figure) == (
        "Change in recorded crime: All recorded crime (excluding fraud): +13.0% change, "
        "Northamptonshire Police, 12 months to 30 June 2015 against 12 months to 30 June 2014"
    )


def test_a_figure_is_frozen():
    with pytest.raises(dataclasses.FrozenInstanceError):
        peel.figure(CHANGE).value = Decimal(0)


def test_a_figure_with_caveats_carries_them():
    figure = peel.figure(
        "organised_crime_group_shares:peel-effectiveness-2015:england-and-wales:drug_activity:2015-06-30"
    )
    assert figure.coverage == "excluding the Metropolitan Police"
    assert "Metropolitan" in str(figure.notes[1])
    assert figure.notes[1].locator.startswith("Footnote")


@pytest.mark.parametrize(
    ("qualifier", "words", "lower", "upper"),
    [
        ("at_least", "ancillary orders under consideration", 15, None),
        ("over", "exploitation campaign visits", 2_800_000, None),
        ("almost", "exercise participants", None, 270),
        ("about", "arson referrals", None, None),
    ],
)
def test_a_qualifier_opens_an_end(qualifier, words, lower, upper):
    figure = peel.find(f"{words} northamptonshire")[0]
    assert (figure.qualifier, figure.lower, figure.upper) == (qualifier, lower, upper)


def test_every_printed_form_of_a_figure_overlaps_its_interval():
    for figure in peel.figures():
        assert figure.lower is None or figure.lower <= figure.value
        assert figure.upper is None or figure.upper >= figure.value


def test_ids_are_unique_and_ordered():
    ids = [figure.id for figure in peel.figures()]
    assert ids == sorted(set(ids))
    assert [peel.figure(figure_id).id for figure_id in ids] == ids


def test_every_figure_is_printed_somewhere_and_every_citation_is_of_a_figure():
    ids = {figure.id for figure in peel.figures()}
    assert {citation.figure_id for citation in peel.citations.rows} == ids
    assert all(figure.citations for figure in peel.figures())
    publications = {row.id for row in peel.publications.rows}
    assert {c.publication for figure in peel.figures() for c in figure.citations} <= publications


def test_figures_are_the_values_of_their_tables():
    values = {}
    for table in peel.tables():
        for record in table.records() if table.measures else ():
            ids = records.figure_ids(table, record)
            if record["status"] == "published":
                values |= {figure_id: record[column] for column, figure_id in ids.items()}
    assert {figure.id: str(figure.value) for figure in peel.figures()} == values


def test_the_charge_rate_is_one_figure_printed_twice():
    figure = peel.figure(
        "crime_outcomes:peel-effectiveness-2015:northamptonshire:charged_summonsed:2015-06-30:rate"
    )
    assert {c.locator for c in figure.citations} == {"Figure 4", "Force in numbers: Charge rate"}


class TestUnknownId:
    def test_names_the_nearest(self):
        with pytest.raises(peel.NotFound) as caught:
            peel.figure(SATISFACTION.replace("northamptonshire", "northhamptonshire"))
        assert f"Did you mean {SATISFACTION}" in str(caught.value)
        assert "peel-data figures --find" in str(caught.value)

    def test_of_a_row_with_two_figures_names_both(self):
        row = "crime_outcomes:peel-effectiveness-2015:northamptonshire:caution_adults:2015-06-30"
        with pytest.raises(peel.NotFound, match=f"2 figures: say {row}:number or {row}:rate"):
            peel.figure(row)

    def test_an_id_that_lost_its_end_is_no_row_of_two_figures(self):
        with pytest.raises(peel.NotFound, match=f"Did you mean {SATISFACTION}"):
            peel.figure(SATISFACTION.rpartition(":")[0])


class TestNoneOfAnArea:
    def test_says_why_there_are_none(self):
        none = peel.figures(area=["kent", "essex"], table="crime_rates")
        assert none.reason == (
            "This release has no figure for area=kent or essex, table=crime_rates. "
            f"It has figures for {', '.join(sorted({each.area for each in peel.figures()}))}."
        )
        assert repr(none) == f"<no figures: {none.reason}>"
        assert none.reason in none._repr_html_()

    def test_rows_show_why_in_a_notebook(self):
        none = peel.victim_satisfaction.where(area="kent")
        assert "no report in this release prints it" in none._repr_html_()

    def test_nothing_is_said_where_there_are_some(self):
        assert peel.figures().reason == peel.figures(area="northamptonshire").reason == ""


class TestFind:
    @pytest.mark.parametrize(
        ("words", "first"),
        [
            ("victim satisfaction", "victim_satisfaction"),
            ("Victim SATISFACTION, Northamptonshire", SATISFACTION),
            ("victim satisfacton", "victim_satisfaction"),
            ("special constables", "operational_figures:"),
            ("calls", "calls_for_assistance"),
            ("31 groups", "organised_crime_group_numbers"),
            ("burglary", "crime_rates:"),
            ("crime_rates 2014-06-30", "crime_rates:"),
        ],
    )
    def test_the_best_match_comes_first(self, words, first):
        assert peel.find(words)[0].id.startswith(first)

    def test_titles_weigh_more_than_descriptions(self):
        tables = [figure.table for figure in peel.find("burglary")]
        assert set(tables) == {"crime_rates", "operational_figures"}
        assert tables == sorted(tables)

    def test_every_word_counts(self):
        everywhere, force = (
            peel.find("domestic abuse"),
            peel.find("domestic abuse northamptonshire"),
        )
        assert set(force) < set(everywhere)
        assert {figure.area for figure in force} == {"northamptonshire"}

    def test_every_figure_is_found_by_its_title(self):
        for figure in peel.figures():
            assert figure in peel.find(figure.title), figure.id

    def test_nothing_found(self):
        with pytest.raises(peel.NotFound, match="No figure matches 'zebra crossings'"):
            peel.find("zebra crossings")

    def test_nothing_asked(self):
        with pytest.raises(peel.InvalidArgument, match="Say what to look for"):
            peel.find(" ,;")


class TestCite:
    def test_as_a_sentence(self):
        text = peel.figure(SATISFACTION).cite()
        assert text.startswith("Victim satisfaction: 83.5% of victims, Northamptonshire Police")
        for part in ("HMIC", "February 2016", "978-1-78655-000-2", "Open Government Licence"):
            assert part in text
        assert f"peel_data {peel.__version__}" in text

    def test_as_bibtex(self):
        entry = peel.figure(SATISFACTION).cite("bibtex")
        assert entry.startswith("@techreport{hmic2016-victim-satisfaction-rate-")
        assert "author = {{Her Majesty's Inspectorate of Constabulary}}" in entry
        assert "address = {London}" in entry
        assert entry.count("{") - entry.count(r"\{") == entry.count("}") - entry.count(r"\}")
        assert r"83.5\% of victims" in entry
        assert "year = {2016}" in entry
        assert "month = feb" in entry

    def test_as_csl_json(self):
        (item,) = json.loads(peel.figure(SATISFACTION).cite("csl-json"))
        assert item["type"] == "report"
        assert item["publisher-place"] == "London"
        assert item["issued"] == {"date-parts": [[2016, 2]]}
        assert item["ISBN"] == "978-1-78655-000-2"

    def test_every_figure_in_every_style(self):
        for figure in peel.figures():
            assert all(figure.cite(style) for style in ("text", "bibtex", "csl-json"))

    def test_all_figures_fit_into_one_bibliography(self):
        keys = [figure.cite("bibtex").partition(",")[0] for figure in peel.figures()]
        ids = [json.loads(figure.cite("csl-json"))[0]["id"] for figure in peel.figures()]
        assert len(set(keys)) == len(set(ids)) == len(peel.figures())
        assert max(map(len, ids)) < 60

    def test_an_unknown_style(self):
        with pytest.raises(peel.InvalidArgument, match=r"'bibtx'\. Did you mean bibtex"):
            peel.figure(SATISFACTION).cite("bibtx")
