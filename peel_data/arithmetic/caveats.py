"""What limits the comparison of two figures: differences between them, and their notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peel_data.arithmetic.areas import contains
from peel_data.tables.formatting import area_name, period

if TYPE_CHECKING:
    from collections.abc import Iterator

    from peel_data.tables.printed import PrintedFigure


def why_part_of_whole(first: PrintedFigure, second: PrintedFigure) -> str | None:
    """Return why a count of a part is not compared with the count of its whole."""
    if first.unit != "count":
        return None
    for whole, part in ((first.area, second.area), (second.area, first.area)):
        if contains(whole, part):
            return (
                f"No verdict: the count for {area_name(part)} is a part of the count for "
                f"{area_name(whole)}, so “higher” and “lower” would mean nothing."
            )
    return None


def caveats(first: PrintedFigure, second: PrintedFigure) -> Iterator[str]:
    """Yield what limits the comparison, a sentence each."""
    for figure, other in ((first, second), (second, first)):
        if figure.coverage and figure.coverage != other.coverage:
            meant = area_name(figure.area, figure.coverage)
            yield f"{area_name(figure.area)} here means {meant}."
    if (
        first.unit == "count"
        and first.area != second.area
        and why_part_of_whole(first, second) is None
    ):
        yield "Counts grow with the size of an area; rates do not."
    if first.unit == "percent_of_victims":
        yield "This is a survey. Its sampling error is not printed and adds to the rounding."
    if first.unit.endswith("_population") and first.period_end != second.period_end:
        bases = {first.population_base, second.population_base}
        if None in bases:
            yield "The report does not say which population estimate each period uses."
        elif len(bases) > 1:
            yield "The two periods use different population estimates."


def notes(first: PrintedFigure, second: PrintedFigure) -> Iterator[str]:
    """Yield the notes of both figures; what is noted of only one of them says of which."""
    for figure, other in ((first, second), (second, first)):
        if figure.area != other.area:
            which = area_name(figure.area)
        else:
            when = period(figure.period_start, figure.period_end)
            which = when[:1].upper() + when[1:]
        for note in figure.notes:
            shared = note in other.notes or which in f"{note}"
            yield f"{note}" if shared else f"{which}: {note}"
