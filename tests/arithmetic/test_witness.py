"""A witness proves that figures agree: none is found where the exact propagation finds a contradiction."""

import random

import pytest

from peel_data.arithmetic.conflicts import undecided_in
from peel_data.arithmetic.propagation import Clash
from peel_data.readers import read
from peel_data.validation import tied
from peel_data.validation.baseline import Baseline
from peel_data.validation.progress import Progress
from peel_data.validation.rules import arithmetic
from peel_data.validation.run import _Run
from peel_data.validation.tables import KNOWN_TABLES
from support.rounds import back_series
from support.writers import csv_folder

AREAS = ("kent", "essex", "surrey", "sussex")


def context_of(tables, tmp_path, monkeypatch):
    monkeypatch.setattr(tied, "MANY", 1)
    monkeypatch.setattr(arithmetic, "findings", lambda _context: ())
    reading = read(str(csv_folder(tables, tmp_path / "it")), known_tables=KNOWN_TABLES)
    run = _Run(reading, Baseline("1.0.0", Baseline.installed().tables), False, None, Progress())
    assert list(run.findings())
    return run.context


def judged(context):
    """Return where figures agree by a witness, and where they contradict themselves."""
    sure = tied.look_at(context.tied, context.shapes, arithmetic.ASSUMED).agreeing
    networks = {where: context.network(*where) for where in context.tied}
    solved = {w: its.system.solve(its.allowed(arithmetic.ASSUMED)) for w, its in networks.items()}
    return sure, {where for where, known in solved.items() if isinstance(known, Clash)}


@pytest.mark.parametrize("tables", [("crime_rates",), ("crime_outcomes",), ()])
def test_figures_that_are_true_have_a_witness(tables, tmp_path, monkeypatch):
    made = back_series(6, AREAS)
    context = context_of({t: made[t] for t in tables or made}, tmp_path, monkeypatch)
    sure, clashing = judged(context)
    assert not clashing
    assert len(sure) > 0.9 * len(context.tied)


@pytest.mark.parametrize("share", [0.02, 0.2])
@pytest.mark.parametrize("seed", range(4))
def test_no_contradiction_has_a_witness(seed, share, tmp_path, monkeypatch):
    draw, made = random.Random(seed), back_series(6, AREAS)
    for sheet in made.values():
        for row in range(len(sheet.rows)):
            for column in {"value", "number", "rate"}.intersection(sheet.header):
                if (
                    draw.random() < share
                ):  # its last digit is one more or less, as near to agreeing as can be
                    sheet.put(row, column, nudged(sheet.cell(row, column), draw.choice([-1, 1])))
    sure, clashing = judged(context_of(made, tmp_path, monkeypatch))
    assert clashing
    assert sure or share > 0.1
    assert not sure & clashing


def nudged(text, by):
    whole, point, decimals = text.partition(".")
    digits = int(whole + decimals) + by
    return f"{digits / 10 ** len(decimals):.{len(decimals)}f}" if point else str(abs(digits))


def test_no_ratio_is_decided_at_a_look_that_may_not_be(tmp_path, monkeypatch):
    outcomes = back_series(6, AREAS)["crime_outcomes"]
    for row in range(len(outcomes.rows)):
        if outcomes.cell(row, "area") == "kent":
            outcomes.put(row, "number", "0")
            outcomes.put(row, "rate", "0.0")
    context = context_of({"crime_outcomes": outcomes}, tmp_path, monkeypatch)
    decided = tied.look_at(context.tied, context.shapes, arithmetic.ASSUMED).decided
    undecided = {w for w in context.tied if list(undecided_in(context.network(*w)))}
    assert decided
    assert undecided
    assert not decided & undecided
