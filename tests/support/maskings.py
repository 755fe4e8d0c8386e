"""Workbooks that hold a number and do not show it, each hidden in another way."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SECRET = "7312.5"
DAY = "1920-01-07"
"""The day that spreadsheet programs count as 7312."""

Rows = list[list[str]]


@dataclass(frozen=True)
class Masking:
    """A way of hiding a number.

    Attributes:
        name: In words.
        cell: The element of the cell; `{at}` is its address.
        before: What stands before the cells of an Excel sheet.
        after: What stands behind the cells; `{at}` is the address of the cell.
        options: How `submissions` makes the workbook.
        parts: More parts of the package.
        sheet: More attributes of the sheet of an OpenDocument file.
    """

    name: str
    cell: str
    before: str = ""
    after: str = ""
    options: Mapping[str, object] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)
    sheet: str = ""

    def __str__(self) -> str:
        return self.name


def packed(name: str, data: bytes) -> bytes:
    """A zip with one file in it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, data)
    return buffer.getvalue()
