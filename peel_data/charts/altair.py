"""Altair, loaded when something is drawn, and a sentence where it is not installed."""

from __future__ import annotations

from typing import Any

from peel_data.errors import MissingExtra


def load() -> Any:
    """Return the module `altair`.

    Raises:
        MissingExtra: It is not installed.
    """
    try:
        import altair as alt
    except ImportError as error:
        raise MissingExtra("Drawing", "plot") from error
    return alt
