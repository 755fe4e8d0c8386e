"""W9xx: waivers themselves."""

from __future__ import annotations

from peel_data.findings import Severity
from peel_data.validation.rules.base import Rule


class UnusedWaiver(Rule):
    """A waiver sets nothing aside.

    Nothing with its code, place and fingerprint was found: the value was corrected, or changed since. Delete
    the waiver.
    """

    code = "W901"
    severity = Severity.WARNING
    bad = "a waiver of C603 for a figure that no longer jumps"
    good = "no waiver"


class ExpiredWaiver(Rule):
    """A waiver has expired and holds no longer.

    Look at the finding again. If it is still right to set it aside, give the waiver a new date.
    """

    code = "W902"
    bad = "expires: 2016-01-31"
    good = "expires: a day to come"


class UnjustifiedWaiver(Rule):
    """A waiver lacks its reason, its author or its expiry, and holds not.

    Whoever reads the release must be able to see why a finding was set aside, who answers for it, and until
    when.
    """

    code = "W903"
    bad = "reason: (empty)"
    good = "reason: The force merged two command areas, which doubles the count."


class NotWaivable(Rule):
    """A waiver names a rule that cannot be set aside.

    What cannot be read, or breaks the schema or the keys, cannot be part of a release. Arithmetic, continuity
    and coverage may have their reasons.
    """

    code = "W904"
    bad = "code: S205"
    good = "code: C603"


RULES: tuple[type[Rule], ...] = (UnusedWaiver, ExpiredWaiver, UnjustifiedWaiver, NotWaivable)
