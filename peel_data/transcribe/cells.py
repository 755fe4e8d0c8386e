"""Tables and panels of numbers, whether their cells come in rows, with tabs or spaces, or one a line. Internal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from peel_data.transcribe.files.normalise import SUPERSCRIPTS
from peel_data.transcribe.numbers import MONTHS, forms
from peel_data.transcribe.wording import FORCE, NATION

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from peel_data.transcribe.wording import Names

_VALUE = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?\s?%?")
_EMPTY = re.compile(r"-|\.\.\.?|n/a|\*|not (?:available|supplied)", re.IGNORECASE)
_ENDS = re.compile(rf"(?<=\S) ((?:(?:{_VALUE.pattern}|-|n/a) ){{1,7}}(?:{_VALUE.pattern}|-|n/a))$")
_LAST = re.compile(rf" ({_VALUE.pattern})$")
_FIRST = re.compile(rf"^({_VALUE.pattern}) (?=\D)")
_BRACKETED = re.compile(r"\([^()]*\)\*?")
_MONTH_BEFORE = re.compile(rf"(?:{'|'.join(MONTHS)}) $")
_NUMBER, _RATE = "number", "rate"
_KIND = re.compile(r"\b(number|rate|volume|percent(?:age)?)\b|%", re.IGNORECASE)
_LOCAL = re.compile(r"(?:the |local )?force|(?:all )?england and wales|national", re.IGNORECASE)


class Cell(NamedTuple):
    """A number in a table or a panel, with what its place there says.

    Attributes:
        start: Where it begins in the text of its part.
        end: Where it ends.
        label: What its row, or in a panel its caption, is about.
        area: `force` or `england-and-wales`; empty where the place does not say.
        kind: `number` or `rate` where the columns are told apart so, else empty.
        caption: The title of the table, and the heads of its columns.
    """

    start: int
    end: int
    label: str
    area: str
    kind: str
    caption: str


class _Item(NamedTuple):
    """A cell as it comes: its text, where it begins, and whether it is a value."""

    text: str
    start: int
    is_value: bool


def panel_cells(text: str, names: Names) -> Iterator[Cell]:
    """Yield the numbers of a panel: captions, and below each the areas with their values, in either order."""
    caption, areas, values = "", list[str](), list[_Item]()
    fresh = True  # the caption is still being read
    for item in _items(text, names):
        area = "" if item.is_value else area_named(item.text, names)
        if item.is_value or area:
            (values if item.is_value else areas).append(item if item.is_value else area)  # type: ignore[arg-type]
            fresh = False
            continue
        if not fresh:
            yield from _paired(caption, areas, values)
            caption, areas, values, fresh = "", [], [], True
        caption = f"{caption} {item.text}".strip()
    yield from _paired(caption, areas, values)


def _paired(caption: str, areas: Sequence[str], values: Sequence[_Item]) -> Iterator[Cell]:
    certain = len(areas) == len(values) and len(set(areas)) == len(areas)
    for at, value in enumerate(values):
        if not _EMPTY.fullmatch(value.text):
            area = areas[at] if certain else ""
            yield Cell(value.start, value.start + len(value.text), caption, area, "", "")


def table_cells(text: str, names: Names) -> Iterator[Cell]:
    """Yield the numbers of a table below its title: each row begins with what it is about."""
    title, _, _ = text.partition("\n")
    rows = _table_rows(text, len(title) + 1, names)
    if not rows:
        return
    head = " ".join(rows[0][0][:-1])
    for labels, values in rows:
        if len(labels) > 1 and _columns(" ".join(labels[:-1]), names, len(values)):
            head = " ".join(labels[:-1])  # the head stands again, as on a new page
        columns = _columns(head, names, len(values))
        for at, value in enumerate(values):
            if not _EMPTY.fullmatch(value.text):
                area, kind = columns[at] if columns else ("", "")
                yield Cell(
                    value.start, value.start + len(value.text), _row_label(labels), area, kind,
                    f"{title} {head}",
                )  # fmt: skip


def _table_rows(text: str, body: int, names: Names) -> list[tuple[list[str], list[_Item]]]:
    """Return the rows of a table: what stands before the values of each, and the values."""
    labels, values = list[str](), list[_Item]()
    rows: list[tuple[list[str], list[_Item]]] = []
    for item in _items(text[body:], names):
        if item.is_value:
            values.append(item._replace(start=item.start + body))
        elif values and labels and _BRACKETED.fullmatch(item.text):
            labels[-1] += f" {item.text}"  # the rest of a label, below its row
        else:
            if values:
                rows.append((labels, values))
                labels, values = [], []
            labels.append(item.text)
    return [*rows, (labels, values)] if values else rows


def _row_label(labels: Sequence[str]) -> str:
    """Return what a row is about: its label, after an unfinished line such as "Recorded crime (excluding"."""
    label = labels[-1] if labels else ""
    for before in reversed(labels[:-1]):
        if before.count("(") <= before.count(")") or label.count(")") <= label.count("("):
            break
        label = f"{before} {label}"
    return label


def _columns(head: str, names: Names, count: int) -> list[tuple[str, str]]:
    """Return the area and the kind of each column, as the words of the heads come; none where they do not fit."""
    found = _mentions(head, names)
    areas = list(dict.fromkeys(word for word in found if word in {FORCE, NATION}))
    kinds = list(dict.fromkeys(word for word in found if word in {_NUMBER, _RATE}))
    if len(areas) == count:
        return [(area, "") for area in areas]
    if not areas or len(areas) * len(kinds) != count:
        return []
    if found[0] in kinds:
        return [(area, kind) for kind in kinds for area in areas]
    return [(area, kind) for area in areas for kind in kinds]


def _mentions(head: str, names: Names) -> list[str]:
    """Areas and kinds of columns, in the order of the heads; the corner before the first area is left out."""
    areas = list(names.mentions(head))
    kinds = [(k.start(), _NUMBER if k[0].casefold() in {"number", "volume"} else _RATE)
             for k in _KIND.finditer(head)]  # fmt: skip
    words = [word for _, word in sorted(areas + kinds)]
    if len(kinds) > 1 or not areas:
        return words
    return [word for _, word in areas]


def area_named(text: str, names: Names) -> str:
    """Return the area that a cell names and nothing else; empty if it does not.

    Example:
        >>> from peel_data.transcribe.wording import Names
        >>> area_named("England and Wales", Names.of("Kent Police"))
        'england-and-wales'
    """
    plain = text.strip(SUPERSCRIPTS + "*: ").casefold()
    if plain in {names.full.casefold(), names.short.casefold()}:
        return FORCE
    if _LOCAL.fullmatch(plain):
        return FORCE if plain.endswith("force") else NATION
    return ""


def _items(text: str, names: Names) -> Iterator[_Item]:
    """Labels and values in their order, with their offsets in the text."""
    offset = 0
    explained = [(start, end) for _, start, end in forms(text, "")]
    for line in _with_whole_names(text, names).split("\n"):
        at = offset
        for cell in line.split("\t"):
            for item in _cell_items(cell, at, names):
                dated = any(start <= item.start < end for start, end in explained)
                yield item._replace(is_value=item.is_value and not dated)
            at += len(cell) + 1
        offset += len(line) + 1


def _with_whole_names(text: str, names: Names) -> str:
    """Return the text with the names of areas each on one line, and every other character where it was."""
    for name in (names.full, "England and Wales"):
        words = r"[ \n]".join(map(re.escape, name.split(" ")))
        text = re.sub(words, name, text)
    return text


def _cell_items(cell: str, at: int, names: Names) -> Iterator[_Item]:
    lead = len(cell) - len(cell.lstrip())
    text, at = cell.strip(), at + lead
    if not text:
        return
    if _VALUE.fullmatch(text) or _EMPTY.fullmatch(text):
        yield _Item(text, at, is_value=True)
    elif pairs := list(_pairs(text, names)):
        for name, value, start in pairs:
            yield _Item(name, at, is_value=False)
            yield _Item(value, at + start, is_value=True)
    elif (ends := _ENDS.search(text)) and not _MONTH_BEFORE.search(text[: ends.start(1)]):
        yield from _run(text, at, ends.start(1))
    elif (last := _LAST.search(text)) and area_named(text[: last.start()], names):
        yield from _run(text, at, last.start(1))
    elif (first := _FIRST.match(text)) and area_named(text[first.end() :], names):
        yield _Item(first[1], at, is_value=True)
        yield _Item(text[first.end() :], at + first.end(), is_value=False)
    else:
        yield _Item(text, at, is_value=False)


def _pairs(text: str, names: Names) -> Iterator[tuple[str, str, int]]:
    """Areas with a value each, side by side, with the offset of the value; none where there is anything else."""
    found, end = list[tuple[str, str, int]](), 0
    for pair in re.finditer(rf"(\D*?) ({_VALUE.pattern})(?: |$)", text):
        if pair.start() != end or not area_named(pair[1], names):
            return
        found.append((pair[1], pair[2].rstrip(), pair.start(2)))
        end = pair.end()
    if end == len(text):
        yield from found


def _run(text: str, at: int, start: int) -> Iterator[_Item]:
    """Yield a label and the values after it."""
    yield _Item(text[:start].rstrip(), at, is_value=False)
    for value in re.finditer(rf"{_VALUE.pattern}|-|n/a", text[start:]):
        yield _Item(value[0].rstrip(), at + start + value.start(), is_value=True)
