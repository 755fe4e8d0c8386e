"""One spelling for what programs write in many ways; every reader's lines go through `normalise`. Internal.

Words and numbers stay as they are printed: what changes is how characters are encoded, where a line ends,
and what a page repeats at its head and foot.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from peel_data.transcribe.number_words import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from peel_data.transcribe.files.document import Line

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
TO_SUPERSCRIPT = str.maketrans("0123456789", SUPERSCRIPTS)
FROM_SUPERSCRIPT = str.maketrans(SUPERSCRIPTS, "0123456789")
_MARK = re.compile(rf"[{SUPERSCRIPTS}]{{1,2}}")
_SPELLINGS = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d", "-"),
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033", '"'),
        **dict.fromkeys("\u2022\u25cf\u25aa\uf0b7\u2023\u25e6", "•"),
        "\u2044": "/",
        "\u2024": ".",
        "\u2026": "...",
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
        "\ufb05": "ft",
        "\ufb06": "st",
    }
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_GAP = re.compile(r" *\t[ \t]*|(?<![.?!:]) {2,}")
_SPACES = re.compile(r" {2,}")
_BULLET = re.compile(r"^[-•*·]\s+(?=\S)")
_RAISED = re.compile(r"\^\{([\d ]+)\}")
_STUCK = re.compile(r"(?<=[A-Za-z][A-Za-z)'\".,;:])(\d{1,2})(?![\dA-Za-z.,/%-]*\d|[A-Za-z%])")
_FOOT = re.compile(r"^(\d{1,2})[ \t](?=[A-Z'\"*])")
_BROKEN = re.compile(r"[A-Za-z]{2}-$")
_LONGEST = 60
"""Characters of the longest word that is looked at."""
_NEXT_WORD = re.compile(r"^[A-Za-z][\w'-]*[.,;:)]*")
_ADDRESS = re.compile(r"(?:www\.|https?://)\S*$")
_REST = re.compile(r"^(?=\S*[a-z])\S*(?:[/_]|\.[a-z]{2,4}\b)\S*|^(?:pdf|html?)\b", re.IGNORECASE)
GOES_ON = re.compile(
    rf"(?: \S+){{3}}[ ,](?:\S*[,;]|{'|'.join(WORDS)}|an?|the|of|in|on|at|to|by|for|with|from|and|or|than|per|was|"
    r"were|is|are|has|have|had|which|that|who|across|against|between)$"
)
"""How a line ends whose sentence goes on, whatever stands between it and the next."""
_EDGE = 2
"""A page with no more lines than this has neither head nor foot."""
_REPEATED, _SHARE = 3, 0.4
"""On how many pages at least, and on which share of them, a head or foot stands; left and right ones may differ."""


def normalise(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Give the lines of a report one spelling.

    Ligatures, hard spaces, dashes, minus signs and quotation marks are written in ASCII, bullets as "•" or
    "-" at the start of a line, cells of a row with a tab between them, and footnote marks as superscripts, also
    those stuck to a word ("outcomes27") of which the foot of a page has the note. A word that the end of a line
    divides is put together. What pages repeat at their head or foot goes, page numbers too.

    Example:
        >>> from peel_data.transcribe.files.document import Line
        >>> [line.text for line in normalise([Line("o\ufb03cers \u2013 preven-"), Line("tion  13%")])]
        ['officers - prevention', '13%']
    """
    spelled = [replace(line, text=spell(line.text)) for line in lines]
    return tuple(_joined(_with_marks(_without_gaps(_without_running_heads(spelled)))))


def spell(text: str) -> str:
    r"""Write characters in one way, without regard to the lines around.

    Example:
        >>> spell("Crime\u00a0rates     \u221210.6%")
        'Crime rates\t-10.6%'
    """
    text = _CONTROLS.sub(" ", text.translate(_SPELLINGS)).strip()
    text = _BULLET.sub(lambda mark: f"{mark[0][0]} ", text)
    text = _SPACES.sub(" ", _GAP.sub("\t", text))
    return _RAISED.sub(lambda mark: mark[1].translate(TO_SUPERSCRIPT), text)


def _without_running_heads(lines: list[Line]) -> list[Line]:
    """Drop what stands at the same place of the head or foot of many pages, and the numbers of pages there."""
    pages: dict[int, list[int]] = {}
    for at, line in enumerate(lines):
        if line.page is not None and line.text:
            pages.setdefault(line.page, []).append(at)
    texts = {page: [lines[at].text for at in held] for page, held in pages.items()}
    dropped = {pages[page][at] for page, at in running_heads(texts)}
    return [line for at, line in enumerate(lines) if at not in dropped]


def _without_gaps(lines: Sequence[Line]) -> list[Line]:
    """Drop blank lines, as the end of a page leaves them, after a line that ends in the middle of a sentence."""
    made: list[Line] = []
    going_on = False
    for line in lines:
        if line.text or not going_on:
            made.append(line)
        if line.text:
            going_on = bool(GOES_ON.search(line.text))
    return made


def running_heads(pages: Mapping[int, Sequence[str]]) -> set[tuple[int, int]]:
    """Return the lines, by page and position, that stand at the same place of the head or foot of many pages.

    Args:
        pages: The lines of each page that are not blank.
    """
    enough = max(_REPEATED, len(pages) * _SHARE)
    found: set[tuple[int, int]] = set()
    for place in (0, 1, -1, -2):
        at_place = {page: held[place] for page, held in pages.items() if len(held) > _EDGE}
        for spelled in (_with_page_number, _with_letters):
            said = {page: spelled(text, page) for page, text in at_place.items()}
            seen = Counter(filter(None, said.values()))
            found |= {
                (page, place % len(pages[page]))
                for page, head in said.items()
                if seen[head] >= enough
            }
    return found


def _with_page_number(text: str, page: int) -> str:
    """Return a line that begins or ends with a number, told by how far that is from the page; else nothing."""
    made, count = re.subn(r"^\d+|\d+$", lambda n: f"#{int(n[0][:9]) - page}", text.casefold())
    return made if count else ""


def _with_letters(text: str, _: int) -> str:
    """Return a line that is not a bare number; else nothing."""
    return text.casefold() if re.search(r"[^\W\d]", text) else ""


def _with_marks(lines: list[Line]) -> list[Line]:
    """Raise footnote marks that lost their position: stuck to a word here, at the start of a line there."""
    feet = {mark[1] for line in lines if (mark := _FOOT.match(line.text))}
    stuck = {mark for line in lines for mark in _STUCK.findall(line.text)} & feet
    raised = {
        mark[0].translate(FROM_SUPERSCRIPT) for line in lines for mark in _MARK.finditer(line.text)
    }
    begun = {
        mark[0].translate(FROM_SUPERSCRIPT) for line in lines if (mark := _MARK.match(line.text))
    }
    noted = stuck | (raised - begun) & feet
    if not noted:
        return lines

    def raise_known(mark: re.Match[str]) -> str:
        return mark[1].translate(TO_SUPERSCRIPT) if mark[1] in stuck else mark[0]

    marked = []
    for line in lines:
        text = _STUCK.sub(raise_known, line.text)
        if (foot := _FOOT.match(text)) and foot[1] in noted:
            text = f"{foot[1].translate(TO_SUPERSCRIPT)} {text[foot.end() :]}"
        marked.append(replace(line, text=text))
    return marked


def _joined(lines: list[Line]) -> list[Line]:
    """Put words and web addresses together that the end of a line divides; the rest of the word moves up."""
    known = {word.casefold() for line in lines for word in re.findall(r"[\w-]+", line.text)}
    made, at = list(lines), 0
    while at < len(made):
        _take_address(made, at)
        if _BROKEN.search(made[at].text):
            _take_word(made, at, known)
        at += 1
    return made


def _take_address(lines: list[Line], at: int) -> None:
    """Move the rest of a web address up from the lines after; one that is all of its line goes."""
    while at + 1 < len(lines) and _ADDRESS.search(lines[at].text):
        rest = _REST.match(lines[at + 1].text)
        if rest is None:
            return
        lines[at] = replace(lines[at], text=lines[at].text + rest[0])
        left = lines[at + 1].text[rest.end() :].lstrip()
        if left:
            lines[at + 1] = replace(lines[at + 1], text=left)
            return
        del lines[at + 1]


def _take_word(lines: list[Line], at: int, known: set[str]) -> None:
    """Move the rest of a divided word up from the next line that is not blank."""
    after = next((n for n in range(at + 1, min(at + 4, len(lines))) if lines[n].text), None)
    rest = _NEXT_WORD.match(lines[after].text) if after is not None else None
    if after is None or rest is None:
        return
    text = lines[at].text
    head, tail = re.findall(r"[\w-]+$", text[-_LONGEST:])[0], re.findall(r"^[\w-]+", rest[0])[0]
    if tail[0].isupper() and (head + tail).casefold() not in known:
        return
    hyphen = "-" if _keeps_hyphen(head, tail, known) else ""
    lines[at] = replace(lines[at], text=text[:-1] + hyphen + rest[0])
    lines[after] = replace(lines[after], text=lines[after].text[rest.end() :].lstrip())


def _keeps_hyphen(head: str, tail: str, known: set[str]) -> bool:
    """Return whether the divided word is written with a hyphen: as elsewhere in the text, or if its start is a word."""
    if (head[:-1] + tail).casefold() in known:
        return False
    if (head + tail).casefold() in known:
        return True
    return head[:-1].casefold() in known and tail.casefold() in known
