"""Citations of figures: as a sentence, as BibTeX, as CSL-JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from peel_data import records, wording
from peel_data.version import precedence

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from peel_data.catalogue import Figure
    from peel_data.records import Record

LICENCE = "Open Government Licence v3.0"
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""What BibTeX calls the months: names, which each style spells in its own way."""


def _publications(figure: Figure) -> list[tuple[str, Record, list[str]]]:
    """The publications that print a figure, each with a key of its own and the places in it.

    The key is of the figure: entries for several figures of one report stand in one bibliography.
    """
    known = {record["id"]: record for record in records.read("publications")}
    places: dict[str, list[str]] = {}
    for citation in figure.citations:
        listed = places.setdefault(citation.publication, [])
        if citation.locator not in listed:
            listed.append(citation.locator)
    return [
        (figure.id if number == 1 else f"{figure.id}:{number}", known[publication], locators)
        for number, (publication, locators) in enumerate(places.items(), start=1)
    ]


def _taken(figure: Figure) -> str:
    """Where the figure was taken from; and if it is no longer what was printed, since when and why."""
    found = [
        record
        for record in records.read("revisions")
        if record["figure_id"] == figure.id
        and precedence(record["release"]) <= precedence(figure.release)
    ]
    revised = "".join(
        f"Revised from {record['old_value'] or 'none'} in release {record['release']}: {record['reason']} "
        for record in sorted(found, key=lambda record: precedence(record["release"]))
    )
    return f"{revised}Taken from peel_data {figure.release}, {figure.id}"


def text(figure: Figure) -> str:
    """A sentence for a footnote or a caption."""
    parts = []
    for _, publication, locators in _publications(figure):
        isbn = f", ISBN {publication['isbn']}" if publication["isbn"] else ""
        parts.append(
            f"{publication['publisher']}, {publication['title']}, {wording.month(publication['published'])}{isbn} "
            f"({'; '.join(locators)})"
        )
    return f"{figure}. {'; '.join(parts)}. {_taken(figure)}. {LICENCE}."


def bibtex(figure: Figure) -> str:
    """A BibTeX entry for each publication that prints the figure."""
    return "\n\n".join(
        _bibtex(key, publication, locators, figure)
        for key, publication, locators in _publications(figure)
    )


def _bibtex(key: str, publication: Record, locators: list[str], figure: Figure) -> str:
    year, month = publication["published"].split("-")
    fields = {
        "title": f"{{{_escaped(publication['title'])}}}",
        "institution": _escaped(publication["publisher"]),
        "year": year,
        "isbn": publication["isbn"],
        "url": publication["url"],
        "note": _escaped(f"{figure} ({'; '.join(locators)}). {_taken(figure)}"),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    lines.append(f"  month = {MONTHS[int(month) - 1]}")
    return f"@techreport{{{key},\n" + ",\n".join(lines) + "\n}"


def _escaped(words: str) -> str:
    special = {"&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_", "$": r"\$", "{": r"\{", "}": r"\}"}
    return "".join(special.get(character, character) for character in words)


def csl_json(figure: Figure) -> str:
    """CSL-JSON, as reference managers read it."""
    items: list[dict[str, Any]] = []
    for key, publication, locators in _publications(figure):
        year, month = map(int, publication["published"].split("-"))
        item = {
            "id": key,
            "type": "report",
            "title": publication["title"],
            "author": [{"literal": publication["publisher"]}],
            "issued": {"date-parts": [[year, month]]},
            "ISBN": publication["isbn"],
            "URL": publication["url"],
            "note": f"{figure} ({'; '.join(locators)}). {_taken(figure)}",
        }
        items.append({name: value for name, value in item.items() if value})
    return json.dumps(items, indent=2, ensure_ascii=False)


STYLES: Mapping[str, Callable[[Figure], str]] = {
    "text": text,
    "bibtex": bibtex,
    "csl-json": csl_json,
}
