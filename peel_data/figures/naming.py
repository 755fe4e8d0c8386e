"""What a person calls the figure of a row, valid or not: `Charged/Summonsed, rate, 12 months to 30 June 2016`."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from peel_data.figures.build import CATEGORIES, TITLES
from peel_data.tables import wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from peel_data.schema.spec import TableSpec
    from peel_data.tables.records import Record


class Names:
    """Names figures, given the reference tables that hold the titles of categories and areas."""

    def __init__(self, tables: Mapping[str, Sequence[Record]]) -> None:
        self._titles = {
            column: {record["id"]: record["title"] for record in tables.get(table, ())}
            for column, table in CATEGORIES.items()
        }
        self._categories = {key: t for each in self._titles.values() for key, t in each.items()}
        self._areas = {record["id"]: record["name"] for record in tables.get("areas", ())}
        self._editions = {record["id"]: record["title"] for record in tables.get("editions", ())}

    def area(self, area: str) -> str:
        """Return the name of an area; its id where it has none."""
        return self._areas.get(area, area)

    def edition(self, edition: str) -> str:
        """Return the title of an edition; its id where it has none."""
        return self._editions.get(edition, edition)

    def title(self, key: str) -> str:
        """Return what an edition, area or category is called; the id where it has no title."""
        return (self._categories | self._areas | self._editions).get(key, key)

    def figure(self, spec: TableSpec, record: Record, column: str | None = None) -> str:
        """Return what a person calls the figure of a row, or all of its figures.

        Args:
            spec: The table of the row.
            record: Its cells; those that a name needs may be wrong, and are then left out.
            column: One of the value columns, where a row has several.

        Returns:
            The name, such as `Charged/Summonsed, rate, 12 months to 30 June 2016`; empty where the table has no
            figures, or the row does not say which of them it holds.
        """
        if not spec.measures:
            return ""
        what = self._what(spec, record, column)
        return ", ".join(filter(None, (what, period(record)))) if what else ""

    def quantity(self, name: str, start: dt.date | None, end: dt.date | None) -> str:
        """Return what a person calls a quantity of the arithmetic, with its period.

        Args:
            name: As the arithmetic names it: a measure with its category, or what is counted.
            start: The first day of its period; None for a moment.
            end: The last day, or the moment.

        Example:
            >>> names = Names({"outcome_types": [{"id": "caution_youths", "title": "Caution - youths"}]})
            >>> names.quantity("outcome_rate:caution_youths", None, dt.date(2016, 6, 30))
            'Outcome rate: Caution - youths, at 30 June 2016'
        """
        dates = [each for part in name.split(":") if (each := _as_day(part))]
        parts = [
            _in_words(part, self._categories) for part in name.split(":") if not part[:1].isdigit()
        ]
        words = wording.period(start, end)
        if len(dates) == 2:
            words = wording.against(words, *dates)
        return ", ".join(filter(None, (": ".join(parts), words)))

    def _what(self, spec: TableSpec, record: Record, column: str | None) -> str:
        category = next((each for each in spec.key if each in CATEGORIES), None)
        title = self._titles[category].get(record.get(category, "")) if category else None
        if category and not title:
            return ""
        if len(spec.measures) > 1:
            kind = column if column and column in spec.measures else ""
        else:
            kind = TITLES.get(next(iter(spec.measures.values())), "")
        if title and kind:
            return f"{title}, {kind[0].lower()}{kind[1:]}"
        return title or kind


def period(record: Record) -> str:
    """Return the period of a row in words; empty where its dates say nothing.

    Example:
        >>> period({"period_start": "2015-07-01", "period_end": "2016-06-30"})
        '12 months to 30 June 2016'
    """
    words = wording.period(_day(record, "period_start"), _day(record, "period_end"))
    if not words:
        return ""
    return wording.against(words, _day(record, "baseline_start"), _day(record, "baseline_end"))


def _in_words(part: str, titles: Mapping[str, str]) -> str:
    """Return a part of the name of a quantity in words, such as `caution_youths_outcomes`."""
    if part in TITLES:
        return TITLES[part]
    category = max((key for key in titles if f"{part}_".startswith(f"{key}_")), key=len, default="")
    counted = part.removeprefix(category).replace("_", " ").strip()
    return f"{titles.get(category, '')} {counted}".strip() if category else counted.capitalize()


def _day(record: Record, column: str) -> dt.date | None:
    return _as_day(record.get(column, ""))


def _as_day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
