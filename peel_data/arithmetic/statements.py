"""What the report itself says, in words, of two figures that it compares."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from peel_data.tables import records

if TYPE_CHECKING:
    from peel_data.tables.printed import PrintedFigure


@dataclass(frozen=True, slots=True)
class Statement:
    """A comparison that the report makes in words: a row of the table `comparisons`.

    Attributes:
        edition: The edition whose report makes it.
        area: The id of the area that it is about.
        table: The table of the measure.
        category: The category; None for the measure as a whole.
        relation: What is said, coded: `similar`, `significantly_lower` and so on.
        against: What the area is compared with, coded: `england_and_wales`, `previous_year` ...
        period_end: The last day of the period.
        against_period_end: The last day of the period that it is compared with, where there is one.
        printed: The report's own words, such as "similar to".
        publication: The id of the report.
        locator: The part of the report.
    """

    edition: str
    area: str
    table: str
    category: str | None
    relation: str
    against: str
    period_end: date
    against_period_end: date | None
    printed: str
    publication: str
    locator: str

    def __str__(self) -> str:
        """Return the words, quoted, and where they stand."""
        return f"“{self.printed}” ({self.locator})"

    def is_about(self, first: PrintedFigure, second: PrintedFigure) -> bool:
        """Return whether the statement compares these two figures, in this order."""
        if not self.concerns(first):
            return False
        if (first.measure, first.category) != (second.measure, second.category):
            return False
        if second.period_end != (self.against_period_end or self.period_end):
            return False
        if self.against == "england_and_wales":
            # Of counts, a force's is a part of the nation's: words are about rates and shares.
            return second.area == "england-and-wales" != first.area and first.unit != "count"
        return self.against in _EARLIER and second.area == first.area

    def concerns(self, figure: PrintedFigure) -> bool:
        """Return whether the statement is about what this figure measures, there and then."""
        return (
            (self.edition, self.table, self.area, self.period_end)
            == (figure.edition, figure.table, figure.area, figure.period_end)
        ) and self.category in {None, figure.category}


_EARLIER = ("previous_year", "earlier_period")


def report_statements() -> tuple[Statement, ...]:
    """Return every comparison in words of the installed release.

    Left out is what compares no two figures: "more than two-thirds of forces" counts forces, and "too high"
    names no period.
    """
    return tuple(
        Statement(
            edition=record["edition"],
            area=record["area"],
            table=record["table"],
            category=record["category"] or None,
            relation=record["relation"],
            against=record["against"],
            period_end=date.fromisoformat(record["period_end"]),
            against_period_end=(
                date.fromisoformat(record["against_period_end"])
                if record["against_period_end"]
                else None
            ),
            printed=record["printed"],
            publication=record["publication"],
            locator=record["locator"],
        )
        for record in records.read("comparisons")
        if record["period_end"] and not record["numerator"]
    )
