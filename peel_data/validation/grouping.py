"""One cause, one finding.

The same slip down a whole column is told once, with all its places; and what follows from a slip that
has a finding of its own is not told again.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from peel_data.findings import Skipped
from peel_data.suggestions import HINTED
from peel_data.validation.rules.registry import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from peel_data.findings import Finding, Place

_RULES = {rule.code: rule for rule in RULES}
FEW = 3
"""Up to so many findings of one kind in one column are told one by one, each with its own hint."""

_PARTICULARS = re.compile(r"“[^”]*”|[-+]?\d[\d.,:/-]*")
"""What may differ between sentences that say the same: what is quoted, numbers and dates."""


def group_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Put findings together that say the same of cells in one column of one file.

    Those of equal words are one finding. Where more than `FEW` differ only in what they quote, such as
    dates that are all written another way, one finding has the words of the first: every cell is among
    its places with what it holds, and the hints say what each was meant to be. Findings that say
    something else, or that have no cell to be known by, stay by themselves.
    """
    alike: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        columns = {(place.file, place.sheet, place.column) for place in finding.places}
        cells = all(place.row is not None and place.column is not None for place in finding.places)
        kind: tuple[object, ...] = (*columns, sentence(finding.message))
        if not cells or len(columns) != 1:
            kind = (id(finding),)
        alike.setdefault((finding.code, *kind), []).append(finding)
    return list(chain.from_iterable(map(_one_kind, alike.values())))


def put_in_place(
    findings: Iterable[Finding], joined: Mapping[int, Finding | None]
) -> list[Finding]:
    """Return the findings with others in place of some, given by `id`; None is for one that another speaks for."""
    left = (joined.get(id(finding), finding) for finding in findings)
    return [finding for finding in left if finding is not None]


def sentence(message: str) -> str:
    """Return a sentence without its particulars, which is the same for all that says the same."""
    return _PARTICULARS.sub("#", message)


def _one_kind(findings: Sequence[Finding]) -> list[Finding]:
    same: dict[tuple[str, tuple[str, ...]], list[Finding]] = {}
    for finding in findings:
        same.setdefault((finding.message, finding.hints), []).append(finding)
    if len(same) <= FEW:
        return [_together(group, f"In {len(group)} rows: ") for group in same.values()]
    count = sum(len(finding.places) for finding in findings)
    prefix = f"This affects {count} cells in the column. The first: "
    return [replace(_together(findings, prefix), hints=_hints(findings))]


def _together(findings: Sequence[Finding], prefix: str) -> Finding:
    first = findings[0]
    if len(findings) == 1:
        return first
    places = tuple(chain.from_iterable(finding.places for finding in findings))
    return replace(first, message=prefix + first.message, places=places)


def _hints(findings: Sequence[Finding]) -> tuple[str, ...]:
    """Return what all say, or the hints of each text with the text; the first `HINTED` of a long column."""
    if len({finding.hints for finding in findings}) == 1:
        return findings[0].hints
    each = dict.fromkeys(
        f"“{finding.places[0].text}”: {hint}" for finding in findings for hint in finding.hints
    )
    return tuple(each)[:HINTED]


def suppress_consequences(findings: Sequence[Finding]) -> tuple[list[Finding], list[Skipped]]:
    """Leave out findings whose rule requires another that already speaks of the same cell.

    A figure that contradicts the release, say, will not fit its neighbours either. Where it only speaks
    against others, those are wrong without it too, unless a whole table is in doubt; and of what only
    speaks against it, nothing is said yet.
    """
    at: dict[Place, list[Finding]] = {}
    for finding in findings:
        accused = _RULES[finding.code].accuses if finding.suspects is None else finding.suspects
        for place in finding.places[:accused]:
            at.setdefault(place, []).append(finding)
    left, skipped = [], []
    for finding in findings:
        requires = _RULES[finding.code].requires
        near = (
            (other, place)
            for number, place in enumerate(finding.places)
            for other in at.get(place, ())
            if finding.suspects is None or number < finding.suspects or _RULES[other.code].sweeping
        )
        cause = next(((other, at) for other, at in near if other.code in requires), None)
        if cause is None:
            left.append(finding)
        else:
            other, cell = cause
            skipped.append(Skipped(finding.code, f"{other.code} speaks of {_named(cell)}"))
    return left, list(dict.fromkeys(skipped))


def _named(cell: Place) -> str:
    table = cell.sheet or cell.file.rpartition("/")[2].removesuffix(".csv")
    parts = (table, cell.row and f"row {cell.row}", cell.column)
    return ", ".join(str(part) for part in parts if part)
