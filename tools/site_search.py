"""The search of the documentation site knows the words that `peel.find` knows.

Beside the pages, its index gains an entry for each subject of figures, with their values and every other name
that `search_terms.csv` gives it, and one for each area. An entry leads to the row on the page of its table.
"""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import peel_data as peel
from peel_data.figures import search_terms
from peel_data.tables import formatting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mkdocs.config.defaults import MkDocsConfig

    from peel_data.figures.figure import Figure

Entry: TypeAlias = "dict[str, str | float]"
INDEX = "search/search_index.json"
SHOWN = 2
"""How many figures of a subject its entry quotes."""
BOOST = 1_000
"""What makes another name in the text of an entry weigh as much as a word in the title of a page."""


class Subject(NamedTuple):
    """Figures of one measure and category, and the anchor of their first row on the page of their table."""

    measure: str
    category: str
    figures: list[Figure]

    @property
    def anchor(self) -> str:
        """The name of the first row."""
        return "-".join(filter(None, (self.measure, self.category)))


def subjects(figures: Iterable[Figure]) -> list[Subject]:
    """Return the subjects of figures, in their order."""
    found: dict[tuple[str, str], list[Figure]] = {}
    for figure in figures:
        found.setdefault((figure.measure, figure.category or ""), []).append(figure)
    return [Subject(*key, each) for key, each in found.items()]


def anchors() -> dict[str, str]:
    """Return the anchor that stands at the row of a figure, by the figure's id: of each subject the first."""
    return {each.figures[0].id: each.anchor for each in subjects(peel.figures())}


def entries() -> Iterator[Entry]:
    """Yield what the index gains: a subject weighs more that stands first in `search_terms.csv`."""
    order = list(search_terms.phrases_of("measure"))
    for subject in subjects(peel.figures()):
        first = subject.figures[0]
        names = [
            *search_terms.phrases_of("category").get(subject.category, ()),
            *search_terms.phrases_of("measure").get(subject.measure, ()),
        ]
        # Forces stand before England and Wales, and the latest before what was before it.
        quoted = sorted(
            subject.figures,
            key=lambda figure: (figure.area == "england-and-wales", -_day(figure)),
        )
        lines = [f"{figure}".removeprefix(f"{figure.title}: ") for figure in quoted[:SHOWN]]
        place = order.index(subject.measure) if subject.measure in order else len(order)
        weight = 2 - place / len(order)
        where = f"tables/{first.table}.html#{subject.anchor}"
        yield _entry(where, first.title, lines, names, weight)
    for area in peel.areas:
        other = search_terms.phrases_of("area").get(area.id, ())
        of_it = len(peel.figures(area=area.id))
        line = f"{of_it} published figures" if of_it else "No published figures in this release"
        yield _entry(
            f"tables/areas.html#area-{area.id}", formatting.area_name(area.id), [line], other
        )


def _day(figure: Figure) -> int:
    return figure.period_end.toordinal() if figure.period_end else 0


def _entry(
    location: str, title: str, lines: Iterable[str], names: Iterable[str], weight: float = 1.0
) -> Entry:
    """Return an entry; one paragraph, since a result shows the paragraph that has the words."""
    also = "; ".join(dict.fromkeys(names))
    text = ". ".join([*lines, *([f"Also: {also}"] if also else [])])
    return {
        "location": location,
        "title": escape(title),
        "text": f"<p>{escape(text)}</p>",
        "boost": BOOST * weight,
    }


def on_post_build(config: MkDocsConfig) -> None:
    """Add the entries to the index that the plugin `search` has written."""
    path = Path(config.site_dir) / INDEX
    index = json.loads(path.read_text(encoding="utf-8"))
    index["docs"] += list(entries())
    path.write_text(json.dumps(index, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
