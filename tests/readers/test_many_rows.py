"""Rows that are taken many at a time are taken as one by one."""

import random

import pytest

from peel_data.readers import Limits, csv_file, csv_text
from peel_data.readers.collector import Collector, Refused
from peel_data.readers.table_builder import TableBuilder
from peel_data.validation.tables import KNOWN_TABLES

HEADER = ",".join(KNOWN_TABLES["crime_rates"])
WIDTH = HEADER.count(",") + 1
PLAIN = ["", "a", "12.5", "kent"]
ODD = [
    " x",
    "x ",
    "é",
    "edition",
    '"q,r"',
    '"two\nlines"',
    '"un',
    'st"ray',
    "a\r",
    "\u200b",
    "x" * 70,
]


def made(draw):
    """Return a file with an odd cell, row or line end here and there."""
    lines = ["junk", "", HEADER] if draw.random() < 0.05 else [HEADER]
    weights = [20] * len(PLAIN) + [draw.choice([0, 0, 0, 0.3]) for _ in ODD]
    for _ in range(draw.choice([2, 5, 30])):
        width = draw.choices([WIDTH, WIDTH - 1, 0, 300], [60, 1, 1, 0.2])[0]
        lines.append(",".join(draw.choices(PLAIN + ODD, weights, k=width)))
        lines += [HEADER] * (draw.random() < 0.02) + ["," * (WIDTH - 1)] * (draw.random() < 0.03)
    sep = ["sep=,"] * (draw.random() < 0.1)
    return draw.choice(["\n", "\r\n"]).join([*sep, *lines]) + draw.choice(["\n", "", "\n\n"])


def read(text, limits):
    collector = Collector(KNOWN_TABLES, limits)
    try:
        csv_file.read_csv(text.encode(), "it.csv", "crime_rates", collector)
    except Refused as refused:
        return refused.rule, refused.message, refused.place
    return collector.reading()


@pytest.mark.parametrize("seed", range(20))
def test_many_rows_are_read_as_one_by_one(seed, monkeypatch):
    draw = random.Random(seed)
    monkeypatch.setattr(csv_text, "BLOCK", draw.choice([2, 5, 1000]))
    monkeypatch.setattr(csv_text, "PART", draw.choice([1, 300, 200_000]))
    cases = [
        (made(draw), draw.choice([Limits(), Limits(rows=6), Limits(cells=100)])) for _ in range(20)
    ]
    together = [read(*case) for case in cases]
    monkeypatch.setattr(TableBuilder, "plain_rows", lambda *_: False)
    assert [read(*case) for case in cases] == together
