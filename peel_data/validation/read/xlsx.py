"""Excel workbooks (.xlsx): which sheets there are, and what they share."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from peel_data.findings import Place
from peel_data.validation.read.names import table_of
from peel_data.validation.read.session import Refused
from peel_data.validation.read.sheet import open_sheet
from peel_data.validation.read.xlsx_parts import Relations, SharedStrings, Styles, Workbook
from peel_data.validation.read.xlsx_sheet import Book, SheetReader
from peel_data.validation.read.xml_stream import parse
from peel_data.validation.rules.containers import DamagedWorkbook
from peel_data.validation.rules.files import TooManyFiles

if TYPE_CHECKING:
    from peel_data.validation.read.archive import Archive
    from peel_data.validation.read.session import Session


def read_workbook(archive: Archive, session: Session) -> None:
    """Read every sheet of a workbook that is a table.

    Raises:
        Refused: When the workbook as a whole cannot be read.
    """
    main = _targets(archive, "").get("officeDocument")
    if not main:
        raise _damaged(archive, "The workbook has no list of sheets.")
    workbook = Workbook()
    parse(archive, main[0], workbook)
    if len(workbook.sheets) > session.limits.members:
        raise Refused(
            TooManyFiles,
            f"The workbook has more than {session.limits.members:,} sheets.",
            place=Place(archive.file),
        )
    names = [name.casefold() for name, _, _ in workbook.sheets]
    if len(set(names)) < len(names):
        raise _damaged(archive, "Two sheets of the workbook have the same name.")
    targets = _targets(archive, main[0])
    shared = SharedStrings(session, archive.file)
    for part in targets.get("sharedStrings", ())[:1]:
        parse(archive, part, shared)
    styles = Styles()
    for part in targets.get("styles", ())[:1]:
        parse(archive, part, styles)
    book = Book(
        texts=shared.texts,
        too_long=shared.over,
        styles=styles.shown,
        from_1904=workbook.from_1904,
        cell_characters=session.limits.cell_characters,
    )
    relations = _relations(archive, main[0])
    for name, hidden, relation in workbook.sheets:
        _read_sheet(archive, book, session, name, hidden=hidden, target=relations.get(relation))


def _read_sheet(
    archive: Archive,
    book: Book,
    session: Session,
    name: str,
    *,
    hidden: bool,
    target: tuple[str, str] | None,
) -> None:
    place = Place(archive.file, name)
    table = table_of(name, session.known_tables)
    if target is None:
        missing = Refused(DamagedWorkbook, "The sheet is missing in the workbook.", place=place)
        session.refuse(missing, archive.file, table=table)
        return
    kind, part = target
    try:
        if kind != "worksheet":
            session.ignore(archive.file, name, "sheet", f"it is no table but a {kind[:20]}")
            return
        sink = open_sheet(session, archive.file, name, hidden=hidden)
        if sink is None:
            return
        parse(archive, part, SheetReader(book, sink, place))
        sink.finish()
    except Refused as refusal:
        if refusal.entirely:
            raise
        if refusal.place is None or refusal.place.sheet is None:
            refusal.place = place
        session.refuse(refusal, archive.file, table=table)


def _relations(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """From the id of a relation to its kind and the member of the archive it points to."""
    folder, name = posixpath.split(part)
    member = posixpath.join(folder, "_rels", f"{name}.rels")
    if member not in archive.names:
        raise _damaged(archive, f"The part {member} of the workbook is missing.")
    relations = Relations()
    parse(archive, member, relations)
    known = set(archive.names)
    resolved = {}
    for key, (kind, target) in relations.found.items():
        path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        if path in known:
            resolved[key] = (kind, path)
    return resolved


def _targets(archive: Archive, part: str) -> dict[str, list[str]]:
    """From the kind of a relation to the members it points to."""
    targets: dict[str, list[str]] = {}
    for kind, path in _relations(archive, part).values():
        targets.setdefault(kind, []).append(path)
    return targets


def _damaged(archive: Archive, message: str) -> Refused:
    return Refused(
        DamagedWorkbook,
        message,
        place=Place(archive.file),
        hints=("Open it in a spreadsheet program and save it under a new name.",),
    )
