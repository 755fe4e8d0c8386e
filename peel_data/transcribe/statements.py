"""What a report says beside its figures: publication, judgments, areas for improvement, comparisons. Internal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from peel_data.transcribe.audit import sentence_around
from peel_data.transcribe.numbers import MONTHS, NUMBER, year_month
from peel_data.transcribe.parts import NUMBERS_ALONE
from peel_data.transcribe.wording import NATION
from peel_data.validation.tables import definition

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

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


class Stated(NamedTuple):
    """A row of what a report says, how sure it is, and why.

    Attributes:
        row: The row.
        confidence: From 0 to 1; below 0.8 a person is to look it over.
        why: In words.
    """

    row: dict[str, str]
    confidence: float
    why: str


def row_name(table: str, row: Row) -> str:
    """Return the name of a row: its table and key.

    Example:
        >>> row_name("judgments", {"edition": "e", "area": "kent", "question": "preventing_crime"})
        'judgments:e:kent:preventing_crime'
    """
    return ":".join([table, *(row.get(column, "") for column in definition(table).spec.key)])


class Months(NamedTuple):
    """When a question was inspected and reported on: from, to, and published, where it has a report of its own."""

    first: str
    last: str
    published: str = ""


def publication_row(parts: Parts, origin: Origin, edition: Row, names: Names) -> Stated:
    """Return the row of the report itself; what its cover does not say is empty."""
    cover = parts.texts.get("Cover", "")
    month, isbn = _PUBLISHED.search(cover), _ISBN.search(cover)
    home = re.search(r"\bwww\.\S+|https://\S+", cover)
    address = home[0].rstrip(".,)") if home else ""
    lacks = [name for name, found in (("month", month), ("ISBN", isbn)) if not found]
    row = {
        "id": origin.publication,
        "edition": origin.edition,
        "area": origin.area,
        "title": f"{edition['title']}: An inspection of {names.full}",
        "publisher": "HMIC",
        "published": year_month(month[1], month[2]) if month else "",
        "isbn": isbn[1] if isbn else "",
        "url": f"https://{address.removeprefix('https://')}" if address else "",
        "licence": _LICENCE,
    }
    if lacks:
        return Stated(row, 0.5, f"the cover has no {' and no '.join(lacks)}")
    return Stated(row, 0.95, "month and ISBN from the cover, the title from the edition")


def judgment_rows(parts: Parts, tables: Tables, origin: Origin, published: str) -> Iterator[Stated]:
    """Yield the grade of each question that prints one, as a line of its own, with its months."""
    grades = {row["title"].casefold(): row["id"] for row in tables("grades")}
    asked = _months_of_questions(parts)
    for question in sorted(tables("questions"), key=lambda row: int(row["number"])):
        number = int(question["number"])
        part = f"Question {number}: Summary of findings" if number else "Overview: Overall judgment"
        printed = _grades(parts, part, grades)
        if len(printed) != 1:
            continue
        months = asked.get(number, Months("", ""))
        separate = months.published and months.published != published
        row = {
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
        again = _grades(parts, f"Overview: Question {number}", grades) if number else []
        yield Stated(row, *_sureness(again, printed, months, number))


def _grades(parts: Parts, part: str, grades: Mapping[str, str]) -> list[str]:
    """Return the grades that are lines of their own in a part."""
    lines = (line.strip().casefold() for line in parts.texts.get(part, "").split("\n"))
    return [grades[line] for line in lines if line in grades]


def _sureness(
    again: Sequence[str], printed: Sequence[str], months: Months, number: int
) -> tuple[float, str]:
    """Return how sure a judgment is, and why: by its grade in the overview, and its months."""
    if again and again != printed:
        return 0.4, f"the overview says {', '.join(again)}"
    why = "the only grade on a line of its own there" + (
        ", the same in the overview" if again else ""
    )
    if number and not months.first:
        return 0.7, f"{why}; but no sentence says between which months it was inspected"
    dated = "; the months from the sentence that names the question" if number else ""
    return (0.99 if again else 0.9), why + dated


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
    judgments: Iterable[Row], origin: Origin, edition: Row, names: Names
) -> Iterator[Stated]:
    """Yield the publications that judgments name beside the report itself."""
    for row in judgments:
        if row["full_report"] != origin.publication:
            publication = {
                "id": row["full_report"],
                "edition": origin.edition,
                "area": origin.area,
                "title": f"{edition['title']} (Vulnerability) \u2013 {names.full}",
                "publisher": "HMIC",
                "published": row["published"],
                "licence": _LICENCE,
            }
            why = "a sentence says that this question has its own report; the title is the usual one of its round"
            yield Stated(publication, 0.75, why)


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
                    year_month(when[1], when[2] or when[4]),
                    year_month(when[3], when[4]),
                    year_month(*report.groups()) if report else "",
                )
                for number in numbers:
                    found.setdefault(int(number), months)
    return found


def area_rows(parts: Parts, tables: Tables, origin: Origin) -> Iterator[Stated]:
    """Yield a row for each area for improvement; its summary, in one's own words, is left to a person."""
    questions = {row["number"]: row["id"] for row in tables("questions")}
    for part, text in parts.texts.items():
        under = re.fullmatch(r"Question (\d): Areas for improvement", part)
        if under and under[1] in questions:
            many = len(_AREAS.findall(text))
            for number in range(1, many + 1):
                row = {
                    "edition": origin.edition,
                    "area": origin.area,
                    "question": questions[under[1]],
                    "number": str(number),
                    "summary": "",
                    "publication": origin.publication,
                    "locator": part,
                }
                yield Stated(row, 0.95, f"item {number} of {many} in the list under its heading")


def label_rows(
    parts: Parts, tables: Tables, origin: Origin, model: str, figure_of: Mapping[str, str]
) -> Iterator[Stated]:
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
            its = row["printed_figures"].split()
            printed = [figure_of[each] for each in its if each in figure_of]
            made = {
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
            whole = len(printed) == len(its)
            why = f"as in {model}, which has one with this number" + (
                f" with {len(its)} figures; {len(printed)} of them are found here" if its else ""
            )
            yield Stated(made, 0.9 if whole else 0.6, why)


def comparison_rows(
    places: Mapping[str, Sequence[tuple[str, str, float]]],
    tables: Tables,
    origin: Origin,
    model: str,
) -> Iterator[Stated]:
    """Yield the comparisons in words that stand here as in the model.

    Args:
        places: For each comparison the parts that it stands in, with its words there, and how sure that is.
        tables: Gives the rows of a table.
        origin: What the draft is of.
        model: The publication that the rows are taken from.
    """
    for row in tables("comparisons"):
        if row["publication"] == model and (found := places.get(row["comparison"])):
            (first, printed, _), *others = found
            if row["area"] != NATION:
                made = {
                    **row,
                    "edition": origin.edition,
                    "area": origin.area,
                    "publication": origin.publication,
                    "locator": first,
                    "printed": printed,
                    "also_in": "; ".join(part for part, *_ in others),
                }
                least = min(confidence for *_, confidence in found)
                yield Stated(made, least, f"the same words under the same heading as in {model}")


def compared_in_words(
    parts: Parts, claimed: Sequence[tuple[str, int, int]]
) -> Iterator[tuple[int, str]]:
    """Yield the line and the words of comparisons that nothing claims; those beside a number are the number's.

    Args:
        parts: The text.
        claimed: Where comparisons that are claimed, and numbers, stand: part, start and end.
    """
    for part, text in parts.texts.items():
        if part.startswith(NUMBERS_ALONE):
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
