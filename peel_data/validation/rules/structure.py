"""S2xx: header, types and constraints: what the Table Schemas ask for, in plain words.

Each rule is defined here with everything it says; `validation/structure.py` finds the cells that break it.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from peel_data.findings import Finding, Place, Severity
from peel_data.readers.numbers import NumberProblem, canonical_number
from peel_data.rule import Rule
from peel_data.schema.cell_types import CELL_TYPES, PATTERN_WORDS
from peel_data.suggestions import area_called, area_of_code, nearest
from peel_data.validation.shorthand import shorthand_hints
from peel_data.validation.tables import title_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    Field = Mapping[str, Any]
    """A field of a Table Schema."""


class Fault(NamedTuple):
    """What is wrong with a text in a column."""

    rule: type[Rule]
    message: str
    expected: str
    hints: tuple[str, ...] = ()


class CellRule(Rule):
    """A rule of single cells."""

    requires = ("S202",)

    @classmethod
    def fault(cls, field: Field, text: str, *, suggest: bool) -> Fault:
        """Say what is wrong with a text that breaks the rule in a column; looking for what was meant is slow."""
        raise NotImplementedError


class UnknownColumn(Rule):
    code = "S201"
    title = "The table has no column of that name"
    explanation = (
        "The content of the column would be lost. Correct the name, or delete the column. Put "
        'remarks in a sheet or file named "Notes". Columns that the package itself adds to a '
        "table, such as figure_id, are ignored."
    )
    bad = "edition,area,crime_typ,period_end,value"
    good = "edition,area,crime_type,period_end,value"

    @classmethod
    def of(
        cls, place: Place, table: str, columns: Collection[str], free: Collection[str]
    ) -> Finding:
        """Say it of a header cell; `free` are the columns that the header does not name."""
        name = place.column or ""
        near = [candidate for candidate in nearest(name, columns) if candidate in free]
        return cls.found(
            f"The table of {title_of(table)} has no column “{name}”.",
            [place],
            expected=f"one of {', '.join(columns)}",
            hints=(f"Did you mean {' or '.join(near)}?",) if near else (),
            table=table,
        )


class MissingColumn(Rule):
    code = "S202"
    title = "A column that every row needs is missing"
    explanation = (
        "The rows of this table cannot be checked without the column, so the table is not checked "
        "further. Add the column, or use the template, which has them all."
    )
    bad = "area,crime_type,period_end,value   (there is no edition)"
    good = "edition,area,crime_type,period_end,value"

    @classmethod
    def of(
        cls,
        missing: Sequence[str],
        fields: Mapping[str, Field],
        place: Place,
        table: str,
        *,
        unusable: bool,
        misspelt: str | None = None,
    ) -> Finding:
        """Name every column that is missing; one of them may stand there under a misspelt name."""
        so = f", so the rows of {title_of(table)} cannot be checked" if unusable else ""
        if len(missing) == 1:
            message = f"The column “{missing[0]}” is missing{so}."
            expected = f"{missing[0]}: {fields[missing[0]]['description']}"
        else:
            message = f"{len(missing)} columns are missing{so}: {', '.join(missing)}."
            expected = f"the columns {', '.join(fields)}"
        hints = (f"Is “{misspelt}” meant to be {missing[0]}?",) if misspelt else ()
        return cls.found(message, [place], expected=expected, hints=hints, table=table)


class WrongType(CellRule):
    code = "S203"
    title = "The cell is not of the type of its column"
    explanation = (
        "Write dates as YYYY-MM-DD, months as YYYY-MM, flags as true or false, and whole numbers "
        "without a point."
    )
    bad = "period_end: 30/06/2016"
    good = "period_end: 2016-06-30"

    @classmethod
    def fault(cls, field: Field, text: str, *, suggest: bool) -> Fault:
        """Say it, or what is wrong with the way a number is written."""
        kind = field["type"]
        expected = CELL_TYPES[kind].words
        if kind in {"number", "integer"}:
            number = canonical_number(text)
            if isinstance(number, NumberProblem):
                return NotCanonical.of(number, text, expected)
        if kind == "date" and CELL_TYPES["date"].pattern.fullmatch(text):
            return Fault(cls, f"{text} is not a real date.", expected)
        return Fault(cls, f"“{text}” is not {expected}.", expected, cls._hints(text, kind))

    @staticmethod
    def _hints(text: str, kind: str) -> tuple[str, ...]:
        """Return what a date or month that is written in another way would be here, if it is one."""
        form = {"date": "%Y-%m-%d", "yearmonth": "%Y-%m"}.get(kind)
        parts = text.replace("/", " ").replace(".", " ").replace("-", " ").split()
        if form is None or not all(part.isascii() and part.isdecimal() for part in parts):
            return ()
        if len(parts) == 2 and kind == "yearmonth":
            parts = ["1", *parts] if len(parts[1]) == 4 else [*parts, "1"]
        if len(parts) != 3:
            return ()
        day, month, year = parts if len(parts[2]) == 4 else reversed(parts)
        with suppress(ValueError):
            if len(year) == 4:
                meant = date(int(year), int(month), int(day)).strftime(form)
                return (f"Write {meant}, if that is meant.",)
        return ()


WITHOUT_FIGURE = "If there is no figure, leave the cell empty and set the status to not_supplied."
"""What to do where words stand for a figure."""


class NotCanonical(Rule):
    code = "S204"
    title = "The number is not in the tables' number format"
    explanation = (
        "Use digits, one point, and a minus sign for a fall. Do not use commas, percent signs, "
        "plus signs, currency signs or exponents. With a single format, nothing has to be "
        "guessed."
    )
    requires = ("S202",)
    bad = "value: 1,234"
    good = "value: 1234"

    @classmethod
    def of(cls, problem: NumberProblem, text: str, expected: str) -> Fault:
        """Say what is wrong with a number, and how it is written, or what its shorthand means."""
        hints = shorthand_hints(text)
        if problem.suggestion and not hints:
            hints = (f"Write {problem.suggestion}.",)
        return Fault(cls, problem.message, expected, hints)


class NotAllowed(CellRule):
    code = "S205"
    title = "The cell is not one of the values that its column allows"
    explanation = (
        "The column accepts only values from a closed list. The finding suggests the closest one, "
        "and the template offers them in a drop-down list."
    )
    bad = "area: Northants"
    good = "area: northamptonshire"

    @classmethod
    def fault(cls, field: Field, text: str, *, suggest: bool) -> Fault:
        """Say it, and name the nearest words or the area of a code."""
        allowed = field["constraints"]["enum"]
        named = area_called(text, allowed)
        near = [named] if named else nearest(text, allowed) if suggest else ()
        hints = (f"Did you mean {' or '.join(near)}?",) if near else ()
        if area := area_of_code(text, allowed):
            hints = (f"{text.strip()} is {area}.",)
        return Fault(
            cls,
            f"“{text}” is not a known {field['title'].lower()}.",
            ", ".join(allowed)
            if len(allowed) <= 8
            else f"one of {len(allowed)} known, such as {allowed[0]}",
            hints,
        )


class Required(CellRule):
    code = "S206"
    title = "A required cell is empty"
    explanation = (
        "If there is no figure, say so in the status (`not_supplied`, `not_comparable`, "
        "`suppressed`) and leave the value empty. Do not leave the cells empty that say which "
        "figure it is."
    )
    bad = "crime_type: (empty)"
    good = "crime_type: sexual_offences"

    @classmethod
    def fault(cls, field: Field, text: str, *, suggest: bool) -> Fault:
        """Say it, and what belongs there."""
        title = field["title"].lower()
        return Fault(cls, f"The {title} is empty, and every row needs it.", field["description"])


class WrongPattern(CellRule):
    code = "S207"
    title = "The text is not in its column's format"
    explanation = (
        "Ids consist of lower-case letters, digits and hyphens or underscores. Separate several ids "
        "with spaces. Copy the id from the table that it belongs to."
    )
    bad = "edition: PEEL 2016"
    good = "edition: peel-effectiveness-2016"

    @classmethod
    def fault(cls, field: Field, text: str, *, suggest: bool) -> Fault:
        """Say it, and what the pattern asks for in words."""
        pattern = field["constraints"]["pattern"]
        remark = "Remarks in your own words go on a sheet, or in a text file, whose name begins with Notes."
        return Fault(
            cls,
            f"“{text}” is not valid as {field['title'].lower()}: {field['description']}",
            PATTERN_WORDS.get(pattern, f"text that matches {pattern}"),
            (remark,) if field["name"] == "notes" else (),
        )


class OutOfBounds(CellRule):
    code = "S208"
    title = "The number is outside what its column allows"
    explanation = (
        "The limits are those of the schema: decimals from -12 to 9, and counts of things from 0 "
        "or 1."
    )
    bad = "decimals: 57"
    good = "decimals: 1"

    @classmethod
    def fault(cls, field: Field, text: str, *, suggest: bool) -> Fault:
        """Say which bound it passes."""
        bounds = field["constraints"]
        if "minimum" in bounds and Decimal(text) < bounds["minimum"]:
            least = bounds["minimum"]
            return Fault(cls, f"{text} is less than {least}.", f"at least {least}")
        return Fault(
            cls, f"{text} is more than {bounds['maximum']}.", f"at most {bounds['maximum']}"
        )


class LostZeros(Rule):
    code = "S209"
    title = "Zeros at the end of a value were lost, and restored from its decimals"
    explanation = (
        "A spreadsheet shows 63.0 and saves 63. The decimals column says how precisely the figure "
        "is printed, so the value is certain. You do not need to do anything."
    )
    severity = Severity.INFO
    requires = ("S202", "C605", "C614")
    bad = "value: 63   decimals: 1"
    good = "value: 63.0   decimals: 1"

    @classmethod
    def of(cls, places: Sequence[Place], table: str) -> Finding:
        """Say it once for a file."""
        values, its = "1 value", "its"
        if len(places) > 1:
            values, its = f"{len(places)} values", "their"
        return cls.found(
            f"In the table of {title_of(table)}, zeros at the end of {values} were restored from {its} decimals.",
            places,
            expected="nothing needs to be done",
            table=table,
        )


class PointInWholeNumber(Rule):
    code = "S210"
    title = "A whole number is written with a decimal point"
    explanation = (
        "Some programs, including pandas, store a column of whole numbers with gaps as decimal "
        "numbers, and write 1.0 for 1. It is read as 1. You do not need to do anything."
    )
    severity = Severity.INFO
    requires = ("S202",)
    bad = "decimals: 1.0"
    good = "decimals: 1"

    @classmethod
    def of(cls, places: Sequence[Place], table: str) -> Finding:
        """Say it once for a file."""
        count = "1 whole number has" if len(places) == 1 else f"{len(places):,} whole numbers have"
        written = places[0].text or ""
        return cls.found(
            f"{count} a decimal point; “{written}” is read as {written.partition('.')[0]}.",
            places,
            expected="nothing needs to be done",
            hints=("In pandas, convert the column with `astype('Int64')` before it is written.",),
            table=table,
        )


class FormulaAsText(CellRule):
    code = "S211"
    title = "The text could run as a formula in a spreadsheet program"
    explanation = (
        "The tables are published as CSV files. When somebody opens one, the spreadsheet program "
        "calculates text that begins with `=`, `+`, `-` or `@`, and a formula can run commands or "
        "send data away. Begin the text with a word. A number as printed, such as +4.5%, is "
        "allowed."
    )
    bad = "coverage: =HYPERLINK(...)"
    good = "coverage: Without the Metropolitan Police"

    @classmethod
    def fault(cls, field: Field, text: str, *, suggest: bool) -> Fault:
        """Say it."""
        return Fault(
            cls,
            f"“{text}” could run as a formula when the published file is opened in a spreadsheet program.",
            "text that begins with a letter or a digit",
            ("Begin the text with a word.",),
        )


class RefusedByFrictionless(Rule):
    code = "S212"
    title = "Frictionless does not accept the release"
    explanation = (
        "Every release must be a Data Package that Frictionless accepts, so that any of its "
        "clients can read it. If the rules find nothing wrong but Frictionless does, a schema "
        "most often contains a constraint that its type cannot have. Correct the row model, then "
        "run `peel-data generate`. This rule does not apply to submissions."
    )
    bad = "a schema that gives a column of months a pattern"
    good = "a release that `frictionless validate datapackage.json` accepts"


OF_BREACH: Mapping[str, type[CellRule]] = {
    "type": WrongType,
    "required": Required,
    "enum": NotAllowed,
    "pattern": WrongPattern,
    "minimum": OutOfBounds,
    "maximum": OutOfBounds,
}
"""The rule that says what a text breaks, by what `cell_types.breach` calls it."""
