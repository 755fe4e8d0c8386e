"""Where a report differs from the transcribed one that is its pattern: order, rows of tables, footnotes. Internal."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from peel_data.figures.build import TITLES
from peel_data.transcribe import cells
from peel_data.transcribe.draft import NOT_A_FIGURE
from peel_data.transcribe.parts import is_table
from peel_data.transcribe.pattern import FIGURE, FOOTNOTE, footnotes_of
from peel_data.transcribe.wording import heading_of

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

    from peel_data.transcribe.audit import Tables
    from peel_data.transcribe.claims import Claim
    from peel_data.transcribe.model import Model
    from peel_data.transcribe.parts import Parts
    from peel_data.transcribe.series import Series
    from peel_data.transcribe.targets import Targets
    from peel_data.transcribe.wording import Names

_PANEL = "Force in numbers: "
_SAME_NOTE = 0.6
"""Which share of the words of the shorter of two footnotes the other has, if they are one."""
_MOST_NAMED = 3
_Item = TypeVar("_Item")


class _Place(NamedTuple):
    """A figure in a part of a report, in the order of its text; `line` is 0 in the pattern."""

    part: str
    series: Series
    line: int = 0


def differences(
    parts: Parts,
    claims: Sequence[Claim],
    models: Iterable[Model],
    targets: Targets,
    names: Names,
    tables: Tables,
) -> list[str]:
    """Return where a report differs from the most similar of its models, a sentence for each difference.

    Args:
        parts: Its text.
        claims: What its numbers are, in the order of the text.
        models: The transcribed reports that are its pattern.
        targets: Finds its figures.
        names: What it calls its force.
        tables: Gives the rows of a table of the data set.
    """
    own = [
        _Place(each.number.part, series, parts.locate(each.number.part, each.number.start)[0])
        for each in claims
        if each.id and each.state != NOT_A_FIGURE and (series := targets.by_id(each.id))
    ]
    every = (_Comparison(parts, own, model, targets, names, tables).told() for model in models)
    return min((list(told) for told in every), key=len, default=[])


class _Comparison:
    """A report beside one that is transcribed."""

    def __init__(
        self,
        parts: Parts,
        own: Sequence[_Place],
        model: Model,
        targets: Targets,
        names: Names,
        tables: Tables,
    ) -> None:
        self._parts, self._own, self._model = parts, own, model
        self._names, self._tables = names, tables
        self._its = [
            _Place(each.locator, series)
            for each in model.learnt
            if each.claim == FIGURE and (series := targets.of(each.id))
        ]
        self._pairs = self._paired()

    def told(self) -> Iterator[str]:
        yield from self._sections()
        yield from self._tables_here()
        for its, part in self._pairs.items():
            yield from self._inside(its, part)
        yield from self._footnotes()

    def _paired(self) -> dict[str, str]:
        """Return the parts of the model that print figures with those here: tables by what they print, else by name."""
        headings = {heading_of(part, self._names): part for part in self._parts.texts}
        made = {}
        for part, figures in _by_part(self._its).items():
            if is_table(part):
                like = {
                    p: sum((Counter(_ids(held)) & Counter(_ids(figures))).values())
                    for p, held in _by_part(self._own).items()
                    if is_table(p)
                }
                best = max(like, key=lambda p: (like[p], p == part), default="")
                if like.get(best):
                    made[part] = best
            elif not part.startswith("Footnote ") and (
                here := headings.get(heading_of(part, self._model.names))
            ):
                made[part] = here
        return made

    def _sections(self) -> Iterator[str]:
        """Yield which sections, and which parts of one, stand in another order."""
        order = {part: at for at, part in enumerate(self._parts.texts)}
        here = [part for part in self._pairs.values() if not is_table(part)]
        sections = list(dict.fromkeys(map(_section, here)))
        first = {name: min(order[p] for p in here if _section(p) == name) for name in sections}
        if moved := _moved(sections, first.__getitem__):
            yield f"The sections are in a different order: {_named(moved)}."
        for name in sections:
            inside = [part for part in here if _section(part) == name]
            if moved := _moved(inside, order.__getitem__):
                titles = [part.removeprefix(f"{name}: ") for part in moved]
                yield f"The parts of “{name}” are in a different order: {_named(titles)}."

    def _tables_here(self) -> Iterator[str]:
        """Yield which tables, charts and panels are missing, new, or have another number."""
        for its in _by_part(self._its):
            here = self._pairs.get(its)
            if here is None and _shows_numbers(its):
                yield f"“{its}” is missing."
            elif here is not None and is_table(its) and here != its:
                yield f"“{its}” is called “{here}” here."
        known = {*self._pairs.values(), *(each.locator for each in self._model.learnt)}
        for part in self._parts.texts:
            if part not in known and _shows_numbers(part):
                yield f"“{part}” is new."

    def _inside(self, its: str, part: str) -> Iterator[str]:
        """Yield what differs in a part: its order, and the rows of a table or panel."""
        theirs = _by_part(self._its)[its]
        ours = _by_part(self._own).get(part, [])
        places = {key: at for at, key in enumerate(_numbered(_ids(theirs)))}
        keys = [key for key in _numbered(_ids(ours)) if key in places]
        lines = dict(zip(_numbered(_ids(ours)), (each.line for each in ours), strict=True))
        if moved := _moved(keys, places.__getitem__):
            at = min(lines[key] for key in moved)
            yield f"The figures in “{part}” are in a different order (line {at})."
        if not _shows_numbers(part):
            return
        here, there = {_row(each.series) for each in ours}, {_row(e.series) for e in theirs}
        for row in dict.fromkeys(_row(each.series) for each in theirs):
            if row not in here:
                yield f"“{part}” has no row for {self._title(row)}."
        for label, line, known in self._rows_here(part, ours):
            if known.isdisjoint(there):
                yield f"“{part}” has an extra row: “{label}” (line {line})."

    def _rows_here(
        self, part: str, ours: Sequence[_Place]
    ) -> Iterator[tuple[str, int, set[Hashable]]]:
        """Yield the rows of a table or panel: label, line, and what its numbers are taken for."""
        text = self._parts.texts[part]
        read = cells.table_cells if is_table(part) else cells.panel_cells
        found: dict[str, int] = {}
        taken: dict[str, set[Hashable]] = {}
        for cell in read(text, self._names):
            label = cell.label.strip()
            line = self._parts.locate(part, cell.start)[0]
            found.setdefault(label, line)
            taken.setdefault(label, set()).update(
                _row(each.series) for each in ours if each.line == line
            )
        for label, line in found.items():
            if label:
                yield label, line, taken[label]

    def _title(self, row: tuple[str, ...]) -> str:
        measure, category, end, baseline = row
        kinds = ("crime_types", "outcome_types", "organised_crime_types", "operational_measures")
        title = next(
            (
                each["title"]
                for kind in kinds
                for each in self._tables(kind)
                if each["id"] == category
            ),
            TITLES.get(measure, measure),
        )
        to = f" to {end}" if end else ""
        return f"“{title}”{to}{f' from {baseline}' if baseline else ''}"

    def _footnotes(self) -> Iterator[str]:
        """Yield which footnotes are new, and which are gone, by their words, whatever their numbers."""
        learnt = {
            each.locator: each.context.sentence
            for each in self._model.learnt
            if each.claim == FOOTNOTE
        }
        if not learnt:
            return
        here = footnotes_of(self._parts, self._names)
        alike = sorted(
            ((_shared(a, b), p, q) for p, a in here.items() for q, b in learnt.items()),
            reverse=True,
        )
        found, known = set[str](), set[str]()
        for share, part, its in alike:
            if share >= _SAME_NOTE and part not in found and its not in known:
                found.add(part)
                known.add(its)
        new = [f"{_number(p)} (line {self._parts.locate(p, 0)[0]})" for p in here if p not in found]
        gone = [_number(its) for its in learnt if its not in known]
        for what, notes in (("New", new), ("Missing", _in_runs(gone))):
            if notes:
                yield f"{what} footnotes: {', '.join(notes)}."


def _shows_numbers(part: str) -> bool:
    """Return whether a part is a table, a chart or a panel."""
    return is_table(part) or part.startswith(_PANEL)


def _by_part(places: Iterable[_Place]) -> dict[str, list[_Place]]:
    made: dict[str, list[_Place]] = {}
    for each in places:
        made.setdefault(each.part, []).append(each)
    return made


def _ids(places: Iterable[_Place]) -> list[str]:
    return [each.series.figure_id for each in places]


def _row(series: Series) -> tuple[str, str, str, str]:
    """Return what a row of a table is about, whosever number stands in it."""
    measure = series.measure if series.table != "crime_outcomes" else series.table
    return measure, series.category, series.period_end, series.baseline_end


def _section(part: str) -> str:
    return part.partition(": ")[0]


def _number(footnote: str) -> str:
    return footnote.removeprefix("Footnote ")


def _numbered(items: Iterable[str]) -> list[tuple[str, int]]:
    """Return each item with how often it came before."""
    seen: Counter[str] = Counter()
    made = []
    for item in items:
        made.append((item, seen[item]))
        seen[item] += 1
    return made


def _moved(items: Sequence[_Item], place: Callable[[_Item], int]) -> list[_Item]:
    """Return the fewest items without which all places rise.

    Example:
        >>> _moved("abcd", {"a": 1, "b": 4, "c": 2, "d": 3}.__getitem__)
        ['b']
    """
    ends: list[int] = []
    longest: list[int] = []
    for item in items:
        at = bisect_left(ends, place(item))
        ends[at : at + 1] = [place(item)]
        longest.append(at + 1)
    wanted, kept = len(ends), list[int]()
    for at in range(len(items) - 1, -1, -1):
        if longest[at] == wanted and (not kept or place(items[at]) < place(items[kept[-1]])):
            kept.append(at)
            wanted -= 1
    return [item for at, item in enumerate(items) if at not in kept]


def _named(items: Sequence[str]) -> str:
    more = len(items) - _MOST_NAMED
    named = ", ".join(f"“{item}”" for item in items[:_MOST_NAMED])
    return f"{named} and {more} more" if more > 0 else named


def _in_runs(numbers: Sequence[str]) -> list[str]:
    """Return numbers with three or more that follow each other as a run.

    Example:
        >>> _in_runs(["1", "2", "3", "7", "9", "10"])
        ['1 to 3', '7', '9', '10']
    """
    made: list[str] = []
    for _, run in groupby(enumerate(numbers), lambda each: int(each[1]) - each[0]):
        every = [number for _, number in run]
        made += [f"{every[0]} to {every[-1]}"] if len(every) > 2 else every
    return made


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / (min(len(one), len(other)) or 1)
