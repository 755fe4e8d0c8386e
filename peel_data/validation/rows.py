"""Entries -> entries that make sense as rows. The row models decide; each problem keeps its own code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from peel_data.validation.rules import rows as rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from peel_data.findings import Finding
    from peel_data.models.base import Row
    from peel_data.validation.entries import Entry

BY_CODE = {rule.code: rule for rule in rules.RULES}


def row_findings(entries: Iterable[Entry], model: type[Row]) -> Iterator[Finding]:
    """Put every sound entry to its row model; one that makes no sense is sound no longer."""
    for entry in entries:
        if not entry.sound:
            continue
        try:
            model.from_text(entry.record)
        except ValidationError as error:
            entry.sound = False
            yield from _findings(entry, error)


def _findings(entry: Entry, error: ValidationError) -> Iterator[Finding]:
    for each in error.errors(include_url=False):
        problems = each.get("ctx", {}).get("problems")
        if problems is None:
            column = str(each["loc"][0]) if each["loc"] else None
            yield rules.DoesNotFit.found(
                f"The row does not fit {entry.spec.name}: {each['msg']}.",
                [entry.place(column)],
                table=entry.spec.name,
            )
            continue
        for problem in problems:
            rule = BY_CODE[problem.code]
            yield rule.found(
                problem.message,
                [entry.place(problem.column)],
                expected=rule.good,
                hints=_hints(entry, problem.code, problem.column),
                table=entry.spec.name,
            )


def _hints(entry: Entry, code: str, column: str) -> tuple[str, ...]:
    text = entry.record.get(column, "")
    if code == "R304":
        precision = entry.record["decimals" if column == "value" else f"{column}_decimals"]
        return (
            f"Rounded to its precision it would be {round(float(text), int(precision)):.{max(0, int(precision))}f}.",
        )
    if code == "R305" and text.startswith("-") and entry.record.get("unit") != "percent_change":
        return (f"Did you mean {text[1:]}? Only a change can fall below zero.",)
    if code == "R309":
        return ("Period and baseline may have been swapped.",)
    return ()
