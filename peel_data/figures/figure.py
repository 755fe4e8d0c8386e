"""Figures: every published number as an object that knows its unit, precision, caveats and sources.

Read from the generated table `figures` and from `citations`; neither pydantic nor pandas takes part.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import fields
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter
from sys import intern
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, cast

from peel_data.errors import InvalidArgument, NotFound, PackageDataError
from peel_data.figures.instances import maker
from peel_data.schema.interval import rounding_of
from peel_data.suggestions import did_you_mean
from peel_data.tables.exchange import Exchange
from peel_data.tables.printed import Citation, Note, PrintedFigure
from peel_data.tables.several import Several
from peel_data.tables.table import one_a_line
from peel_data.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from typing import Self

    from peel_data.figures.standings import Standing
    from peel_data.schema.vocabulary import AreaId
    from peel_data.tables import TableName
    from peel_data.tables.records import Cells, Record
    from peel_data.tables.table import OneOrMore, Table


MOST_AREAS = 6
"""How many areas that have figures are named where one is asked for that has none."""


class Figure(PrintedFigure):
    """One published number, which can say how it stood in each release and be cited.

    Attributes: those of `PrintedFigure`, from `id` and `value` to `citations` and `release`.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<Figure {self.id}: {self.value} {self.unit}>"

    def __str__(self) -> str:
        from peel_data.tables.formatting import figure_in_words

        return figure_in_words(self)

    def _repr_html_(self) -> str:
        """Return the figure as a notebook shows it."""
        from peel_data.figures import cards

        return cards.show(self)

    @property
    def figure_id(self) -> str:
        """Its id, by the name that the key has in every table and output."""
        return self.id

    @property
    def history(self) -> tuple[Standing, ...]:
        """How the figure stood in each release that has it, oldest first, with the reasons of its changes.

        Example:
            >>> figure = peel.find("victim satisfaction northamptonshire")[0]
            >>> figure.history[0].release
            '1.0.0'
        """
        from peel_data.figures import standings

        return standings.history(self.id)

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
            @techreport{hmic2016-victim-satisfaction-rate-0bab49,
        """
        from peel_data.figures import citation

        if style not in citation.STYLES:
            raise InvalidArgument(
                f"There is no citation style {style!r}.{did_you_mean(style, citation.STYLES)} "
                f"It can be {', '.join(citation.STYLES)}."
            )
        return citation.STYLES[style](self)


def span(figure: Figure) -> int:
    """Return, for a change, the years it spans; 0 for all else."""
    if figure.baseline_end is None or figure.period_end is None:
        return 0
    return figure.period_end.year - figure.baseline_end.year


class Figures(Exchange, Several[Figure]):
    """Figures in an order that means something: by id, or best match first."""

    table: Table[Any] | None = None
    """The table `figures` that they come from; None is that of the installed release."""
    asked: Mapping[str, Collection[str]] = MappingProxyType({})
    """What they were selected by."""

    @property
    def reason(self) -> str:
        """Why there are no figures of what was asked for; empty where there are, or nothing was asked.

        Example:
            >>> print(peel.figures(area="kent").reason.partition(".")[0])
            This release has no figure for area=kent
        """
        if self or not self.asked:
            return ""
        from peel_data.tables import INSTALLED

        asked = ", ".join(f"{name}={' or '.join(texts)}" for name, texts in self.asked.items())
        records = (self.table or INSTALLED.figures_table).shared_records()
        there = sorted({record["area"] for record in records})
        some = ", ".join([*there[:MOST_AREAS], *(["and others"] if there[MOST_AREAS:] else [])])
        return f"This release has no figure for {asked}. It has figures for {some}."

    def _some(self, index: slice) -> Self:
        some = type(self)(self._items[index])
        some.table = self.table
        return some

    def where(
        self,
        *,
        area: OneOrMore[AreaId] | None = None,
        table: OneOrMore[TableName] | None = None,
    ) -> Figures:
        """Return those of these figures that are of an area and a table, or of any of several.

        Args:
            area: The id of an area, or several; all by default.
            table: The name of a table, or several; all by default.

        Raises:
            NotFound: There is no such area or table of figures.

        Example:
            >>> len(peel.figures().where(area="northamptonshire", table="crime_rates"))
            6
        """
        from peel_data.tables import INSTALLED, TABLES, lookup

        source = self.table or INSTALLED.figures_table
        known = {
            "area": [record["id"] for record in source.read("areas")],
            "table": [each.name for each in TABLES if each.measures],
        }
        wanted = lookup.criteria({"area": area, "table": table})
        for name, texts in wanted.items():
            for text in texts:
                if text not in known[name]:
                    raise NotFound(
                        f"There is no {name} {text!r} with figures."
                        f"{did_you_mean(text, known[name])} List all figures with `peel-data figures`."
                    )
        some = Figures(
            figure
            for figure in self
            if all(getattr(figure, name) in texts for name, texts in wanted.items())
        )
        some.table, some.asked = self.table, {**self.asked, **wanted}
        return some

    def __repr__(self) -> str:
        return f"<no figures: {self.reason}>" if self.reason else one_a_line(self)

    def _content(self) -> tuple[Table[Any], list[Record]]:
        """Return the table that the figures come from, and their records."""
        from peel_data.tables import INSTALLED

        table = self.table or INSTALLED.figures_table
        by_id = {record["figure_id"]: record for record in table.shared_records()}
        return table, [by_id[figure.id] for figure in self]

    def _repr_html_(self) -> str:
        """Return the figures as a notebook shows them."""
        from peel_data.tables import INSTALLED, cards

        return cards.show_figures(
            self.table or INSTALLED.figures_table, [figure.id for figure in self], self.reason
        )


def figures_of(
    read: Callable[[str], Iterable[Record]],
    cells: Callable[[str], Cells],
    release: str = __version__,
) -> Figures:
    """Return every figure of a release, ordered by id.

    Args:
        read: Gives the records of a table of the release.
        cells: Gives the cells of a table of it, of `figures` with all its columns.
        release: The release.

    Raises:
        PackageDataError: A row of the figures does not have the columns of the table.
    """
    notes = {r["id"]: Note(r["id"], r["locator"], r["text"]) for r in read("notes")}
    vintages = {r["id"]: r.get("vintage", "") for r in read("data_sources")}
    printed = _citations(cells("citations"))
    header, rows = cells("figures")
    column = {name: position for position, name in enumerate(header)}
    own_of = itemgetter(*(column[name] for name in _OWN_COLUMNS))
    kind_of = itemgetter(*(column[name] for name in header if name not in _OWN_COLUMNS))
    alike: dict[tuple[str, ...], list[Any]] = {}
    make = maker(Figure)
    made = []
    for number, row in enumerate(rows, start=2):
        if len(row) != len(header):
            raise PackageDataError(
                f"Line {number} of figures.csv does not have the columns of its schema. "
                "Run `peel-data check` to see everything that is wrong."
            )
        kind = kind_of(row)
        if kind not in alike:
            record = dict(zip(header, row, strict=True))
            first = figure_of(record, notes, printed, release, vintages)
            alike[kind] = [getattr(first, name) for name in _NAMES]
        values = alike[kind].copy()
        figure_id, area, value, lower, upper = own_of(row)
        values[_ID], values[_AREA] = figure_id, intern(area)
        values[_VALUE] = _decimal(value)
        values[_LOWER], values[_UPPER] = _decimal(lower), _decimal(upper)
        values[_CITATIONS] = printed.get(figure_id, ())
        made.append(make(*values))
    return Figures(made)


def _citations(cells: Cells) -> dict[str, tuple[Citation, ...]]:
    """Return every place where a figure is printed, by the id of the figure."""
    header, rows = cells
    cells_of = itemgetter(*map(header.index, ("figure_id", *_CITED)))
    make = maker(Citation)
    printed: dict[str, tuple[Citation, ...]] = {}
    for row in rows:
        figure_id, publication, locator, token, value, decimals, occurrence = cells_of(row)
        citation = make(
            intern(publication),
            intern(locator),
            intern(token),
            _decimal(value),
            int(decimals),
            int(occurrence),
        )
        printed[figure_id] = (*printed.get(figure_id, ()), citation)
    return printed


@lru_cache(10_000)
def _date(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


@lru_cache(100_000)  # a column repeats its values: each is kept once
def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if text else None


_TEXT = [
    field.name
    for field in fields(PrintedFigure)
    if field.type == "str | None" and field.name != "vintage"  # which depends on the release
]
"""The attributes that are the text of the column of their name, or None where it is empty."""

_NAMES = [field.name for field in fields(PrintedFigure)]
_OWN = ("id", "area", "value", "lower", "upper", "citations")
_ID, _AREA, _VALUE, _LOWER, _UPPER, _CITATIONS = map(_NAMES.index, _OWN)
_OWN_COLUMNS = ("figure_id", "area", "value", "lower", "upper")
"""The columns in which figures differ that are alike in all others."""
_CITED = ("publication", "locator", "printed", "printed_value", "printed_decimals", "occurrence")
"""The columns of a citation, in the order of its attributes."""


def figure_of(
    record: Record,
    notes: dict[str, Note],
    printed: Mapping[str, tuple[Citation, ...]],
    release: str = __version__,
    vintages: Mapping[str, str] | None = None,
) -> Figure:
    """Return the figure of a record of the table `figures`, with the notes, citations and vintages given.

    A release from before a column has no such cell.
    """
    decimals, unit = int(record["decimals"]), record["unit"]
    text: dict[str, Any] = {name: record.get(name) or None for name in _TEXT}
    return Figure(
        id=record["figure_id"],
        table=cast("TableName", record["table"]),
        measure=record["measure"],
        title=record["title"],
        edition=record["edition"],
        area=cast("AreaId", record["area"]),
        period_start=_date(record["period_start"]),
        period_end=_date(record["period_end"]),
        baseline_start=_date(record["baseline_start"]),
        baseline_end=_date(record["baseline_end"]),
        value=Decimal(record["value"]),
        decimals=decimals,
        unit=unit,
        qualifier=record["qualifier"],
        rounding=record.get("rounding") or rounding_of(unit, decimals),
        derivation=record.get("derivation") or "printed",
        vintage=(vintages or {}).get(record["data_source"]) or None,
        notes=tuple(notes[note] for note in record["notes"].split() if note in notes),
        lower=_decimal(record["lower"]),
        upper=_decimal(record["upper"]),
        citations=printed.get(record["figure_id"], ()),
        release=release,
        **text,
    )
