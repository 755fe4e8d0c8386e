"""The options that allow one's own files more, and the bar that says how far a long run is."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from peel_data.errors import InvalidArgument
from peel_data.readers.limits import DEFAULT

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator, Mapping

    from peel_data.cli.parser import Parser
    from peel_data.readers.limits import Limits
    from peel_data.validation.progress import Progress

MEGABYTE, MEBIBYTE = 10**6, 1024**2
PATIENCE = 1.0
"""Seconds after which a person wants to see that something is going on."""


class _Option(NamedTuple):
    """An option that sets a field of `Limits`, in units of so much."""

    name: str
    field: str
    unit: int
    metavar: str
    help: str


_OPTIONS = (
    _Option("--max-seconds", "seconds", 1, "S", "processor time, in seconds"),
    _Option("--max-memory", "memory_bytes", MEBIBYTE, "MIB", "memory, in MiB"),
    _Option("--max-size", "bytes_in", MEGABYTE, "MB", "the submission as sent, in MB"),
    _Option("--max-unpacked", "bytes_unpacked", MEGABYTE, "MB", "all of it unpacked, in MB"),
    _Option("--max-files", "members", 1, "N", "files, or sheets of a workbook"),
    _Option("--max-rows", "rows", 1, "N", "rows of a table"),
    _Option("--max-columns", "columns", 1, "N", "columns of a table"),
    _Option("--max-cells", "cells", 1, "N", "cells in all"),
)


def add_limits(parser: Parser, meanings: Mapping[str, str] | None = None) -> None:
    """Add the options that set limits.

    Args:
        parser: The parser of a command.
        meanings: The options that the command has, and what each is about; None is all, for submissions.
    """
    group = parser.add_argument_group(
        "limits",
        "The defaults protect you from untrusted files. Raise them only for files you trust.",
    )
    said = {each.name: each.help for each in _OPTIONS} if meanings is None else meanings
    for each in _OPTIONS:
        if each.name in said:
            default = getattr(DEFAULT, each.field) / each.unit
            group.add_argument(
                each.name,
                type=float,
                metavar=each.metavar,
                help=f"{said[each.name]} (default: {default:,g})",
            )


def limits_of(options: argparse.Namespace) -> Limits:
    """Return the limits that the options say; with more processor time, also more time by the clock.

    Raises:
        InvalidArgument: One of them is not above zero, or is without end.
    """
    given: dict[str, int | float] = {}
    for each in _OPTIONS:
        value = getattr(options, each.name[2:].replace("-", "_"), None)
        if value is None:
            continue
        if not 0 < value < 10**9:
            raise InvalidArgument(
                f"{each.name} {value:g} is not a limit: give a number above zero."
            )
        given[each.field] = value if each.field == "seconds" else max(1, int(value * each.unit))
    if "seconds" in given:
        waiting = DEFAULT.wall_seconds / DEFAULT.seconds
        given["wall_seconds"] = max(DEFAULT.wall_seconds, waiting * given["seconds"])
    return replace(DEFAULT, **given)  # type: ignore[arg-type]  # numbers of either kind


@contextmanager
def progress_bar() -> Iterator[Callable[[Progress], None] | None]:
    """Give what shows how far a run is, on a terminal and after a second; elsewhere None."""
    if not sys.stderr.isatty():
        yield None
        return
    bar = _Bar()
    try:
        yield bar.show
    finally:
        bar.close()


class _Bar:
    """A line on the terminal that says what is done, how much of it, how fast, and how long it will take."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._close: Callable[[], None] | None = None
        self._update: Callable[[Progress], None] = self._open

    def show(self, progress: Progress) -> None:
        """Show how far it is."""
        if time.monotonic() - self._started >= PATIENCE:
            self._update(progress)

    def close(self) -> None:
        """Take the line away."""
        if self._close:
            self._close()

    def _open(self, progress: Progress) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bars

        bars = Bars(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.percentage:>3.0f}%  {task.fields[speed]}"),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        task = bars.add_task("", total=1.0, speed="")
        bars.start()

        def update(progress: Progress) -> None:
            speed = progress.rows / (time.monotonic() - self._started)
            bars.update(
                task,
                description=progress.words,
                completed=progress.share_of_all,
                speed=f"{speed:,.0f} rows/s",
            )

        self._close, self._update = bars.stop, update
        update(progress)
