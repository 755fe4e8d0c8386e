"""Numbers that no measure exists for, proposed as measures for the steward to name. Internal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from peel_data.transcribe.claims import place_of
from peel_data.transcribe.draft import OPEN
from peel_data.transcribe.numbers import PERCENT, stated

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from peel_data.transcribe.claims import Claim
    from peel_data.transcribe.parts import Parts

_UNITS = {
    "percent": re.compile(PERCENT),
    "years_of_age": re.compile(r"^[\s-]*years?(?:[\s-]+old|\s+of\s+age)\b", re.IGNORECASE),
    **{
        f"{unit}s": re.compile(rf"^[\s-]*{unit}s?\b", re.IGNORECASE)
        for unit in (
            *("second", "minute", "hour", "day", "week", "month", "year"),
            *("metre", "kilometre", "mile"),
        )
    },
    "time_of_day": re.compile(r"\d(?:am|pm)$"),
}
_OF_TIME, _OF_LENGTH = ("seconds", "minutes", "weeks", "years"), ("kilometres", "miles")
_NEW_UNITS = {
    **{unit: (unit.title(), unit, f"A length of time in {unit}.") for unit in _OF_TIME},
    **{unit: (unit.title(), unit, f"A distance in {unit}.") for unit in _OF_LENGTH},
    "pounds": ("Pounds", "pounds", "An amount of money in pounds sterling."),
}
"""Units that reports use and the data set may lack: title, suffix and description."""
_LEADING = re.compile(r"^\s+(?:of\s+)?(?:(?:the|all|these|those|our|their|its|such)\s+)?")
_NOUN = re.compile(r"((?:[a-z][\w'-]*\s+){0,2}?[a-z][\w'-]*s)\b")


def propose(
    claims: Iterable[Claim], parts: Parts, known_units: Collection[str]
) -> Iterator[dict[str, str]]:
    """Yield a measure for each open number under a question that nothing is known of, named by the words after it.

    Args:
        claims: What was found.
        parts: The text.
        known_units: The units of the data set; of another, the proposal describes it too.

    Yields:
        Rows of `proposals.csv`.
    """
    for each in claims:
        if each.state != OPEN or each.id or not each.number.part.startswith("Question "):
            continue
        text = parts.texts[each.number.part]
        after = text[each.number.end : each.number.end + 60]
        unit = unit_of(each.number.token, after, text[: each.number.start][-1:])
        # The words after hours are no name of what takes them.
        named = unit in {"count", "percent"} and (lead := _LEADING.match(after))
        noun = _NOUN.match(after, lead.end()) if named and lead else None
        if not _is_number(each.number.token) or not (noun or unit != "count"):
            continue
        title = " ".join(noun[1].split()) if noun else ""
        locator, token, occurrence = place_of(each.number, parts)
        new = _NEW_UNITS.get(unit) if unit not in known_units else None
        yield {
            "locator": locator,
            "occurrence": occurrence,
            "token": token,
            "measure": re.sub(r"\W+", "_", title.casefold()).strip("_"),
            "title": title[:1].upper() + title[1:],
            "unit": unit,
            "description": "",
            **dict(
                zip(
                    ("unit_title", "unit_suffix", "unit_description"), new or ("",) * 3, strict=True
                )
            ),
            "accepted": "",
        }


def unit_of(token: str, after: str, before: str = "") -> str:
    """Return the unit that a token and the words around it say.

    Example:
        >>> unit_of("24", " hours a day"), unit_of("3 million", " was spent", "£")
        ('hours', 'pounds')
    """
    if before.endswith("£"):
        return "pounds"
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
