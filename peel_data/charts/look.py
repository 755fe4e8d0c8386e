"""How pictures look: colours that colour-blind readers tell apart, shapes beside them, sizes."""

from __future__ import annotations

import textwrap
from typing import Any

WIDTH = 400
MARGIN = 230
"""The room to the left of an axis, where the rows are named."""
SUB_ROW = 16
"""The height of the mark of one area."""
GAP = 9
"""The room between two rows."""

INK, QUIET, LINE = "#1f2328", "#59616b", "#d5d8dc"
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
"""Those of Okabe and Ito, which people with any kind of colour blindness can tell apart."""
WRAPPED = 38
"""The letters of a line of a row's name."""
SHAPES = ("circle", "diamond", "square", "triangle-up", "cross", "triangle-down", "triangle-right")
FONT = "Helvetica, Arial, 'Liberation Sans', sans-serif"

CONFIG: dict[str, Any] = {
    "background": "white",
    "font": FONT,
    "padding": 16,
    "view": {"stroke": None},
    "axis": {
        "labelColor": INK, "titleColor": QUIET, "labelFontSize": 11.5, "titleFontSize": 11.5,
        "titleFontWeight": "normal", "gridColor": "#eceef0", "domainColor": LINE, "tickColor": LINE,
    },
    "legend": {"labelFontSize": 12, "labelColor": INK, "symbolSize": 90, "labelLimit": 400,
        "symbolOpacity": 1,
    },
    "title": {
        "anchor": "start", "fontSize": 16, "fontWeight": 600, "color": INK, "subtitleFontSize": 12,
        "subtitleColor": QUIET, "subtitlePadding": 5, "subtitleLineHeight": 17, "offset": 14,
    },
}  # fmt: skip


def row_axis(**more: Any) -> dict[str, Any]:
    """Return the options of an axis whose rows have names of several lines, each name in the middle."""
    lines = "length(split(datum.label, '\\n'))"
    return {
        "domain": False,
        "ticks": False,
        "labelLimit": MARGIN + 20,
        "labelPadding": 10,
        "minExtent": MARGIN,
        "maxExtent": MARGIN,
        "labelExpr": "split(datum.label, '\\n')",
        "labelOffset": {
            "condition": [{"test": f"{lines} == {n}", "value": -6.5 * (n - 1)} for n in (2, 3, 4)],
            "value": 0,
        },
        **more,
    }


def wrapped(label: str) -> str:
    """Return a label in lines that fit beside a row; a line breaks at a comma where it can.

    Example:
        >>> wrapped("Sexual offences, 12 months to 30 June 2015").splitlines()
        ['Sexual offences,', '12 months to 30 June 2015']
    """
    lines: list[str] = []
    for part in label.split(", "):
        if lines and len(f"{lines[-1]}, {part}") <= WRAPPED:
            lines[-1] += f", {part}"
        else:
            lines = [*lines[:-1], *(f"{line}," for line in lines[-1:])]
            lines += textwrap.wrap(part, WRAPPED)
    return "\n".join(lines) or " "
