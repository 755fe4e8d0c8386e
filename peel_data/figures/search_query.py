"""From what was typed to what is asked for: a subject, areas, times, numbers and kinds of figure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from peel_data.figures.search_terms import fold, recognise, split
from peel_data.tables.wording import MONTHS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from peel_data.figures.figure import Figure

_MONTHS = {name.casefold(): number for number, name in enumerate(MONTHS, start=1)}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR = r"(?:19[89]|20[0-4])[0-9]"
_ISO_DATE = re.compile(rf"\b({_YEAR}-[01][0-9]-[0-3][0-9])\b")
_FINANCIAL_YEAR = re.compile(rf"\b({_YEAR})\s?[/-]\s?((?:20)?[0-9]{{2}})\b")
_ISO_MONTH = re.compile(rf"\b({_YEAR})-([01][0-9])\b")
_SINCE = re.compile(rf"\b(?:since|from)\s+(?:(?:{_MONTH})\s+)?({_YEAR})\b")
_WRITTEN = re.compile(rf"\b(?:([0-3]?[0-9])(?:st|nd|rd|th)?\s+)?({_MONTH})\b(?:\s+({_YEAR}))?\b")
_BARE_YEAR = re.compile(rf"\b({_YEAR})\b")
_CHART = re.compile(r"\b(?:figure|fig|table|chart)\s+([1-9][0-9]?)\b")
_NUMBER = re.compile(
    r"(?<![\w.])[+-]?([0-9]+(?:\.[0-9]+)?)(?:\s*(million|thousand)\b|%|\b)(?!\.[0-9])"
)
_COUNTED = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_SPAN = re.compile(
    r"(?:\b(?:last|past|previous)\s+)?"
    rf"\b([1-9][0-9]?|{'|'.join(_COUNTED[1:])})[\s-]years?\b(?!\s+(?:ago|old|before))"
)
_LAST_YEAR = re.compile(
    r"\b(?:(?:last|past|previous) year|year before|year[\s-]on[\s-]year|annual|yearly)\b"
)
_TIMES = {"million": 1_000_000, "thousand": 1_000, None: 1}


@dataclass
class Query:
    """What is asked for.

    Attributes:
        content: The words that tell the subject.
        areas: Ids of areas.
        times: For each time named, the tokens that say it: a year, a month of a year, a day.
        baseline: The year that a change is measured from, as in `since 2010`.
        span: The years that a change is measured over, as in `five year change`.
        last_year: Whether a change within a year is meant, as in `since last year`.
        numbers: Numbers that may be the value of a figure, each with the words it is written in.
        chart: The label of a figure of the report: `Figure 4`.
        prefer: Kinds of figure that are asked for: number, rate, change, rise, fall, duration.
    """

    content: list[str] = field(default_factory=list)
    areas: set[str] = field(default_factory=set)
    times: list[str] = field(default_factory=list)
    baseline: str = ""
    span: int | None = None
    last_year: bool = False
    numbers: dict[Decimal, list[str]] = field(default_factory=dict)
    chart: str = ""
    prefer: set[str] = field(default_factory=set)

    @property
    def empty(self) -> bool:
        """Whether nothing is asked for."""
        return not (
            self.content or self.areas or self.times or self.baseline or self.numbers or self.chart
        )


def understand(words: str, corrected: Callable[[str], str]) -> Query:
    """Return what words ask for.

    Args:
        words: As typed.
        corrected: What gives a word its usual spelling.
    """
    query = Query()
    rest = _take_times(query, fold(words.strip()))
    rest = _take_numbers(query, rest)
    for term, phrase in recognise([corrected(word) for word in split(rest)]):
        if term is None:
            query.content += phrase
        elif term.kind == "area":
            query.areas.add(term.id)
        elif term.kind == "prefer":
            query.prefer.add(term.id)
    if query.baseline:
        query.prefer.add("change")
    if query.prefer & {"rise", "fall"}:
        query.prefer.add("change")
    return query


def _take_times(query: Query, text: str) -> str:
    """Move the times of a text to the query and return what is left of it."""

    def take(pattern: re.Pattern[str], read: Callable[[re.Match[str]], str]) -> None:
        nonlocal text
        for found in list(pattern.finditer(text)):
            if token := read(found):
                query.times.append(token)
                text = text.replace(found[0], " ", 1)

    def written(found: re.Match[str]) -> str:
        day, name, year = found.groups()
        if name in {"may", "mar", "dec", "jan"} and not (day or year):
            return ""  # words and names, too
        month = f"{_MONTHS[name]:02}"
        if year is None:
            return f"month {month}" if day is None else f"day {month}-{int(day):02}"
        return f"{year}-{month}" if day is None else f"{year}-{month}-{int(day):02}"

    def financial(found: re.Match[str]) -> str:
        start, end = found.groups()
        return f"financial {start}" if (int(start) + 1) % 100 == int(end) % 100 else ""

    query.last_year = _LAST_YEAR.search(text) is not None
    if found := _SPAN.search(text):
        query.span = int(found[1]) if found[1].isdecimal() else _COUNTED.index(found[1])
        query.prefer.add("change")
        text = _SPAN.sub(" ", text)
    take(_ISO_DATE, lambda found: found[1])
    take(_FINANCIAL_YEAR, financial)
    take(_ISO_MONTH, lambda found: f"{found[1]}-{found[2]}")
    for found in _SINCE.finditer(text):
        query.baseline = found[1]
    text = _SINCE.sub(" ", text)
    take(_WRITTEN, written)
    take(_BARE_YEAR, lambda found: found[1])
    return text


def _take_numbers(query: Query, text: str) -> str:
    def chart(found: re.Match[str]) -> str:
        query.chart = f"Figure {found[1]}"
        return " "

    def number(found: re.Match[str]) -> str:
        query.numbers[Decimal(found[1]) * _TIMES[found[2]]] = split(found[0])
        return " "

    text = _CHART.sub(chart, text)
    phrases = re.compile(r"\b(?:per\s+1000(?:\s\w+)?|999|101|12\s+months?)\b")
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(found[0])
        return " "

    text = phrases.sub(keep, text)
    return " ".join([_NUMBER.sub(number, text), *kept])


def times_of(figure: Figure) -> tuple[set[str], set[str]]:
    """Return the tokens of the time a figure is of, and of times it only has to do with.

    A figure without a period is of the year of its edition.
    """
    end = figure.period_end
    if end is None:
        return set(), set(re.findall(_YEAR, figure.edition))
    of = _tokens(end)
    beside: set[str] = set()
    for other in (figure.period_start, figure.baseline_start, figure.baseline_end):
        if other is not None:
            beside |= _tokens(other)
    if (end.month, end.day) == (3, 31):
        of.add(f"financial {end.year - 1}")
    else:
        beside |= {f"financial {end.year - 1}", f"financial {end.year}"}
    return of, beside


def _tokens(day: dt.date) -> set[str]:
    return {
        f"{day.year}",
        f"{day.year}-{day.month:02}",
        day.isoformat(),
        f"month {day.month:02}",
        f"day {day.month:02}-{day.day:02}",
    }
