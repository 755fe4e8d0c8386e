"""Merge submitted rows into the tables of the data set by key; pure functions of records.

What is there stays, unless a revision declares that it changes; what is new is added.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from peel_data.errors import ReleaseError
from peel_data.release.diff import SPECS, same_value
from peel_data.release.sources import past_releases
from peel_data.report import phrases
from peel_data.schema import descriptor
from peel_data.schema.registry import MODELS
from peel_data.schema.spec import TableSpec
from peel_data.tables.records import Record, figure_ids
from peel_data.validation.standing import CAVEATS, STANDING, contradictions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from peel_data.findings import Waived

Tables = dict[str, list[Record]]

_MOST = 10


class PublishedFigure(NamedTuple):
    """A published figure with the row it stands in."""

    spec: TableSpec
    column: str
    record: Record

    @property
    def value(self) -> str:
        """Its value, as text."""
        return self.record[self.column]

    @property
    def decimals(self) -> str:
        """Its printed precision, as text."""
        return self.record[TableSpec.precision(self.column)]


def published(tables: Mapping[str, Sequence[Record]]) -> dict[str, PublishedFigure]:
    """Return every published figure of the tables, by its id."""
    return {
        figure_id: PublishedFigure(spec, column, record)
        for spec in SPECS.values()
        if spec.measures
        for record in tables[spec.name]
        if record["status"] == "published"
        for column, figure_id in figure_ids(spec, record).items()
    }


def merged(tables: Tables, submitted: Mapping[str, Sequence[Record]], release: str) -> Tables:
    """Return the tables with a submission in them.

    Args:
        tables: The data set as it is.
        submitted: The submission's rows, by table; validated.
        release: The version that is to bring the revisions.

    Raises:
        ReleaseError: A row would change without a revision that says so, or a revision changes nothing.
    """
    before = published(tables)
    declared = {record["figure_id"] for record in submitted.get("revisions", ())}
    conflicts = []
    made = {name: list(rows) for name, rows in tables.items()}
    for name, rows in submitted.items():
        if name != "revisions":
            conflicts += _into(made[name], SPECS[name], rows, declared)
    if conflicts:
        raise ReleaseError(
            "The submission changes figures that are already published, without declaring a revision. Nothing "
            "was changed. Declare each change in revisions with a reason, or leave the row out.\n"
            + phrases.indented(conflicts, _MOST)
        )
    after = published(made)
    for record in submitted.get("revisions", ()):
        _declare(made, record, before, after, release)
    return without_dangling(made)


def without_dangling(tables: Tables) -> Tables:
    """Return the tables without references to figures that are no longer published.

    A row that stands for such a figure, as a citation does, goes; of a list, only the entry.
    """
    there = published(tables)
    made = dict(tables)
    for model in MODELS:
        for column, to in descriptor.references(model).items():
            if to.table != "figures":
                continue
            rows = made[model.spec.name]
            if to.many:
                rows = [
                    record | {column: " ".join(i for i in record[column].split() if i in there)}
                    for record in rows
                ]
            made[model.spec.name] = [
                record for record in rows if to.many or record[column] in there
            ]
    return made


def with_citations(tables: Tables, root: Path) -> Tables:
    """Return the tables with the citations that published figures had before they were withdrawn.

    A figure that is published without one takes those of the latest release that has some.
    """
    cited = {record["figure_id"] for record in tables["citations"]}
    missing = published(tables).keys() - cited
    found: list[Record] = []
    for past in past_releases(root) if missing else ():
        again = [record for record in past.tables["citations"] if record["figure_id"] in missing]
        found += again
        missing -= {record["figure_id"] for record in again}
        if not missing:
            break
    return tables | {"citations": [*tables["citations"], *found]}


def with_waivers(tables: Tables, waived: Sequence[Waived]) -> Tables:
    """Return the tables with the waivers that were used; a later one replaces an earlier one of the same finding."""
    rows = {(record["code"], record["place"]): record for record in tables["waivers"]}
    for each in waived:
        rows[each.finding.code, each.finding.subject] = waiver(each)
    return tables | {"waivers": list(rows.values())}


def waiver(used: Waived) -> Record:
    """Return the row of `waivers` that was used."""
    return {
        "code": used.finding.code,
        "place": used.finding.subject,
        "fingerprint": used.finding.fingerprint,
        "reason": used.reason,
        "author": used.author,
        "expires": used.expires,
    }


def row_id(spec: TableSpec, record: Record) -> str:
    """Return the id of a row: its table and key, spelled as figure ids are."""
    return ":".join((spec.name, *(record[column] for column in spec.key)))


def add_amendment(rows: list[Record], amendment: Record) -> None:
    """Add an amendment; a second one of a cell before the next release takes the place of the first.

    Where it comes back to what was published last, nothing was amended.
    """
    _add(rows, amendment, ("row_id", "column", "release"), "old", "new")


def add_revision(rows: list[Record], revision: Record) -> None:
    """Add a revision; a second one of a figure before the next release takes the place of the first.

    Its old value stays the one that was published last; and where it comes back to that, nothing was revised.
    """
    _add(rows, revision, ("figure_id", "release"), "old_value", "new_value")


def _add(rows: list[Record], change: Record, key: Sequence[str], old: str, new: str) -> None:
    for position, known in enumerate(rows):
        if all(known[column] == change[column] for column in key):
            if known[old] == change[new]:
                del rows[position]
            else:
                rows[position] = change | {old: known[old]}
            return
    rows.append(change)


def _into(
    rows: list[Record], spec: TableSpec, submitted: Sequence[Record], declared: set[str]
) -> list[str]:
    """Put rows into a table, and return in words what contradicts it."""
    positions = {_key(record, spec): position for position, record in enumerate(rows)}
    conflicts = []
    for record in submitted:
        position = positions.get(_key(record, spec))
        if position is None:
            rows.append(dict(record))
            continue
        known = rows[position]
        ids = figure_ids(spec, known).values()
        stem = ":".join((spec.name, *_key(known, spec)))
        differing = contradictions(spec, known, record)
        supplied_late = bool(spec.measures) and known["status"] not in STANDING
        if supplied_late or (differing and declared & {*ids, stem}):
            kept = {column: record[column] or known[column] for column in CAVEATS & known.keys()}
            rows[position] = record | kept
        elif differing and spec.measures and known["status"] == "withdrawn":
            conflicts.append(
                f"{stem} was withdrawn, and can return only through a declared revision"
            )
        elif differing:
            cells = ", ".join(
                f"{column} {known[column] or '(empty)'} → {record[column] or '(empty)'}"
                for column in differing
            )
            conflicts.append(f"{stem}: {cells}")
    return conflicts


def _key(record: Record, spec: TableSpec) -> tuple[str, ...]:
    return tuple(record[column] for column in spec.key)


def _declare(
    tables: Tables,
    revision: Record,
    before: Mapping[str, PublishedFigure],
    after: Mapping[str, PublishedFigure],
    release: str,
) -> None:
    """Record a declared revision, once it is seen to have happened."""
    figure_id, rows = revision["figure_id"], tables["revisions"]
    table = figure_id.partition(":")[0]
    if table in SPECS and not SPECS[table].measures:  # of a judgment or a comparison
        add_revision(rows, revision | {"release": release})
        return
    restated = _restated(revision, before, after)
    now = restated or figure_id
    old = before[figure_id].value if figure_id in before else revision["old_value"]
    new = after[now].value if now in after else ""
    if any(known["figure_id"] == now and same_value(known["new_value"], new) for known in rows):
        return  # accepted earlier
    if restated is None and _amended(tables, revision, before, after, release):
        return
    wanted = revision["new_value"] or new
    if (same_value(old, new) and not _other_printing(now, before, after)) or not same_value(
        wanted, new
    ):
        raise ReleaseError(
            f"revisions declares that {figure_id} becomes {wanted or 'withdrawn'}, and with this submission it is "
            f"{new or 'not published'}. Nothing was changed. Submit the row with its new value, too."
        )
    changed = {"figure_id": now, "release": release, "old_value": old, "new_value": new}
    add_revision(rows, revision | changed)


def _other_printing(
    figure_id: str, before: Mapping[str, PublishedFigure], after: Mapping[str, PublishedFigure]
) -> bool:
    """Return whether a figure is given at another precision."""
    if figure_id not in before.keys() & after.keys():
        return False
    was, now = before[figure_id], after[figure_id]
    return (was.value, was.decimals) != (now.value, now.decimals)


def _amended(
    tables: Tables,
    revision: Record,
    before: Mapping[str, PublishedFigure],
    after: Mapping[str, PublishedFigure],
    release: str,
) -> bool:
    """Record what is declared to change around a value that stays, if that is all that changes."""
    figure_id = revision["figure_id"]
    if figure_id not in before.keys() & after.keys() or _other_printing(figure_id, before, after):
        return False
    was, now = before[figure_id], after[figure_id]
    changed = contradictions(was.spec, was.record, now.record)
    for column in changed:
        add_amendment(
            tables["amendments"],
            {
                "row_id": row_id(was.spec, was.record),
                "column": column,
                "release": release,
                "old": was.record[column],
                "new": now.record[column],
                "reason": revision["reason"],
            },
        )
    return bool(changed)


def _restated(
    revision: Record,
    before: Mapping[str, PublishedFigure],
    after: Mapping[str, PublishedFigure],
) -> str | None:
    """Return the figure of a later edition that gives the new value of an earlier edition's figure.

    What the earlier edition printed stays as it is; the revision is recorded of the figure that brings it.
    """
    figure_id = revision["figure_id"]
    if figure_id not in before.keys() & after.keys():
        return None
    if before[figure_id].value != after[figure_id].value:
        return None
    series = _without_edition(figure_id)
    return next(
        (
            other
            for other, figure in after.items()
            if other != figure_id
            and _without_edition(other) == series
            and revision["new_value"]
            and same_value(figure.value, revision["new_value"])
        ),
        None,
    )


def _without_edition(figure_id: str) -> list[str]:
    table, _, *rest = figure_id.split(":")
    return [table, *rest]
