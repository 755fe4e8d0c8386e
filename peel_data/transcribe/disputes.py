"""Figures that a report prints in two ways: which place is the one to look at, as the other figures tell. Internal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peel_data.schema.interval import printed_interval
from peel_data.transcribe.figure_rows import Conflict, Dispute, Printing, Rows, fill, said_in
from peel_data.transcribe.holding import allowed_by, drafted_figures
from peel_data.validation.tables import definition

if TYPE_CHECKING:
    from collections.abc import Mapping

    from peel_data.figures.figure import Figure
    from peel_data.transcribe.audit import Tables
    from peel_data.transcribe.targets import Targets

_FITS = "Only {} fits the other figures"
_MORE = "More places print {}"


def settle(made: Rows, tables: Tables, targets: Targets) -> None:
    """Make one conflict of each figure that is printed in two ways; its row gets what fits the other figures.

    Otherwise a misread digit would be drafted, and then contradict all that it does not fit.

    Args:
        made: The rows of a draft. Conflicts are added, and values of disputed figures may change.
        tables: Gives the rows of a table of the data set.
        targets: Names the figures.
    """
    figures = {figure.id: figure for figure in drafted_figures(made.tables, tables)}
    for dispute in made.disputes:
        doubted, kept, why = _judge(dispute, figures)
        _take(made, dispute, kept[0])
        places = "another" if len(doubted) == 1 else "others"
        others = " and ".join(map(said_in, doubted))
        name = targets.in_words(dispute.series)
        message = f"{name}, is {said_in(kept[0])} in one place and {others} in {places}."
        if why:
            first = " and ".join(f"“{each.claim.number.token}”" for each in doubted)
            message += f" {why.format(f'{kept[0].value:f}')}: look at {first} first."
        made.conflicts.append(Conflict(tuple(e.claim for e in (*doubted, *kept)), message))


def _judge(
    dispute: Dispute, figures: Mapping[str, Figure]
) -> tuple[list[Printing], list[Printing], str]:
    """Return the printings to look at first, the others with the best of them first, and what tells them apart."""
    printings = sorted(
        dispute.printings, key=lambda each: (each.claim.confidence < 0.9, -each.decimals)
    )
    figure = figures.get(dispute.series.figure_id)
    allowed = allowed_by(figure, figures) if figure else None
    if figure and allowed:
        fitting = [
            each
            for each in printings
            if allowed.intersection(
                printed_interval(
                    each.value, each.decimals, figure.unit, each.qualifier, figure.rounding
                )
            )
        ]
        if (
            fitting
            and all(fitting[0].agrees(each) for each in fitting)
            and len(fitting) < len(printings)
        ):
            return [e for e in printings if e not in fitting], fitting, _FITS
    alike = [[e for e in printings if each.agrees(e)] for each in printings]
    kept = max(alike, key=len)
    doubted = [each for each in printings if each not in kept]
    return doubted, kept, _MORE if len(kept) > len(doubted) else ""


def _take(made: Rows, dispute: Dispute, printing: Printing) -> None:
    series = dispute.series
    key = definition(series.table).spec.key
    for row in made.tables.get(series.table, ()):
        if all(row[column] == series.row[column] for column in key):
            fill(row, series, printing)
