"""A slip of a hand that went through many lines of the form at once is one finding."""

from __future__ import annotations

from decimal import Decimal

import pytest

from peel_data.findings import Severity
from peel_data.schema import form
from peel_data.validation.form.causes import line_of
from support.filling import answers, key_of
from support.forms import change_text, judge, send_text


@pytest.fixture
def lines(tmp_path):
    """Change the lines of a form, send it, and return what is said above notes."""

    def send(change):
        return weighty(judge(change_text(send_text(tmp_path / "form.csv"), change)))

    return send


def weighty(report):
    return [finding for finding in report.findings if finding.severity is not Severity.INFO]


def times(factor):
    return lambda text: f"{(Decimal(text) * Decimal(factor)).normalize():f}"


def lower(figures):
    return ["", *figures[:-1]]


def down(figures):
    return [figures[-1], *figures[:-1]]


def up(figures):
    return [*figures[1:], figures[0]]


def in_section(section, change):
    """Change the figures of a section that are asked for, given as a list."""

    def changed(rows):
        own = [r for r in rows if r[form.SECTION] == section and "(optional)" not in r[form.UNIT]]
        for row, figure in zip(own, change([row[form.FIGURE] for row in own]), strict=True):
            row[form.FIGURE] = figure

    return changed


def by_unit(beginning, change):
    def changed(rows):
        for row in rows:
            if row[form.FIGURE] and row[form.UNIT].startswith(beginning):
                row[form.FIGURE] = change(row[form.FIGURE])

    return changed


def two_years_in_the_form(rows):
    kin = {}
    for row in rows:
        if row[form.FIGURE] and "change" not in row[form.ID]:
            kin.setdefault((row[form.QUESTION], row[form.UNIT].partition(",")[0]), []).append(row)
    for pair in kin.values():
        if len(pair) == 2:
            pair[0][form.FIGURE], pair[1][form.FIGURE] = pair[1][form.FIGURE], pair[0][form.FIGURE]


def pasted(source, target):
    def changed(rows):
        figures = [row[form.FIGURE] for row in rows if row[form.SECTION] == source]
        filled = iter([figure for figure in figures if figure])
        for row in rows:
            if row[form.SECTION] == target and "(optional)" not in row[form.UNIT]:
                row[form.FIGURE] = next(filled, row[form.FIGURE])

    return changed


def without_ids(key):
    def changed(rows):
        ids = [row[form.ID] for row in rows]
        rows.sort(key=lambda row: row[key])
        for row, own in zip(rows, ids, strict=True):
            row[form.ID] = own

    return changed


def swapped(one, two):
    def changed(rows):
        for row in rows:
            row[one], row[two] = row[two], row[one]

    return changed


def numbers_for_rates(rows):
    for row in rows:
        if row[form.ID].endswith(":number"):
            number = row[form.FIGURE]
        elif row[form.ID].endswith(":rate"):
            row[form.FIGURE] = number


def of_kent(rows):
    known = answers("kent")
    for row in rows:
        line = line_of(row[form.ID])
        if row[form.FIGURE] and line:
            row[form.FIGURE] = known[key_of(line.table, dict(line.record))][line.column]


CRIME, ORGANISED = "Outcomes of crime", "Organised crime"
LINES = (
    (in_section(ORGANISED, lower), "F185", "one row too low; moved up"),
    (in_section(ORGANISED, lambda figures: [*figures[1:], ""]), "F185", "one row too high"),
    (in_section("Domestic abuse", lower), "F185", "one row too low"),
    (in_section(CRIME, lambda figures: [times(10)(f) for f in figures]), "F186", "ten times"),
    (in_section(CRIME, lambda figures: sorted(figures, key=float)), "F185", "sorted by size"),
    (in_section("Recorded crime", lambda figures: figures[::-1]), "F185", "in reverse order"),
    (in_section(ORGANISED, lambda figures: figures[::-1]), "F185", "in reverse order"),
    (in_section("Anti-social behaviour", lambda figures: figures[::-1]), "F185", "reverse order"),
    (in_section(CRIME, lambda figures: figures[::-1]), "F185", "stand in reverse order: 18 of them"),
    (in_section(CRIME, down), "F185", "stand one line too low, with the last one at the top"),
    (in_section(CRIME, lambda figures: down(down(figures))), "F185", "with the last two at the top"),
    (in_section(CRIME, up), "F185", "stand one line too high, with the first one at the bottom"),
    (in_section("Recorded crime", down), "F185", "with the last one at the top"),
    (in_section("Recorded crime", up), "F185", "with the first one at the bottom"),
    (by_unit("percent of", times(10)), "F186", "in percent that can be compared are about ten"),
    (by_unit("percent; a fall", lambda text: str(100 + Decimal(text))), "F185", "figures of change"),
    (by_unit("percent; a fall", lambda text: str(-Decimal(text))), "F185", "figures of change"),
    (by_unit("number", lambda text: str(round(int(text), -1))), "F186", "rounded to tens"),
    (by_unit("number", lambda text: str(round(int(text) / 1000))), "F186", "a thousandth"),
    (two_years_in_the_form, "F185", "figures of two years are swapped in 3 places"),
    (pasted("Recorded crime", CRIME), "F185", "“Outcomes of crime”, rows 21 to 29 again"),
    (numbers_for_rates, "F185", "Number and rate are the same in 9 pairs"),
    (without_ids(form.QUESTION), "F180", "sorted, or lines were moved, without the column Id"),
    (without_ids(form.PERIOD), "F180", "stand beside the ids of other lines"),
    (swapped(form.FIGURE, form.UNIT), "F185", "35 figures are in the column “Unit”"),
    (swapped(form.FIGURE, form.QUESTION), "F185", "are in the column “What is asked”"),
)  # fmt: skip


@pytest.mark.parametrize(("change", "code", "said"), LINES)
def test_in_the_form(lines, change, code, said):
    (finding,) = lines(change)
    assert finding.code == code
    assert said in finding.message


def test_the_figures_of_another_force(lines):
    (finding,) = lines(of_kent)
    assert finding.severity is Severity.ERROR
    assert finding.message == (
        "11 figures of Northamptonshire Police are far from those of the year before, and 3 that are published already "
        "differ. Are they right?"
    )


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        (form.UNIT, "per 100 residents", "says “per 100 residents”, and the form asks for “per 1,000"),
        (form.PERIOD, "12 months to 31 March 2017", "asks for “12 months to 31 March 2016” there"),
        (form.QUESTION, "999 calls", "asks for “Calls for assistance” there"),
    ],
)  # fmt: skip
def test_words_that_were_typed_over(lines, name, typed, said):
    def change(rows):
        rows[0][name] = typed

    (finding,) = lines(change)
    assert (finding.code, finding.severity) == ("F180", Severity.WARNING)
    assert said in finding.message
    assert finding.places[0].column == name


@pytest.mark.parametrize("typed", ["", "PER 1,000 RESIDENTS ", "per 1 000 residents"])
def test_words_that_say_the_same_or_are_gone(lines, typed):
    def change(rows):
        rows[0][form.UNIT] = typed
        rows[3][form.SECTION] = "anything"
        rows[5][form.BEFORE] = "anything"

    assert not lines(change)
