"""The one table of codes: every rule, by family."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peel_data.readers.rules import containers, files, text
from peel_data.rule import Rule
from peel_data.schema import row_rules
from peel_data.validation.rules import (
    arithmetic,
    continuity,
    coverage,
    form,
    history,
    keys,
    published,
    questions,
    revisions,
    rows,
    structure,
    waivers,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

FAMILIES = {
    "F": "Files",
    "S": "Structure",
    "R": "Rows",
    "K": "Keys",
    "A": "Arithmetic",
    "C": "Continuity",
    "V": "Coverage",
    "W": "Waivers",
    "H": "History",
}

_MODULES = (
    *(files, text, containers, form),
    *(structure, row_rules, rows, keys),
    *(arithmetic, continuity, published, revisions, questions),
    *(coverage, waivers, history),
)


def _rules_in(module: ModuleType) -> Iterator[type[Rule]]:
    """Yield the rules that a module defines: its classes with a code."""
    for each in vars(module).values():
        if isinstance(each, type) and issubclass(each, Rule) and hasattr(each, "code"):
            yield each


RULES: tuple[type[Rule], ...] = tuple(
    sorted(
        {rule for module in _MODULES for rule in _rules_in(module)},
        key=lambda rule: (list(FAMILIES).index(rule.code[0]), rule.code),
    )
)
"""Every rule, by family and code. A retired rule keeps its code."""
