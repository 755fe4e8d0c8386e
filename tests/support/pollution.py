"""A polluter of good CSV files, after the kinds of pollution of the Pollock benchmark.

Each polluted file is either read as exactly the source, or refused with an error. The kinds that
change nothing of the meaning are `HARMLESS` and must be accepted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.submissions import HEADER, ROWS, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Row = tuple[str, ...]
TABLE: tuple[Row, ...] = (HEADER, *ROWS)


def write(
    rows: tuple[Row, ...] = TABLE,
    *,
    delimiter: str = ",",
    end: str = "\n",
    quote: Callable[[str], str] = quoted,
    last: bool = True,
) -> str:
    """CSV text in any dialect."""
    text = end.join(delimiter.join(map(quote, row)) for row in rows)
    return text + end if last else text


def always(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


def by(mark: str, escape: str = "") -> Callable[[str], str]:
    """Quoting with another mark and another way to escape it."""
    return lambda cell: mark + cell.replace(mark, (escape or mark) + mark) + mark


def only_where(row: int, column: int, change: Callable[[str], str]) -> tuple[Row, ...]:
    """The table with one cell changed; row 0 is the header."""
    return tuple(
        tuple(change(c) if (i, j) == (row, column) else c for j, c in enumerate(cells))
        for i, cells in enumerate(TABLE)
    )


def dialects() -> Iterator[tuple[str, bytes]]:
    """Other delimiters, quotation marks, escapes and record ends, for the whole file."""
    for delimiter in ";\t|: ^~!#$&*+/=_\x01\x1f§¦":
        yield f"delimiter {delimiter!r}", write(delimiter=delimiter).encode()
        text = write(delimiter=delimiter, quote=always)
        yield f"delimiter {delimiter!r}, all quoted", text.encode()
    for delimiter in (", ", ",,", " ,", "; ", "\t\t", "||", ",\u200b"):
        yield f"delimiter {delimiter!r}", write(delimiter=delimiter).encode()
    for mark in "'`|^~$%*_´“«\x02":
        for escape in ("", "\\"):
            yield f"quote {mark!r}, escape {escape!r}", write(quote=by(mark, escape)).encode()
    yield "escape backslash", write(quote=by('"', "\\")).encode()
    yield "no quotation", write(quote=str).encode()
    yield "no quotation, backslashes", write(quote=lambda c: c.replace(",", "\\,")).encode()
    for end in (
        "\r",
        "\n\r",
        "\r\r\n",
        "\x0b",
        "\x0c",
        "\x1e",
        "\x85",
        "\u2028",
        "\u2029",
        ";\n",
        "|",
        "\0\n",
    ):
        yield f"record end {end!r}", write(end=end).encode()


def encodings() -> Iterator[tuple[str, bytes]]:
    """Other encodings of the same text."""
    for codec in (
        *("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "cp1252"),
        *("cp1250", "cp1254", "cp1258", "mac-roman"),
    ):
        yield f"encoding {codec}", write().encode(codec)
    double = write().encode().decode("latin-1").encode()
    yield "encoded twice", double
    yield "byte-order mark twice", b"\xef\xbb\xbf" * 2 + write().encode()
    yield "byte-order mark at the end", write().encode() + b"\xef\xbb\xbf"
    yield "UTF-16 mark before UTF-8", b"\xff\xfe" + write().encode()


def per_record() -> Iterator[tuple[str, bytes]]:
    """One fault in one record, in every record."""
    lines = [",".join(map(quoted, row)) for row in TABLE]
    changes: dict[str, Callable[[str], str]] = {
        "delimiter more at the end": lambda line: line + ",",
        "delimiter more at the start": lambda line: "," + line,
        "delimiter more in the middle": lambda line: line.replace(",", ",,", 1),
        "delimiter less": lambda line: line.replace(",", "", 1),
        "delimiter other": lambda line: line.replace(",", ";", 1),
        "delimiter a tab": lambda line: line.replace(",", "\t", 1),
        "cut in half": lambda line: line[: len(line) // 2].replace('"', ""),
        "first cell only": lambda line: line.split(",", 1)[0],
        "a cell more": lambda line: line + ",more",
        "whole line quoted": lambda line: '"' + line.replace('"', '""') + '"',
        "whole line in apostrophes": lambda line: f"'{line}'",
        "quote before": lambda line: '"' + line,
        "quote after": lambda line: line + '"',
        "text after a quoted cell": lambda line: line.replace("published", '"published" x'),
        "quote inside": lambda line: line.replace("published", 'pub"lished'),
        "space before a quote": lambda line: line.replace("published", ' "published"'),
        "broken in two": lambda line: line.replace(",", "\n", 1),
        "NUL": lambda line: line.replace("publish", "pub\0lish").replace("edition", "edi\0tion"),
        "escape": lambda line: line.replace("publish", "pub\x1b[31mlish").replace("unit", "\x1b"),
        "zero width": lambda line: line.replace("publish", "pub\u200b").replace("unit", "un\u200bit"),
        "bidi": lambda line: line.replace("publish", "\u202epub").replace("unit", "\u202eunit"),
        "lone CR": lambda line: line.replace(",", "\r,", 1),
    }  # fmt: skip
    for name, change in changes.items():
        for number, line in enumerate(lines):
            polluted = [*lines[:number], change(line), *lines[number + 1 :]]
            if polluted != lines:
                yield f"{name}, record {number}", ("\n".join(polluted) + "\n").encode()


def per_cell() -> Iterator[tuple[str, bytes]]:
    """One cell written in a strange way, in every row and some columns."""
    changes: dict[str, Callable[[str], str]] = {
        "apostrophes": lambda c: f"'{quoted(c)}'",
        "quoted twice": lambda c: always(always(c)),
        "quoted three times": lambda c: always(always(always(c))),
        "typographic": lambda c: f"“{quoted(c)}”",
        "half quoted": lambda c: '"' + c,
        "half quoted at the end": lambda c: c + '"',
        "mark inside": lambda c: c[:1] + '"' + c[1:],
        "backslash and mark": lambda c: f'"{c[:1]}\\"{c[1:]}"',
        "NBSP before": lambda c: quoted("\u00a0" + c),
        "spaces around": lambda c: quoted(f"  {c} "),
        "a tab inside": lambda c: quoted(c[:1] + "\t" + c[1:]),
        "mark of lost text": lambda c: quoted(c[:1] + "\ufffd" + c[1:]),
        "soft hyphen": lambda c: quoted(c[:1] + "\u00ad" + c[1:]),
        "quoted": always,
    }
    for name, change in changes.items():
        for row in range(len(TABLE)):
            for column in (0, 5, 9):
                rows = only_where(row, column, lambda _: "\x00mark\x00")
                text = write(rows).replace("\x00mark\x00", change(TABLE[row][column]))
                yield f"{name}, row {row}, column {column}", text.encode()


def around() -> Iterator[tuple[str, bytes]]:
    """Preambles, footers, several tables, missing and repeated headers."""
    text = write()
    width = len(HEADER)
    for name, line in {
        "title": "Crime figures", "comment": "# made by me", "sep": "sep=,", "empty cells": "Title" + "," * (width - 1),
        "date": "2016-02-18,v2", "quoted title": '"Crime, figures"', "units": ",".join(["text"] * width),
    }.items():  # fmt: skip
        for times in (1, 3):
            yield f"preamble {name} {times}", ((line + "\n") * times + text).encode()
            yield f"preamble {name} {times}, blank", ((line + "\n") * times + "\n" + text).encode()
    for line in (
        "Total",
        "Total,6",
        "Source: the force",
        "*** end ***",
        ",".join("x" * (width + 1)),
        '"',
    ):
        yield f"footer {line}", (text + line + "\n").encode()
        yield f"footer {line}, blank", (text + "\n" + line + "\n").encode()
    lines = text.split("\n")
    yield "no header", "\n".join(lines[1:]).encode()
    yield "header of numbers", "\n".join([",".join(map(str, range(width))), *lines[1:]]).encode()
    yield "header of two lines", (",".join(["x"] * width) + "\n" + text).encode()
    yield "header again", (text + text).encode()
    yield "header twice", (lines[0] + "\n" + text).encode()
    yield "another table below", (text + "\narea,value,unit\nkent,1,u\n").encode()
    for column in range(width):
        other = (column + 1) % width
        twice = tuple(HEADER[other] if i == column else c for i, c in enumerate(HEADER))
        yield f"column name {column} twice", write((twice, *ROWS)).encode()
        without = tuple("" if i == column else c for i, c in enumerate(HEADER))
        filled = tuple(tuple(c or "x" for c in row) for row in ROWS)
        yield f"column name {column} missing", write((without, *filled)).encode()
    yield "nothing", b""
    yield "blank lines", b"\n" * 50


def harmless() -> Iterator[tuple[str, bytes]]:
    """Changes of form that leave every record as it is."""
    text = write()
    yield "as it is", text.encode()
    yield "byte-order mark", b"\xef\xbb\xbf" + text.encode()
    for quote in (quoted, always):
        for end in ("\n", "\r\n"):
            for last in (True, False):
                data = write(quote=quote, end=end, last=last)
                yield f"{quote.__name__}, end {end!r}, last {last}", data.encode()
                yield f"{quote.__name__}, end {end!r}, {last}, BOM", ("\ufeff" + data).encode()
    for number in (1, 2, 50):
        yield f"{number} blank lines below", (text + "\n" * number).encode()
        yield f"{number} blank lines above", ("\n" * number + text).encode()
        yield f"{number} rows of commas below", (text + ",,,\n" * number).encode()
        yield f"{number} rows of spaces below", (text + "  \n" * number).encode()
        rows = tuple((*row, *("",) * number) for row in TABLE)
        yield f"{number} empty columns", write(rows).encode()
    records = text.split("\npeel")
    yield "blank lines between", "\n\npeel".join(records).encode()
    yield "mixed line ends", "\r\npeel".join(records).encode()
    for column in range(len(HEADER)):
        rows = tuple(row[column:] + row[:column] for row in TABLE)
        yield f"columns turned by {column}", write(rows).encode()


def polluted() -> Iterator[tuple[str, bytes]]:
    """Every file that is not harmless on purpose."""
    for family in (dialects, encodings, per_record, per_cell, around):
        yield from family()
