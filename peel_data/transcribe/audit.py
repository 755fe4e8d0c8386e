"""The audit of a transcription: every number of the text is a figure, or listed as none. Internal.

The text is cut into named parts by its headings, so that every line stands in exactly one part: these are
the locators of the citations. A citation claims the n-th occurrence of its token in its part, a comparison the
one place of its words; what they claim must state the value, at the printed precision, in the direction and with
the qualifier that the data give. Each reviewed number claims its place in the same way and says in plain words
why it is no figure. Nothing is claimed twice. A number that nobody claims is a finding, unless its very form says
what it is (dates, addresses, page numbers of the contents, lengths of dated periods). So is a quantity in
words, such as "the majority", "all" or "monthly".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from peel_data.transcribe.files.normalise import spell
from peel_data.transcribe.numbers import (
    MONTHS,
    PERCENT,
    QUANTITY,
    derivation,
    forms,
    spans_of,
    stated,
    worded,
)
from peel_data.transcribe.phrasing import direction, qualifier_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from peel_data.transcribe.parts import Parts

    Row = Mapping[str, str]
    Tables = Callable[[str], Sequence[Row]]

_LONGEST = 5000
_SENTENCE = re.compile(r"(?<!i\.e)(?<!e\.g)[.!?][\"')⁰¹²³⁴⁵⁶⁷⁸⁹]*\s|\n\s*\n|\n(?=[-•])")
KINDS = (
    CITATIONS := "Citations that the text does not confirm",
    COMPARISONS := "Comparisons in words that the text does not confirm",
    UNCLAIMED := "Unclaimed numbers",
    STALE := "Entries of the reviewed list that no longer apply",
    JUDGMENTS := "Judgments that the text does not confirm",
    LISTS := "Areas for improvement, labels, notes or publications that the text does not confirm",
)


@dataclass
class Audit:
    """The text in parts, what has been claimed of it, and what was found wrong.

    Attributes:
        parts: The text.
        claimed: For each part its claims: start, end, and by whom.
        findings: What was found wrong, by kind.
    """

    parts: Parts
    claimed: dict[str, list[tuple[int, int, str]]] = field(default_factory=dict)
    findings: dict[str, list[str]] = field(default_factory=lambda: {kind: [] for kind in KINDS})

    @property
    def ok(self) -> bool:
        """Whether nothing was found wrong."""
        return not any(self.findings.values())

    def report(self, kind: str, message: str) -> None:
        """Note a finding."""
        self.findings[kind].append(message)

    def claim(self, kind: str, part: str, token: str, occurrence: int, who: str) -> bool:
        """Claim the n-th occurrence of a token in a part of the text, for `who`."""
        place = f"“{token}”, occurrence {occurrence}, in “{part}” ({who})"
        text = self.parts.texts.get(part)
        if text is None:
            self.report(kind, f"{place}: the text has no such part.")
            return False
        found = spans_of(spell(token), text)
        if len(found) < occurrence:
            self.report(kind, f"{place}: the token occurs there {len(found)} times.")
            return False
        start, end = found[occurrence - 1]
        for form, other_start, other_end in forms(text, part):
            if start < other_end and other_start < end:
                self.report(kind, f"{place}: these digits belong to a {form}.")
                return False
        for other_start, other_end, other in self.claimed.get(part, []):
            if start < other_end and other_start < end:
                self.report(kind, f"{place}: already claimed by {other}.")
                return False
        self.claimed.setdefault(part, []).append((start, end, who))
        return True

    def around(self, part: str) -> tuple[str, str]:
        """Return the words before and after the newest claim in a part, within its sentence."""
        start, end, _ = self.claimed[part][-1]
        return sentence_around(self.parts.texts[part], start, end)

    def unclaimed(self) -> Iterator[tuple[str, str, str]]:
        """Yield every number that nobody claims and no form explains: part, token and what is around it."""
        for part, text in self.parts.texts.items():
            spans = [(start, end) for start, end, _ in self.claimed.get(part, [])]
            spans += [(start, end) for _, start, end in forms(text, part)]
            for number in QUANTITY.finditer(text):
                if not any(start < number.end() and number.start() < end for start, end in spans):
                    around = text[max(0, number.start() - 30) : number.end() + 30]
                    yield part, number[0], " ".join(around.split())

    def numbers(self) -> int:
        """Return how many numbers the text holds."""
        return sum(len(QUANTITY.findall(text)) for text in self.parts.texts.values())

    def by_form(self) -> int:
        """Return how many of them their form explains."""
        return sum(
            len(QUANTITY.findall(text[start:end]))
            for part, text in self.parts.texts.items()
            for _, start, end in forms(text, part)
        )


@lru_cache(20_000)
def sentence_around(text: str, start: int, end: int) -> tuple[str, str]:
    r"""Return the words of the same sentence before and after a place, on one line; lines of a table are sentences.

    Example:
        >>> sentence_around("It rose. Theft fell\nby 3 percent here. So", 23, 24)
        ('Theft fell by ', ' percent here')
    """
    # No sentence is longer; to split a whole part for each of its numbers would take time with their square.
    before = _SENTENCE.split(text[max(0, start - _LONGEST) : start])[-1]
    after = _SENTENCE.split(text[end : end + _LONGEST], maxsplit=1)[0]
    if "\t" in text[text.rfind("\n", 0, start) + 1 : start] or "\t" in after.partition("\n")[0]:
        before, after = before.rpartition("\n")[2], after.partition("\n")[0]
    return re.sub(r"\s+", " ", before), re.sub(r"\s+", " ", after)


def check_citations(audit: Audit, citations: Sequence[Row], figures: dict[str, Row]) -> None:
    """Each citation finds its token, and the token and the words around it say what the data say."""
    for row in citations:
        part, token, who = row["locator"], row["printed"], row["figure_id"]
        if audit.claim(CITATIONS, part, token, int(row["occurrence"]), who):
            for contradiction in _contradictions(row, figures.get(who), *audit.around(part)):
                audit.report(CITATIONS, f"“{token}” in “{part}” ({who}): {contradiction}.")


def check_periods(audit: Audit, citations: Sequence[Row], figures: dict[str, Row]) -> None:
    """Check that the last day of a figure's period stands in one of the parts that print the figure."""
    printed: dict[str, str] = {}
    for row in citations:
        text = audit.parts.texts.get(row["locator"], "")
        printed[row["figure_id"]] = printed.get(row["figure_id"], "") + text
    for who, text in printed.items():
        if end := figures.get(who, {}).get("period_end"):
            day = f"{int(end[8:])} {month_words(end)}"
            if not re.search(rf"(?<!\d){day}".replace(" ", r"\s+"), text):
                audit.report(CITATIONS, f"{who}: no part that prints it says “{day}”.")


def _contradictions(row: Row, figure: Row | None, before: str, after: str) -> Iterator[str]:
    """Yield what the token, in its sentence, says otherwise than the citation and the figure do."""
    if figure is None:
        yield "there is no such figure"
        return
    token = row["printed"]
    try:
        value, decimals = stated(token)
    except ValueError:
        yield "the token is not a number"
        return
    if figure["unit"] == "percent_change" and token[0] not in "+-":
        # Where no word says it, the words agree with either.
        value *= direction(before, after) or (1 if Decimal(row["printed_value"]) >= 0 else -1)
    if (value, decimals) != (Decimal(row["printed_value"]), int(row["printed_decimals"])):
        said = f"{row['printed_value']} to {row['printed_decimals']} decimals"
        yield f"it states {value:f} to {decimals} decimals, not {said}"
    percent = re.search(PERCENT, token) or re.match(rf"\s?{PERCENT}", after)
    if percent and not figure["unit"].startswith("percent"):
        yield f"the text says percent, but the unit is {figure['unit']}"
    if cut := re.match(rf"\s?{PERCENT}", after):
        yield f"the token leaves out “{cut[0].strip()}”"
    meant = worded(token)
    qualifier = meant[1] if meant else qualifier_of(before, after)
    if qualifier != figure["qualifier"]:
        yield f"the text says {qualifier}, not {figure['qualifier']}"
    if (by := derivation(token)) != figure["derivation"]:
        yield f"the number is {by}, not {figure['derivation']}"


def check_comparisons(audit: Audit, comparisons: Sequence[Row]) -> None:
    """Each comparison finds its words, once and no more, in each part that it names."""
    for row in comparisons:
        others = row["also_in"].split("; ") if row["also_in"] else []
        for part in (row["locator"], *others):
            who = f"comparison {row['comparison']}"
            if audit.claim(COMPARISONS, part, row["printed"], 1, who):
                times = len(spans_of(row["printed"], audit.parts.texts[part]))
                if times > 1:
                    audit.report(
                        COMPARISONS, f"“{row['printed']}” occurs {times} times in “{part}”."
                    )


def check_not_figures(audit: Audit, entries: Sequence[Row]) -> None:
    """Each reviewed entry still claims a number that no citation claims, and gives its reason."""
    for row in entries:
        who = f"not a figure: {row['reason']}"
        audit.claim(STALE, row["part"], row["token"], int(row["occurrence"]), who)
        if not QUANTITY.search(row["token"]):
            audit.report(STALE, f"“{row['token']}” in “{row['part']}” contains no number.")
        if not row["reason"].strip():
            audit.report(STALE, f"“{row['token']}” in “{row['part']}” gives no reason.")


def month_words(date: str) -> str:
    """Return a month or day of the data as the text words its month.

    Example:
        >>> month_words("2015-06-30")
        'June 2015'
    """
    return f"{MONTHS[int(date[5:7]) - 1]} {date[:4]}"
