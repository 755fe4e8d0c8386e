"""Check a release by Frictionless: its descriptor, its schemas, and every cell, key and reference.

It judges by the schemas alone and knows nothing of our rules, so it also sees what they take for granted,
such as a constraint that a type cannot have. Submissions are not checked by it: `cell_types` says the same of
their cells, and a process that reads strangers' files imports as little as it can.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from peel_data import paths
from peel_data.findings import Place
from peel_data.validation.rules.structure import RefusedByFrictionless

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from peel_data.findings import Finding


def findings(root: Path) -> Iterator[Finding]:
    """Return a finding for each error of Frictionless in the release below a root."""
    from frictionless import validate  # takes longer to import than a release to check by the rules

    report = validate(str(root / paths.DESCRIPTOR))
    for error in report.errors:
        yield _finding(error, paths.DESCRIPTOR, None)
    for task in report.tasks:
        for error in task.errors:
            yield _finding(error, task.place, task.name)


def _finding(error: object, file: str, table: str | None) -> Finding:
    row, column = getattr(error, "row_number", None), getattr(error, "field_name", None)
    return RefusedByFrictionless.found(
        f"Frictionless: {getattr(error, 'message', error)}",
        [Place(file, None, row, column)],
        expected="a release that `frictionless validate datapackage.json` accepts",
        table=table,
    )
