"""What pages of HTML share: the frame, and the style, whose hash is all that the policy of a page admits."""

from __future__ import annotations

import base64
import hashlib
from html import escape
from typing import TYPE_CHECKING

from peel_data.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable

STYLE = """
:root {
  color-scheme: light dark;
  --page: #f7f7f5; --card: #ffffff; --ink: #1f2328; --quiet: #59616b; --line: #dcdedb;
  --error: #b3261e; --error-soft: #fcefee; --warning: #8a5a00; --warning-soft: #fdf4e1;
  --info: #24598f; --info-soft: #eaf2fa; --good: #1c6b3a; --good-soft: #e9f5ee; --code: #f1f2f0;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #16181b; --card: #1f2226; --ink: #e4e6e8; --quiet: #a3abb4; --line: #363b41;
    --error: #ff9d94; --error-soft: #3a2322; --warning: #eec06c; --warning-soft: #352b18;
    --info: #93c1f0; --info-soft: #1d2b3a; --good: #83d3a0; --good-soft: #1b3024; --code: #2a2e33;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 2.5rem 1.25rem 3rem; max-width: 56rem;
  background: var(--page); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  overflow-wrap: anywhere;
}
h1, h2, h3, p, ul, dl, table { margin: 0; padding: 0; }
h1 { font-size: 1.75rem; line-height: 1.25; font-weight: 650; letter-spacing: -0.01em; }
h2 { font-size: 1.2rem; line-height: 1.3; font-weight: 650; margin: 2.75rem 0 0.9rem; }
a { color: var(--info); text-underline-offset: 0.15em; }
a:focus-visible, summary:focus-visible, .wide:focus-visible {
  outline: 2px solid var(--info); outline-offset: 2px; border-radius: 3px;
}
code {
  font: 0.9em/1.4 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace;
  background: var(--code); padding: 0.12em 0.4em; border-radius: 4px; white-space: pre-wrap;
}
.kind { color: var(--quiet); font-size: 0.9rem; margin-bottom: 0.25rem; }
.verdict {
  margin: 1.1rem 0 1.25rem; padding: 0.8rem 1.1rem; border-radius: 8px; font-weight: 550;
}
.verdict.good { background: var(--good-soft); color: var(--good); }
.verdict.bad { background: var(--error-soft); color: var(--error); }
.tiles {
  display: grid; grid-template-columns: repeat(4, 1fr); gap: 0.75rem; list-style: none;
  margin-bottom: 1.25rem;
}
.tiles li {
  background: var(--card); border: 1px solid var(--line); border-radius: 8px;
  padding: 0.7rem 1rem 0.75rem; color: var(--quiet); font-size: 0.9rem;
}
.tiles strong {
  display: block; font-size: 1.6rem; line-height: 1.25; font-weight: 600; color: var(--ink);
  font-variant-numeric: tabular-nums;
}
.tiles .error strong { color: var(--error); }
.tiles .warning strong { color: var(--warning); }
.tiles .info strong { color: var(--info); }
.tiles .none strong { color: var(--quiet); }
.fact { color: var(--quiet); font-size: 0.95rem; }
.tiles { margin-top: 1.1rem; }
nav { margin-top: 1.75rem; }
nav ul { display: flex; flex-wrap: wrap; gap: 0.35rem 1.5rem; list-style: none; }
.count { color: var(--quiet); font-size: 0.85rem; font-variant-numeric: tabular-nums; }
.finding {
  background: var(--card); border: 1px solid var(--line); border-left-width: 4px;
  border-radius: 8px; padding: 1rem 1.25rem 1.1rem; margin-bottom: 0.9rem;
}
.finding.error { border-left-color: var(--error); }
.finding.warning { border-left-color: var(--warning); }
.finding.info { border-left-color: var(--info); }
.finding h3 {
  display: flex; justify-content: space-between; align-items: baseline; gap: 1rem;
  font-size: 0.95rem; font-weight: 600;
}
.finding > * + * { margin-top: 0.55rem; }
.rule { white-space: nowrap; font-weight: 400; font-size: 0.85rem; font-variant-numeric: tabular-nums; }
.to-do {
  background: var(--card); border: 1px solid var(--line); border-radius: 8px;
  padding: 1rem 1.25rem 1.1rem;
}
.to-do h2 { margin: 0 0 0.5rem; font-size: 1.1rem; }
.to-do ol { margin: 0; padding-left: 1.3rem; }
.to-do li + li { margin-top: 0.35rem; }
.to-do nav { margin-top: 0.35rem; }
.to-do nav li { margin: 0; }
.place { color: var(--quiet); font-size: 0.9rem; }
.finding > h3 + .place { margin-top: 0.15rem; }
.letter { font-weight: 600; }
mark { background: none; color: inherit; font-weight: 650; }
.line td.here { outline: 2px solid var(--info); outline-offset: -2px; }
.error .line td.here { outline-color: var(--error); background: var(--error-soft); }
.warning .line td.here { outline-color: var(--warning); background: var(--warning-soft); }
.cell code { font-size: 1.05rem; padding: 0.25em 0.6em; }
.badge {
  display: inline-block; font-size: 0.78rem; line-height: 1.5; font-weight: 600;
  padding: 0 0.55em; border-radius: 99px; margin-right: 0.3rem; vertical-align: 0.08em;
}
.error .badge { color: var(--error); background: var(--error-soft); }
.warning .badge { color: var(--warning); background: var(--warning-soft); }
.info .badge { color: var(--info); background: var(--info-soft); }
.sentence + .hint { font-weight: 600; }
.empty { color: var(--quiet); font-style: italic; font-weight: 400; }
dl { font-size: 0.95rem; }
dl div { display: grid; grid-template-columns: 6rem 1fr; gap: 0.75rem; }
dl div + div { margin-top: 0.2rem; }
dt, .others p { color: var(--quiet); }
dd { margin: 0; }
table { border-collapse: collapse; width: 100%; font-size: 0.95rem; }
caption { text-align: left; color: var(--quiet); padding-bottom: 0.5rem; }
th { text-align: left; font-weight: 400; }
.intervals { border-top: 1px solid var(--line); }
.intervals caption { padding-top: 0.35rem; padding-bottom: 0.6rem; }
.intervals th, .intervals td { padding: 0.3rem 0.75rem 0.3rem 0; vertical-align: middle; }
.intervals .interval { white-space: nowrap; font-variant-numeric: tabular-nums; }
.intervals .bar { width: 38%; padding-right: 0; }
.unseen { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
svg { display: block; width: 100%; height: 0.7rem; }
.axis { fill: var(--line); }
.span { fill: var(--info); }
.error .span { fill: var(--error); }
.warning .span { fill: var(--warning); }
.others, .waiver { font-size: 0.95rem; }
.waiver summary { color: var(--quiet); }
.others ul, .list { padding-left: 1.2rem; }
.others li, .list li { margin-top: 0.25rem; }
summary { cursor: pointer; color: var(--info); }
.sum { color: var(--quiet); margin-bottom: 0.5rem; }
.wide { overflow-x: auto; }
.wide th, .wide td {
  padding: 0.4rem 0 0.4rem 1.5rem; border-top: 1px solid var(--line);
  overflow-wrap: normal; white-space: nowrap;
}
.wide th:first-child, .wide td:first-child { padding-left: 0; }
.line table { width: auto; font-size: 0.85rem; font-variant-numeric: tabular-nums; }
.line th, .line td, .line th:first-child, .line td:first-child {
  padding: 0.3rem 0.7rem; border: 1px solid var(--line); white-space: nowrap; text-align: left;
}
.line thead th { color: var(--quiet); background: var(--code); }
.line tbody th { color: var(--quiet); background: var(--code); }
.wide:not(.line) :is(td, thead th:not(:first-child)) { text-align: right; font-variant-numeric: tabular-nums; }
.wide thead th { color: var(--quiet); border-top: 0; }
.wide tfoot th, .wide tfoot td { font-weight: 600; border-top: 2px solid var(--line); }
footer { margin-top: 3rem; color: var(--quiet); font-size: 0.85rem; }
@media (max-width: 36rem) {
  body { padding-top: 1.5rem; }
  .wide th, .wide td { padding-left: 0.8rem; }
  .tiles { grid-template-columns: repeat(2, 1fr); }
  dl div { grid-template-columns: 1fr; gap: 0; }
  .intervals, .intervals tbody, .intervals tr, .intervals th, .intervals td, .intervals caption {
    display: block; width: 100%;
  }
  .intervals th, .intervals td { padding: 0.1rem 0; }
  .intervals tr + tr { margin-top: 0.6rem; }
  .intervals .bar { width: 100%; padding-top: 0.3rem; }
}
@media print {
  :root {
    color-scheme: light;
    --page: #fff; --card: #fff; --ink: #000; --quiet: #444; --line: #bbb;
    --error: #8f1d17; --error-soft: #fff; --warning: #6b4600; --warning-soft: #fff;
    --info: #1c4670; --info-soft: #fff; --good: #14522c; --good-soft: #fff; --code: #f3f3f3;
  }
  @page { margin: 18mm 16mm; }
  html { font-size: 10pt; }
  body { padding: 0; max-width: none; }
  nav, .waiver { display: none; }
  h2 { break-after: avoid; margin-top: 1.6rem; }
  .finding:not(:has(details.others)), tr, .tiles { break-inside: avoid; }
  .verdict, .badge { border: 1px solid currentcolor; }
  details::details-content { content-visibility: visible; height: auto; }
  summary { list-style: none; color: var(--quiet); }
  a { color: inherit; text-decoration: none; }
  svg rect { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""


def policy_hash(text: str) -> str:
    """Return the hash by which a page's policy admits a style or a script.

    Example:
        >>> policy_hash("")
        'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
    """
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def page(title: str, header: Iterable[str], main: Iterable[str], *, style: str = "") -> str:
    """Return a page in itself: nothing is fetched, nothing runs.

    Args:
        title: What it is called, as HTML.
        header: The parts of its header, as HTML; empty ones are left out here and below.
        main: The parts of its content, as HTML.
        style: What it adds to the style.
    """
    own = STYLE + style
    policy = (
        f"default-src 'none'; style-src '{policy_hash(own)}'; base-uri 'none'; form-action 'none'"
    )
    parts = [
        "<!doctype html>",
        '<html lang="en-GB">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{title}</title>",
        f"<style>{own}</style>",
        "</head>",
        "<body>",
        "<header>",
        *header,
        "</header>",
        "<main>",
        *main,
        "</main>",
        f"<footer><p>Made by peel-data {escape(__version__)}.</p></footer>",
        "</body>",
        "</html>",
    ]
    return "\n".join(part for part in parts if part) + "\n"
