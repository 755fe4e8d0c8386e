"""The shape of a rule: a small class whose docstring is its explanation."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from peel_data.findings import Finding

if TYPE_CHECKING:
    from peel_data.findings import Place, Severity


class Rule:
    """A rule with a stable code.

    A subclass's docstring is what `peel-data explain CODE` prints: its first line is the title, the
    rest says why the rule exists and how to repair what it finds. `bad` and `good` are a failing
    and a passing example, as a person would see them in a file.
    """

    code: ClassVar[str]
    severity: ClassVar[Severity]
    requires: ClassVar[tuple[str, ...]] = ()
    bad: ClassVar[str]
    good: ClassVar[str]


def found(
    rule: type[Rule],
    message: str,
    *places: Place,
    expected: str = "",
    hints: tuple[str, ...] = (),
    table: str | None = None,
) -> Finding:
    """A finding of a rule: its code and severity, with what is particular to this case."""
    return Finding(
        code=rule.code,
        severity=rule.severity,
        message=message,
        places=places,
        expected=expected,
        hints=hints,
        table=table,
    )
