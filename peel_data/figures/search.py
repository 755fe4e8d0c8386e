"""Finding figures by the words that people use for them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from peel_data.errors import InvalidArgument, NotFound
from peel_data.figures import search_index
from peel_data.figures.catalogue import all_figures
from peel_data.figures.figure import Figures, span
from peel_data.figures.search_index import Index
from peel_data.figures.search_query import Query, times_of, understand
from peel_data.suggestions import asking
from peel_data.tables import records
from peel_data.tables.formatting import area_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from peel_data.figures.figure import Figure
    from peel_data.figures.search_index import Subject

NAMED, IN_NAMES, IN_DETAILS, IN_PART = range(4)
"""How a subject fits, best first: one of its names is asked for, or its names have all words, or what is
known of it has them, or most of them."""
KINDS = {"change": 2, "number": 1, "rate": 1}
"""Kinds of figure, and how much it counts against a subject that it is not of the kind asked for."""
ONLY = "duration"
"""The kind of figure that leaves no other where it is asked for: how long something takes."""
LIST = "List all figures with `peel-data figures`."


def find(words: str) -> Figures:
    """Return the figures that the words describe, best first.

    Raises:
        InvalidArgument: There are no words.
        NotFound: Nothing matches.
    """
    index = _index()
    if exact := [figure for figure in all_figures() if figure.id == words.strip()]:
        return Figures(exact)
    query = understand(words, index.corrected)
    if query.empty:
        if query.prefer:
            raise NotFound(f"{words!r} does not say what it is about. Add a word, such as `crime`.")
        raise InvalidArgument("Say what to look for, such as `victim satisfaction`.")
    _refuse_areas_without_figures(query, words)
    query.content = list(dict.fromkeys(query.content))
    fits = _subjects(index, query, words)
    found = list(_sorted(index, query, fits))
    if not found:
        raise NotFound(_why_none(index, query, words, fits))
    return Figures(found)


@cache
def _index() -> Index:
    return Index(all_figures())


@cache
def _areas_with_figures() -> tuple[str, ...]:
    return tuple(dict.fromkeys(figure.area for figure in all_figures()))


def _refuse_areas_without_figures(query: Query, words: str) -> None:
    there = _areas_with_figures()
    if query.areas and not query.areas & set(there):
        names = " and ".join(map(area_name, sorted(query.areas)))
        verb = "has" if len(query.areas) == 1 else "have"
        have = "; ".join(area_name(area) for area in sorted(there)[:6])
        raise NotFound(
            f"No figure matches {words!r}: {names} {verb} no figures in this release. "
            f"Those that have: {have}{'; and others' if len(there) > 6 else ''}."
        )


def _subjects(index: Index, query: Query, words: str) -> dict[int, int]:
    """Return how well each subject fits what was asked for, leaving out those that do not.

    Raises:
        NotFound: A word of no figure, or a subject that none is of.
    """
    asked = query.content
    if not asked:
        return dict.fromkeys(range(len(index.subjects)), NAMED)
    hint = search_index.absent(asked)
    named = index.named(asked)
    if hint is not None and not named:
        raise NotFound(
            f"No figure matches {words!r}: the reports print none of that. {hint or LIST}"
        )
    anywhere = [index.with_word(word, "details") for word in asked]
    for word, subjects in zip(asked, anywhere, strict=True):
        if not subjects:
            guess = asking(index.alike(word))
            raise NotFound(f"No figure matches {words!r}: none is of {word!r}.{guess} {LIST}")
    fits = dict.fromkeys(_most(anywhere), IN_PART)
    fits |= dict.fromkeys(set.intersection(*anywhere), IN_DETAILS)
    in_names = [index.with_word(word, "names") for word in asked]
    fits |= dict.fromkeys(set.intersection(*in_names), IN_NAMES)
    return fits | dict.fromkeys(named, NAMED)


def _most(found: Sequence[set[int]]) -> Iterator[int]:
    """Yield the subjects that match at least three quarters of the words."""
    for number in set.union(*found):
        if sum(number in subjects for subjects in found) * 4 >= len(found) * 3:
            yield number


class _Hit(NamedTuple):
    """A figure that is asked for: how its subject fits, and what it is sorted by."""

    fit: int
    order: tuple[float, ...]
    figure: Figure


def _sorted(index: Index, query: Query, fits: dict[int, int]) -> Iterator[Figure]:
    """Yield the figures of subjects that fit, of the areas, times and numbers asked for, best first."""
    ranks = index.rank(query.content) if query.content else {}
    if ONLY in query.prefer:
        lasting = {each: fit for each, fit in fits.items() if ONLY in index.subjects[each].kinds}
        fits = lasting or fits
    hits = []
    for number, fit in fits.items():
        subject = index.subjects[number]
        missing = sum(KINDS[kind] for kind in query.prefer & KINDS.keys() - subject.kinds)
        rank = 0.0 if fit == NAMED else ranks.get(number, 0.0)
        place = (fit, missing, rank, *subject.order, number)
        hits += [
            _Hit(fit, (*place, *_order(query, figure), position), figure)
            for position, figure in _figures(query, subject)
        ]
    best = min((hit.fit for hit in hits), default=NAMED)
    enough = max(best, IN_NAMES)  # what only the details say is asked when the names say nothing
    for hit in sorted(hits, key=lambda hit: hit.order):
        if hit.fit <= enough:
            yield hit.figure


def _figures(query: Query, subject: Subject) -> Iterator[tuple[int, Figure]]:
    """Yield the figures of a subject that are asked for, each with its place among all.

    Of figures that only have to do with a time, those that are of it leave none.
    """
    found = [each for each in subject.figures if _is_asked_for(query, subject, each[1])]
    asked = set(query.times)
    stated = [each for each in found if asked <= times_of(each[1])[0]]
    yield from stated or found


def _is_asked_for(query: Query, subject: Subject, figure: Figure) -> bool:
    of, beside = times_of(figure)
    return (
        (not query.areas or figure.area in query.areas)
        and of | beside >= set(query.times)
        and (query.span is None or query.span == span(figure) or _is_age(figure, query.span))
        and (not query.baseline or f"{figure.baseline_end}".startswith(query.baseline))
        and all(
            abs(figure.value) == number or subject.words.issuperset(words)
            for number, words in query.numbers.items()
        )
        and (not query.chart or figure.id in _in_chart(query.chart))
    )


def _is_age(figure: Figure, years: int) -> bool:
    return figure.unit == "years_of_age" and figure.value == years


def _order(query: Query, figure: Figure) -> tuple[int, ...]:
    contrary = (figure.value < 0) if "rise" in query.prefer else (figure.value > 0)
    ends = (figure.period_end, figure.baseline_end)
    return (
        min((abs(figure.value) != number for number in query.numbers), default=0),
        _kinds_of_areas()[figure.area],
        int(query.last_year and span(figure) != 1),
        int(bool(query.prefer & {"rise", "fall"}) and contrary),
        *(-end.toordinal() if end else 0 for end in ends),
    )


@cache
def _kinds_of_areas() -> dict[str, int]:
    """Return for each area where its kind stands: forces before what they are part of."""
    order = {"force": 0, "combined": 1, "national": 2}
    return {record["id"]: order[record["kind"]] for record in records.read("areas")}


@cache
def _in_chart(label: str) -> frozenset[str]:
    """Return the figures printed in a chart or table of a report, or that share what it charts."""
    shown = {
        figure_id
        for record in records.read("report_figures")
        if record["label"] == label
        for figure_id in record["printed_figures"].split()
    }
    cited = {
        figure.id
        for figure in all_figures()
        for place in figure.citations
        if place.locator == label
    }
    return frozenset(shown | cited)


def _why_none(index: Index, query: Query, words: str, fits: dict[int, int]) -> str:
    start = f"No figure matches {words!r}"
    if query.chart and not _in_chart(query.chart):
        return f"{start}: no report has a {query.chart} with figures in it. {LIST}"
    if not fits:
        return f"{start}: none matches all of it at once. Use fewer words. {LIST}"
    ends = sorted(
        {figure.period_end for number in fits for _, figure in index.subjects[number].figures
         if figure.period_end}
    )  # fmt: skip
    if query.span is not None:
        return f"{start}: no change over {query.span} years is printed for it."
    if (query.times or query.baseline) and ends:
        return f"{start}: there is no figure for that time. The periods end from {ends[0]} to {ends[-1]}."
    return f"{start}: none has that area, time or value. Use fewer words. {LIST}"
