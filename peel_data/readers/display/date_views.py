"""What a section of a number format shows of a date or time, in English."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime, timedelta

    from peel_data.readers.display.number_formats import Section, Token


def render_date(section: Section, moment: datetime, elapsed: timedelta) -> str:
    """Render a moment as a section shows it.

    Args:
        section: The section of a number format.
        moment: The day and time that the number stands for.
        elapsed: The number of days that it is, for formats that count hours, minutes or seconds.

    Example:
        >>> from datetime import datetime, timedelta
        >>> from peel_data.readers.display.number_formats import parse_format
        >>> section = parse_format("dd-mmm").sections[0]
        >>> render_date(section, datetime(2016, 8, 6), timedelta(42588))
        '06-Aug'
    """
    twelve = any(token.kind == "ampm" for token in section.tokens)
    out = []
    for position, token in enumerate(section.tokens):
        if token.kind == "ampm":
            out.append(moment.strftime("%p"))
        elif token.kind == "elapsed":
            out.append(_elapsed(token.text, elapsed))
        elif token.kind == "date" and _is_minute(section.tokens, position):
            out.append(f"{moment.minute:0{min(len(token.text), 2)}}")
        elif token.kind == "date":
            out.append(_part(token.text, moment, twelve=twelve))
        else:
            out.append(token.text)
    return "".join(out).strip()


def _elapsed(text: str, elapsed: timedelta) -> str:
    seconds = {"h": 3600, "m": 60, "s": 1}[text[0]]
    return f"{int(elapsed.total_seconds() // seconds):0{len(text)}}"


def _is_minute(tokens: Sequence[Token], position: int) -> bool:
    """Return whether an `m` is a minute: it stands behind hours or before seconds."""
    if tokens[position].text not in {"m", "mm"}:
        return False
    before = [token.text[0] for token in tokens[:position] if token.kind in {"date", "elapsed"}]
    after = [token.text[0] for token in tokens[position + 1 :] if token.kind == "date"]
    return before[-1:] == ["h"] or after[:1] == ["s"]


def _part(text: str, moment: datetime, *, twelve: bool) -> str:
    size = len(text)
    width = min(size, 2)
    match text[0]:
        case "y" | "e":
            return f"{moment.year % 100:02}" if text in {"y", "yy"} else f"{moment.year:04}"
        case "m" if size > 2:
            name = moment.strftime("%B")
            return name if size == 4 else name[:1] if size == 5 else name[:3]
        case "m":
            return f"{moment.month:0{width}}"
        case "d" if size > 2:
            return moment.strftime("%A" if size > 3 else "%a")
        case "d":
            return f"{moment.day:0{width}}"
        case "h":
            hour = (moment.hour - 1) % 12 + 1 if twelve else moment.hour
            return f"{hour:0{width}}"
        case "s":
            return f"{moment.second:0{width}}"
        case _:
            return ""
