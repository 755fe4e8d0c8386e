"""A figure as a notebook shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peel_data import notebook
from peel_data.figures import citation
from peel_data.tables import formatting

if TYPE_CHECKING:
    from peel_data.tables.printed import PrintedFigure


def show(figure: PrintedFigure) -> str:
    """Return the card of a figure: value, unit, area, period, interval, source, caveats, places."""
    facts: dict[str, str] = {
        "Area": formatting.where(figure),
        "Period": formatting.change(figure),
    }
    said = dict(citation.particulars(figure))
    for name in ("True value", "Derivation", "Source", "Vintage", "Population base"):
        facts[name] = said.get(name, "")
    return notebook.card(
        figure.title,
        value=formatting.amount(figure),
        facts=facts,
        remarks={
            "Caveats": [f"{note.text} ({note.locator})" for note in figure.notes],
            "Printed": [f"“{each.printed}” in {each.locator}" for each in figure.citations],
        },
        foot=f"{figure.id} · peel_data {figure.release} · Open Government Licence v3.0",
    )
