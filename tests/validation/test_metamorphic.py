"""The same submission in another shape gets the same findings."""

import random
from collections import Counter

import pytest

import peel_data as peel
from peel_data.validation.tables import KNOWN_TABLES
from support.dataset import scene
from support.mutations import SLIPS
from support.run import installed, judge
from support.variations import reorder_columns
from support.writers import csv_folder, csv_zip, frames, ods, split_by_area, xlsx

TOGETHER = (
    *(
        "a date with slashes",
        "a comma for thousands",
        "a status of one's own",
        "a value copied unrounded",
    ),
    *("a row twice with two values", "a note that does not exist", "digits swapped in a rate"),
    *("a share of no whole number", "a reprint that changed", "a crime type left out"),
    *("a waiver without a reason", "ten times the calls"),
)
"""Slips that are planted together, in different rows."""


def spoiled(kinds):
    made = scene("2016")
    for kind in kinds:
        slip = next(slip for slip in SLIPS if slip.kind == kind)
        try:
            slip.plant(made)
        except (AssertionError, StopIteration, ValueError):
            continue  # another slip was there first
    return made.tables


SUBMISSIONS = [
    TOGETHER,
    TOGETHER[::2],
    ("every date with slashes", "a rate as a fraction", "a whole table left out"),
    ("a misspelt crime type", "the outcomes of last year", "a revision to another new value"),
    ("a required column misspelt", "a last digit misread in the whole", "a year mistyped"),
]


def alike(report):
    """What findings say, without addresses; of a slip down a column, the first row's words differ."""
    return Counter(
        (
            finding.code,
            finding.subject,
            finding.message if len(finding.places) < 2 else "",
            tuple(sorted((place.column or "", number(place.text)) for place in finding.places)),
            finding.fingerprint,
        )
        for finding in report.findings
        if finding.code != "S209"  # only spreadsheets lose zeros
    )


def number(text):
    """Spreadsheets keep no zeros at the end."""
    whole = "." in (text or "") and text.replace(".", "").isdecimal()
    return text.rstrip("0").rstrip(".") if whole else text or ""


def cells(report):
    """Every cell that is spoken of: how rows are told together depends on the files they are in."""
    return Counter(
        (finding.code, place.column, number(place.text))
        for finding in report.findings
        for place in finding.places
        if finding.code not in {"S209", "S202"}  # a missing column is missing in every file
    )


def shuffled(tables, seed):
    draw = random.Random(seed)
    for sheet in tables.values():
        draw.shuffle(sheet.rows)
        order = draw.sample(range(len(sheet.header)), len(sheet.header))
        reorder_columns(sheet, lambda _, order=order: order)
    return dict(draw.sample(list(tables.items()), len(tables)))


@pytest.mark.parametrize("kinds", SUBMISSIONS, ids=len)
def test_same_findings_in_every_shape(kinds, tmp_path):
    plain = judge(csv_folder(spoiled(kinds), tmp_path / "plain"))
    assert not plain.ok
    for number, write in enumerate((csv_zip, xlsx, ods)):
        other = judge(write(spoiled(kinds), tmp_path / str(number)))
        assert alike(other) == alike(plain), write.__name__
        assert other.counts == plain.counts
        assert other.skipped == plain.skipped
    for seed in range(4):
        other = judge(csv_folder(shuffled(spoiled(kinds), seed), tmp_path / f"shuffled{seed}"))
        assert alike(other) == alike(plain)
        assert other.counts == plain.counts
    split = judge(split_by_area(spoiled(kinds), tmp_path / "split"))
    assert cells(split) == cells(plain)
    assert split.counts == plain.counts


@pytest.mark.parametrize("kinds", SUBMISSIONS, ids=len)
def test_frames_are_a_submission_too(kinds, tmp_path):
    plain = judge(csv_folder(spoiled(kinds), tmp_path / "plain"))
    assert alike(peel.validate(frames(spoiled(kinds)))) == alike(plain)


def test_typed_frames_of_the_release_are_sound():
    given = {
        table.name: table.to_pandas()
        for table in peel.tables()
        if table.measures and table.name in KNOWN_TABLES and len(table)
    }
    report = peel.validate(given)
    assert report.ok
    assert report.records_read == sum(len(frame) for frame in given.values())
    assert {f.code for f in report.findings} <= {"S209"}
    assert report.against == installed().version
