"""An alias that stays: `peel_data.figures.printed` is where annotations take `Citation` and `Note` from."""

from peel_data.tables.printed import Citation, Note, PrintedFigure

__all__ = ["Citation", "Note", "PrintedFigure"]
