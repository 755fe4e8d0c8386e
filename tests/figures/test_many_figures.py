"""All figures of a release, made many at a time, are what each would be on its own."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import random
from decimal import Decimal

import pytest

import peel_data as peel
from peel_data import paths
from peel_data.errors import PackageDataError
from peel_data.figures.figure import Figure, figure_of, figures_of
from peel_data.figures.instances import maker
from peel_data.tables import records
from peel_data.tables.printed import Citation, Note


def as_cells(table):
    header = list(table[0])
    return header, [[record[name] for name in header] for record in table]


def citation(record):
    return Citation(
        record["publication"],
        record["locator"],
        record["printed"],
        Decimal(record["printed_value"]),
        int(record["printed_decimals"]),
        int(record["occurrence"]),
    )


@pytest.mark.parametrize("seed", range(5))
def test_many_figures_are_what_each_is_alone(seed):
    """Whatever the columns have in common, and wherever a figure is printed."""
    draw = random.Random(seed)
    tables = {
        name: records.read(name) for name in ("figures", "citations", "notes", "data_sources")
    }
    figures = tables["figures"] * 2
    for number, record in enumerate(figures):
        other = {name: draw.choice(figures)[name] for name in draw.sample(list(record), 3)}
        figures[number] = record | other | {"figure_id": f"{record['figure_id']}:{number}"}
    for record in tables["citations"]:
        record["figure_id"] = draw.choice(figures)["figure_id"]
    tables["figures"] = figures
    made = figures_of(tables.__getitem__, lambda name: as_cells(tables[name]), "9.9.9")
    notes = {r["id"]: Note(r["id"], r["locator"], r["text"]) for r in tables["notes"]}
    vintages = {r["id"]: r["vintage"] for r in tables["data_sources"]}
    for figure, record in zip(made, figures, strict=True):
        its = [r for r in tables["citations"] if r["figure_id"] == record["figure_id"]]
        printed = {record["figure_id"]: tuple(map(citation, its))}
        alone = figure_of(record, notes, printed, "9.9.9", vintages)
        assert type(figure) is Figure
        assert (figure, hash(figure)) == (alone, hash(alone))
        assert repr(dataclasses.astuple(figure)) == repr(dataclasses.astuple(alone))


@pytest.mark.parametrize("made", [peel.figures()[0], peel.figures()[0].citations[0]])
def test_an_instance_that_was_made_with_many_is_like_any_other(made):
    again = type(made)(**{f.name: getattr(made, f.name) for f in dataclasses.fields(made)})
    assert made == again == pickle.loads(pickle.dumps(made)) == copy.deepcopy(made)
    assert dataclasses.replace(made) == made
    name = dataclasses.fields(made)[0].name
    for change in (lambda: setattr(made, name, "x"), lambda: delattr(made, name)):
        with pytest.raises(dataclasses.FrozenInstanceError):
            change()
    with pytest.raises((AttributeError, TypeError)):
        made.another = 1


def test_every_value_is_needed():
    with pytest.raises(TypeError):
        maker(Note)("one")
    assert maker(Note)("one", "two", "three") == Note("one", "two", "three")


@pytest.mark.parametrize("change", [lambda row: row[:-1], lambda row: [*row, "more"]])
def test_a_row_that_lost_or_gained_a_cell_is_told(change):
    tables = {name: as_cells(records.read(name)) for name in ("figures", "citations")}
    header, rows = tables["figures"]
    tables["figures"] = (header, [*rows[:2], change(rows[2]), *rows[3:]])
    with pytest.raises(
        PackageDataError, match=r"Line 4 of figures\.csv does not have .* `peel-data check`"
    ):
        figures_of(records.read, tables.__getitem__)


def test_cells_are_those_of_the_records(tmp_path, monkeypatch):
    path = tmp_path / "figures.csv"
    path.write_text('a,b\n1,"x, y"\n\n3\n', encoding="utf-8")
    monkeypatch.setattr(paths, "data_file", lambda _: path)
    header, rows = records.cells("figures")
    assert (header, list(rows)) == (["a", "b"], [["1", "x, y"], ["3"]])
