"""An invented report as LibreOffice prints it: headings, ruled tables, footnotes, pages with a head and a number."""

import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from tests.support.invented_reports.model import InventedReport

_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in {
        "office": "office",
        "style": "style",
        "text": "text",
        "table": "table",
        "fo": "xsl-fo-compatible",
    }.items()
)
_MARKS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RAISED = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_LONGEST_HEADING = 200
_PARAGRAPHS = {
    "Text": '<style:paragraph-properties fo:margin-bottom="0.2cm"/><style:text-properties fo:font-size="11pt"/>',
    "Head": (
        '<style:paragraph-properties fo:margin-top="0.4cm" fo:margin-bottom="0.2cm" fo:keep-with-next="always"/>'
        '<style:text-properties fo:font-size="14pt" fo:font-weight="bold"/>'
    ),
    "Cell": '<style:text-properties fo:font-size="10pt"/>',
    "Note": (
        '<style:paragraph-properties fo:margin-left="0.6cm" fo:text-indent="-0.6cm"/>'
        '<style:text-properties fo:font-size="9pt"/>'
    ),
    "Contents": (
        '<style:paragraph-properties><style:tab-stops><style:tab-stop style:position="15cm" style:type="right" '
        'style:leader-style="dotted" style:leader-text="."/></style:tab-stops></style:paragraph-properties>'
        '<style:text-properties fo:font-size="11pt"/>'
    ),
}


def print_reports(reports: Mapping[str, str], folder: Path) -> dict[str, Path]:
    """Print flat documents to PDF files, in one call.

    Args:
        reports: The documents, by the name that the file of each gets.
        folder: Where to write them.
    """
    office = shutil.which("soffice")
    if office is None:
        raise FileNotFoundError("soffice is not installed.")
    paths = []
    for name, document in reports.items():
        paths.append(folder / f"{name}.fodt")
        paths[-1].write_text(document, encoding="utf-8")
    command = [office, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    command += ["--convert-to", "pdf:writer_pdf_Export", "--outdir", str(folder)]
    subprocess.run(
        [*command, *map(str, paths)], check=True, capture_output=True, timeout=120 + 5 * len(paths)
    )
    printed = {name: folder / f"{name}.pdf" for name in reports}
    if missing := [path.name for path in printed.values() if not path.is_file()]:
        raise FileNotFoundError(
            f"soffice printed no {missing[0]}. Is LibreOffice Writer installed?"
        )
    return printed


def flat_document(report: InventedReport, columns: int = 1) -> str:
    """Return a report as a flat OpenDocument text, to be printed in so many columns.

    Args:
        report: One that was invented to be printed.
        columns: How many columns a page has.
    """
    blocks = report.text.strip().split("\n\n")
    notes = {}
    while note := re.match(rf"({_RAISED.pattern}) (.*)", blocks[-1], re.DOTALL):
        notes[note[1].translate(_MARKS)] = note[2]
        blocks.pop()
    # Half of the reports have the notes on the page of their mark, the others at the end.
    at_foot = notes if report.seed % 2 else {}
    body = [part for block in blocks for part in _block(block, at_foot)]
    if not at_foot:
        body += [
            _paragraph(f"{mark} {note}", "Text", {}, raised=mark)
            for mark, note in sorted(notes.items(), key=lambda pair: int(pair[0]))
        ]
    return _document("\n".join(body), f"{report.force} effectiveness report", columns)


def _document(body: str, head: str, columns: int) -> str:
    gap = 'fo:column-gap="0.8cm"' if columns > 1 else ""
    styles = "".join(
        f'<style:style style:name="{name}" style:family="paragraph">{properties}</style:style>'
        for name, properties in _PARAGRAPHS.items()
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {_SPACES} office:version="1.2" '
        'office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:styles>{styles}</office:styles><office:automatic-styles>"
        '<style:style style:name="Raised" style:family="text"><style:text-properties '
        'style:text-position="super 58%"/></style:style>'
        '<style:style style:name="Ruled" style:family="table-cell"><style:table-cell-properties '
        'fo:padding="0.1cm" fo:border="0.5pt solid #000000"/></style:style>'
        '<style:page-layout style:name="Page"><style:page-layout-properties fo:page-width="21cm" '
        'fo:page-height="29.7cm" fo:margin="2.5cm">'
        f'<style:columns fo:column-count="{columns}" {gap}/></style:page-layout-properties>'
        "<style:header-style/><style:footer-style/></style:page-layout></office:automatic-styles>"
        '<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="Page">'
        f'<style:header><text:p text:style-name="Cell">{escape(head)}</text:p></style:header>'
        '<style:footer><text:p text:style-name="Cell"><text:page-number/></text:p></style:footer>'
        f"</style:master-page></office:master-styles><office:body><office:text>{body}</office:text>"
        "</office:body></office:document>\n"
    )


def _block(block: str, notes: Mapping[str, str]) -> Iterable[str]:
    """The lines between two blank ones: a heading, a paragraph, rows of a table, or a table of contents."""
    lines = block.split("\n")
    if all(re.search(r"\.{5}\d+$", line) for line in lines):
        for line in lines:
            title, _, page = line.partition(".....")
            yield f'<text:p text:style-name="Contents">{escape(title)}<text:tab/>{page}</text:p>'
        return
    rows = [line.split("\t") for line in lines if "\t" in line]
    prose = "\n".join(line for line in lines if "\t" not in line)
    if prose:
        heading = "\n" not in prose and len(prose) < _LONGEST_HEADING and prose[-1] not in ".:"
        yield _paragraph(prose, "Head" if heading else "Text", notes)
    if rows:
        yield _table(rows, notes)


def _paragraph(text: str, style: str, notes: Mapping[str, str], raised: str = "") -> str:
    """A paragraph; footnote marks are raised, and carry their notes where they are to stand on the same page."""
    if raised:
        inside = f"{_span(raised)}{_text(text.removeprefix(raised))}"
    else:
        inside, at = "", 0
        for mark in _RAISED.finditer(text):
            inside += _text(text[at : mark.start()]) + _note(mark[0].translate(_MARKS), notes)
            at = mark.end()
        inside += _text(text[at:])
    return f'<text:p text:style-name="{style}">{inside}</text:p>'


def _note(mark: str, notes: Mapping[str, str]) -> str:
    if mark not in notes:
        return _span(mark)
    return (
        f'<text:note text:id="n{mark}" text:note-class="footnote"><text:note-citation text:label="{mark}">{mark}'
        f'</text:note-citation><text:note-body><text:p text:style-name="Note">{escape(notes[mark])}</text:p>'
        "</text:note-body></text:note>"
    )


def _span(mark: str) -> str:
    return f'<text:span text:style-name="Raised">{mark}</text:span>'


def _text(text: str) -> str:
    return escape(text).replace("\n", "<text:line-break/>").replace("  ", "<text:tab/>")


def _table(rows: Sequence[Sequence[str]], notes: Mapping[str, str]) -> str:
    width = max(map(len, rows))
    made = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell table:style-name="Ruled">{_paragraph(cell, "Cell", notes)}</table:table-cell>'
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    return f'<table:table><table:table-column table:number-columns-repeated="{width}"/>{made}</table:table>'
