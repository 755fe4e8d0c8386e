"""A draft says where its report is built otherwise than the one it is read like, and nothing where it is not."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from peel_data.transcribe.differences import differences
from peel_data.transcribe.draft import Origin
from peel_data.transcribe.drafting import draft
from support.accepted_report import accepted, document_of
from support.invented_reports import invent

EDITION = "peel-effectiveness-2015"
REPORT = invent(109, "known")
"""It has its tables in tabs, its sentences on one line each, and its footnotes raised."""
MODEL, TABLES = accepted(REPORT)
BLOCKS = REPORT.text.split("\n\n")


def told(blocks, area="essex", force="Essex Police"):
    """The differences of a report of another force, from the accepted one."""
    text = "\n\n".join(blocks).replace(REPORT.force, force)
    text = text.replace(REPORT.force.removesuffix(" Police"), force.removesuffix(" Police"))
    last = r"(?<=\d)\d(?=\xa0percent)|(?<=\.)\d(?=%?\n)"
    text = re.sub(last, lambda digit: str(int(digit[0]) % 9 + 1), text)
    report = replace(REPORT, text=text, area=area, force=force)
    origin = Origin(area, EDITION, "other", (), "other", "")
    return draft(document_of(report), TABLES, origin, [MODEL]).differences


def at(start):
    return next(n for n, block in enumerate(BLOCKS) if block.startswith(start))


def test_another_force_and_other_numbers_are_no_difference():
    assert told(BLOCKS) == []


def test_nothing_is_told_without_a_model():
    origin = Origin("kent", EDITION, "other", (), "other", "")
    assert draft(document_of(REPORT), TABLES, origin).differences == []
    assert differences(None, [], [], None, None, None) == []


def test_sections_in_another_order():
    second, third = at("How effective is the force at inv"), at("How effective is the force at pro")
    notes = at("\u00b9 ")
    swapped = [*BLOCKS[:second], *BLOCKS[third:notes], *BLOCKS[second:third], *BLOCKS[notes:]]
    assert told(swapped) == ["The sections are in a different order: “Question 2”."]


def test_sentences_of_a_part_in_another_order():
    first = at("How much crime") + 1
    swapped = [*BLOCKS[:first], BLOCKS[first + 1], BLOCKS[first], *BLOCKS[first + 2 :]]
    (said,) = told(swapped)
    assert re.fullmatch(
        r"The figures in “Question 1: How much .*\?” are in a different order \(line \d+\)\.", said
    )


def with_rows(change):
    table = at("Rates per 1,000")
    rows = BLOCKS[table].split("\n")
    return [*BLOCKS[:table], "\n".join(change(rows)), *BLOCKS[table + 1 :]]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            lambda rows: [*rows[:2], rows[3], rows[2], *rows[4:]],
            "The figures in “Figure 2” are in a different order (line #).",
        ),
        (
            lambda rows: [row for row in rows if "Sexual" not in row],
            "“Figure 2” has no row for “Sexual offences” to 2015-06-30.",
        ),
        (
            lambda rows: [*rows, "Bicycle theft\t2.3\t3.1"],
            "“Figure 2” has an extra row: “Bicycle theft” (line #).",
        ),
    ],
    ids=["order", "less", "more"],
)
def test_rows_of_a_table(change, said):
    assert [re.sub(r"line \d+", "line #", each) for each in told(with_rows(change))] == [said]


def test_a_table_with_another_number_one_that_is_missing_and_one_that_is_new():
    table = at("Figure 2")
    renamed = [*BLOCKS]
    renamed[table] = renamed[table].replace("Figure 2", "Figure 3")
    assert told(renamed) == ["“Figure 2” is called “Figure 3” here."]
    assert told([*BLOCKS[:table], *BLOCKS[table + 3 :]]) == ["“Figure 2” is missing."]
    added = "Figure 9: Lost dogs in the 12 months to 30 June 2015\n\nDogs\t13\t14\n\nSource: Force"
    assert told([*BLOCKS[: table + 3], added, *BLOCKS[table + 3 :]]) == ["“Figure 9” is new."]


def test_footnotes_that_are_new_or_gone():
    note = at("\u00b9 ")
    other = "\u00b9 Nobody counted the swans on the river."
    said = told([*BLOCKS[:note], other, *BLOCKS[note + 1 :]])
    assert [re.sub(r"\d+", "#", each) for each in said] == [
        "New footnotes: # (line #).",
        "Missing footnotes: #.",
    ]
