"""From text in cells to entries whose header, types and constraints fit the Table Schema.

`cell_types` says of each distinct text of a column, once, what it breaks; here that is put in plain words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from peel_data.findings import Place
from peel_data.readers.characters import is_formula
from peel_data.readers.numbers import canonical_number
from peel_data.readers.reading import shown
from peel_data.schema.cell_types import CELL_TYPES, ONE_LINE, breach
from peel_data.schema.interval import printable
from peel_data.suggestions import HINTED, nearest
from peel_data.validation.cells import Entry, texts_of
from peel_data.validation.rules import structure as rules
from peel_data.validation.tables import is_derived
from peel_data.workbooks.letters import letter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from peel_data.findings import Finding
    from peel_data.readers.reading import RawTable
    from peel_data.validation.rules.structure import Fault
    from peel_data.validation.tables import Definition


_WRITE = re.compile(r"Write (-?[0-9]+(?:\.[0-9]+)?)\.")
"""The hint how a number is written."""


@dataclass(slots=True)
class _Column:
    """How the texts of one column are judged; each distinct text once."""

    field: Mapping[str, Any]
    broken: Callable[[str], str]
    known: dict[str, Fault | None]
    faults: int = 0

    @property
    def required(self) -> bool:
        """Whether every row has a value."""
        return bool(self.field.get("constraints", {}).get("required"))

    @property
    def is_whole_number(self) -> bool:
        """Whether the column takes whole numbers."""
        return bool(self.field["type"] == "integer")

    @property
    def is_prose(self) -> bool:
        """Whether the column takes text in anybody's own words."""
        constraints = self.field.get("constraints", {})
        return (
            self.field["type"] == "string"
            and "enum" not in constraints
            and constraints.get("pattern") in {None, ONE_LINE}
        )

    def doubts(self, text: str) -> bool:
        """Return whether a text is not right as it stands."""
        point = self.is_whole_number and "." in text
        return point or bool(self.broken(text)) or (self.is_prose and is_formula(text))

    def fault(self, text: str) -> Fault | None:
        if text not in self.known:
            self.known[text] = self._judge(text)
        return self.known[text]

    def _judge(self, text: str) -> Fault | None:
        if self.is_prose and is_formula(text):
            return rules.FormulaAsText.fault(self.field, text, suggest=False)
        what = self.broken(text)
        if not what:
            return None
        self.faults += 1
        return rules.OF_BREACH[what].fault(self.field, text, suggest=self.faults <= HINTED)


class Structured(NamedTuple):
    """What structure makes of one file or sheet: entries, of which the invalid carry findings."""

    entries: list[Entry]
    findings: list[Finding]
    usable: bool


def structured(raw: RawTable, table: Definition, *, is_release: bool = False) -> Structured:
    """Judge the header and every cell of a file or sheet.

    Args:
        raw: The file or sheet.
        table: How its table is defined.
        is_release: Whether it belongs to a release, which has every column; a submission may leave out
            those that not every row needs.
    """
    columns = {name: _Column(each, breach(each), {}) for name, each in table.fields.items()}
    found = raw.columns
    named = {name: found[name] for name in columns if name in found}
    missing = [
        name
        for name, each in columns.items()
        if name not in named and (is_release or each.required)
    ]
    findings = list(_header_findings(raw, columns, named, missing))
    if any(columns[name].required for name in missing):
        return Structured([], findings, usable=False)
    doubted, rows = _doubted(raw, columns, named)
    whole_numbers = [name for name in doubted if columns[name].is_whole_number]
    needed = tuple(name for name, each in columns.items() if each.required)
    entries = _entries(raw, table, named)
    pointed = []
    for index in rows:
        entry = entries[index]
        for name in whole_numbers:
            if "." in entry[name] and (whole_number := _without_point(entry[name])):
                entry[name] = whole_number
                pointed.append(entry.place(name))
        if outside := _stray_row(entry, needed):
            entry.valid, entry.invalid_columns = False, frozenset(columns)
            findings.append(outside)
            continue
        for name in doubted:
            if (index, named[name]) in raw.reported:
                entry.invalid_columns |= {name}
            elif fault := columns[name].fault(entry[name]):
                entry.invalid_columns |= {name}
                findings.append(_finding(fault, entry, name))
        entry.valid = not entry.invalid_columns
    if pointed:
        findings.append(rules.PointInWholeNumber.of(pointed, table.spec.name))
    findings.extend(_restored(entries, columns))
    return Structured(entries, findings, usable=True)


def _entries(raw: RawTable, table: Definition, named: dict[str, int]) -> list[Entry]:
    """Return the rows as entries; columns that the file lacks are empty."""
    names = list(table.fields)
    at = {name: position for position, name in enumerate(names)}
    rows: Iterable[tuple[str, ...]] = raw.rows
    if [named.get(name) for name in names] != list(range(len(raw.header))):
        cells = itemgetter(*(named.get(name, len(raw.header)) for name in names))
        rows = (cells((*row, "")) for row in rows)
    return [Entry(table.spec, at, row, raw, index, named) for index, row in enumerate(rows)]


def _doubted(
    raw: RawTable, columns: Mapping[str, _Column], named: Mapping[str, int]
) -> tuple[list[str], list[int]]:
    """Return the columns and the rows in which not every cell is right as it stands: the others need no second look."""
    reported = {position for _, position in raw.reported}
    names, rows = [], {index for index, _ in raw.reported}
    for name, position in named.items():
        texts, column = [row[position] for row in raw.rows], columns[name]
        doubted = set(filter(column.doubts, set(texts)))
        if doubted or position in reported:
            names.append(name)
            rows |= {index for index, text in enumerate(texts) if text in doubted}
    return names, sorted(rows)


def _stray_row(entry: Entry, needed: Sequence[str]) -> Finding | None:
    """Say of a total or a signature below the table that it is no row of it, instead of what it lacks.

    Args:
        entry: The row.
        needed: The columns in which every row of its table has a value.
    """
    filled = 0
    for name in needed:
        if entry[name]:
            filled += 1
            if filled > 1:  # as in nearly every row, by its second column
                return None
    lacking = [name for name in needed if not entry[name]]
    key = [name for name in entry.spec.key if name in needed]
    written = list(filter(None, entry.cells))
    at = next((name for name, text in zip(entry.at, entry.cells, strict=True) if text), "")
    if len(written) > 3 or len(key) < 2 or not at:
        return None
    return rules.Required.found(
        f"The row with “{shown(written[0])}” is not a row of the table: it lacks "
        f"{', '.join(lacking[:3])} and more.",
        [entry.place(at)],
        expected="only rows of the table",
        hints=(
            "If it is a total, a signature or a remark, delete it or move it to a sheet named Notes.",
        ),
        table=entry.spec.name,
    )


def _without_point(text: str) -> str | None:
    """Return a whole number as programs write it that know only decimal ones, without its point."""
    number, _, zeros = text.partition(".")
    alike = zeros and not zeros.strip("0") and CELL_TYPES["integer"].accepts(number)
    return number if alike else None


def _finding(fault: Fault, entry: Entry, column: str) -> Finding:
    return fault.rule.found(
        fault.message,
        [entry.place(column)],
        expected=fault.expected,
        hints=_accepted(fault.hints, entry, column)
        or _swapped_columns(entry, column)
        or _no_figure(entry, column),
        table=entry.spec.name,
    )


def _accepted(hints: tuple[str, ...], entry: Entry, column: str) -> tuple[str, ...]:
    """Return the hints but for a number that the printed precision of the row could not take either."""
    precision = column in entry.spec.measures and entry.record.get(entry.spec.precision(column), "")
    if not precision or not CELL_TYPES["integer"].accepts(precision):
        return hints
    found = [(hint, _WRITE.fullmatch(hint)) for hint in hints]
    return tuple(
        hint for hint, write in found if not write or printable(Decimal(write[1]), int(precision))
    )


def _swapped_columns(entry: Entry, column: str) -> tuple[str, ...]:
    """Return a decimal fraction where a whole number belongs, and the whole number where the fraction does."""
    other = {"decimals": "value", "number": "rate"}.get(column)
    if other is None:
        return ()
    record = entry.record
    here, there = record[column], record.get(other, "")
    fraction = isinstance(canonical_number(here), Decimal) and "." in here
    if fraction and there.removeprefix("-").isdecimal():
        return (f"{column} and {other} may have been swapped.",)
    return ()


def _no_figure(entry: Entry, column: str) -> tuple[str, ...]:
    """Words where a figure belongs, such as n/a: the status says that there is none."""
    if column in entry.spec.measures and not any(map(str.isdigit, entry[column])):
        return (rules.WITHOUT_FIGURE,)
    return ()


def _header_findings(
    raw: RawTable, columns: dict[str, _Column], named: dict[str, int], missing: Sequence[str]
) -> Iterator[Finding]:
    fields = {name: each.field for name, each in columns.items()}
    strangers = {
        position: name
        for position, name in enumerate(raw.header)
        if name and position not in named.values() and not is_derived(name, columns)
    }
    gone = []
    for name in missing:
        meant = [at for at, near in strangers.items() if nearest(near, columns)[:1] == [name]]
        if len(meant) == 1:  # the misspelt name is the cause, and one finding says both
            misspelt = strangers.pop(meant[0])
            place, unusable = _header_place(raw, meant[0], misspelt), columns[name].required
            yield rules.MissingColumn.of(
                [name], fields, place, raw.table, unusable=unusable, misspelt=misspelt
            )
        else:
            gone.append(name)
    if gone:
        unusable = any(columns[name].required for name in gone)
        place = Place(raw.file, raw.sheet)
        yield rules.MissingColumn.of(gone, fields, place, raw.table, unusable=unusable)
    for position, name in strangers.items():
        place = _header_place(raw, position, name)
        yield rules.UnknownColumn.of(place, raw.table, fields, fields.keys() - named.keys())


def _header_place(raw: RawTable, position: int, name: str) -> Place:
    return Place(raw.file, raw.sheet, None, name, letter(raw.positions[position]), name)


def _restored(entries: Sequence[Entry], columns: Mapping[str, _Column]) -> Iterator[Finding]:
    """Give back the zeros that a spreadsheet lost, and say so once for the file; a whole number has none to lose."""
    places = []
    valid = [entry for entry in entries if entry.valid]
    for column in valid[0].spec.measures if valid else ():
        if columns[column].is_whole_number:
            continue
        pairs = list(texts_of(valid, (column, valid[0].spec.precision(column))))
        restored = {pair: text for pair in set(pairs) if (text := with_decimals(*pair)) is not None}
        for entry, pair in zip(valid, pairs, strict=True) if restored else ():
            if pair in restored:
                places.append((entry.index, entry.place(column)))
                entry[column] = restored[pair]
    if places:
        places.sort(key=itemgetter(0))
        yield rules.LostZeros.of([place for _, place in places], entries[0].spec.name)


def with_decimals(value: str, decimals: str) -> str | None:
    """Return a value with its zeros restored, or None if none are lost.

    Example:
        >>> with_decimals("63", "1"), with_decimals("14.93", "1")
        ('63.0', None)
    """
    if not value or not decimals:
        return None
    printed = int(decimals)
    shown = len(value.partition(".")[2])
    # 2.50 with one decimal: the last zero says nothing, and is not how the value is published
    idle = 0 <= printed < shown and not value[len(value) - (shown - printed) :].strip("0")
    return f"{Decimal(value):.{printed}f}" if printed > shown or idle else None
