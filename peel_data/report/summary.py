"""What a report says as a whole: what was examined, how much was found, what was not checked, the verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peel_data.findings import Severity
from peel_data.report import phrases
from peel_data.tables.formatting import area_name, edition_title

if TYPE_CHECKING:
    from collections.abc import Iterable

    from peel_data.findings import Report, Skipped, TableCount
    from peel_data.report.truncation import Excerpt, Listing, Totals


def found(totals: Totals) -> str:
    """Return how much was found: `3 errors, 1 warning`, or `nothing`."""
    counts = ((totals.errors, "error"), (totals.warnings, "warning"), (totals.infos, "note"))
    return ", ".join(phrases.number_of(count, noun) for count, noun in counts if count) or "nothing"


def records(count: Totals | TableCount) -> str:
    """Return what became of records, as a sum that a reader can check."""
    return (
        f"{phrases.number_of(count.read, 'record')} read: {count.accepted:,} accepted, "
        f"{count.rejected:,} rejected, {count.ignored:,} ignored."
    )


def introduction(shown: Excerpt) -> list[str]:
    """Return what was examined, against what, and how much was found."""
    lines = []
    named = {each: edition_title(each) for each in shown.editions.items}
    named |= {each: area_name(each) for each in shown.areas.items}
    for noun, listing in (("Edition", shown.editions), ("Area", shown.areas)):
        if listing.items:
            names = listing.lines(lambda each: _with_id(named[each], each))
            lines.append(f"{noun if len(names) == 1 else noun + 's'}: {', '.join(names)}")
    if shown.against:
        lines.append(f"Compared with: release {shown.against}")
    return [*lines, f"Found: {found(shown.totals)}"]


def _with_id(name: str, each: str) -> str:
    return each if name == each else f"{name} ({each})"


def skipped(listing: Listing[Skipped]) -> list[str]:
    """Return the rules that did not see everything, those of one reason together."""
    codes: dict[str, list[str]] = {}
    for one in listing.items:
        codes.setdefault(one.reason, []).append(one.code)
    lines = [f"{', '.join(_runs(found))}: {reason}" for reason, found in codes.items()]
    return [*lines, *([phrases.more(listing.more)] if listing.more else [])]


def _runs(codes: Iterable[str]) -> list[str]:
    """Codes that follow each other among the rules as from and to: `A501 to A507`."""
    from peel_data.validation.rules.registry import RULES  # late: most reports need none of them

    order = {rule.code: position for position, rule in enumerate(RULES)}
    runs: list[list[str]] = []
    for code in sorted(set(codes), key=lambda code: (order.get(code, -1), code)):
        follows = runs and order.get(code, -1) == order.get(runs[-1][-1], -2) + 1
        if follows and code[0] == runs[-1][0][0]:
            runs[-1].append(code)
        else:
            runs.append([code])
    return [run[0] if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs]


def steps(report: Report) -> list[str]:
    """Return what to do now, the first thing first."""
    errors, warnings = report.count(Severity.ERROR), report.count(Severity.WARNING)
    both = errors + warnings if report.strict else errors
    done = []
    if both:
        these = "the error" if both == 1 else f"the {both:,} errors"
        if report.strict and warnings:
            these = "the finding" if both == 1 else f"the {both:,} findings"
        done.append(f"Correct {these} listed below.")
    if warnings and not report.strict:
        those = "the warning" if warnings == 1 else f"the {warnings:,} warnings"
        done.append(f"Look again at {those}: correct the figure, or leave it if it is right.")
    if report.release:
        return [*done, "Check the release again."] if done else ["Nothing needs to be done."]
    if both:
        return [*done, "Save the file and check it again, until it is acceptable; then send it."]
    return [*done, "Send the file as it is." if not warnings else "Then send the file."]


def verdict(report: Report) -> str:
    """Return whether the submission can be accepted, or the release is valid, and what stands against it."""
    errors = phrases.number_of(report.count(Severity.ERROR), "error")
    warnings = report.count(Severity.WARNING)
    doubts = phrases.number_of(warnings, "warning")
    good, bad = ("Valid", "Not valid") if report.release else ("Acceptable", "Not acceptable yet")
    if report.ok and warnings:
        sentence = f"{good}: no errors; {doubts} to look at again."
    elif report.ok:
        sentence = f"{good}: no errors and no warnings."
    elif report.strict and warnings and report.count(Severity.ERROR):
        sentence = f"{bad}: {errors} and, because warnings count here, {doubts} to clear."
    elif report.strict and warnings:
        sentence = f"{bad}: {doubts} to clear, because warnings count here."
    elif report.release:
        sentence = f"{bad}: {errors}."
    else:
        sentence = f"{bad}: {errors} to correct."
    if report.asked:
        sentence += f" {report.given:,} of {phrases.number_of(report.asked, 'figure')} given."
    if report.skipped:
        rules = phrases.number_of(len({one.code for one in report.skipped}), "rule")
        were = "was" if rules.startswith("1 ") else "were"
        sentence += f" {rules} {were} only partly checked; fixing the errors above may reveal more."
    return sentence
