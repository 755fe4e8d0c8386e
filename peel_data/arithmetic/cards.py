"""Comparisons and implied quantities as a notebook shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peel_data import notebook
from peel_data.schema.interval import Interval
from peel_data.tables import formatting, records
from peel_data.tables.cards import HEADER, NUMBERS, short_places, source_lines
from peel_data.tables.wording import interval

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from peel_data.tables.printed import PrintedFigure

DIGITS = 4


def show_comparison(
    verdict: str,
    figures: tuple[PrintedFigure, PrintedFigure],
    *,
    difference: Interval,
    ratio: object,
    unit: str,
    statements: Sequence[str],
    caveats: Sequence[str],
) -> str:
    """Return the card of a comparison: verdict, both figures, the intervals between them, caveats."""
    first = figures[0]
    facts = {"Difference": _ends(difference, unit or formatting.suffix(first.unit))}
    if isinstance(ratio, Interval):
        facts["Ratio"] = _ends(ratio, "times")
    return notebook.card(
        first.title,
        value=verdict[:1].upper() + verdict[1:],
        tables=[_figures(figures)],
        facts=facts,
        remarks={
            "The report itself says": statements,
            "Caveats": caveats,
            "Source": _sources(figures),
        },
        foot=_foot(figures),
    )


def show_comparisons(
    pairs: Sequence[tuple[PrintedFigure, PrintedFigure, str, Interval, str]],
    *,
    statements: Sequence[str],
    caveats: Sequence[str],
) -> str:
    """Return the card of several comparisons: a row for each, and below them the caveats of all."""
    rows = [
        (
            first.title,
            _named(first),
            _named(second),
            verdict,
            _ends(difference, unit or formatting.suffix(first.unit)),
        )
        for first, second, verdict, difference, unit in pairs
    ]
    header = ("figure", "compared", "with", "verdict", "difference")
    many = f"{len(rows):,} comparison{'' if len(rows) == 1 else 's'}"
    return notebook.card(
        many,
        tables=[notebook.grid(header, rows, noun="comparison")] if rows else [],
        remarks={
            "The report itself says": statements,
            "Caveats": caveats,
            "Source": _sources([figure for pair in pairs for figure in pair[:2]]),
        },
        foot=_foot([pair[0] for pair in pairs]),
    )


def _named(figure: PrintedFigure) -> str:
    """Return a figure without its title: where, when, how much."""
    said = (formatting.where(figure), formatting.change(figure), formatting.amount(figure))
    return ", ".join(filter(None, said))


def show_implied(
    quantity: str,
    bounds: str,
    facts: Mapping[str, str],
    *,
    least: tuple[PrintedFigure, ...],
    greatest: tuple[PrintedFigure, ...],
    assumed: Sequence[str],
) -> str:
    """Return the card of an implied quantity: its bounds, what fixes them, what is assumed."""
    ends = {"fixes the least": least, "fixes the greatest": greatest}
    return notebook.card(
        quantity.replace("_", " ").capitalize(),
        value=bounds,
        lead="Not printed anywhere: it follows from the rounded figures printed below.",
        facts=facts,
        tables=[_figures(figures, what) for what, figures in ends.items() if figures],
        remarks={
            "Assumed": assumed,
            "Caveats": ["The bounds hold for the data as published then, not for later revisions."],
            "Source": _sources((*least, *greatest)),
        },
        foot=_foot((*least, *greatest)),
    )


def _figures(figures: tuple[PrintedFigure, ...], what: str = "figure") -> notebook.Grid:
    rows = [
        (
            each.title,
            formatting.where(each),
            formatting.change(each),
            *formatting.value_and_unit(each),
            interval(*(None if end is None else f"{end:f}" for end in (each.lower, each.upper))),
            short_places(c.locator for c in each.citations),
        )
        for each in figures
    ]
    return notebook.grid((what, *HEADER[1:]), rows, NUMBERS, "figure")


def _sources(figures: Sequence[PrintedFigure]) -> list[str]:
    used = dict.fromkeys(figure.data_source for figure in figures)
    return source_lines(used, records.read("data_sources"))


def _ends(span: Interval, unit: str) -> str:
    words = interval(*span.ends(DIGITS)).removeprefix("exactly ")
    return f"{words} {unit}".rstrip() if words else ""


def _foot(figures: Sequence[PrintedFigure]) -> str:
    release = f" {figures[0].release}" if figures else ""
    return f"peel_data{release} · Open Government Licence v3.0"
