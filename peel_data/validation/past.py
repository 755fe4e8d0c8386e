"""Findings about past releases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peel_data.findings import Place
from peel_data.history.faults import Kind
from peel_data.history.verifying import verify
from peel_data.validation.rules import history as rules

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from peel_data.findings import Finding
    from peel_data.rule import Rule

_RULES: Mapping[Kind, type[Rule]] = {
    Kind.DAMAGED: rules.HistoryDamaged,
    Kind.ORDER: rules.HistoryOutOfOrder,
    Kind.CONTRADICTION: rules.ReleaseContradictsItself,
    Kind.LOG: rules.AcceptanceLogCut,
    Kind.REWRITTEN: rules.HistoryRewritten,
    Kind.NOT_COMPARED: rules.HistoryNotCompared,
}


def findings(root: Path) -> tuple[Finding, ...]:
    """Return a finding for each fault of the history below a root."""
    return tuple(
        _RULES[fault.kind].found(fault.message, [Place(fault.path)]) for fault in verify(root)
    )
