"""Turn arguments into dates and names, or say what is wrong with them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from peel_data.errors import InvalidArgument
from peel_data.suggestions import did_you_mean
from peel_data.tables import records

if TYPE_CHECKING:
    from collections.abc import Iterable


def as_date(given: date | str | None) -> date | None:
    """Return a date given as such or as text.

    Raises:
        InvalidArgument: The text is no date.
    """
    if not isinstance(given, str):
        return given
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise InvalidArgument(f"{given!r} is not a date: expected one like 2015-06-30.") from None


def no_such(what: str, name: str, known: Iterable[str], *, where: str = "") -> str:
    """Return the message that nothing has that name, with the nearest name and all there are."""
    names = sorted(map(str, known))
    there = f" {where}" if where else ""
    if not names:
        return f"There is no {what} {name!r}{there}: no printed figure says anything about it."
    listed = ", ".join(names)
    if what == "area" and any(area["id"] == name for area in records.read("areas")):
        return f"There are no figures of {name!r}{there}. Areas with figures: {listed}."
    return f"There is no {what} {name!r}{there}.{did_you_mean(name, names)} Known: {listed}."
