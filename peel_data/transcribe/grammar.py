"""What a number states, read from headings, labels, units, dates and the words of its sentence alone. Internal.

No pattern is needed. A number is taken for a figure only if exactly one series of the edition has all that is said
of it: the measure, the category, whose it is, the unit and the days.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from peel_data.transcribe import cells
from peel_data.transcribe.audit import sentence_around
from peel_data.transcribe.files.normalise import SUPERSCRIPTS
from peel_data.transcribe.numbers import MONTHS, PERCENT, stated, year_month
from peel_data.transcribe.parts import PANELS, is_table, is_table_or_panel
from peel_data.transcribe.phrasing import FALLS, RISES
from peel_data.transcribe.plain import EACH
from peel_data.transcribe.series import shifted
from peel_data.transcribe.topics import Vocabulary, topic_of
from peel_data.transcribe.wording import NATION, whose

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from peel_data.transcribe.audit import Tables
    from peel_data.transcribe.cells import Cell
    from peel_data.transcribe.parts import Parts
    from peel_data.transcribe.series import Series
    from peel_data.transcribe.tokens import Number
    from peel_data.transcribe.wording import Names

IN_TABLE, IN_SENTENCE, CARRIED, LOOSE, DOUBTFUL = 0.95, 0.8, 0.76, 0.72, 0.4
_DAY = re.compile(rf"(\d{{1,2}})\s+({'|'.join(MONTHS)})\s+(\d{{4}})")
_MONTH = re.compile(rf"(?<!\d )(?<!\d)({'|'.join(MONTHS)})\s+(\d{{4}})")
_YEAR = r"(?:year|twelvemonth|(?:12|twelve)\s+months)"
_YEAR_BEFORE = re.compile(
    rf"\b(?:previous|preceding|prior|last)\s+{_YEAR}\b|\byear-on-year\b|"
    rf"\b{_YEAR}\s+(?:before|earlier|ago|previously|prior)\b",
    re.IGNORECASE,
)
_SAME_PERIOD = re.compile(
    r"\b(?:(?:same|this|that)\s+(?:[\w-]+\s+)?(?:period|time|span|stretch)|"
    r"(?:these|those)\s+(?:[\w-]+\s+)?(?:years|months|dates|periods))\b",
    re.IGNORECASE,
)
_BETWEEN_SENTENCES = re.compile(rf"(?<=[.!?])[{SUPERSCRIPTS}]*\s|\n\s*\n")
_PRONOUN = re.compile(r"(?:It|This|These|They|That)\b")
_NO_COUNT = re.compile(
    r"\b(?:figures?|tables?|questions?|per|in|since|level|category) $", re.IGNORECASE
)
_CHANGE = re.compile(r"\bchanges?\b", re.IGNORECASE)
_BASES = {
    "per_1000_population": re.compile(
        rf"{EACH}\s+(?:1,?000|thousand)\s+(?:of\s+(?:the\s+)?)?(?:population|people|residents|inhabitants)",
        re.IGNORECASE,
    ),
    "per_1000_households": re.compile(
        rf"{EACH}\s+(?:1,?000|thousand)\s+(?:households|homes|dwellings)", re.IGNORECASE
    ),
    "per_million_population": re.compile(rf"{EACH}\s+(?:one\s+|1\s+)?million", re.IGNORECASE),
}


class Guess(NamedTuple):
    """What a number is taken for.

    Attributes:
        figure_id: The figure; empty where nothing is likely.
        confidence: From 0 to 1.
        why: What speaks for it.
    """

    figure_id: str
    confidence: float
    why: str


class Grammar:
    """Reads the numbers of a report against the series that its edition has."""

    def __init__(
        self, parts: Parts, series: Mapping[str, Series], names: Names, tables: Tables
    ) -> None:
        self._parts, self._series, self._names = parts, list(series.values()), names
        self._words = Vocabulary(tables)

    def read(self, numbers: Sequence[Number]) -> dict[int, Guess]:
        """Return what each number is taken for, by its position; those of which nothing is said are left out."""
        by_place = {(n.part, n.start): at for at, n in enumerate(numbers)}
        made: dict[int, Guess] = {}
        for part, text in self._parts.texts.items():
            read = self._cells_of(part, text)
            for cell in read:
                at = by_place.get((part, cell.start))
                if at is not None and (guess := self._of_cell(cell, numbers[at].token)):
                    made[at] = guess
        for at, number in enumerate(numbers):
            if at in made or is_table_or_panel(number.part):
                continue
            if guess := self._of_sentence(number):
                made[at] = guess
        return made

    def _cells_of(self, part: str, text: str) -> list[Cell]:
        if part.startswith(PANELS):
            return list(cells.panel_cells(text, self._names))
        if is_table(part):
            return list(cells.table_cells(text, self._names))
        return []

    def _of_cell(self, cell: Cell, token: str) -> Guess | None:
        said = f"{cell.label} {cell.caption}"
        topic = self._words.read(cell.label)
        if topic is None or not cell.area:
            return None
        ends = days(cell.label) or days(cell.caption)
        unit = _unit(token, said, cell.kind)
        left = [
            each
            for each in self._series
            if topic_of(each.measure) == topic.topic
            and each.category == topic.category
            and each.area == cell.area
            and _fits_unit(each, unit, cell.kind)
            and _fits_days(each, ends)
        ]
        return _only(left, token, f"“{cell.label.strip()}”, {_whose(cell.area)}", IN_TABLE)

    def _of_sentence(self, number: Number) -> Guess | None:
        text = self._parts.texts[number.part]
        before, after = sentence_around(text, number.start, number.end)
        mentioned = self._words.mentions(f"{before} {number.token} {after}")
        confidence = IN_SENTENCE
        if not mentioned and _PRONOUN.match(before.lstrip()):
            mentioned = self._words.mentions(_sentence_before(text, number.start))
            confidence = CARRIED
        sentence = f"{before} {number.token} {after}"
        topics = {(topic.topic, topic.category) for topic in mentioned}
        if mentioned and (guess := self._in_words(number, before, after, topics, confidence)):
            return guess
        if other := self._words.spoken_of(sentence) - topics:
            return self._in_words(number, before, after, other, LOOSE)
        return None

    def _in_words(
        self,
        number: Number,
        before: str,
        after: str,
        topics: set[tuple[str, str]],
        confidence: float,
    ) -> Guess | None:
        """Return the series that a sentence states, if its words speak of these topics and categories."""
        text = self._parts.texts[number.part]
        area = whose(self._names, before, number.token, after)
        ends = days(f"{before} {after}")
        year_before = bool(_YEAR_BEFORE.search(f"{before} {after}"))
        if not ends or _SAME_PERIOD.search(before + after):
            earlier = self._days_before(text, number.start)
            # What an earlier sentence compared with, this one does not, if it says with what.
            ends |= {max(earlier)} if earlier and year_before else earlier
        unit = _unit(number.token, after[:60], "", f"{before} {number.token} {after}")
        if unit == "percent" and confidence == LOOSE and not self._words.is_share(after, topics):
            return None
        if unit == "count" and not self._counts(number, before, after):
            return None
        left = [
            each
            for each in self._series
            if _among(each, topics)
            and each.area == area
            and _fits_unit(each, unit, "")
            and (_fits_days(each, ends) or (year_before and _fits_year_before(each, ends)))
        ]
        where = f"the sentence, {_whose(area)}"
        return _only(_most_special(left), number.token, where, confidence)

    def _counts(self, number: Number, before: str, after: str) -> bool:
        """Return whether a number in digits counts what the words right after it name."""
        named = self._words.mentions(after[:80])
        plain = number.token[0].isdigit() and not _NO_COUNT.search(before)
        return plain and bool(named) and named[0].at <= 2

    @staticmethod
    def _days_before(text: str, start: int) -> set[str]:
        """Return the days of the nearest sentence before that has any."""
        for sentence in reversed(_BETWEEN_SENTENCES.split(text[:start])[:-1]):
            if found := days(sentence):
                return found
        return set()


def _sentence_before(text: str, start: int) -> str:
    """Return the sentence before the one that a place stands in."""
    sentences = _BETWEEN_SENTENCES.split(text[:start])
    return sentences[-2] if len(sentences) > 1 else ""


def days(text: str) -> set[str]:
    """Return the days that a text names, and the last days of its months.

    Example:
        >>> sorted(days("12 months to 30 June 2014 against June 2015"))
        ['2014-06-30', '2015-06']
    """
    found = {f"{year_month(m, y)}-{int(d):02}" for d, m, y in _DAY.findall(text)}
    return found | {year_month(m, y) for m, y in _MONTH.findall(_DAY.sub("", text))}


def _unit(token: str, after: str, kind: str, sentence: str = "") -> str:
    """Return the unit that the words say: a percentage, a change in percent, a rate per so many, or a count."""
    if re.search(PERCENT, token):
        changes = token[0] in "+-" or _CHANGE.search(after)
        if sentence:
            changes = changes or RISES.search(sentence) or FALLS.search(sentence)
        return "percent_change" if changes else "percent"
    for unit, words in _BASES.items():
        if words.search(after):
            return unit
    return "percent" if kind == "rate" else "count"


def _fits_unit(series: Series, unit: str, kind: str) -> bool:
    if kind and series.table == "crime_outcomes":
        return series.column == kind
    if unit == "per_1000_population":
        return series.unit in {unit, "per_1000_households"}
    if unit == "percent":
        return series.unit.startswith("percent") and series.unit != "percent_change"
    return series.unit == unit


def _fits_days(series: Series, ends: Iterable[str]) -> bool:
    """Return whether the days are those of a series, all of them, and no others."""
    own = {series.period_end, series.baseline_end} - {""}
    return {day[:7] for day in own} == {day[:7] for day in ends}


def _fits_year_before(series: Series, ends: Iterable[str]) -> bool:
    """Return whether a series is a change from the year before, the end of which the text leaves to the reader."""
    said = {day[:7] for day in ends}
    return series.baseline_end == shifted(series.period_end, -1) and said <= {
        series.period_end[:7],
        series.baseline_end[:7],
    }


def _among(series: Series, topics: set[tuple[str, str]]) -> bool:
    topic = topic_of(series.measure)
    if not series.category:
        return (topic, "") in topics
    if series.category == "all_excluding_fraud":
        return (topic, series.category) in topics or (topic, "") in topics
    return (topic, series.category) in topics


def _most_special(left: Sequence[Series]) -> Sequence[Series]:
    """Of all crime and one type of it, the type: a sentence that names a type speaks of that."""
    types = [each for each in left if each.category and each.category != "all_excluding_fraud"]
    return types if types and {e.measure for e in types} == {e.measure for e in left} else left


def _only(left: Sequence[Series], token: str, where: str, confidence: float) -> Guess | None:
    if len(left) > 1:
        return Guess("", 0.0, f"{where}: fits {len(left)} figures equally well")
    if not left:
        return None
    series = left[0]
    try:
        _, decimals = stated(token)
    except ValueError:
        return None
    if decimals == series.decimals:
        return Guess(series.figure_id, confidence, where)
    if decimals < series.decimals and confidence < IN_TABLE:
        return Guess(
            series.figure_id, confidence, f"{where}; rounded more than the edition rounds it"
        )
    return Guess(
        series.figure_id,
        DOUBTFUL,
        f"{where}; but printed to {decimals} decimals, not {series.decimals}",
    )


def _whose(area: str) -> str:
    return "England and Wales" if area == NATION else "the force"
