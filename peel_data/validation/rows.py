"""Entries -> entries that make sense as rows. The row models decide; each problem keeps its own code."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from pydantic import ValidationError

from peel_data.arithmetic.slips import EXACT
from peel_data.schema.interval import printable
from peel_data.validation.rules import rows as rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from peel_data.findings import Finding
    from peel_data.schema.base import Row
    from peel_data.validation.cells import Entry

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
                expected=f"for example {rule.good}",
                hints=_hints(entry, problem.code, problem.column),
                table=entry.spec.name,
            )


def _hints(entry: Entry, code: str, column: str) -> tuple[str, ...]:
    text = entry.record.get(column, "")
    if code == "R301":
        return ("Fill in the figure. If there is none, set the status to not_supplied.",)
    if code == "R304":
        precision = entry.record["decimals" if column == "value" else f"{column}_decimals"]
        unit = entry.record["unit"]
        return tuple(_finer_hints(Decimal(text), int(precision), unit, column))
    if code == "R305" and text.startswith("-") and entry.record["unit"] != "percent_change":
        return (f"Did you mean {text[1:]}?",)
    if code == "R307":
        return _period_hints(entry, column.removesuffix("_start"))
    if code == "R309":
        return ("Period and baseline may have been swapped.",)
    return ()


def _finer_hints(value: Decimal, decimals: int, unit: str, column: str) -> Iterator[str]:
    """A percentage below one that is too fine is more often a fraction than a small percentage."""
    share = unit.startswith("percent") and column != "number"
    if share and abs(value) < 1 and printable(meant := EXACT.multiply(value, 100), decimals):
        yield f"Did you mean {_rounded(meant, decimals)}? That would be a percentage given as a fraction."
    yield f"Rounded to its precision it would be {_rounded(value, decimals)}."


def _rounded(value: Decimal, decimals: int) -> str:
    """As a publication rounds: halves away from zero."""
    rounded = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, EXACT)
    return f"{rounded or abs(rounded):f}"


def _period_hints(entry: Entry, name: str) -> tuple[str, ...]:
    """If it is the end that is mistyped: the end that the start asks for."""
    start = dt.date.fromisoformat(entry.record[f"{name}_start"])
    if start.day != 1 or start.year == dt.date.max.year:
        return ()
    end = start.replace(year=start.year + 1) - dt.timedelta(days=1)
    return (f"If it begins on {start}, it ends on {end}.",)
