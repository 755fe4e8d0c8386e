"""W9xx: waivers themselves."""

from __future__ import annotations

from peel_data.findings import Severity
from peel_data.rule import Rule


class UnusedWaiver(Rule):
    code = "W901"
    title = "A waiver matches no finding"
    explanation = (
        "No finding has the waiver's code, place and fingerprint, because the value was corrected "
        "or has changed since. Delete the waiver."
    )
    severity = Severity.WARNING
    bad = "a waiver of C603 for a figure that is no longer unusual"
    good = "no waiver"


class ExpiredWaiver(Rule):
    code = "W902"
    title = "A waiver has expired"
    explanation = (
        "Look at the finding again. If it is still right to waive it, give the waiver a new date. "
        "For a release, do this in `data/waivers.csv`. If not, correct the figure and delete the "
        "waiver."
    )
    bad = "expires: 2016-01-31"
    good = "expires: a future date"


class UnjustifiedWaiver(Rule):
    code = "W903"
    title = "A waiver lacks its reason, its author or its expiry date, and is not applied"
    explanation = (
        "Readers of the release must be able to see why a finding was waived, by whom and until "
        "when."
    )
    bad = "reason: (empty)"
    good = "reason: The force merged two command areas, which doubles the count."


class NotWaivable(Rule):
    code = "W904"
    title = "A waiver names a rule that cannot be waived"
    explanation = (
        "Data that cannot be read, or breaks the schema or the keys, cannot be part of a release. "
        "You can waive findings of arithmetic, continuity and coverage. You cannot waive a change "
        "to, or the return of, a published figure (C601, C607, C608, C609): declare it in the "
        "table `revisions`."
    )
    bad = "code: S205"
    good = "code: C603"
