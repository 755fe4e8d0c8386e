"""What people pass in, made sense of; and what to tell them where that cannot be done."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from peel_data.errors import InvalidArgument
from peel_data.nearest import did_you_mean

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


def no_such(what: str, name: str, known: Iterable[str]) -> str:
    """Return the message that there is nothing of that name, with the nearest and all there is."""
    names = sorted(map(str, known))
    return f"There is no {what} {name!r}.{did_you_mean(name, names)} It can be {_listed(names)}."


def _listed(names: list[str]) -> str:
    return ", ".join(names) or "none: no printed figure says anything of it"
