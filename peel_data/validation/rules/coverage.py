"""V7xx: what an edition must contain, by its profile in `required_series`."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from peel_data.findings import Severity
from peel_data.validation.entries import series_key
from peel_data.validation.rules.base import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from peel_data.findings import Finding
    from peel_data.records import Record
    from peel_data.validation.context import Context
    from peel_data.validation.entries import Entry


class MissingSeries(Rule):
    """A figure that the edition asks for is not there.

    The profile of the edition lists what every area supplies. Where there is no figure, a row with the status
    `not_supplied` or `not_comparable` says so.
    """

    code = "V701"
    bad = "no row for sexual offences in the 12 months to June 2016"
    good = "a row with the value, or one with the status not_supplied"


class NoProfile(Rule):
    """The edition asks for nothing, because no profile is declared.

    The steward declares a new edition by a row in `editions` and its series in `required_series`. Until then
    nothing can be said to be missing.
    """

    code = "V702"
    severity = Severity.WARNING
    bad = "edition: peel-effectiveness-2017, before its profile is declared"
    good = "edition: peel-effectiveness-2016"


class NotSupplied(Rule):
    """A figure that the edition asks for is declared not to be there.

    That is in order; it is listed so that nobody overlooks it.
    """

    code = "V703"
    severity = Severity.INFO
    bad = "victim satisfaction with the status not_supplied"
    good = "victim satisfaction with a value"


class UnexpectedSeries(Rule):
    """A figure is of a period that the edition does not ask for.

    Most often the year is mistyped. Figures of other periods are taken when they are meant; then nothing needs
    to be done.
    """

    code = "V704"
    severity = Severity.WARNING
    bad = "period_end: 2017-06-30 in the edition of 2016"
    good = "period_end: 2016-06-30"


RULES: tuple[type[Rule], ...] = (MissingSeries, NoProfile, NotSupplied, UnexpectedSeries)


def findings(context: Context) -> Iterator[Finding]:
    """What is missing, declared missing, or unexpected, for each edition and area."""
    profiles: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for series in context.reference("required_series"):
        profiles[series["edition"], series["area_kind"]].append(series)
    kinds = {area["id"]: area["kind"] for area in context.reference("areas")}
    given: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entries in context.entries.values():
        for entry in entries:
            if entry.spec.measures:
                given[entry.record["edition"], entry.record["area"]].append(entry)
    for (edition, area), entries in sorted(given.items()):
        profile = profiles.get((edition, kinds.get(area, "")), [])
        if profile:
            yield from _against_profile(context, profile, edition, area, entries)
        elif kinds.get(area) in {"force", "national"} and not any(
            e == edition for e, _ in profiles
        ):
            yield NoProfile.found(
                f"The edition {edition} has no profile, so nothing can be said to be missing for {area}.",
                [entries[0].place("edition")],
                expected="an edition with series in required_series",
                subject=f"{edition}:{area}",
            )


def _against_profile(
    context: Context, profile: list[Record], edition: str, area: str, entries: list[Entry]
) -> Iterator[Finding]:
    rows = {series_key(entry): entry for entry in entries}
    there = context.unsound_series(edition, area)
    asked = {_asked(series) for series in profile}
    for series in profile:
        entry = rows.get(_asked(series))
        subject = f"{series['table']}:{edition}:{area}:{series['series']}"
        if entry is None and _asked(series) not in there:
            yield MissingSeries.found(
                f"{_words(series)} is missing for {area}.",
                expected=f"a row in {series['table']}, or one that says not_supplied",
                table=series["table"],
                subject=subject,
            )
        elif entry is not None and entry.record["status"] != "published":
            yield NotSupplied.found(
                f"{_words(series)} is declared {entry.record['status'].replace('_', ' ')} for {area}.",
                [entry.place("status")],
                table=series["table"],
                subject=subject,
            )
    tables = {series["table"] for series in profile}
    for key, entry in rows.items():
        if entry.spec.name in tables and key not in asked:
            wanted = sorted({s["period_end"] for s in profile if s["table"] == entry.spec.name})
            if key[2] not in wanted:
                yield UnexpectedSeries.found(
                    f"{edition} asks for no {entry.spec.title.lower()} at {key[2]}.",
                    [entry.place("period_end")],
                    expected=" or ".join(wanted),
                    table=entry.spec.name,
                    subject=f"{entry.spec.name}:{edition}:{area}:{key[2]}",
                )


def _asked(series: Record) -> tuple[str, str, str, str]:
    return (series["table"], series["category"], series["period_end"], series["baseline_end"])


def _words(series: Record) -> str:
    words = f"{series['table']}, {series['category']}" if series["category"] else series["table"]
    words += f", to {series['period_end']}"
    return words + (f" against {series['baseline_end']}" if series["baseline_end"] else "")
