"""Texts that a stranger may put into any cell of a submission that is otherwise good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peel_data.readers.reading import RawTable
from peel_data.validation.tables import KNOWN_TABLES, SUBMITTED
from support.run import installed

if TYPE_CHECKING:
    from collections.abc import Iterator

NUMBERS = (
    *("0", "-0", "-1", "1", "99", "400", "-400", "999999999", "1e5", "NaN", "inf", "９"),
    *("9" * 40, "9" * 39 + ".9", "0." + "9" * 37, "-" + "9" * 38, "9" * 30_000, "1" + "0" * 39),
)
DATES = (
    *(
        "0001-01-01",
        "0001-12-31",
        "9999-12-31",
        "10000-01-01",
        "0000-00-00",
        "2016-06",
        "2016-06-30",
    ),
    *("2015-02-29", "2016-02-29", "30/06/2016", "2016-W05-1"),
)
WORDS = (
    *(
        "",
        " ",
        ":",
        "a:b",
        "a b c",
        "True",
        "true",
        "null",
        "None",
        "[]",
        "{}",
        "A",
        "A502",
        "Z999",
    ),
    *("northamptonshire", "england-and-wales", "not_supplied", "published", "withdrawn", "count"),
    *("percent_change", "percent_of_groups", "almost", "over", "about", "0123456789ab"),
    *("peel-effectiveness-2014", "peel-effectiveness-2015", "peel-effectiveness-2016"),
)
ATTACKS = (
    *("=1+1", "+1", "-x", "@x", "=cmd|' /C calc'!A0", "<script>alert(1)</script>", "::error::x"),
    *("##[error]x", "](javascript:x)", "`x", "${x}", "{0}", "%s%n", "../../x", "&lt;", "]]>", "x" * 32_768),
    *("\x1b[31m", "\u202e", "\u200b", "\u2028", "\x00", "\ud800", "e\u0301", "\U0001f469\u200d\U0001f469"),
)  # fmt: skip
TEXTS = (*NUMBERS, *DATES, *WORDS, *ATTACKS)


def columns() -> Iterator[tuple[str, str]]:
    """Every column of every table that a submission may bring."""
    for table in sorted(SUBMITTED):
        for column in KNOWN_TABLES[table]:
            yield table, column


def rows(table: str) -> list[list[str]]:
    """Some good rows of a table, or one empty one of a table that nobody has any rows for."""
    names = KNOWN_TABLES[table]
    good = [
        [record.get(name, "") for name in names] for record in installed().tables.get(table, ())
    ][:6]
    waiver = ["A502", "crime_rates:x", "0123456789ab", "because", "me", "2099-12-31"]
    return good or [waiver if table == "waivers" else [""] * len(names)]


def raw(table: str, cells: list[list[str]]) -> RawTable:
    """Rows as a reader would give them."""
    names = KNOWN_TABLES[table]
    return RawTable(
        table=table,
        file=f"{table}.csv",
        sheet=None,
        header=names,
        positions=tuple(range(1, len(names) + 1)),
        rows=tuple(map(tuple, cells)),
        numbers=tuple(range(2, len(cells) + 2)),
    )
