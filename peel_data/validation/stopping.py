"""What is said when a run is stopped: how far it got, what would fit, and which option allows more. Internal."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from peel_data.findings import IgnoredPart, Place, Skipped, TableCount
from peel_data.readers.rules.files import OutOfMemory, OutOfTime
from peel_data.validation.progress import READING
from peel_data.validation.rules.registry import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from peel_data.findings import Finding
    from peel_data.readers.limits import Limits
    from peel_data.validation.progress import Progress

LEAST_SHARE = 0.02
"""With less than this done nobody can tell how long the rest would take."""
UNTOLD = 4
"""So many times the limit is suggested where nothing better is known."""


def explain_stop(
    limit: str, progress: Progress, limits: Limits, file: str, *, lost: bool = False
) -> Finding:
    """Return the finding of a run that was stopped.

    Args:
        limit: The limit that stopped it, as a field of `Limits`.
        progress: How far it got.
        limits: The limits.
        file: What the submission is called.
        lost: Whether the process was killed, so that what it found is lost.
    """
    what = {
        "seconds": f"Validation was stopped after {_seconds(limits.seconds)} of processor time",
        "wall_seconds": f"Validation was stopped after {_seconds(limits.wall_seconds)} of elapsed time",
        "memory_bytes": f"Validation needed more than {limits.memory_bytes // 1024**2:,} MiB of memory",
    }[limit]
    message = f"{what}, while {progress.words}. "
    if progress.step == READING:
        message += f"{progress.rows:,} rows had been read; none of them was checked."
    else:
        found = "had been found by then is lost" if lost else "had been found by then is reported"
        message += f"All {progress.rows:,} rows were read; what {found}."
    rule = OutOfMemory if limit == "memory_bytes" else OutOfTime
    return rule.found(
        message,
        [Place(file)],
        expected="a submission that is checked within the limits",
        hints=_suggest(limit, progress, limits),
    )


def _seconds(number: float) -> str:
    return f"{number:g} second{'' if number == 1 else 's'}"


def _suggest(limit: str, progress: Progress, limits: Limits) -> tuple[str, ...]:
    if limit == "memory_bytes":
        return (
            f"If the file is your own, allow more: --max-memory {2 * limits.memory_bytes // 1024**2}.",
            "Or split it, by force or by year.",
        )
    if limit == "wall_seconds":
        return (
            "The computer may be busy, or the disk slow: try again when it is not.",
            f"If the file is your own, allow more: --max-seconds {max(1, ceil(2 * limits.seconds))}.",
        )
    faster: tuple[str, ...] = ()
    rows = progress.rows
    if progress.step == READING:
        faster = ("Save a large workbook as CSV files, which are read ten times as fast.",)
        if progress.read < LEAST_SHARE:
            allowed = max(1, ceil(UNTOLD * limits.seconds))
            return (*faster, f"If the file is your own, allow more: --max-seconds {allowed}.")
        rows = int(rows / progress.read)
        needed = limits.seconds / progress.share_of_all
    else:
        rest = (limits.seconds - progress.read_at) / max(progress.share, LEAST_SHARE)
        needed = max(progress.read_at + rest, limits.seconds)
    fit = round_down(0.8 * rows * limits.seconds / needed)
    return (
        *faster,
        f"If the file is your own, allow more: --max-seconds {max(1, ceil(needed * 1.5 / 10)) * 10}.",
        f"Or split it, by force or by year: about {fit:,} rows such as these fit.",
    )


def round_down(number: float) -> int:
    """Return a number with its first two digits only.

    Example:
        >>> round_down(12_987.0)
        12000
    """
    whole = int(number)
    digits = str(whole)
    return int(digits[:2].ljust(len(digits), "0"))


def skip_unfinished(families: str) -> tuple[Skipped, ...]:
    """Return, for each rule of these families, that it did not see everything."""
    return tuple(
        Skipped(rule.code, "validation was stopped")
        for rule in sorted(RULES, key=lambda rule: rule.code)
        if rule.code[0] in families
    )


def count_unchecked(
    counts: Iterable[TableCount], rejected: Mapping[str, int]
) -> tuple[tuple[TableCount, ...], tuple[IgnoredPart, ...]]:
    """Return the counts of a stopped run: what is not rejected was not checked to the end.

    Args:
        counts: The counts, as if all checks had been made.
        rejected: How many records of each table were rejected until then.
    """
    told, unchecked = [], {}
    for each in counts:
        left = each.read - each.ignored - rejected.get(each.table, 0)
        ignored = each.ignored + left
        told.append(TableCount(each.table, each.read, 0, rejected.get(each.table, 0), ignored))
        if left:
            unchecked[each.table] = left
    if not unchecked:
        return tuple(told), ()
    what = f"table {next(iter(unchecked))}" if len(unchecked) == 1 else f"{len(unchecked)} tables"
    reason = "validation was stopped before everything was checked"
    return tuple(told), (IgnoredPart(what, reason, sum(unchecked.values())),)
