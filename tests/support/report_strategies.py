"""Reports as a stranger might cause them: any character, and everything that formats hold special."""

from __future__ import annotations

from hypothesis import strategies as st

from peel_data.findings import (
    Bound,
    Finding,
    IgnoredPart,
    LineCell,
    Place,
    Report,
    Severity,
    Skipped,
    TableCount,
    Waived,
)

TRICKS = (
    "\u202e", "\u200b", "\u2066", "\x1b[31m", "\x07", "\x00", "\ufeff", "\ufffe", "\ud800", "\U000e0041",
    "\u2028", "\x85", "\x7f", "\u00a0", "\u3164", "\r\n", "\n", "\t", "\n\n# h\n", "\n- x", "::error::x",
    "##[add-path]/x", "::stop-commands::x", "%0A::error::", "]]>", "<!--", "</code>", "</style>",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '" onmouseover="x', "'", "&amp;", "&#x202e;",
    "[x](http://example.org)", "![x](y)", "http://example.org", "www.example.org", "@octocat", "#1", "`", "``` ",
    "**b**", "_i_", "~~s~~", "$x$", "|", "\\", "> q", "1. x", "- x", "+ x", "# h", "===", "    code", "<b>", "{0}",
    ":x:", "a@b.example", "=1+1", "שלום", "😀", "é", "{{", "%", ",", "../../x", "//host/x", "C:\\x",
)  # fmt: skip

texts = st.lists(st.one_of(st.sampled_from(TRICKS), st.text(max_size=4)), max_size=5).map("".join)
maybe = st.none() | texts
numbers = st.sampled_from(["1", "14.85", "-3", "1e999", "nan", "inf", "x"]) | texts
codes = st.sampled_from(["S204", "A503", "Z999"])
places = st.builds(
    Place,
    file=texts,
    sheet=maybe,
    row=st.none() | st.integers(0, 10**9),
    column=maybe,
    letter=maybe,
    text=maybe,
    spreadsheet_row=st.none() | st.integers(1, 10**9),
    figure=texts,
)
lines = st.lists(st.builds(LineCell, texts, texts, texts), max_size=3).map(tuple)
findings = st.builds(
    Finding,
    code=codes,
    severity=st.sampled_from(Severity),
    message=texts,
    places=st.lists(places, max_size=3).map(tuple),
    expected=texts,
    hints=st.lists(texts, max_size=2).map(tuple),
    bounds=st.lists(
        st.builds(Bound, texts, st.none() | numbers, st.none() | numbers), max_size=3
    ).map(tuple),
    gap=maybe,
    assumptions=st.lists(texts, max_size=2).map(tuple),
    table=maybe,
    subject=texts,
    fingerprint=texts,
    line=lines,
)
count = st.integers(0, 10**6)
reports = st.builds(
    Report,
    subject=texts,
    findings=st.lists(findings, max_size=3).map(tuple),
    counts=st.lists(st.builds(TableCount, texts, count, count, count, count), max_size=2).map(
        tuple
    ),
    skipped=st.lists(st.builds(Skipped, codes, texts), max_size=2).map(tuple),
    ignored=st.lists(st.builds(IgnoredPart, texts, texts, count), max_size=2).map(tuple),
    waived=st.lists(st.builds(Waived, findings, texts, texts, texts), max_size=2).map(tuple),
    editions=st.lists(texts, max_size=2).map(tuple),
    areas=st.lists(texts, max_size=2).map(tuple),
    against=texts,
    strict=st.booleans(),
)
