"""The figures of the installed release: all of them, and one by its id."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from peel_data.errors import NotFound, NotPrinted
from peel_data.figures.figure import figures_of
from peel_data.suggestions import asking, nearest_id
from peel_data.tables import records

if TYPE_CHECKING:
    from peel_data.figures.figure import Figure, Figures


@cache
def all_figures() -> Figures:
    """Return every figure of the installed release, ordered by id."""
    return figures_of(records.read, records.cells)


def by_id(figure_id: str) -> Figure:
    """Return the figure of that id.

    Raises:
        NotPrinted: A report charts it and prints its number nowhere.
        NotFound: There is no such figure; the message names the nearest, or both figures of a row that has two.
    """
    figures = _by_id()
    if figure_id in figures:
        return figures[figure_id]
    pair = [each for column in _columns() if (each := f"{figure_id}:{column}") in figures]
    if pair:
        raise NotFound(f"{figure_id!r} is a row with {len(pair)} figures: say {' or '.join(pair)}.")
    _explain_withdrawn(figure_id)
    _explain_charted(figure_id)
    raise NotFound(
        f"There is no figure {figure_id!r}.{asking(nearest_id(figure_id, figures))} "
        "List them with `peel-data figures`, or search with `peel-data figures --find WORDS`."
    )


def _explain_withdrawn(figure_id: str) -> None:
    for revision in records.read("revisions"):
        if revision["figure_id"] == figure_id and not revision["new_value"]:
            raise NotFound(
                f"{figure_id} was withdrawn in release {revision['release']}: {revision['reason']} "
                f"What it was before: `peel-data history {figure_id}`."
            )


def _explain_charted(figure_id: str) -> None:
    """Say so if the id is well made and names what a report charts without printing it."""
    from peel_data.tables import TABLES, lookup

    name, *values = figure_id.split(":")
    for table in TABLES:
        if table.name == name and table.measures and len(values) >= len(table.key):
            sentence = lookup.charted(table, dict(zip(table.key, values, strict=False)))
            if sentence:
                raise NotPrinted(sentence)


@cache
def _columns() -> tuple[str, ...]:
    """Return what the ids of figures end with where a row has two: the names of their columns."""
    from peel_data.tables import TABLES

    several = [table.measures for table in TABLES if len(table.measures) > 1]
    return tuple(dict.fromkeys(column for measures in several for column in measures))


@cache
def _by_id() -> dict[str, Figure]:
    return {figure.id: figure for figure in all_figures()}
