"""Numbers as the tables write them: one right form, and a hint for every other."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from peel_data.schema.cell_types import CELL_TYPES, LONGEST

_NUMBER = CELL_TYPES["number"]
_MINUS_ZERO = re.compile(r"-0(?:\.0+)?")
_EXPONENT = re.compile(r"([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+))[eE]([+-]?[0-9]{1,4})")
_GROUPED = re.compile(r"(-?[0-9]{1,3})((?:,[0-9]{3})+)((?:\.[0-9]+)?)")
_MINUS = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d"), "-")
_DECORATION = re.compile(r"[\s_'\u2019%‰£$€]+|per\s*cent|pct", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]")
_WORDS = "The cell holds letters as well as a number."
_NOT_A_NUMBER = frozenset(
    {"nan", "inf", "infinity", "-inf", "-infinity", "+inf", "+infinity", "-nan", "null", "none"}
)


@dataclass(frozen=True, slots=True)
class NumberProblem:
    """Why a text is not a number in the one form that the tables accept.

    Attributes:
        message: What is wrong, as a sentence.
        suggestion: The right form, where there is no doubt what is meant.
    """

    message: str
    suggestion: str | None = None


def canonical_number(text: str) -> Decimal | NumberProblem:
    """Read a decimal number in its canonical form: `-`, digits, a point, digits.

    The zeros at the end stay, since they say how precisely a figure was printed.

    Example:
        >>> canonical_number("-4.50")
        Decimal('-4.50')
        >>> canonical_number("1,234").suggestion
        '1234'
    """
    if len(text) > LONGEST:
        return NumberProblem(f"A number has at most {LONGEST} characters; this has {len(text):,}.")
    if _NUMBER.pattern.fullmatch(text):
        return Decimal(text)
    if _MINUS_ZERO.fullmatch(text):
        return NumberProblem("Write zero without a minus sign.", text[1:])
    if not text.strip():
        return NumberProblem("There is no number here.")
    return NumberProblem(_describe(text), _suggest(text))


def _describe(text: str) -> str:
    checks = (
        (text.strip().lower() in _NOT_A_NUMBER, "This is not a number; leave the cell empty."),
        (not any(c.isdecimal() for c in text), "This is not a number."),
        (
            any(c.isdecimal() and not c.isascii() for c in text),
            "The digits are not the ordinary 0 to 9.",
        ),
        (any(ord(c) in _MINUS for c in text), "Use a hyphen as the minus sign, not a dash."),
        ("%" in text or "‰" in text, "Leave out the percent sign; the unit has its own column."),
        (any(c in "£$€" for c in text), "Leave out the currency sign."),
        (_EXPONENT.fullmatch(text) is not None, "Write the number out, without an exponent."),
        (_LETTERS.search(_DECORATION.sub("", text)) is not None, _WORDS),
        ("," in text, "Leave out the comma."),
        ("_" in text or "'" in text or "\u2019" in text, "Remove the thousands separators."),
        (any(c.isspace() for c in text), "Leave out the space."),
        (text.startswith("+"), "Leave out the plus sign."),
        (text.startswith("("), "Write a fall with a minus sign, not in brackets."),
        (text.startswith((".", "-.")), "Write a zero before the decimal point."),
        (text.endswith("."), "Write digits after the decimal point, or leave it out."),
        (re.fullmatch(r"-?0[0-9]+(\.[0-9]*)?", text) is not None, "Leave out the leading zero."),
    )
    return next((message for holds, message in checks if holds), "This is not a number.")


def _suggest(text: str) -> str | None:
    """Return the canonical form of what is obviously meant, or None.

    A raised figure may be the mark of a footnote, so it is no digit.
    """
    numeric = [c for c in text if c.isnumeric()]
    if not numeric or not all(c.isdecimal() for c in numeric):
        return None
    plain = "".join(
        str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text.translate(_MINUS)
    )
    plain = unicodedata.normalize("NFKC", plain)
    plain = _DECORATION.sub("", plain)
    if plain.startswith("(") and plain.endswith(")") and plain[1:2].isdigit():
        plain = "-" + plain[1:-1]
    plain = plain.removeprefix("+")
    if grouped := _GROUPED.fullmatch(plain):
        plain = grouped[1] + grouped[2].replace(",", "") + grouped[3]
    elif re.fullmatch(r"-?[0-9]+,[0-9]+", plain):
        plain = plain.replace(",", ".")
    if _EXPONENT.fullmatch(plain):
        plain = format(Decimal(plain), "f")
    sign, digits = ("-", plain[1:]) if plain.startswith("-") else ("", plain)
    if digits.startswith("."):
        digits = "0" + digits
    digits = re.sub(r"^0+(?=[0-9])", "", digits.removesuffix("."))
    if not digits.strip("0."):
        sign = ""
    plain = sign + digits
    return plain if _NUMBER.pattern.fullmatch(plain) else None
