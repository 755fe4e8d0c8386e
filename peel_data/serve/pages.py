"""The pages as HTML: no scripts, nothing from elsewhere, usable by keyboard and read aloud."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from peel_data.readers.limits import DEFAULT
from peel_data.report import summary
from peel_data.report.html_style import policy_hash
from peel_data.report.visible import shown
from peel_data.serve.jobs import INTERNAL
from peel_data.tables import records

if TYPE_CHECKING:
    from peel_data.serve.jobs import Job

STYLE = """
:root { color-scheme: light dark; --page: #f7f7f5; --card: #fff; --ink: #1f2328; --quiet: #59616b;
  --line: #c9ccc8; --act: #1d4f80; --on-act: #fff; --good: #1c6b3a; --bad: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --page: #16181b; --card: #1f2226; --ink: #e4e6e8;
  --quiet: #a3abb4; --line: #4a5058; --act: #93c1f0; --on-act: #10202f; --good: #83d3a0; --bad: #ff9d94; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1rem 3rem; max-width: 60rem; background: var(--page); color: var(--ink);
  font: 1rem/1.55 system-ui, "Segoe UI", Roboto, Arial, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 0.5rem; }
h2 { font-size: 1.15rem; margin: 0 0 0.75rem; }
p { margin: 0 0 0.75rem; }
a { color: var(--act); }
.quiet { color: var(--quiet); }
.cards { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 1.1rem 1.25rem; }
label { display: block; font-weight: 600; margin-bottom: 0.25rem; }
select, input[type=file] { width: 100%; font: inherit; color: inherit; background: var(--page);
  border: 1px solid var(--quiet); border-radius: 6px; padding: 0.5rem; margin-bottom: 0.9rem; }
input[type=file] { border-style: dashed; padding: 2rem 0.75rem; }
button, .button { font: inherit; font-weight: 600; color: var(--on-act); background: var(--act); border: 0;
  border-radius: 6px; padding: 0.6rem 1.1rem; cursor: pointer; text-decoration: none; display: inline-block; }
.plain { color: var(--act); background: none; border: 1px solid var(--act); }
:focus-visible { outline: 3px solid var(--act); outline-offset: 2px; }
.row { display: flex; flex-wrap: wrap; gap: 0.6rem; margin: 0 0 1.25rem; padding: 0; list-style: none; }
.verdict { font-weight: 600; } .good { color: var(--good); } .bad { color: var(--bad); }
progress { width: 100%; height: 1.1rem; accent-color: var(--act); }
iframe { width: 100%; height: 75vh; border: 1px solid var(--line); border-radius: 8px; background: var(--card);
  margin-bottom: 0.75rem; }
""".strip()
POLICY = (
    f"default-src 'none'; style-src '{policy_hash(STYLE)}'; frame-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
"""What a browser may do on these pages."""


def page(title: str, body: str, *, refresh: bool = False) -> str:
    """Return a whole page."""
    again = '<meta http-equiv="refresh" content="1">' if refresh else ""
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">{again}'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body>{body}</body></html>\n"
    )


def start() -> str:
    """Return the page that everything begins on."""
    asked = {(each["edition"], each["area_kind"]) for each in records.read("required_series")}
    editions = [each for each in records.read("editions") if (each["id"], "force") in asked]
    forces = [each for each in records.read("areas") if each["kind"] == "force"]
    forces.sort(key=lambda area: area["name"])
    body = f"""<header><h1>Figures for a PEEL report</h1>
<p class="quiet">This page runs on your own computer. Nothing you choose here is sent anywhere.</p></header>
<main class="cards">
<section class="card" aria-labelledby="get"><h2 id="get">1. Get the form</h2>
<form action="form" method="get">
{_select("edition", "Edition", [(e["id"], e["title"]) for e in reversed(editions)])}
{_select("area", "Police force", [(area["id"], area["name"]) for area in forces])}
{_select("style", "File", [("xlsx", "Excel workbook (.xlsx)"), ("ods", "OpenDocument spreadsheet (.ods)")])}
<button>Download the form</button></form></section>
<section class="card" aria-labelledby="check"><h2 id="check">2. Check what you filled in</h2>
<form action="check" method="post" enctype="multipart/form-data">
<label for="files">Your workbook, several of them, or a zip</label>
<input type="file" id="files" name="files" multiple required accept=".xlsx,.ods,.csv,.zip,.json"
 aria-describedby="drop">
<p id="drop" class="quiet">Drop the files on this field, or choose them. Up to {DEFAULT.bytes_in // 1_000_000} MB.</p>
<button>Check</button></form></section></main>"""
    return page("Figures for a PEEL report", body)


def _now(job: Job) -> str:
    """Return what is being done, as a sentence; of a single thing, not how many are done."""
    words = job.progress.words
    words = words.partition(" (")[0] if job.progress.total == 1 else words
    return f"{words[:1].upper()}{words[1:]}."


def waiting(job: Job) -> str:
    """Return the page of a submission that is being judged; it asks again by itself."""
    share = max(0, min(100, round(job.progress.share_of_all * 100)))
    body = f"""<main><h1>Checking {_name(job)}</h1>
<div role="status"><p>{escape(_now(job))}</p>
<progress max="100" value="{share}" aria-label="How far the check is">{share}%</progress></div>
<p class="quiet">This page updates by itself.</p></main>"""
    return page(f"Checking {shown(job.name)}", body, refresh=True)


def result(job: Job) -> str:
    """Return the page of a submission that was judged."""
    if job.report is None:
        return problem("It could not be checked", job.error, back="../../")
    state = "good" if job.report.ok else "bad"
    links = [
        ("report.html", "Report (HTML)"),
        ("report.json", "Report (JSON)"),
        ("letter.txt", "Letter"),
    ]
    marked = ""
    if job.annotated is not None:
        own = "Your workbook with marks" if job.annotated.whole else "Findings as a workbook"
        marked = f'<li><a class="button" href="marked.xlsx" download>{own}</a></li>'
    items = "".join(
        f'<li><a class="button plain" href="{name}" download>{words}</a></li>'
        for name, words in links
    )
    steps = "".join(f"<li>{escape(step)}</li>" for step in summary.steps(job.report))
    body = f"""<main><h1>{_name(job)}</h1>
<p class="verdict {state}" role="status">{escape(summary.verdict(job.report))}</p>
<ol>{steps}</ol>
<ul class="row" aria-label="Downloads">{marked}{items}</ul>
<p>For the steward: <a href="changes">what it would change in the published figures</a></p>
<p><a href="../../">Check another file, or this one again after correcting it</a></p>
<iframe src="view" title="The report" sandbox="allow-popups"></iframe>
<form action="forget" method="post"><p><button class="plain">Remove this submission from the page</button></p></form>
</main>"""
    return page(f"{shown(job.name)}: {'acceptable' if job.report.ok else 'to correct'}", body)


def problem(title: str, message: str, *, back: str = "./", to: str = "the beginning") -> str:
    """Return a page that says what went wrong, with a way back."""
    body = f"""<main><h1>{escape(title)}</h1><p role="alert">{escape(shown(message))}</p>
<p><a href="{back}">Back to {to}</a></p></main>"""
    return page(title, body)


def too_large() -> str:
    """Return the page for an upload that is larger than what is checked."""
    return problem(
        "The files are too large",
        f"Up to {DEFAULT.bytes_in // 1_000_000} MB are checked at once. Leave out pictures, and sheets that are not "
        "part of the form.",
    )


def unreadable_upload(back: str) -> str:
    """Return the page for what a browser does not send, and for more files than are checked."""
    return problem(
        "The files were not received",
        f"Up to {DEFAULT.members} files are checked at once. Choose them again, and then press Check.",
        back=back,
    )


def internal_error(back: str) -> str:
    """Return the page for a fault of the program."""
    return problem(
        "Something went wrong in this program",
        INTERNAL,
        back=back,
    )


def _name(job: Job) -> str:
    return f"<bdi>{escape(shown(job.name))}</bdi>"


def _select(name: str, label: str, choices: list[tuple[str, str]]) -> str:
    options = "".join(f'<option value="{escape(k)}">{escape(v)}</option>' for k, v in choices)
    return (
        f'<label for="{name}">{label}</label><select id="{name}" name="{name}">{options}</select>'
    )
