"""Tables on a terminal and in a pipe: one is looked at, the other is read by programs."""

from __future__ import annotations

import csv
import json
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rich.console import Console


def console() -> Console:
    """A console that neither wraps nor colours in a pipe."""
    from rich.console import Console

    piped = not sys.stdout.isatty()
    return Console(
        color_system=None if piped else "auto",
        soft_wrap=piped,
        width=10_000 if piped else None,
        highlight=False,
        markup=False,
        emoji=False,
    )


def print_table(
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    title: str = "",
    right: Sequence[str] = (),
) -> None:
    """Print rows under a header; columns named in `right` are aligned to the right."""
    from rich import box
    from rich.table import Table

    table = Table(
        title=title or None,
        box=box.SIMPLE_HEAD,
        title_justify="left",
        pad_edge=False,
        title_style="bold",
    )
    for name in header:
        table.add_column(name, justify="right" if name in right else "left", overflow="fold")
    for row in rows:
        table.add_row(*row)
    print_rich(table)


def print_rich(renderable: object) -> None:
    """Print something of rich, without blank lines around it and trailing blanks."""
    out = console()
    with out.capture() as captured:
        out.print(renderable)
    print("\n".join(line.rstrip() for line in captured.get().strip("\n").splitlines()))


def print_csv(header: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """Print CSV with a header."""
    writer = csv.DictWriter(sys.stdout, header, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)


def print_json(value: object) -> None:
    """Print JSON, indented, letters as they are."""
    print(json.dumps(value, indent=2, ensure_ascii=False))


def print_markdown(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a Markdown table; what would break out of a cell is escaped."""
    print("| " + " | ".join(map(_cell, header)) + " |")
    print("|" + "---|" * len(header))
    for row in rows:
        print("| " + " | ".join(map(_cell, row)) + " |")


def _cell(text: str) -> str:
    for special in "\\|`*_[]":
        text = text.replace(special, "\\" + special)
    return text.replace("<", "&lt;").replace(">", "&gt;").replace("\n", " ")
