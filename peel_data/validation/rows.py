"""Check entries as rows: their cells taken together."""

from __future__ import annotations

from collections import defaultdict
from itertools import count
from typing import TYPE_CHECKING, Any, TypeAlias

from peel_data.schema.cell_types import CELL_TYPES
from peel_data.schema.row_rules import find_problems
from peel_data.validation.cells import texts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from peel_data.findings import Finding
    from peel_data.validation.cells import Entry
    from peel_data.validation.tables import Definition


Kinds: TypeAlias = "Mapping[str, Mapping[tuple[str, ...], int]]"
"""A number for each kind of row of each table, which is new when it is asked for the first time."""


def no_kinds() -> Kinds:
    """Return kinds, none of which has a number yet."""
    next_number = count().__next__
    return defaultdict(lambda: defaultdict(next_number))


class _Read(dict[str, Any]):
    """The values of the texts of one column, each read once; an empty cell is None."""

    def __init__(self, read: Callable[[str], Any]) -> None:
        super().__init__({"": None})
        self._read = read

    def __missing__(self, text: str) -> Any:
        value = self[text] = self._read(text)
        return value


def row_findings(entries: Iterable[Entry], table: Definition, kinds: Kinds) -> Iterator[Finding]:
    """Put every valid entry to the rules of its table; one that makes no sense is valid no longer.

    Args:
        entries: The entries.
        table: How their table is defined.
        kinds: Gives the kinds of entries their numbers.
    """
    read = {name: _Read(CELL_TYPES[field["type"]].read) for name, field in table.fields.items()}
    valid = [entry for entry in entries if entry.valid]
    for entry in _doubted(valid, table, read, kinds) if table.spec.measures else valid:
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


def _doubted(
    entries: Sequence[Entry],
    table: Definition,
    read: Mapping[str, _Read],
    kinds: Kinds,
) -> list[Entry]:
    """Return the rows of figures with cells that make no sense together, and number the kinds of all rows.

    What rules ask of a value has one answer for equal values of one precision, unit and status; what they ask of
    other cells, one for all rows whose cells are the same but for area and values.
    """
    spec = table.spec
    asked = [(spec, [name for name in table.fields if name not in {"area", *spec.measures}], False)]
    for column, measure in spec.measures.items():
        names = ["status", "unit", column, spec.precision(column)]
        asked.append((spec._replace(measures={column: measure}), names, True))
    doubted = set[int]()
    for part, names, of_values in asked:
        rules = [rule for rule in table.rules if rule.of_values is of_values]
        texts = list(texts_of(entries, names))
        distinct: Iterable[tuple[str, ...]] = set(texts)
        if not of_values:
            numbers = list(map(kinds[spec.name].__getitem__, texts))
            distinct = dict(zip(numbers, texts, strict=True)).values()
            for entry, number in zip(entries, numbers, strict=True):
                entry.kind = number
        senseless = {
            each
            for each in distinct
            if any(
                find_problems(
                    rules,
                    part,
                    {name: read[name][text] for name, text in zip(names, each, strict=True)},
                )
            )
        }
        if senseless:
            doubted.update(n for n, each in enumerate(texts) if each in senseless)
    return [entries[n] for n in sorted(doubted)]
