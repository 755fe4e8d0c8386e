"""An invented report as it stands once it is accepted: its figures published, and what it taught."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from peel_data.tables import records
from peel_data.transcribe import pattern
from peel_data.transcribe.auditing import parts_of
from peel_data.transcribe.files.document import Document
from peel_data.transcribe.files.normalise import normalise, spell
from peel_data.transcribe.files.text import read_text
from peel_data.transcribe.model import Model, names_of

from .first_report import is_of_it

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peel_data.transcribe.audit import Row, Tables
    from tests.support.invented_reports import InventedReport

LIKE = "northamptonshire"
"""The force whose rows the accepted report's are made of; what is measured asks for no values."""


def document_of(report: InventedReport) -> Document:
    """Return the text of an invented report as it is read."""
    return Document("report.txt", normalise(read_text(report.text.encode(), "report.txt")))


def accepted(report: InventedReport) -> tuple[Model, Tables]:
    """Return what an accepted report taught, and the tables of the data set with its figures."""
    seen: Counter[tuple[str, str]] = Counter()
    citations = []
    for mention in report.mentions:
        token = spell(mention.printed)
        seen[mention.locator, token] += 1
        citations.append({
            "publication": "accepted", "figure_id": mention.figure_id, "locator": mention.locator,
            "printed": token, "occurrence": str(seen[mention.locator, token]),
        })  # fmt: skip

    def read(name: str) -> Sequence[Row]:
        rows = [row for row in records.read(name) if is_of_it(row)]
        if not rows or not {"area", "status"} <= rows[0].keys():
            return rows
        return [*rows, *({**row, "area": report.area} for row in rows if row["area"] == LIKE)]

    names = names_of(records.read, report.area)
    parts = parts_of(document_of(report), records.read)
    tables = {"citations": citations}
    learnt = list(pattern.learn(parts, lambda name: tables.get(name, []), [], "accepted", names))
    return Model("accepted", report.area, names, learnt), read
