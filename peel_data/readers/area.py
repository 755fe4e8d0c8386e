"""A range of cells of a worksheet: merged cells, or those that a conditional format is for. Internal."""

from __future__ import annotations

from dataclasses import dataclass

from peel_data.workbooks.letters import letter


@dataclass(frozen=True, slots=True)
class Area:
    """A range of cells, all sides included, counted from 1."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        """Return the range as a spreadsheet writes it."""
        return f"{letter(self.left)}{self.top}:{letter(self.right)}{self.bottom}"

    def meets(self, other: Area) -> bool:
        """Tell whether two areas share a cell."""
        return (
            self.top <= other.bottom
            and other.top <= self.bottom
            and self.left <= other.right
            and other.left <= self.right
        )
