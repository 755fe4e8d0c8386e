"""Figures, periods and values in words, as a person would say them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from peel_data.tables import records
from peel_data.tables.wording import against, apart, day, month, number, period, with_unit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from peel_data.tables.printed import PrintedFigure

__all__ = [
    "amount",
    "area_name",
    "called",
    "change",
    "day",
    "departure",
    "edition_title",
    "figure_in_words",
    "month",
    "number",
    "period",
    "quantity",
    "suffix",
    "value_and_unit",
    "where",
]


def change(figure: PrintedFigure) -> str:
    """Return the period of a figure and, for a change, what it is measured against."""
    words = period(figure.period_start, figure.period_end)
    return against(words, figure.baseline_start, figure.baseline_end)


def quantity(
    value: Decimal,
    decimals: int,
    unit: str,
    qualifier: str = "exact",
    *,
    suffixes: Mapping[str, str] | None = None,
) -> str:
    """Return a value with its unit and qualifier: `at least 15`, `+13.0% change`, `22.00 on the 24-hour clock`.

    `suffixes` are those of another release's units than the installed one's.
    """
    suffix = (suffixes or _suffixes())[unit]
    return with_unit(value, decimals, unit, suffix, qualifier)


def amount(figure: PrintedFigure) -> str:
    """Return the value of a figure with its unit and qualifier."""
    return quantity(figure.value, figure.decimals, figure.unit, figure.qualifier)


def suffix(unit: str) -> str:
    """Return what follows a number of that unit: `per 1,000 population`."""
    return _suffixes()[unit]


def value_and_unit(figure: PrintedFigure) -> tuple[str, str]:
    """Return a value with its percent sign and qualifier, and the rest of its unit, for columns of a table."""
    unit = figure.unit
    return apart(figure.value, figure.decimals, unit, _suffixes()[unit], figure.qualifier)


def area_name(
    area: str, coverage: str | None = None, *, names: Mapping[str, str] | None = None
) -> str:
    """Return the name of an area with what it leaves out: `England and Wales, excluding ...`.

    `names` are those of another release's areas than the installed one's. An area that has no name there
    is called by its id.
    """
    return ", ".join(filter(None, ((names or called("areas")).get(area, area), coverage)))


def edition_title(edition: str) -> str:
    """Return the title of an edition; its id where it has none."""
    return called("editions").get(edition) or edition


def where(figure: PrintedFigure, *, names: Mapping[str, str] | None = None) -> str:
    """Return where a figure holds: its area with what it leaves out, or the place it speaks of instead."""
    return figure.place or area_name(figure.area, figure.coverage, names=names)


def departure(figure: PrintedFigure) -> str:
    """Return how a figure departs from the plain name of its area; empty when it does not."""
    return figure.place or figure.coverage or ""


def figure_in_words(figure: PrintedFigure) -> str:
    """Return a figure in one line: what, how much, where, when."""
    said = (f"{figure.title}: {amount(figure)}", where(figure), change(figure))
    return ", ".join(filter(None, said))


@cache
def called(table: str) -> dict[str, str]:
    """Return what the rows of a reference table are called, by their ids; of notes their text."""
    rows = records.read(table)
    spoken = next((name for name in ("title", "name", "text") if rows and name in rows[0]), "id")
    return {row["id"]: row[spoken] for row in rows}


@cache
def _suffixes() -> dict[str, str]:
    return {record["id"]: record["suffix"] for record in records.read("units")}
