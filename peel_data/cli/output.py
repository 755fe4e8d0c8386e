"""Tables on a terminal and in a pipe: one is looked at, the other is read by programs."""

from __future__ import annotations

import csv
import errno
import json
import os
import shutil
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rich.console import Console


def console() -> Console:
    """Return a console that neither wraps nor colours in a pipe."""
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
    """Print rows under a header; columns named in `right` are aligned to the right.

    A terminal too narrow for the words of a row gets the rows one below the other instead.
    """
    from rich import box
    from rich.table import Table

    rows = list(rows)
    widths = _widths(header, rows, console().width)
    if widths is None:
        _print_records(header, rows, title)
        return
    table = Table(
        title=title or None,
        box=box.SIMPLE_HEAD,
        title_justify="left",
        pad_edge=False,
        title_style="bold",
    )
    for name, width in zip(header, widths, strict=True):
        table.add_column(name, justify="right" if name in right else "left", width=width)
    for row in rows:
        table.add_row(*row)
    print_rich(table)


def _widths(
    header: Sequence[str], rows: Sequence[Sequence[str]], available: int
) -> list[int] | None:
    """Return how wide each column is, so that no word is broken; None where that cannot be."""
    columns = list(zip(header, *rows, strict=True))
    words = [
        max(len(word) for cell in column for word in (cell.split() or [""])) for column in columns
    ]
    wanted = [max(map(len, column)) - word for column, word in zip(columns, words, strict=True)]
    room = available - sum(words) - 3 * len(columns)
    if room < 0:
        return None
    share = min(1, room / (sum(wanted) or 1))
    return [word + int(more * share) for word, more in zip(words, wanted, strict=True)]


def _print_records(header: Sequence[str], rows: Sequence[Sequence[str]], title: str) -> None:
    margin = max(map(len, header)) + 2
    records = (
        "\n".join(f"{name:<{margin}}{cell}" for name, cell in zip(header, row, strict=True) if cell)
        for row in rows
    )
    print("\n\n".join([title, *records] if title else records))


def print_rich(renderable: object) -> None:
    """Print a Rich renderable without surrounding blank lines and trailing blanks."""
    out = console()
    with out.capture() as captured:
        out.print(renderable)
    print("\n".join(line.rstrip() for line in captured.get().splitlines()).strip("\n"))


def print_error(message: str) -> None:
    """Print a sentence to standard error; control characters in file names are made visible."""
    from peel_data.report.visible import inert, visible

    lines = [inert(visible(line)) for line in f"peel-data: {message}".split("\n")]
    print(*lines, sep="\n", file=sys.stderr)


def system_error(error: OSError) -> str:
    """Return in a sentence what the operating system refused, and what to do about a full disk."""
    if isinstance(error, shutil.Error) and error.args and error.args[0]:
        name, _, text = error.args[0][0]  # one of many files; the others say the same
        full = os.strerror(errno.ENOSPC) in text
        reason = text.rpartition("] ")[2].partition(": ")[0]
    else:
        name, full = error.filename, error.errno in {errno.ENOSPC, errno.EDQUOT}
        reason = error.strerror or str(error)
    if full:
        return (
            f"{reason}. Free some space where the output goes and in the folder of temporary files "
            "(or name another folder in TMPDIR), and try again."
        )
    return f"{f'{name}: ' if name else ''}{reason}."


def print_csv(header: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """Print CSV with a header."""
    writer = csv.DictWriter(sys.stdout, header, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)


def print_json(value: object) -> None:
    """Print JSON, indented, letters as they are."""
    print(json.dumps(value, indent=2, ensure_ascii=False))


def print_json_line(value: object) -> None:
    """Print JSON in a line, letters as they are."""
    print(json.dumps(value, ensure_ascii=False))


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
