"""A column that was rounded: one error, not one for each of its figures that fits no other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from peel_data.findings import Severity
from peel_data.validation.rules import arithmetic
from peel_data.validation.rules.questions import ROUNDED, OnlyWholeNumbers

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from peel_data.findings import Finding

SEVERAL: Final = 2
"""So many contradictions say that figures which are whole numbers were rounded; one may be a slip of its own."""

_CONTRADICTIONS: Final = {rule.code for rule in arithmetic.RULES if rule.severity is Severity.ERROR}


def join_rounded(
    findings: Sequence[Finding], waived: Collection[tuple[str, str, str]]
) -> list[Finding]:
    """Put contradictions that rest on rounded figures into the question whether they were rounded, which they answer.

    Args:
        findings: The findings, fingerprinted.
        waived: Code, place and fingerprint of each waiver: what one of them waives stays by itself.
    """
    joined: dict[int, Finding | None] = {}
    for asked in findings:
        if asked.code == OnlyWholeNumbers.code and not _is_waived(asked, waived):
            cells = set(asked.places)
            following = [
                finding
                for finding in findings
                if finding.code in _CONTRADICTIONS
                and not _is_waived(finding, waived)
                and not cells.isdisjoint(finding.places)
            ]
            if len(following) >= SEVERAL:
                joined |= dict.fromkeys(map(id, following))
                joined[id(asked)] = _join(asked, following)
    left = (joined.get(id(finding), finding) for finding in findings)
    return [finding for finding in left if finding is not None]


def _join(asked: Finding, following: Sequence[Finding]) -> Finding:
    odd = set(asked.places) & {place for finding in following for place in finding.places}
    return replace(
        asked,
        severity=Severity.ERROR,
        message=asked.message.replace(
            f". {ROUNDED}", f", and {len(odd)} of them do not fit the others: they were rounded."
        ),
        hints=("Give each with its decimals, as your source has it.",),
    )


def _is_waived(finding: Finding, waived: Collection[tuple[str, str, str]]) -> bool:
    return (finding.code, finding.subject, finding.fingerprint) in waived
