"""What a section of a number format shows of a number, with a point and commas as in English.

Dates are not rendered here; `serials` reads them.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from peel_data.readers.display.number_formats import Kind, Token

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peel_data.readers.display.number_formats import NumberFormat, Section

_EXACT: Final = Context(prec=1000)
"""Room for every digit of the largest and the smallest float."""

_PADDING: Final = {"0": "0", "?": " ", "#": ""}


def render_number(shown_by: NumberFormat, number: Decimal) -> str | None:
    """Render a number as a format shows it; None for a date.

    Example:
        >>> from peel_data.readers.display.number_formats import parse_format
        >>> render_number(parse_format("#,##0.0"), Decimal("2812.35"))
        '2,812.4'
        >>> render_number(parse_format('[<100]"[c]";0.0'), Decimal("66.1"))
        '[c]'
    """
    section = shown_by.section(number)
    if section is None:
        return "#" * 8 if len(shown_by.sections) > 1 else _plain(number)
    if section.kind.is_date:
        return None
    return render_section(section, number)


def render_text(shown_by: NumberFormat, text: str) -> str:
    """Render a text as a format shows it: only a fourth section, or one with @, changes a text."""
    if shown_by.text is None:
        return text
    return "".join(text if token.kind == "text" else token.text for token in shown_by.text.tokens)


def render_section(section: Section, number: Decimal) -> str:
    """Render a number as a section shows it."""
    size = number.copy_abs()
    match section.kind:
        case Kind.NUMBER:
            shown = _number(section.tokens, size)
        case Kind.EXPONENT:
            shown = _exponent(section.tokens, size)
        case Kind.FRACTION:
            shown = _fraction(section.tokens, size)
        case _:
            shown = "".join(
                _plain(size) if token.kind in {"general", "text"} else token.text
                for token in section.tokens
            )
    return "-" + shown if number < 0 and not section.unsigned else shown


def _plain(number: Decimal) -> str:
    """Return a number as the format General shows it, without an exponent."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _number(tokens: Sequence[Token], size: Decimal) -> str:
    point = next((i for i, token in enumerate(tokens) if token.kind == "point"), len(tokens))
    last = max(i for i, token in enumerate(tokens) if token.kind == "digit")
    last_whole = max((i for i, t in enumerate(tokens[:point]) if t.kind == "digit"), default=-1)
    scales = {i for start in {last, last_whole} if start >= 0 for i in _commas_after(tokens, start)}
    grouped = any(t.kind == "comma" for t in tokens[: max(last_whole, 0)])
    percent = sum(token.kind == "percent" for token in tokens)
    size = size.scaleb(2 * percent - 3 * len(scales), _EXACT)
    places = sum(token.kind == "digit" for token in tokens[point:])
    whole, _, part = format(_rounded(size, places), "f").partition(".")
    before = [t for i, t in enumerate(tokens[:point]) if i not in scales]
    after = [t for i, t in enumerate(tokens[point:], point) if i not in scales]
    return _whole(before, whole.lstrip("0"), grouped=grouped) + _part(after, part)


def _commas_after(tokens: Sequence[Token], start: int) -> list[int]:
    """Return the positions of the commas that follow a digit at once; each divides by a thousand."""
    found = []
    for position in range(start + 1, len(tokens)):
        if tokens[position].kind != "comma":
            break
        found.append(position)
    return found


def _rounded(size: Decimal, places: int) -> Decimal:
    return size.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _EXACT)


def _whole(tokens: Sequence[Token], digits: str, *, grouped: bool) -> str:
    """Return the whole part: digits fill their places from the right, the first takes all that is left."""
    left = list(digits)
    places = [i for i, token in enumerate(tokens) if token.kind == "digit"]
    out: list[str] = []
    put = 0

    def place(digit: str) -> None:
        nonlocal put
        if grouped and put and put % 3 == 0 and digit.isdigit():
            out.append(",")
        out.append(digit)
        put += bool(digit)

    for position in range(len(tokens) - 1, -1, -1):
        token = tokens[position]
        if token.kind != "digit":
            if not (token.kind == "comma" and grouped):
                out.append(token.text[::-1])
            continue
        place(left.pop() if left else _PADDING[token.text])
        if position == places[0]:
            while left:
                place(left.pop())
    while left:
        place(left.pop())
    return "".join(out)[::-1]


def _part(tokens: Sequence[Token], digits: str) -> str:
    """Return the decimals, with the point and whatever stands among and behind them."""
    out = []
    needed = len(digits.rstrip("0"))
    at = 0
    for token in tokens:
        if token.kind != "digit":
            out.append(token.text)
            continue
        spare = at >= needed and token.text != "0"
        out.append(_PADDING[token.text] if spare else digits[at])
        at += 1
    return "".join(out)


def _exponent(tokens: Sequence[Token], size: Decimal) -> str:
    at = next(i for i, token in enumerate(tokens) if token.kind == "exponent")
    mantissa, power = tokens[:at], tokens[at + 1 :]
    point = next((i for i, t in enumerate(mantissa) if t.kind == "point"), len(mantissa))
    step = max(1, sum(token.kind == "digit" for token in mantissa[:point]))
    places = sum(token.kind == "digit" for token in mantissa[point:])
    exponent = 0
    if size:
        exponent = size.adjusted() // step * step
        if _rounded(size.scaleb(-exponent, _EXACT), places).adjusted() >= step:
            exponent += step
    shown = _number(mantissa, size.scaleb(-exponent, _EXACT)) if point or places else ""
    sign = "-" if exponent < 0 else tokens[at].text.lstrip("e").replace("-", "")
    return f"{shown}E{sign}{_whole(power, str(abs(exponent)), grouped=False)}"


def _fraction(tokens: Sequence[Token], size: Decimal) -> str:
    slash = next(i for i, token in enumerate(tokens) if token.kind == "slash")
    start = slash
    while start and tokens[start - 1].kind == "digit":
        start -= 1
    end = slash + 1
    while end < len(tokens) and (tokens[end].kind == "digit" or tokens[end].text.isdecimal()):
        end += 1
    below = tokens[slash + 1 : end]
    with_whole = any(token.kind == "digit" for token in tokens[:start])
    whole, rest = divmod(Fraction(size), 1) if with_whole else (0, Fraction(size))
    parts = _parts(rest, below)
    if with_whole and parts[0] == parts[1]:
        whole, parts = whole + 1, (0, parts[1])
    head = tokens[:start]
    if with_whole:
        alone = parts[0] == 0 and not any(token.text == "0" for token in tokens[start:slash])
        digits = str(whole) if alone else str(whole).lstrip("0")  # a zero alone is shown
        text = _whole(head, digits, grouped=False)
        if alone:
            return text.rstrip() + _literals(tokens[end:])
    else:
        text = _literals(head)
    return f"{text}{parts[0]}/{parts[1]}{_literals(tokens[end:])}"


def _parts(rest: Fraction, below: Sequence[Token]) -> tuple[int, int]:
    """Numerator and denominator: the denominator is given, or has at most so many digits."""
    fixed = "".join(token.text for token in below)
    if fixed.isdecimal() and fixed.strip("0"):
        return int(rest * int(fixed) + Fraction(1, 2)), int(fixed)
    near = rest.limit_denominator(10 ** min(len(below), 5) - 1)
    return near.numerator, near.denominator


def _literals(tokens: Sequence[Token]) -> str:
    return "".join(token.text for token in tokens)
