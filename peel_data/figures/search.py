"""Finding figures by words."""

from __future__ import annotations

from functools import cache

from peel_data.errors import InvalidArgument, NotFound
from peel_data.figures.catalogue import all_figures
from peel_data.figures.figure import Figures
from peel_data.suggestions import did_you_mean, nearest
from peel_data.tables import records


def find(words: str) -> Figures:
    """The figures that the words describe, best first.

    Every word must be found, exactly or nearly, in what is known of a figure; words of the title weigh most.

    Raises:
        NotFound: Nothing matches.
    """
    asked = _words(words)
    if not asked:
        raise InvalidArgument("Say what to look for, such as `victim satisfaction`.")
    index = _index()
    known = {word for title, rest in index.values() for word in (*title, *rest)}
    alike = {
        word: {word, *nearest(word, known, most=4)} if word not in known else {word}
        for word in asked
    }
    ranked = []
    for position, figure in enumerate(all_figures()):
        title, rest = index[figure.id]
        scores = [_score(word, alike[word], title, rest) for word in asked]
        if all(scores):
            ranked.append((-sum(scores), position, figure))
    if not ranked:
        missing = [word for word in asked if not alike[word] & known] or asked
        raise NotFound(
            f"No figure is described by {words!r}.{did_you_mean(missing[0], sorted(known))} "
            "List all figures with `peel-data figures`."
        )
    return Figures(figure for *_, figure in sorted(ranked, key=lambda item: item[:2]))


def _score(word: str, alike: set[str], title: frozenset[str], rest: frozenset[str]) -> int:
    if word in title:
        return 8
    if word in rest:
        return 4
    if alike & title:
        return 3
    if alike & rest:
        return 2
    return 1 if len(word) >= 4 and any(word in known for known in title | rest) else 0


@cache
def _index() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    names = {r["id"]: r["name"] for r in records.read("areas")}
    units = {r["id"]: r["title"] for r in records.read("units")}
    descriptions = {r["id"]: r["description"] for r in records.read("operational_measures")}
    return {
        f.id: (
            frozenset(_words(f.title)),
            frozenset(
                _words(
                    f"{f.id} {names[f.area]} {units[f.unit]} {f.place or ''} {f.coverage or ''} "
                    f"{descriptions.get(f.measure, '')} {f.value}"
                )
            ),
        )
        for f in all_figures()
    }


def _words(text: str) -> list[str]:
    kept = "".join(
        character if character.isalnum() or character == "." else " "
        for character in text.casefold()
    )
    return [word.strip(".") for word in kept.split() if word.strip(".")]
