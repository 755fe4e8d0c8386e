"""K4xx: keys within tables and references between them."""

from __future__ import annotations

from peel_data.rule import Rule


class DuplicateKey(Rule):
    code = "K401"
    title = "Two rows have the same key"
    explanation = (
        "The columns of the key together name a row, so they may stand there only once, over all "
        "files and sheets of the submission. Delete one, or correct the area, type or period of "
        "the other."
    )
    requires = ("S202",)
    bad = "two rows for northamptonshire, sexual_offences, 2016-06-30"
    good = "one row for sexual_offences, one for victim_based"


class UnknownReference(Rule):
    code = "K402"
    title = "The cell refers to something that no table has"
    explanation = (
        "An edition, publication, note or figure that is referred to must exist, in the release or "
        "in the submission."
    )
    requires = ("S202",)
    bad = "edition: peel-effectiveness-2061"
    good = "edition: peel-effectiveness-2016"


class NoCitation(Rule):
    code = "K403"
    title = "A figure of a release is cited nowhere"
    explanation = (
        "Every published figure says where it is printed. Submissions need no citations: "
        "acceptance cites the submission itself."
    )
    bad = "a row of crime_rates that no row of citations names"
    good = "a row of citations for every figure"


class FiguresOutOfStep(Rule):
    code = "K404"
    title = "The table `figures` differs from the tables that it is made from"
    explanation = "It is generated. Run `peel-data generate` in the source checkout."
    bad = "figures.csv has 14.8 where crime_outcomes.csv has 14.9"
    good = "figures.csv as `peel-data generate` writes it"


class SharedIsbn(Rule):
    code = "K405"
    title = "Two publications have one ISBN"
    explanation = (
        "An ISBN is that of one book. Look it up in both reports, and correct the one that was "
        "copied from the other; a publication without an ISBN leaves the cell empty."
    )
    bad = "isbn 978-1-78655-000-2 for the reports on Kent and on Essex"
    good = "to each report its own ISBN"


class Unsorted(Rule):
    code = "K406"
    title = "The rows of a table of a release are not sorted by its key"
    explanation = (
        "Sorted rows make every change a change of the lines that it is about, so that people and "
        "git can see it. Sort the file in `data/` by the columns of the key, from the first to the "
        "last; whole numbers by size."
    )
    bad = "kent before essex"
    good = "essex before kent"


RULES: tuple[type[Rule], ...] = (
    DuplicateKey,
    UnknownReference,
    NoCitation,
    FiguresOutOfStep,
    SharedIsbn,
    Unsorted,
)
