"""The one table of codes: every rule, by family."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peel_data.readers.rules import containers, files, text
from peel_data.validation.rules import (
    arithmetic,
    continuity,
    coverage,
    form,
    history,
    keys,
    questions,
    revisions,
    rows,
    structure,
    waivers,
)

if TYPE_CHECKING:
    from peel_data.rule import Rule

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

RULES: tuple[type[Rule], ...] = (
    *files.RULES,
    *text.RULES,
    *containers.RULES,
    *form.RULES,
    *structure.RULES,
    *rows.RULES,
    *keys.RULES,
    *arithmetic.RULES,
    *continuity.RULES,
    *revisions.RULES,
    *questions.RULES,
    *coverage.RULES,
    *waivers.RULES,
    *history.RULES,
)
"""Every rule, by family. A retired rule keeps its code."""
