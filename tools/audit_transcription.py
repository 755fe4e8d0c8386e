"""Audit the transcription of a report: every number of its text is a figure, or listed as none.

    python tools/audit_transcription.py REPORT.txt [--data DIR]

The text is cut into named parts by its headings, so that every line stands in exactly one part: these
are the locators of `data/citations.csv`. A citation claims the n-th occurrence of its token in its
part, a comparison the one place of its words; what they claim must state the value, at the printed
precision, in the direction and with the qualifier that the data give. Each entry of
`tools/not_figures.csv` claims a number in the same way and says in plain words why it is no figure.
Nothing is claimed twice. A number that nobody claims is a finding, unless its very form says what it
is (`FORMS`: dates, addresses, footnote marks, page numbers of the contents, lengths of dated periods).
So is a quantity in words, such as "the majority", "all" or "monthly".

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

from report_text import (
    FORMS,
    PAGE_NUMBER,
    QUANTITY,
    Parts,
    derivation,
    stated,
    token_pattern,
    worded,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Row = dict[str, str]
    Tables = Callable[[str], list[Row]]

ROOT = Path(__file__).parents[1]

RISES = re.compile(r"\b(?:increase[sd]?|rose|rise|more|up)\b", re.IGNORECASE)
FALLS = re.compile(r"\b(?:fewer|fell|fall|reductions?|decrease[sd]?|down)\b", re.IGNORECASE)
QUALIFIERS = {
    "about": re.compile(r"\b(?:about|around|approximately|some) $", re.IGNORECASE),
    "at_least": re.compile(r"\bat least $", re.IGNORECASE),
    "over": re.compile(r"\b(?:over|more than) $", re.IGNORECASE),
    "almost": re.compile(r"\b(?:almost|nearly) $", re.IGNORECASE),
}


KINDS = (
    CITATIONS := "Citations that do not stand",
    COMPARISONS := "Comparisons in words that do not stand",
    UNCLAIMED := "Unclaimed numbers",
    STALE := "Stale entries of the reviewed list",
    JUDGMENTS := "Judgments that do not stand",
    LISTS := "Areas for improvement, labels, notes or publications that do not stand",
)


class CannotAuditError(Exception):
    """The audit cannot run: a file is missing, or is not what it should be."""


@dataclass
class Audit:
    """The text in parts, what has been claimed of it, and what was found wrong."""

    parts: Parts
    claimed: dict[str, list[tuple[int, int, str]]] = field(default_factory=dict)
    findings: dict[str, list[str]] = field(default_factory=lambda: {kind: [] for kind in KINDS})

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
        found = list(token_pattern(token).finditer(text))
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
            for number in QUANTITY.finditer(text):
                if not any(start < number.end() and number.start() < end for start, end in spans):
                    around = text[max(0, number.start() - 30) : number.end() + 30]
                    yield part, number[0], " ".join(around.split())

    def numbers(self) -> int:
        """How many numbers the text holds."""
        return sum(len(QUANTITY.findall(text)) for text in self.parts.texts.values())

    def by_form(self) -> int:
        """How many of them their form explains."""
        return sum(
            len(QUANTITY.findall(self.parts.texts[part][start:end]))
            for part in self.parts.texts
            for _, start, end in self._forms(part)
        )

    def _forms(self, part: str) -> Iterator[tuple[str, int, int]]:
        forms = FORMS | ({"page number": PAGE_NUMBER} if part == "Contents" else {})
        for form, pattern in forms.items():
            for found in pattern.finditer(self.parts.texts[part]):
                yield form, *found.span()


def check_citations(audit: Audit, citations: Sequence[Row], figures: dict[str, Row]) -> None:
    """Each citation finds its token, and the token and the words around it say what the data say."""
    for row in citations:
        part, token, who = row["locator"], row["printed"], row["figure_id"]
        if audit.claim(CITATIONS, part, token, int(row["occurrence"]), who):
            for contradiction in _contradictions(row, figures.get(who), *audit.around(part)):
                audit.report(CITATIONS, f"“{token}” in “{part}” ({who}): {contradiction}.")


def check_periods(audit: Audit, citations: Sequence[Row], figures: dict[str, Row]) -> None:
    """The last day of a figure's period stands in one of the parts that print the figure."""
    printed: dict[str, str] = {}
    for row in citations:
        text = audit.parts.texts.get(row["locator"], "")
        printed[row["figure_id"]] = printed.get(row["figure_id"], "") + text
    for who, text in printed.items():
        if end := figures.get(who, {}).get("period_end"):
            day = f"{int(end[8:])} {_month(end)}"
            if not re.search(rf"(?<!\d){day}", text):
                audit.report(CITATIONS, f"{who}: no part that prints it says “{day}”.")


def _contradictions(row: Row, figure: Row | None, before: str, after: str) -> Iterator[str]:
    """What the token, in its sentence, says otherwise than the citation and the figure do."""
    if figure is None:
        yield "there is no such figure"
        return
    token = row["printed"]
    try:
        value, decimals = stated(token)
    except ValueError:
        yield "the token states no number"
        return
    if figure["unit"] == "percent_change" and token[0] not in "+-":
        value *= _direction(before, after)
    if (value, decimals) != (Decimal(row["printed_value"]), int(row["printed_decimals"])):
        said = f"{row['printed_value']} to {row['printed_decimals']} decimals"
        yield f"it states {value:f} to {decimals} decimals, not {said}"
    percent = "%" in token or "percent" in token or re.match(r"\s?(?:%|percent)", after)
    if percent and not figure["unit"].startswith("percent"):
        yield f"the text says percent, the unit is {figure['unit']}"
    if cut := re.match(r"\s?(?:%|percent)", after):
        yield f"the token leaves out “{cut[0].strip()}”"
    meant = worded(token)
    qualifier = (
        meant[1]
        if meant
        else next((q for q, words in QUALIFIERS.items() if words.search(before)), "exact")
    )
    if qualifier != figure["qualifier"]:
        yield f"the text says {qualifier}, not {figure['qualifier']}"
    if (by := derivation(token)) != figure["derivation"]:
        yield f"the number is {by}, not {figure['derivation']}"


def _direction(before: str, after: str) -> int:
    """1, -1 or, with no word of it in the sentence, 0: as the word nearest to the number says."""
    gaps = [
        (len(before) - found.end() if text is before else found.start(), sign)
        for words, sign in ((RISES, 1), (FALLS, -1))
        for text in (before, after)
        for found in words.finditer(text)
    ]
    return min(gaps)[1] if gaps else 0


def check_comparisons(audit: Audit, comparisons: Sequence[Row]) -> None:
    """Each comparison finds its words, once and no more, in each part that it names."""
    for row in comparisons:
        others = row["also_in"].split("; ") if row["also_in"] else []
        for part in (row["locator"], *others):
            who = f"comparison {row['comparison']}"
            if audit.claim(COMPARISONS, part, row["printed"], 1, who):
                times = len(token_pattern(row["printed"]).findall(audit.parts.texts[part]))
                if times > 1:
                    audit.report(
                        COMPARISONS, f"“{row['printed']}” stands {times} times in “{part}”."
                    )


def check_not_figures(audit: Audit, entries: Sequence[Row]) -> None:
    """Each reviewed entry still claims a number that no citation claims, and gives its reason."""
    for row in entries:
        who = f"no figure: {row['reason']}"
        audit.claim(STALE, row["part"], row["token"], int(row["occurrence"]), who)
        if not QUANTITY.search(row["token"]):
            audit.report(STALE, f"“{row['token']}” in “{row['part']}” holds no number.")
        if not row["reason"].strip():
            audit.report(STALE, f"“{row['token']}” in “{row['part']}” gives no reason.")


def check_judgments(audit: Audit, tables: Tables) -> None:
    """The grade stands in its part as a line of its own; its months stand in the text."""
    grades = {row["id"]: row["title"].casefold() for row in tables("grades")}
    numbers = {row["id"]: row["number"] for row in tables("questions")}
    expected: dict[str, str] = {}
    for row in tables("judgments"):
        number, grade = numbers[row["question"]], grades[row["grade"]]
        expected[row["locator"]] = grade
        if (overview := f"Overview: Question {number}") in audit.parts.texts:
            expected[overview] = grade
        for words in _months(row):
            told = re.compile(rf"uestions? [\d, and]*\b{number}\b") if "between" in words else None
            sentences = [s for s in audit.parts.sentences if words in s]
            if not any(told is None or told.search(sentence) for sentence in sentences):
                audit.report(
                    JUDGMENTS, f"{row['question']}: no sentence of the text says “{words}”."
                )
    for part in sorted(audit.parts.texts.keys() | expected.keys()):
        lines = audit.parts.texts.get(part, "").casefold().splitlines()
        printed = [line.strip() for line in lines if line.strip() in grades.values()]
        wanted = [expected[part]] if part in expected else []
        if printed != wanted:
            audit.report(
                JUDGMENTS, f"“{part}” prints the grades {printed}, the data have {wanted}."
            )


def _months(judgment: Row) -> Iterator[str]:
    """How the text words the months of a judgment."""
    if judgment["inspected_from"]:
        first, last = _month(judgment["inspected_from"]), _month(judgment["inspected_to"])
        shared = first.removesuffix(last[-5:])
        yield f"between {shared} and {last}"
    yield _month(judgment["published"])


def _month(yearmonth: str) -> str:
    return f"{calendar.month_name[int(yearmonth[5:7])]} {yearmonth[:4]}"


def check_publication(audit: Audit, publications: Sequence[Row]) -> None:
    """The publication's own month and number stand in the text."""
    for row in publications:
        for words in (_month(row["published"]), row["isbn"]):
            if not any(words in sentence for sentence in audit.parts.sentences):
                audit.report(LISTS, f"{row['id']}: “{words}” is not in the text.")


def check_lists(audit: Audit, tables: Tables) -> None:
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
            audit.report(LISTS, f"“{part}”: {said}.")
    for row in tables("report_figures"):
        if row["label"] not in audit.parts.texts:
            audit.report(LISTS, f"“{row['label']}” is not in the text.")
    for row in tables("notes"):
        if row["locator"] not in audit.parts.texts:
            message = f"“{row['id']}”: “{row['locator']}” is no part of the text."
            audit.report(LISTS, message)


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


def run(source: Path, data: Path, not_figures: Path, publication: str | None) -> int:
    """Audit a text against the data, print what was found and return the exit code.

    Raises:
        CannotAuditError: A file cannot be read, or it is not clear which publication the text is.
    """
    try:
        text = source.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CannotAuditError(f"cannot read {source}: {error}") from error
    cited = {row["publication"] for row in read(data / "citations.csv")}
    publication = publication or (min(cited) if len(cited) == 1 else None)
    if publication not in cited:
        raise CannotAuditError(f"say with --publication which it is of {', '.join(sorted(cited))}")

    def tables(name: str) -> list[Row]:
        rows = read(data / f"{name}.csv")
        return [row for row in rows if row.get("publication", publication) == publication]

    prefix = "Force in numbers: "
    labels = [row["label"] for row in tables("report_figures")]
    panels = [label.removeprefix(prefix) for label in labels if label.startswith(prefix)]
    citations, comparisons, reviewed = tables("citations"), tables("comparisons"), read(not_figures)
    audit = Audit(Parts(text, panels))
    figures = {row["figure_id"]: row for row in tables("figures")}
    check_citations(audit, citations, figures)
    check_periods(audit, citations, figures)
    check_comparisons(audit, comparisons)
    check_not_figures(audit, reviewed)
    for part, token, around in audit.unclaimed():
        audit.report(UNCLAIMED, f"“{token}” in “{part}”: … {around} …")
    check_judgments(audit, tables)
    check_lists(audit, tables)
    check_publication(audit, [row for row in tables("publications") if row["id"] == publication])

    print(f"Transcription audit of {publication}")
    print(f"  {audit.parts.lines} lines in {len(audit.parts.texts)} parts, each line in one part")
    print(f"  {len(citations)} citations, {len(comparisons)} comparisons in words")
    print(
        f"  {audit.numbers()} numbers, of which {audit.by_form()} have a form that is no figure's"
    )
    print(f"  {len(reviewed)} reviewed entries for numbers that are no figures\n")
    for kind, messages in audit.findings.items():
        print(f"{kind}: {len(messages) or 'none'}")
        for message in messages:
            print(f"  {message}")
    return 1 if any(audit.findings.values()) else 0


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="Audit the transcription of a report.")
    parser.add_argument("source", type=Path, help="the report's text, UTF-8")
    parser.add_argument("--data", type=Path, default=ROOT / "data", help="the CSV files")
    parser.add_argument("--publication", help="which publication it is, where several are cited")
    parser.add_argument(
        "--not-figures",
        type=Path,
        default=Path(__file__).with_name("not_figures.csv"),
        help="the reviewed list of numbers that are no figures",
    )
    options = parser.parse_args(arguments)
    try:
        return run(options.source, options.data, options.not_figures, options.publication)
    except CannotAuditError as error:
        print(f"The audit could not run: {error}", file=sys.stderr)
    except KeyError as error:
        print(f"The audit could not run: a table lacks {error}.", file=sys.stderr)
    except (TypeError, ValueError, ArithmeticError) as error:
        print(
            f"The audit could not run: a table holds what it should not: {error}", file=sys.stderr
        )
    return 2


if __name__ == "__main__":
    sys.exit(main())
