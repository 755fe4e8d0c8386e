"""Audit the transcription of a report: every number of its text is a figure, or listed as none.

    python tools/audit_transcription.py REPORT.txt [--data DIR]

The text is cut into named parts by its headings, so that every line stands in exactly one part: these
are the locators of `data/citations.csv`. A citation claims the n-th occurrence of its token in its
part, a comparison the one place of its words; what they claim must state the value, at the printed
precision, in the direction and with the qualifier that the data give. Each entry of
`tools/not_figures.csv` claims a number in the same way and says in plain words why it is no figure.
Nothing is claimed twice. A number that nobody claims is a finding, unless its very form says what it
is (`FORMS`: dates, addresses, footnote marks, page numbers of the contents, lengths of dated periods).

The exit code is 0 for a sound transcription, 1 for findings, 2 when the audit could not run.
"""

from __future__ import annotations

import argparse
import calendar
import csv
import re
import sys
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Row = dict[str, str]
ROOT = Path(__file__).parents[1]

WORDS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
} | {
    word: 10 * tens
    for tens, word in enumerate("thirty forty fifty sixty seventy eighty ninety".split(), start=3)
}
SCALES = "hundred thousand million billion dozen half thirds quarter quarters twice double".split()
# A footnote mark may follow at once, and `\b` takes a superscript for a part of the word.
NUMBER = re.compile(
    rf"[0-9]+(?:[.,][0-9]+)*|(?<![a-z])(?:{'|'.join([*WORDS, *SCALES])})(?![a-z])", re.IGNORECASE
)

DATE = rf"(?:\d{{1,2}} )?(?:{'|'.join(calendar.month_name[1:])}) \d{{4}}(?![0-9])"
# Forms that cannot hold a figure, whatever their digits. A superscript is no digit to `[0-9]`.
FORMS = {
    "date": re.compile(DATE),
    "length of a dated period": re.compile(rf"\b12 months to (?={DATE})"),
    "web address": re.compile(r"\bwww\.\S+"),
    "footnote mark": re.compile(r"\^\{[\d ]+\}"),
}
PAGE_NUMBER = re.compile(r"\s\d+$", re.MULTILINE)

RISES = re.compile(r"\b(?:increase[sd]?|rose|rise|more|up)\b", re.IGNORECASE)
FALLS = re.compile(r"\b(?:fewer|fell|fall|reductions?|decrease[sd]?|down)\b", re.IGNORECASE)
QUALIFIERS = {
    "about": re.compile(r"\b(?:about|around|approximately|some) $", re.IGNORECASE),
    "at_least": re.compile(r"\bat least $", re.IGNORECASE),
    "over": re.compile(r"\b(?:over|more than) $", re.IGNORECASE),
    "almost": re.compile(r"\b(?:almost|nearly) $", re.IGNORECASE),
}


class CannotAuditError(Exception):
    """The audit cannot run: a file is missing, or is not what it should be."""


class Parts:
    """Cuts the text into named parts, line by line; the headings say where one begins."""

    SECTION = re.compile(r"(Contents|Overview|Force in numbers|Introduction|Annex \w+)( – .*)?")
    QUESTION = re.compile(r"How effective is the force at (?!keeping people safe and reducing).*\?")
    HEADING = re.compile(r"How .*\?|Summary of findings|Areas for improvement")
    OVERVIEW = re.compile(r"Overall judgment|Summary")
    FIGURE = re.compile(r"(Figure \d+): ")
    FOOTNOTE = re.compile(r"([⁰¹²³⁴-⁹]+) ?\S")
    # What a footnote goes on with after its paragraph: an address, or the list that it announces.
    CARRIED_ON = re.compile(r"www\.|Available from:|- PIP|•")

    def __init__(self, text: str, panels: Sequence[str]) -> None:
        """Read the text; `panels` names the panels of the section that shows numbers alone."""
        self._panels = panels
        self._section, self._question, self._heading = "Cover", 0, ""
        self._figure = self._footnote = self._last_footnote = ""
        lines: dict[str, list[str]] = {}
        for line in text.splitlines():
            lines.setdefault(self._part(line.strip()), []).append(line)
        self.texts = {name: "\n".join(part) for name, part in lines.items()}
        self.lines = sum(len(part) for part in lines.values())

    def _part(self, line: str) -> str:
        """The part a line belongs to; blank lines go with the line before them."""
        if line and not (self._begins_footnote(line) or self._goes_on_with_footnote(line)):
            self._footnote = ""
            self._read(line)
        return self._footnote or self._figure.removesuffix("!") or self._name()

    def _begins_footnote(self, line: str) -> bool:
        if mark := self.FOOTNOTE.match(line):
            number = "".join(str(int(digit)) for digit in map(_plain_digit, mark[1]))
            self._footnote = self._last_footnote = f"Footnote {number}"
        return bool(mark)

    def _goes_on_with_footnote(self, line: str) -> bool:
        if line.startswith("•"):
            # A page break parted this item from its list.
            self._footnote = self._last_footnote
        return bool(self._footnote and self.CARRIED_ON.match(line))

    def _read(self, line: str) -> None:
        """Follow the headings: section, question, heading; a figure ends after its source line."""
        unmarked = line.rstrip("⁰¹²³⁴⁵⁶⁷⁸⁹")
        if figure := self.FIGURE.match(line):
            self._figure = figure[1]
        elif self._figure and line.startswith("Source:"):
            self._figure += "!"
        elif self._figure.endswith("!") and not line.startswith("*"):
            self._figure = ""
        if self._figure:
            return
        section = self.SECTION.fullmatch(line)
        if section and not (self._section == "Contents" and "\t" in line):
            self._section, self._question, self._heading = section[1], 0, ""
        elif self._section == "Contents":
            return
        elif self.QUESTION.fullmatch(line):
            if self._section != "Overview":
                self._question *= self._section == "Question"
                self._section = "Question"
            self._question, self._heading = self._question + 1, line
        elif (
            (self._section == "Question" and self.HEADING.fullmatch(line))
            or (self._section == "Overview" and self.OVERVIEW.fullmatch(unmarked))
            or (self._section == "Force in numbers" and line in self._panels)
        ):
            self._heading = unmarked

    def _name(self) -> str:
        if self._section == "Overview" and self._question:
            return f"Overview: Question {self._question}"
        section = f"Question {self._question}" if self._question else self._section
        return f"{section}: {self._heading}" if self._heading else section


def _plain_digit(superscript: str) -> str:
    return str("⁰¹²³⁴⁵⁶⁷⁸⁹".index(superscript))


def stated(token: str) -> tuple[Decimal, int]:
    """The value that a printed token states, and its decimals.

    Example:
        >>> stated("2.8 million")
        (Decimal('2.8E+6'), -5)

    Raises:
        ValueError: The token states no number.
    """
    if clock := re.fullmatch(r"(\d{1,2})\.(\d\d)(am|pm)", token):
        hour = int(clock[1]) % 12 + 12 * (clock[3] == "pm")
        return Decimal(f"{hour}.{clock[2]}"), 2
    number = re.match(r"([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?)%?( million)?(?![\d.,])", token)
    if number and not NUMBER.search(token, number.end()):
        scale = 6 if number[3] else 0
        return Decimal(number[1].replace(",", "")).scaleb(scale), len(number[2] or "") - scale
    first, _, rest = token.casefold().partition(" ")
    if first in WORDS and not NUMBER.search(rest):
        return Decimal(WORDS[first]), 0
    if not NUMBER.search(token):
        if first in {"a", "an"}:
            return Decimal(1), 0
        if " and " in token:
            # A list that leaves the counting to the reader.
            return Decimal(1 + len(re.findall(r",? and |, ", token))), 0
    raise ValueError(token)


def _pattern(token: str) -> re.Pattern[str]:
    """The token as a whole: no digits, letters or sign are cut off at its ends."""
    body = re.escape(token).replace(r"\ ", r"\s+")
    return re.compile(rf"(?<![0-9A-Za-z])(?<!\d[.,])(?<!\s[+-]){body}(?![0-9A-Za-z]|[.,]\d)")


@dataclass
class Audit:
    """The text in parts, what has been claimed of it, and what was found wrong."""

    parts: Parts
    claimed: dict[str, list[tuple[int, int, str]]] = field(default_factory=dict)
    findings: dict[str, list[str]] = field(default_factory=dict)

    def report(self, kind: str, message: str) -> None:
        """Note a finding."""
        self.findings.setdefault(kind, []).append(message)

    def claim(self, kind: str, part: str, token: str, occurrence: int, who: str) -> bool:
        """Claim the n-th occurrence of a token in a part of the text, for `who`."""
        place = f"“{token}”, occurrence {occurrence}, in “{part}” ({who})"
        text = self.parts.texts.get(part)
        if text is None:
            self.report(kind, f"{place}: the text has no such part.")
            return False
        found = list(_pattern(token).finditer(text))
        if len(found) < occurrence:
            self.report(kind, f"{place}: the token stands there {len(found)} times.")
            return False
        start, end = found[occurrence - 1].span()
        for form, other_start, other_end in self._forms(part):
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
        """The words before and after the newest claim in a part, within its sentence."""
        start, end, _ = self.claimed[part][-1]
        text = self.parts.texts[part]
        return re.split(r"[.!?]\s|\n", text[:start])[-1], re.split(r"[.!?]\s|\n", text[end:])[0]

    def unclaimed(self) -> Iterator[tuple[str, str, str]]:
        """Every number that nobody claims and no form explains: part, token and what is around it."""
        for part, text in self.parts.texts.items():
            spans = [(start, end) for start, end, _ in self.claimed.get(part, [])]
            spans += [(start, end) for _, start, end in self._forms(part)]
            for number in NUMBER.finditer(text):
                if not any(start < number.end() and number.start() < end for start, end in spans):
                    around = text[max(0, number.start() - 30) : number.end() + 30]
                    yield part, number[0], " ".join(around.split())

    def numbers(self) -> int:
        """How many numbers the text holds."""
        return sum(len(NUMBER.findall(text)) for text in self.parts.texts.values())

    def by_form(self) -> int:
        """How many of them their form explains."""
        return sum(
            len(NUMBER.findall(self.parts.texts[part][start:end]))
            for part in self.parts.texts
            for _, start, end in self._forms(part)
        )

    def _forms(self, part: str) -> Iterator[tuple[str, int, int]]:
        forms = FORMS | ({"page number": PAGE_NUMBER} if part == "Contents" else {})
        for form, pattern in forms.items():
            for found in pattern.finditer(self.parts.texts[part]):
                yield form, *found.span()


def check_citations(audit: Audit, citations: Sequence[Row], figures: dict[str, Row]) -> None:
    """Each citation finds its token; the token states value, precision, direction and qualifier."""
    kind = "Citations that do not stand"
    for row in citations:
        part, token, who = row["locator"], row["printed"], row["figure_id"]
        if not audit.claim(kind, part, token, int(row["occurrence"]), who):
            continue
        place = f"“{token}” in “{part}” ({who})"
        before, after = audit.around(part)
        figure = figures.get(who)
        if figure is None:
            audit.report(kind, f"{place}: there is no such figure.")
            continue
        try:
            value, decimals = stated(token)
        except ValueError:
            audit.report(kind, f"{place}: the token states no number.")
            continue
        if figure["unit"] == "percent_change" and token[0] not in "+-":
            value *= _direction(before, after)
        if (value, decimals) != (Decimal(row["printed_value"]), int(row["printed_decimals"])):
            said = f"{row['printed_value']} to {row['printed_decimals']} decimals"
            audit.report(kind, f"{place}: it states {value:f} to {decimals} decimals, not {said}.")
        if "%" in token or re.match(r"\s?(?:%|percent)", after):
            if not figure["unit"].startswith("percent"):
                audit.report(kind, f"{place}: the text says percent, the unit is {figure['unit']}.")
        qualifier = next((q for q, words in QUALIFIERS.items() if words.search(before)), "exact")
        if qualifier != figure["qualifier"]:
            audit.report(kind, f"{place}: the text says {qualifier}, not {figure['qualifier']}.")


def _direction(before: str, after: str) -> int:
    """1, -1 or, with no word of it in the sentence, 0: as the word nearest to the number says."""
    nearest = [
        (distance(before, after, words), sign) for words, sign in ((RISES, 1), (FALLS, -1))
    ]
    found = [(gap, sign) for gap, sign in nearest if gap is not None]
    return min(found)[1] if found else 0


def distance(before: str, after: str, words: re.Pattern[str]) -> int | None:
    """How many characters away the nearest of the words stands; None where there is none."""
    gaps = [len(before) - found.end() for found in words.finditer(before)]
    gaps += [found.start() for found in words.finditer(after)]
    return min(gaps, default=None)


def check_comparisons(audit: Audit, comparisons: Sequence[Row]) -> None:
    """Each comparison finds its words, once and no more, in each part that it names."""
    kind = "Comparisons that do not stand"
    for row in comparisons:
        others = row["also_in"].split("; ") if row["also_in"] else []
        for part in (row["locator"], *others):
            who = f"comparison {row['comparison']}"
            if audit.claim(kind, part, row["printed"], 1, who):
                times = len(_pattern(row["printed"]).findall(audit.parts.texts[part]))
                if times > 1:
                    audit.report(kind, f"“{row['printed']}” stands {times} times in “{part}”.")


def check_not_figures(audit: Audit, entries: Sequence[Row]) -> None:
    """Each reviewed entry still claims a number that no citation claims, and gives its reason."""
    kind = "Stale entries of the reviewed list"
    for row in entries:
        who = f"no figure: {row['reason']}"
        audit.claim(kind, row["part"], row["token"], int(row["occurrence"]), who)
        if not NUMBER.search(row["token"]):
            audit.report(kind, f"“{row['token']}” in “{row['part']}” holds no number.")
        if not row["reason"].strip():
            audit.report(kind, f"“{row['token']}” in “{row['part']}” gives no reason.")


def check_judgments(audit: Audit, tables: Callable[[str], list[Row]]) -> None:
    """The grade stands in its part as a line of its own; its months stand in the text."""
    kind = "Judgments that do not stand"
    grades = {row["id"]: row["title"].casefold() for row in tables("grades")}
    numbers = {row["id"]: row["number"] for row in tables("questions")}
    everything = " ".join(" ".join(audit.parts.texts.values()).split())
    graded: dict[str, str] = {}
    for row in tables("judgments"):
        number, grade = numbers[row["question"]], grades[row["grade"]]
        graded |= {row["locator"]: grade, f"Overview: Question {number}": grade}
        if row["inspected_from"]:
            start, end = row["inspected_from"], row["inspected_to"]
            window = f"between {_month(start)} and {_month(end)} {end[:4]}"
            if not any(
                re.search(rf"uestions? [\d, and]*\b{number}\b", sentence) and window in sentence
                for sentence in everything.split(". ")
            ):
                audit.report(kind, f"Question {number}: no sentence says “{window}”.")
        published = f"{_month(row['published'])} {row['published'][:4]}"
        if published not in everything:
            audit.report(kind, f"Question {number}: the text does not say “{published}”.")
    for part, text in audit.parts.texts.items():
        lines = [line.strip().casefold() for line in text.splitlines()]
        printed = [line for line in lines if line in grades.values()]
        if (expected := graded.pop(part, None)) is None and printed:
            audit.report(kind, f"“{part}” prints the grade “{printed[0]}”, which no judgment has.")
        elif expected and printed != [expected]:
            audit.report(kind, f"“{part}” should print “{expected}”; it prints {printed}.")
    for part in graded:
        if not part.startswith("Overview: Question"):
            audit.report(kind, f"“{part}”, which should hold a grade, is no part of the text.")


def _month(yearmonth: str) -> str:
    return calendar.month_name[int(yearmonth[5:7])]


def check_lists(audit: Audit, tables: Callable[[str], list[Row]]) -> None:
    """As many areas for improvement as bullets; each label and each note's locator is in the text."""
    rows: dict[str, list[int]] = {}
    for row in tables("areas_for_improvement"):
        rows.setdefault(row["locator"], []).append(int(row["number"]))
    bullets = {
        part: len(re.findall(r"^- ", text, re.MULTILINE))
        for part, text in audit.parts.texts.items()
        if part.endswith(": Areas for improvement")
    }
    for part in sorted(rows.keys() | bullets.keys()):
        count = bullets.get(part, 0)
        if sorted(rows.get(part, [])) != list(range(1, count + 1)):
            said = f"the text has {count}, the data {len(rows.get(part, []))}"
            audit.report("Areas for improvement that do not stand", f"“{part}”: {said}.")
    for row in tables("report_figures"):
        if row["label"] not in audit.parts.texts:
            audit.report("Labels that do not stand", f"“{row['label']}” is not in the text.")
    for row in tables("notes"):
        if row["locator"] not in audit.parts.texts:
            message = f"“{row['id']}”: “{row['locator']}” is no part of the text."
            audit.report("Notes that do not stand", message)


def read(path: Path) -> list[Row]:
    """The rows of a CSV file.

    Raises:
        CannotAuditError: It cannot be read.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CannotAuditError(f"cannot read {path}: {error}") from error


def run(source: Path, data: Path, not_figures: Path) -> int:
    """Audit a text against the data, print what was found and return the exit code.

    Raises:
        CannotAuditError: A file cannot be read or lacks a column.
    """
    try:
        text = source.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CannotAuditError(f"cannot read {source}: {error}") from error

    def tables(name: str) -> list[Row]:
        return read(data / f"{name}.csv")

    citations, comparisons, reviewed = tables("citations"), tables("comparisons"), read(not_figures)
    prefix = "Force in numbers: "
    labels = [row["label"] for row in tables("report_figures")]
    panels = [label.removeprefix(prefix) for label in labels if label.startswith(prefix)]
    audit = Audit(Parts(text, panels))
    check_citations(audit, citations, {row["figure_id"]: row for row in tables("figures")})
    check_comparisons(audit, comparisons)
    check_not_figures(audit, reviewed)
    check_judgments(audit, tables)
    check_lists(audit, tables)
    for part, token, around in audit.unclaimed():
        audit.report("Unclaimed numbers", f"“{token}” in “{part}”: … {around} …")

    print(f"Transcription audit of {source.name}")
    print(f"  {audit.parts.lines} lines in {len(audit.parts.texts)} parts, each line in one part")
    print(f"  {len(citations)} citations, {len(comparisons)} comparisons in words")
    print(f"  {audit.numbers()} numbers, of which {audit.by_form()} are of a form that is no figure")
    print(f"  {len(reviewed)} reviewed entries of numbers that are no figures")
    for kind, messages in audit.findings.items():
        print(f"\n{kind}: {len(messages)}")
        print("\n".join(f"  {message}" for message in messages))
    sound = not audit.findings
    print("\nSound: nothing unclaimed, nothing that does not stand." if sound else "\nNot sound.")
    return 0 if sound else 1


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="Audit the transcription of a report.")
    parser.add_argument("source", type=Path, help="the report's text, UTF-8")
    parser.add_argument("--data", type=Path, default=ROOT / "data", help="the CSV files")
    parser.add_argument(
        "--not-figures",
        type=Path,
        default=Path(__file__).with_name("not_figures.csv"),
        help="the reviewed list of numbers that are no figures",
    )
    options = parser.parse_args(arguments)
    try:
        return run(options.source, options.data, options.not_figures)
    except CannotAuditError as error:
        print(f"The audit could not run: {error}", file=sys.stderr)
    except KeyError as error:
        print(f"The audit could not run: there is no column {error}.", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
