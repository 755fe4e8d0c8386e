"""What the arithmetic needs to know about a printed figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from peel_data.schema.interval import Interval

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from peel_data.tables.printed import Note


class PrintedFigure(Protocol):
    """A published number with its unit, place, time and printed precision."""

    @property
    def id(self) -> str:
        """The readable, stable id of the figure."""
        ...

    @property
    def table(self) -> str:
        """The table that carries it, such as `crime_rates`."""
        ...

    @property
    def measure(self) -> str:
        """What is measured, such as `crime_rate`."""
        ...

    @property
    def edition(self) -> str:
        """The edition of the report that prints it."""
        ...

    @property
    def area(self) -> str:
        """The id of the area."""
        ...

    @property
    def category(self) -> str | None:
        """The type of crime, outcome or organised crime, where there is one."""
        ...

    @property
    def period_start(self) -> date | None:
        """The first day of the period; None for a moment."""
        ...

    @property
    def period_end(self) -> date | None:
        """The last day of the period, or the moment."""
        ...

    @property
    def baseline_start(self) -> date | None:
        """Of a change, the first day of the earlier period."""
        ...

    @property
    def baseline_end(self) -> date | None:
        """Of a change, the last day of the earlier period."""
        ...

    @property
    def value(self) -> Decimal:
        """The number, in units of one."""
        ...

    @property
    def decimals(self) -> int:
        """The printed precision."""
        ...

    @property
    def unit(self) -> str:
        """The id of the unit, such as `per_1000_population`."""
        ...

    @property
    def denominator(self) -> str | None:
        """What a rate is a rate of, where the unit alone does not say."""
        ...

    @property
    def qualifier(self) -> str:
        """`exact`, `about`, `at_least`, `over` or `almost`."""
        ...

    @property
    def rounding(self) -> str:
        """`exact`, or `nearest` where the number is rounded to its last digit."""
        ...

    @property
    def coverage(self) -> str | None:
        """What the area leaves out here."""
        ...

    @property
    def notes(self) -> tuple[Note, ...]:
        """What the report says of it besides: caveats and explanations."""
        ...

    @property
    def population_base(self) -> str | None:
        """The population estimate behind a rate, where the report states it."""
        ...

    @property
    def lower(self) -> Decimal | None:
        """The least value that all its printed forms allow; None for an open end."""
        ...

    @property
    def upper(self) -> Decimal | None:
        """The greatest value that they allow; None for an open end."""
        ...


def interval_of(figure: PrintedFigure) -> Interval:
    """Return the closed interval that a figure's printed forms allow."""
    return Interval.of(figure.lower, figure.upper)


F = TypeVar("F", bound=PrintedFigure)
"""Whatever kind of figure is given is what results carry."""
