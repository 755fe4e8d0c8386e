"""What a notebook shows of tables, rows, figures, reports, comparisons and implied quantities."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

import peel_data as peel
from peel_data import notebook
from peel_data.findings import Finding, Place, Report, Severity
from peel_data.tables.wording import interval

CHARGE = "crime_outcomes:peel-effectiveness-2015:northamptonshire:charged_summonsed:2015-06-30:rate"
EVIL = "<script>alert('1')</script>&\u202e"


class Page(HTMLParser):
    """The text of a page and its tags; fails if they are not closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.words: list[str] = []
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.tags.add(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open[-1] != "style":
            self.words.append(data)

    @property
    def text(self) -> str:
        return "\n".join(self.words)


def seen(value) -> str:
    return Page(value._repr_html_()).text


def test_a_figure_shows_all_that_bears_on_it():
    text = seen(peel.figure(CHARGE))
    for words in (
        "Outcome rate: Charged/Summonsed",
        "14.9% of recorded crime (excluding fraud)",
        "Northamptonshire Police",
        "12 months to 30 June 2015",
        "from 14.85 to 14.95, by rounding",
        "Home Office crime outcomes data",
        "The rate divides the outcomes recorded in the 12 months",
        "“14.9%” in Force in numbers: Charge rate",
        f"{CHARGE} · peel_data {peel.__version__}",
    ):
        assert words in text


def test_tables_rows_and_figures_show_figures_in_words():
    for some in (
        peel.crime_rates,
        peel.crime_rates.where(area="northamptonshire"),
        peel.find("sexual offences northamptonshire"),
        peel.at("1.0.0").crime_rates,
    ):
        text = seen(some)
        for words in ("Sexual offences", "2.1", "per 1,000 population", "2.05 to 2.15", "Figure 2",
                      "Northamptonshire Police", "12 months to 30 June 2015", "Home Office data"):  # fmt: skip
            assert words in text, words


def test_every_table_can_be_looked_at():
    for table in peel.tables():
        assert table.title in seen(table)
        assert f"table {table.name} · peel_data {peel.__version__}" in seen(table)
        if len(table):
            assert seen(table.rows[0])


def test_what_is_the_same_in_all_rows_is_said_once():
    text = seen(peel.crime_outcomes.where(area="northamptonshire"))
    assert text.count("Northamptonshire Police") == text.count("12 months to 30 June 2015") == 1


def test_a_long_table_says_how_many_rows_are_not_shown():
    assert "and 25 more rows" in seen(peel.areas)
    assert "avon-and-somerset bedfordshire cambridgeshire and 40 more" in seen(peel.areas)
    assert f"{len(peel.figures()) - 20} more figures" in seen(peel.figures())


def test_rows_without_a_value_are_counted():
    rows = peel.crime_rates.where(area="northamptonshire")
    without = [record | {"status": "suppressed"} for record in rows.records]
    some = type(rows).of(rows.table, tuple(rows), without)
    assert "6 rows, 6 of them without a value" in seen(some)


def test_a_row_shows_its_figures_or_its_cells():
    row = peel.crime_rates.one(area="northamptonshire", crime_type="sexual_offences")
    text = seen(row)
    for words in (
        "2.1 per 1,000 population",
        "from 2.05 to 2.15",
        "Home Office data",
        "Northamptonshire Police",
    ):
        assert words in text
    without = row.model_copy(update={"status": "suppressed"})
    assert "Crime type\nsexual_offences" in seen(without)
    assert "ONS code\nE23000032" in seen(peel.areas.one(id="kent"))
    outcomes = peel.crime_outcomes.one(area="northamptonshire", outcome_type="charged_summonsed")
    assert {"6,968", "14.9% of recorded crime (excluding fraud)"} <= set(
        seen(outcomes).splitlines()
    )


def test_a_comparison_shows_verdict_intervals_and_reservations():
    change = peel.compare("crime_changes", area="northamptonshire", to="england-and-wales")[0]
    assert "percentage points" in seen(change)
    rate = peel.compare("crime_rates", area="northamptonshire", to="england-and-wales")[0]
    text = seen(rate)
    for words in (
        "Printed lower",
        "-2.3 to -2.1 per 1,000 population",
        "0.961 to 0.966 times",
        "58.05 to 58.15",
    ):
        assert words in text
    statements = peel.compare(
        "victim_satisfaction", area="northamptonshire", to="england-and-wales"
    )
    assert "The report itself says" in seen(statements[0])
    assert "Its sampling error is not printed" in seen(statements[0])


def test_comparisons_show_a_row_each():
    several = peel.compare("crime_rates", area="northamptonshire", to="england-and-wales")
    text = seen(several)
    for words in (f"{len(several)} comparisons", "printed lower", "printed higher", "-2.3 to -2.1 per 1,000 population",
                  "Northamptonshire Police, 12 months to 30 June 2014, 58.1 per 1,000 population"):  # fmt: skip
        assert words in text
    assert seen(several[:1]).startswith("1 comparison\n")
    assert seen(several[:0]).startswith("0 comparisons")


def test_an_implied_quantity_shows_what_fixes_it():
    text = seen(peel.implied("recorded_crimes", area="northamptonshire"))
    for words in ("46,839 to 46,922", "fixes the least", "fixes the greatest", "65.7", "14.85 to 14.95",
                  "One population estimate is behind"):  # fmt: skip
        assert words in text
    for item in peel.implied_quantities():
        assert seen(item)


def test_a_report_shows_verdict_place_and_hint():
    frame = peel.crime_rates.to_pandas()
    frame["value"] *= 3
    bad = peel.validate({"crime_rates": frame})
    assert "Not acceptable yet" in seen(bad)
    assert "error" in seen(bad)
    good = peel.validate({"crime_rates": peel.crime_rates.to_pandas()}, ignore=["V"])
    assert "Acceptable: no errors" in seen(good)


def test_text_of_strangers_gives_no_orders_to_a_page():
    place = Place(EVIL, sheet=EVIL, row=2, column=EVIL, letter="A", text=EVIL)
    finding = Finding("S204", Severity.ERROR, EVIL, (place,), expected=EVIL, hints=(EVIL,))
    html = Report(EVIL, (finding,) * 30, (), editions=(EVIL,))._repr_html_()
    assert not {"script"} & Page(html).tags
    assert "\u202e" not in html
    assert "10 more findings" in Page(html).text


@given(st.text(), st.text())
def test_what_is_given_to_a_card_is_text(title, cell):
    table = notebook.grid([title], [[cell]])
    html = notebook.card(
        title, value=cell, facts={title: cell}, tables=[table], remarks={title: [cell]}
    )
    assert not Page(html).tags - {
        "div",
        "style",
        "p",
        "dl",
        "dt",
        "dd",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "ul",
        "li",
    }


@pytest.mark.parametrize(
    ("ends", "words"),
    [(("1.5", "2"), "1.5 to 2"), (("", "2"), "at most 2"), (("2", ""), "at least 2"), (("", ""), ""),
     (("1234567.5", "2000000"), "1,234,567.5 to 2,000,000")],
)  # fmt: skip
def test_intervals_in_words(ends, words):
    assert interval(*ends) == words


def test_comparisons_and_implied_quantities_name_their_sources():
    several = peel.compare("crime_rates", area="northamptonshire", to="england-and-wales")
    bounds = peel.implied("recorded_crimes", area="northamptonshire")
    for shown in (several, several[0], bounds):
        assert "Source" in shown._repr_html_()
        assert "Home Office" in shown._repr_html_()


def test_judgments_are_shown_in_words():
    words = " ".join(Page(peel.judgments._repr_html_()).words)
    assert "Requires improvement" in words
    assert "Northamptonshire Police" in words
    assert "requires_improvement" not in words


def test_notes_alone_leave_a_report_good():
    frame = peel.crime_rates.to_pandas(categories="occurring")
    report = peel.validate({"crime_rates": frame}, ignore=["V"])
    assert {each.severity for each in report.findings} == {Severity.INFO}
    assert 'class="peel-good"' in report._repr_html_()


def test_a_console_shows_a_line_for_each():
    report = Report("x\n.csv", (Finding("S204", Severity.ERROR, "Not a\x1b[1m number."),), ())
    assert repr(report) == r"<Report 'x\n.csv': not ok; 1 error, 0 warning, 0 info>"
    assert repr(report.findings[0]) == r"<Finding S204 error: 'Not a\x1b[1m number.'>"
    found = peel.compare("crime_rates", area="northamptonshire", to="england-and-wales")
    assert len(repr(found).splitlines()) == len(found) == 6
    assert "sexual_offences:2015-06-30: printed higher, by 0.4 to 0.6>" in repr(found)
