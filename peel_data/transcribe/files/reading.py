"""A report's file into a `Document`, whatever kind of file it is. Internal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from peel_data.errors import SubmissionError
from peel_data.readers.limits import DEFAULT
from peel_data.transcribe.files import text
from peel_data.transcribe.files.document import Document
from peel_data.transcribe.files.docx import read_docx
from peel_data.transcribe.files.html import read_html
from peel_data.transcribe.files.normalise import normalise
from peel_data.transcribe.files.pdf import read_pdf

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Mapping

    from peel_data.readers.limits import Limits
    from peel_data.transcribe.files.document import Line

_READERS: Mapping[str, Callable[[bytes, str, Limits], list[Line]]] = {
    ".docx": read_docx,
    ".htm": read_html,
    ".html": read_html,
    ".markdown": lambda data, name, _: text.read_markdown(data, name),
    ".md": lambda data, name, _: text.read_markdown(data, name),
    ".pdf": read_pdf,
    ".text": lambda data, name, _: text.read_text(data, name),
    ".txt": lambda data, name, _: text.read_text(data, name),
}
"""By the ending of the file. A reader gives lines as they stand; `normalise` is the same for all."""


def read_report(path: str | os.PathLike[str], limits: Limits = DEFAULT) -> Document:
    """Read a report.

    Args:
        path: The file; its ending says of which kind it is.
        limits: `bytes_in` bounds the file, `rows` its lines, `cell_characters` the longest of them.

    Raises:
        SubmissionError: There is no such file, it is of a kind that is not read, or it passes a limit.
    """
    target = Path(path)
    reader = _READERS.get(target.suffix.lower())
    if target.is_dir():
        raise SubmissionError(f"{target} is a folder. Name the report's file.")
    if not target.is_file():
        raise SubmissionError(f"No such file: {target}")
    if reader is None:
        kinds = ", ".join(sorted(_READERS))
        raise SubmissionError(f"{target.name} cannot be read as a report. Expected one of {kinds}.")
    lines = reader(_bytes(target, limits), target.name, limits)
    _refuse_beyond(lines, target.name, limits)
    document = Document(target.name, normalise(lines))
    if not any(line.text for line in document.lines):
        raise SubmissionError(
            f"{target.name} contains no text."
            + (
                " If it is a scan, run text recognition (OCR) on it first."
                if reader is read_pdf
                else ""
            )
        )
    return document


def _bytes(path: Path, limits: Limits) -> bytes:
    with path.open("rb") as file:
        data = file.read(limits.bytes_in + 1)
    if len(data) > limits.bytes_in:
        raise SubmissionError(
            f"{path.name} exceeds the size limit of {limits.bytes_in:,} bytes. "
            "Raise it with --max-size if the report is really that large."
        )
    return data


def _refuse_beyond(lines: list[Line], name: str, limits: Limits) -> None:
    if len(lines) > limits.rows:
        raise SubmissionError(
            f"{name} has {len(lines):,} lines; at most {limits.rows:,} are read. Does it contain only the report?"
        )
    longest = max(range(len(lines)), key=lambda at: len(lines[at].text), default=0)
    if lines and len(lines[longest].text) > limits.cell_characters:
        raise SubmissionError(
            f"Line {longest + 1:,} of {name} has {len(lines[longest].text):,} characters; at most "
            f"{limits.cell_characters:,} are read. Break the text into lines or paragraphs."
        )
