"""Check entries as rows: their cells taken together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from peel_data.schema.cell_types import CELL_TYPES
from peel_data.schema.row_rules import find_problems

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from peel_data.findings import Finding
    from peel_data.validation.cells import Entry
    from peel_data.validation.tables import Definition


class _Read(dict[str, Any]):
    """The values of the texts of one column, each read once; an empty cell is None."""

    def __init__(self, read: Callable[[str], Any]) -> None:
        super().__init__({"": None})
        self._read = read

    def __missing__(self, text: str) -> Any:
        value = self[text] = self._read(text)
        return value


def row_findings(entries: Iterable[Entry], table: Definition) -> Iterator[Finding]:
    """Apply the rules of its table to every valid entry; an entry that breaks one becomes invalid."""
    read = {name: _Read(CELL_TYPES[field["type"]].read) for name, field in table.fields.items()}
    for entry in entries:
        if not entry.valid:
            continue
        row = {name: read[name][text] for name, text in entry.record.items()}
        for problem in find_problems(table.rules, table.spec, row):
            entry.valid = False
            yield problem.rule.found(
                problem.message,
                [entry.place(problem.column)],
                expected=problem.expected,
                hints=problem.hints,
                table=table.spec.name,
            )
