"""The tables of figures -> `data/figures.csv`: every published number in one long table."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from peel_data import records
from peel_data.arithmetic.interval import Interval, decimal_text, printed_interval
from peel_data.errors import PackageDataError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    from peel_data.models.base import Row
    from peel_data.records import Record

CATEGORIES: Mapping[str, str] = {
    "crime_type": "crime_types",
    "outcome_type": "outcome_types",
    "organised_crime_type": "organised_crime_types",
    "measure": "operational_measures",
}
TITLES: Mapping[str, str] = {
    "calls_for_assistance_rate": "Calls for assistance",
    "crime_rate": "Recorded crime rate",
    "crime_change": "Change in recorded crime",
    "outcome_number": "Number of outcomes",
    "outcome_rate": "Outcome rate",
    "anti_social_behaviour_incidents": "Anti-social behaviour incidents",
    "anti_social_behaviour_rate": "Anti-social behaviour rate",
    "anti_social_behaviour_change": "Change in anti-social behaviour",
    "domestic_abuse_share": "Domestic abuse share of recorded crime",
    "organised_crime_groups": "Organised crime groups",
    "organised_crime_group_rate": "Organised crime group rate",
    "organised_crime_group_share": "Share of organised crime groups",
    "victim_satisfaction_rate": "Victim satisfaction",
}
"""What a person calls each measure; a category follows after a colon."""


def figures(models: Sequence[type[Row]], tables: Mapping[str, Sequence[Record]]) -> list[Record]:
    """Every published figure of every table, sorted by id.

    Raises:
        PackageDataError: The printed forms of a figure cannot all be roundings of one true value.
    """
    titles = {t: {r["id"]: r["title"] for r in tables[t]} for t in CATEGORIES.values()}
    printed: dict[str, list[Record]] = {}
    for citation in tables["citations"]:
        printed.setdefault(citation["figure_id"], []).append(citation)
    made = [
        figure
        for model in models
        if model.spec.measures
        for record in tables[model.spec.name]
        if record["status"] == "published"
        for figure in _figures_of(model, record, titles, printed)
    ]
    return sorted(made, key=lambda figure: figure["figure_id"])


def _figures_of(
    model: type[Row],
    record: Record,
    titles: Mapping[str, Mapping[str, str]],
    printed: Mapping[str, Sequence[Record]],
) -> Iterator[Record]:
    spec = model.spec
    ids = records.figure_ids(spec.name, spec.key, spec.measures, record)
    for column, name in spec.measures.items():
        is_number = column == "number"
        measure = record["measure"] if name == "operational" else name
        title = TITLES.get(measure, "")
        if spec.category:
            title += f": {titles[CATEGORIES[spec.category]][record[spec.category]]}"
        elif name == "operational":
            title = titles["operational_measures"][measure]
        unit = "count" if is_number else record["unit"]
        decimals = record["decimals"] if column == "value" else record[f"{column}_decimals"]
        interval = _interval(
            ids[column], record[column], int(decimals), unit, record["qualifier"], printed
        )
        yield {
            "figure_id": ids[column],
            "table": spec.name,
            "measure": measure,
            "title": title,
            "edition": record["edition"],
            "area": record["area"],
            "category": record[spec.category] if spec.category else "",
            **{
                c: record.get(c, "")
                for c in ("period_start", "period_end", "baseline_start", "baseline_end")
            },
            "value": record[column],
            "decimals": decimals,
            "unit": unit,
            "denominator": "" if is_number else record["denominator"],
            "qualifier": record["qualifier"],
            "lower": _text(interval.lower),
            "upper": _text(interval.upper),
            **{c: record[c] for c in ("data_source", "coverage", "population_base", "notes")},
        }


def _interval(
    figure_id: str,
    value: str,
    decimals: int,
    unit: str,
    qualifier: str,
    printed: Mapping[str, Sequence[Record]],
) -> Interval:
    """What all printed forms of a figure allow together."""
    allowed = printed_interval(Decimal(value), decimals, unit, qualifier)
    for citation in printed.get(figure_id, ()):
        form = printed_interval(
            Decimal(citation["printed_value"]), int(citation["printed_decimals"]), unit, qualifier
        )
        both = allowed.intersection(form)
        if both is None:
            raise PackageDataError(
                f"{figure_id} is {value} in its table and “{citation['printed']}” in {citation['locator']} of "
                f"{citation['publication']}: no true value rounds to both. Look at data/citations.csv."
            )
        allowed = both
    return allowed


def _text(end: Fraction | None) -> str:
    return "" if end is None else decimal_text(end, digits=30)
