"""Citations of figures: as a sentence, as BibTeX, as CSL-JSON."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from peel_data.tables import formatting, records
from peel_data.version import precedence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from decimal import Decimal

    from peel_data.tables.printed import PrintedFigure
    from peel_data.tables.records import Record

DERIVATIONS: Mapping[str, str] = {
    "printed": "printed as a number",
    "counted": "counted from the text, which prints no number",
    "worded": "a quantity in words, stated as the number that it means",
}
LICENCE = "Open Government Licence v3.0"
AUTHORS = {"HMIC": "Her Majesty's Inspectorate of Constabulary"}
"""What publishers are called in full, as authors of their reports."""
ADDRESSES = {"HMIC": "London"}
"""Where publishers publish."""
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""What BibTeX calls the months: names, which each style spells in its own way."""


def _publications(figure: PrintedFigure) -> list[tuple[str, Record, list[str]]]:
    """Return the publications that print a figure, each with a key of its own and the places in it.

    The key is of the figure: entries for several figures of one report stand in one bibliography. It is
    short, so that it can be typed: `hmic2016-victim-satisfaction-1a2b3c`.
    """
    known = {record["id"]: record for record in records.read("publications")}
    places: dict[str, list[str]] = {}
    for citation in figure.citations:
        listed = places.setdefault(citation.publication, [])
        if citation.locator not in listed:
            listed.append(citation.locator)
    return [
        (_key(figure, known[publication]), known[publication], locators)
        for publication, locators in places.items()
    ]


def _key(figure: PrintedFigure, publication: Record) -> str:
    """Return a key that no other figure or publication has: the end of it is of both ids."""
    told_apart = sha256(f"{figure.id} {publication['id']}".encode()).hexdigest()[:6]
    name = figure.measure.replace("_", "-")[:40].rstrip("-")
    return (
        f"{publication['publisher'].casefold()}{publication['published'][:4]}-{name}-{told_apart}"
    )


def _taken(figure: PrintedFigure) -> str:
    """Return where the figure was taken from; and if it is no longer what was printed, since when and why."""
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


def _quoted(figure: PrintedFigure) -> str:
    """Return the figure in words, with the words of the report where it prints no number."""
    if figure.derivation == "printed":
        return f"{figure}"
    tokens = dict.fromkeys(f"“{citation.printed}”" for citation in figure.citations)
    return f"{figure} ({figure.derivation}, from {' and '.join(tokens)})"


def text(figure: PrintedFigure) -> str:
    """Return a sentence for a footnote or a caption."""
    parts = []
    for _, publication, locators in _publications(figure):
        isbn = f", ISBN {publication['isbn']}" if publication["isbn"] else ""
        parts.append(
            f"{publication['publisher']}, {publication['title']}, {formatting.month(publication['published'])}{isbn} "
            f"({'; '.join(locators)})"
        )
    return f"{_quoted(figure)}. {'; '.join(parts)}. {_taken(figure)}. {LICENCE}."


def long(figure: PrintedFigure) -> str:
    """Return the sentence, and below it everything that bears on the figure, a line each."""
    return "\n".join(
        [text(figure), "", *(f"{name}: {words}" for name, words in particulars(figure))]
    )


def particulars(figure: PrintedFigure) -> Iterator[tuple[str, str]]:
    """Yield what bears on a figure, each with its name, in the order that a person asks."""
    yield "True value", _true_value(figure)
    yield "Derivation", DERIVATIONS[figure.derivation]
    yield "Source", _source(figure)
    if figure.vintage:
        yield "Vintage", figure.vintage
    if figure.population_base:
        yield "Population base", figure.population_base
    for note in figure.notes:
        yield "Note", f"{note.text} ({note.locator})"
    for citation in figure.citations:
        yield "Printed", f"“{citation.printed}” in {citation.locator}"


def _true_value(figure: PrintedFigure) -> str:
    """Return what the text says of the true value, in the unit of the figure: `more than 50%`."""
    lower, upper = figure.lower, figure.upper
    if lower is not None and upper is not None:
        if lower == upper:
            return f"exactly {_amount(figure, lower)}"
        return f"from {lower} to {upper}, by rounding"
    if lower is not None:
        least = _amount(figure, lower)
        beyond = figure.qualifier == "over" and lower == figure.value
        return f"more than {least}" if beyond else f"{least} or more"
    if upper is not None:
        most = _amount(figure, upper)
        short = figure.qualifier == "almost" and upper == figure.value
        return f"less than {most}" if short else f"{most} or less"
    return "not bounded by the text"


def _amount(figure: PrintedFigure, end: Decimal) -> str:
    return formatting.quantity(end, figure.decimals, figure.unit)


def _source(figure: PrintedFigure) -> str:
    if figure.data_source is None:
        return "not stated"
    titles = {record["id"]: record["title"] for record in records.read("data_sources")}
    inferred = (
        ", inferred from a neighbouring figure" if figure.data_source_basis == "inferred" else ""
    )
    return f"{titles[figure.data_source]}{inferred}"


def bibtex(figure: PrintedFigure) -> str:
    """Return a BibTeX entry for each publication that prints the figure."""
    return "\n\n".join(
        _bibtex(key, publication, locators, figure)
        for key, publication, locators in _publications(figure)
    )


def _bibtex(key: str, publication: Record, locators: list[str], figure: PrintedFigure) -> str:
    year, month = publication["published"].split("-")
    fields = {
        "author": f"{{{_escaped(_author(publication))}}}",  # one name, that no style takes apart
        "title": f"{{{_escaped(publication['title'])}}}",
        "institution": _escaped(publication["publisher"]),
        "address": ADDRESSES.get(publication["publisher"], ""),
        "year": year,
        "isbn": publication["isbn"],
        "url": publication["url"],
        "note": _escaped(f"{_quoted(figure)} ({'; '.join(locators)}). {_taken(figure)}"),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    lines.append(f"  month = {MONTHS[int(month) - 1]}")
    return f"@techreport{{{key},\n" + ",\n".join(lines) + "\n}"


def _author(publication: Record) -> str:
    return AUTHORS.get(publication["publisher"], publication["publisher"])


def _escaped(words: str) -> str:
    special = {"&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_", "$": r"\$", "{": r"\{", "}": r"\}"}
    return "".join(special.get(character, character) for character in words)


def csl_json(figure: PrintedFigure) -> str:
    """CSL-JSON, as reference managers read it."""
    items: list[dict[str, Any]] = []
    for key, publication, locators in _publications(figure):
        year, month = map(int, publication["published"].split("-"))
        item = {
            "id": key,
            "type": "report",
            "title": publication["title"],
            "author": [{"literal": _author(publication)}],
            "publisher": publication["publisher"],
            "publisher-place": ADDRESSES.get(publication["publisher"], ""),
            "issued": {"date-parts": [[year, month]]},
            "ISBN": publication["isbn"],
            "URL": publication["url"],
            "note": f"{_quoted(figure)} ({'; '.join(locators)}). {_taken(figure)}",
        }
        items.append({name: value for name, value in item.items() if value})
    return json.dumps(items, indent=2, ensure_ascii=False)


STYLES: Mapping[str, Callable[[PrintedFigure], str]] = {
    "text": text,
    "long": long,
    "bibtex": bibtex,
    "csl-json": csl_json,
}
