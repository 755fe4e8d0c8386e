"""Figures: every published number as an object that knows its unit, precision, caveats and sources.

Read from the generated table `figures` and from `citations`; neither pydantic nor pandas takes part.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, SupportsIndex, cast, overload

from peel_data.errors import InvalidArgument, NotFound, NotPrinted
from peel_data.schema.interval import rounding_of
from peel_data.suggestions import did_you_mean, nearest
from peel_data.tables import records
from peel_data.tables.table import one_a_line
from peel_data.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd

    from peel_data.figures.releases import Standing
    from peel_data.schema.vocabulary import AreaId
    from peel_data.tables import TableName
    from peel_data.tables.records import Record
    from peel_data.tables.table import Table


@dataclass(frozen=True, slots=True)
class Note:
    """A caveat or explanation: its id, where the report gives it, and its text in our own words."""

    id: str
    locator: str
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Citation:
    """A place where a figure is printed.

    Attributes:
        publication: The id of the report, a key of `publications`.
        locator: The part of the report: a figure, a panel, or a section by its heading.
        printed: The token as it stands there, such as `+4.5%` or `twenty`.
        value: The value the token states.
        decimals: The precision the token states it at.
        occurrence: Which of the same tokens in that part, from 1.
    """

    publication: str
    locator: str
    printed: str
    value: Decimal
    decimals: int
    occurrence: int


@dataclass(frozen=True, slots=True, repr=False)
class Figure:
    """One published number.

    Attributes:
        id: Its readable, stable name: the table and the key of its row.
        table: The table it stands in.
        measure: What is measured.
        title: What a person calls it.
        edition: The round of inspection reports.
        area: The id of the area.
        place: Where it holds, in words, if the name of the area would misplace it.
        category: The crime, outcome or organised crime type, if the measure has one.
        period_start: First day of the period; None for a moment or where none is printed.
        period_end: Last day of the period, or the moment.
        baseline_start: For a change, first day of the period it is measured from.
        baseline_end: For a change, last day of that period.
        value: The value, in `unit`; a fall is negative.
        decimals: Printed precision: 1 for 14.9, -5 for 2.8 million.
        unit: The id of the unit, a key of `units`.
        denominator: What a rate or share is of, a key of `denominators`.
        qualifier: `exact`, `about`, `at_least`, `over` or `almost`.
        rounding: How the number bounds the true value: `nearest`, rounded to the last printed digit, or
            `exact`.
        derivation: `printed`, or `counted` or `worded` where the text states it without a number.
        coverage: What the area leaves out here, as `excluding ...`.
        population_base: The population estimate behind a rate, where the report states it.
        data_source: Who the figure comes from, a key of `data_sources`.
        data_source_basis: `stated` where the report states that source, `inferred` from a neighbouring
            figure where it does not.
        vintage: When the source was published or collected: later revisions are not in it.
        notes: Caveats and explanations.
        lower: Least true value that every printed form allows; None is open.
        upper: Greatest true value that every printed form allows; None is open.
        citations: Every place where it is printed.
        release: The release whose figure it is.
    """

    id: str
    table: TableName
    measure: str
    title: str
    edition: str
    area: AreaId
    place: str | None
    category: str | None
    period_start: dt.date | None
    period_end: dt.date | None
    baseline_start: dt.date | None
    baseline_end: dt.date | None
    value: Decimal
    decimals: int
    unit: str
    denominator: str | None
    qualifier: str
    rounding: str
    derivation: str
    coverage: str | None
    population_base: str | None
    data_source: str | None
    data_source_basis: str | None
    vintage: str | None
    notes: tuple[Note, ...]
    lower: Decimal | None
    upper: Decimal | None
    citations: tuple[Citation, ...]
    release: str = __version__

    def __repr__(self) -> str:
        return f"<Figure {self.id}: {self.value} {self.unit}>"

    def __str__(self) -> str:
        from peel_data.figures.formatting import figure_in_words

        return figure_in_words(self)

    @property
    def history(self) -> tuple[Standing, ...]:
        """How the figure stood in each release that has it, oldest first, with the reasons of its changes.

        Example:
            >>> figure = peel.find("victim satisfaction northamptonshire")[0]
            >>> figure.history[0].release
            '1.0.0'
        """
        from peel_data.figures import releases

        return releases.history(self.id)

    def cite(self, style: Literal["text", "long", "bibtex", "csl-json"] = "text") -> str:
        """Return a citation of the figure: where it is printed, and this version of the package.

        Args:
            style: `text` for a sentence, `long` for everything that bears on the figure, `bibtex` for a
                BibTeX entry, `csl-json` for reference managers.

        Raises:
            InvalidArgument: There is no such style.

        Example:
            >>> figure = peel.find("victim satisfaction northamptonshire")[0]
            >>> print(figure.cite("bibtex").splitlines()[0])
            @techreport{victim_satisfaction:peel-effectiveness-2015:northamptonshire:2015-03-31,
        """
        from peel_data.figures import citation

        if style not in citation.STYLES:
            raise InvalidArgument(
                f"There is no citation style {style!r}.{did_you_mean(style, citation.STYLES)} "
                f"It can be {', '.join(citation.STYLES)}."
            )
        return citation.STYLES[style](self)


class Figures(tuple[Figure, ...]):  # noqa: SLOT001 - a tuple of any length cannot have slots with values
    """Figures in an order that means something: by id, or best match first."""

    table: Table[Any] | None = None
    """The table `figures` that they come from; None is that of the installed release."""

    @overload
    def __getitem__(self, index: SupportsIndex) -> Figure: ...
    @overload
    def __getitem__(self, index: slice) -> Figures: ...
    def __getitem__(self, index: SupportsIndex | slice) -> Figure | Figures:
        """Return a figure, or for a slice the figures of it."""
        if isinstance(index, slice):
            some = Figures(super().__getitem__(index))
            some.table = self.table
            return some
        return super().__getitem__(index)

    def __repr__(self) -> str:
        return one_a_line(self)

    def to_pandas(self) -> pd.DataFrame:
        """Return one row for each figure, with the columns and dtypes of the table `figures`."""
        from peel_data.tables import INSTALLED, frames

        table = self.table or INSTALLED.figures_table
        by_id = {record["figure_id"]: record for record in table.records()}
        return frames.frame(table, [by_id[figure.id] for figure in self])


@cache
def all_figures() -> Figures:
    """Every figure of the installed release, ordered by id."""
    return figures_of(records.read)


def figures_of(read: Callable[[str], list[Record]], release: str = __version__) -> Figures:
    """Every figure of the release whose tables `read` gives, ordered by id."""
    notes = {r["id"]: Note(r["id"], r["locator"], r["text"]) for r in read("notes")}
    vintages = {r["id"]: r.get("vintage", "") for r in read("data_sources")}
    printed: dict[str, list[Citation]] = {}
    for record in read("citations"):
        printed.setdefault(record["figure_id"], []).append(_citation(record))
    return Figures(
        figure_of(record, notes, printed, release, vintages) for record in read("figures")
    )


def by_id(figure_id: str) -> Figure:
    """The figure of that id.

    Raises:
        NotPrinted: A report charts it and prints its number nowhere.
        NotFound: There is none; the message names the nearest, or the two figures of a row that has two.
    """
    figures = _by_id()
    if figure_id in figures:
        return figures[figure_id]
    pair = [known for known in figures if known.startswith(f"{figure_id}:")]
    if pair:
        raise NotFound(f"{figure_id!r} is a row with {len(pair)} figures: say {' or '.join(pair)}.")
    _explain_withdrawn(figure_id)
    _explain_charted(figure_id)
    raise NotFound(
        f"There is no figure {figure_id!r}.{did_you_mean(figure_id, figures)} "
        "List them with `peel-data figures`, or search with `peel-data figures --find WORDS`."
    )


def _explain_withdrawn(figure_id: str) -> None:
    for revision in records.read("revisions"):
        if revision["figure_id"] == figure_id and not revision["new_value"]:
            raise NotFound(
                f"{figure_id} was withdrawn in release {revision['release']}: {revision['reason']} "
                f"What it was before: `peel-data history {figure_id}`."
            )


def _explain_charted(figure_id: str) -> None:
    """Say so if the id is well made and names what a report charts without printing it."""
    from peel_data.tables import TABLES, lookup

    name, *values = figure_id.split(":")
    for table in TABLES:
        if table.name == name and table.measures and len(values) >= len(table.key):
            sentence = lookup.charted(table, dict(zip(table.key, values, strict=False)))
            if sentence:
                raise NotPrinted(sentence)


@cache
def _by_id() -> dict[str, Figure]:
    return {figure.id: figure for figure in all_figures()}


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


def _citation(record: Record) -> Citation:
    return Citation(
        publication=record["publication"],
        locator=record["locator"],
        printed=record["printed"],
        value=Decimal(record["printed_value"]),
        decimals=int(record["printed_decimals"]),
        occurrence=int(record["occurrence"]),
    )


def _date(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def figure_of(
    record: Record,
    notes: dict[str, Note],
    printed: dict[str, list[Citation]],
    release: str = __version__,
    vintages: Mapping[str, str] | None = None,
) -> Figure:
    """The figure of a record of the table `figures`, with the notes, citations and vintages given.

    A release from before a column has no such cell.
    """
    decimals, unit = int(record["decimals"]), record["unit"]
    return Figure(
        id=record["figure_id"],
        table=cast("TableName", record["table"]),
        measure=record["measure"],
        title=record["title"],
        edition=record["edition"],
        area=cast("AreaId", record["area"]),
        place=record.get("place") or None,
        category=record["category"] or None,
        period_start=_date(record["period_start"]),
        period_end=_date(record["period_end"]),
        baseline_start=_date(record["baseline_start"]),
        baseline_end=_date(record["baseline_end"]),
        value=Decimal(record["value"]),
        decimals=decimals,
        unit=unit,
        denominator=record["denominator"] or None,
        qualifier=record["qualifier"],
        rounding=record.get("rounding") or rounding_of(unit, decimals),
        derivation=record.get("derivation") or "printed",
        coverage=record["coverage"] or None,
        population_base=record["population_base"] or None,
        data_source=record["data_source"] or None,
        data_source_basis=record.get("data_source_basis") or None,
        vintage=(vintages or {}).get(record["data_source"]) or None,
        notes=tuple(notes[note] for note in record["notes"].split() if note in notes),
        lower=_decimal(record["lower"]),
        upper=_decimal(record["upper"]),
        citations=tuple(printed.get(record["figure_id"], ())),
        release=release,
    )
