"""A report as the letter to whoever sent the submission: only what must be corrected, in sentences."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from peel_data.findings import Severity
from peel_data.report import phrases
from peel_data.report.truncation import excerpt
from peel_data.report.visible import inert

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from peel_data.findings import Finding, Report
    from peel_data.report.phrases import PlaceGroup
    from peel_data.report.truncation import Excerpt, ShownFinding

MOST = 60
"""How many corrections a letter lists."""

_WIDTH = 76


def render_mail(report: Report) -> str:
    """Return the letter: its subject, then what must be corrected before the figures can be taken in.

    Warnings are asked for only where they count as errors. Ids, codes of rules and fingerprints stay in
    the other formats.

    Example:
        >>> from peel_data.findings import Report
        >>> print(render_mail(Report("figures.xlsx", (), ())))
        Subject: figures.xlsx: nothing to correct
        <BLANKLINE>
        Dear colleague,
        <BLANKLINE>
        Thank you for figures.xlsx. Nothing in it needs to be corrected.
        <BLANKLINE>
        Kind regards
        <BLANKLINE>
    """
    wanted = tuple(each for each in report.findings if _must_change(each, strict=report.strict))
    shown = excerpt(report, MOST, only=wanted)
    count = len(wanted)
    what = phrases.number_of(count, "thing") + " to correct" if count else "nothing to correct"
    paragraphs = [f"Subject: {_subject(shown)}: {what}", "Dear colleague,"]
    paragraphs += list(_body(shown, count)) if count else [_thanks(shown)]
    lines = [_wrapped(each) for each in [*paragraphs, "Kind regards"]]
    return "\n\n".join(lines) + "\n"


def _must_change(finding: Finding, *, strict: bool) -> bool:
    return finding.severity is Severity.ERROR or (strict and finding.severity is Severity.WARNING)


def _subject(shown: Excerpt) -> str:
    from peel_data.tables.formatting import area_name, edition_title

    areas = [area_name(area) for area in shown.areas.items[:3]]
    titles = [edition_title(edition) for edition in shown.editions.items[:1]]
    return ", ".join([*areas, *titles]) or shown.subject


def _thanks(shown: Excerpt) -> str:
    return f"Thank you for {_name(shown)}. Nothing in it needs to be corrected."


def _name(shown: Excerpt) -> str:
    return shown.subject.replace("\\", "/").rstrip("/").rpartition("/")[2] or shown.subject


def _place(spot: PlaceGroup, shown: Excerpt) -> str:
    """Return where a spot is; the file is named only where several were sent."""
    place = spot.place
    single = place.file in {shown.subject, _name(shown)}
    if single and (place.sheet is not None or spot.rows):
        sheet = f'sheet "{place.sheet}"' if place.sheet is not None else ""
        position = phrases.position(spot, name="“{}”".format)
        return ", ".join(filter(None, (sheet, position)))
    return phrases.where(spot, name="“{}”".format)


def _body(shown: Excerpt, count: int) -> Iterator[str]:
    these = "one thing has" if count == 1 else f"{count:,} things have"
    yield (
        f"Thank you for {_name(shown)}. Before the figures can be accepted, {these} to be corrected."
    )
    for number, each in enumerate(shown.findings, 1):
        yield f"{number}. {' '.join(_sentences(each, shown))}"
    if rest := count - len(shown.findings):
        yield (
            f"{phrases.number_of(rest, 'more thing')} of the same kinds "
            f"{'is' if rest == 1 else 'are'} not listed here."
        )
    yield (
        "Please correct this in your file and send the whole file again. If a figure is right as it is, please tell "
        "us why."
    )


def _sentences(each: ShownFinding, shown: Excerpt) -> Iterator[str]:
    finding = each.finding
    parts = phrases.parts(finding)
    if parts:
        spot = parts[0][1]
        place = _place(spot, shown)
        figures = phrases.figures(spot)
        text = phrases.content(spot)
        yield f"{figures} ({place}):" if figures else f"{place}:"
        if text:
            yield f"the cell is {text}." if text == "empty" else f"the cell holds {text}."
    yield _sentence(finding.message)
    if finding.expected and not finding.hints:
        yield _sentence(f"Expected: {finding.expected}")
    yield from _hints(finding.hints)
    others = [_place(spot, shown) for _, spot in parts[1:]]
    if others:
        few = "; ".join(others[:4])
        rest = len(others) - 4 + each.more_places
        yield _sentence(f"See also {few}{f', and {rest} more' if rest > 0 else ''}")


def _hints(hints: Sequence[str]) -> Iterator[str]:
    hints, rivals = phrases.split_hints(hints)
    if not rivals:
        yield from map(_sentence, hints)
        return
    yield from map(_sentence, hints[:-1])
    yield f"{hints[-1]} {_sentence('; or '.join(hint.rstrip('.') for hint in rivals))}"


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!", ":")) else f"{text}."


def _wrapped(paragraph: str) -> str:
    if paragraph.startswith("Subject: "):
        return inert(paragraph)
    numbered = paragraph[:1].isdigit()
    lines = textwrap.wrap(
        paragraph,
        _WIDTH,
        subsequent_indent="   " if numbered else "",
        break_on_hyphens=False,
        break_long_words=False,
    )
    return "\n".join(map(inert, lines))
