"""What a cell of an Excel workbook shows, held against what it holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from peel_data.readers.display import flaws
from peel_data.readers.display.appearance import holds_digits, judge_fonts
from peel_data.readers.display.comparing import find_difference
from peel_data.readers.display.date_views import render_date
from peel_data.readers.display.number_formats import Kind
from peel_data.readers.display.number_views import render_number, render_text
from peel_data.readers.display.serials import moment_of, number_text
from peel_data.readers.xlsx.paint import Style
from peel_data.readers.xlsx.texts import Written, parts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from peel_data.readers.display.number_formats import Section
    from peel_data.readers.xlsx.colours import Colours
    from peel_data.readers.xlsx.conditions import Condition

Judged = tuple[str, tuple[flaws.Flaw, ...]]

_REMEMBERED: Final = 50_000
_FIRST_MONTH: Final = "1950-01"
"""A number that stands for an earlier month is no date of police figures."""


class Looks:
    """Judges cells by their styles."""

    def __init__(self, styles: Sequence[Style], colours: Colours, *, from_1904: bool) -> None:
        self._styles = styles
        self._simple = [style.is_simple for style in styles]
        self._colours = colours
        self.from_1904 = from_1904
        self._numbers: dict[tuple[int, float], Judged] = {}

    def is_simple(self, index: int) -> bool:
        """Tell whether a style shows everything as it is."""
        return index >= len(self._simple) or self._simple[index]

    def number(self, number: float, index: int) -> Judged:
        """Return the text of a number as it is read, and what is wrong with it."""
        if self.is_simple(index):
            return number_text(number), ()
        judged = self._numbers.get((index, number))
        if judged is None:
            if len(self._numbers) >= _REMEMBERED:
                self._numbers.clear()
            judged = self._judge_number(number, self._style(index))
            self._numbers[index, number] = judged
        return judged

    def _style(self, index: int) -> Style:
        """Return the style of this number; an unknown one is the plainest."""
        return self._styles[index] if index < len(self._styles) else Style()

    def _judge_number(self, number: float, style: Style) -> Judged:
        text = number_text(number)
        held = Decimal(text)
        section = style.format.section(held)
        found: list[flaws.Flaw] = []
        if section is not None and section.kind.is_date:
            text, flaw = _date(number, section, from_1904=self.from_1904)
            found += [flaw] if flaw else []
        else:
            view = (render_number(style.format, held) or "").strip()
            if difference := find_difference(view, text, english=True):
                text = text if difference.disclosed else view
                found.append(difference.flaw)
        if style.repeated:
            return "", (flaws.REPEATED,)
        seen, marks = self._judge_fonts(text, style, None, section, number=True)
        return (text, (*found, *marks)) if seen == text else (seen, marks)

    def _judge_fonts(
        self,
        text: str,
        style: Style,
        written: Written | None,
        section: Section | None,
        *,
        number: bool,
    ) -> Judged:
        """Judge how a text is written; a section of the number format may have a colour."""
        font = style.font
        if section and (colour := self._colours.of_format(section.colour)):
            font = replace(font, colour=colour)
        return judge_fonts(parts_of(text, written, font), style.background, number=number)

    def text(self, text: str, index: int, written: Written | None) -> Judged:
        """Return the text of a text as it is read, and what is wrong with it."""
        if written is None and self.is_simple(index):
            return text, ()
        return self._judge_text(text, self._style(index), written)

    def _judge_text(self, text: str, style: Style, written: Written | None) -> Judged:
        section = style.format.text
        if section is not None and text.strip():
            view = render_text(style.format, text).strip()
            if view != text.strip():
                return view, (flaws.masked(view) if holds_digits(text) else flaws.another(view),)
        return self._judge_fonts(text, style, written, section, number=False)

    def conditional(
        self,
        held: float | str,
        written: Written | None,
        index: int,
        conditions: Sequence[Condition],
    ) -> Judged | None:
        """Return what is wrong with a cell once its conditional formats apply; None if nothing is."""
        number = None if isinstance(held, str) else Decimal(number_text(held))
        holding = [condition for condition in conditions if condition.may_hold(number)]
        for style in _variants(self._style(index), holding):
            if not isinstance(held, str):
                judged = self._judge_number(held, style)
            elif style.font.colour == self._style(index).font.colour:
                judged = self._judge_text(held, style, written)
            else:  # the colour of a conditional format also replaces those of the parts
                judged = self._judge_text(held, style, None)
            if judged[1]:
                return judged
        return None


def _variants(style: Style, conditions: Sequence[Condition]) -> Iterator[Style]:
    """Yield the styles that a cell may have: after each condition alone, and after all of them.

    Of two that change the same, the first counts.
    """
    for condition in conditions:
        yield from condition.looks(style)
    if len(conditions) > 1:
        for condition in reversed(conditions):
            *_, style = condition.looks(style)
        yield style


def _date(days: float, section: Section, *, from_1904: bool) -> tuple[str, flaws.Flaw | None]:
    """Return the date of a day number; a month where no more than the month is shown.

    Of a number that is hidden behind a part of a date, no more is read than is shown.
    """
    moment = moment_of(days, from_1904=from_1904)
    if section.shows_time_only and days >= 0:
        start = moment or datetime.fromisoformat("1900-01-01") + timedelta(days % 1)
        return render_date(section, start, timedelta(days)), flaws.AS_TIME
    if moment is None:
        return "", flaws.NO_SUCH_DATE
    if section.other_calendar:
        return "", flaws.OTHER_CALENDAR
    day, _, time = moment.isoformat(timespec="seconds").partition("T")
    at_midnight = moment.time() == moment.time().min
    if section.kind is Kind.DATE and at_midnight:
        return day, None
    if section.kind is Kind.DATE and section.shows_time:
        return f"{day}T{time}", None
    if section.kind is Kind.MONTH and at_midnight and day >= _FIRST_MONTH:
        return (day[:7], flaws.MONTH) if day.endswith("-01") else (day, flaws.DAY_NOT_SHOWN)
    view = render_date(section, moment, timedelta(days))
    letters = {token.text[0] for token in section.tokens if token.kind == "date"}
    if letters == {"d", "m"}:
        return view, flaws.day_and_month(view, moment.day, moment.month)
    return view, flaws.PART_OF_DATE
