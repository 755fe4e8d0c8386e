"""The style and the script of the review page; their hashes are all that its policy admits. Internal."""

from __future__ import annotations

from peel_data.report.html_style import STYLE as _REPORT

STYLE = (
    _REPORT
    + """
body { max-width: 100rem; padding-top: 1.5rem; }
.review { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 1.5rem; margin-top: 1.5rem; }
.text, .side { min-width: 0; }
.text > h2, .side > h2:first-child { margin-top: 0; }
.paper {
  background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 1.25rem 1.5rem 2rem;
}
.paper p { white-space: pre-wrap; tab-size: 4; margin-bottom: 0.8rem; }
.paper .page {
  color: var(--quiet); font-size: 0.85rem; border-top: 1px solid var(--line);
  margin: 1.2rem 0 0.8rem; padding-top: 0.3rem;
}
.paper details { margin-bottom: 0.8rem; }
.paper summary { cursor: pointer; color: var(--quiet); font-size: 0.85rem; }
.printed { height: auto; background: #fff; border: 1px solid var(--line); margin-top: 0.4rem; }
.printed rect { fill: none; stroke: var(--info); stroke-width: 1.5; }
.printed .open { stroke: var(--warning); stroke-dasharray: 3 2; }
.printed .conflict { stroke: var(--error); }
.number { position: relative; border-radius: 3px; padding: 0 0.12em; font-weight: 550; scroll-margin: 40vh; }
.number.claimed { background: var(--good-soft); border-bottom: 2px solid var(--good); }
.number.doubtful { background: var(--info-soft); border-bottom: 2px dashed var(--info); }
.number.unheld { background: var(--good-soft); border-bottom: 2px dashed var(--good); }
.number.decided { background: var(--info-soft); border-bottom: 2px solid var(--info); }
.number.open { background: var(--warning-soft); border: 2px dotted var(--warning); }
.number.conflict { background: var(--error-soft); border: 2px solid var(--error); }
.number.not_a_figure { font-weight: inherit; border-bottom: 1px dotted var(--quiet); }
.number::after { font-size: 0.75em; vertical-align: super; font-weight: 700; }
.number.open::after { content: "?"; }
.number.conflict::after { content: "!"; }
.number.doubtful::after { content: "~"; }
.number.unheld::after { content: "="; }
.number.decided::after { content: "\\2713"; }
.number:focus, .number:target { outline: 3px solid var(--info); outline-offset: 2px; }
.says {
  position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; white-space: normal;
}
.number:hover > .says, .number:focus > .says {
  clip-path: none; width: max-content; max-width: min(24rem, 70vw); height: auto; left: 0; top: 100%; z-index: 2;
  background: var(--ink); color: var(--page); font-size: 0.85rem; font-weight: 400; line-height: 1.4;
  padding: 0.4rem 0.6rem; border-radius: 6px; margin-top: 0.3rem;
}
.side section { margin-bottom: 1.75rem; }
.side h2 { margin: 0 0 0.6rem; }
.side ol, .side ul { padding-left: 1.3rem; }
.side li + li { margin-top: 0.6rem; }
.side details { margin-bottom: 0.4rem; }
.side summary { cursor: pointer; }
.wide { overflow-x: auto; }
.wide table { border-collapse: collapse; font-size: 0.85rem; margin: 0.5rem 0; overflow-wrap: normal; }
.wide th, .wide td { text-align: left; padding: 0.25rem 0.7rem 0.25rem 0; border-bottom: 1px solid var(--line); }
.wide td { min-width: 4rem; vertical-align: top; }
.key { display: flex; flex-wrap: wrap; gap: 0.4rem 1.2rem; color: var(--quiet); font-size: 0.9rem; margin: 0.6rem 0; }
kbd { font: 0.85em ui-monospace, monospace; border: 1px solid var(--line); border-radius: 4px; padding: 0.05em 0.4em; }
.tiles { grid-template-columns: repeat(5, 1fr); }
@media (min-width: 60.01rem) {
  .side { position: sticky; top: 1rem; max-height: calc(100vh - 2rem); overflow-y: auto; padding-right: 0.5rem; }
}
@media (max-width: 60rem) {
  .review { grid-template-columns: minmax(0, 1fr); }
  .side { order: -1; }
  .paper { padding: 1rem; position: relative; }
  .paper .number { position: static; }
  .paper .number:hover > .says, .paper .number:focus > .says {
    left: 0.5rem; right: 0.5rem; top: auto; width: auto; max-width: none; margin-top: 1.8em;
  }
  .tiles { grid-template-columns: repeat(2, 1fr); }
}
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
@media print { .review { display: block; } .side { position: static; max-height: none; } .keys { display: none; } }
"""
)

SCRIPT = """
(function () {
  var wanted = Array.prototype.slice.call(document.querySelectorAll(".number.conflict[id], .number.open[id]"));
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || (event.key !== "n" && event.key !== "p")) { return; }
    if (!wanted.length) { return; }
    var here = document.activeElement, at = wanted.indexOf(here), to;
    if (at >= 0) {
      to = (at + (event.key === "n" ? 1 : wanted.length - 1)) % wanted.length;
    } else {
      var after = wanted.findIndex(function (mark) {
        return here && here !== document.body &&
          (here.compareDocumentPosition(mark) & Node.DOCUMENT_POSITION_FOLLOWING);
      });
      to = event.key === "n" ? Math.max(after, 0) : (after > 0 ? after - 1 : wanted.length - 1);
    }
    event.preventDefault();
    wanted[to].focus();
    wanted[to].scrollIntoView({ block: "center" });
    document.getElementById("step").textContent = (to + 1) + " of " + wanted.length;
  });
})();
"""
