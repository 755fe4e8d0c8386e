"""Numbers hidden in Excel workbooks."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from support.maskings import DAY, SECRET, Masking
from support.submissions import xlsx_cell, xlsx_parts, xlsx_sheet, zipped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from support.maskings import Rows

_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
WHITE = '<color rgb="FFFFFFFF"/>'


def cell(kind: str, inside: str, style: int = 1) -> str:
    type_ = f' t="{kind}"' if kind else ""
    return f'<c r="{{at}}" s="{style}"{type_}>{inside}</c>'


NUMBER = cell("", f"<v>{SECRET}</v>")
PLAIN = cell("", f"<v>{SECRET}</v>", 0)
DATE = cell("", "<v>7312</v>")
ZERO = cell("", "<v>0</v>", 0)


def formatted(code: str, inside: str = NUMBER) -> Masking:
    return Masking(f"format {code}", inside, options={"formats": [code]})


def styled(
    name: str, font: str, fill: str = "<fill/>", inside: str = NUMBER, more: str = "", **options
):
    looks = f"<fonts><font/><font>{font}</font></fonts><fills><fill/>{fill}</fills>{more}"
    xfs = '<xf numFmtId="0" fontId="1" fillId="1"/>'
    return Masking(name, inside, options={"looks": looks, "xfs": xfs}, **options)


def runs(*parts: tuple[str, str]) -> str:
    return "".join(f"<r><rPr>{properties}</rPr><t>{text}</t></r>" for text, properties in parts)


def rich(name: str, inside: str) -> list[Masking]:
    return [
        Masking(f"{name}, shared", cell("s", "<v>0</v>", 0), options={"shared": [inside]}),
        Masking(f"{name}, inline", cell("inlineStr", f"<is>{inside}</is>", 0)),
    ]


def rule(inside: str, kind: str = "cellIs", **attributes: str) -> str:
    more = "".join(f" {name}={quoteattr(text)}" for name, text in attributes.items())
    return (
        f'<conditionalFormatting sqref="{{at}}"><cfRule type="{kind}" priority="1"{more}>{inside}'
        "</cfRule></conditionalFormatting>"
    )


def conditional(name: str, change: str, inside: str = PLAIN) -> Masking:
    after = rule("<formula>9999</formula>", operator="lessThan", dxfId="0")
    return Masking(
        name, inside, after=after, options={"looks": f"<dxfs><dxf>{change}</dxf></dxfs>"}
    )


def extension(inside: str, kind: str) -> str:
    spaces = (
        'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
        'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"'
    )
    return (
        f'<extLst><ext uri="{{{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}}}" {spaces}>'
        f'<x14:conditionalFormattings><x14:conditionalFormatting><x14:cfRule type="{kind}" '
        f'operator="lessThan" priority="1">{inside}</x14:cfRule><xm:sqref>{{at}}</xm:sqref>'
        "</x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>"
    )


def newer(name: str, change: str) -> Masking:
    inside = f"<xm:f>9999</xm:f><x14:dxf>{change}</x14:dxf>"
    return Masking(f"{name}, x14", PLAIN, after=extension(inside, "cellIs"))


def related(kind: str, target: str, *, sheet: bool) -> str:
    return (
        f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="more" '
        f'Type="{_RELATION}/{kind}" Target="{target}"/></Relationships>'
        if sheet
        else f'<Relationship Id="more" Type="{_RELATION}/{kind}" Target="{target}"/>'
    )


def theme(accent: str) -> dict[str, str]:
    return {
        "xl/theme.xml": f'<a:theme xmlns:a="{_DRAWING}"><a:clrScheme><a:accent1>'
        f'<a:srgbClr val="{accent}"/></a:accent1></a:clrScheme></a:theme>'
    }


def table(change: str) -> Masking:
    looks = (
        f'<dxfs><dxf>{change}</dxf></dxfs><tableStyles><tableStyle name="Ghost">'
        '<tableStyleElement type="wholeTable" dxfId="0"/></tableStyle></tableStyles>'
    )
    parts = {
        "xl/worksheets/_rels/s1.xml.rels": related("table", "../t.xml", sheet=True),
        "xl/t.xml": f'<table xmlns="{_MAIN}" ref="{{at}}:{{at}}"><tableStyleInfo name="Ghost"/></table>',
    }
    return Masking(f"table style {change[:12]}", PLAIN, options={"after": looks}, parts=parts)


def palette() -> Masking:
    looks = '<fonts><font/><font><color indexed="10"/></font></fonts>'
    white = '<rgbColor rgb="00FFFFFF"/>'
    colours = f"<colors><indexedColors>{white * 11}</indexedColors></colors>"
    options = {"looks": looks, "xfs": '<xf fontId="1"/>', "after": colours}
    return Masking("palette of white alone", NUMBER, options=options)


def solid(colour: str, *, conditional: bool = False) -> str:
    name = "bgColor" if conditional else "fgColor"
    return f'<fill><patternFill patternType="solid"><{name} {colour}/></patternFill></fill>'


MASK = '<numFmt numFmtId="170" formatCode="&quot;[c]&quot;"/>'
PINK = solid('rgb="FFFFC7CE"', conditional=True)
DARK_FILL = solid('rgb="FF123456"', conditional=True)
BLACK_FILL = solid('rgb="FF000000"', conditional=True)
GRADIENT = (
    '<fill><gradientFill><stop position="0"><color rgb="FFFFFFFF"/></stop><stop position="1">'
    '<color rgb="FFFAFAFA"/></stop></gradientFill></fill>'
)
PATTERN = (
    '<fill><patternFill patternType="lightGray"><fgColor rgb="FFF8F8F8"/><bgColor rgb="FFFFFFFF"/>'
    "</patternFill></fill>"
)

IN_XLSX = [
    *map(
        formatted,
        (
            '"[c]"',
            '[<9999]"[c]";0.0',
            ";;;",
            "[White]0.0",
            "[DBNum1][White]0.0",
            "[$-411][White]0.0",
            "[White][<9999]0.0;0.0",
            "[Color2]0.0",
            "[Color 2]0.0",
            '"<5"',
            '"x"',
            "*-",
            '""',
            "[=0]0;[>9999]0;",
            "_0",
            "[$c]",
            '"c"General" "*x;"[c]"',
        )[:-1],
    ),
    *(
        formatted(code, DATE)
        for code in (
            "ss",
            "d",
            "mm",
            "h:mm",
            "yy",
            "mmm",
            "ddd",
            "dddd",
            "m",
            "am/pm",
            "mm:ss",
            "[$-411]ggge",
            "[$-107041E]yyyy-mm-dd",
            "B2yyyy-mm-dd",
            "mmm-yy",
            "yyyy",
        )
    ),
    formatted("0;0;0;", cell("str", f"<v>{SECRET}</v>")),
    formatted('0;0;0;"[c]"', cell("inlineStr", f"<is><t>{SECRET}</t></is>")),
    formatted("0;0;0;[White]@", cell("str", f"<v>{SECRET}</v>")),
    formatted('"[c]"', cell("d", f"<v>{DAY}</v>")),
    formatted("General", cell("d", "<v>7312.5</v>")),
    styled("white", WHITE),
    styled("white, as text", WHITE, inside=cell("inlineStr", f"<is><t>{SECRET}</t></is>")),
    styled("white on pale yellow", WHITE, solid('rgb="FFFFF8D6"')),
    styled("dark grey on black", '<color rgb="FF1B1B1B"/>', solid('indexed="8"')),
    styled("nearly white", '<color rgb="FFF5F5F5"/>'),
    styled("theme white", '<color theme="0"/>'),
    styled("theme white with tint", '<color theme="0" tint="-0.0499893185216834"/>'),
    styled("black lightened to white", '<color theme="1" tint="0.99"/>'),
    styled("indexed white", '<color indexed="9"/>'),
    styled("system white", '<color indexed="65"/>'),
    styled("accent that is white", '<color theme="4"/>', parts=theme("FFFFFF")),
    styled("black on black", "<b/>", solid('rgb="FF000000"')),
    styled("black on theme black", "<b/>", solid('theme="1"')),
    styled("grey on grey", '<color rgb="FFC0C0C0"/>', solid('indexed="22"')),
    styled("red on red", '<color rgb="FFFF0000"/>', solid('rgb="FFFA0505"')),
    styled("accent on accent", '<color theme="5" tint="0.4"/>', solid('theme="5" tint="0.41"')),
    styled("white on a white gradient", WHITE, GRADIENT),
    styled("white on a white pattern", WHITE, PATTERN),
    styled("size 1", '<sz val="1"/>'),
    styled("pictures", '<name val="Wingdings"/>'),
    *rich("a white number beside [c]", runs((SECRET, WHITE), ("[c]", "<b/>"))),
    *rich("a white number behind a word", runs(("suppressed", "<b/>"), (f" {SECRET}", WHITE))),
    *rich("a tiny number beside [c]", runs(("[c]", "<b/>"), (SECRET, '<sz val="1"/>'))),
    *rich("pictures beside [c]", runs(("[c]", ""), (SECRET, '<rFont val="Webdings"/>'))),
    *rich("a theme white number", runs((SECRET, '<color theme="0"/>'), ("..", ""))),
    *rich("all white", runs((SECRET, WHITE))),
    *rich("white digits of another script", runs(("٧٣١٢", WHITE), ("x", ""))),
    conditional("conditional [c]", MASK),
    conditional("conditional nothing", '<numFmt numFmtId="170" formatCode=";;;"/>'),
    conditional("conditional white", f"<font>{WHITE}</font>"),
    conditional("conditional theme white", '<font><color theme="0" tint="-0.05"/></font>'),
    conditional("conditional black fill", BLACK_FILL),
    conditional("conditional tiny", '<font><sz val="1"/></font>'),
    conditional(
        "conditional red on red",
        '<font><color rgb="FFC00000"/></font>' + solid('rgb="FFC00000"', conditional=True),
    ),
    conditional(
        "conditional white, as text",
        f"<font>{WHITE}</font>",
        cell("inlineStr", f"<is><t>{SECRET}</t></is>", 0),
    ),
    Masking(
        "two conditional formats together",
        PLAIN,
        after=rule("<formula>9999</formula>", operator="lessThan", dxfId="0")
        + rule("<formula>1</formula>", operator="greaterThan", dxfId="1"),
        options={
            "looks": '<dxfs><dxf><font><color rgb="FF123456"/></font></dxf>'
            f"<dxf>{DARK_FILL}</dxf></dxfs>"
        },
    ),
    Masking("data bar", PLAIN, after=rule('<dataBar showValue="0"><color/></dataBar>', "dataBar")),
    Masking("icons", PLAIN, after=rule('<iconSet showValue="false"/>', "iconSet")),
    Masking(
        "colour scale",
        PLAIN,
        after=rule(
            '<colorScale><color rgb="FF000000"/><color rgb="FF0A0A0A"/></colorScale>', "colorScale"
        ),
    ),
    newer("conditional [c]", MASK),
    newer("conditional white", f"<font>{WHITE}</font>"),
    newer("conditional black fill", BLACK_FILL),
    Masking("data bar, x14", PLAIN, after=extension('<x14:dataBar showValue="0"/>', "dataBar")),
    Masking("icons, x14", PLAIN, after=extension('<x14:iconSet showValue="0"/>', "iconSet")),
    table(f"<font>{WHITE}</font>"),
    table(BLACK_FILL),
    palette(),
    Masking("<v> in an inline text", cell("inlineStr", f"<v>{SECRET}</v>", 0)),
    Masking(
        "<v> beside an inline text", cell("inlineStr", f"<v>{SECRET}</v><is><t>[c]</t></is>", 0)
    ),
    Masking("inline text beside <v>", cell("", f"<v>5</v><is><t>{SECRET}</t></is>", 0)),
    Masking("inline text in a formula", cell("str", f"<is><t>{SECRET}</t></is>", 0)),
    Masking("a truth that is none", cell("b", f"<v>{SECRET}</v>", 0)),
    Masking("an error that is none", cell("e", f"<v>{SECRET}</v>", 0)),
    Masking("a text that is missing", cell("s", "<v>7312</v>", 0)),
    Masking("an unknown type", cell("q", f"<v>{SECRET}</v>", 0)),
    Masking("no number", cell("", f"<v>{SECRET}_</v>", 0)),
    Masking(
        "repeated until full",
        NUMBER,
        options={"xfs": '<xf numFmtId="0"><alignment horizontal="fill"/></xf>'},
    ),
]
ZEROS_IN_XLSX = [
    Masking("zeros of a view", ZERO, before='<sheetViews><sheetView showZeros="0"/></sheetViews>'),
    Masking("zeros of a format", cell("", "<v>0</v>"), options={"formats": ["0;-0;;@"]}),
    Masking("zeros of a condition", cell("", "<v>0</v>"), options={"formats": ['[=0]"";0']}),
    Masking("zeros of a data bar", ZERO, after=rule('<dataBar showValue="0"/>', "dataBar")),
]


def xlsx_bytes(rows: Rows, masking: Masking, at: str, others: Mapping[str, Rows]) -> bytes:
    """A workbook of whole tables, with the masking in one cell of `crime_rates`."""

    def sheet(rows: Rows, *, masked: bool) -> str:
        lines = []
        for number, row in enumerate(rows, 1):
            cells = []
            for column, text in enumerate(row):
                here = f"{chr(65 + column)}{number}"
                if masked and here == at:
                    cells.append(masking.cell.replace("{at}", at))
                elif text:
                    cells.append(xlsx_cell(here, text))
            lines.append(f'<row r="{number}">{"".join(cells)}</row>')
        if not masked:
            return xlsx_sheet("".join(lines))
        after = masking.after.replace("{at}", at).replace("{{", "{").replace("}}", "}")
        return xlsx_sheet("".join(lines), before=masking.before, after=after)

    sheets = {"crime_rates": sheet(rows, masked=True)} | {
        name: sheet(each, masked=False) for name, each in others.items()
    }
    options = dict(masking.options)
    behind = str(options.pop("after", ""))
    parts = xlsx_parts(sheets, **options)
    styles, relations = "xl/styles.xml", "xl/_rels/workbook.xml.rels"
    parts[styles] = str(parts[styles]).replace("</styleSheet>", f"{behind}</styleSheet>")
    if "xl/theme.xml" in masking.parts:
        more = related("theme", "theme.xml", sheet=False)
        parts[relations] = str(parts[relations]).replace("</Rel", f"{more}</Rel")
    more_parts = {name: text.replace("{at}", at) for name, text in masking.parts.items()}
    return zipped(parts | more_parts)
