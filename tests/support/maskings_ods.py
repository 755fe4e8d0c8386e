"""Numbers hidden in OpenDocument spreadsheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.maskings import DAY, SECRET, Masking
from support.submissions import MANIFEST, ods_cell, ods_content, zipped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from support.maskings import Rows


def ods_number(held: str = SECRET, view: str = SECRET, style: str = "", kind: str = "float") -> str:
    named = f'table:style-name="{style}"' if style else ""
    name = {"date": "date-value", "time": "time-value", "string": "string-value"}.get(kind, "value")
    return (
        f'<table:table-cell {named} office:value-type="{kind}" office:{name}="{held}"><text:p>{view}'
        "</text:p></table:table-cell>"
    )


def ods_style(name: str, text: str = "", cell: str = "", inside: str = "", more: str = "") -> str:
    return (
        f'<style:style style:name="{name}" style:family="table-cell" {more}>'
        f"<style:text-properties {text}/><style:table-cell-properties {cell}/>{inside}</style:style>"
    )


def span(text: str, style: str) -> str:
    return f'<text:span text:style-name="{style}">{text}</text:span>'


def ods_rule(inside: str) -> str:
    return (
        "<calcext:conditional-formats><calcext:conditional-format "
        f'calcext:target-range-address="crime_rates.{{at}}:crime_rates.{{at}}">{inside}'
        "</calcext:conditional-format></calcext:conditional-formats>"
    )


def ods_condition(style: str, value: str = "&lt;9999") -> str:
    return ods_rule(
        f'<calcext:condition calcext:apply-style-name="{style}" calcext:value="{value}" '
        'calcext:base-cell-address="crime_rates.A1"/>'
    )


def text_style(name: str, properties: str) -> str:
    return (
        f'<style:style style:name="{name}" style:family="text"><style:text-properties '
        f"{properties}/></style:style>"
    )


ODS_STYLES = (
    '<number:number-style style:name="N1"><number:text>[c]</number:text></number:number-style>'
    '<number:number-style style:name="N2"/>'
    '<number:number-style style:name="N3P0"><style:text-properties fo:color="#ffffff"/>'
    '<number:number number:min-integer-digits="1"/></number:number-style>'
    '<number:number-style style:name="N3"><number:number number:min-integer-digits="1"/>'
    '<style:map style:condition="value()&lt;9999" style:apply-style-name="N3P0"/>'
    "</number:number-style>"
    '<number:text-style style:name="N4"><number:text>[c]</number:text></number:text-style>'
    + ods_style("masked", more='style:data-style-name="N1" style:display-name="Masked style"')
    + ods_style("nothing", more='style:data-style-name="N2"')
    + ods_style("pale", more='style:data-style-name="N3"')
    + ods_style("text", more='style:data-style-name="N4"')
    + ods_style("white", 'fo:color="#ffffff"')
    + ods_style("heir", more='style:parent-style-name="white"')
    + ods_style("black", cell='fo:background-color="#000000"')
    + ods_style("tiny", 'fo:font-size="1pt"')
    + ods_style("pictures", 'style:font-name="Wingdings 2"')
    + ods_style("full", cell='style:repeat-content="true"')
    + ods_style("concealed", cell='style:cell-protect="hidden-and-protected"')
    + "".join(
        ods_style(
            f"maps-{name}",
            inside='<style:map style:condition="cell-content()&lt;9999" '
            f'style:apply-style-name="{name}"/>',
        )
        for name in ("masked", "nothing", "white", "black")
    )
    + text_style("t-white", 'fo:color="#fefefe"')
    + text_style("t-tiny", 'fo:font-size="0.5mm"')
    + text_style("t-none", 'text:display="none"')
    + text_style("t-pictures", 'fo:font-family="Webdings"')
)


def in_ods(name: str, cell: str, after: str = "", **more: object) -> Masking:
    return Masking(name, cell, after=after, options={"styles": ODS_STYLES}, **more)


def ods_text(inside: str) -> str:
    return (
        f'<table:table-cell office:value-type="string"><text:p>{inside}</text:p></table:table-cell>'
    )


IN_ODS = [
    in_ods("[c] stored", ods_number(view="[c]")),
    in_ods("nothing stored", ods_number(view="")),
    in_ods("text beside the value", ods_number(view="[c]", kind="string")),
    *(
        in_ods(f"style {name}", ods_number(style=name))
        for name in (
            "masked",
            "nothing",
            "pale",
            "white",
            "heir",
            "black",
            "tiny",
            "pictures",
            "full",
        )
    ),
    *(
        in_ods(f"style maps-{name}", ods_number(style=f"maps-{name}"))
        for name in ("masked", "nothing", "white", "black")
    ),
    *(
        in_ods(f"conditional {name}", ods_number(), ods_condition(name))
        for name in ("masked", "Masked style", "nothing", "white", "black", "tiny", "pale")
    ),
    in_ods(
        "conditional white, by a formula",
        ods_number(),
        ods_condition("white", "formula-is([.A2]=1)"),
    ),
    in_ods("conditional white, as text", ods_text(SECRET), ods_condition("white")),
    in_ods("data bar", ods_number(), ods_rule('<calcext:data-bar calcext:show-value="false"/>')),
    in_ods(
        "icons",
        ods_number(),
        ods_rule(
            '<calcext:icon-set><calcext:formatting-entry calcext:show-value="false"/></calcext:icon-set>'
        ),
    ),
    in_ods(
        "colour scale",
        ods_number(),
        ods_rule(
            '<calcext:color-scale><calcext:color-scale-entry calcext:color="#000000"/></calcext:color-scale>'
        ),
    ),
    in_ods("concealed", ods_number(style="concealed"), sheet='table:protected="true"'),
    *(
        in_ods(f"a number in {name} beside [c]", ods_text(f"[c] {span(SECRET, name)}"))
        for name in ("t-white", "t-tiny", "t-none", "t-pictures")
    ),
    in_ods(
        "a text format",
        '<table:table-cell table:style-name="text" office:value-type="string"><text:p>'
        f"{SECRET}</text:p></table:table-cell>",
    ),
    in_ods("a date shown as [c]", ods_number(DAY, "[c]", kind="date")),
    in_ods("a date shown as another", ods_number(DAY, "2015-06-30", kind="date")),
    in_ods("a date shown as its day", ods_number(DAY, "7", kind="date")),
    in_ods("a date shown as its month", ods_number(DAY, "Jan 20", kind="date")),
    in_ods("a date shown as nothing", ods_number(DAY, "", kind="date")),
    in_ods("a date that is none", ods_number("7312", "5", kind="date")),
    in_ods("a moment shown as a day", ods_number("2015-06-30T07:31:25", "2015-06-30", kind="date")),
    in_ods("a time", ods_number("PT7312H30M", "00", kind="time")),
    in_ods("a number that is none", ods_number("7312x", "5")),
    in_ods(
        "a truth that is none",
        f'<table:table-cell office:value-type="boolean" office:boolean-value="{SECRET}"><text:p>TRUE'
        "</text:p></table:table-cell>",
    ),
]
ZEROS_IN_ODS = [
    in_ods(
        "zeros of a view",
        ods_number("0", "0"),
        parts={
            "settings.xml": '<s xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0">'
            '<config:config-item config:name="ShowZeroValues">false</config:config-item></s>'
        },
    ),
    in_ods("zeros stored as nothing", ods_number("0", "")),
]


def ods_bytes(rows: Rows, masking: Masking, at: str, others: Mapping[str, Rows]) -> bytes:
    """An OpenDocument workbook of whole tables, with the masking in one cell of `crime_rates`."""

    def sheet(rows: Rows, *, masked: bool) -> str:
        lines = []
        for number, row in enumerate(rows, 1):
            cells = [
                masking.cell
                if masked and f"{chr(65 + column)}{number}" == at
                else ods_cell(text)
                if text
                else "<table:table-cell/>"
                for column, text in enumerate(row)
            ]
            lines.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
        return "".join(lines) + (masking.after.replace("{at}", at) if masked else "")

    tables = {"crime_rates": sheet(rows, masked=True)} | {
        name: sheet(each, masked=False) for name, each in others.items()
    }
    content = ods_content(tables, **masking.options)
    content = content.replace(
        'table:name="crime_rates"', f'table:name="crime_rates" {masking.sheet}'
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": MANIFEST.format(""),
            "content.xml": content,
            **masking.parts,
        }
    )
