"""Figures as the marks of a picture, in panels of one unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from peel_data.charts.target import NATIONAL
from peel_data.tables import formatting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from peel_data.figures.figure import Figure

MANY = 6
"""More areas than this are rows, not colours."""
LOGARITHMIC = 300
"""Values that differ by this factor are drawn on a logarithmic axis."""


@dataclass(frozen=True, slots=True)
class Panel:
    """Figures of one unit, as rows of a dot plot.

    Attributes:
        title: What they have in common; empty if a title above says so.
        unit: What stands at the axis.
        labels: The rows, from top to bottom.
        areas: The names of the areas, as the legend has them, from top to bottom.
        points: A record for each figure.
        logarithmic: Whether the axis is.
        share: Whether no value can be greater than 100.
    """

    title: str
    unit: str
    labels: tuple[str, ...]
    areas: tuple[str, ...]
    points: tuple[dict[str, Any], ...]
    logarithmic: bool
    share: bool = False

    @property
    def span(self) -> tuple[float, float]:
        """The least and the greatest value."""
        values = [point["value"] for point in self.points]
        return min(values), max(values)


def panels(title: str, figures: Sequence[Figure], *, periods: bool) -> list[Panel]:
    """Return figures in panels, one for each unit, rates before numbers.

    Args:
        title: What stands above them; what they have in common if it is empty.
        figures: The figures.
        periods: Whether the rows name their periods.
    """
    groups: dict[str, list[Figure]] = {}
    for figure in figures:
        groups.setdefault(figure.unit, []).append(figure)
    ordered = sorted(groups, key=lambda unit: unit == "count")
    if title and len(groups) == 1:
        titles = dict.fromkeys(ordered, title)
    else:
        titles = {unit: _common(groups[unit]) for unit in ordered}
        if not all(titles.values()):
            titles = dict.fromkeys(ordered, "")  # rows have their full names then
    return [_panel(titles[unit], groups[unit], periods=periods) for unit in ordered]


def _common(figures: Sequence[Figure]) -> str:
    """Return the title, or the measure, that figures have in common; empty if they have none."""
    titles = {figure.title for figure in figures}
    measures = {each.partition(": ")[0] for each in titles}
    return titles.pop() if len(titles) == 1 else (measures.pop() if len(measures) == 1 else "")


def _panel(title: str, figures: list[Figure], *, periods: bool) -> Panel:
    titles = list(dict.fromkeys(figure.title for figure in figures))
    many = len({figure.area for figure in figures}) > MANY
    short = {each: each.partition(": ")[2] or each for each in titles}
    if len({*short.values()}) < len(titles):
        short = {each: each for each in titles}
    if title and len(titles) == 1 and (periods or many):
        short = {titles[0]: ""}
    if not many:  # what an area leaves out may give it a row of its own: the nation stays below
        subjects = list(dict.fromkeys(map(_subject, figures)))
        figures = sorted(
            figures, key=lambda each: (subjects.index(_subject(each)), each.area == NATIONAL)
        )
    rows = [(_label(each, short[each.title], period=periods, area=many), each) for each in figures]
    names = {figure.area: formatting.area_name(figure.area) for figure in figures}
    values = [abs(float(figure.value)) for figure in figures]
    unit = figures[0].unit
    labels = tuple(dict.fromkeys(label for label, _ in rows))
    return Panel(
        title="" if len(labels) == 1 and title.endswith(labels[0]) else title,
        unit=formatting.called("units")[unit],
        labels=labels,
        areas=tuple(
            names[area] for area in sorted(names, key=lambda area: (area == NATIONAL, area))
        ),
        points=tuple(_point(label, figure, names) for label, figure in rows),
        share=unit.startswith("percent") and unit != "percent_change" and max(values) <= 100,
        logarithmic=unit == "count" and min(values) > 0 and max(values) / min(values) > LOGARITHMIC,
    )


def _subject(figure: Figure) -> tuple[str, str]:
    return figure.title, formatting.change(figure)


def _label(figure: Figure, title: str, *, period: bool, area: bool) -> str:
    parts = [title, formatting.departure(figure)]
    if area:
        parts.insert(0, formatting.area_name(figure.area))
    if period:
        parts.append(formatting.change(figure))
    words = ", ".join(filter(None, parts)) or figure.title
    return words[:1].upper() + words[1:]


def _point(label: str, figure: Figure, names: Mapping[Any, str]) -> dict[str, Any]:
    def end(value: object) -> float | None:
        return None if value is None else float(str(value))

    return {
        "label": label,
        "area": names[figure.area],
        "value": float(figure.value),
        "lower": end(figure.lower),
        "upper": end(figure.upper),
        "right": max(float(figure.value), end(figure.upper) or float(figure.value)),
        "printed": formatting.value_and_unit(figure)[0],
        "period_end": str(figure.period_end or ""),
        "figure_id": figure.id,
    }
