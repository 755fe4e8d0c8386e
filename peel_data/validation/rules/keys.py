"""K4xx: keys within tables and references between them."""

from __future__ import annotations

from peel_data.rule import Rule


class DuplicateKey(Rule):
    code = "K401"
    title = "Two rows have the same key"
    explanation = (
        "The key columns identify a row, so each combination can occur only once across all files "
        "and sheets of the submission. Delete one of the rows, or correct the area, type or "
        "period of the other."
    )
    requires = ("S202",)
    bad = "two rows for northamptonshire, sexual_offences, 2016-06-30"
    good = "one row for sexual_offences, one for victim_based"


class UnknownReference(Rule):
    code = "K402"
    title = "The cell refers to something that no table has"
    explanation = (
        "Every edition, publication, note or figure that a row refers to must exist in the "
        "release or the submission."
    )
    requires = ("S202",)
    bad = "edition: peel-effectiveness-2061"
    good = "edition: peel-effectiveness-2016"


class NoCitation(Rule):
    code = "K403"
    title = "A figure of a release is cited nowhere"
    explanation = (
        "Every published figure needs a citation of where it is printed. Submissions need no "
        "citations, because accepting a submission cites it."
    )
    bad = "a row of crime_rates that no row of citations names"
    good = "a row of citations for every figure"


class FiguresOutOfStep(Rule):
    code = "K404"
    title = "The table `figures` differs from the tables that it is made from"
    explanation = "The table is generated. Run `peel-data generate` in the source checkout."
    bad = "figures.csv has 14.8 where crime_outcomes.csv has 14.9"
    good = "figures.csv as `peel-data generate` writes it"


class SharedIsbn(Rule):
    code = "K405"
    title = "Two publications have the same ISBN"
    explanation = (
        "An ISBN belongs to one book. Look it up in both reports, and correct the one that was "
        "copied from the other. Leave the cell empty for a publication without an ISBN."
    )
    bad = "isbn 978-1-78655-000-2 for the reports on Kent and on Essex"
    good = "a different ISBN for each report"


class Unsorted(Rule):
    code = "K406"
    title = "The rows of a table of a release are not sorted by its key"
    explanation = (
        "In sorted files, a change affects only the lines that it concerns, so people and git can "
        "see it. Sort the file in `data/` by the columns of the key, from the first to the last. "
        "Sort whole numbers by size."
    )
    bad = "kent before essex"
    good = "essex before kent"
