"""Columns that the template fills in and that came back changed: exchanged, moved by a row, emptied, of another year.

Every row of a template says which figure it asks for. Where a column of it was changed as a whole, each rule finds
something else to say. So the column is put back as the template has it, and that is said once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from peel_data.figures.form_lines import form_lines
from peel_data.findings import LineCell, Place
from peel_data.readers.numbers import canonical_number
from peel_data.readers.reading import folded, shown
from peel_data.tables import records
from peel_data.tables.wording import listed
from peel_data.validation.causes import a_year_later, days_later
from peel_data.validation.rules.form import GivenCellChanged
from peel_data.validation.tables import definition, title_of
from peel_data.workbooks.letters import letter

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from peel_data.findings import Finding
    from peel_data.readers.reading import RawTable, Reading

_MOST_ROWS: Final = 2_000
"""With more rows it is no template of one area that came back."""

_OTHERS: Final = 1 / 3
"""With so many rows of other areas, it is a submission of several."""

_DATES: Final = ("period_start", "period_end", "baseline_start", "baseline_end")


class Change(NamedTuple):
    """What was done to columns of a table.

    Attributes:
        said: What was done, as a sentence that lacks the place at its end, and where columns of dates are its subject,
            these at its start.
        hint: What to do.
        columns: The columns.
        rows: The rows as the template has them, in these columns.
        kind: How dates were changed, which is the same in other columns of other tables; "" of other columns.
    """

    said: str
    hint: str
    columns: tuple[str, ...]
    rows: list[list[str]]
    kind: str = ""


def put_columns_back(reading: Reading) -> tuple[Reading, list[Finding]]:
    """Return what was read with whole columns as the template has them, and what is said of each.

    Nothing is put back in what is not the return of one area, or where single cells are wrong.
    """
    tables = [
        raw for raw in reading.tables if not raw.spots and definition(raw.table).spec.measures
    ]
    if not 0 < sum(len(raw.rows) for raw in tables) <= _MOST_ROWS:
        return reading, []
    asked = _asked(tables)
    found: dict[object, list[tuple[RawTable, Change]]] = defaultdict(list)
    mended: dict[int, RawTable] = {}
    for again in (False, True):  # what was done to many tables shows in single cells of others
        columns = {
            name for changes in found.values() for _, each in changes for name in each.columns
        }
        for raw in tables:
            own = mended.get(id(raw), raw)
            for change in _changes(own, asked.get(raw.table, ()), columns if again else ()):
                found[change.kind or change.columns].append((raw, change))
                mended[id(raw)] = replace(own, rows=tuple(map(tuple, change.rows)))
    findings = [_found(changes) for changes in found.values()]
    back = tuple(mended.get(id(raw), raw) for raw in reading.tables)
    return replace(reading, tables=back), findings


def _asked(tables: Sequence[RawTable]) -> dict[str, list[dict[str, str]]]:
    """Return the rows of the template that the tables are the return of, by table; nothing if they are of none."""
    cells = Counter(cell for raw in tables for row in raw.rows for cell in dict.fromkeys(row))
    areas = sorted((cells[row["id"]], row["id"]) for row in records.read("areas"))
    if not areas[-1][0] or areas[-2][0] > _OTHERS * areas[-1][0]:
        return {}
    best: tuple[int, int, dict[str, list[dict[str, str]]]] = (0, 0, {})
    for edition in (row["id"] for row in records.read("editions")):
        rows = _template(edition, areas[-1][1])
        periods = sum(
            row[name] == given[at]
            for raw in tables
            for at, name in enumerate(map(folded, raw.header))
            for row, given in zip(rows.get(raw.table, ()), raw.rows, strict=False)
            if name in _DATES and row.get(name)
        )
        best = max(best, (periods, cells[edition], rows), key=lambda each: each[:2])
    return best[2]


def _template(edition: str, area: str) -> dict[str, list[dict[str, str]]]:
    """Return the cells that the template of an edition and area fills in, by table, in its order."""
    found: dict[str, dict[tuple[str, ...], dict[str, str]]] = defaultdict(dict)
    for line in form_lines(edition, area):
        if line.table and not line.optional:
            spec = definition(line.table).spec
            row = found[line.table].setdefault(
                tuple(line.record[name] for name in spec.key), dict(line.record)
            )
            row[spec.precision(line.column)] = str(line.decimals)
    return {table: [rows[key] for key in sorted(rows)] for table, rows in found.items()}


def _changes(
    raw: RawTable, asked: Sequence[dict[str, str]], columns: Collection[str]
) -> Iterator[Change]:
    """Yield what was done to the columns of a table, one change after the other.

    Args:
        raw: The table.
        asked: The rows that the template has of it.
        columns: Columns that were changed in other tables; if there are some, only these are looked at.
    """
    at = raw.columns
    table = definition(raw.table)
    names = [name for name in (asked[0] if asked else ()) if name in at]
    key = [n for n in (table.spec.category, "period_end", "baseline_end") if n in names]
    known = {tuple(row[name] for name in key): row for row in asked}
    others = {
        name: field for name, field in table.fields.items() if name in at and name not in names
    }
    rows = [list(row) for row in raw.rows]

    def score(rows: Sequence[Sequence[str]]) -> int:
        """Count the cells that are as the template has them, and of other columns those that are of their kind."""
        total = 0
        for row in rows:
            own = known.get(tuple(row[at[name]] for name in key), {})
            total += sum(row[at[name]] == own.get(name) for name in names)
            total += sum(_is_of_kind(field, row[at[name]]) for name, field in others.items())
        return total

    while key and (best := score(rows)) < len(rows) * (len(names) + len(others)):
        tried = [
            (score(change.rows), change)
            for change in _candidates(rows, at, asked, names)
            if not columns or set(change.columns) <= set(columns)
        ]
        reached, change = max(tried, key=lambda each: each[0], default=(0, None))
        if change is None or reached - best < max(1, 0 if columns else len(rows) // 2):
            return
        yield change
        rows = change.rows


def _is_of_kind(field: Mapping[str, Any], text: str) -> bool:
    """Return whether a text may stand in a column that the template leaves open, by its list or as a number."""
    constraints = field.get("constraints", {})
    listed = constraints.get("enum")
    numeric = field["type"] in {"number", "integer"}
    if not text and not numeric:
        return not constraints.get("required")
    if listed:
        return not text or text in listed
    return isinstance(canonical_number(text), Decimal) == numeric


def _candidates(
    rows: Sequence[Sequence[str]],
    at: Mapping[str, int],
    asked: Sequence[dict[str, str]],
    names: Sequence[str],
) -> Iterator[Change]:
    """Yield what may have been done to columns, the simplest first: of equals the first is taken."""
    pairs: list[tuple[tuple[str, str], ...]] = [(pair,) for pair in combinations(at, 2)]
    if set(_DATES) <= at.keys():
        pairs.append((("period_start", "baseline_start"), ("period_end", "baseline_end")))
    for exchanged in pairs:
        ones, twos = zip(*exchanged, strict=True)
        be = "is" if len(ones) == 1 else "are"
        yield Change(
            f"What belongs into {listed(ones)} {be} in {listed(twos)}, and the other way round",
            "Swap the contents of the columns.",
            (*ones, *twos),
            [
                _with(row, {at[a]: row[at[b]] for pair in exchanged for a, b in (pair, pair[::-1])})
                for row in rows
            ],
        )
    dates = [name for name in _DATES if name in at]
    for columns in (*([name] for name in dates), dates):
        for late, move in _MOVES.items():
            yield Change(
                f"are {late} those that are asked for",
                "Copy the columns of dates from a new template.",
                tuple(columns),
                [_with(row, {at[name]: move(row[at[name]]) for name in columns}) for row in rows],
                late,
            )
    for name in names if len(rows) == len(asked) else ():
        own = [row[name] for row in asked]
        yield Change(
            _said(name, [row[at[name]] for row in rows], own),
            "Copy the column from a new template.",
            (name,),
            [_with(row, {at[name]: cell}) for row, cell in zip(rows, own, strict=True)],
        )


def _said(name: str, column: Sequence[str], own: Sequence[str]) -> str:
    """Say what became of a column."""
    if len(own) > 1 and column[1:] == own[:-1]:
        return f"The column {name} stands one row too low"
    if len(own) > 1 and column[:-1] == own[1:]:
        return f"The column {name} stands one row too high"
    if not any(column):
        return f"The column {name} was emptied"
    if len(set(column)) == 1 and len(set(own)) == 1:
        return (
            f"The column {name} says “{shown(column[0])}” and not “{own[0]}”, which all else is of"
        )
    return f"The column {name} does not hold what the template has there"


def _with(row: Sequence[str], cells: Mapping[int, str]) -> list[str]:
    return [cells.get(position, cell) for position, cell in enumerate(row)]


def _a_year_earlier(day: str) -> str:
    """Return the same day of the year before; what is no such day as it is."""
    try:
        found = date.fromisoformat(day)
        return str(found.replace(year=found.year - 1))
    except ValueError:
        return day


_MOVES: Final[Mapping[str, Callable[[str], str]]] = {
    "a year before": a_year_later,
    "a year after": _a_year_earlier,
    "a day before": partial(days_later, days=1),
    "a day after": partial(days_later, days=-1),
}
"""How dates that came back stand to those that are asked for, and what puts them right."""


def _found(found: Sequence[tuple[RawTable, Change]]) -> Finding:
    """Say once what was done to columns of one table, or of several."""
    places = [place for each in found for place in _places(*each)]
    raw, change = max(found, key=lambda each: len(list(_places(*each))))
    first = next(i for i, row in enumerate(raw.rows) if row != tuple(change.rows[i]))
    where = f" in {len(found)} tables" if len(found) > 1 else f" in {title_of(raw.table)}"
    columns = dict.fromkeys(name for _, each in found for name in each.columns)
    dates = f"Dates in {listed(list(columns))} " if change.kind else ""
    cells = [
        LineCell(letter(position), name, text)
        for position, name, text in zip(raw.positions, raw.header, raw.rows[first], strict=True)
    ]
    return replace(
        GivenCellChanged.found(
            f"{dates}{change.said}{where}.",
            places,
            expected="the columns that the template came with",
            hints=(change.hint,),
            table=raw.table if len(found) == 1 else None,
        ),
        line=tuple(cells),
    )


def _places(raw: RawTable, change: Change) -> Iterator[Place]:
    at = raw.columns
    for index, (row, own) in enumerate(zip(raw.rows, change.rows, strict=True)):
        for name in change.columns:
            if row[at[name]] != own[at[name]]:
                yield Place(
                    raw.file,
                    raw.sheet,
                    raw.numbers[index],
                    raw.header[at[name]],
                    letter(raw.positions[at[name]]),
                    shown(row[at[name]]),
                )
