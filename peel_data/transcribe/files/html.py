"""Reports as web pages, read by the standard library; nothing is run and nothing is fetched. Internal."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

from peel_data.errors import SubmissionError
from peel_data.transcribe.files.document import Line
from peel_data.transcribe.files.normalise import TO_SUPERSCRIPT
from peel_data.transcribe.files.text import decoded

if TYPE_CHECKING:
    from peel_data.readers.limits import Limits

# fmt: off
_BLOCKS: Final = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "dd", "details", "div", "dl", "dt",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html",
    "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "ul",
})
# fmt: on
_UNSEEN: Final = frozenset(("script", "style", "template", "noscript", "title", "svg", "math"))
_CLOSED: Final = frozenset(
    ("a", "aside", "div", "footer", "header", "nav", "section", "span", "table")
)
"""Elements that pages always close, so that hiding one does not hide the rest."""
_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w-]{1,40})""", re.IGNORECASE)
_CHARSETS: Final = {
    "windows-1252": "cp1252",
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "us-ascii": "utf-8",
}


def read_html(data: bytes, name: str, limits: Limits) -> list[Line]:
    r"""Return the lines of a web page: a line each for its paragraphs, items and rows, blank ones between paragraphs.

    Cells of a row have tabs between them, and raised numbers are written as superscripts. What a browser does not
    show, scripts and styles, is left out.

    Raises:
        SubmissionError: It is not text.

    Example:
        >>> from peel_data.readers.limits import DEFAULT
        >>> page = b"<h2>Crime</h2><table><tr><th>Rate<sup>2</sup><td>65.7</table>"
        >>> [line.text for line in read_html(page, "x", DEFAULT) if line.text]
        ['Crime', 'Rate²\t65.7']
    """
    reader = _Reader(limits.rows)
    reader.feed(_text(data, name))
    reader.close()
    return reader.finished()


def _text(data: bytes, name: str) -> str:
    declared = _CHARSET.search(data[:4096])
    encoding = _CHARSETS.get(declared[1].decode("ascii").casefold(), "") if declared else ""
    if encoding == "cp1252":
        return data.decode("cp1252", errors="replace")
    try:
        return decoded(data, name)
    except SubmissionError:
        raise SubmissionError(
            f"{name} is a web page in an encoding that cannot be read. Save it as UTF-8, and try again."
        ) from None


def _is_hidden(attributes: list[tuple[str, str | None]]) -> bool:
    """Return whether a browser does not show an element; LibreOffice titles the heads and feet of pages."""
    held = dict(attributes)
    return (
        "hidden" in held
        or bool(_NOT_SHOWN.search(held.get("style") or ""))
        or held.get("title") in {"header", "footer"}
    )


class _Reader(HTMLParser):
    """Turns elements into lines; an element that nobody closes does no harm."""

    def __init__(self, most: int) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[Line] = []
        self._parts: list[str] = []
        self._unseen, self._depth = "", 0
        self._raised = self._linked = False
        self._in_row = False
        self._most = most

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """Pass over what begins like a section of SGML and is none, as browsers do."""
        try:
            return super().parse_marked_section(i, report)
        except AssertionError:
            return self.rawdata.find(">", i) + 1 or -1

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if self._unseen:
            self._depth += tag == self._unseen
        elif tag in _UNSEEN or (tag in _CLOSED and _is_hidden(attributes)):
            self._unseen, self._depth = tag, 1
        elif tag == "a":
            # A number that leads elsewhere in the page is the mark of a note, or leads back to it.
            self._linked = any(n == "href" and (v or "").startswith("#") for n, v in attributes)
        else:
            self._begin(tag)

    def _begin(self, tag: str) -> None:
        if tag == "tr":
            self._end_line()
            self._in_row = True
        elif tag in {"td", "th"}:
            if self._parts:
                self._parts.append("\t")
        elif tag == "br":
            self._break()
        elif tag == "sup":
            self._raised = True
        elif tag in _BLOCKS:
            self._end_block()
            if tag == "li":
                self._parts.append("- ")

    def handle_endtag(self, tag: str) -> None:
        if self._unseen:
            self._depth -= tag == self._unseen
            self._unseen = self._unseen if self._depth else ""
        elif tag == "sup":
            self._raised = False
        elif tag == "a":
            self._linked = False
        elif tag == "tr":
            self._end_line()
            self._in_row = False
        elif tag in _BLOCKS:
            self._in_row = self._in_row and tag != "table"
            self._end_block()

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        text = re.sub(r"\s+", " ", data)
        mark = self._linked and re.fullmatch(r"\s?\[?\d{1,3}\]?\s?", text)
        if mark or (self._raised and re.fullmatch(r"[\d ,\[\]]+", text)):
            begins = not "".join(self._parts).strip()
            text = re.sub(r"[,\[\]]", " ", text).strip().translate(TO_SUPERSCRIPT)
            text += " " if begins else ""
        self._parts.append(text)

    def finished(self) -> list[Line]:
        self._in_row = False
        self._end_block()
        return self.lines

    def _break(self) -> None:
        if self._in_row:
            self._parts.append(" ")
        else:
            self._end_line()

    def _end_line(self) -> None:
        text = "".join(self._parts)
        self._parts.clear()
        if text.strip() and len(self.lines) <= self._most:
            self.lines.append(Line(re.sub(r" *\t *", "\t", re.sub(r" {2,}", " ", text)).strip(" ")))

    def _end_block(self) -> None:
        if self._in_row:  # a paragraph in a cell is part of the cell
            self._parts.append(" ")
            return
        self._end_line()
        if self.lines and self.lines[-1].text:
            self.lines.append(Line(""))
