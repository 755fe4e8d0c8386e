"""Zip archives that are the same, byte for byte, whenever they are made from the same contents."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from collections.abc import Iterable

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time every file is given: the first that a zip archive can name."""


def pack(members: Iterable[tuple[str, bytes]]) -> bytes:
    """Pack named contents in the order given.

    The member `mimetype` is stored as it is: OpenDocument wants it readable at a fixed place.
    """
    target = io.BytesIO()
    with ZipFile(target, "w") as archive:
        for name, content in members:
            info = ZipInfo(name, EPOCH)
            info.compress_type = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
            info.create_system = 3  # the default depends on the machine
            info.external_attr = 0o644 << 16
            archive.writestr(info, content)
    return target.getvalue()


def unpack(archive: bytes) -> list[tuple[str, bytes]]:
    """Return the named contents of an archive of our own making."""
    with ZipFile(io.BytesIO(archive)) as opened:
        return [(info.filename, opened.read(info)) for info in opened.infolist()]
