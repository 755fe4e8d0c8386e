"""A whole picture: panels below a title, and above a caption with source, caveats and version."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from peel_data.charts import dots, grades, look, points, years
from peel_data.charts.altair import load
from peel_data.charts.target import Picture, picture_of
from peel_data.tables import formatting
from peel_data.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

    from peel_data.figures.figure import Figure

LETTERS = 118
"""The letters of a line of the caption."""
NOTES = 6
"""So many caveats are told; where to read the others is said."""
LINE_HEIGHT = 15


def plot(target: object, *, area: str | None = None, edition: str | None = None) -> Any:
    """Return the picture of a target as an Altair chart."""
    alt = load()  # before anything is looked for, so that what to install is said first
    picture = picture_of(target, area, edition)
    panels = list(_panels(picture))
    margin = years.EDGE if _over_years(picture) else look.MARGIN
    chart = alt.vconcat(*panels, _caption(picture, margin), spacing=18)
    described = f"{picture.title}. {' '.join(picture.missing)}".strip()
    return chart.properties(
        title=alt.Title(picture.title, subtitle=_subtitle(picture), frame="bounds"),
        description=described,
    ).configure(**look.CONFIG)


def _panels(picture: Picture) -> Iterator[Any]:
    if picture.grades:
        yield grades.draw(picture.grades)
        return
    several = len({formatting.change(figure) for figure in _figures(picture)}) > 1
    found = [
        panel
        for title, figures in picture.sections
        for panel in points.panels(title, figures, periods=several)
    ]
    areas = tuple(dict.fromkeys(area for panel in found for area in panel.areas))
    ordered = tuple(
        sorted(areas, key=lambda area: (area == formatting.area_name("england-and-wales"), area))
    )
    if _over_years(picture):
        yield years.draw(found[0], picture.years, areas=ordered)
        return
    for number, panel in enumerate(found):
        yield dots.draw(panel, areas=ordered, legend=number == 0)


def _over_years(picture: Picture) -> bool:
    """Return whether it is drawn over years: one measure of few areas, of which a report draws several years."""
    figures = _figures(picture)
    few = len({figure.area for figure in figures}) <= len(look.COLOURS)
    return bool(picture.years) and few and len({figure.unit for figure in figures}) == 1


def _figures(picture: Picture) -> tuple[Figure, ...]:
    return tuple(figure for _, figures in picture.sections for figure in figures)


def _subtitle(picture: Picture) -> list[str]:
    if picture.grades:
        months = {grade["published"] for grade in picture.grades if grade["question"] == "overall"}
        when = [f"Published in {formatting.month(month)}" for month in sorted(months)]
    else:
        periods = list(dict.fromkeys(formatting.change(figure) for figure in _figures(picture)))
        said = len(periods) > 1 or _over_years(picture)
        when = [] if said else [period[:1].upper() + period[1:] for period in periods]
    lines = [line for sentence in picture.missing for line in textwrap.wrap(sentence, LETTERS)]
    return list(filter(None, [*when, *lines]))


def _caption(picture: Picture, margin: int) -> Any:
    alt = load()
    sentences = list(dict.fromkeys(_sentences(picture)))
    lines = [line for each in sentences for line in textwrap.wrap(each, LETTERS)]
    return (
        alt.Chart(alt.InlineData(values=[{}]))
        .mark_text(
            text=lines, align="left", baseline="top", fontSize=11, lineHeight=LINE_HEIGHT,
            color=look.QUIET,
        )
        .encode(x=alt.value(-margin), y=alt.value(0))
        .properties(width=look.WIDTH, height=LINE_HEIGHT * len(lines))
    )  # fmt: skip


def _sentences(picture: Picture) -> Iterator[str]:
    figures = _figures(picture)
    if any(figure.lower != figure.upper for figure in figures):
        yield (
            "Whiskers span every true value that rounds to the printed one; where they are narrower "
            "than a mark, they show as a line across it."
        )
    titles = formatting.called("data_sources")
    sources = dict.fromkeys(titles[f.data_source] for f in figures if f.data_source)
    if sources:
        yield f"Source: {'; '.join(sources)}."
    notes = formatting.called("notes")
    used = [*picture.notes, *(note.id for figure in figures for note in figure.notes)]
    used += [note for grade in picture.grades for note in grade["notes"].split()]
    distinct = list(dict.fromkeys(used))
    for note in distinct[:NOTES]:
        yield f"Note: {notes[note]}"
    if (more := len(distinct) - NOTES) > 0:
        yield f"And {more} more notes, which `peel-data show` prints."
    if picture.locator:
        yield f"Printed in: {picture.locator}."
    yield f"peel_data {__version__}, Open Government Licence v3.0."
