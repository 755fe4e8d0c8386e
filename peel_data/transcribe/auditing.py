"""Auditing one publication: its text against all tables of the data set, or of a draft. Internal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from peel_data.transcribe import audit as checks
from peel_data.transcribe import audit_lists as lists
from peel_data.transcribe.parts import Parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peel_data.transcribe.audit import Audit, Row, Tables
    from peel_data.transcribe.files.document import Document

_PANEL, _QUESTION = "Force in numbers: ", re.compile(r"Question \d+: ")


def parts_of(document: Document, tables: Tables) -> Parts:
    """Cut a report into its parts; panels and questions are those that the tables know."""
    labels = [row["label"] for row in tables("report_figures")]
    return Parts(
        [line.text for line in document.lines],
        [label.removeprefix(_PANEL) for label in labels if label.startswith(_PANEL)],
        {int(row["number"]): row.get("title", "") for row in tables("questions")},
        [line.page for line in document.lines],
        {
            heading
            for row in tables("citations")
            if (heading := row["locator"].partition(": ")[2]) and _QUESTION.match(row["locator"])
        },
    )


def audit(document: Document, tables: Tables, reviewed: Sequence[Row], publication: str) -> Audit:
    """Hold a report's text against what was transcribed of it.

    Args:
        document: The text.
        tables: Gives the rows of a table; of those with a column `publication`, the other publications' are
            passed over.
        reviewed: The numbers that are no figures: part, token, occurrence, reason.
        publication: Which report it is.
    """

    def of(name: str) -> Sequence[Row]:
        return [r for r in tables(name) if r.get("publication", publication) == publication]

    made = checks.Audit(parts_of(document, tables))
    citations, figures = of("citations"), {row["figure_id"]: row for row in tables("figures")}
    checks.check_citations(made, citations, figures)
    checks.check_periods(made, citations, figures)
    checks.check_comparisons(made, of("comparisons"))
    checks.check_not_figures(made, reviewed)
    for part, token, around in made.unclaimed():
        made.report(checks.UNCLAIMED, f"“{token}” in “{part}”: … {around} …")
    lists.check_judgments(made, of)
    lists.check_lists(made, of)
    lists.check_publication(made, [r for r in tables("publications") if r["id"] == publication])
    return made
