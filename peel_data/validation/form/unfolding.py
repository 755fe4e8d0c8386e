"""From a filled-in form to the rows of tables that its lines mean, each cell with its place in the form."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from peel_data.figures.form_lines import base_of, form_lines
from peel_data.readers.numbers import NumberProblem, canonical_number
from peel_data.readers.reading import Ignored, RawTable, Rejected, Spot, folded
from peel_data.readers.rules.files import UnknownTable
from peel_data.schema import form
from peel_data.validation.form.answers import Given, Known, Row, status_of, understand
from peel_data.validation.form.bases import base_findings, place_of
from peel_data.validation.form.causes import cause_of, form_twice, line_of
from peel_data.validation.form.exchanged import exchanged, exchanged_lines
from peel_data.validation.form.findings import (
    changed_published,
    changed_words,
    impossible,
    join_statuses,
    missing_figures,
    no_number,
    too_fine,
    understood,
)
from peel_data.validation.grouping import FEW, group_findings
from peel_data.validation.rules import form as rules
from peel_data.validation.rules.coverage import lines_missing
from peel_data.validation.structure import with_decimals
from peel_data.validation.tables import definition
from peel_data.workbooks.letters import letter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from peel_data.figures.form_lines import Line
    from peel_data.findings import Finding, Place
    from peel_data.readers.reading import Reading


_OTHERS = (
    form.DECIMALS,
    form.STATUS,
    form.REMARK,
    form.SECTION,
    form.QUESTION,
    form.UNIT,
    form.PERIOD,
)
"""The columns in which figures may stand by mistake: last year's stand beside them by rights."""

_UNREADABLE = "?"
"""What stands for a cell that cannot be read as it is, and says nothing of its line."""


@dataclass(slots=True)
class _Unfolding:
    """What one form becomes."""

    raw: RawTable
    columns: Mapping[str, int]
    declared: frozenset[str] = frozenset()
    given: dict[str, Given] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    problems: dict[rules.Problem, list[Place]] = field(default_factory=dict)
    missing: dict[str, Place] = field(default_factory=dict)
    too_fine: list[Given] = field(default_factory=list)
    alike: list[Finding] = field(default_factory=list)
    understood: list[tuple[str, Place]] = field(default_factory=list)
    remarks: int = 0
    left: int = 0
    refused: int = 0


def unfold(reading: Reading) -> Reading:
    """Return what was read, with every form turned into the tables that it means."""
    forms = [raw for raw in reading.tables if raw.table == form.TABLE]
    touched = forms or any(part.table == form.TABLE for part in reading.rejected)
    if not touched:
        return reading
    tables = [raw for raw in reading.tables if raw.table != form.TABLE]
    findings = [
        replace(finding, table=None) if finding.table == form.TABLE else finding
        for finding in reading.findings
    ]
    ignored = list(reading.ignored)
    rejected = [
        replace(part, table=None) if part.table == form.TABLE else part for part in reading.rejected
    ]
    seen: dict[str, Known] = {}
    declared = frozenset(
        row[raw.header.index("figure_id")]
        for raw in tables
        if raw.table == "revisions" and "figure_id" in raw.header
        for row in raw.rows
    )
    filled = {id(raw): sum(bool(row.figure) for row in _rows(raw)) for raw in forms}
    for raw in sorted(
        forms, key=lambda raw: -filled[id(raw)]
    ):  # an empty copy is not the one meant
        rows = list(_rows(raw))
        cause = form_twice(rows, seen) or cause_of(rows)
        seen = {row.id: row for row in rows if isinstance(row, Known)} | seen
        if cause is not None:
            findings.append(cause)
            rejected.append(Rejected(raw.file, raw.sheet, None, cause.code, len(raw.rows)))
            continue
        made = _read_lines(raw, declared)
        if not any(len(places) > FEW for places in made.problems.values()):  # which tell more
            made.findings += changed_words(rows)
        tables += _tables(made)
        findings += made.findings
        findings += base_findings(raw, made.given)
        if made.remarks:
            ignored.append(
                Ignored(raw.file, raw.sheet, "remarks", "they are meant for people", made.remarks)
            )
        if made.left:
            reason = "nothing was entered"
            ignored.append(Ignored(raw.file, raw.sheet, "lines", reason, made.left))
        if made.refused:
            rejected.append(Rejected(raw.file, raw.sheet, None, rules.NotALine.code, made.refused))
    findings, rejected = _without_working_sheets(forms, findings, rejected, ignored)
    return replace(
        reading,
        tables=tuple(tables),
        findings=tuple(findings),
        ignored=tuple(ignored),
        rejected=tuple(rejected),
    )


def _without_working_sheets(
    forms: Sequence[RawTable],
    findings: Sequence[Finding],
    rejected: Sequence[Rejected],
    ignored: list[Ignored],
) -> tuple[list[Finding], list[Rejected]]:
    """Leave sheets of one's own beside a form alone: nobody takes them for figures that were sent.

    Not those with a name that is nearly that of a table.
    """
    books = {raw.file for raw in forms if raw.sheet}
    own = {
        (place.file, place.sheet)
        for finding in findings
        if finding.code == UnknownTable.code and not finding.hints[0].startswith("Did you mean")
        for place in finding.places
        if place.sheet and place.file in books
    }
    for file, sheet in sorted(own, key=repr):
        ignored.append(
            Ignored(file, sheet, "sheet", "only the form is read in a workbook with one")
        )
    return (
        [f for f in findings if not {(place.file, place.sheet) for place in f.places} & own],
        [part for part in rejected if (part.file, part.sheet) not in own],
    )


def _columns(raw: RawTable) -> dict[str, int]:
    found = raw.columns
    names = (*form.READ, *form.WORDS)
    return {name: found[folded(name)] for name in names if folded(name) in found}


def _rows(raw: RawTable) -> Iterator[Row]:
    """Yield the rows of a form, as the search for a cause sees them."""
    made = _Unfolding(raw, _columns(raw))
    for index in range(len(raw.rows)):
        written, figure = _spot(made, index, form.ID), _spot(made, index, form.FIGURE)
        others = (_spot(made, index, name) for name in _OTHERS)
        line = line_of(written.text)
        kind = Row if line is None else Known
        yield kind(
            written.text,
            line,
            _UNREADABLE if (index, made.columns.get(form.FIGURE)) in raw.reported else figure.text,
            place_of(raw, written),
            place_of(raw, figure),
            tuple(place_of(raw, spot) for spot in others),
            tuple(_spot(made, index, name).text for name in form.WORDS[1:]),
        )


def _read_lines(raw: RawTable, declared: frozenset[str]) -> _Unfolding:
    made = _Unfolding(raw, _columns(raw), declared)
    for index in range(len(raw.rows)):
        _read_line(made, index)
    _set_exchanged_aside(made)
    if halves := _missing_halves(made):
        made.findings.append(lines_missing(halves))
    if made.missing:
        made.findings.append(missing_figures(made.missing))
    if made.too_fine:
        many = len(made.too_fine) > FEW
        groups = [made.too_fine] if many else [[each] for each in made.too_fine]
        made.findings += [too_fine(raw, group) for group in groups]
    made.findings += group_findings(made.alike)
    made.findings += [problem.at(places) for problem, places in join_statuses(made.problems)]
    if made.understood:
        made.findings.append(understood(made.understood))
    return made


def _set_exchanged_aside(made: _Unfolding) -> None:
    """Say of lines with each other's figures only that, and read neither."""
    runs = exchanged_lines(made.given.values())
    all_of_them = [given for run in runs for given in run]
    for given in all_of_them:
        given.faulty = True
    places = [place_of(made.raw, given.spot) for given in all_of_them]
    made.too_fine = [given for given in made.too_fine if given not in all_of_them]
    made.alike = [each for each in made.alike if each.places[0] not in places]
    made.findings += exchanged(made.raw, runs)


def _missing_halves(made: _Unfolding) -> list[str]:
    """Return the lines that are gone while the other of their pair is there; a faulty answer takes their place."""
    pairs = {
        (given.line.table, tuple(given.line.record.items())): given
        for given in made.given.values()
        if given.line.column in {"number", "rate"}
    }
    gone = []
    for given in pairs.values():
        line = given.line
        for other in form_lines(line.record["edition"], line.record["area"]):
            same = (other.table, other.record) == (line.table, line.record)
            if same and other.id not in made.given:
                gone.append(other.in_words)
                made.given[other.id] = replace(given, line=other, value="", faulty=True)
    return gone


def _read_line(made: _Unfolding, index: int) -> None:
    raw = made.raw
    figure, written = _spot(made, index, form.FIGURE), _spot(made, index, form.ID)
    remark = _spot(made, index, form.REMARK).text
    made.remarks += bool(remark)
    line = line_of(written.text)
    if line is None:
        if not written.text and not figure.text:
            made.left += 1  # a heading, a signature, an empty line
            return
        made.refused += 1
        problem, spot = (rules.ID_CHANGED, written) if written.text else (rules.WITHOUT_ID, figure)
        _report(made, problem, spot)
        return
    if line.id in made.given:
        made.refused += 1
        _report(made, rules.TWICE, written)
        return
    words = line.in_words
    named = [
        _spot(made, index, name)._replace(figure=words)
        for name in (form.FIGURE, form.DECIMALS, form.STATUS, form.ID)
    ]
    given = Given(line, named[0], named[1], named[2], named[3])
    made.given[line.id] = given
    given.faulty = (index, made.columns[form.FIGURE]) in raw.reported
    _check_decimals(made, given)
    answer = understand(given.spot.text, line)
    given.value = _with_its_zeros(answer.value, line)
    number = canonical_number(given.value)
    if line.table and given.value and not given.faulty:
        if isinstance(number, Decimal):
            _judge_number(made, given, number)
        else:
            given.faulty = True
            made.alike.append(no_number(raw, given, number))
    if answer.note and (index, made.columns[form.FIGURE]) not in raw.reported:
        made.understood.append((answer.note, place_of(raw, given.spot)))
    status = status_of(given.status_spot.text)
    if status is None:
        _report(made, rules.no_such_status(given.status_spot.text), given.status_spot)
    given.status = status or answer.status or "published"
    if answer.status and status == "published":
        given.status, given.status_spot = answer.status, given.spot  # which says so, as “n/a” does
    if not (given.value or line.optional or given.faulty) and given.status == "published":
        given.faulty = True  # said once, for all that are missing
        made.missing.setdefault(words, place_of(raw, given.spot))


def _judge_number(made: _Unfolding, given: Given, number: Decimal) -> None:
    """Judge what a line can say of its figure without the others of its row."""
    line = given.line
    if found := impossible(made.raw, given):
        given.faulty = True
        made.alike.append(found)
    elif number != round(number, line.decimals):
        given.faulty = True
        made.too_fine.append(given)
    elif (
        line.published
        and line.id not in made.declared
        and len(line.published.partition(".")[2]) != line.decimals  # else it is C601
        and 0 < abs(number - Decimal(line.published)) <= Decimal(1).scaleb(-line.decimals)
    ):
        made.findings.append(changed_published(made.raw, given))


def _report(made: _Unfolding, problem: rules.Problem, spot: Spot) -> None:
    made.problems.setdefault(problem, []).append(place_of(made.raw, spot))


def _with_its_zeros(text: str, line: Line) -> str:
    """Return a figure with the zeros that a spreadsheet does not keep: the cell shows them all the same."""
    if isinstance(canonical_number(text), NumberProblem):
        return text
    return with_decimals(text, str(line.decimals)) or text


def _check_decimals(made: _Unfolding, given: Given) -> None:
    written = given.decimals.text
    if form.DECIMALS in made.columns and written.removesuffix(".0") != str(given.line.decimals):
        _report(made, rules.DECIMALS_CHANGED, given.decimals)
        given.decimals = given.decimals._replace(text=str(given.line.decimals))


def _spot(made: _Unfolding, index: int, name: str) -> Spot:
    raw = made.raw
    at = made.columns.get(name)
    if at is None:
        return Spot(raw.numbers[index], name, "", "", "")
    return Spot(raw.numbers[index], name, letter(raw.positions[at]), raw.rows[index][at], "")


def _tables(made: _Unfolding) -> Iterator[RawTable]:
    """Yield the rows that the lines mean: lines of one row, such as the number and rate of an outcome, together."""
    rows: dict[str, dict[tuple[str, ...], list[Given]]] = {}
    for given in made.given.values():
        line = given.line
        if not line.table or (line.optional and not given.value and given.status == "published"):
            made.left += bool(line.optional and line.table)
            continue
        spec = definition(line.table).spec
        key = tuple(line.record.get(name, "") for name in spec.key)
        rows.setdefault(line.table, {}).setdefault(key, []).append(given)
    for table, found in rows.items():
        yield _table(made, table, list(found.values()))


def _table(made: _Unfolding, table: str, rows: Sequence[Sequence[Given]]) -> RawTable:
    raw = made.raw
    known = definition(table)
    header = tuple(known.fields)
    records, numbers, reported = [], [], set()
    spots: dict[tuple[int, int], Spot] = {}
    for index, parts in enumerate(rows):
        first = parts[0]
        cells = {**first.line.record, "population_base": _base(made, first.line)}
        at = dict.fromkeys(header, first.id_spot)
        without = [given for given in parts if given.status != "published"]
        cells["status"] = (without or parts)[0].status
        at["status"] = (without or parts)[0].status_spot
        for given in parts:
            column, precision = given.line.column, known.spec.precision(given.line.column)
            cells[column], at[column] = given.value, given.spot
            cells[precision], at[precision] = str(given.line.decimals), given.decimals
            if given.faulty:
                reported.add((index, header.index(column)))
        records.append(tuple(cells.get(name, "") for name in header))
        numbers.append(first.spot.row)
        spots |= {(index, position): at[name] for position, name in enumerate(header)}
    return RawTable(
        table=table,
        file=raw.file,
        sheet=raw.sheet,
        header=header,
        positions=tuple(range(1, len(header) + 1)),
        rows=tuple(records),
        numbers=tuple(numbers),
        reported=frozenset(reported),
        spots=spots,
    )


def _base(made: _Unfolding, line: Line) -> str:
    """Return the population estimate behind a rate, as it was given beside the rates."""
    base = base_of(line, [given.line for given in made.given.values()])
    given = made.given.get(base.id) if base else None
    if given is None or not given.value.isdecimal():
        return ""
    title, _, estimate = given.line.question.partition(", ")
    return f"{int(given.value):,} {title.lower()}, {estimate}"
