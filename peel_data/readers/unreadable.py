"""What makes the text of a cell unreadable, reported for the table that it belongs to. Internal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peel_data.readers.characters import (
    QUOTATION_MARKS,
    describe,
    hidden_characters,
    join_thousands,
    wrapped,
)
from peel_data.readers.rules import text as rule
from peel_data.readers.rules.files import CellTooLong

if TYPE_CHECKING:
    from collections.abc import Callable

    from peel_data.findings import Place

SHOWN = 64


def report_unreadable(report: Callable[..., None], text: str, place: Place, *, limit: int) -> bool:
    """Report what makes a text unreadable, and return whether anything does.

    Args:
        report: Takes what is reported, as `TableBuilder.report`.
        text: The text.
        place: Where it stands.
        limit: How many characters it may have.
    """
    if len(text) > limit:
        report(
            CellTooLong,
            f"The cell has {len(text):,} characters; {limit:,} is the limit.",
            place,
            many=f"{{n}} cells have more than {limit:,} characters.",
            hints=("Look for a quotation mark that is missing.",),
        )
        return True
    if _report_hidden(report, text, place):
        return True
    if wrapped(text):
        report(
            rule.WrappedInQuotes,
            "The text of the cell is wrapped in quotation marks or begins with an apostrophe.",
            place,
            many="The texts of {n} cells are wrapped in quotation marks "
            "or begin with an apostrophe.",
            expected=text.strip(QUOTATION_MARKS),
        )
        return True
    return False


def _report_hidden(report: Callable[..., None], text: str, place: Place) -> bool:
    hidden = hidden_characters(text)
    if not hidden:
        return False
    position, character = hidden[0]
    unseen = {at for at, found in hidden if not found.isspace()}
    shown = text[:SHOWN]
    report(
        rule.HiddenCharacter,
        f"The cell holds the character {describe(character)} at position {position + 1:,}.",
        place,
        many="{n} cells hold characters that cannot be seen or that mislead; in the first it is "
        f"{describe(character)} at position {position + 1:,}.",
        expected=join_thousands(
            "".join(" " if c.isspace() else c for at, c in enumerate(shown) if at not in unseen)
        ),
        hints=("Type the cell again instead of pasting it.",),
        same="characters",
    )
    return True
