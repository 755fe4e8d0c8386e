"""Reports as plain text or Markdown: the readers that need no library. Internal."""

from __future__ import annotations

import re

from peel_data.errors import SubmissionError
from peel_data.transcribe.files.document import PAGE_BREAK, Line
from peel_data.transcribe.files.normalise import TO_SUPERSCRIPT

_RULE = re.compile(r"^\s*\|?[\s:|-]*-{3}[\s:|-]*$")
_ROW = re.compile(r"^\s*\|(.*?)\|?\s*$")
_NOTE = re.compile(r"^\[\^(\d+)\]:\s*")
_MARKS = (
    (re.compile(r"!?\[([^\]]*)\]\([^)\s]*\)"), "inside"),
    (re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1"), "inside"),
    (re.compile(r"(?<!\w)([*_])(?=\S)(.+?)(?<=\S)\1(?!\w)"), "inside"),
    (re.compile(r"`([^`]*)`"), "inside"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!|<>-])"), "inside"),
    (re.compile(r"\[\^(\d+)\]|<sup>\s*(\d+)\s*</sup>"), "mark"),
)


def decoded(data: bytes, name: str) -> str:
    """Return the text of a file in UTF-8, or in UTF-16 that says so by its first bytes.

    Raises:
        SubmissionError: It is in another encoding.
    """
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SubmissionError(
            f"{name} is not text in UTF-8 (byte {error.start + 1:,}). Save it as UTF-8, and try again."
        ) from None
    if "\x00" in text:
        raise SubmissionError(f"{name} is not text: it contains zero bytes. Save it as UTF-8 text.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_text(data: bytes, name: str) -> list[Line]:
    """Return the lines of a text file; form feeds, if there are any, part the pages.

    Raises:
        SubmissionError: It is not text.
    """
    text = decoded(data, name)
    pages = text.split(PAGE_BREAK)
    if len(pages) == 1:
        return [Line(line) for line in text.split("\n")]
    made = []
    for number, page in enumerate(pages, start=1):
        lines = page.split("\n")
        # The break stands at the start of a line, so that the line before it is already ended.
        ended = lines[:-1] if number < len(pages) and not lines[-1] else lines
        made += [Line(line, number) for line in ended]
    return made


def read_markdown(data: bytes, name: str) -> list[Line]:
    r"""Return the lines of a Markdown file, without its marks; rows of tables have tabs between their cells.

    Raises:
        SubmissionError: It is not text.

    Example:
        >>> [line.text for line in read_markdown(b"## A\n| a | b |\n|---|---|\n| **x** | 1 |", "x")]
        ['A', 'a\tb', 'x\t1']
    """
    lines = read_text(data, name)
    return [
        Line(_plain(line.text), line.page)
        for line in lines
        if "-" not in line.text or not _RULE.match(line.text)
    ]


def _plain(text: str) -> str:
    text = re.sub(r"^\s{0,3}(?:#{1,6}\s+|>\s?)", "", text)
    text = re.sub(r"^\s*[*+]\s+", "- ", text)
    text = re.sub(r"\s+#+\s*$", "", text) if text.endswith("#") else text
    text = _NOTE.sub(lambda note: f"{note[1].translate(TO_SUPERSCRIPT)} ", text)
    if row := _ROW.match(text):
        text = "\t".join(cell.strip() for cell in re.split(r"(?<!\\)\|", row[1]))
    for pattern, what in _MARKS:
        text = pattern.sub(_raised if what == "mark" else _inside, text)
    return text


def _raised(mark: re.Match[str]) -> str:
    return (mark[1] or mark[2]).translate(TO_SUPERSCRIPT)


def _inside(mark: re.Match[str]) -> str:
    return mark[mark.lastindex or 0]
