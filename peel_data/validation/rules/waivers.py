"""W9xx: waivers themselves."""

from __future__ import annotations

from peel_data.findings import Severity
from peel_data.rule import Rule


class UnusedWaiver(Rule):
    code = "W901"
    title = "A waiver matches no finding"
    explanation = (
        "Nothing with its code, place and fingerprint was found: the value was corrected, or "
        "changed since. Delete the waiver."
    )
    severity = Severity.WARNING
    bad = "a waiver of C603 for a figure that no longer jumps"
    good = "no waiver"


class ExpiredWaiver(Rule):
    code = "W902"
    title = "A waiver has expired"
    explanation = (
        "Look at the finding again. If it is still right to set it aside, give the waiver a new "
        "date; in a release that is in `data/waivers.csv`. If not, correct the figure and delete "
        "the waiver."
    )
    bad = "expires: 2016-01-31"
    good = "expires: a day to come"


class UnjustifiedWaiver(Rule):
    code = "W903"
    title = "A waiver lacks its reason, its author or its expiry date, and is not applied"
    explanation = (
        "Whoever reads the release must be able to see why a finding was waived, who answers "
        "for it, and until when."
    )
    bad = "reason: (empty)"
    good = "reason: The force merged two command areas, which doubles the count."


class NotWaivable(Rule):
    code = "W904"
    title = "A waiver names a rule that cannot be waived"
    explanation = (
        "What cannot be read, or breaks the schema or the keys, cannot be part of a release. "
        "Arithmetic, continuity and coverage may have their reasons. A published figure that "
        "changes or returns (C601, C607, C608, C609) is not waived but declared, in the table "
        "`revisions`."
    )
    bad = "code: S205"
    good = "code: C603"


RULES: tuple[type[Rule], ...] = (UnusedWaiver, ExpiredWaiver, UnjustifiedWaiver, NotWaivable)
