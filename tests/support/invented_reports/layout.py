"""How the report looks: line ends, spaces, quotation marks, tables, panels and footnote marks."""

import re
from dataclasses import dataclass, replace
from random import Random
from typing import Literal

SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
TableStyle = Literal["tabs", "spaces", "cells", "rows"]
NBSP = "\u00a0"


@dataclass(frozen=True)
class Layout:
    """The habits of one report's typesetting."""

    width: int | None
    pages: int | None
    table: TableStyle
    panel: Literal["lines", "blank_lines", "inline", "tabs"]
    percent: str
    minus: str
    mark: Literal["superscript", "stuck", "braces", "brackets"]
    curly: bool
    ligatures: bool
    nbsp: bool
    hyphenate: bool
    contents: bool


def draw_layout(random: Random) -> Layout:
    """Return the habits that a seed gives."""
    return Layout(
        width=random.choice([None, None, 62, 78, 96]),
        pages=random.choice([None, 45, 60]),
        table=random.choice(["tabs", "spaces", "cells", "rows"]),
        panel=random.choice(["lines", "blank_lines", "inline", "tabs"]),
        percent=random.choice([" percent", " per cent", "%", f"{NBSP}percent"]),
        minus=random.choice(["-", "−", "–"]),
        mark=random.choice(["superscript", "stuck", "braces", "superscript"]),
        curly=random.random() < 0.6,
        ligatures=random.random() < 0.3,
        nbsp=random.random() < 0.4,
        hyphenate=random.random() < 0.3,
        contents=random.random() < 0.7,
    )


def for_print(layout: Layout) -> Layout:
    """Return the habits of a report whose lines, pages and tables another program sets."""
    return replace(
        layout, width=None, pages=None, table="tabs", mark="superscript", hyphenate=False
    )


def mark_of(layout: Layout, number: int) -> str:
    """Return a footnote's mark as this report prints it."""
    match layout.mark:
        case "superscript":
            return str(number).translate(SUPERSCRIPTS)
        case "stuck":
            return str(number)
        case "braces":
            return f"^{{{number}}}"
        case "brackets":
            return f"[{number}]"


def table_text(layout: Layout, rows: list[list[str]]) -> str:
    """Return a table as this report's text gives it."""
    match layout.table:
        case "tabs":
            return "\n".join("\t".join(row) for row in rows)
        case "cells":
            return "\n".join(cell for row in rows for cell in row)
        case "rows":
            return "\n".join(" ".join(row) for row in rows)
        case "spaces":
            widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
            lines = (map(str.ljust, row, widths) for row in rows)
            return "\n".join("   ".join(line).rstrip() for line in lines)


def panel_text(layout: Layout, label: str, values: list[tuple[str, str]]) -> str:
    """Return one statement of a panel: its label, and the value of each area."""
    match layout.panel:
        case "lines":
            return "\n".join([label, *(part for pair in values for part in pair)])
        case "blank_lines":
            return "\n\n".join([label, *(part for pair in values for part in pair)])
        case "inline":
            return "\n".join([label, "  ".join(f"{area} {value}" for area, value in values)])
        case "tabs":
            return "\n".join([label, *(f"{area}\t{value}" for area, value in values)])


def _wrap(paragraph: str, layout: Layout, random: Random) -> str:
    if layout.width is None or len(paragraph) <= layout.width:
        return paragraph
    lines, line = [], ""
    for word in paragraph.split(" "):
        if line and len(line) + len(word) + 1 > layout.width:
            room = layout.width - len(line) - 2
            if (
                layout.hyphenate
                and word.isalpha()
                and word.islower()
                and len(word) > 8
                and 3 < room < len(word) - 3
            ):
                lines.append(f"{line} {word[:room]}-")
                line = word[room:]
                continue
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return "\n".join([*lines, line])


def dress(paragraph: str, layout: Layout, random: Random) -> str:
    """Return a paragraph of prose with this report's quotation marks, ligatures, spaces and line ends."""
    if layout.curly:
        paragraph = re.sub(r"'(\w[\w ]*)'", "‘\\1’", paragraph).replace("'", "’")
    if layout.nbsp:
        paragraph = re.sub(r"(\d) (June|March|months)", f"\\1{NBSP}\\2", paragraph)
    wrapped = _wrap(paragraph, layout, random)
    if layout.ligatures:
        wrapped = re.sub(r"\bfi(?=[a-z])|(?<=[a-z])fi(?=[a-z])", "ﬁ", wrapped).replace("fl", "ﬂ")
    return wrapped


def with_pages(blocks: list[str], layout: Layout, head: str) -> str:
    """Return the blocks as one text, with a running head and a number on every page if this report has pages."""
    if layout.pages is None:
        return "\n\n".join(blocks) + "\n"
    lines = "\n\n".join(blocks).split("\n")
    size = layout.pages
    pages = [lines[at : at + size] for at in range(0, len(lines), size)]
    return "\f".join(
        "\n".join([head, "", *page, "", str(number), ""]) for number, page in enumerate(pages, 1)
    )
