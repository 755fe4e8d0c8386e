"""What an OpenDocument cell shows of the date that it holds."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from peel_data.readers.display import flaws

if TYPE_CHECKING:
    from peel_data.readers.display.flaws import Flaw

_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T([0-9:.]{1,20})Z?)?", re.ASCII)
_WORDS = re.compile(r"[0-9]+|[^\W\d_]+")
# fmt: off
_MONTHS: Final = (
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
)
# fmt: on
_FIRST_YEAR: Final = 1950
"""A number that stands for a day of an earlier year is no date of police figures."""


def read_date(value: str, view: str | None) -> tuple[str, Flaw | None]:
    """Read a date as it is shown, and say what is wrong with it.

    Args:
        value: The date that the cell holds.
        view: What it shows; None where the file does not say.
    """
    seen = (view or "").strip()
    match = _DATE.fullmatch(value)
    try:
        day = date.fromisoformat(match[1] if match else "")
    except ValueError:
        return seen, flaws.NO_SUCH_DATE
    if match and (match[2] or "").strip("0:."):
        return (value, None) if ":" in seen else (seen, flaws.PART_OF_DATE)
    if view is None:
        return day.isoformat(), None
    if not any(character.isdigit() for character in seen):
        return seen, flaws.masked(seen)
    return _shown(day, seen)


def _shown(day: date, seen: str) -> tuple[str, Flaw | None]:
    """Hold the words of a view against the year, month and day of a date."""
    words = _WORDS.findall(seen)
    numbers = [word for word in words if word.isdigit()]
    year = _take(numbers, {f"{day.year:04}", f"{day.year % 100:02}"})
    named = [word[:3].lower() for word in words if word[:3].lower() in _MONTHS]
    if named:
        month = named == [_MONTHS[day.month - 1]]
    else:
        month = _take(numbers, {str(day.month), f"{day.month:02}"})
        month = month or any(word.isalpha() and len(word) > 2 for word in words)
    told = _take(numbers, {str(day.day), f"{day.day:02}"})
    if any(number.strip("0") for number in numbers) or (named and not month):
        return seen, flaws.another(seen, "date")
    if year and month and told:
        return day.isoformat(), None
    if year and month and day.year >= _FIRST_YEAR:
        if day.day == 1:
            return day.isoformat()[:7], flaws.MONTH
        return day.isoformat(), flaws.DAY_NOT_SHOWN
    if month and told:
        return seen, flaws.day_and_month(seen, day.day, day.month)
    return seen, flaws.PART_OF_DATE


def _take(numbers: list[str], wanted: set[str]) -> bool:
    """Take the first of the wanted numbers out of a list; tell whether there was one."""
    found = next((number for number in numbers if number in wanted), None)
    if found is not None:
        numbers.remove(found)
    return found is not None
