"""A report as one page: nothing is fetched, nothing runs, readable on a phone and on paper."""

from __future__ import annotations

import html
from collections import Counter
from typing import TYPE_CHECKING

from peel_data.findings import Severity
from peel_data.report import phrases, summary
from peel_data.report.html_style import page
from peel_data.report.interval_chart import chart
from peel_data.report.links import rule_page
from peel_data.report.truncation import excerpt

if TYPE_CHECKING:
    from collections.abc import Iterable

    from peel_data.findings import Finding, Report, TableCount
    from peel_data.report.phrases import PlaceGroup
    from peel_data.report.truncation import Excerpt, ShownFinding, Totals

MOST = 1000
"""How many findings the page shows."""

_FEW = 3  # More other places than this are folded away on a screen; paper shows them all.


def render_html(report: Report, *, steward: bool = False) -> str:
    """Return a report as a self-contained HTML page without scripts, under a strict policy.

    Args:
        report: What validation says.
        steward: Whether to show how each finding could be waived.

    Example:
        >>> from peel_data.findings import Report
        >>> render_html(Report("figures.xlsx", (), ())).splitlines()[0]
        '<!doctype html>'
    """
    shown = excerpt(report, MOST)
    groups = shown.groups()
    state = "good" if report.ok else "bad"
    return page(
        f"{_text(shown.subject)}: {_text(summary.found(shown.totals))}",
        [
            '<p class="kind">Validation report</p>',
            f"<h1><bdi>{_text(shown.subject)}</bdi></h1>",
            f'<p class="verdict {state}">{_text(summary.verdict(report))}</p>',
            _facts(shown),
            _tiles(shown),
        ],
        [
            _to_do(report, groups),
            *(_group(i, source, group, steward) for i, (source, group) in enumerate(groups, 1)),
            _section("Not shown", shown.not_shown()),
            _records(shown),
            _section("Not checked", summary.skipped(shown.skipped)),
            _section("Ignored", shown.ignored.lines(phrases.ignored)),
            _section("Waived", shown.waived.lines(phrases.waived)),
        ],
    )


def _tiles(shown: Excerpt) -> str:
    totals = shown.totals
    tiles = (
        ("error", totals.errors, "error"),
        ("warning", totals.warnings, "warning"),
        ("info", totals.infos, "note"),
        ("records", totals.read, "record read"),
    )
    cells = []
    for kind, count, noun in tiles:
        words = noun if count == 1 else {"record read": "records read"}.get(noun, f"{noun}s")
        cells.append(
            f'<li class="{kind}{"" if count else " none"}"><strong>{count:,}</strong> {words}</li>'
        )
    return f'<ul class="tiles">{"".join(cells)}</ul>'


def _facts(shown: Excerpt) -> str:
    # The last line of the introduction is what the tiles already say.
    lines = summary.introduction(shown)[:-1]
    return "".join(f'<p class="fact">{_text(line)}</p>' for line in lines)


def _contents(groups: list[tuple[str, list[ShownFinding]]]) -> str:
    items = "".join(
        f'<li><a href="#part-{i}"><bdi>{_text(source)}</bdi></a> '
        f'<span class="count">{_counted(group)}</span></li>'
        for i, (source, group) in enumerate(groups, 1)
    )
    return f'<nav aria-label="Files and sheets"><ul>{items}</ul></nav>'


def _counted(group: list[ShownFinding]) -> str:
    """Return how many errors, warnings and notes there are, so that no note is taken for one of the errors."""
    counts = Counter(each.finding.severity for each in group)
    words = (
        f"{counts[kind]:,} {phrases.SEVERITIES[kind]}{'' if counts[kind] == 1 else 's'}"
        for kind in Severity
        if counts[kind]
    )
    return ", ".join(words)


def _to_do(report: Report, groups: list[tuple[str, list[ShownFinding]]]) -> str:
    """Return what to do first, with links to where; of a release there is nothing to send."""
    steps = [_text(step) for step in summary.steps(report)]
    if steps and groups:
        steps[0] += _contents(groups)
    items = "".join(f"<li>{step}</li>" for step in steps)
    title = '<h2 id="what-to-do">What to do</h2>'
    return f'<section class="to-do" aria-labelledby="what-to-do">{title}<ol>{items}</ol></section>'


def _group(number: int, source: str, group: list[ShownFinding], steward: bool) -> str:
    articles = "\n".join(_finding(each, source, steward) for each in group)
    return (
        f'<section id="part-{number}" aria-labelledby="title-{number}">\n'
        f'<h2 id="title-{number}"><bdi>{_text(source)}</bdi></h2>\n{articles}\n</section>'
    )


def _finding(each: ShownFinding, source: str, steward: bool) -> str:
    finding = each.finding
    kind = finding.severity.value
    cells = phrases.parts(finding)
    first = _where(cells[0][1], source) if cells else phrases.nowhere(finding)
    figures = phrases.figures(cells[0][1]) if cells else ""
    title_words = _isolate(figures) if figures else _capital(first)
    place = _capital(first) if figures else ""
    cell = _line(finding) or (_cell(cells[0][1]) if cells else "")
    page, title = html.escape(rule_page(finding.code)), html.escape(phrases.rule(finding.code))
    link = f'<a class="rule" href="{page}" title="{title}">{_text(finding.code)}</a>'
    badge = f'<span class="badge">{phrases.SEVERITIES[finding.severity]}</span>'
    parts = [
        f'<article class="finding {kind}">',
        f"<h3><span>{title_words}</span>{link}</h3>",
        f'<p class="place">{place}</p>' if place else "",
        f'<p class="sentence">{badge} {_text(finding.message)}</p>',
        cell if cell.startswith("<div") else f'<p class="cell">{cell}</p>' if cell else "",
        *_hints(finding),
        _terms(finding),
        chart(finding),
        _others(cells[1:], each.more_places, source),
        _waiver(finding) if steward else "",
        "</article>",
    ]
    return "\n".join(part for part in parts if part)


def _line(finding: Finding) -> str:
    """Return the line of the sheet in which the first cell stands; empty where it is not known."""
    place = finding.places[0] if finding.places else None
    if place is None or not finding.line or place.letter is None:
        return ""
    heads, cells = [], []
    for each in finding.line:
        name = f'<span class="letter">{_text(each.letter)}</span> {_isolate(each.column)}'
        heads.append(f'<th scope="col">{name}</th>')
        held = _isolate(each.text) if each.text else '<span class="empty">empty</span>'
        if each.letter == place.letter:
            cells.append(f'<td class="here"><mark>{held}</mark></td>')
        else:
            cells.append(f"<td>{_isolate(each.text)}</td>")
    row = place.spreadsheet_row or place.row
    return (
        f'<div class="wide line" role="group" aria-label="Row {row} of the sheet" tabindex="0">'
        f'<table><thead><tr><th scope="col"><span class="unseen">Row</span></th>{"".join(heads)}</tr></thead>'
        f'<tbody><tr><th scope="row">{row}</th>{"".join(cells)}</tr></tbody></table></div>'
    )


def _hints(finding: Finding) -> list[str]:
    """Return the hints as paragraphs, and rivals as a list."""
    hints, rivals = phrases.split_hints(finding.hints)
    items = "".join(f"<li>{_text(hint)}</li>" for hint in rivals)
    paragraphs = [f'<p class="hint">{_text(hint)}</p>' for hint in hints]
    return [*paragraphs, f'<ul class="list">{items}</ul>'] if rivals else paragraphs


def _terms(finding: Finding) -> str:
    terms = [("Expected", finding.expected)] if finding.expected else []
    terms += [("Assuming", assumption) for assumption in finding.assumptions]
    rows = "".join(f"<div><dt>{term}</dt><dd>{_text(text)}</dd></div>" for term, text in terms)
    return f"<dl>{rows}</dl>" if rows else ""


def _others(cells: list[tuple[str, PlaceGroup]], more: int, source: str) -> str:
    items: dict[str, list[str]] = {}
    for part, spot in cells:
        words = ": ".join(filter(None, (_where(spot, source), _cell(spot))))
        if figures := phrases.figures(spot):
            words = f"{_isolate(figures)}, {words}"
        items.setdefault(part, []).append(words)
    if more:
        items.setdefault(next(reversed(items), phrases.ALSO), []).append(
            phrases.more(more, "place")
        )
    return "\n".join(_part(part, each) for part, each in items.items())


def _part(part: str, items: list[str]) -> str:
    title = part.capitalize()
    entries = f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"
    if len(items) <= _FEW:
        return f'<div class="others"><p>{title}</p>{entries}</div>'
    title = "Also in other places" if part == phrases.ALSO else title
    return f'<details class="others"><summary>{title}</summary>{entries}</details>'


def _waiver(finding: Finding) -> str:
    if not finding.fingerprint:
        return ""
    words = _text(phrases.waiver(finding))
    return f'<details class="waiver"><summary>To waive this</summary><p>{words}</p></details>'


def _where(spot: PlaceGroup, source: str) -> str:
    return phrases.where(spot, source, _isolate, lambda name: f"<code>{_isolate(name)}</code>")


def _cell(spot: PlaceGroup) -> str:
    text = spot.place.text
    if text is None:
        return ""
    return f"<code>{_isolate(text)}</code>" if text else '<span class="empty">empty</span>'


def _isolate(text: str) -> str:
    # Isolated, so that a word written from right to left does not turn its neighbours round.
    return f"<bdi>{_text(text)}</bdi>"


def _text(text: str) -> str:
    return html.escape(text, quote=False)


def _capital(words: str) -> str:
    return words if words.startswith("<") else words[:1].upper() + words[1:]


def _records(shown: Excerpt) -> str:
    totals = shown.totals
    rows = "".join(_row(_isolate(one.table), one) for one in shown.tables.items)
    if not rows:
        return ""
    return (
        '<section aria-labelledby="records"><h2 id="records">Records</h2>'
        '<p class="sum">Every record that was read was accepted, rejected or ignored.</p>'
        '<div class="wide" role="group" aria-labelledby="records" tabindex="0"><table>'
        f'<caption class="unseen">Records of each table</caption><thead><tr>{_heads()}</tr></thead>'
        f"<tbody>{rows}</tbody><tfoot>{_row('All tables', totals)}</tfoot></table></div></section>"
    )


def _heads() -> str:
    names = ("Table", "Read", "Accepted", "Rejected", "Ignored")
    return "".join(f'<th scope="col">{name}</th>' for name in names)


def _row(head: str, count: TableCount | Totals) -> str:
    numbers = (count.read, count.accepted, count.rejected, count.ignored)
    cells = "".join(f"<td>{number:,}</td>" for number in numbers)
    return f'<tr><th scope="row">{head}</th>{cells}</tr>'


def _section(title: str, lines: Iterable[str]) -> str:
    items = "".join(f"<li>{_text(line)}</li>" for line in lines)
    name = title.lower().replace(" ", "-")
    return (
        f'<section aria-labelledby="{name}"><h2 id="{name}">{title}</h2>'
        f'<ul class="list">{items}</ul></section>'
        if items
        else ""
    )
