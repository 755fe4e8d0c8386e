"""What a report says beside its figures: publication, judgments, areas for improvement, comparisons. Internal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from peel_data.transcribe.audit import sentence_around
from peel_data.transcribe.numbers import MONTHS, NUMBER
from peel_data.transcribe.wording import NATION

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from peel_data.transcribe.audit import Row, Tables
    from peel_data.transcribe.draft import Origin
    from peel_data.transcribe.parts import Parts
    from peel_data.transcribe.wording import Names

_MONTH = rf"({'|'.join(MONTHS)})"
_PUBLISHED = re.compile(rf"^{_MONTH} (\d{{4}})$", re.MULTILINE)
_ISBN = re.compile(r"ISBN:?\s*([\d-]{13,17})")
_INSPECTED = re.compile(rf"between {_MONTH}(?: (\d{{4}}))? and {_MONTH} (\d{{4}})")
_QUESTIONS = re.compile(r"[Qq]uestions? ([\d, and]*\d)")
_SEPARATE = re.compile(rf"(?:report|findings) was published in {_MONTH} (\d{{4}})")
_AREAS = re.compile(r"^[-•] ", re.MULTILINE)
_LICENCE = "OGL-UK-3.0"
_MORE = (
    r"(?:lower|higher|better|worse|fewer|greater|less|more|larger|smaller|slower|faster|longer|shorter|best|worst|"
    r"highest|lowest)\b(?:\s+[\w'-]+){0,8}?\s+(?:than|in|of|among|compared|against)"
)
_ALIKE = (
    r"(?:similar|comparable|equal|close|identical)\s+to|"
    r"(?:in\s+line|on\s+a\s+par|consistent|compares?\s+\w+)\s+with|above|below"
)
_WITH_WHAT = (
    r"average|forces|england\s+and\s+wales|previous\s+year|year\s+before|last\s+year|nationally|"
    r"national\s+(?:rate|figure|level|picture)"
)
_COMPARED = re.compile(
    rf"\b(?:{_MORE}|{_ALIKE})\s+(?:[\w'-]+\s+){{0,4}}?(?:{_WITH_WHAT})\b", re.IGNORECASE
)
"""Words that compare with other forces, the nation or another year."""
_NEAR = 40


class Months(NamedTuple):
    """When a question was inspected and reported on: from, to, and published, where it has a report of its own."""

    first: str
    last: str
    published: str = ""


def publication_row(parts: Parts, origin: Origin, edition: Row, names: Names) -> dict[str, str]:
    """Return the row of the report itself; what its cover does not say is empty."""
    cover = parts.texts.get("Cover", "")
    month, isbn = _PUBLISHED.search(cover), _ISBN.search(cover)
    home = re.search(r"\bwww\.\S+|https://\S+", cover)
    address = home[0].rstrip(".,)") if home else ""
    return {
        "id": origin.publication,
        "edition": origin.edition,
        "area": origin.area,
        "title": f"{edition['title']}: An inspection of {names.full}",
        "publisher": "HMIC",
        "published": _yearmonth(month[1], month[2]) if month else "",
        "isbn": isbn[1] if isbn else "",
        "url": f"https://{address.removeprefix('https://')}" if address else "",
        "licence": _LICENCE,
    }


def judgment_rows(
    parts: Parts, tables: Tables, origin: Origin, published: str
) -> Iterator[dict[str, str]]:
    """Yield the grade of each question that prints one, as a line of its own, with its months."""
    grades = {row["title"].casefold(): row["id"] for row in tables("grades")}
    asked = _months_of_questions(parts)
    for question in sorted(tables("questions"), key=lambda row: int(row["number"])):
        number = int(question["number"])
        part = f"Question {number}: Summary of findings" if number else "Overview: Overall judgment"
        lines = [line.strip().casefold() for line in parts.texts.get(part, "").split("\n")]
        printed = [grades[line] for line in lines if line in grades]
        if len(printed) != 1:
            continue
        months = asked.get(number, Months("", ""))
        separate = months.published and months.published != published
        yield {
            "edition": origin.edition,
            "area": origin.area,
            "question": question["id"],
            "grade": printed[0],
            "inspected_from": months.first,
            "inspected_to": months.last,
            "published": months.published or published,
            "full_report": separate_report(origin, question["id"])
            if separate
            else origin.publication,
            "publication": origin.publication,
            "locator": part,
        }


def separate_report(origin: Origin, question: str) -> str:
    """Return the id of the report that a question has for itself.

    Example:
        >>> from peel_data.transcribe.draft import Origin
        >>> separate_report(Origin("kent", "peel-x-2015", "p", (), "", ""), "protecting_vulnerable")
        'peel-x-vulnerability-2015-kent'
    """
    name = "vulnerability" if question == "protecting_vulnerable" else question.replace("_", "-")
    stem, year = origin.edition.rsplit("-", 1)
    return f"{stem}-{name}-{year}-{origin.area}"


def separate_rows(
    judgments: Sequence[Row], origin: Origin, edition: Row, names: Names
) -> Iterator[dict[str, str]]:
    """Yield the publications that judgments name beside the report itself."""
    for row in judgments:
        if row["full_report"] != origin.publication:
            yield {
                "id": row["full_report"],
                "edition": origin.edition,
                "area": origin.area,
                "title": f"{edition['title']} (Vulnerability) \u2013 {names.full}",
                "publisher": "HMIC",
                "published": row["published"],
                "licence": _LICENCE,
            }


def _months_of_questions(parts: Parts) -> dict[int, Months]:
    """When each question was inspected, as sentences say that name its number, or stand under it."""
    found: dict[int, Months] = {}
    for part, text in parts.texts.items():
        own = re.match(r"Question (\d)", part)
        for sentence in re.split(r"(?<=[.?!])\s", " ".join(text.split())):
            if when := _INSPECTED.search(sentence):
                named = _QUESTIONS.search(sentence)
                numbers = re.findall(r"\d", named[1]) if named else [own[1]] if own else []
                report = _SEPARATE.search(sentence)
                months = Months(
                    _yearmonth(when[1], when[2] or when[4]),
                    _yearmonth(when[3], when[4]),
                    _yearmonth(*report.groups()) if report else "",
                )
                for number in numbers:
                    found.setdefault(int(number), months)
    return found


def area_rows(parts: Parts, tables: Tables, origin: Origin) -> Iterator[dict[str, str]]:
    """Yield a row for each area for improvement; its summary, in one's own words, is left to a person."""
    questions = {row["number"]: row["id"] for row in tables("questions")}
    for part, text in parts.texts.items():
        under = re.fullmatch(r"Question (\d): Areas for improvement", part)
        if under and under[1] in questions:
            for number in range(1, len(_AREAS.findall(text)) + 1):
                yield {
                    "edition": origin.edition,
                    "area": origin.area,
                    "question": questions[under[1]],
                    "number": str(number),
                    "summary": "",
                    "publication": origin.publication,
                    "locator": part,
                }


def label_rows(
    parts: Parts, tables: Tables, origin: Origin, model: str, figure_of: Mapping[str, str]
) -> Iterator[dict[str, str]]:
    """Yield the figures, tables and panels that the report has as the model does.

    Args:
        parts: The text.
        tables: Gives the rows of a table.
        origin: What the draft is of.
        model: The publication that the rows are taken from.
        figure_of: The figure here for each of the model's that is printed here.
    """
    for row in tables("report_figures"):
        if row["publication"] == model and row["label"] in parts.texts:
            printed = [
                figure_of[each] for each in row["printed_figures"].split() if each in figure_of
            ]
            yield {
                **row,
                "edition": origin.edition,
                "area": origin.area,
                "publication": origin.publication,
                "charted_areas": " ".join(
                    sorted(
                        origin.area if a == row["area"] else a for a in row["charted_areas"].split()
                    )
                ),
                "printed_figures": " ".join(sorted(printed)),
            }


def comparison_rows(
    places: Mapping[str, Sequence[tuple[str, str]]], tables: Tables, origin: Origin, model: str
) -> Iterator[dict[str, str]]:
    """Yield the comparisons in words that stand here as in the model.

    Args:
        places: For each comparison the parts that it stands in, with its words there.
        tables: Gives the rows of a table.
        origin: What the draft is of.
        model: The publication that the rows are taken from.
    """
    for row in tables("comparisons"):
        if row["publication"] == model and (found := places.get(row["comparison"])):
            (first, printed), *others = found
            if row["area"] != NATION:
                yield {
                    **row,
                    "edition": origin.edition,
                    "area": origin.area,
                    "publication": origin.publication,
                    "locator": first,
                    "printed": printed,
                    "also_in": "; ".join(part for part, _ in others),
                }


def compared_in_words(
    parts: Parts, claimed: Sequence[tuple[str, int, int]]
) -> Iterator[tuple[int, str]]:
    """Yield the line and the words of comparisons that nothing claims; those beside a number are the number's.

    Args:
        parts: The text.
        claimed: Where comparisons that are claimed, and numbers, stand: part, start and end.
    """
    for part, text in parts.texts.items():
        if part.startswith(("Figure ", "Table ", "Force in numbers", "Footnote ")):
            continue
        for found in _COMPARED.finditer(text):
            before, after = sentence_around(text, *found.span())
            start, end = (
                found.start() - min(len(before), _NEAR),
                found.end() + min(len(after), _NEAR),
            )
            # “Most” is a quantity too, and within the words no number of its own.
            beside = any(
                p == part and a < end and start < b and not found.start() <= a < b <= found.end()
                for p, a, b in claimed
            )
            if not beside and not NUMBER.search(found[0]):
                yield parts.locate(part, found.start())[0], " ".join(found[0].split())


def _yearmonth(month: str, year: str) -> str:
    return f"{year}-{MONTHS.index(month) + 1:02}"
