"""Many figures of one area that are far from what was expected: one question, not one for each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from peel_data.findings import Severity
from peel_data.suggestions import HINTED
from peel_data.validation.grouping import put_in_place
from peel_data.validation.rules.arithmetic import UnlikelyTogether
from peel_data.validation.rules.continuity import ImplausibleJump
from peel_data.validation.rules.published import UndeclaredRevision
from peel_data.validation.rules.questions import FarFromNation
from peel_data.validation.waivers import finding_key

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from peel_data.figures.figure import Figure
    from peel_data.findings import Finding
    from peel_data.validation.context import Context

MANY: Final = 6
"""From so many figures of one area on, it is asked once whether they are its own."""

SCALES: Final = {
    Decimal(f"1e{power}"): words
    for power, words in {
        1: "about ten times",
        2: "about a hundred times",
        3: "about a thousand times",
        -1: "about a tenth of",
        -2: "about a hundredth of",
        -3: "about a thousandth of",
    }.items()
}
"""What a figure becomes in another unit."""

_BESIDE: Final = {
    ImplausibleJump.code: "the year before",
    FarFromNation.code: "England and Wales",
}
"""What each of the rules that are put together compares with."""

_ALSO: Final = {*_BESIDE, UndeclaredRevision.code, UnlikelyTogether.code}
"""What figures of another area make as well: other published figures, and totals that fit no population."""


def join_jumps(
    findings: Sequence[Finding], context: Context, waived: Collection[tuple[str, str, str]]
) -> list[Finding]:
    """Put the questions about many figures of one area together.

    Args:
        findings: The findings, fingerprinted.
        context: The submission.
        waived: Code, place and fingerprint of each waiver: what one of them waives stays by itself.
    """
    areas: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        figure = context.given(finding.subject) if finding.code in _ALSO else None
        if figure and finding_key(finding) not in waived:
            areas[figure.edition, figure.area].append(finding)
    joined: dict[int, Finding | None] = {}
    for (edition, area), found in areas.items():
        alone = [finding for finding in found if finding.code in _BESIDE]
        if len(alone) >= MANY:
            follow = [f for f in found if f.code == UnlikelyTogether.code and not f.suggestions]
            changed = [finding for finding in found if finding.code == UndeclaredRevision.code]
            joined |= dict.fromkeys(map(id, [*alone, *follow, *changed]))
            joined[id(alone[0])] = _join(alone, changed, context, edition, area)
    return put_in_place(findings, joined)


def _join(
    alone: Sequence[Finding],
    changed: Sequence[Finding],
    context: Context,
    edition: str,
    area: str,
) -> Finding:
    figures = [figure for finding in alone if (figure := context.given(finding.subject))]
    name = context.names.area(area)
    times = _scale(figures, context)
    codes = {finding.code for finding in alone}
    beside = " or of ".join(words for code, words in _BESIDE.items() if code in codes)
    each = tuple(
        f"{figure.title}: {hint}"
        for figure, finding in zip(figures, alone, strict=True)
        for hint in finding.hints[:1]
        if hint.startswith("Did you mean")
    )
    also = (
        f", and {len(changed)} that {'are' if len(changed) > 1 else 'is'} published already differ"
    )
    return replace(
        alone[0],
        severity=Severity.ERROR if changed else alone[0].severity,
        message=f"{len(alone)} figures of {name} are {times or 'far from'} those of {beside}"
        f"{also if changed else ''}. Are they right?",
        places=tuple(dict.fromkeys(f.places[0] for f in (*changed, *alone))),
        expected=f"the figures of {name}, or a waiver that says why",
        hints=(
            "Compare the units asked for with those in your source."
            if times
            else "They may be those of another area, or stand in the rows of others.",
            *each[: HINTED - 1],
        ),
        bounds=(),
        suggestions=(),
        fingerprint="",
        subject=f"{edition}:{area}",
    )


def _scale(figures: Sequence[Figure], context: Context) -> str:
    """Say how many times those of the year before all figures are; "" if they are not all alike."""
    pairs = [(figure, context.year_before(figure)) for figure in figures]
    ratios = [now.value / then.value for now, then in pairs if then is not None and then.value]
    for times, words in SCALES.items():
        if len(ratios) == len(figures) and all(times / 2 < each < times * 2 for each in ratios):
            return words
    return ""
