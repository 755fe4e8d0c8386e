"""Number formats of spreadsheets (ECMA-376 part 1, 18.8.30 and 18.8.31): a code becomes sections.

A format has up to four sections: for positive numbers, negative numbers, zero and texts. Conditions
replace the first two meanings. `number_views` renders what a section shows.
"""

from __future__ import annotations

import operator
import re
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BUILT_IN: Final = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "mm-dd-yy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "m/d/yy h:mm",
    37: "#,##0 ;(#,##0)",
    38: "#,##0 ;[Red](#,##0)",
    41: '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-',
    42: '_-£* #,##0_-;-£* #,##0_-;_-£* "-"_-;_-@_-',
    43: '_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-',
    44: '_-£* #,##0.00_-;-£* #,##0.00_-;_-£* "-"??_-;_-@_-',
    39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;[Red](#,##0.00)",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mmss.0",
    48: "##0.0E+0",
    49: "@",
    **dict.fromkeys((*range(27, 32), 36, *range(50, 59)), "yyyy-mm-dd"),  # East Asian dates
    **dict.fromkeys((32, 33, 34, 35), "h:mm:ss"),  # East Asian times
}
"""The formats that a workbook names by number alone; every other number below 164 is General."""

_LONGEST: Final = 500
"""More characters than any program writes; the rest of a longer code is not read."""

_TOKEN = re.compile(
    r"""
    "(?P<quoted>[^"]*)"?                                # literal text; a quotation mark may be missing
    | \\(?P<escaped>.) | _(?P<blank>.) | \*(?P<fill>.)
    | \[(?P<elapsed>h+|m+|s+)\]
    | \[\$(?P<currency>[^\]-]*)(?:-(?P<locale>[^\]]*))?\]
    | \[(?P<operator><=|>=|<>|<|>|=)\s*(?P<operand>[-+]?[0-9]*\.?[0-9]+(?:E[-+]?[0-9]{1,3})?)\]
    | \[(?P<bracket>[^\]]*)\]
    | (?P<general>General)
    | (?P<ampm>AM/PM|A/P)
    | E(?P<exponent>[-+])
    | (?P<date>y+|m+|d+|h+|s+|e+|g+|b+)
    | (?P<digit>[0\#?])
    | (?P<end>;)
    | (?P<other>.)
    """,
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
OPERATORS: Final[dict[str, Callable[[Decimal, Decimal], bool]]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}
"""What the signs of conditions compare."""

_COLOUR = re.compile("black|white|red|green|blue|yellow|magenta|cyan|color *[0-9]+")
_GREGORIAN: Final = frozenset({0, 1, 2, 9, 10, 11, 12})
"""The numbers of calendars that count the usual years, in any language."""

_OWN_ERAS: Final = frozenset({0x411, 0x404})
"""The languages for which `e` is a year of their own era: Japanese, and Chinese of Taiwan."""


class Kind(Enum):
    """What a section makes of a number."""

    GENERAL = "general"
    NUMBER = "number"
    EXPONENT = "exponent"
    FRACTION = "fraction"
    LITERAL = "literal"
    DATE = "date"
    MONTH = "month"
    PART_OF_DATE = "part of a date"

    @property
    def is_date(self) -> bool:
        """Whether it is a date, or a part of one."""
        return self in {Kind.DATE, Kind.MONTH, Kind.PART_OF_DATE}


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a section: its kind, such as `digit` or `literal`, and its text."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Condition:
    """A comparison that a number has to meet, such as [<100]."""

    sign: str
    operand: Decimal

    def holds(self, number: Decimal) -> bool:
        """Tell whether a number meets the condition."""
        return OPERATORS[self.sign](number, self.operand)


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a number format.

    Attributes:
        tokens: The pieces in their order.
        kind: What it makes of a number.
        condition: When it applies, where the code says so.
        colour: The name of its colour in lower case, such as `white`; "" without one.
        unsigned: Whether only negative numbers reach it, so that their sign is left out.
        other_calendar: Whether it counts the years of dates in another way than is usual here.
    """

    tokens: tuple[Token, ...]
    kind: Kind
    condition: Condition | None = None
    colour: str = ""
    unsigned: bool = False
    other_calendar: bool = False

    @property
    def shows_time(self) -> bool:
        """Whether it shows hours, minutes or seconds."""
        return any(
            token.kind in {"elapsed", "ampm"} or token.text[:1] in {"h", "s"}
            for token in self.tokens
            if token.kind in {"elapsed", "ampm", "date"}
        )

    @property
    def shows_time_only(self) -> bool:
        """Whether it shows hours, minutes or seconds and nothing of a date."""
        if any(token.kind == "elapsed" for token in self.tokens):
            return True
        letters = {token.text[0] for token in self.tokens if token.kind == "date"}
        return bool(letters & {"h", "s"}) and letters <= {"h", "m", "s"}


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """A number format: the sections for numbers in their order, and the one for texts."""

    sections: tuple[Section, ...]
    text: Section | None = None

    @property
    def is_simple(self) -> bool:
        """Whether every number is shown as it is, at most rounded: General, 0 or 0.00."""
        if len(self.sections) > 1 or self.sections[0].condition or self.sections[0].colour:
            return False
        tokens = self.sections[0].tokens
        if self.sections[0].kind is Kind.GENERAL:
            return len(tokens) == 1
        texts = "".join(token.text for token in tokens)
        return re.fullmatch(r"0+(\.0+)?", texts) is not None and all(
            token.kind in {"digit", "point"} for token in tokens
        )

    def section(self, number: Decimal) -> Section | None:
        """Select the section that shows a number; None where the format has none for it."""
        for section in self.sections:
            if section.condition is None or section.condition.holds(number):
                return section
        return None


GENERAL: Final = NumberFormat((Section((Token("general", "General"),), Kind.GENERAL),))


@lru_cache(maxsize=1024)
def parse_format(code: str) -> NumberFormat:
    """Parse the code of a number format.

    Example:
        >>> [section.kind.value for section in parse_format('0.0E+00;"[c]";mmm-yy').sections]
        ['exponent', 'literal', 'month']
    """
    sections = [_section(tokens) for tokens in _split(code[:_LONGEST])]
    text = sections[3] if len(sections) > 3 else None
    if text is None and len(sections) > 1 and any(t.kind == "text" for t in sections[-1].tokens):
        text = sections.pop()
    if text is None and len(sections) == 1 and not sections[0].tokens:
        return GENERAL
    return NumberFormat(tuple(_with_conditions(sections[:3])), text)


def _with_conditions(sections: list[Section]) -> Iterator[Section]:
    """Give each section the condition that it has by its position."""
    zero = Decimal(0)
    positive = Condition(">=" if len(sections) == 2 else ">", zero)
    implied = [positive, Condition("<", zero), None] if len(sections) == 3 else [positive, None]
    if len(sections) == 1:
        implied = [None]
    below_zero_left = False
    for position, (section, default) in enumerate(zip(sections, implied, strict=True)):
        condition = section.condition or default
        unsigned = position > 0 and below_zero_left
        if condition is not None:
            unsigned = unsigned or (condition.sign in {"<", "<="} and condition.operand <= 0)
            unsigned = unsigned and not (condition.sign == "<=" and condition.operand == 0)
        below_zero_left = position == 0 and condition in {
            Condition(">=", zero),
            Condition(">", zero),
        }
        yield replace(section, condition=condition, unsigned=unsigned)


def _split(code: str) -> Iterator[list[re.Match[str]]]:
    tokens: list[re.Match[str]] = []
    for match in _TOKEN.finditer(code):
        if match["end"]:
            yield tokens
            tokens = []
        else:
            tokens.append(match)
    yield tokens


def _section(matches: list[re.Match[str]]) -> Section:
    tokens: list[Token] = []
    condition, colour = None, ""
    for match in matches:
        kind, text = match.lastgroup or "", match[0]
        if match["operator"]:
            condition = Condition(match["operator"], Decimal(match["operand"]))
        elif kind == "bracket":
            name = text[1:-1].strip().lower()
            colour = name if _COLOUR.fullmatch(name) else colour
        else:
            token = _token(match)
            if token is not None:
                tokens.append(token)
    letters = {letter for token in tokens if token.kind == "date" for letter in token.text}
    other = bool(letters & {"b", "g"}) or any(
        _is_other_calendar(match["locale"] or "", letters) for match in matches
    )
    return Section(tuple(tokens), _kind(tokens), condition, colour, other_calendar=other)


def _is_other_calendar(locale: str, letters: set[str]) -> bool:
    """Return whether a locale such as `107041E`, a calendar before a language, changes what is shown."""
    if not re.fullmatch("[0-9A-Fa-f]{1,8}", locale) or locale.upper() in {"F800", "F400"}:
        return False
    calendar, language = int(locale, 16) >> 16 & 0xFF, int(locale, 16) & 0xFFFF
    return calendar not in _GREGORIAN or ("e" in letters and language in _OWN_ERAS)


def _token(match: re.Match[str]) -> Token | None:
    """Return the token of a match; None for what shows nothing."""
    kind, text = match.lastgroup or "", match[0]
    if match["quoted"] is not None:
        return Token("literal", match["quoted"])
    if match["currency"] is not None:
        if (match["locale"] or "").upper() in {"F800", "F400"}:  # the system's own date and time
            return Token("date", "d m yyyy" if match["locale"].upper() == "F800" else "h")
        return Token("literal", match["currency"])
    if kind == "escaped":
        return Token("literal", match["escaped"])
    if kind == "blank":
        return Token("literal", " ")
    if kind == "fill":
        return Token("literal", match["fill"])
    if kind == "elapsed":
        return Token("elapsed", match["elapsed"].lower())
    if kind == "other":
        known = {"@": "text", "%": "percent", ".": "point", ",": "comma", "/": "slash"}
        return Token(known.get(text, "literal"), text)
    return Token(kind, text.lower())


def _kind(tokens: list[Token]) -> Kind:
    kinds = {token.kind for token in tokens}
    if "elapsed" in kinds or "ampm" in kinds:
        return Kind.PART_OF_DATE
    if "general" in kinds or "text" in kinds:
        return Kind.GENERAL
    letters = "".join(token.text for token in tokens if token.kind == "date")
    if letters and not ("digit" in kinds and not set(letters) & set("ymdhs")):
        if "y" in letters or "e" in letters:
            month = "m" in letters
            return Kind.PART_OF_DATE if not month else Kind.DATE if "d" in letters else Kind.MONTH
        return Kind.PART_OF_DATE
    if "digit" not in kinds:
        return Kind.LITERAL
    if "exponent" in kinds:
        return Kind.EXPONENT
    return Kind.FRACTION if _is_fraction(tokens) else Kind.NUMBER


def _is_fraction(tokens: list[Token]) -> bool:
    """Return whether digits stand on both sides of a slash."""
    at = next((i for i, token in enumerate(tokens) if token.kind == "slash"), len(tokens))
    after = [t for t in tokens[at + 1 :] if t.kind in {"digit", "literal"} and t.text.strip()]
    before = any(token.kind == "digit" for token in tokens[:at])
    return before and bool(after) and (after[0].kind == "digit" or after[0].text.isdecimal())
