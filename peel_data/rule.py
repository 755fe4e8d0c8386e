"""The shape of a rule: a small class that says what it is called, why it exists, and what breaks it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from peel_data.findings import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from peel_data.findings import Place


class Rule:
    """A rule with a stable code.

    Titles and explanations are data, not docstrings: `python -OO` strips docstrings.

    Attributes:
        code: The stable code; its letter is the family. Codes are never reused.
        title: What is wrong, as a sentence without its full stop.
        explanation: Why the rule exists and how to repair what it finds, in one paragraph.
        severity: How much its findings weigh, unless a finding says otherwise.
        requires: Codes whose findings make this rule pointless: it is skipped then, never passed.
        sweeping: Whether its findings doubt every cell that they name, so that what only rests on one is doubted too.
        accuses: How many places of a finding it speaks against, if the finding does not say: those after them are what
            it compares with.
        waivable: Whether its findings may be waived, if those of its family may.
        bad: A failing example, as a person would see it in a file.
        good: The same example, repaired.
    """

    code: ClassVar[str]
    title: ClassVar[str]
    explanation: ClassVar[str]
    severity: ClassVar[Severity] = Severity.ERROR
    requires: ClassVar[tuple[str, ...]] = ()
    sweeping: ClassVar[bool] = False
    accuses: ClassVar[int | None] = None
    waivable: ClassVar[bool] = True
    bad: ClassVar[str]
    good: ClassVar[str]

    @classmethod
    def found(cls, message: str, places: Iterable[Place] = (), **more: Any) -> Finding:
        """Return a finding of this rule; `more` are further fields of `Finding`."""
        return Finding(cls.code, more.pop("severity", cls.severity), message, tuple(places), **more)
