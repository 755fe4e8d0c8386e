"""One cause, one finding.

The same slip down a whole column is told once, with all its places; and what follows from a slip that
has a finding of its own is not told again.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from peel_data.validation.report import Skipped
from peel_data.validation.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from peel_data.findings import Finding, Place

_RULES = {rule.code: rule for rule in RULES}
FEW = 3
"""Up to so many findings of one rule in one column are told one by one, each with its own hint."""


def gathered(findings: Iterable[Finding]) -> list[Finding]:
    """Put findings together that say the same of one column of one file.

    Those of equal words are one finding; and where more than `FEW` differ only in the cell they speak
    of, such as dates that are all written another way, one finding has the words of the first.
    """
    alike: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        place = finding.places[0] if finding.places else None
        where = (place.file, place.sheet, place.column) if place else id(finding)
        alike.setdefault((finding.code, where), []).append(finding)
    return list(chain.from_iterable(map(_column, alike.values())))


def _column(findings: Sequence[Finding]) -> list[Finding]:
    same: dict[tuple[str, tuple[str, ...]], list[Finding]] = {}
    for finding in findings:
        same.setdefault((finding.message, finding.hints), []).append(finding)
    if len(same) > FEW:
        return [_together(findings, f"{len(findings)} cells of this column are like this: ")]
    return [_together(group, f"In {len(group)} rows: ") for group in same.values()]


def _together(findings: Sequence[Finding], prefix: str) -> Finding:
    first = findings[0]
    if len(findings) == 1:
        return first
    places = tuple(chain.from_iterable(finding.places for finding in findings))
    return replace(first, message=prefix + first.message, places=places)


def heeding(findings: Sequence[Finding]) -> tuple[list[Finding], list[Skipped]]:
    """Leave out findings whose rule requires another that already speaks of the same cell.

    A figure that contradicts the release, say, will not fit its neighbours either.
    """
    at: dict[Place, list[Finding]] = {}
    for finding in findings:
        for place in finding.places:
            at.setdefault(place, []).append(finding)
    left, skipped = [], []
    for finding in findings:
        requires = _RULES[finding.code].requires
        near = (other for place in finding.places for other in at[place])
        causes = [other for other in near if other.code in requires]
        if causes:
            skipped.append(Skipped(finding.code, f"{causes[0].code} speaks of the same cell"))
        else:
            left.append(finding)
    return left, list(dict.fromkeys(skipped))
