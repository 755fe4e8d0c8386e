"""A figure over several years: the printed points, and the years that are drawn without a number."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from peel_data.charts import look
from peel_data.charts.altair import load
from peel_data.tables import formatting

if TYPE_CHECKING:
    from peel_data.charts.points import Panel

HEIGHT = 230
MARGIN = 40
EDGE = MARGIN + 20
"""Where the name of the axis begins."""


def draw(panel: Panel, years: tuple[str, ...], *, areas: tuple[str, ...]) -> Any:
    """Return the chart of a panel over years; no line leads through years that are not printed."""
    alt = load()
    order = [formatting.day(dt.date.fromisoformat(year)) for year in years]
    printed = {point["period_end"] for point in panel.points}
    points = [
        point | {"year": formatting.day(dt.date.fromisoformat(point["period_end"]))}
        for point in panel.points
    ]
    gaps = [
        {"year": name, "text": "not printed"}
        for name, year in zip(order, years, strict=True)
        if year not in printed
    ]
    x = alt.X(
        "year:N", sort=order, scale=alt.Scale(domain=order), title="12 months to",
        axis=alt.Axis(labelAngle=0, grid=False),
    )  # fmt: skip
    colour = alt.Color(
        "area:N",
        scale=alt.Scale(domain=list(areas), range=list(look.COLOURS[: len(areas)])),
        legend=alt.Legend(orient="top", title=None, offset=6),
    )
    shape = alt.Shape(
        "area:N",
        scale=alt.Scale(domain=list(areas), range=list(look.SHAPES[: len(areas)])),
        legend=alt.Legend(orient="top", title=None, offset=6),
    )
    offset = alt.XOffset("area:N", sort=list(panel.areas))
    base = alt.Chart(alt.InlineData(values=points)).encode(x=x, xOffset=offset, color=colour)
    y = alt.Y(
        "value:Q", title=panel.unit, scale=alt.Scale(zero=True, nice=True),
        axis=alt.Axis(tickCount=5, format=",~f", minExtent=MARGIN, maxExtent=MARGIN),
    )  # fmt: skip
    bounded = base.transform_filter("isValid(datum.lower) && datum.lower < datum.upper")
    ends = [
        bounded.mark_tick(thickness=1.6, size=13, opacity=1, orient="horizontal").encode(
            y=alt.Y(f"{end}:Q", title=panel.unit)
        )
        for end in ("lower", "upper")
    ]
    whiskers = bounded.mark_rule(strokeWidth=2).encode(
        y=alt.Y("lower:Q", title=panel.unit), y2="upper:Q"
    )
    marks = base.mark_point(size=60, filled=True, opacity=1).encode(y=y, shape=shape)
    words = base.mark_text(dy=-13, fontSize=11.5).encode(
        y=y, text="printed:N", color=alt.value(look.INK)
    )
    absent = (
        alt.Chart(alt.InlineData(values=gaps))
        .mark_text(fontSize=11.5, color=look.QUIET, fontStyle="italic")
        .encode(x=x, y=alt.value(HEIGHT / 2), text="text:N")
    )
    layers = [*ends, whiskers, marks, words, *([absent] if gaps else [])]
    return alt.layer(*layers).properties(width=look.WIDTH + look.MARGIN - MARGIN, height=HEIGHT)
