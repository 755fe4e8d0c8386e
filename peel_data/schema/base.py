"""What the row models are made of: how a table is specified, and parts that share columns and sense.

A model names its parts from the last columns to the first, because Python reads bases from right to
left: `class CrimeRate(Sourced, Printed, Year, ByCrimeType, Published)` has the columns of `Published`
first. Each part brings its columns and, in `problems`, what a row must make of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import ClassVar, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic_core import PydanticCustomError

from peel_data.schema import columns as c
from peel_data.schema.interval import printable


class TableSpec(NamedTuple):
    """What a table is, beside its columns.

    Attributes:
        name: The resource name, `crime_rates`.
        title: What a person calls it.
        description: What it holds, in whole sentences.
        key: The primary key, in the order rows are sorted by and figure ids are spelled in.
        measures: For a table of figures, each value column with the measure it holds.
        category: The column that tells the rows of one measure apart, if there is one.
        generated: Whether the table is derived from others rather than written by hand.
        example: Keywords that pick one row of the first release; its docstring shows them. None if it had no row.
    """

    name: str
    title: str
    description: str
    key: tuple[str, ...]
    measures: Mapping[str, str] = {}
    category: str | None = None
    generated: bool = False
    example: Mapping[str, str | int] = {}


# The units that leave no choice of denominator.
DENOMINATORS: Mapping[str, str] = {
    "per_1000_population": "population",
    "per_million_population": "population",
    "per_1000_households": "households",
    "percent_of_groups": "organised_crime_groups",
    "percent_of_victims": "victims",
}


class Problem(NamedTuple):
    """What does not make sense in a row: the rule, the column to look at first, a plain sentence."""

    code: str
    column: str
    message: str


class Row(BaseModel):
    """A frozen row; an empty cell is None."""

    # Only the models that are used are built: the parts never are.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
    spec: ClassVar[TableSpec]

    def __init_subclass__(cls) -> None:
        if "spec" in vars(cls):
            cls.__doc__ = (
                cls.spec.description
            )  # `python -OO` strips docstrings, and the schema needs it

    @classmethod
    def from_text(cls, record: Mapping[str, str]) -> Self:
        """Read a row from CSV text, where an empty cell means no value.

        Raises:
            pydantic.ValidationError: A cell, or the cells together, do not make sense.
        """
        return cls.model_validate({name: text or None for name, text in record.items()})

    def problems(self) -> Iterator[Problem]:
        """Everything in which the cells of the row contradict each other."""
        yield from ()

    @model_validator(mode="after")
    def _make_sense(self) -> Self:
        if problems := tuple(self.problems()):
            sentences = " ".join(problem.message for problem in problems)
            # All of them travel in the context: one run names everything that can be named.
            raise PydanticCustomError(
                "row", "{sentences}", {"sentences": sentences, "problems": problems}
            )
        return self


class Published(Row):
    """The report's round and the area a row speaks of."""

    edition: c.EditionId
    area: c.AreaId


class Year(Row):
    """Twelve months."""

    period_start: c.PeriodStart
    period_end: c.PeriodEnd

    def problems(self) -> Iterator[Problem]:
        """The period is the twelve months to its last day."""
        yield from super().problems()
        yield from twelve_months("period", self.period_start, self.period_end)


class Moment(Row):
    """A moment: an end with an empty start."""

    period_start: c.PeriodStart | None = None
    period_end: c.PeriodEnd

    def problems(self) -> Iterator[Problem]:
        """A moment has no start."""
        yield from super().problems()
        if self.period_start is not None:
            yield Problem(
                "R308",
                "period_start",
                "The figure is of a moment, so the period start stays empty.",
            )


class Baseline(Row):
    """The twelve months that a change is measured from."""

    baseline_start: c.BaselineStart
    baseline_end: c.BaselineEnd

    def problems(self) -> Iterator[Problem]:
        """The baseline is twelve months, too."""
        yield from super().problems()
        yield from twelve_months("baseline", self.baseline_start, self.baseline_end)


class Change(Baseline, Year):
    """A year and the earlier year it is measured against."""

    def problems(self) -> Iterator[Problem]:
        """The baseline lies before the period."""
        yield from super().problems()
        if self.baseline_end >= self.period_end:
            yield Problem(
                "R309",
                "baseline_end",
                f"The baseline ends on {self.baseline_end}, which is not before the period's end, {self.period_end}.",
            )


class Printed(Row):
    """One value, as printed."""

    value: c.Value | None = None
    decimals: c.Decimals | None = None
    unit: c.UnitId
    denominator: c.DenominatorId | None = None
    qualifier: c.QualifierText

    def problems(self) -> Iterator[Problem]:
        """The value fits its precision and its unit, and the unit its denominator."""
        yield from super().problems()
        expected = DENOMINATORS.get(self.unit)
        if expected and self.denominator != expected:
            yield Problem(
                "R306",
                "denominator",
                f"The unit is {self.unit}, so the denominator is {expected}, not {self.denominator or 'empty'}.",
            )
        yield from value_fits("value", self.value, "decimals", self.decimals)
        yield from value_makes_sense("value", self.value, self.unit)


class Sourced(Row):
    """Standing, source and caveats of a row of figures."""

    status: c.StatusText
    data_source: c.DataSourceId | None = None
    data_source_basis: c.DataSourceBasis | None = None
    coverage: c.Coverage | None = None
    population_base: c.PopulationBase | None = None
    notes: c.NoteIds | None = None

    def problems(self) -> Iterator[Problem]:
        """There is a value exactly when the status says published."""
        yield from super().problems()
        for column in self.spec.measures:
            value = getattr(self, column)
            if self.status == "published" and value is None:
                yield Problem(
                    "R301", column, "There is no value, but the status says it is published."
                )
            if self.status != "published" and value is not None:
                yield Problem(
                    "R302", column, f"The status is “{self.status}”, so there can be no value."
                )


def year_before(end: dt.date) -> dt.date:
    """The last day of the twelve months before those that end on `end`.

    Example:
        >>> year_before(dt.date(2016, 2, 29))
        datetime.date(2015, 2, 28)
    """
    one_day = dt.timedelta(days=1)
    if end.month == 2 and (end + one_day).month == 3:
        return dt.date(end.year - 1, 3, 1) - one_day
    return end.replace(year=max(end.year - 1, dt.MINYEAR))  # there is no year 0


def twelve_months(name: str, start: dt.date, end: dt.date) -> Iterator[Problem]:
    """Hold a period to be the twelve months to its last day."""
    expected = year_before(end) + dt.timedelta(days=1)
    if start != expected:
        yield Problem(
            "R307",
            f"{name}_start",
            f"The {name} must be 12 months: one that ends on {end} begins on {expected}, not on {start}.",
        )


def value_fits(
    column: str, value: Decimal | int | None, precision: str, decimals: int | None
) -> Iterator[Problem]:
    """Hold a value against its printed precision: no digit beyond it."""
    if value is None:
        return
    if decimals is None:
        yield Problem(
            "R303", precision, f"There is a value, {value}, and no printed precision beside it."
        )
    elif not printable(value, decimals):
        places = "1 decimal" if decimals == 1 else f"{decimals} decimals"
        yield Problem(
            "R304", column, f"The value {value} is finer than its printed precision of {places}."
        )


def value_makes_sense(column: str, value: Decimal | int | None, unit: str) -> Iterator[Problem]:
    """Refuse values that their unit cannot take; outcome rates are ratios and may pass 100."""
    if value is None:
        return
    if unit == "percent_change":
        if value < -100:
            yield Problem(
                "R305", column, f"Nothing can fall by more than 100 percent, and this says {value}."
            )
    elif value < 0:
        yield Problem("R305", column, f"Only a change can be negative, and this says {value}.")
    elif unit in {"percent", "percent_of_groups", "percent_of_victims"} and value > 100:
        yield Problem(
            "R305", column, f"A share of a whole cannot pass 100 percent, and this says {value}."
        )
