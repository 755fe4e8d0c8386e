"""What the row models are made of: parts that share columns.

A model names its parts from the last columns to the first, because Python reads bases from right to
left: `class CrimeRate(Sourced, Printed, Year, ByCrimeType, Published)` has the columns of `Published`
first. What the cells of a row must make of each other stands in `row_rules`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, ClassVar, Self

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic_core import PydanticCustomError

from peel_data.errors import NotFound
from peel_data.schema import columns as c
from peel_data.schema.spec import TableSpec

if TYPE_CHECKING:
    from peel_data.figures.figure import Figure
    from peel_data.figures.printed import Citation
    from peel_data.schema.row_rule import Problem, RowRule


WRITTEN_OUT = ("model_dump", "model_dump_json")
"""What pydantic gives a row that its users need."""


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

    def _repr_html_(self) -> str:
        """Return the row as a notebook shows it."""
        from peel_data import notebook

        filled = {
            info.title or name.replace("_", " ").capitalize(): getattr(self, name)
            for name, info in type(self).model_fields.items()
        }
        return notebook.card(
            self.spec.title,
            facts={
                title: str(getattr(value, "value", value))
                for title, value in filled.items()
                if value is not None
            },
        )

    def __dir__(self) -> Iterable[str]:
        """Offer for completion what the row has and how it is written out, not all that pydantic has."""
        own = (name for each in type(self).__mro__ if issubclass(each, Row) for name in vars(each))
        kept = {*own, *vars(self), *WRITTEN_OUT} - {"spec", "problems", "from_text"}
        return sorted(name for name in kept if not name.startswith("model_") or name in WRITTEN_OUT)

    def problems(self) -> Iterator[Problem]:
        """Return every contradiction between the cells of the row."""
        from peel_data.schema.row_rules import find_problems

        return find_problems(_rules(type(self)), self.spec, vars(self))

    @model_validator(mode="after")
    def _make_sense(self) -> Self:
        if problems := tuple(self.problems()):
            sentences = " ".join(problem.message for problem in problems)
            # All of them travel in the context: one run names everything that can be named.
            raise PydanticCustomError(
                "row", "{sentences}", {"sentences": sentences, "problems": problems}
            )
        return self


@cache
def _rules(model: type[Row]) -> tuple[type[RowRule], ...]:
    from peel_data.schema.row_rules import rules_for

    columns = model.model_fields
    required = frozenset(name for name, info in columns.items() if info.is_required())
    return rules_for(required, frozenset(columns) - required)


class Published(Row):
    """The report's round and the area a row speaks of."""

    edition: c.EditionId
    area: c.AreaId


class Year(Row):
    """Twelve months."""

    period_start: c.PeriodStart
    period_end: c.PeriodEnd


class Moment(Row):
    """A moment: an end with an empty start."""

    period_start: c.PeriodStart | None = None
    period_end: c.PeriodEnd


class Baseline(Row):
    """The twelve months that a change is measured from."""

    baseline_start: c.BaselineStart
    baseline_end: c.BaselineEnd


class Change(Baseline, Year):
    """A year and the earlier year it is measured against."""


class Printed(Row):
    """One value, as printed."""

    value: c.Value | None = None
    decimals: c.Decimals | None = None
    unit: c.UnitId
    denominator: c.DenominatorId | None = None
    qualifier: c.QualifierText


class Sourced(Row):
    """Standing, source and caveats of a row of figures."""

    _release: ClassVar[str | None] = None
    """The past release that a row is of; None for the installed one."""

    def _repr_html_(self) -> str:
        """Return the figures of the row as a notebook shows them; of a row without any, its cells."""
        try:
            return "".join(figure._repr_html_() for figure in self.figures)
        except NotFound:
            return super()._repr_html_()

    @property
    def figure_ids(self) -> tuple[str, ...]:
        """The ids of the figures of the row, as its frame has them; the headline is the last."""
        spec, cells = type(self).spec, vars(self)
        stem = ":".join([spec.name, *(str(cells[name] or "") for name in spec.key)])
        if len(spec.measures) == 1:
            return (stem,)
        return tuple(f"{stem}:{column}" for column in spec.measures)

    @property
    def figure_id(self) -> str:
        """The id of the figure of the row; of outcomes that of the rate."""
        return self.figure_ids[-1]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures of the row: one, or of outcomes the number and the rate.

        Raises:
            NotFound: The row says that none was published.
        """
        from peel_data.figures import releases

        if self.status != "published":
            said = self.status.replace("_", " ")
            raise NotFound(f"{self.figure_ids[-1]} has no figure: its status is {said}.")
        return tuple(releases.figure(each, self._release) for each in self.figure_ids)

    @property
    def figure(self) -> Figure:
        """The figure of the row; of outcomes the rate.

        Raises:
            NotFound: The row says that none was published.

        Example:
            >>> row = peel.crime_outcomes.one(
            ...     area="northamptonshire", outcome_type="charged_summonsed"
            ... )
            >>> print(row.figure.cite().partition(",")[0])
            Outcome rate: Charged/Summonsed: 14.9% of recorded crime (excluding fraud)
        """
        return self.figures[-1]

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every place where the figures of the row are printed.

        Raises:
            NotFound: The row says that none was published.
        """
        return tuple(citation for figure in self.figures for citation in figure.citations)

    status: c.StatusText
    data_source: c.DataSourceId | None = None
    data_source_basis: c.DataSourceBasis | None = None
    coverage: c.Coverage | None = None
    population_base: c.PopulationBase | None = None
    notes: c.NoteIds | None = None
