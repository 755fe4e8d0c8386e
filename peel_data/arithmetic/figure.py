"""A printed figure as the arithmetic sees it: what it allows, and the variable for its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from peel_data.schema.interval import Interval

if TYPE_CHECKING:
    from peel_data.tables.printed import PrintedFigure


def interval_of(figure: PrintedFigure) -> Interval:
    """Return the closed interval that a figure's printed forms allow."""
    return Interval.of(figure.lower, figure.upper)


F = TypeVar("F", bound="PrintedFigure")
"""Whatever kind of figure is given is what results carry."""
