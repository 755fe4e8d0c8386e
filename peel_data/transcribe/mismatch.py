"""Whether a report is of the force and the edition that it is drafted for. Internal."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from peel_data.errors import SubmissionError
from peel_data.transcribe.numbers import MONTHS
from peel_data.transcribe.wording import Names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peel_data.transcribe.audit import Row
    from peel_data.transcribe.document import Document

_TITLE = re.compile(
    r"^(?=PEEL\b|Police\b)(?:PEEL\b[:\s]*)?(?:assessment\s+)?"
    r"(?:Police\s+(?P<pillar>effectiveness|efficiency|legitimacy|leadership)\s+(?:\([^)\d]*\)\s+)?)?"
    r"(?P<year>20\d\d)(?:/\d\d)?\b",
    re.IGNORECASE | re.MULTILINE,
)
"""A title as covers print it: “PEEL: Police effectiveness 2015”, “PEEL 2018/19”."""
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


def refuse_other_edition(name: str, cover: str, editions: Sequence[Row], edition: Row) -> None:
    """Stop where a cover names another round than the edition: its figures would get that edition's dates.

    Without a title, the month of publication tells: reports appear in the year of their edition or the next.
    Reports cite those of earlier rounds, so only the cover counts.

    Args:
        name: The name of the report's file.
        cover: The text of its cover.
        editions: The rows of all editions.
        edition: The row of the edition that it is drafted for.

    Raises:
        SubmissionError: It does; the message says which edition would be right, if there is one.
    """
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
