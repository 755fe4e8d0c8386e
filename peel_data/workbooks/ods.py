"""Pages as an OpenDocument spreadsheet, for LibreOffice and its kin.

The few parts of the format that the pages need are written here directly: of the libraries that write
OpenDocument, none is kept up.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from peel_data.workbooks import ods_styles
from peel_data.workbooks.letters import letter
from peel_data.workbooks.packing import EPOCH, pack
from peel_data.workbooks.pages import LISTS, NO_BOUND, Cell, Check, Page, Style

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"


def workbook(pages: Sequence[Page], title: str) -> bytes:
    """Return the bytes of an .ods file with these pages; the same pages give the same bytes."""
    parts = {
        "content.xml": _content(pages),
        "styles.xml": ods_styles.page_styles(),
        "meta.xml": _meta(title),
        "settings.xml": _settings(pages),
    }
    return pack(
        [
            ("mimetype", MIMETYPE.encode()),
            *((name, part.encode()) for name, part in parts.items()),
            ("META-INF/manifest.xml", _manifest(parts).encode()),
        ]
    )


def _content(pages: Sequence[Page]) -> str:
    cells = [cell for page in pages for row in page.rows for cell in row]
    styles = {style: f"ce{n}" for n, style in enumerate(dict.fromkeys(c.style for c in cells))}
    checks = {
        check: f"val{n}" for n, check in enumerate(dict.fromkeys(c.check for c in cells if c.check))
    }
    body = "".join(_page(page, number, styles, checks) for number, page in enumerate(pages))
    return ods_styles.document(
        "document-content",
        ods_styles.automatic(pages, styles)
        + "<office:body><office:spreadsheet>"
        + "<table:content-validations>"
        + "".join(_validation(check, name) for check, name in checks.items())
        + f"</table:content-validations>{body}"
        + "".join(map(_names, pages))
        + "</office:spreadsheet></office:body>",
    )


def _page(page: Page, number: int, styles: dict[Style, str], checks: dict[Check, str]) -> str:
    columns = "".join(
        f'<table:table-column table:style-name="co{width}"/>' for width in page.widths
    )
    rows = [
        f'<table:table-row table:style-name="{ods_styles.row_style(height)}">'
        + ("".join(_cell(cell, styles, checks) for cell in row) or "<table:table-cell/>")
        + "</table:table-row>"
        for row, height in zip(page.rows, page.heights, strict=True)
    ]
    if page.frozen:
        first = page.head - 1 if page.about else 0
        head = "".join(rows[first : page.head])
        rows[first : page.head] = [f"<table:table-header-rows>{head}</table:table-header-rows>"]
    form = ""
    if page.about:
        printed = f"{page.name}.A1:{page.name}.{letter(page.printed)}{len(page.rows)}"
        form = f' table:protected="true" table:print-ranges={quoteattr(printed)}'
    return (
        f'<table:table table:name={quoteattr(page.name)} table:style-name="ta{number}"{form}>'
        + (
            f"<table:title>Form</table:title><table:desc>{escape(page.about)}</table:desc>"
            if form
            else ""
        )
        + columns
        + "".join(rows)
        + "</table:table>"
    )


def _names(page: Page) -> str:
    """Return the named ranges of a form, and its lines marked as one table."""
    if not page.about:
        return ""
    names = "".join(
        f'<table:named-range table:name="{name}" table:base-cell-address="${page.name}.$A$1" '
        f'table:cell-range-address="${page.name}.{cells.replace(":", ":.")}"/>'
        for name, cells in page.names
    )
    width, last = letter(len(page.rows[page.head - 1])), len(page.rows)
    area = f"{page.name}.A{page.head}:{page.name}.{width}{last}"
    return (
        f"<table:named-expressions>{names}</table:named-expressions><table:database-ranges>"
        f'<table:database-range table:name="Form" table:target-range-address="{area}" '
        'table:contains-header="true"/></table:database-ranges>'
    )


_IN_FORMULA = re.compile(r'"[^"]*"|(?P<range>\$?[A-Z]{1,2}\$?[0-9]+(?::\$?[A-Z]{1,2}\$?[0-9]+)?)|,')


def open_formula(formula: str) -> str:
    """Return a formula of Excel as OpenDocument writes it.

    Example:
        >>> open_formula('IF($A$1:B2=",",1,A1)')
        'of:=IF([.$A$1:.B2]=",";1;[.A1])'
    """

    def rewrite(found: re.Match[str]) -> str:
        if found["range"]:
            return "[." + found["range"].replace(":", ":.") + "]"
        return ";" if found[0] == "," else found[0]

    return "of:=" + _IN_FORMULA.sub(rewrite, formula)


def _cell(cell: Cell, styles: dict[Style, str], checks: dict[Check, str]) -> str:
    attributes = f' table:style-name="{styles[cell.style]}"'
    if cell.check:
        attributes += f' table:content-validation-name="{checks[cell.check]}"'
    if cell.formula:
        attributes += f" table:formula={quoteattr(open_formula(cell.formula))}"
        attributes += (
            f' office:value-type="string" office:string-value={quoteattr(str(cell.value))}'
        )
    else:
        attributes += _value(cell.value)
    note = f"<office:annotation>{_paragraphs(cell.note)}</office:annotation>" if cell.note else ""
    text = ""
    if cell.link:
        target = quoteattr(f"#{cell.link}")
        text = (
            f'<text:p><text:a xlink:type="simple" xlink:href={target}>'
            f"{escape(str(cell.value))}</text:a></text:p>"
        )
    elif cell.value is not None:
        text = _paragraphs(str(cell.value))
    return f"<table:table-cell{attributes}>{note}{text}</table:table-cell>"


def _value(value: str | int | Decimal | dt.date | None) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return f' office:value-type="date" office:date-value="{value.isoformat()}"'
    if isinstance(value, int | Decimal):
        return f' office:value-type="float" office:value="{value}"'
    return ' office:value-type="string"'


def _paragraphs(text: str) -> str:
    return "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n"))


def _validation(check: Check, name: str) -> str:
    condition = f" table:condition={quoteattr(_condition(check))}" if check.kind != "any" else ""
    help_message = error = ""
    if check.prompt:
        help_message = (
            f'<table:help-message table:title={quoteattr(check.title)} table:display="true">'
            f"{_paragraphs(check.prompt)}</table:help-message>"
        )
    if check.error:
        error = (
            f"<table:error-message table:title={quoteattr(check.title)} "
            f'table:message-type="stop" table:display="true">'
            f"{_paragraphs(check.error)}</table:error-message>"
        )
    return (
        f'<table:content-validation table:name="{name}"{condition} '
        f'table:allow-empty-cell="true" table:display-list="unsorted">'
        f"{help_message}{error}</table:content-validation>"
    )


def _condition(check: Check) -> str:
    """Return the condition of a check, in the formula language of OpenDocument."""
    if check.kind == "list":
        choices = ";".join(f'"{choice}"' for choice in check.choices)
        if check.source:
            first, last = check.source
            choices = f"[${LISTS}.$B${first}:.$B${last}]"
        return f"of:cell-content-is-in-list({choices})"
    kind = {
        "decimal": "of:cell-content-is-decimal-number()",
        "whole": "of:cell-content-is-whole-number()",
        "date": "of:cell-content-is-date()",
    }[check.kind]
    low = 0 if check.kind == "date" else check.minimum
    return kind + " and " + _bounds(low, check.maximum)


def _bounds(low: int | None, high: int | None) -> str:
    if low is not None and high is not None:
        return f"cell-content-is-between({low},{high})"
    if high is not None:
        return f"cell-content()<={high}"
    return f"cell-content()>={-NO_BOUND if low is None else low}"


def _meta(title: str) -> str:
    made = dt.datetime(*EPOCH, tzinfo=dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return ods_styles.document(
        "document-meta",
        "<office:meta><meta:generator>peel_data</meta:generator>"
        f"<dc:title>{escape(title)}</dc:title>"
        f"<meta:creation-date>{made}</meta:creation-date></office:meta>",
    )


def _settings(pages: Sequence[Page]) -> str:
    """Return which rows stay in view; a program's own defaults serve for everything else."""
    tables = "".join(
        f"<config:config-item-map-entry config:name={quoteattr(page.name)}>"
        + "".join(_items(page))
        + "</config:config-item-map-entry>"
        for page in pages
    )
    return ods_styles.document(
        "document-settings",
        '<office:settings><config:config-item-set config:name="ooo:view-settings">'
        '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
        '<config:config-item config:name="ActiveTable" config:type="string">'
        f"{escape(pages[0].name)}</config:config-item>"
        f'<config:config-item-map-named config:name="Tables">{tables}'
        "</config:config-item-map-named></config:config-item-map-entry>"
        "</config:config-item-map-indexed></config:config-item-set></office:settings>",
    )


def _items(page: Page) -> Iterator[str]:
    frozen = {
        "VerticalSplitMode": ("short", "2"),
        "VerticalSplitPosition": ("int", str(page.head)),
        "ActiveSplitRange": ("short", "2"),
        "PositionBottom": ("int", str(page.head)),
    }
    settings = frozen if page.frozen else {}
    if page.about or not page.frozen:
        settings = {**settings, "ShowGrid": ("boolean", "false")}
    for name, (kind, value) in settings.items():
        yield (
            f'<config:config-item config:name="{name}" config:type="{kind}">{value}'
            "</config:config-item>"
        )


def _manifest(parts: dict[str, str]) -> str:
    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    entry = '<manifest:file-entry manifest:full-path="{}" manifest:media-type="{}"/>'
    return (
        f"{ods_styles.DECLARATION}<manifest:manifest "
        f'xmlns:manifest="{space}" manifest:version="1.2">'
        + entry.format("/", MIMETYPE)
        + "".join(entry.format(name, "text/xml") for name in parts)
        + "</manifest:manifest>"
    )
