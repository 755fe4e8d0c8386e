"""Whether a report is of the force and the edition that it is drafted for. Internal."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from peel_data.errors import SubmissionError
from peel_data.transcribe.numbers import MONTHS, year_month
from peel_data.transcribe.wording import Names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peel_data.transcribe.audit import Row, Tables
    from peel_data.transcribe.files.document import Document

_TITLE = re.compile(
    r"^(?=PEEL\b|Police\b)(?:PEEL\b[:\s]*)?(?:assessment\s+)?"
    r"(?:Police\s+(?P<pillar>effectiveness|efficiency|legitimacy|leadership)\s+(?:\([^)\d]*\)\s+)?)?"
    r"(?P<year>20\d\d)(?:/\d\d)?\b",
    re.IGNORECASE | re.MULTILINE,
)
"""A title as covers print it: “PEEL: Police effectiveness 2015”, “PEEL 2018/19”."""
_TO_A_DAY = re.compile(
    rf"\b(?:to|as\s+at|ending|ended)\s+(\d{{1,2}})\s+({'|'.join(MONTHS)})\s+(\d{{4}})\b"
)
_SEVERAL = 2
"""A day that a report names but once may be that of another report."""
_PUBLISHED = re.compile(rf"^(?:{'|'.join(MONTHS)}) (\d{{4}})$", re.MULTILINE)


def refuse_other_force(document: Document, areas: Sequence[Row], area: str) -> None:
    """Stop where a report names another force more often than its own: its figures would go to the wrong one.

    Raises:
        SubmissionError: It does; the message names both.
    """
    forces = {row["id"]: row["name"] for row in areas if row["kind"] == "force"}
    if area not in forces:
        return
    short = {force: Names.of(name).short for force, name in forces.items()}
    # The longest first, so that a name within another is not counted.
    any_force = re.compile(
        rf"\b(?:{'|'.join(sorted(map(re.escape, short.values()), key=len, reverse=True))})\b"
    )
    named = Counter(any_force.findall(document.text))
    most, times = next(iter(named.most_common(1)), ("", 0))
    if times > named[short[area]]:
        (other,) = (force for force, name in short.items() if name == most)
        raise SubmissionError(
            f"{document.name} names {forces[other]} {times} times and {forces[area]} {named[short[area]]} times. "
            f"If the report is about {forces[other]}, use --area {other}."
        )


def refuse_other_edition(document: Document, cover: str, tables: Tables, edition: Row) -> None:
    """Stop where a cover names another round than the edition: its figures would get that edition's dates.

    Without a title, the month of publication tells: reports appear in the year of their edition or the next. Reports
    cite those of earlier rounds, so only the cover counts. Where that month fits several rounds, the days do to which
    the text gives figures.

    Args:
        document: The report.
        cover: The text of its cover.
        tables: Gives the rows of a table of the data set.
        edition: The row of the edition that it is drafted for.

    Raises:
        SubmissionError: It does; the message says which edition would be right, if there is one.
    """
    name, editions = document.name, tables("editions")
    wanted = (edition["pillar"], edition["year"])
    titles = {
        ((title["pillar"] or edition["pillar"]).lower(), title["year"]): " ".join(title[0].split())
        for title in _TITLE.finditer(cover)
    }
    if wanted in titles:
        return
    if titles:
        named, title = next(iter(titles.items()))
        others = [row["id"] for row in editions if (row["pillar"], row["year"]) == named]
        advice = (
            f"If the cover is right, use --edition {others[0]}."
            if others
            else "The data set has no such edition; a new one is a row of data/editions.csv."
        )
        raise SubmissionError(
            f"The cover of {name} says “{title}”, but --edition {edition['id']} is “{edition['title']}”. {advice}"
        )
    published, year = _PUBLISHED.search(cover), int(edition["year"])
    if published and int(published[1]) not in {year, year + 1}:
        raise SubmissionError(
            f"The cover of {name} says that it was published in {published[0]}, but reports of --edition "
            f"{edition['id']} were published in {year} or {year + 1}. Use the edition of the report."
        )
    _refuse_other_days(document, tables("required_series"), edition["id"])


def _refuse_other_days(document: Document, asked: Sequence[Row], edition: str) -> None:
    """Stop where the latest day to which a text gives figures is the latest of another edition."""
    latest: dict[str, str] = {}
    for row in asked:
        latest[row["edition"]] = max(latest.get(row["edition"], ""), row["period_end"])
    found = Counter(
        f"{year_month(month, year)}-{int(day):02}"
        for day, month, year in _TO_A_DAY.findall(document.text)
    )
    last = max((day for day, times in found.items() if times >= _SEVERAL), default="")
    own = latest.get(edition, "")
    if last and own and last != own and (others := [e for e, day in latest.items() if day == last]):
        raise SubmissionError(
            f"The latest figures in {document.name} are to {_words(last)}, but those of --edition {edition} are to "
            f"{_words(own)}. If the figures are right, use --edition {others[0]}."
        )


def _words(day: str) -> str:
    return f"{int(day[8:])} {MONTHS[int(day[5:7]) - 1]} {day[:4]}"
