"""Which measure and category words speak of: by titles, labels and the thesaurus of the search. Internal."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from peel_data.figures.build import TITLES
from peel_data.figures.search_terms import phrases_of
from peel_data.transcribe.other_words import with_other_words
from peel_data.transcribe.wording import NOBODY, stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from peel_data.transcribe.audit import Tables

_ABBREVIATIONS = frozenset({"asb", "ocg", "ocgs"})
_SAID_IN_REPORTS = {
    "charged_summonsed": ("charge rate",),
    "calls_for_assistance_rate": ("calls for assistance",),
    "organised_crime_group_rate": ("organised crime groups",),
    "victim_satisfaction_rate": ("victims satisfied", "victim satisfaction"),
    "domestic_abuse_share": ("domestic abuse",),
    "anti_social_behaviour_rate": ("anti-social behaviour",),
    "crime_rate": ("crimes recorded", "police recorded crime", "recorded crime"),
}
_TOPIC = {
    "recorded_crimes": "crime",
    "crime_rate": "crime",
    "crime_change": "crime",
    "outcome_number": "outcomes",
    "outcome_rate": "outcomes",
    "anti_social_behaviour_incidents": "anti-social behaviour",
    "anti_social_behaviour_rate": "anti-social behaviour",
    "anti_social_behaviour_change": "anti-social behaviour",
    "organised_crime_groups": "organised crime",
    "organised_crime_group_rate": "organised crime",
    "organised_crime_group_share": "organised crime",
}
_ALL_CRIME = "all_excluding_fraud"
_BEHAVIOUR = "anti-social behaviour"
_KINDS = {
    "crime_types": "crime",
    "outcome_types": "outcomes",
    "organised_crime_types": "organised crime",
}
"""Whose types the tables of categories list."""
_SHARED = 2
_MOST_WORDS = 0.6
"""A topic is spoken of by more than this share of its words."""


class Topic(NamedTuple):
    """What words speak of.

    Attributes:
        topic: A family of measures: crime, outcomes, anti-social behaviour, organised crime; or one measure.
        category: A crime, outcome or organised crime type; empty where none is named.
        at: The position of its first word among those that say something.
    """

    topic: str
    category: str
    at: int


def topic_of(measure: str) -> str:
    """Return the family of a measure."""
    return _TOPIC.get(measure, measure)


class Vocabulary:
    """The phrases that measures and categories go by."""

    def __init__(self, tables: Tables) -> None:
        self._measures = list(_measure_phrases())
        self._categories = list(_category_phrases(tables))
        self._spoken_of = {
            topic: with_other_words(stems(topic, NOBODY))
            for topic in (*_KINDS.values(), _BEHAVIOUR)
        }
        titles = {
            (topic, row["id"]): with_other_words(stems(row["title"], NOBODY))
            for table, topic in _KINDS.items()
            for row in tables(table)
        }
        seen = Counter(word for words in titles.values() for word in words)
        self._own_words = {
            key: frozenset(w for w in words if seen[w] == 1 and with_other_words([w]) == {w})
            for key, words in titles.items()
        }

    def read(self, text: str) -> Topic | None:
        """Return what a label or a caption names: its first and longest name; None if two topics share it.

        Example:
            >>> from peel_data.tables import records
            >>> Vocabulary(records.read).read("Domestic abuse as a percentage of all recorded crime")
            Topic(topic='domestic_abuse_share', category='', at=0)
        """
        words = stems(text, NOBODY)
        found = [(at, -size, topic, category) for topic, category, at, size in self._find(words)]
        if not found:
            return None
        at, size, topic, category = min(found)
        if len({each[2:] for each in found if each[:2] == (at, size) and each[3]}) > 1:
            return None
        if topic == "crime" and not category:
            category = _ALL_CRIME
        return Topic(topic, category, at)

    def mentions(self, text: str) -> Sequence[Topic]:
        """Return everything that a sentence speaks of, in its order."""
        found = sorted(self._find(stems(text, NOBODY)), key=lambda each: (each[2], -each[3]))
        return [Topic(topic, category, at) for topic, category, at, _ in found]

    def spoken_of(self, text: str) -> set[tuple[str, str]]:
        """Return the topics and categories that a sentence is about though it names them otherwise.

        A topic is spoken of by most of its words, a category of it by a word that is in no other's title.

        Example:
            >>> from peel_data.tables import records
            >>> Vocabulary(records.read).spoken_of("Offences that had a person as their victim")
            {('crime', 'victim_based')}
        """
        words = with_other_words(stems(text, NOBODY))
        topics = {
            topic: own
            for topic, own in self._spoken_of.items()
            if len(own & words) > _MOST_WORDS * len(own)
        }
        found = set()
        for topic, own in topics.items():
            if any(own < other for other in topics.values()):
                continue  # organised crime is not crime
            named = [c for (t, c), its in self._own_words.items() if t == topic and its & words]
            if len(named) < 2:
                found.add((topic, named[0] if named else ""))
        return found

    def is_share(self, after: str, topics: Iterable[tuple[str, str]]) -> bool:
        """Return whether the words after a percentage say that it is one of what a topic counts, or of “them”."""
        first = stems(after, NOBODY)[:_SHARED]
        own = frozenset().union(*(self._spoken_of.get(topic, ()) for topic, _ in topics))
        of = after.lstrip().casefold().startswith("of ")
        return of and not with_other_words(first).isdisjoint({"them", *own})

    def _find(self, words: Sequence[str]) -> Iterator[tuple[str, str, int, int]]:
        said = frozenset(words)
        for topic, phrase in self._measures:
            if phrase <= said and (at := _position(words, phrase)) is not None:
                yield topic, "", at, len(phrase)
        for topic, category, phrase in self._categories:
            if phrase <= said and (at := _position(words, phrase)) is not None:
                yield topic, category, at, len(phrase)


def _position(words: Sequence[str], phrase: frozenset[str]) -> int | None:
    """Return where the words of a phrase stand beside each other, in any order."""
    size = len(phrase)
    for at in range(len(words) - size + 1):
        if words[at] in phrase and phrase == frozenset(words[at : at + size]):
            return at
    return None


def _measure_phrases() -> Iterator[tuple[str, frozenset[str]]]:
    thesaurus = phrases_of("measure")
    for measure, title in TITLES.items():
        plain = re.sub(r"\(.*?\)", "", title)
        for phrase in {plain, *thesaurus.get(measure, ()), *_SAID_IN_REPORTS.get(measure, ())}:
            if (words := _stemmed(phrase)) and (len(words) > 1 or phrase in _ABBREVIATIONS):
                yield topic_of(measure), words


def _category_phrases(tables: Tables) -> Iterator[tuple[str, str, frozenset[str]]]:
    thesaurus: Mapping[str, Sequence[str]] = phrases_of("category")
    for table, topic in _KINDS.items():
        for row in tables(table):
            every = {
                row["title"],
                *thesaurus.get(row["id"], ()),
                *_SAID_IN_REPORTS.get(row["id"], ()),
            }
            for phrase in every:
                if len(words := _stemmed(phrase)) > 1:
                    yield topic, row["id"], words


@cache
def _stemmed(phrase: str) -> frozenset[str]:
    return frozenset(stems(phrase, NOBODY))
