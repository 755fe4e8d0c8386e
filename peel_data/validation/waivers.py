"""Waivers: which findings are waived, by the submission or by the release, and what is wrong with the waivers."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from peel_data.findings import Waived
from peel_data.suggestions import HINTED, nearest
from peel_data.validation.rules import waivers as rules
from peel_data.validation.rules.registry import RULES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from peel_data.findings import Finding
    from peel_data.tables.records import Record
    from peel_data.validation.cells import Entry

WAIVABLE = "ACV"
"""The families that may have their reasons: arithmetic, continuity, coverage."""
DECLARED = frozenset(rule.code for rule in RULES if not rule.waivable)
"""Rules of those families that ask for a declared revision instead."""


def fingerprinted(finding: Finding) -> Finding:
    """Return the finding with its fingerprint, if it can be waived."""
    if finding.fingerprint or finding.code[0] not in WAIVABLE or finding.code in DECLARED:
        return finding
    # Where nothing stands, as when a figure is missing, the message says what it is about.
    texts = sorted(_plain(place.text) for place in finding.places) or [finding.message]
    digest = hashlib.sha256("\n".join([finding.code, finding.subject, *texts]).encode())
    return replace(finding, fingerprint=digest.hexdigest()[:12])


def _plain(text: str | None) -> str:
    """Return a cell's text, a number without the zeros that only some file formats keep."""
    if text and "." in text and text.removeprefix("-").replace(".", "", 1).isdecimal():
        return text.rstrip("0").removesuffix(".")
    return text or ""


def waive(
    findings: Iterable[Finding],
    waivers: Sequence[Entry],
    today: dt.date,
    *,
    accepted: Sequence[Record] = (),
    unseen: str = "",
    named: Callable[[str], str] = str,
) -> tuple[list[Finding], list[Waived]]:
    """Take out what is waived, and add what is wrong with the waivers.

    Args:
        findings: The findings, fingerprinted.
        waivers: The waivers' rows, of a submission or of a release.
        today: The day on which expiry is judged.
        accepted: The waivers of the release that a submission is held against: they hold for it, too.
        unseen: The families whose rules did not run, so that their waivers may have nothing to set aside.
        named: Says in words what the place of a waiver is.
    """
    standing = {waiver_key(record): record for record in accepted if _holds(record, today)}
    valid: dict[tuple[str, str, str], Entry] = {}
    complaints: list[Finding] = []
    for entry in waivers:
        complaint = _complaint(entry, today)
        if complaint:
            complaints.append(complaint)
        else:
            valid[waiver_key(entry.record)] = entry
    left, waived, used = [], [], set()
    for finding in findings:
        key = finding_key(finding)
        if key in valid or key in standing:
            used.add(key)
            record = valid[key].record if key in valid else standing[key]
            waived.append(Waived(finding, record["reason"], record["author"], record["expires"]))
        else:
            left.append(finding)
    complaints += [
        rules.UnusedWaiver.found(
            f"The waiver of {entry['code']} for {named(entry['place'])} matches no finding.",
            [entry.place("code")],
            expected="a finding with that code, place and fingerprint",
            hints=_nearest_finding(entry.record, left) if number < HINTED else (),
            table="waivers",
        )
        for number, (key, entry) in enumerate(valid.items())
        if key not in used and not key[0].startswith(tuple(unseen))
    ]
    return [*left, *complaints], waived


def waiver_key(waiver: Record) -> tuple[str, str, str]:
    """Return what a waiver holds for: the code, place and fingerprint of a finding."""
    return waiver["code"], waiver["place"], waiver["fingerprint"]


def finding_key(finding: Finding) -> tuple[str, str, str]:
    """Return what a waiver of a finding would hold for."""
    return finding.code, finding.subject, finding.fingerprint


def _holds(waiver: Record, today: dt.date) -> bool:
    """Return whether a waiver of the release holds; what is wrong with one is a finding of the release's own gate."""
    return bool(waiver["expires"]) and dt.date.fromisoformat(waiver["expires"]) >= today


def _nearest_finding(waiver: Record, findings: Sequence[Finding]) -> tuple[str, ...]:
    """Return what differs, if a finding has the code and place of a waiver, or only its code."""
    for finding in findings:
        if (finding.code, finding.subject) == (waiver["code"], waiver["place"]):
            return (f"The value has changed since: the fingerprint is now {finding.fingerprint}.",)
    same = [finding.subject for finding in findings if finding.code == waiver["code"]]
    near = nearest(waiver["place"], same, most=1)
    return (f"Did you mean the place {near[0]}?",) if near else ()


def _named(column: str) -> str:
    return "expiry" if column == "expires" else column


def _complaint(entry: Entry, today: dt.date) -> Finding | None:
    record = entry.record
    if record["code"][0] not in WAIVABLE or record["code"] in DECLARED:
        return rules.NotWaivable.found(
            f"{record['code']} cannot be waived.",
            [entry.place("code")],
            expected="a row in revisions with the reason"
            if record["code"] in DECLARED
            else "a code of the families A, C or V",
            table="waivers",
        )
    lacking = [column for column in ("reason", "author", "expires") if not record[column].strip()]
    if lacking:
        return rules.UnjustifiedWaiver.found(
            f"The waiver of {record['code']} has no {' and no '.join(map(_named, lacking))}.",
            [entry.place(lacking[0])],
            expected="a reason, an author and an expiry",
            table="waivers",
        )
    if dt.date.fromisoformat(record["expires"]) < today:
        return rules.ExpiredWaiver.found(
            f"The waiver of {record['code']} expired on {record['expires']}.",
            [entry.place("expires")],
            expected=f"a day from {today} on",
            table="waivers",
        )
    return None
