"""What is known of a published number: values alone, which everything else about figures builds on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from peel_data.version import __version__

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from peel_data.schema.vocabulary import AreaId
    from peel_data.tables import TableName


@dataclass(frozen=True, slots=True)
class Note:
    """A caveat or explanation: its id, where the report gives it, and its text in our own words."""

    id: str
    locator: str
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Citation:
    """A place where a figure is printed.

    Attributes:
        publication: The id of the report, a key of `publications`.
        locator: The part of the report: a figure, a panel, or a section by its heading.
        printed: The token as it stands there, such as `+4.5%` or `twenty`.
        value: The value the token states.
        decimals: The precision the token states it at.
        occurrence: Which of the same tokens in that part, from 1.
    """

    publication: str
    locator: str
    printed: str
    value: Decimal
    decimals: int
    occurrence: int


@dataclass(frozen=True, slots=True, repr=False)
class PrintedFigure:
    """What is known of one published number.

    Attributes:
        id: Its readable, stable name: the table and the key of its row.
        table: The table that holds it.
        measure: What is measured.
        title: What a person calls it.
        edition: The round of inspection reports.
        area: The id of the area.
        place: Where it holds, in words, if the name of the area would misplace it.
        category: The crime, outcome or organised crime type, if the measure has one.
        period_start: First day of the period; None for a moment or where none is printed.
        period_end: Last day of the period, or the moment.
        baseline_start: For a change, first day of the period it is measured from.
        baseline_end: For a change, last day of that period.
        value: The value, in `unit`; a fall is negative.
        decimals: Printed precision: 1 for 14.9, -5 for 2.8 million.
        unit: The id of the unit, a key of `units`.
        denominator: What a rate or share is of, a key of `denominators`.
        qualifier: `exact`, `about`, `at_least`, `over` or `almost`.
        rounding: How the number bounds the true value: `nearest`, rounded to the last printed digit, or
            `exact`.
        derivation: `printed`, or `counted` or `worded` where the text states it without a number.
        coverage: What the area leaves out here, as `excluding ...`.
        population_base: The population estimate behind a rate, where the report states it.
        data_source: Who the figure comes from, a key of `data_sources`.
        data_source_basis: `stated` where the report states that source, `inferred` from a neighbouring
            figure where it does not.
        vintage: When the source was published or collected: later revisions are not in it.
        notes: Caveats and explanations.
        lower: Least true value that every printed form allows; None is open.
        upper: Greatest true value that every printed form allows; None is open.
        citations: Every place where it is printed.
        release: The release whose figure it is.
    """

    id: str
    table: TableName
    measure: str
    title: str
    edition: str
    area: AreaId
    place: str | None
    category: str | None
    period_start: dt.date | None
    period_end: dt.date | None
    baseline_start: dt.date | None
    baseline_end: dt.date | None
    value: Decimal
    decimals: int
    unit: str
    denominator: str | None
    qualifier: str
    rounding: str
    derivation: str
    coverage: str | None
    population_base: str | None
    data_source: str | None
    data_source_basis: str | None
    vintage: str | None
    notes: tuple[Note, ...]
    lower: Decimal | None
    upper: Decimal | None
    citations: tuple[Citation, ...]
    release: str = __version__
