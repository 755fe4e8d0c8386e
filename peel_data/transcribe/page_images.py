"""Pictures of the pages of a PDF that have something to look at, in grey, for the page of a review. Internal."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, Final, NamedTuple

from peel_data.paths import write_file
from peel_data.transcribe.files.pdf import open_page, open_pdf

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FOLDER = "pages"
_SCALE: Final = 1.25
"""Pixels for a point: 90 to an inch."""
_MOST_PAGES, _LONGEST = 100, 1300
"""How many pages have a picture at most, and how many points a side of one may have; A3 has 1,191."""
_MOST_BYTES: Final = 2_000_000
"""A picture that is larger is not shown."""
_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"


class PageImage(NamedTuple):
    """The picture of a page.

    Attributes:
        data: As PNG.
        width: Of the page, in points.
        height: Of the page, in points.
    """

    data: bytes
    width: float
    height: float


def write_page_images(folder: Path, data: bytes, name: str, pages: Iterable[int]) -> None:
    """Draw pages of a PDF into a draft; pictures of an earlier draft go.

    Args:
        folder: The draft's folder.
        data: The PDF.
        name: The name of its file.
        pages: Which pages, from 1.

    Raises:
        SubmissionError: It cannot be read.
    """
    home = folder / FOLDER
    for path in home.glob("*.png"):
        path.unlink()
    wanted = sorted(set(pages))[:_MOST_PAGES]
    if not wanted:
        return
    home.mkdir(exist_ok=True)
    with open_pdf(data, name) as document:
        for number in wanted:
            with open_page(document, number - 1, name) as page:
                if max(page.get_width(), page.get_height()) <= _LONGEST:
                    drawn = page.render(scale=_SCALE, grayscale=True)
                    rows = bytes(drawn.buffer)
                    made = png(rows, drawn.width, drawn.height, drawn.stride)
                    write_file(home / f"{number}.png", made)


def png(rows: bytes, width: int, height: int, stride: int) -> bytes:
    """Grey pixels, a byte each, as PNG.

    Args:
        rows: The pixels, row by row.
        width: How many a row shows.
        height: How many rows there are.
        stride: How many bytes a row takes.
    """
    lines = (rows[at * stride : at * stride + width] for at in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + line for line in lines))
    chunks = ((b"IHDR", header), (b"IDAT", pixels), (b"IEND", b""))
    return _SIGNATURE + b"".join(
        struct.pack(">I", len(held)) + kind + held + struct.pack(">I", zlib.crc32(kind + held))
        for kind, held in chunks
    )


def read_page_image(folder: Path, number: int) -> PageImage | None:
    """Return the picture of a page of a draft; None where there is none that can be shown."""
    path = folder / FOLDER / f"{number}.png"
    if not path.is_file() or path.stat().st_size > _MOST_BYTES:
        return None
    data = path.read_bytes()
    if data[:8] != _SIGNATURE or data[12:16] != b"IHDR" or len(data) < 24:
        return None
    width, height = struct.unpack(">II", data[16:24])
    return PageImage(data, width / _SCALE, height / _SCALE)
