"""The intervals of an arithmetic finding, drawn over each other so that the gap is seen."""

from __future__ import annotations

import math
from html import escape
from typing import TYPE_CHECKING

from peel_data.report import phrases

if TYPE_CHECKING:
    from peel_data.findings import Bound, Finding

_THINNEST = 0.8  # An exact value is a line that can still be seen.
_MARGIN = 0.08


def chart(finding: Finding) -> str:
    """Return a table of the intervals, each with its bar on one scale; empty where there are none."""
    if not finding.bounds:
        return ""
    scale = _scale(finding.bounds)
    rows = "".join(
        f'<tr><th scope="row">{escape(bound.label)}</th>'
        f'<td class="interval">{escape(phrases.interval(bound))}</td>'
        f'<td class="bar">{_bar(bound, scale) if scale else ""}</td></tr>'
        for bound in finding.bounds
    )
    gap = "" if finding.gap is None else f" They miss each other by {escape(finding.gap)}."
    return (
        '<table class="intervals"><caption>What the printed figures allow.'
        f'{gap}</caption><thead class="unseen"><tr><th scope="col">Figure</th>'
        '<th scope="col">Interval</th><th scope="col">Drawn</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _number(text: str | None) -> float | None:
    try:
        number = float(text) if text is not None else math.nan
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _scale(bounds: tuple[Bound, ...]) -> tuple[float, float] | None:
    """Return the left end and the length of an axis with room for every end; None if nothing can be drawn."""
    ends = [_number(text) for bound in bounds for text in (bound.lower, bound.upper)]
    finite = [end for end in ends if end is not None]
    if not finite or not 0 < (length := max(finite) - min(finite)) < math.inf:
        return None
    return min(finite) - _MARGIN * length, length * (1 + 2 * _MARGIN)


def _bar(bound: Bound, scale: tuple[float, float]) -> str:
    left, length = scale
    # An open end runs to the edge of the drawing.
    lower, upper = _number(bound.lower), _number(bound.upper)
    start = 0.0 if lower is None else 100 * ((lower - left) / length)
    end = 100.0 if upper is None else 100 * ((upper - left) / length)
    width = max(end - start, _THINNEST)
    return (
        '<svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="axis" x="0" y="3.75" width="100" height="0.5"/>'
        f'<rect class="span" x="{start:.2f}" y="1" width="{width:.2f}" height="6"/></svg>'
    )
