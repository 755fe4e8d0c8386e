"""The colours and weights of cells, the same in every workbook format."""

from __future__ import annotations

from typing import Literal, NamedTuple

from peel_data.workbooks.pages import Look


class Paint(NamedTuple):
    """How a look appears: colours as RRGGBB, size in points; no fill is "", and an indent keeps off the left edge."""

    fill: str = ""
    ink: str = "1B1B1B"
    bold: bool = False
    size: int = 11
    wrap: bool = False
    left: bool = False
    indent: bool = False
    vertical: Literal["top", "center", "bottom"] = "center"
    border: str = ""


# Dark on light throughout, with a contrast of at least 7 to 1; yellow is never the only sign, for the
# guide and the notes say in words what is to be filled in.
PAINT = {
    Look.TITLE: Paint(ink="1F3A5F", bold=True, size=18),
    Look.HEADING: Paint(ink="1F3A5F", bold=True, size=13, vertical="bottom"),
    Look.LABEL: Paint(bold=True, vertical="top"),
    Look.PROSE: Paint(wrap=True, vertical="top"),
    Look.LINK: Paint(ink="1F3A5F", bold=True, vertical="top"),
    Look.HEAD: Paint(fill="1F3A5F", ink="FFFFFF", bold=True, border="1F3A5F"),
    Look.HEAD_FILL: Paint(fill="FFD54F", bold=True, border="8A6D00"),
    Look.GIVEN: Paint(fill="EEF0F2", ink="40464D", left=True, border="C9CED4"),
    Look.FILL: Paint(fill="FFF8D6", border="8A6D00"),
    Look.PLAIN: Paint(vertical="top"),
    Look.MAY: Paint(border="C9CED4"),
    Look.SAID: Paint(wrap=True, vertical="top", border="DDE1E5", left=True),
    Look.SECTION: Paint(bold=True, ink="1F3A5F", wrap=True, vertical="top", border="DDE1E5"),
    Look.AGAIN: Paint(ink="4A525A", wrap=True, vertical="top", border="DDE1E5", left=True),
    Look.STATUS: Paint(border="C9CED4", vertical="top", left=True, indent=True),
    Look.FORM_FILL: Paint(fill="FFF3B0", border="8A6D00", vertical="top"),
    Look.OPTIONAL: Paint(fill="FFFDF0", border="B9AC78", vertical="top"),
    Look.CHECK: Paint(wrap=True, vertical="top", border="DDE1E5"),
    Look.COUNT: Paint(bold=True, size=12),
    Look.GIVEN_NUMBER: Paint(fill="EEF0F2", ink="40464D", border="DDE1E5", vertical="top"),
    Look.REMARK: Paint(wrap=True, border="C9CED4", vertical="top"),
    Look.MAY_BE_LONG: Paint(),
    Look.SMALL: Paint(ink="4A525A", size=8, vertical="top"),
}
FONT = "Calibri"
