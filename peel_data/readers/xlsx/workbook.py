"""Excel workbooks (.xlsx): which sheets there are, and what they share."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from peel_data.findings import Place
from peel_data.readers.collector import Refused
from peel_data.readers.rules.containers import DamagedWorkbook
from peel_data.readers.rules.files import TooManyFiles
from peel_data.readers.sheet_names import table_of
from peel_data.readers.sheet_opening import open_sheet
from peel_data.readers.xlsx.colours import Colours, Palette, Theme
from peel_data.readers.xlsx.conditions import MARK, Conditions, TableStyle
from peel_data.readers.xlsx.looks import Looks
from peel_data.readers.xlsx.parts import Relations, Workbook
from peel_data.readers.xlsx.sheet import Book, SheetReader
from peel_data.readers.xlsx.styles import Styles
from peel_data.readers.xlsx.texts import SharedStrings
from peel_data.readers.xml_stream import parse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from peel_data.readers.archive import Archive
    from peel_data.readers.collector import Collector
    from peel_data.readers.xlsx.conditions import Condition

_SHARED: Final = {
    "officeDocument": "list of sheets",
    "sharedStrings": "texts",
    "styles": "styles",
}
"""The parts that all sheets share, in words."""


def read_workbook(archive: Archive, collector: Collector) -> None:
    """Read every sheet of a workbook that is a table.

    Raises:
        Refused: When the workbook as a whole cannot be read.
    """
    main = _shared_part(archive, _relations(archive, ""), "officeDocument")
    if main is None:
        raise _damaged(archive, "The workbook has no list of sheets.")
    workbook = Workbook()
    parse(archive, main, workbook)
    if len(workbook.sheets) > collector.limits.members:
        raise Refused(
            TooManyFiles,
            f"The workbook has more than {collector.limits.members:,} sheets.",
            place=Place(archive.file),
        )
    names = [name.casefold() for name, _, _ in workbook.sheets]
    if len(set(names)) < len(names):
        raise _damaged(archive, "Two sheets of the workbook have the same name.")
    relations = _relations(archive, main)
    styles = _read_styles(archive, relations)
    shared = SharedStrings(collector, archive.file, styles.colours)
    if part := _shared_part(archive, relations, "sharedStrings"):
        parse(archive, part, shared)
    book = Book(
        texts=shared.texts,
        too_long=shared.over,
        runs=shared.runs,
        looks=Looks(styles.styles, styles.colours, from_1904=workbook.from_1904),
        styles=styles,
        cell_characters=collector.limits.cell_characters,
    )
    for name, hidden, relation in workbook.sheets:
        _read_sheet(archive, book, collector, name, hidden=hidden, target=relations.get(relation))


def _read_sheet(
    archive: Archive,
    book: Book,
    collector: Collector,
    name: str,
    *,
    hidden: bool,
    target: tuple[str, str | None] | None,
) -> None:
    place = Place(archive.file, name)
    table = table_of(name, collector.known_tables)
    kind, part = target or ("", None)
    if part is None:
        missing = Refused(DamagedWorkbook, "The sheet is missing in the workbook.", place=place)
        collector.reject_file(missing, archive.file, table=table)
        return
    try:
        if kind != "worksheet":
            collector.ignore(archive.file, name, "sheet", f"it is no table but a {kind[:20]}")
            return
        sink = open_sheet(collector, archive.file, name, hidden=hidden)
        if sink is None:
            return
        conditions = _conditions(archive, part, book, place)
        parse(archive, part, SheetReader(book, sink, place, conditions))
        sink.finish()
    except Refused as refusal:
        if refusal.entirely:
            raise
        if refusal.place is None or refusal.place.sheet is None:
            refusal.place = place
        collector.reject_file(refusal, archive.file, table=table)


def _read_styles(archive: Archive, relations: Mapping[str, tuple[str, str | None]]) -> Styles:
    """Read the styles, after the colours that they name by number."""
    theme = Theme()
    for kind, part in relations.values():
        if kind == "theme" and part is not None:
            parse(archive, part, theme)
    part = _shared_part(archive, relations, "styles")
    palette = Palette()
    if part and archive.mentions(part, b"rgbColor"):
        parse(archive, part, palette)
    styles = Styles(Colours(tuple(theme.found.values()), palette.complete()))
    if part:
        parse(archive, part, styles)
    return styles


def _conditions(archive: Archive, part: str, book: Book, place: Place) -> list[Condition]:
    """Return what may change the looks of cells of a sheet: conditional formats, and tables behind them."""
    styles = book.styles
    inks = styles.inks() | {
        font.colour for parts in book.runs.values() for font, _ in parts if font is not None
    }
    inks |= {change.colour for change in styles.changes if change.colour is not None}
    conditions = Conditions(styles.changes, styles.colours, inks, place)
    if archive.mentions(part, MARK):
        parse(archive, part, conditions)
    found = conditions.found
    if styles.tables:
        for kind, member in _relations(archive, part, needed=False).values():
            if kind == "table" and member is not None:
                table = TableStyle(styles.tables)
                parse(archive, member, table)
                found += table.found
    return found


def _relations(
    archive: Archive, part: str, *, needed: bool = True
) -> dict[str, tuple[str, str | None]]:
    """From the id of a relation to its kind and the member it points to; None if there is none."""
    folder, name = posixpath.split(part)
    wanted = posixpath.join(folder, "_rels", f"{name}.rels")
    member = archive.find(wanted)
    if member is None:
        if not needed:
            return {}
        raise _damaged(archive, f"The part {wanted} of the workbook is missing.")
    relations = Relations()
    parse(archive, member, relations)
    if relations.twice:
        raise _damaged(archive, f"Two relations in {member} have the same id.")
    return {
        key: (kind, None if target is None else _member(archive, folder, target))
        for key, (kind, target) in relations.found.items()
    }


def _member(archive: Archive, folder: str, target: str) -> str | None:
    """Return the member that a relation means; names of parts are addresses and may be escaped."""
    path = posixpath.normpath(posixpath.join("/", folder, target.replace("\\", "/"))).lstrip("/")
    return archive.find(path) or archive.find(unquote(path))


def _shared_part(
    archive: Archive, relations: Mapping[str, tuple[str, str | None]], kind: str
) -> str | None:
    """Return the one part of a kind that all sheets share; None only where no relation speaks of one.

    Raises:
        Refused: When the relation leads nowhere or there are several: without the styles nobody
            knows what the cells show, and without the texts what they say.
    """
    parts = [part for known, part in relations.values() if known == kind]
    if len(parts) > 1:
        raise _damaged(archive, f"The workbook names {len(parts)} parts for its {_SHARED[kind]}.")
    if parts == [None]:
        raise _damaged(archive, f"The part with the {_SHARED[kind]} of the workbook is missing.")
    return parts[0] if parts else None


def _damaged(archive: Archive, message: str) -> Refused:
    return Refused(
        DamagedWorkbook,
        message,
        place=Place(archive.file),
        hints=("Open it in a spreadsheet program and save it under a new name.",),
    )
