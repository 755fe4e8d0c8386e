"""The index of what figures are about: SQLite's full-text search, over a subject once.

A subject is a measure, of one category where it has them: all its areas and periods are one entry, so the
index stays small however many forces and years there are. Words are compared by their stems.
"""

from __future__ import annotations

import sqlite3
import weakref
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from peel_data.figures import search_terms as terms
from peel_data.tables import records

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from peel_data.figures.figure import Figure

Key: TypeAlias = "tuple[str, str]"
LAST = 10_000
"""Where a subject stands that the file of terms does not name: after those that it does."""
PREFIX = 4
"""From so many letters on, a word may be the beginning of one."""
MISSPELT = 5
"""From so many letters on, a word may be a misspelling of one."""
LIKENESS = 0.84
"""How alike a misspelling is: `burglery` is, `robbery` is not."""

GUESSED = 0.8
"""How alike a word is that may have been meant."""


class Subject(NamedTuple):
    """What some figures are about: their measure and category, and what is known of both.

    Attributes:
        number: Its row in the index.
        kinds: The kinds of figure it is, as `prefer` in the file of terms has them.
        order: Where it stands among subjects that fit as well.
        figures: Its figures, each with its place among all.
        words: The words of its names and of its details.
    """

    number: int
    kinds: frozenset[str]
    order: tuple[int, int]
    figures: tuple[tuple[int, Figure], ...]
    words: frozenset[str]


class Index:
    """The subjects of figures, to be asked for by words.

    Args:
        figures: The figures.
    """

    def __init__(self, figures: Iterable[Figure]) -> None:
        by_subject: dict[Key, list[tuple[int, Figure]]] = {}
        for position, figure in enumerate(figures):
            key = (figure.measure, figure.category or "")
            by_subject.setdefault(key, []).append((position, figure))
        self._descriptions = {
            r["id"]: r["description"] for r in records.read("operational_measures")
        }
        self._units = {r["id"]: r["title"] for r in records.read("units")}
        # One connection for all threads: SQLite itself lets only one of them in at a time.
        self._data = sqlite3.connect(":memory:", check_same_thread=False)
        weakref.finalize(self, self._data.close)
        self._data.execute(
            "CREATE VIRTUAL TABLE subjects USING fts5(names, details, tokenize=porter)"
        )
        self._data.execute(
            "CREATE VIRTUAL TABLE phrases USING fts5"
            "(words, subject UNINDEXED, size UNINDEXED, tokenize=porter)"
        )
        self.subjects = tuple(
            self._add(number, key, found) for number, (key, found) in enumerate(by_subject.items())
        )

    def _add(self, number: int, key: Key, figures: list[tuple[int, Figure]]) -> Subject:
        measure, category = key
        figure = figures[0][1]
        own = terms.phrases_of("measure").get(measure, ())
        of_category = terms.phrases_of("category").get(category, ())
        parts = figure.title.split(": ")
        names = " . ".join([figure.title, *own, *of_category])
        details = " ".join(self._details(figure))
        self._data.execute(
            "INSERT INTO subjects(rowid, names, details) VALUES (?, ?, ?)",
            (number, " ".join(terms.split(names)), " ".join(terms.split(details))),
        )
        self._add_phrases([figure.title, *parts, *own, *of_category], number)
        order = [*terms.phrases_of("measure")], [*terms.phrases_of("category")]
        return Subject(
            number=number,
            kinds=_kinds(figure.unit),
            order=(_place(measure, order[0]), _place(category, order[1])),
            figures=tuple(figures),
            words=frozenset(terms.split(f"{names} {details}")),
        )

    def _details(self, figure: Figure) -> Iterator[str]:
        yield figure.table
        yield figure.measure
        yield figure.place or ""
        yield self._descriptions.get(figure.measure, "")
        yield self._units.get(figure.unit, "")

    def _add_phrases(self, phrases: Iterable[str], subject: int | None) -> None:
        for phrase in {terms.significant_once(each) for each in phrases} - {()}:
            self._data.execute(
                "INSERT INTO phrases(words, subject, size) VALUES (?, ?, ?)",
                (" ".join(phrase), subject, len(phrase)),
            )

    def named(self, words: Collection[str]) -> set[int]:
        """Return the subjects of which one name is just these words, in any order."""
        asked = (_all_of(words), len(words))
        found = self._data.execute(
            "SELECT subject FROM phrases WHERE phrases MATCH ? AND size = ?", asked
        )
        return {number for (number,) in found}

    def with_word(self, word: str, column: str) -> set[int]:
        """Return the subjects that have a word, or one that begins with it, in their names or details.

        Args:
            word: The word.
            column: `names`, or `details` for both.
        """
        where = "names : " if column == "names" else ""
        for asked in (f'"{word}"', f'"{word}"*' if len(word) >= PREFIX else ""):
            found = self._data.execute(
                "SELECT rowid FROM subjects WHERE subjects MATCH ?", (f"{where}({asked})",)
            ) if asked else ()  # fmt: skip
            if numbers := {number for (number,) in found}:
                return numbers
        return set()

    def rank(self, words: Collection[str]) -> dict[int, float]:
        """Return how well subjects fit some of the words: bm25, less is better; names weigh most."""
        any_of = " OR ".join(f'"{word}"*' if len(word) >= PREFIX else f'"{word}"' for word in words)
        found = self._data.execute(
            "SELECT rowid, bm25(subjects, 10.0, 1.0) FROM subjects WHERE subjects MATCH ?",
            (any_of,),
        )
        return {number: round(rank, 6) for number, rank in found}

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word that means something in a query."""
        phrases = {word for _, phrase in terms.read_terms() for word in terms.split(phrase)}
        known = {word for phrase in terms.lexicon() for word in phrase}
        return frozenset(phrases | known).union(*(subject.words for subject in self.subjects))

    def corrected(self, word: str) -> str:
        """Return the usual spelling of a word that is misspelt a little, and any other as it is."""
        known = self.vocabulary
        if len(word) < MISSPELT or word.isdigit() or word in known:
            return word
        if self.with_word(word, "details") or any(each.startswith(word) for each in known):
            return word
        same_start = {each for each in known if each[0] == word[0]}
        return next(iter(_close(word, same_start, LIKENESS)), word)

    def alike(self, word: str) -> list[str]:
        """Return words of figures and areas that may have been meant by one that means nothing."""
        areas = {each for phrase, term in terms.lexicon().items() if term.kind == "area"
                 for each in phrase}  # fmt: skip
        return _close(word, areas.union(*(subject.words for subject in self.subjects)), GUESSED)


def absent(words: Sequence[str]) -> str | None:
    """Return what helps where the words are of something no figure is of; None where they are not."""
    asked = {_singular(word) for word in words}
    for hint, phrases in terms.phrases_of("absent").items():
        for phrase in phrases:
            if asked == {_singular(word) for word in terms.significant_once(phrase)}:
                return hint
    return None


def _close(word: str, among: Iterable[str], likeness: float) -> list[str]:
    from difflib import get_close_matches

    near = sorted(each for each in among if abs(len(each) - len(word)) <= 2)
    return get_close_matches(word, near, n=2, cutoff=likeness)


def _singular(word: str) -> str:
    return word.removesuffix("s")


def _all_of(words: Collection[str]) -> str:
    return " AND ".join(f'"{word}"' for word in words)


def _place(name: str, order: Sequence[str]) -> int:
    return order.index(name) if name in order else LAST if name else -1


def _kinds(unit: str) -> frozenset[str]:
    if unit == "percent_change":
        return frozenset({"change"})
    if unit.startswith("count"):
        return frozenset({"number"})
    if unit in {"hours", "days", "months"}:
        return frozenset({"duration"})
    return frozenset({"rate"}) if unit.startswith("per") else frozenset()
