"""Charts as files: SVG, PNG and Vega-Lite, made without a browser and without a network."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any

from peel_data import paths
from peel_data.errors import InvalidArgument, MissingExtra

if TYPE_CHECKING:
    from pathlib import Path

SUFFIXES = (".svg", ".png", ".json")
DOTS_PER_INCH = 192


def write(chart: Any, path: Path) -> None:
    """Write a chart to a file, in the format that its name ends in.

    Raises:
        InvalidArgument: The name ends in no such format; or it cannot be written there.
        MissingExtra: What makes pictures is not installed.
    """
    paths.write_file(path, content(chart, suffix_of(path)))


def suffix_of(path: Path) -> str:
    """Return the format that a name ends in.

    Raises:
        InvalidArgument: It ends in none.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise InvalidArgument(f"{path} must end in one of {', '.join(SUFFIXES)}.")
    return suffix


def content(chart: Any, suffix: str) -> bytes:
    """Return the bytes of a chart in a format."""
    spec: dict[str, Any] = chart.to_dict(validate=False)
    if suffix == ".json":
        return (json.dumps(spec, indent=2, ensure_ascii=False) + "\n").encode()
    try:
        import vl_convert
    except ImportError as error:
        raise MissingExtra("Drawing", "plot") from error
    if suffix == ".svg":
        said = f'<svg role="img" aria-label="{escape(spec["description"])}" '
        drawn = str(vl_convert.vegalite_to_svg(spec))
        return (drawn.replace("<svg ", said, 1) + "\n").encode()
    return bytes(vl_convert.vegalite_to_png(spec, ppi=DOTS_PER_INCH))
