"""The parts of a workbook that lead to its sheets, and the cell formats that are added to it."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from peel_data.annotation.findings_sheet import Styles
from peel_data.annotation.splice import CannotEdit, Edits, elements

if TYPE_CHECKING:
    from collections.abc import Callable

    from peel_data.annotation.splice import Element

CONTENT_TYPES = "[Content_Types].xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
SHEET_TYPE = f"{_SPREADSHEET}.worksheet+xml"
COMMENTS_TYPE = f"{_SPREADSHEET}.comments+xml"
VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
NO_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<Relationships xmlns="{PACKAGE}"></Relationships>'
).encode()


class Parts:
    """The parts of a package by name, read as they are needed, with what was changed of them."""

    def __init__(self, names: list[str], read: Callable[[str], bytes]) -> None:
        self._read = read
        self._folded = {name.casefold(): name for name in names}
        self.changed: dict[str, bytes] = {}
        self.dropped: set[str] = set()

    def __contains__(self, name: str) -> bool:
        return name in self.changed or name.casefold() in self._folded

    def __getitem__(self, name: str) -> bytes:
        name = self.real(name)
        if name not in self.changed and name not in self._folded.values():
            raise CannotEdit
        return self.changed[name] if name in self.changed else self._read(name)

    def __setitem__(self, name: str, data: bytes) -> None:
        self.changed[self.real(name)] = data
        self.dropped.discard(self.real(name))

    def real(self, name: str) -> str:
        """Return a name as the package writes it; names are compared without regard to case."""
        return self._folded.get(name.casefold(), name)

    def drop(self, name: str) -> None:
        """Leave a part out."""
        if name in self:
            self.dropped.add(self.real(name))

    def free(self, pattern: str) -> str:
        """Return the first name of a pattern with `{}` that no part has."""
        number = 1
        while (name := pattern.format(number)) in self:
            number += 1
        return name


class Relations:
    """What a part refers to."""

    def __init__(self, parts: Parts, part: str) -> None:
        folder, _, name = part.rpartition("/")
        self._parts, self._folder = parts, folder
        self.name = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
        self._load()

    def _load(self) -> None:
        there = self.name in self._parts
        self._data = self._parts[self.name] if there else NO_RELATIONS
        self._root = elements(self._data)

    def target(self, key: str) -> str | None:
        """Return the part that a relation leads to; None where there is no such relation."""
        return next(
            (self._path(e) for e in self._root.children if e.attributes.get("Id") == key), None
        )

    def of_kind(self, kind: str) -> tuple[str, str] | None:
        """Return the id and the part of the first relation of a kind, such as `comments`."""
        for each in self._root.children:
            if each.attributes.get("Type", "").rpartition("/")[2] == kind:
                return each.attributes.get("Id", ""), self._path(each)
        return None

    def add(self, kind: str, part: str) -> str:
        """Add a relation to a part, and return its id."""
        taken = {each.attributes.get("Id") for each in self._root.children}
        number = 1
        while f"rIdPeel{number}" in taken:
            number += 1
        key = f"rIdPeel{number}"
        edits = Edits(self._data)
        prefix = self._root.prefix
        edits.append(
            self._root,
            f'<{prefix}Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="/{part}"/>',
        )
        self._parts[self.name] = edits.apply()
        self._load()
        return key

    def _path(self, relation: Element) -> str:
        if relation.attributes.get("TargetMode", "").lower() == "external":
            raise CannotEdit
        target = relation.attributes.get("Target", "")
        path = target if target.startswith("/") else posixpath.join(self._folder, target)
        return posixpath.normpath(path).lstrip("/")


def declare(parts: Parts, part: str, kind: str) -> None:
    """Say of what kind a new part is."""
    data = parts[CONTENT_TYPES]
    root, edits = elements(data), Edits(data)
    if any(
        each.attributes.get("PartName", "").casefold() == f"/{part}".casefold()
        for each in root.children
    ):
        return
    edits.append(root, f'<{root.prefix}Override PartName="/{part}" ContentType="{kind}"/>')
    parts[CONTENT_TYPES] = edits.apply()


class StyleSheet:
    """The cell formats of a workbook, to which some are added."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def styles(self) -> Styles:
        """Add the formats of the first sheet."""
        base = self._add("fonts", '<{p}font><{p}sz val="11"/><{p}name val="Calibri"/></{p}font>')
        bold = self._add(
            "fonts", '<{p}font><{p}b/><{p}sz val="11"/><{p}name val="Calibri"/></{p}font>'
        )
        large = self._add(
            "fonts", '<{p}font><{p}b/><{p}sz val="16"/><{p}name val="Calibri"/></{p}font>'
        )
        link = self._add(
            "fonts",
            '<{p}font><{p}u/><{p}sz val="11"/><{p}color rgb="FF24598F"/><{p}name val="Calibri"/></{p}font>',
        )
        fill = self._add(
            "fills",
            '<{p}fill><{p}patternFill patternType="solid"><{p}fgColor rgb="FFE7E9E6"/></{p}patternFill></{p}fill>',
        )
        return Styles(
            intro=self._format(base, 0, wrap=False),
            title=self._format(large, 0, wrap=False),
            plain=self._format(base, 0, wrap=True),
            head=self._format(bold, fill, wrap=True),
            link=self._format(link, 0, wrap=True),
        )

    def mark(self, ink: str, paper: str) -> int:
        """Add the format of a marked cell: ink on paper, in a frame, so that it is no colour alone."""
        sides = "".join(
            f'<{{p}}{side} style="thin"><{{p}}color rgb="{ink}"/></{{p}}{side}>'
            for side in ("left", "right", "top", "bottom")
        )
        return self._add(
            "dxfs",
            f'<{{p}}dxf><{{p}}font><{{p}}b/><{{p}}color rgb="{ink}"/></{{p}}font><{{p}}fill>'
            f'<{{p}}patternFill patternType="solid"><{{p}}fgColor rgb="{paper}"/><{{p}}bgColor rgb="{paper}"/>'
            f"</{{p}}patternFill></{{p}}fill><{{p}}border>{sides}</{{p}}border></{{p}}dxf>",
        )

    def _format(self, font: int, fill: int, *, wrap: bool) -> int:
        wrapped = ' wrapText="1"' if wrap else ""
        return self._add(
            "cellXfs",
            f'<{{p}}xf numFmtId="0" fontId="{font}" fillId="{fill}" borderId="0" applyFont="1" '
            f'applyFill="1" applyAlignment="1"><{{p}}alignment vertical="top"{wrapped}/></{{p}}xf>',
        )

    def _add(self, listing: str, text: str) -> int:
        """Add an entry to a list, unless it is there already, and return its position."""
        root = elements(self.data)
        entry = text.replace("{p}", root.prefix)
        found = root.find(listing)
        edits = Edits(self.data)
        if found is None:
            if listing != "dxfs":
                raise CannotEdit
            before = next((e for e in root.children if e.name in _BEHIND_MARKS), None)
            at = before.start if before else root.close
            name = f"{root.prefix}dxfs"
            edits.insert(at, f'<{name} count="1">{entry}</{name}>')
            self.data = edits.apply()
            return 0
        for position, each in enumerate(found.children):
            if self.data[each.start : each.end] == entry.encode():
                return position
        edits.append(found, entry)
        if "count" in found.attributes and not found.empty:
            edits.set(found, "count", str(len(found.children) + 1))
        self.data = edits.apply()
        return len(found.children)


_BEHIND_MARKS = ("tableStyles", "colors", "extLst")
