"""What could not be read, and which rules therefore did not see everything."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from peel_data.findings import Skipped
from peel_data.validation.rules.registry import RULES
from peel_data.validation.rules.structure import LostZeros
from peel_data.validation.tables import SUBMITTED, definition

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from peel_data.readers.reading import RawTable, Reading
    from peel_data.validation.context import Context


def count_unreadable(reading: Reading, unusable: Iterable[RawTable]) -> dict[str | None, float]:
    """Return how many records of each table nobody could take, at most; None is of no known table."""
    unreadable_counts: dict[str | None, float] = {}
    for part in reading.rejected:
        count = math.inf if part.records is None else part.records
        unreadable_counts[part.table] = unreadable_counts.get(part.table, 0) + count
    for raw in unusable:
        unreadable_counts[raw.table] = unreadable_counts.get(raw.table, 0) + len(raw.rows)
    return unreadable_counts


def unsettled_tables(unreadable_counts: Collection[str | None]) -> set[str]:
    """Tables that may have rows which nobody could read; of a file without a known table, any may."""
    tables = {table for table in unreadable_counts if table} | (
        SUBMITTED if None in unreadable_counts else set()
    )
    if any(definition(table).spec.measures for table in tables):
        tables.add("figures")
    return tables


def skipped_rules(unusable: Collection[str], context: Context) -> tuple[Skipped, ...]:
    """For each rule that did not see everything, what it did not see, and why."""
    rejected = defaultdict[str, float](
        int, Counter(entry.spec.name for entry in context.invalid_entries)
    )
    for table, count in context.unreadable_counts.items():
        rejected[table or "no known table"] += count
    lacking = {table: f"{table} lacks a column that every row needs" for table in sorted(unusable)}
    unreadable_counts = [
        f"a file or sheet of {table} could not be read"
        for table, count in sorted(rejected.items())
        if count == math.inf and table not in unusable
    ]
    left = {t: n for t, n in sorted(rejected.items()) if 0 < n < math.inf and t not in unusable}
    aside = [f"{_rejected_rows(left)} took no part"] if left else []
    unreadable = Counter(
        entry.spec.name for entry in context.invalid_entries if entry.invalid_columns
    )
    partial: tuple[str, ...] = ("A", "V") if context.is_release else ("A", "C", "V")
    if context.unreadable_counts:
        partial += ("K",) if context.is_release else ("K402",)
    skipped = []
    for rule in sorted(RULES, key=lambda rule: rule.code):
        reasons = list(lacking.values()) if "S202" in rule.requires else []
        if unreadable and (rule.code[0] == "R" or rule is LostZeros):  # they look at whole rows
            reasons.append(f"{_rejected_rows(unreadable)} took no part")
        if rule.code.startswith("W") and 0 < rejected["waivers"] < math.inf:
            reasons.append(f"{_rejected_rows({'waivers': rejected['waivers']})} took no part")
        if rule.code.startswith(partial):
            reasons = [*lacking.values(), *unreadable_counts, *aside]
        if reasons:
            skipped.append(Skipped(rule.code, "; ".join(reasons)))
    return tuple(skipped)


def _rejected_rows(left: Mapping[str, float]) -> str:
    """Return how many rows were rejected, and of how many tables."""
    rows = sum(left.values())
    tables = next(iter(left)) if len(left) == 1 else f"{len(left)} tables"
    return f"{rows} rejected {'row' if rows == 1 else 'rows'} of {tables}"
