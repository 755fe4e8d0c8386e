"""Which claimed numbers would show if a digit of theirs were misread, and which only a person can check. Internal.

A place is held if every value that one slip may have made of its number contradicts something: another place that
prints the figure, what is published of it, or the arithmetic of the other figures. A number in words has no digit.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from peel_data.arithmetic.conflicts import expected
from peel_data.arithmetic.slips import edits
from peel_data.figures.build import CATEGORIES, FigureBuilder
from peel_data.figures.figure import figure_of
from peel_data.schema.interval import printed_interval
from peel_data.transcribe.numbers import agree
from peel_data.validation.rules.arithmetic import ASSUMED
from peel_data.validation.tables import MEASURES, definition

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from peel_data.figures.figure import Figure
    from peel_data.schema.interval import Interval
    from peel_data.transcribe.audit import Row, Tables

Place = tuple[str, str, str]
"""Where a citation stands: its part, its token, and which of the same tokens there."""


class _Form(NamedTuple):
    """A number as one place prints it."""

    value: Decimal
    decimals: int

    def agrees(self, other: _Form) -> bool:
        return agree(self.value, self.decimals, other.value, other.decimals)


def unheld_places(
    drafted: Mapping[str, Sequence[Row]],
    tables: Tables,
    published: Callable[[str], tuple[str, str] | None],
) -> frozenset[Place]:
    """Return the places of figures where a misread digit would contradict nothing.

    Args:
        drafted: The rows of the draft, by table, citations among them.
        tables: Gives the rows of a table of the data set.
        published: Gives the value and decimals that are published of a figure already.
    """
    figures = {figure.id: figure for figure in drafted_figures(drafted, tables)}
    printed: dict[str, list[Row]] = {}
    for row in drafted.get("citations", ()):
        printed.setdefault(row["figure_id"], []).append(row)
    found = set[Place]()
    for figure_id, rows in printed.items():
        figure = figures.get(figure_id)
        known = published(figure_id)
        allowed = allowed_by(figure, figures) if figure and known is None else None
        unit = figure.unit if figure else ""
        for row in rows:
            others = [_form(other) for other in rows if other is not row]
            others += [_Form(Decimal(known[0]), int(known[1]))] if known else []
            in_words = not any(map(str.isdigit, row["printed"]))
            if not in_words and not _is_held(_form(row), others, figure, allowed, unit):
                found.add((row["locator"], row["printed"], row["occurrence"]))
    return frozenset(found)


def _form(row: Row) -> _Form:
    return _Form(Decimal(row["printed_value"]), int(row["printed_decimals"]))


def _is_held(
    form: _Form,
    others: Sequence[_Form],
    figure: Figure | None,
    allowed: Interval | None,
    unit: str,
) -> bool:
    """Return whether each value that a slip makes of a number contradicts one of the others, or the arithmetic."""
    for edit in edits(form.value, form.decimals, unit):
        meant = form._replace(value=edit.meant)
        if not all(meant.agrees(other) for other in others):
            continue
        if figure is None or allowed is None:
            return False
        interval = printed_interval(
            edit.meant, form.decimals, unit, figure.qualifier, figure.rounding
        )
        if allowed.intersection(interval) is not None:
            return False
    return True


def allowed_by(figure: Figure, figures: Mapping[str, Figure]) -> Interval | None:
    """Return what the other figures allow one to be; None if it takes no part in the arithmetic, or they conflict."""
    if figure.lower is None or figure.upper is None:
        return None
    found = expected(figure, figures.values(), assume=ASSUMED)
    return found.interval if found else None


def drafted_figures(drafted: Mapping[str, Sequence[Row]], tables: Tables) -> Iterator[Figure]:
    """Yield the figures that the rows of a draft come to."""
    names = (*CATEGORIES.values(), "operational_measures")
    build = FigureBuilder(
        {name: [dict(row) for row in tables(name)] for name in names},
        [dict(row) for row in drafted.get("citations", ())],
    )
    for name, measures in MEASURES.items():
        for row in drafted.get(name, ()) if measures else ():
            if not all(row[column] for column in measures):
                continue  # validation takes no row that lacks one of its numbers
            for made in build.figures_of(definition(name).spec, dict(row)):
                yield figure_of(made.record, {}, {})
