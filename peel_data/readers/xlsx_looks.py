"""What a cell of an Excel workbook shows, held against what it holds."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from peel_data.readers import flaws
from peel_data.readers.appearance import Font, is_number_like, judge_fonts
from peel_data.readers.comparing import find_difference
from peel_data.readers.number_formats import Kind, Section
from peel_data.readers.number_views import render_number, render_text
from peel_data.readers.serials import date_text, number_text
from peel_data.readers.xlsx_styles import Style, format_colour
from peel_data.readers.xlsx_texts import fonts_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peel_data.readers.xlsx_conditions import Condition

Runs = frozenset[Font | None]
Judged = tuple[str, tuple[flaws.Flaw, ...]]

_DATES: Final = frozenset({Kind.DATE, Kind.MONTH, Kind.PART_OF_DATE})
_REMEMBERED: Final = 50_000


class Looks:
    """Judges cells by their styles."""

    def __init__(self, styles: Sequence[Style], *, from_1904: bool) -> None:
        self._styles = styles
        self._simple = [style.is_simple for style in styles]
        self._from_1904 = from_1904
        self._numbers: dict[tuple[int, float], Judged] = {}

    def number(self, number: float, index: int) -> Judged:
        """The text of a number as it is read, and what is wrong with it."""
        if index >= len(self._simple) or self._simple[index]:
            return number_text(number), ()
        judged = self._numbers.get((index, number))
        if judged is None:
            if len(self._numbers) >= _REMEMBERED:
                self._numbers.clear()
            judged = self._judge_number(number, self._style(index))
            self._numbers[index, number] = judged
        return judged

    def _style(self, index: int) -> Style:
        """The style of this number; an unknown one is the plainest."""
        return self._styles[index] if index < len(self._styles) else Style()

    def _judge_number(self, number: float, style: Style) -> Judged:
        text = number_text(number)
        held = Decimal(text)
        section = style.format.section(held)
        found: list[flaws.Flaw] = []
        if section is not None and section.kind in _DATES:
            text, flaw = _date(number, section, from_1904=self._from_1904)
            found += [flaw] if flaw else []
        else:
            view = (render_number(style.format, held) or "").strip()
            if difference := find_difference(view, text, english=True):
                text = text if difference.disclosed else view
                found.append(difference.flaw)
        colour = format_colour(section.colour) if section and section.colour else None
        font = replace(style.font, colour=colour) if colour else style.font
        found += judge_fonts(text, (font,), style.background, number=True)
        return ("", (flaws.INVISIBLE,)) if flaws.INVISIBLE in found else (text, tuple(found))

    def text(self, text: str, index: int, runs: Runs | None) -> Judged:
        """The text of a text as it is read, and what is wrong with it."""
        if runs is None and (index >= len(self._simple) or self._simple[index]):
            return text, ()
        return self._judge_text(text, self._style(index), runs)

    def _judge_text(self, text: str, style: Style, runs: Runs | None) -> Judged:
        if style.format.text is not None and text.strip():
            view = render_text(style.format, text)
            if view.strip() != text.strip():
                return view.strip(), (_hidden_text(text, view.strip()),)
        fonts = set(fonts_of(runs, style.font))
        marks = judge_fonts(text, fonts, style.background, number=False)
        if flaws.INVISIBLE in marks:
            return "", (flaws.INVISIBLE,)
        return text, tuple(marks)

    def conditional(
        self, held: float | str, runs: Runs | None, index: int, conditions: Sequence[Condition]
    ) -> Judged | None:
        """What is wrong with a cell once its conditional formats apply; None if nothing is."""
        number = None if isinstance(held, str) else Decimal(number_text(held))
        for condition in conditions:
            if not condition.may_hold(number):
                continue
            changed = condition.change.applied(self._style(index))
            judged = (
                self._judge_text(held, changed, runs)
                if isinstance(held, str)
                else self._judge_number(held, changed)
            )
            if judged[1]:
                return judged
        return None


def _date(days: float, section: Section, *, from_1904: bool) -> tuple[str, flaws.Flaw | None]:
    """The date of a day number; a month where no more than the month is shown."""
    if section.shows_time_only:
        return number_text(days), flaws.AS_TIME
    date = date_text(days, from_1904=from_1904)
    if date is None:
        return number_text(days), flaws.NO_SUCH_DATE
    if section.kind is Kind.DATE:
        return date, None
    if section.kind is Kind.MONTH and "T" not in date:
        if date.endswith("-01"):
            return date.removesuffix("-01"), flaws.MONTH
        return date, flaws.DAY_NOT_SHOWN
    return date, flaws.PART_OF_DATE


def _hidden_text(held: str, view: str) -> flaws.Flaw:
    return flaws.masked(view) if is_number_like(held) else flaws.another(view)
