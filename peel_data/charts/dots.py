"""A panel of figures of one unit: an area beside another, with what rounding allows as whiskers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from peel_data.charts import look, points
from peel_data.charts.altair import load
from peel_data.charts.target import NATIONAL
from peel_data.tables.formatting import area_name

if TYPE_CHECKING:
    from peel_data.charts.points import Panel


def draw(panel: Panel, *, areas: tuple[str, ...], legend: bool) -> Any:
    """Return the chart of a panel.

    Args:
        panel: Its figures.
        areas: All areas of the picture, which every panel of it colours alike.
        legend: Whether it names them.
    """
    alt = load()
    many = len(panel.areas) > points.MANY
    here = 1 if many else len(panel.areas)
    labels = [look.wrapped(label) for label in panel.labels]
    lines = max(label.count("\n") + 1 for label in labels)
    step = max(here * look.SUB_ROW, lines * 13) + look.GAP
    marked = [point | {"label": look.wrapped(point["label"])} for point in panel.points]
    data = alt.InlineData(values=marked)
    y = alt.Y(
        "label:N",
        sort=labels,
        title=None,
        axis=alt.Axis(**look.row_axis(grid=True, gridDash=[2, 3])),
    )
    unit = f"{panel.unit} (logarithmic)" if panel.logarithmic else panel.unit
    low, high = panel.span
    scale: dict[str, Any]
    axis: dict[str, Any]
    if panel.logarithmic:
        powers = [
            10**n for n in range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
        ]
        scale = {"type": "log", "domain": [powers[0], powers[-1]]}
        axis = {"values": powers}
    else:
        end = max(0, high * 1.15) or float(low >= 0)
        scale = {
            "domain": [min(0, low * 1.15), min(end, 100) if panel.share else end],
            "nice": True,
        }
        axis = {"tickCount": 5}
    x = alt.X("value:Q", title=unit, scale=alt.Scale(**scale), axis=alt.Axis(format=",~f", **axis))
    base = alt.Chart(data).encode(y=y)
    if not many and here > 1:
        base = base.encode(yOffset=alt.YOffset("area:N", sort=list(panel.areas)))
    if many:  # areas are rows; only the nation stands out
        shown = alt.condition(
            alt.datum.area == area_name(NATIONAL),
            alt.value(look.COLOURS[1]),
            alt.value(look.COLOURS[0]),
        )
        colour, shape = {"color": shown}, {}
    else:
        options = {
            "orient": "top",
            "title": None,
            "offset": 6,
            "columns": 3 if len(areas) > 3 else 0,
        }
        key = alt.Legend(**options) if legend else None
        colours = alt.Scale(domain=list(areas), range=list(look.COLOURS[: len(areas)]))
        shapes = alt.Scale(domain=list(areas), range=list(look.SHAPES[: len(areas)]))
        colour = {"color": alt.Color("area:N", scale=colours, legend=key)}
        shape = {"shape": alt.Shape("area:N", scale=shapes, legend=key)}
    bounded = base.transform_filter(
        "isValid(datum.lower) && isValid(datum.upper) && datum.lower < datum.upper"
    )
    whiskers = bounded.mark_rule(strokeWidth=2).encode(
        x=alt.X("lower:Q", title=unit), x2="upper:Q", **colour
    )
    ends = [
        bounded.mark_tick(thickness=1.6, size=13, opacity=1).encode(
            x=alt.X(f"{end}:Q", title=unit), **colour
        )
        for end in ("lower", "upper")
    ]
    marks = base.mark_point(size=46, filled=True, opacity=1).encode(x=x, **colour, **shape)
    words = base.mark_text(align="left", dx=11, fontSize=11.5, color=look.INK).encode(
        x=alt.X("right:Q", title=unit), text="printed:N"
    )
    title = {"title": alt.Title(panel.title, fontSize=13, offset=8)} if panel.title else {}
    return alt.layer(*ends, whiskers, marks, words).properties(
        width=look.WIDTH, height=len(labels) * step, **title
    )
