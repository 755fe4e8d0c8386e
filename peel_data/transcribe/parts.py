"""A report cut into its named parts: every line stands in exactly one, and citations name it. Internal."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from peel_data.transcribe.contents import LONGEST, TITLE, folded, read_contents, title_at
from peel_data.transcribe.files.normalise import FROM_SUPERSCRIPT, SUPERSCRIPTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

PANELS = "Force in numbers"
NUMBERS_ALONE = ("Figure ", "Table ", PANELS, "Footnote ")
"""How parts begin that are not read as sentences."""

_SECTION = re.compile(r"(Contents|Overview|Force in numbers|Introduction|Annex \w+)( [-:] .*)?")
_QUESTION = re.compile(
    r"How effective is the force at (?!keeping people safe and reducing)[^?]*\?", re.IGNORECASE
)
_HEADING = re.compile(r"How [^?]*\?|Summary of findings|Areas for improvement")
_OVERVIEW = re.compile(r"Overall judgment|Summary")
_FIGURE = re.compile(r"((?:Figure|Table) \d+)(?:: |\. | - )")
_TABLE = re.compile(r"(?:Figure|Table) \d")
_FOOTNOTE = re.compile(rf"([{SUPERSCRIPTS}]+) ?\S")
_BULLET = re.compile(r"[-•] ")
# What a footnote goes on with after its paragraph, beside the list that it announces.
_CARRIED_ON = re.compile(r"www\.|https?:|Available from:")
_PROSE = 200
_WORDS = 2
_WORD = re.compile(r"[a-z]{4,}")


def is_table(part: str) -> bool:
    """Return whether a part is a figure or a table, by its name."""
    return bool(_TABLE.match(part))


def is_table_or_panel(part: str) -> bool:
    """Return whether a part is a figure, a table or a panel: numbers with labels, and no sentences."""
    return is_table(part) or part.startswith(PANELS)


class Parts:
    r"""Cuts a text into named parts, line by line; the headings say where one begins.

    Attributes:
        texts: The text of each part, by its name.
        lines: How many lines there are.
        sentences: The sentences of all parts.

    Example:
        >>> parts = Parts(["Introduction", "In 2014.", "Annex A - Judgments"])
        >>> parts.texts
        {'Introduction': 'Introduction\nIn 2014.', 'Annex A': 'Annex A - Judgments'}
    """

    def __init__(
        self,
        lines: Sequence[str],
        panels: Sequence[str] = (),
        questions: Mapping[int, str] = {},
        pages: Sequence[int | None] = (),
        headings: Iterable[str] = (),
    ) -> None:
        """Read the lines.

        Args:
            lines: The text, normalised.
            panels: The panels of the section that shows numbers alone.
            questions: The titles of the questions by number: what a section is about says its number, in
                whatever order sections come.
            pages: The page of each line.
            headings: Headings under questions that other reports have, beside those that every report has.
        """
        self._panels = {panel.casefold(): panel for panel in panels}
        self._questions = {number: _words(title) for number, title in questions.items() if number}
        self._pages = pages
        self._section, self._question, self._heading = "Cover", 0, ""
        self._figure = self._footnote = self._last_footnote = ""
        self._sourced = False  # the source line of the figure has been read
        self._before = ""  # the last line that is not blank
        self._in_contents = False  # a section of that name begins further on
        self._adjoins = False  # nothing blank, and no page's end, stands between it and this line
        self._held: dict[str, list[tuple[int, str]]] = {}
        stripped = [line.strip() for line in lines]
        contents = read_contents(stripped)
        self._begins = contents.begins or _last_overview(stripped)
        self._titles = {folded(each): each for each in (*headings, *contents.titles)}
        self._under_question = {*map(folded, headings), *_under_questions(contents.titles)}
        self._read_all(stripped)
        self.texts = {
            name: "\n".join(text for _, text in held) for name, held in self._held.items()
        }
        self._starts = {name: _starts(held) for name, held in self._held.items()}
        self.lines = len(lines)
        text = "\n\n".join(self.texts.values())
        self.sentences = [" ".join(s.split()) for s in re.split(r"(?<=[.?!])\s|\n\s*\n", text)]

    def locate(self, part: str, offset: int) -> tuple[int, int]:
        """Return the line, from 1, and the character in it, from 0, at an offset in the text of a part."""
        at = bisect_right(self._starts[part], offset) - 1
        return self._held[part][at][0] + 1, offset - self._starts[part][at]

    def _read_all(self, lines: Sequence[str]) -> None:
        at = 0
        while at < len(lines):
            self._in_contents = at < self._begins
            titled = 0 if self._in_contents else title_at(lines, at, self._titles)
            count = titled or self._heading_lines(lines, at)
            line = " ".join(filter(None, lines[at : at + count]))
            line = self._titles[folded(line)] if titled else line
            name = self._part("Contents" if TITLE.fullmatch(line) else line, at)
            held = self._held.setdefault(name, [])
            held += ((n, lines[n]) for n in range(at, at + count))
            at += count

    def _heading_lines(self, lines: Sequence[str], at: int) -> int:
        """Return how many lines the heading that begins here takes; 1 where none does."""
        start = re.match(r"How |Overview [-:] How |(?:Figure|Table) \d", lines[at])
        if not start or lines[at].endswith("?") or start[0][0] in "FT":
            return 1
        joined, read = "", 0
        for count, line in enumerate(lines[at : at + 2 * LONGEST], start=1):
            joined += f" {line}" if line and joined else line
            read += bool(line)
            if joined.endswith("?"):
                inner = joined.removeprefix("Overview - ").removeprefix("Overview: ")
                return count if _HEADING.fullmatch(inner) and "." not in inner else 1
            if read == LONGEST:
                break
        return 1

    def _part(self, line: str, at: int) -> str:
        """Return the part a line belongs to; blank lines go with the line before them."""
        if not line:
            self._adjoins = False
            return self._footnote or self._figure or self._name()
        if self._pages and at and self._pages[at] != self._pages[at - 1]:
            self._adjoins = False
        if not (self._begins_footnote(line) or self._goes_on_with_footnote(line)):
            self._footnote = ""
            self._read(line)
        self._before, self._adjoins = line, True
        return self._footnote or self._figure or self._name()

    def _begins_footnote(self, line: str) -> bool:
        if mark := _FOOTNOTE.match(line):
            self._footnote = self._last_footnote = f"Footnote {mark[1].translate(FROM_SUPERSCRIPT)}"
        return bool(mark)

    def _goes_on_with_footnote(self, line: str) -> bool:
        announced = self._before.endswith(":") or bool(_BULLET.match(self._before))
        if line.startswith("•") and not announced and self._heading != "Areas for improvement":
            # A page break parted this item from its list.
            self._footnote = self._last_footnote
        if not self._footnote:
            return False
        if self._adjoins and not self._opens(line):
            return True
        return bool(
            _CARRIED_ON.match(line) or (_BULLET.match(line) and (announced or line.startswith("•")))
        )

    def _opens(self, line: str) -> bool:
        """Return whether a line is a heading of any kind."""
        if any(each.fullmatch(line) for each in (_SECTION, _HEADING)) or _FIGURE.match(line):
            return True
        in_table = self._figure and not self._sourced  # where a short title may be a cell
        return folded(line) in self._titles and not (in_table and line.count(" ") < _WORDS)

    def _read(self, line: str) -> None:
        """Follow the headings: section, question, heading; a figure ends after its source line."""
        if figure := _FIGURE.match(line):
            self._figure, self._sourced = figure[1], False
        elif self._figure and self._ends_figure(line):
            self._figure, self._sourced = "", False
        if self._figure:
            self._sourced |= line.startswith("Source:")
            return
        self._read_heading(line, line.rstrip(SUPERSCRIPTS + " "))

    def _read_heading(self, line: str, unmarked: str) -> None:
        section = _SECTION.fullmatch(unmarked)
        if section and not (
            self._section == "Contents" and (self._in_contents or re.search(r"\d$", line))
        ):
            self._section, self._question, self._heading = section[1], 0, ""
        elif self._section == "Contents" and (self._in_contents or not self._titles):
            return
        elif _QUESTION.fullmatch(unmarked):
            if self._section != "Overview":
                self._question *= self._section == "Question"
                self._section = "Question"
            self._question, self._heading = self._number(unmarked), unmarked
        elif (self._section == "Question" and _HEADING.fullmatch(unmarked)) or (
            self._section == "Overview" and _OVERVIEW.fullmatch(unmarked)
        ):
            self._heading = unmarked
        elif self._section == "Force in numbers" and unmarked.casefold() in self._panels:
            self._heading = self._panels[unmarked.casefold()]
        elif (title := folded(unmarked)) in self._titles and not _HEADING.fullmatch(unmarked):
            if self._section == "Question" and title in self._under_question:
                self._heading = unmarked
            else:
                self._section, self._question, self._heading = unmarked, 0, ""

    def _ends_figure(self, line: str) -> bool:
        """Return whether a line follows the figure, rather than belongs to it."""
        if self._opens(line):
            return True
        if not self._sourced:
            return len(line) >= _PROSE and "\t" not in line
        note_goes_on = (
            self._adjoins and self._before.startswith("*") and not self._before.endswith(".")
        )
        return not (line.startswith("*") or note_goes_on)

    def _number(self, heading: str) -> int:
        """Return the number of a question: that of the known one it shares most words with, or the next."""
        words = _words(heading)
        shared = {
            number: len(words & title) / (len(title) or 1)
            for number, title in self._questions.items()
        }
        best = max(shared, key=lambda number: shared[number], default=0)
        return best if best and shared[best] > 0.5 else self._question + 1

    def _name(self) -> str:
        if self._section == "Overview" and self._question:
            return f"Overview: Question {self._question}"
        section = f"Question {self._question}" if self._question else self._section
        return f"{section}: {self._heading}" if self._heading else section


def _under_questions(titles: Sequence[str]) -> Iterator[str]:
    """Yield the titles, folded, that a table of contents has between a question and the next section."""
    under = False
    for title in titles:
        if under and not _SECTION.fullmatch(title):
            yield folded(title)
        under = bool(_QUESTION.fullmatch(title)) or (under and not _SECTION.fullmatch(title))


def _last_overview(lines: Sequence[str]) -> int:
    """Return where the overview begins: its name may stand in the contents before."""
    found = [
        at
        for at, line in enumerate(lines)
        if re.fullmatch(r"Overview(?: [-:] .*)?", line) and not line[-1].isdigit()
    ]
    return found[-1] if found else 0


def _words(text: str) -> frozenset[str]:
    """Return the longer words of a title, by their beginnings."""
    return frozenset(word[:6] for word in _WORD.findall(text.casefold()))


def _starts(held: Sequence[tuple[int, str]]) -> list[int]:
    starts, at = [], 0
    for _, text in held:
        starts.append(at)
        at += len(text) + 1
    return starts
