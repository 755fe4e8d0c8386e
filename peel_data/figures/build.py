"""From rows to figure records: every published number in one long list.

The generated table `figures` is made by it, and a submission's figures are, so both mean the same.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from peel_data.schema.interval import (
    Interval,
    decimal_text,
    printed_ends,
    printed_interval,
    rounding_of,
)
from peel_data.tables import records

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from peel_data.schema.spec import TableSpec
    from peel_data.tables.records import Record

CATEGORIES: Mapping[str, str] = {
    "crime_type": "crime_types",
    "outcome_type": "outcome_types",
    "organised_crime_type": "organised_crime_types",
    "measure": "operational_measures",
}
TITLES: Mapping[str, str] = {
    "calls_for_assistance_rate": "Calls for assistance",
    "recorded_crimes": "Recorded crimes",
    "crime_rate": "Recorded crime rate",
    "crime_change": "Change in recorded crime",
    "outcome_number": "Number of outcomes (excluding fraud)",
    "outcome_rate": "Outcome rate",
    "anti_social_behaviour_incidents": "Anti-social behaviour incidents",
    "anti_social_behaviour_rate": "Anti-social behaviour rate",
    "anti_social_behaviour_change": "Change in anti-social behaviour",
    "domestic_abuse_share": "Domestic abuse share of recorded crime",
    "organised_crime_groups": "Organised crime groups being disrupted, investigated or monitored",
    "organised_crime_group_rate": "Organised crime group rate",
    "organised_crime_group_share": "Share of organised crime groups by predominant activity",
    "victim_satisfaction_rate": "Victim satisfaction",
}
"""What a person calls each measure; a category follows after a colon."""


DIGITS = 30
"""The most digits of an end that a record keeps."""

Ends: TypeAlias = "tuple[Decimal | None, Decimal | None]"


class FigureRecord(NamedTuple):
    """A figure as a record of the table `figures`, the column it comes from, and its odd printings.

    Attributes:
        record: The record.
        column: The value column of its row.
        excluded: Citations whose printed form no true value of the figure rounds to.
    """

    record: Record
    column: str
    excluded: tuple[Record, ...]


class Form(NamedTuple):
    """What all printings of a figure share."""

    unit: str
    qualifier: str
    rounding: str

    def of(self, value: str, decimals: str) -> Ends:
        """Return the least and the greatest true value that could have been printed so."""
        return printed_ends(Decimal(value), int(decimals), self.unit, self.qualifier, self.rounding)


class FigureBuilder:
    """Makes figure records, given the titles of the categories and the citations.

    Attributes:
        cited: The citations of each figure that has any.
    """

    def __init__(
        self,
        tables: Mapping[str, Sequence[Record]],
        citations: Iterable[Record],
        revisions: Iterable[Record] = (),
    ) -> None:
        self._titles = {t: {r["id"]: r["title"] for r in tables[t]} for t in CATEGORIES.values()}
        self._measures = {r["id"]: r for r in tables["operational_measures"]}
        self.cited: dict[str, list[Record]] = {}
        for citation in citations:
            self.cited.setdefault(citation["figure_id"], []).append(citation)
        self._replaced: dict[str, list[Decimal]] = {}
        for revision in revisions:
            if revision["old_value"]:
                old = Decimal(revision["old_value"])
                self._replaced.setdefault(revision["figure_id"], []).append(old)

    def figures_of(self, spec: TableSpec, record: Record) -> Iterator[FigureRecord]:
        """Yield the published figures of a row; none unless its status says published."""
        if record["status"] != "published":
            return
        ids = records.figure_ids(spec, record)
        for column, name in spec.measures.items():
            measure = record["measure"] if name == "operational" else name
            counts = column == "number"
            unit = spec.unit(column, record["unit"])
            decimals = record[spec.precision(column)]
            named = self._measures.get(measure, {})
            rounding = named.get("rounding") or rounding_of(unit, int(decimals))
            lower, upper, excluded = self.ends(
                ids[column], record[column], decimals, Form(unit, record["qualifier"], rounding)
            )
            yield FigureRecord(
                {
                    "figure_id": ids[column],
                    "table": spec.name,
                    "measure": measure,
                    "title": self._title(spec, measure, record),
                    "edition": record["edition"],
                    "area": record["area"],
                    "place": named.get("place", ""),
                    "category": record[spec.category] if spec.category else "",
                    "period_start": record.get("period_start", ""),
                    "period_end": record.get("period_end", ""),
                    "baseline_start": record.get("baseline_start", ""),
                    "baseline_end": record.get("baseline_end", ""),
                    "value": record[column],
                    "decimals": decimals,
                    "unit": unit,
                    "denominator": "" if counts else record["denominator"],
                    "qualifier": record["qualifier"],
                    "rounding": rounding,
                    "derivation": record.get("derivation") or "printed",
                    "lower": lower,
                    "upper": upper,
                    "data_source": record["data_source"],
                    "data_source_basis": record.get("data_source_basis", ""),
                    "coverage": record["coverage"],
                    "population_base": record["population_base"],
                    "notes": record["notes"],
                },
                column,
                excluded,
            )

    def _title(self, spec: TableSpec, measure: str, record: Record) -> str:
        if measure not in TITLES:
            return self._titles["operational_measures"][measure]
        if not spec.category:
            return TITLES[measure]
        category = self._titles[CATEGORIES[spec.category]][record[spec.category]]
        return f"{TITLES[measure]}: {category}"

    def ends(
        self, figure_id: str, value: str, decimals: str, form: Form
    ) -> tuple[str, str, tuple[Record, ...]]:
        """Return both ends of what all printed forms allow, as text, and those that allow nothing of it."""
        if figure_id not in self.cited:
            return *ends_as_text(value, decimals, form), ()
        (lower, upper), excluded = self._narrowed(form.of(value, decimals), figure_id, form)
        return _text(lower), _text(upper), tuple(excluded)

    def _narrowed(self, allowed: Ends, figure_id: str, form: Form) -> tuple[Ends, list[Record]]:
        """Return what all printed forms allow together, and those that allow nothing of it.

        A printing that a replaced value rounds to is a printing of that value: it says nothing of the
        value that took its place.
        """
        excluded = []
        for citation in self.cited.get(figure_id, ()):
            printing = form.of(citation["printed_value"], citation["printed_decimals"])
            if any(_prints(printing, citation, old) for old in self._replaced.get(figure_id, ())):
                continue
            lowers = [each[0] for each in (allowed, printing) if each[0] is not None]
            uppers = [each[1] for each in (allowed, printing) if each[1] is not None]
            if Interval.of(*allowed).agrees(Interval.of(*printing)):
                allowed = max(lowers, default=None), min(uppers, default=None)
            else:
                excluded.append(citation)
        return allowed, excluded


@lru_cache(10_000)
def ends_as_text(value: str, decimals: str, form: Form) -> tuple[str, str]:
    """Return the least and the greatest true value that could have been printed so, as text; empty is open."""
    lower, upper = form.of(value, decimals)
    return _text(lower), _text(upper)


def _prints(form: Ends, citation: Record, value: Decimal) -> bool:
    """Return whether a printed form and a value are roundings one of the other."""
    decimals = max(0, -int(value.as_tuple().exponent))
    rounded = printed_interval(value, decimals, "", "exact")
    printed = Fraction(citation["printed_value"])
    return Fraction(value) in Interval.of(*form) or printed in rounded


def _text(end: Decimal | None) -> str:
    """Return an end as canonical decimal text; a number of more digits than anyone prints is cut."""
    if not end:
        return "" if end is None else "0"
    text = f"{end:f}"
    if len(text) > DIGITS:
        return decimal_text(Fraction(end), DIGITS)
    return text.rstrip("0").rstrip(".") if "." in text else text
