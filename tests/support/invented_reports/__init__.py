"""Invents inspection reports: another force, other numbers, other sentences, another layout.

Everything follows from a seed. The numbers hold together as those of a real report do (rates come from counts and
populations, outcome rates from outcomes and crimes, totals from their parts), and the truth about every number of
the text is returned with it. The generator knows no code of the reader that is measured with it.
"""

from tests.support.invented_reports.model import InventedReport, Mention, Truth
from tests.support.invented_reports.writing import invent

__all__ = ["InventedReport", "Mention", "Truth", "invent"]
