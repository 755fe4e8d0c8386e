"""Numbers that no measure exists for, proposed as measures for the steward to name. Internal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from peel_data.transcribe.claims import place_of
from peel_data.transcribe.draft import OPEN
from peel_data.transcribe.numbers import PERCENT, stated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from peel_data.transcribe.claims import Claim
    from peel_data.transcribe.parts import Parts

_UNITS = {
    "percent": re.compile(PERCENT),
    "hours": re.compile(r"^[\s-]*hours?\b", re.IGNORECASE),
    "days": re.compile(r"^[\s-]*days?\b", re.IGNORECASE),
    "months": re.compile(r"^[\s-]*months?\b", re.IGNORECASE),
    "metres": re.compile(r"^[\s-]*metres?\b", re.IGNORECASE),
    "time_of_day": re.compile(r"\d(?:am|pm)$"),
}
_NOUN = re.compile(r"^\s+((?:[a-z][\w'-]*\s+){0,2}?[a-z][\w'-]*s)\b")


def propose(claims: Iterable[Claim], parts: Parts) -> Iterator[dict[str, str]]:
    """Yield a measure for each open number under a question that nothing is known of, named by the words after it.

    Yields:
        Rows of `proposals.csv`.
    """
    for each in claims:
        if each.state != OPEN or each.id or not each.number.part.startswith("Question "):
            continue
        text = parts.texts[each.number.part]
        after = text[each.number.end : each.number.end + 60]
        unit = unit_of(each.number.token, after)
        noun = _NOUN.match(after)
        if not _is_number(each.number.token) or not (noun or unit != "count"):
            continue
        title = " ".join(noun[1].split()) if noun else ""
        locator, token, occurrence = place_of(each.number, parts)
        yield {
            "locator": locator,
            "occurrence": occurrence,
            "token": token,
            "measure": re.sub(r"\W+", "_", title.casefold()).strip("_"),
            "title": title[:1].upper() + title[1:],
            "unit": unit,
            "description": "",
            "accepted": "",
        }


def unit_of(token: str, after: str) -> str:
    """Return the unit that a token and the words after it say.

    Example:
        >>> unit_of("24", " hours a day")
        'hours'
    """
    for unit, words in _UNITS.items():
        if words.search(token) or (unit != "time_of_day" and words.match(after)):
            return unit
    return "count"


def _is_number(token: str) -> bool:
    try:
        stated(token)
    except ValueError:
        return False
    return token[0].isdigit() or token[0] in "+-" or token.casefold() not in {"one", "all", "most"}
