"""The audit of what is no number: judgments, areas for improvement, labels, notes, the publication. Internal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from peel_data.transcribe.audit import JUDGMENTS, LISTS, month_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from peel_data.transcribe.audit import Audit, Row, Tables


def check_judgments(audit: Audit, tables: Tables) -> None:
    """Check that a grade is a line of its own in its part, and that its months are in the text."""
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
                JUDGMENTS, f"“{part}” prints the grades {printed}, but the data has {wanted}."
            )


def _months(judgment: Row) -> Iterator[str]:
    """Yield how the text words the months of a judgment."""
    if judgment["inspected_from"]:
        first, last = month_words(judgment["inspected_from"]), month_words(judgment["inspected_to"])
        shared = first.removesuffix(last[-5:])
        yield f"between {shared} and {last}"
    yield month_words(judgment["published"])


def check_publication(audit: Audit, publications: Sequence[Row]) -> None:
    """Check that the publication's own month and number are in the text."""
    for row in publications:
        for words in (month_words(row["published"]), row["isbn"]):
            if not any(words in sentence for sentence in audit.parts.sentences):
                audit.report(LISTS, f"{row['id']}: “{words}” is not in the text.")


def check_lists(audit: Audit, tables: Tables) -> None:
    """As many areas for improvement as bullets; each label and each note's locator is in the text."""
    rows: dict[str, list[int]] = {}
    for row in tables("areas_for_improvement"):
        rows.setdefault(row["locator"], []).append(int(row["number"]))
    bullets = {
        part: len(re.findall(r"^[-•] ", text, re.MULTILINE))
        for part, text in audit.parts.texts.items()
        if part.endswith(": Areas for improvement")
    }
    for part in sorted(rows.keys() | bullets.keys()):
        count = bullets.get(part, 0)
        if sorted(rows.get(part, [])) != list(range(1, count + 1)):
            said = f"the text has {count}, the data has {len(rows.get(part, []))}"
            audit.report(LISTS, f"“{part}”: {said}.")
    for row in tables("report_figures"):
        if row["label"] not in audit.parts.texts:
            audit.report(LISTS, f"“{row['label']}” is not in the text.")
    for row in tables("notes"):
        if row["locator"] not in audit.parts.texts:
            message = f"“{row['id']}”: “{row['locator']}” is not a part of the text."
            audit.report(LISTS, message)
