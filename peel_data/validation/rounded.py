"""A column that was rounded: one error, not one for each of its figures that fits no other."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from peel_data.findings import Severity
from peel_data.validation.grouping import put_in_place
from peel_data.validation.rules.continuity import ImplausibleJump
from peel_data.validation.rules.questions import ROUNDED, OnlyWholeNumbers
from peel_data.validation.rules.registry import RULES
from peel_data.validation.waivers import finding_key

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from peel_data.findings import Finding, Place

SEVERAL: Final = 2
"""So many contradictions say that figures which are whole numbers were rounded; one may be a slip of its own."""

_CONTRADICTIONS: Final = {
    rule.code for rule in RULES if rule.code[0] == "A" and rule.severity is Severity.ERROR
}


def join_rounded(
    findings: Sequence[Finding], waived: Collection[tuple[str, str, str]]
) -> list[Finding]:
    """Put contradictions that rest on rounded figures into the question whether they were rounded, which they answer.

    Args:
        findings: The findings, fingerprinted.
        waived: Code, place and fingerprint of each waiver: what one of them waives stays by itself.
    """
    contradictions: dict[Place, list[Finding]] = defaultdict(list)
    jumps: dict[Place, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.code in _CONTRADICTIONS and finding_key(finding) not in waived:
            for place in finding.places:
                contradictions[place].append(finding)
        if finding.code == ImplausibleJump.code and finding_key(finding) not in waived:
            jumps[finding.places[0]].append(finding)  # 0.3 that became 0
    joined: dict[int, Finding | None] = {}
    for asked in findings:
        if asked.code == OnlyWholeNumbers.code and finding_key(asked) not in waived:
            odd = [place for place in asked.places if place in contradictions]
            following = {id(each) for place in odd for each in contradictions[place]}
            if len(following) >= SEVERAL:
                joined |= dict.fromkeys(following)
                joined |= dict.fromkeys(id(each) for at in asked.places for each in jumps[at])
                joined[id(asked)] = _join(asked, len(odd))
    return put_in_place(findings, joined)


def _join(asked: Finding, odd: int) -> Finding:
    return replace(
        asked,
        severity=Severity.ERROR,
        message=asked.message.replace(
            f". {ROUNDED}", f", and {odd} of them do not fit the others: they were rounded."
        ),
        hints=("Give each with its decimals, as your source has it.",),
    )
