"""For mkdocstrings: an `Example:` of a docstring is read as the `Examples:` that it knows."""

from __future__ import annotations

from typing import Any

import griffe


class Examples(griffe.Extension):  # type: ignore[misc]  # griffe is not everywhere installed
    """Renames the section before docstrings are parsed."""

    def on_instance(self, *, obj: Any, **_: Any) -> None:
        """Rename the section of one object."""
        if obj.docstring:
            text = f"\n{obj.docstring.value}".replace("\nExample:\n", "\nExamples:\n")
            obj.docstring.value = text[1:]
