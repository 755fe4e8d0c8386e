"""Notes on cells: the part that holds them, and the drawing without which Excel shows none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from peel_data.annotation.splice import Edits, elements
from peel_data.workbooks.letters import column_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from peel_data.annotation.splice import Element

OURS = "Check by peel-data:"
"""How each of these notes begins, and is known when the workbook comes back."""

EMPTY = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b"<authors/><commentList/></comments>"
)
EMPTY_DRAWING = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    b'xmlns:x="urn:schemas-microsoft-com:office:excel">'
    b'<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    b'<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
)
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


def commented(
    comments: bytes, drawing: bytes, notes: Mapping[str, str]
) -> tuple[bytes, bytes, list[str]]:
    """Return both parts with the notes, in place of those of an earlier round.

    Args:
        comments: The part of the sheet's comments.
        drawing: The part that draws them.
        notes: What to say of each cell.

    Returns:
        The two parts, and the cells that have a comment of somebody else, which stays alone.

    Raises:
        CannotEdit: A part is not what it should be.
    """
    root, drawn = elements(comments), elements(drawing)
    edits, redrawn = Edits(comments), Edits(drawing)
    listed = root.find("commentList")
    authors = root.find("authors")
    old: set[str] = set()
    taken: set[str] = set()
    for comment in listed.children if listed else ():
        address = comment.attributes.get("ref", "")
        if _words(comment).lstrip().startswith(OURS):
            old.add(address)
            edits.remove(comment)
        else:
            taken.add(address)
    for shape in drawn.children:
        if shape.name == "shape" and _drawn_at(shape) in {_position(each) for each in old}:
            redrawn.remove(shape)
    new = {cell: note for cell, note in notes.items() if cell not in taken}
    number, known = _author(authors)
    if new and authors is not None and not known:
        edits.append(authors, f"<{authors.prefix}author>peel-data</{authors.prefix}author>")
    prefix = root.prefix
    if new and authors is None:
        edits.insert(
            root.inside,
            f"<{prefix}authors><{prefix}author>peel-data</{prefix}author></{prefix}authors>",
        )
    written = "".join(_comment(prefix, cell, number, note) for cell, note in new.items())
    if listed is None:
        edits.append(root, f"<{prefix}commentList>{written}</{prefix}commentList>")
    elif written:
        edits.append(listed, written)
    if new:
        redrawn.append(drawn, "".join(_shape(n, *_position(cell)) for n, cell in enumerate(new, 1)))
    return edits.apply(), redrawn.apply(), [cell for cell in notes if cell in taken]


def _author(authors: Element | None) -> tuple[int, bool]:
    """Return the number of our author, and whether it is there already."""
    names = [each.text for each in authors.all("author")] if authors else []
    return (names.index("peel-data"), True) if "peel-data" in names else (len(names), False)


def _words(element: Element) -> str:
    if element.name == "t":
        return element.text
    return "".join(_words(child) for child in element.children)


def _position(address: str) -> tuple[int, int]:
    """Return the row and column of a cell, counted from 0 as drawings do."""
    match = _ADDRESS.fullmatch(address)
    if match is None:
        return -1, -1
    return int(match[2]) - 1, column_number(match[1]) - 1


def _drawn_at(shape: Element) -> tuple[int, int] | None:
    data = shape.find("ClientData")
    row, column = (data.find("Row"), data.find("Column")) if data else (None, None)
    try:
        return (int(row.text), int(column.text)) if row and column else None
    except ValueError:
        return None


def _comment(prefix: str, cell: str, author: int, note: str) -> str:
    words = escape(f"{OURS}\n{note}")
    text = f'<{prefix}text><{prefix}t xml:space="preserve">{words}</{prefix}t></{prefix}text>'
    return f'<{prefix}comment ref="{cell}" authorId="{author}">{text}</{prefix}comment>'


def _shape(number: int, row: int, column: int) -> str:
    """Return a box that is hidden until the cell is pointed at; its namespaces are its own."""
    anchor = f"{column + 1}, 15, {max(row - 1, 0)}, 10, {column + 5}, 15, {row + 7}, 4"
    return (
        '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:x="urn:schemas-microsoft-com:office:excel" '
        f'id="peel_data_{number}_{row}_{column}" type="#_x0000_t202" '
        'style="position:absolute;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
        '<v:fill color2="#ffffe1"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"/>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )
