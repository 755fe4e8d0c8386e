"""What every number of a report is: decided by a person, by the pattern and the grammar together, or open. Internal."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final, NamedTuple

from peel_data.transcribe.doubts import Doubt
from peel_data.transcribe.draft import CLAIMED, NOT_A_FIGURE, OPEN
from peel_data.transcribe.grammar import IN_TABLE, Guess
from peel_data.transcribe.numbers import stated
from peel_data.transcribe.parts import is_table, is_table_or_panel
from peel_data.transcribe.pattern import COMPARISON, FIGURE, NONE
from peel_data.transcribe.plain import why_no_figure
from peel_data.transcribe.series import OPERATIONAL
from peel_data.transcribe.tokens import occurrence_of
from peel_data.transcribe.wording import NATION

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from peel_data.transcribe.audit import Row
    from peel_data.transcribe.doubts import Doubts
    from peel_data.transcribe.matching import Match
    from peel_data.transcribe.parts import Parts
    from peel_data.transcribe.tokens import Number

_CUT_SIGN = re.compile(r"[\s(]-\s*\n\s*$")
CERTAIN, BOTH, PLAIN = 1.0, 0.99, 0.95
UNDOUBTED: Final = 0.8
"""A claim of less than this confidence wants a person's look."""
PREFIX: Final = "comparison:"
"""How the ids of claims begin that are of a comparison."""
BY_A_PERSON: Final = "decided by a person"
_ALIKE: Final = 0.8
"""How alike another number must be to one that is no figure, to be none either."""
_SAME_SENTENCE: Final = 0.9
"""How alike two places are whose sentences hardly differ."""
_TO_LOOK_OVER: Final = 0.7
_ENOUGH, _FIRM = 0.7, 0.76
"""The least confidence of a guess that is claimed, and that speaks against a sure match of the pattern."""


class Claim(NamedTuple):
    """A number and what it is.

    Attributes:
        number: The number.
        state: `claimed`, `not_a_figure` or `open`.
        id: The figure, the comparison (as `comparison:NAME`), or nothing.
        confidence: From 0 to 1.
        why: In words.
        sign: 1 or -1 where a person said whether it rises or falls, else 0.
    """

    number: Number
    state: str
    id: str
    confidence: float
    why: str
    sign: int = 0


def claim(
    number: Number, match: Match | None, guess: Guess | None, text: str, target: str
) -> Claim:
    """Decide what a number is, where no person has.

    Args:
        number: The number.
        match: The place of a transcribed report that it is most like, if any is.
        guess: What the grammar takes it for, if anything.
        text: The text of its part.
        target: The figure that the match stands for in this report.
    """
    if guess and not guess.figure_id:
        guess = None
    if match and match.sure and match.learnt.claim == COMPARISON:
        return Claim(
            match.number,
            CLAIMED,
            f"{PREFIX}{match.learnt.id}",
            match.likeness,
            "as in the pattern",
        )
    plain = why_no_figure(number, text)
    if match and match.learnt.claim == FIGURE and target:
        in_table = guess is not None and guess.confidence >= IN_TABLE
        if plain and match.likeness < _SAME_SENTENCE and not in_table:
            return Claim(number, NOT_A_FIGURE, "", PLAIN, plain)
        return _figure(number, match, guess, target)
    against = match is not None and match.sure and bool(guess)
    if guess and guess.confidence >= (_FIRM if against else _ENOUGH):
        if against:
            return Claim(
                number, OPEN, guess.figure_id, 0.5, f"{guess.why}; the pattern has no figure here"
            )
        return Claim(number, CLAIMED, guess.figure_id, guess.confidence, guess.why)
    if plain:
        return Claim(number, NOT_A_FIGURE, "", PLAIN, plain)
    # What is no figure does not differ between forces, as figures do.
    same = match is not None and match.learnt.token.casefold() == number.token.casefold()
    if match and match.sure and match.learnt.claim == NONE and (same or match.likeness >= _ALIKE):
        return Claim(match.number, NOT_A_FIGURE, "", match.likeness, match.learnt.id)
    if guess:
        return Claim(number, OPEN, guess.figure_id, guess.confidence, guess.why)
    hint = (
        f"perhaps not a figure: {match.learnt.id}" if match and match.learnt.claim == NONE else ""
    )
    return Claim(number, OPEN, "", 0.0, hint or "nothing shows what it is")


def _figure(number: Number, match: Match, guess: Guess | None, target: str) -> Claim:
    """Return a number that the pattern takes for a figure."""
    if guess and guess.figure_id == target:
        return Claim(match.number, CLAIMED, target, BOTH, f"{guess.why}; as in the pattern")
    if guess and guess.confidence >= IN_TABLE:
        return Claim(number, CLAIMED, guess.figure_id, guess.confidence, guess.why)
    if guess and guess.confidence >= (_FIRM if match.sure else _ENOUGH):
        return Claim(
            number,
            OPEN,
            target,
            0.4,
            f"the pattern says so, but {guess.why}, suggests {guess.figure_id}",
        )
    if match.sure:
        return Claim(
            match.number,
            CLAIMED,
            target,
            match.likeness,
            "the words around it are as in the pattern",
        )
    return Claim(match.number, OPEN, target, match.likeness, _doubt(match))


def _doubt(match: Match) -> str:
    if match.margin < 0.08:
        return "the words around it fit this figure and another equally well"
    return "the words around it are like those in the pattern, but not enough so"


def without_doubt(
    claims: Sequence[Claim], parts: Parts, doubts: Doubts, likeness: Mapping[int, float]
) -> list[Claim]:
    """Return the claims with those open, or to be looked over, that their place makes doubtful.

    Args:
        claims: What was found.
        parts: The text.
        doubts: Looks at the words around a number.
        likeness: How alike the place of a transcribed report is, by the position of the claim; where it is nearly
            the same sentence, its words were looked at already.
    """
    cells = Counter(
        (each.number.part, each.id)
        for each in claims
        if each.state == CLAIMED and is_table(each.number.part)
    )
    made = []
    for at, each in enumerate(claims):
        doubt = None
        if each.state == CLAIMED and not each.id.startswith(PREFIX):
            same = likeness.get(at, 0.0) >= _SAME_SENTENCE
            doubt = _doubt_of(each, parts, doubts, cells, same_sentence=same)
        if doubt is None:
            made.append(each)
        elif doubt.open:
            made.append(each._replace(state=OPEN, confidence=0.4, why=doubt.why))
        else:
            least = min(each.confidence, _TO_LOOK_OVER)
            made.append(each._replace(confidence=least, why=f"{each.why}; but {doubt.why}"))
    return made


def _doubt_of(
    claim: Claim,
    parts: Parts,
    doubts: Doubts,
    cells: Mapping[tuple[str, str], int],
    *,
    same_sentence: bool,
) -> Doubt | None:
    """Return what makes a claim of a figure doubtful."""
    number = claim.number
    text = parts.texts[number.part]
    # Two cells of one table never print the same figure, and the end of a line may part a number from its minus sign.
    if cells.get((number.part, claim.id), 0) > 1:
        return Doubt("another cell of this table fits the same figure", open=True)
    if _CUT_SIGN.search(text[: number.start]):
        return Doubt("a dash ends the line before: is it a minus sign?", open=True)
    if is_table_or_panel(number.part):
        return None
    if doubt := doubts.of_value(number, text, claim.id):
        return doubt
    if same_sentence or f":{NATION}" in claim.id:
        return None
    return doubts.of_sentence(number, text, operational=claim.id.startswith(OPERATIONAL))


def decided(
    claims: Sequence[Claim], decisions: Sequence[Row], parts: Parts, note: Callable[[str], None]
) -> list[Claim]:
    """Return the claims with what a person decided in their place.

    Args:
        claims: What was found.
        decisions: The rows of `decisions.csv`.
        parts: The text.
        note: Is told, in a sentence, of a decision that does not fit the text.
    """
    by_place = {place_of(each.number, parts): at for at, each in enumerate(claims)}
    made = list(claims)
    for row in decisions:
        if not row["decision"]:
            continue
        at = by_place.get((row["locator"], row["token"], row["occurrence"]))
        where = f"“{row['token']}”, occurrence {row['occurrence']}, in “{row['locator']}”"
        if at is None:
            note(f"A decision is about a number that is not in the text: {where}.")
        elif row["decision"] == NOT_A_FIGURE:
            why = row["reason"] or BY_A_PERSON
            made[at] = made[at]._replace(state=NOT_A_FIGURE, id="", confidence=CERTAIN, why=why)
        else:
            value = row.get("value", "").strip()
            if value and not _is_value_of(value, row["token"]):
                note(
                    f"A decision gives {value} as the value of {where}. Give the number as printed, with its sign."
                )
            made[at] = made[at]._replace(
                state=CLAIMED,
                id=row["decision"],
                confidence=CERTAIN,
                why=BY_A_PERSON,
                sign=(-1 if value.startswith("-") else 1) if value else 0,
            )
    return made


def _is_value_of(value: str, token: str) -> bool:
    """Return whether a person's value is that of a token, but for its sign."""
    try:
        return abs(Decimal(value)) == abs(stated(token)[0])
    except (InvalidOperation, ValueError):
        return False


def place_of(number: Number, parts: Parts) -> tuple[str, str, str]:
    """Return a number as citations name it: its part, its token, and which of the same tokens there."""
    return number.part, number.token, str(occurrence_of(number, parts.texts[number.part]))


def by_figure(claims: Sequence[Claim]) -> Mapping[str, list[Claim]]:
    """Return the claims of each figure; numbers that are open claim none."""
    made: dict[str, list[Claim]] = {}
    for each in claims:
        if each.state == CLAIMED and not each.id.startswith(PREFIX):
            made.setdefault(each.id, []).append(each)
    return made
