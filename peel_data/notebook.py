"""Internal. How a notebook shows a value as HTML: a card with a title, facts, a table and remarks.

It stands on whatever page it is put into, light or dark: text has the colour of the page, lines and quiet
words are shades of it, and nothing has a background. Where a page drops the style (a notebook that is not
trusted, a forge), plain tables and lists remain. Everything that is given is text, and is escaped.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

SHOWN = 20
"""How many rows of a long table are shown."""

STYLE = (
    ".peel{max-width:64rem;line-height:1.45;text-align:left;overflow-wrap:break-word}"
    ".peel p,.peel ul,.peel dl,.peel dd{margin:0}"
    ".peel .peel-title{font-weight:600;font-size:1.1em}"
    ".peel .peel-value{font-size:1.5em;line-height:1.3;font-weight:600}"
    ".peel .peel-lead{max-width:48rem}"
    ".peel .peel-foot{margin-top:.5em;font-size:.9em}"
    ".peel .peel-quiet,.peel dt,.peel th{opacity:.75}"
    ".peel dl{display:grid;grid-template-columns:max-content minmax(0,1fr);"
    "gap:.1em 1em;margin:.5em 0}"
    ".peel dt,.peel th{font-weight:400}"
    ".peel .peel-wide{overflow-x:auto;margin:.5em 0}"
    ".peel table{border-collapse:collapse;border:0;margin:0;font-size:1em;table-layout:auto}"
    ".peel tr,.peel tr:nth-child(odd),.peel tr:hover{background:none}"
    ".peel th,.peel td{border:0;border-top:1px solid rgba(127,127,127,.35);color:inherit;"
    "padding:.3em 1em .3em 0;text-align:left;vertical-align:top;white-space:normal;max-width:26em}"
    ".peel thead th{border-top:0;white-space:nowrap}"
    ".peel .peel-number{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}"
    ".peel ul{padding-left:1.2em;max-width:48rem;list-style:disc}"
    ".peel ul+.peel-quiet{margin-top:.5em}"
    ".peel .peel-error,.peel .peel-warning,.peel .peel-good{font-weight:600;"
    "padding-left:.6em;border-left:4px solid #d1495b}"
    ".peel .peel-warning{border-color:#c98500}.peel .peel-good{border-color:#2e9e5b}"
)


class Grid(NamedTuple):
    """A table: its header, its rows, and the columns that are aligned to the right."""

    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    right: Sequence[str] = ()
    more: str = ""
    """What is said of the rows that are not shown."""


def split(
    header: Sequence[str], rows: Sequence[Sequence[str]], once: Iterable[str]
) -> tuple[dict[str, str], list[str], list[list[str]]]:
    """Return what is the same in all rows of the columns `once`, and the table without those columns.

    Example:
        >>> split(["figure", "area"], [["a", "Kent"], ["b", "Kent"]], ["area"])
        ({'area': 'Kent'}, ['figure'], [['a'], ['b']])
    """
    places = {name: header.index(name) for name in once if name in header}
    same = {name: rows[0][i] for name, i in places.items() if len({row[i] for row in rows}) == 1}
    kept = [i for i, name in enumerate(header) if name not in same]
    return same, [header[i] for i in kept], [[row[i] for i in kept] for row in rows]


def grid(
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    right: Sequence[str] = (),
    noun: str = "row",
) -> Grid:
    """Return the first rows as a table, without columns that are empty in all of them.

    Example:
        >>> table = grid(["figure", "note"], [["a", ""]] * 30)
        >>> table.header, len(table.rows), table.more
        (['figure'], 20, 'and 10 more rows')
    """
    shown = rows[:SHOWN]
    kept = [i for i, _ in enumerate(header) if any(row[i] for row in shown)]
    left_out = len(rows) - len(shown)
    return Grid(
        [header[i] for i in kept],
        [[row[i] for i in kept] for row in shown],
        right,
        f"and {left_out:,} more {noun}{'' if left_out == 1 else 's'}" if left_out else "",
    )


def card(
    title: str,
    *,
    value: str = "",
    verdict: tuple[str, str] = ("", ""),
    lead: str = "",
    facts: Mapping[str, str] | None = None,
    tables: Iterable[Grid] = (),
    remarks: Mapping[str, Sequence[str]] | None = None,
    foot: str = "",
) -> str:
    """Return a card.

    Args:
        title: What is shown.
        value: A number that matters more than the rest.
        verdict: `good`, `warning` or `error`, and a sentence.
        lead: A sentence or two below the title.
        facts: Label and text; those without text are left out.
        tables: Tables below them.
        remarks: Heading and sentences; the same sentence is said once.
        foot: Where it comes from.

    Example:
        >>> print(card("Rates", foot="1 < 2").rpartition("</style>")[2])
        <p class="peel-title">Rates</p><p class="peel-quiet peel-foot">1 &lt; 2</p></div>
    """
    parts = [f"<div class='peel'><style>{STYLE}</style>", _paragraph("peel-title", title)]
    parts += [_paragraph("peel-value", value), _paragraph(f"peel-{verdict[0]}", verdict[1])]
    parts.append(_paragraph("peel-lead", lead.replace("`", "")))
    if filled := {label: text for label, text in (facts or {}).items() if text}:
        pairs = (f"<dt>{escape(a)}</dt><dd>{escape(b)}</dd>" for a, b in filled.items())
        parts.append(f"<dl>{''.join(pairs)}</dl>")
    parts += map(_table, tables)
    for heading, sentences in (remarks or {}).items():
        if sentences:
            items = "".join(f"<li>{escape(each)}</li>" for each in dict.fromkeys(sentences))
            parts.append(f"{_paragraph('peel-quiet', heading)}<ul>{items}</ul>")
    parts += [_paragraph("peel-quiet peel-foot", foot), "</div>"]
    return "".join(parts)


def _paragraph(kind: str, text: str) -> str:
    return f'<p class="{kind}">{escape(text)}</p>' if text else ""


def _table(table: Grid) -> str:
    kinds = [' class="peel-number"' if name in table.right else "" for name in table.header]
    head = "".join(
        f'<th scope="col"{kind}>{escape(name)}</th>'
        for name, kind in zip(table.header, kinds, strict=True)
    )
    rows = "".join(
        f"<tr>{''.join(f'<td{k}>{escape(c)}</td>' for c, k in zip(row, kinds, strict=True))}</tr>"
        for row in table.rows
    )
    body = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    return f'<div class="peel-wide">{body}</div>{_paragraph("peel-quiet", table.more)}'
