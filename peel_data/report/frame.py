"""Findings as a DataFrame, for those who count and filter them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from peel_data.findings import Place, Severity

if TYPE_CHECKING:
    from peel_data.findings import Finding, Report

_NOWHERE = Place(file="")


def frame(report: Report) -> pd.DataFrame:
    """One row for each place of each finding; a finding without a place has a row of its own.

    Nothing is left out or cut short, and text is as it was read. `suggested` has the values that are
    suggested for the cell, likeliest first and separated by spaces; `hints` says why. The index, `finding`, numbers the
    findings from 0, so that the places of one stay together.

    Example:
        >>> from peel_data.findings import Report
        >>> list(frame(Report("figures.xlsx", (), ())).columns)[:3]
        ['code', 'severity', 'message']
    """
    rows = [
        (i, finding, place)
        for i, finding in enumerate(report.findings)
        for place in finding.places or (_NOWHERE,)
    ]
    texts: dict[str, list[str | None]] = {
        "code": [finding.code for _, finding, _ in rows],
        "message": [finding.message for _, finding, _ in rows],
        "expected": [finding.expected or None for _, finding, _ in rows],
        "hints": [" ".join(finding.hints) or None for _, finding, _ in rows],
        "suggested": [_suggested(finding, place) for _, finding, place in rows],
        "table": [finding.table for _, finding, _ in rows],
        "file": [place.file or None for _, _, place in rows],
        "sheet": [place.sheet for _, _, place in rows],
        "column": [place.column for _, _, place in rows],
        "letter": [place.letter for _, _, place in rows],
        "text": [place.text for _, _, place in rows],
        "subject": [finding.subject or None for _, finding, _ in rows],
        "fingerprint": [finding.fingerprint or None for _, finding, _ in rows],
    }
    columns = {name: pd.array(values, dtype="string") for name, values in texts.items()}
    severity = pd.Categorical(
        [finding.severity.value for _, finding, _ in rows],
        categories=[Severity.INFO.value, Severity.WARNING.value, Severity.ERROR.value],
        ordered=True,
    )
    row = pd.array([place.row for _, _, place in rows], dtype="Int64")
    order = ["code", "severity", "message", "expected", "hints", "suggested", "table", "file"]
    order += ["sheet", "row", "column", "letter", "text", "subject", "fingerprint"]
    index = pd.Index([i for i, _, _ in rows], dtype="int64", name="finding")
    found = pd.DataFrame({**columns, "severity": severity, "row": row}, index=index)
    return found[order]


def _suggested(finding: Finding, place: Place) -> str | None:
    values = [
        replacement.value
        for suggestion in finding.suggestions
        for replacement in suggestion.replacements
        if replacement.place == place
    ]
    return " ".join(dict.fromkeys(values)) or None
