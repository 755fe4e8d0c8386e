"""Reports as PDF, read by pypdfium2: the words of every page, with where they stand. Internal.

pypdfium2 is the library of the browser Chromium: it has no dependencies, runs no scripts without being asked to,
and fetches nothing. It is loaded only when a PDF is read.
"""

from __future__ import annotations

import contextlib
import ctypes
import math
from typing import TYPE_CHECKING, Any, Final

from peel_data.errors import MissingExtra, SubmissionError
from peel_data.transcribe.files.layout import lines_of
from peel_data.transcribe.files.page import Character, Run, runs_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from peel_data.readers.limits import Limits
    from peel_data.transcribe.files.document import Line

MOST_PAGES: Final = 600
MOST_CHARACTERS: Final = 40_000
"""On one page; a page of the densest print has some 9,000."""
_PASSWORD: Final = 4
_HYPHEN: Final = "\x02"
"""What the library gives for a hyphen at the end of a line."""


def read_pdf(data: bytes, name: str, limits: Limits) -> list[Line]:
    """Return the lines of a PDF with the page and box of every word.

    Raises:
        MissingExtra: pypdfium2 is not installed.
        SubmissionError: It is no PDF, is damaged or encrypted, or passes a limit.
    """
    pages: list[list[Run]] = []
    runs = 0
    for number, characters in enumerate(_pages(data, name), start=1):
        pages.append(runs_of(characters, number))
        runs += len(pages[-1])
        if runs > limits.rows:
            break  # the caller says so
    return lines_of(pages)


def open_pdf(data: bytes, name: str) -> Any:
    """Return the document of pypdfium2, to be closed after use.

    Raises:
        MissingExtra: pypdfium2 is not installed.
        SubmissionError: It is no PDF, is damaged or encrypted.
    """
    try:
        import pypdfium2
    except ImportError as error:
        raise MissingExtra("Reading a PDF", "reports") from error
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).casefold():
            raise SubmissionError(
                f"{name} is encrypted. Save it without a password, and try again."
            ) from None
        raise SubmissionError(
            f"{name} is damaged, or is not a PDF. Open it and save it again."
        ) from None


def _pages(data: bytes, name: str) -> Iterator[list[Character]]:
    with open_pdf(data, name) as document:
        if len(document) > MOST_PAGES:
            raise SubmissionError(
                f"{name} has {len(document):,} pages; at most {MOST_PAGES} are read. Does it contain only the report?"
            )
        for at in range(len(document)):
            with open_page(document, at, name) as page:
                yield list(_characters(page, f"Page {at + 1} of {name}"))


@contextlib.contextmanager
def open_page(document: Any, at: int, name: str) -> Iterator[Any]:
    """Open a page of a document, counted from 0, and close it after use.

    Raises:
        SubmissionError: It is damaged.
    """
    from pypdfium2 import PdfiumError

    try:
        page = document[at]
    except PdfiumError:
        raise SubmissionError(
            f"Page {at + 1} of {name} is damaged. Open the file and save it again."
        ) from None
    try:
        yield page
    finally:
        page.close()


def _characters(page: Any, what: str) -> Iterator[Character]:
    import pypdfium2.raw as pdfium

    text, height = page.get_textpage(), page.get_height()
    try:
        count = pdfium.FPDFText_CountChars(text.raw)
        if count > MOST_CHARACTERS:
            raise SubmissionError(
                f"{what} has {count:,} characters; at most {MOST_CHARACTERS:,} are read."
            )
        box, across, up = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        matrix = pdfium.FS_MATRIX()
        for at in range(count):
            letter = chr(min(pdfium.FPDFText_GetUnicode(text.raw, at), 0x10FFFF))
            if letter in "\r\n" or letter == "\x00":
                continue
            if letter == _HYPHEN:
                letter = "-"
            if not pdfium.FPDFText_GetLooseCharBox(text.raw, at, box):
                continue
            size = pdfium.FPDFText_GetFontSize(text.raw, at)
            if pdfium.FPDFText_GetMatrix(text.raw, at, matrix):
                size *= math.hypot(matrix.c, matrix.d)
            stands = pdfium.FPDFText_GetCharOrigin(text.raw, at, across, up)
            baseline = height - (up.value if stands else box.bottom)
            yield Character(letter, box.left, box.right, baseline, size)
    finally:
        text.close()
