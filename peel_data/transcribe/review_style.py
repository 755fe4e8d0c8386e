"""The style and the script of the review page; their hashes are all that the page's policy admits. Internal."""

REVIEW_STYLE = """
body { max-width: 110rem; }
.sides { display: grid; grid-template-columns: minmax(20rem, 2fr) minmax(24rem, 3fr); gap: 2rem; align-items: start; }
.sides > section { max-height: 92vh; overflow: auto; overflow-wrap: anywhere; }
.text p { margin: 0.4rem 0; white-space: pre-wrap; tab-size: 4; }
.text .page { color: var(--quiet); border-top: 1px solid var(--line); font-size: 0.8rem; }
.rows h2 { font-size: 1.05rem; margin: 1rem 0 0.3rem; }
.rows summary h2 { display: inline; }
.rows code { font-size: 0.8rem; }
.rows th { text-align: left; font-weight: 400; }
.key { display: flex; flex-wrap: wrap; gap: 0.4rem 1.2rem; list-style: none; padding: 0; }
.rows ul { padding: 0; list-style: none; }
.rows li { margin: 0.4rem 0; padding-left: 0.6rem; border-left: 2px solid var(--line); }
mark { background: none; color: inherit; font-weight: inherit; position: relative; }
mark.claimed { border-bottom: 2px solid var(--good); }
mark.not_a_figure { border-bottom: 2px dotted var(--quiet); }
mark.unsure { border-bottom: 2px dashed var(--warning); }
mark.open, mark.conflict {
  border: 2px solid var(--error); border-radius: 0.2rem; font-weight: 700; padding: 0 0.15rem;
}
mark.open::after { content: "?"; } mark.conflict::after { content: "!"; } mark.unsure::after { content: "~"; }
mark:target, mark:focus { outline: 3px solid var(--warning); outline-offset: 2px; }
mark .note { display: none; }
mark:focus .note, mark:hover .note {
  display: block; position: absolute; z-index: 1; left: 0; top: 1.5em; width: max-content; max-width: 20rem;
  padding: 0.3rem 0.5rem; font: 400 0.8rem/1.35 system-ui, sans-serif; white-space: normal;
  background: Canvas; color: CanvasText; border: 1px solid var(--line);
}
@media (max-width: 60rem) {
  .sides { display: block; }
  .sides > section { max-height: none; }
}
"""
SCRIPT = """
addEventListener("keydown", (pressed) => {
  if (pressed.altKey || pressed.ctrlKey || pressed.metaKey || !"np".includes(pressed.key)) return;
  const marks = [...document.querySelectorAll(".text mark.open, .text mark.conflict, .text mark.unsure")];
  if (!marks.length) return;
  const step = pressed.key === "n" ? 1 : -1;
  const now = marks.indexOf(document.activeElement);
  const next = now < 0 && step < 0 ? marks.length - 1 : (now + step + marks.length) % marks.length;
  marks[next].focus();
  marks[next].scrollIntoView({ block: "center" });
});
"""
