"""Keys within tables, and references between them, over all files of a submission together."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from peel_data.figures.build import CATEGORIES
from peel_data.figures.naming import Names
from peel_data.suggestions import HINTED, nearest_id
from peel_data.tables import records
from peel_data.validation.cells import texts_of
from peel_data.validation.grouping import FEW, group_findings
from peel_data.validation.rules import keys as rules
from peel_data.validation.tables import definition, title_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from peel_data.findings import Finding
    from peel_data.tables.records import Record
    from peel_data.validation.cells import Entry


def key_findings(
    entries: Mapping[str, Sequence[Entry]],
    known: Mapping[str, Sequence[Record]],
    unsettled: Collection[str] = (),
) -> Iterator[Finding]:
    """Duplicate keys, and references to what is neither in the submission nor in the release.

    Args:
        entries: The entries of each table.
        known: The records of the release; none when a release is checked by itself.
        unsettled: Tables of which something could not be read: it may be what is referred to.
    """
    tables = ("areas", "editions", *CATEGORIES.values())
    names = Names({t: [*known.get(t, ()), *(e.record for e in entries.get(t, ()))] for t in tables})
    yield from _shared_isbns(entries.get("publications", ()), known.get("publications", ()))
    figures: set[str] | None = None  # made when something refers to them
    for name, rows in entries.items():
        yield from _duplicates(rows, names)
        for column, to in definition(name).references.items():
            if not rows or to.table in unsettled:
                continue
            there = {record[to.field] for record in known.get(to.table, ())}
            there.update(texts_of(entries.get(to.table, ()), [to.field]))
            if to.table == "figures":
                figures = figures if figures is not None else set(_figure_ids(entries))
                there |= figures
            yield from group_findings(_dangling(rows, column, to.table, there, many=to.many))


def _figure_ids(entries: Mapping[str, Sequence[Entry]]) -> Iterator[str]:
    """Yield the ids of all figures that are given."""
    for rows in entries.values():
        for entry in rows:
            spec = entry.spec
            if spec.measures and not entry.invalid_columns.intersection(spec.key):
                yield from records.figure_ids(spec, entry.record).values()


def _shared_isbns(entries: Sequence[Entry], known: Sequence[Record]) -> Iterator[Finding]:
    """Publications that have the ISBN of another, however its digits are grouped."""
    given: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if "isbn" not in entry.invalid_columns and (isbn := entry["isbn"].replace("-", "")):
            given[isbn].append(entry)
    replaced = {entry["id"] for entry in entries}
    titles = {each["id"]: each["title"] for each in (*known, *(e.record for e in entries))}
    holders: dict[str, list[str]] = defaultdict(list)
    for record in known:
        if record["id"] not in replaced:
            holders[record["isbn"].replace("-", "")].append(record["id"])
    for isbn, publications in given.items():
        names = dict.fromkeys([*holders[isbn], *(entry["id"] for entry in publications)])
        if len(names) > 1:
            called = [titles[name] for name in names]
            said = [
                f"“{title}” ({name})" if called.count(title) > 1 else f"“{title}”"
                for name, title in zip(names, called, strict=True)
            ]
            yield rules.SharedIsbn.found(
                f"{' and '.join(said)} have the same ISBN, {publications[-1]['isbn']}.",
                [entry.place("isbn") for entry in publications],
                expected="an ISBN that no other publication has, or an empty cell",
                table="publications",
                subject=publications[-1]["id"],
            )


def _duplicates(rows: Sequence[Entry], names: Names) -> Iterator[Finding]:
    first: dict[object, Entry] = {}
    again: dict[object, list[Entry]] = {}
    for entry, key in zip(rows, texts_of(rows, rows[0].spec.key if rows else ()), strict=True):
        odd = entry.invalid_columns and entry.invalid_columns.intersection(entry.spec.key)
        if odd and (len(entry.invalid_columns) > 1 or entry.cells != first.get(key, entry).cells):
            continue  # the cell of the key has its own finding, unless it is another row pasted again
        if key in first:
            again.setdefault(key, []).append(entry)
        else:
            first[key] = entry
    for key, others in again.items():
        same = [first[key], *others]
        equal = all(entry.cells == same[0].cells for entry in same)
        for entry in others if equal else same:  # nobody can tell which of them is right
            entry.valid = False
        *others_of_key, column = same[0].spec.key
        doubted = f"{', '.join(others_of_key)} or {column}" if others_of_key else column
        words = (names.title(part) for part in filter(None, same[0].key))
        yield rules.DuplicateKey.found(
            f"{len(same)} rows of {title_of(same[0].spec.name)} have the same key ({', '.join(words)}).",
            [entry.place(column) for entry in same],
            expected="one row for each " + ", ".join(same[0].spec.key),
            hints=("The rows are the same: delete all but one.",)
            if equal
            else (f"One of them may have the wrong {doubted}.",),
            table=same[0].spec.name,
        )


def _dangling(
    rows: Sequence[Entry], column: str, table: str, there: set[str], *, many: bool
) -> Iterator[Finding]:
    places: dict[tuple[str, ...], list[Entry]] = {}
    known = there | {""}
    texts = texts_of(rows, [column])
    for entry, given in zip(rows, texts, strict=True):
        if given in known:
            continue
        text = "" if column in entry.invalid_columns else given
        unknown = [
            each for each in (text.split() if many else [text]) if each and each not in there
        ]
        told = [tuple(unknown)] if len(unknown) > FEW else [(each,) for each in unknown]
        for references in told:
            places.setdefault(references, []).append(entry)
    for number, (references, entries) in enumerate(places.items()):
        for entry in entries:
            entry.valid = False
        first, *others = references
        near = nearest_id(first, there) if number < HINTED and not others else ()
        more = f" and {len(others)} more in the cell are" if others else " is"
        yield rules.UnknownReference.found(
            f"“{first}”{more} not in the table {table}.",
            [entry.place(column) for entry in entries],
            expected=f"{'keys' if others else 'a key'} of {table}",
            hints=(f"Did you mean {' or '.join(near)}?",) if near else (),
            table=entries[0].spec.name,
        )
