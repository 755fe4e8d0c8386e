"""The shape of a rule: a small class whose docstring is its explanation."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any, ClassVar

from peel_data.findings import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from peel_data.findings import Place


class Rule:
    """A rule with a stable code.

    A subclass's docstring is what `peel-data explain CODE` prints: its first line is the title, the rest
    says why the rule exists and how to repair what it finds.

    Attributes:
        code: The stable code; its letter is the family. Codes are never reused.
        severity: How much its findings weigh, unless a finding says otherwise.
        requires: Codes whose findings make this rule pointless: it is skipped then, never passed.
        bad: A failing example, as a person would see it in a file.
        good: The same example, repaired.
    """

    code: ClassVar[str]
    severity: ClassVar[Severity] = Severity.ERROR
    requires: ClassVar[tuple[str, ...]] = ()
    bad: ClassVar[str]
    good: ClassVar[str]

    @classmethod
    def title(cls) -> str:
        """The first line of the explanation, without its full stop."""
        return (cls.__doc__ or "").strip().splitlines()[0].rstrip(".")

    @classmethod
    def explanation(cls) -> str:
        """Why the rule exists and how to repair what it finds, in one paragraph."""
        _, _, rest = inspect.cleandoc(cls.__doc__ or "").partition("\n")
        return " ".join(rest.split())

    @classmethod
    def found(cls, message: str, places: Iterable[Place] = (), **more: Any) -> Finding:
        """A finding of this rule; `more` are further fields of `Finding`."""
        return Finding(cls.code, more.pop("severity", cls.severity), message, tuple(places), **more)
