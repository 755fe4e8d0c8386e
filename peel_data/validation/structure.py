"""Text in cells -> entries whose header, types and constraints fit the Table Schema.

Frictionless is the authority on types and constraints: each distinct text of a column is put to its cell
reader once, unless `screen` knows that it would pass. What it says is put in plain words here. Numbers, days
and months must also be canonical, which Frictionless does not ask for.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from peel_data.findings import Place
from peel_data.readers.characters import is_formula
from peel_data.readers.header import folded
from peel_data.readers.numbers import NumberProblem, canonical_number
from peel_data.schema import descriptor
from peel_data.schema.columns import FIGURE_ID, FIGURE_IDS, ID, IDS, ONE_LINE, SLUG, SLUGS
from peel_data.suggestions import HINTED, area_of_code, nearest
from peel_data.validation.cells import Entry, letter
from peel_data.validation.rules import structure as rules
from peel_data.validation.screen import screen
from peel_data.validation.shorthand import shorthand_hints

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from peel_data.findings import Finding
    from peel_data.readers.reading import RawTable
    from peel_data.rule import Rule
    from peel_data.schema.base import Row

EXPECTED = {
    "date": "a date as YYYY-MM-DD",
    "yearmonth": "a month as YYYY-MM",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "string": "text",
}
WRITTEN = {
    ID: "small letters, digits and underscores, such as all_excluding_fraud",
    IDS: "small letters, digits and underscores; a space between one and the next",
    SLUG: "small letters, digits and hyphens, such as peel-effectiveness-2016",
    SLUGS: "small letters, digits and hyphens; a space between one and the next",
    FIGURE_ID: "the id of a figure, as `peel-data figures` lists them",
    FIGURE_IDS: "ids of figures, as `peel-data figures` lists them, with a space between",
    ONE_LINE: "text on one line, with no space before or after it",
}
"""What the patterns ask for, in words."""

FORMS = {
    "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII),
    "yearmonth": re.compile(r"[0-9]{4}-[0-9]{2}", re.ASCII),
}
"""The one form of days and months; Frictionless takes 2016-6-30 as well."""

POINTED = re.compile(r"(0|-?[1-9][0-9]*)\.0+", re.ASCII)
"""A whole number as programs write it that know only decimal ones."""

REMARK = "Remarks in your own words go on a sheet, or in a text file, whose name begins with Notes."


class Fault(NamedTuple):
    """What is wrong with a text in a column."""

    rule: type[Rule]
    message: str
    expected: str
    hints: tuple[str, ...] = ()


@dataclass(slots=True)
class _Column:
    """How the texts of one column are judged; each distinct text once."""

    field: dict[str, Any]
    passes: Callable[[str], bool]
    known: dict[str, Fault | None]
    read: Callable[[Any], tuple[Any, dict[str, str] | None]] | None = None
    hinted: int = 0

    @property
    def required(self) -> bool:
        """Whether every row has a value."""
        return bool(self.field.get("constraints", {}).get("required"))

    @property
    def is_prose(self) -> bool:
        """Whether the column takes text in anybody's own words."""
        constraints = self.field.get("constraints", {})
        return (
            self.field["type"] == "string"
            and "enum" not in constraints
            and constraints.get("pattern") in {None, ONE_LINE}
        )

    def fault(self, text: str) -> Fault | None:
        if text not in self.known:
            self.known[text] = self._judge(text)
        return self.known[text]

    def _judge(self, text: str) -> Fault | None:
        if self.is_prose and is_formula(text):
            return Fault(
                rules.FormulaAsText,
                f"“{text}” could run as a formula when the published file is opened in a spreadsheet program.",
                "text that begins with a letter or a digit",
                ("Begin the text with a word.",),
            )
        if self.passes(text):
            return None
        kind = self.field["type"]
        if text and kind in {"number", "integer"}:
            number = canonical_number(text)
            if isinstance(number, NumberProblem):
                hints = shorthand_hints(text)
                if number.suggestion and not hints:
                    hints = (f"Write {number.suggestion}.",)
                return Fault(rules.NotCanonical, number.message, EXPECTED[kind], hints)
        if text and kind in FORMS and not FORMS[kind].fullmatch(text):
            return self._type(text)
        if self.read is None:
            self.read = _cell_reader(self.field)
        _, notes = self.read(text)
        if not notes:
            return None
        constraint = next(iter(notes))
        return getattr(self, f"_{constraint}", self._type)(text)

    def _type(self, text: str) -> Fault:
        expected = EXPECTED[self.field["type"]]
        message = f"“{text}” is not {expected}."
        hints: tuple[str, ...] = ()
        if self.field["type"] == "date" and FORMS["date"].fullmatch(text):
            message = f"{text} is not a real date."
        elif form := {"date": "%Y-%m-%d", "yearmonth": "%Y-%m"}.get(self.field["type"]):
            hints = _date_hints(text, form)
        return Fault(rules.WrongType, message, expected, hints)

    def _required(self, _text: str) -> Fault:
        title = self.field["title"].lower()
        return Fault(
            rules.Required,
            f"The {title} is empty, and every row needs it.",
            self.field["description"],
        )

    def _enum(self, text: str) -> Fault:
        allowed = self.field["constraints"]["enum"]
        self.hinted += 1
        near = nearest(text, allowed) if self.hinted <= HINTED else ()
        listed = (
            ", ".join(allowed)
            if len(allowed) <= 8
            else f"one of {len(allowed)} known, such as {allowed[0]}"
        )
        hints = (f"Did you mean {' or '.join(near)}?",) if near else ()
        if area := area_of_code(text, allowed):
            hints = (f"{text.strip()} is {area}.",)
        return Fault(
            rules.NotAllowed,
            f"“{text}” is not a known {self.field['title'].lower()}.",
            listed,
            hints,
        )

    def _pattern(self, text: str) -> Fault:
        message = (
            f"“{text}” is not valid as {self.field['title'].lower()}: {self.field['description']}"
        )
        pattern = self.field["constraints"]["pattern"]
        expected = WRITTEN.get(pattern, f"text that matches {pattern}")
        hints = (REMARK,) if self.field["name"] == "notes" else ()
        return Fault(rules.WrongPattern, message, expected, hints)

    def _minimum(self, text: str) -> Fault:
        least = self.field["constraints"]["minimum"]
        return Fault(rules.OutOfBounds, f"{text} is less than {least}.", f"at least {least}")

    def _maximum(self, text: str) -> Fault:
        most = self.field["constraints"]["maximum"]
        return Fault(rules.OutOfBounds, f"{text} is more than {most}.", f"at most {most}")


def _cell_reader(field: dict[str, Any]) -> Callable[[Any], tuple[Any, dict[str, str] | None]]:
    from frictionless import Schema  # half of all start-up time, and needed only for doubtful cells

    schema = Schema.from_descriptor({"fields": [field], "missingValues": [""]})
    return schema.fields[0].create_cell_reader()


@cache
def _columns(model: type[Row]) -> dict[str, _Column]:
    fields = descriptor.table_schema(model)["fields"]
    return {each["name"]: _Column(each, screen(each), {}) for each in fields}


class Structured(NamedTuple):
    """What structure makes of one file or sheet: entries, of which the unsound carry findings."""

    entries: list[Entry]
    findings: list[Finding]
    usable: bool


def structured(raw: RawTable, model: type[Row], *, whole: bool = False) -> Structured:
    """Judge the header and every cell of a file or sheet.

    Args:
        raw: The file or sheet.
        model: The row model of its table.
        whole: Whether it belongs to a release, which has every column; a submission may leave out
            those that not every row needs.
    """
    # What a stranger wrote is forgotten with the file.
    columns = {name: replace(each, known={}) for name, each in _columns(model).items()}
    found = {folded(name): position for position, name in enumerate(raw.header)}
    named = {name: found[name] for name in columns if name in found}
    missing = [
        name for name, each in columns.items() if name not in named and (whole or each.required)
    ]
    findings = list(_header_findings(raw, columns, named, missing))
    if any(columns[name].required for name in missing):
        return Structured([], findings, usable=False)
    whole_numbers = [name for name in named if columns[name].field["type"] == "integer"]
    entries = []
    pointed = []
    for index, row in enumerate(raw.rows):
        record = {name: row[named[name]] if name in named else "" for name in columns}
        entry = Entry(model.spec, record, raw, index, named)
        for name in whole_numbers:
            if "." in record[name] and (match := POINTED.fullmatch(record[name])):
                record[name] = match[1]
                pointed.append(entry.place(name))
        for name, position in named.items():
            if (index, position) in raw.reported:
                entry.faulty.add(name)
            elif fault := columns[name].fault(record[name]):
                entry.faulty.add(name)
                findings.append(_finding(fault, entry, name))
        entry.sound = not entry.faulty
        entries.append(entry)
    if pointed:
        findings.append(_without_point(pointed, model.spec.name))
    findings.extend(_restored(entries))
    return Structured(entries, findings, usable=True)


def _without_point(places: Sequence[Place], table: str) -> Finding:
    """Say once for the file that whole numbers were read without their point."""
    count = "1 whole number has" if len(places) == 1 else f"{len(places):,} whole numbers have"
    written = places[0].text or ""
    return rules.PointInWholeNumber.found(
        f"{count} a decimal point; “{written}” is read as {written.partition('.')[0]}.",
        places,
        expected="nothing needs to be done",
        hints=("In pandas, convert the column with `astype('Int64')` before it is written.",),
        table=table,
    )


def _finding(fault: Fault, entry: Entry, column: str) -> Finding:
    return fault.rule.found(
        fault.message,
        [entry.place(column)],
        expected=fault.expected,
        hints=fault.hints or _swapped_columns(entry, column) or _no_figure(entry, column),
        table=entry.spec.name,
    )


def _swapped_columns(entry: Entry, column: str) -> tuple[str, ...]:
    """A decimal fraction where a whole number belongs, and the whole number where the fraction does."""
    other = {"decimals": "value", "number": "rate"}.get(column)
    if other is None:
        return ()
    here, there = entry.record[column], entry.record.get(other, "")
    fraction = isinstance(canonical_number(here), Decimal) and "." in here
    if fraction and there.removeprefix("-").isdecimal():
        return (f"{column} and {other} may have been swapped.",)
    return ()


def _no_figure(entry: Entry, column: str) -> tuple[str, ...]:
    """Words where a figure belongs, such as n/a: the status says that there is none."""
    if column in entry.spec.measures and not any(map(str.isdigit, entry.record[column])):
        return ("If there is no figure, leave the cell empty and set the status to not_supplied.",)
    return ()


def _header_findings(
    raw: RawTable, columns: dict[str, _Column], named: dict[str, int], missing: Sequence[str]
) -> Iterator[Finding]:
    strangers = {
        position: name
        for position, name in enumerate(raw.header)
        if name and position not in named.values()
    }
    gone = []
    for name in missing:
        meant = [at for at, near in strangers.items() if nearest(near, columns)[:1] == [name]]
        if len(meant) == 1:  # the misspelt name is the cause, and one finding says both
            misspelt = strangers.pop(meant[0])
            place = _header_place(raw, meant[0], misspelt)
            yield _missing(raw, [name], columns, place, f"Is “{misspelt}” meant to be {name}?")
        else:
            gone.append(name)
    if gone:
        yield _missing(raw, gone, columns, Place(raw.file, raw.sheet))
    for position, name in strangers.items():
        near = [candidate for candidate in nearest(name, columns) if candidate not in named]
        yield rules.UnknownColumn.found(
            f"The table {raw.table} has no column “{name}”.",
            [_header_place(raw, position, name)],
            expected=f"one of {', '.join(columns)}",
            hints=(f"Did you mean {' or '.join(near)}?",) if near else (),
            table=raw.table,
        )


def _missing(
    raw: RawTable, names: Sequence[str], columns: dict[str, _Column], place: Place, *hints: str
) -> Finding:
    """Name every column that is missing."""
    so = ""
    if any(columns[name].required for name in names):
        so = f", so the rows of {raw.table} cannot be checked"
    if len(names) == 1:
        message = f"The column {names[0]} is missing{so}."
        expected = f"{names[0]}: {columns[names[0]].field['description']}"
    else:
        message = f"{len(names)} columns are missing{so}: {', '.join(names)}."
        expected = f"the columns {', '.join(columns)}"
    return rules.MissingColumn.found(
        message, [place], expected=expected, hints=hints, table=raw.table
    )


def _header_place(raw: RawTable, position: int, name: str) -> Place:
    return Place(raw.file, raw.sheet, None, name, letter(raw.positions[position]), name)


def _restored(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Give back the zeros that a spreadsheet lost, and say so once for the file."""
    places = []
    for entry in entries:
        for column in entry.spec.measures:
            precision = entry.record.get(
                "decimals" if column == "value" else f"{column}_decimals", ""
            )
            text = with_decimals(entry.record[column], precision) if entry.sound else None
            if text is not None:
                places.append(entry.place(column))
                entry.restored[column] = entry.record[column]
                entry.record[column] = text
    if places:
        first, many = entries[0], len(places)
        yield rules.LostZeros.found(
            f"Trailing zeros restored in {many} value{'' if many == 1 else 's'} of {first.spec.name}, "
            "using `decimals`.",
            places,
            expected="nothing needs to be done",
            table=first.spec.name,
        )


def with_decimals(value: str, decimals: str) -> str | None:
    """A value with its zeros restored, or None if none are lost.

    Example:
        >>> with_decimals("63", "1"), with_decimals("14.93", "1")
        ('63.0', None)
    """
    if not value or not decimals:
        return None
    printed = int(decimals)
    shown = len(value.partition(".")[2])
    if printed > shown:
        return f"{Decimal(value):.{printed}f}"
    # 2.50 with one decimal: the last zero says nothing, and is not how the value is published
    if 0 <= printed < shown and not value[len(value) - (shown - printed) :].strip("0"):
        return f"{Decimal(value):.{printed}f}"
    return None


def _date_hints(text: str, form: str) -> tuple[str, ...]:
    """What a date that is written in another way would be here, if it is one."""
    parts = text.replace("/", " ").replace(".", " ").replace("-", " ").split()
    if not all(part.isascii() and part.isdecimal() for part in parts):
        return ()
    if len(parts) == 2 and form == "%Y-%m":
        parts = ["1", *parts] if len(parts[1]) == 4 else [*parts, "1"]
    if len(parts) != 3:
        return ()
    day, month, year = parts if len(parts[2]) == 4 else reversed(parts)
    with suppress(ValueError):
        if len(year) == 4:
            meant = date(int(year), int(month), int(day)).strftime(form)
            return (f"Write {meant}, if that is meant.",)
    return ()
