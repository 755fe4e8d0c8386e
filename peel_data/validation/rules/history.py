"""H8xx: past releases, which stay as they were published."""

from __future__ import annotations

from peel_data.findings import Severity
from peel_data.rule import Rule


class HistoryDamaged(Rule):
    code = "H801"
    title = "A file of `history/` is missing, was changed, or does not belong there"
    explanation = (
        "Every file there is named by the SHA-256 of what it contains or makes, and every release "
        "lists its files by that name. Restore the folder from the commit of the last release, or "
        "install the package again."
    )
    bad = "history/objects/93a0e2d1..., with an edited line"
    good = "history/ as `peel-data release` wrote it"


class HistoryOutOfOrder(Rule):
    code = "H802"
    title = "A past release is missing, changed, inserted, or dated before its predecessor"
    explanation = (
        "The manifest of a release gives the SHA-256 of the previous one, and `HISTORY_HEAD` in "
        "`peel_data/version.py` gives that of the newest. Restore both from the commit of the "
        "last release, or install the package again."
    )
    bad = "no history/1.1.0.json between 1.0.0 and 1.2.0"
    good = "every release, each naming the one before"


class ReleaseContradictsItself(Rule):
    code = "H803"
    title = "A past release holds other files than its own `datapackage.json` says"
    explanation = (
        "The descriptor lists every table with its hash and size. `peel-data release` cannot have "
        "written a release that does not match it. Restore it from its commit, or install the "
        "package again."
    )
    bad = "data/crime_rates.csv of 1.0.0, whose hash is not the one in datapackage.json of 1.0.0"
    good = "every file with the hash that its descriptor gives"


class AcceptanceLogCut(Rule):
    code = "H804"
    title = "A line of the acceptance log was changed, moved or removed"
    explanation = (
        "Each line gives the SHA-256 of the previous one, each release gives that of the last "
        "line, and git has the lines that are committed. Lines are only ever added to the log. "
        "Restore it from git."
    )
    bad = "acceptance-log.jsonl without its last line"
    good = "acceptance-log.jsonl with every line that it ever had"


class HistoryRewritten(Rule):
    code = "H805"
    title = "A past release is not what git says was published"
    explanation = (
        "Even if someone rewrites `history/` with all its hashes, the commit that added the "
        "release and its tag remain. Restore `history/` and `peel_data/version.py` from them."
    )
    bad = "1.0.0 with a value that v1.0.0 does not have"
    good = "1.0.0 as tagged"


class HistoryNotCompared(Rule):
    code = "H806"
    title = "A past release could not be compared with git, or not with a tag"
    explanation = (
        "The release is valid as it is. But only a tag, a commit or a published hash can show "
        "that it is the one that was published. Fetch the tags, or tag the release."
    )
    severity = Severity.INFO
    bad = "release 1.0.0 without a tag v1.0.0"
    good = "a tag for every release"
