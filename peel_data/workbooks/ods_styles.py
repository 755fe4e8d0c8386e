"""The styles of an OpenDocument spreadsheet: what its cells, columns, rows and pages look like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peel_data.schema import form
from peel_data.workbooks.look import FONT, PAINT
from peel_data.workbooks.pages import ANY, CHECK_CELL, DATE, GROUPED, TEXT, Look

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peel_data.workbooks.pages import Page, Style

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_SPACES = {
    **{
        name: f"{_OASIS}{name}:1.0"
        for name in ("office", "style", "table", "text", "meta", "config")
    },
    "number": f"{_OASIS}datastyle:1.0",
    "fo": f"{_OASIS}xsl-fo-compatible:1.0",
    "of": f"{_OASIS}of:1.2",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
    "ooo": "http://openoffice.org/2004/office",
    "tableooo": "http://openoffice.org/2009/table",
}
_CENTIMETRES = 0.22  # a character of the width of a column


def document(kind: str, content: str) -> str:
    """Return an XML part of the file, with every namespace that any part uses."""
    spaces = "".join(f' xmlns:{name}="{space}"' for name, space in _SPACES.items())
    return f'{DECLARATION}<office:{kind}{spaces} office:version="1.2">{content}</office:{kind}>'


def row_style(height: float | None) -> str:
    """Return the name of the style of a row of that height in points; None lets it fit itself."""
    return f"ro{height:g}".replace(".", "_") if height else "ro"


def automatic(pages: Sequence[Page], styles: dict[Style, str]) -> str:
    """Return the styles of the contents, under the names that the contents use."""
    formats = {style.format: _name(style.format) for style in styles}
    widths = sorted({width for page in pages for width in page.widths})
    heights = {row_style(height): height for page in pages for height in page.heights}
    return (
        "<office:automatic-styles>"
        + "".join(_data_style(code, name) for code, name in formats.items() if name)
        + "".join(
            f'<style:style style:name="co{width}" style:family="table-column">'
            f'<style:table-column-properties style:column-width="{width * _CENTIMETRES:.2f}cm"/>'
            "</style:style>"
            for width in widths
        )
        + "".join(_row(name, height) for name, height in heights.items())
        + "".join(
            f'<style:style style:name="ta{number}" style:family="table" '
            'style:master-page-name="Landscape">'
            f'<style:table-properties table:display="true" tableooo:tab-color="#{page.colour}"/>'
            "</style:style>"
            for number, page in enumerate(pages)
        )
        + "".join(_cell(style, name) for style, name in styles.items())
        + "</office:automatic-styles>"
    )


def _row(name: str, height: float | None) -> str:
    sized = (
        f'style:row-height="{height:g}pt" style:use-optimal-row-height="false"'
        if height
        else 'style:use-optimal-row-height="true"'
    )
    return (
        f'<style:style style:name="{name}" style:family="table-row">'
        f"<style:table-row-properties {sized}/></style:style>"
    )


def _name(code: str) -> str:
    """Return the name of the style of a number format; the general one needs none."""
    if code == ANY:
        return ""
    return {DATE: "day", TEXT: "plain", GROUPED: "grouped"}.get(
        code, f"places{len(code.partition('.')[2])}"
    )


def _data_style(code: str, name: str) -> str:
    if code == TEXT:
        return f'<number:text-style style:name="{name}"><number:text-content/></number:text-style>'
    if code == DATE:
        return (
            f'<number:date-style style:name="{name}"><number:year number:style="long"/>'
            '<number:text>-</number:text><number:month number:style="long"/>'
            '<number:text>-</number:text><number:day number:style="long"/></number:date-style>'
        )
    places = len(code.partition(".")[2])
    grouping = ' number:grouping="true"' if code == GROUPED else ""
    return (
        f'<number:number-style style:name="{name}"><number:number number:decimal-places="{places}" '
        f'number:min-decimal-places="{places}" number:min-integer-digits="1"{grouping}/>'
        "</number:number-style>"
    )


def _cell(style: Style, name: str) -> str:
    paint = PAINT[style.look]
    data = _name(style.format)
    marks = CHECKS if style.look is Look.CHECK else ""
    vertical = {"center": "middle"}.get(paint.vertical, paint.vertical)
    cell = f'style:vertical-align="{vertical}"'
    if paint.fill:
        cell += f' fo:background-color="#{paint.fill}"'
    if paint.border:
        cell += f' fo:border="0.5pt solid #{paint.border}"'
    if paint.wrap:
        cell += ' fo:wrap-option="wrap"'
    if not style.locked:
        cell += ' style:cell-protect="none"'
    if paint.left:
        cell += ' style:text-align-source="fix"'
    margin = ' fo:margin-left="0.1in"' if paint.indent else ""
    return (
        f'<style:style style:name="{name}" style:family="table-cell"'
        + (f' style:data-style-name="{data}"' if data else "")
        + f"><style:table-cell-properties {cell}/>"
        + (f'<style:paragraph-properties fo:text-align="start"{margin}/>' if paint.left else "")
        + f'<style:text-properties fo:color="#{paint.ink}" fo:font-size="{paint.size}pt" '
        f'fo:font-family="{FONT}"'
        + (' fo:font-weight="bold"' if paint.bold else "")
        + f"/>{marks}</style:style>"
    )


CHECKS = "".join(
    f'<style:map style:condition="is-true-formula(LEFT([.{CHECK_CELL}];4)=&quot;{word}&quot;)" '
    f'style:apply-style-name="{name}" style:base-cell-address="{form.SHEET}.{CHECK_CELL}"/>'
    for word, name in (("Look", "Look"), ("Fine", "Fine"), ("Miss", "Missing"))
)
"""How a check of the form changes its looks with its words; the cell is that of the first line."""


def page_styles() -> str:
    """Return the part with the page: A4 across, as wide as the sheet is."""
    return document(
        "document-styles",
        "<office:styles>"
        + "".join(
            f'<style:style style:name="{name}" style:family="table-cell">'
            f"<style:table-cell-properties {cell}/><style:text-properties {text}/></style:style>"
            for name, cell, text in (
                (
                    "Look",
                    'fo:background-color="#FDECEA"',
                    'fo:color="#8A1C1C" fo:font-weight="bold"',
                ),
                ("Fine", "", 'fo:color="#1E5631"'),
                ("Missing", "", 'fo:color="#40464D" fo:font-style="italic"'),
            )
        )
        + "</office:styles>"
        '<office:automatic-styles><style:page-layout style:name="across">'
        '<style:page-layout-properties fo:page-width="29.7cm" fo:page-height="21cm" '
        'style:print-orientation="landscape" fo:margin="1.5cm" style:scale-to-X="1" '
        'style:scale-to-Y="0"/></style:page-layout></office:automatic-styles>'
        '<office:master-styles><style:master-page style:name="Landscape" '
        'style:page-layout-name="across"/></office:master-styles>',
    )
