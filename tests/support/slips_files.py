"""Slips in the files themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.dataset import PlaceGroup, Slip

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def spoiled(
    kind: str, code: str, file: str, change: Callable[[bytes], bytes], row: int | None = None
):
    """A slip in the bytes of a CSV file."""

    def spoil(folder: Path) -> None:
        path = folder / f"{file}.csv"
        path.write_bytes(change(path.read_bytes()))

    return Slip(kind, code, lambda _: PlaceGroup(file, row), formats=("csv",), spoil=spoil)


def renamed(kind: str, code: str, old: str, new: str):
    def spoil(folder: Path) -> None:
        (folder / old).rename(folder / new)

    return Slip(kind, code, lambda _: PlaceGroup(new), formats=("csv",), spoil=spoil)


def added(kind: str, code: str, name: str, data: bytes):
    def spoil(folder: Path) -> None:
        (folder / name).write_bytes(data)

    return Slip(kind, code, lambda _: PlaceGroup(name), formats=("csv",), spoil=spoil)


def line(number: int, change: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    def changed(data: bytes) -> bytes:
        lines = data.splitlines(keepends=True)
        lines[number] = change(lines[number])
        return b"".join(lines)

    return changed


FILES = (
    spoiled("semicolons", "F125", "crime_rates", lambda d: d.replace(b",", b";")),
    spoiled("tabs", "F125", "crime_outcomes", lambda d: d.replace(b",", b"\t")),
    spoiled("saved as Windows-1252", "F120", "crime_rates", lambda d: d + "Siân".encode("cp1252")),
    spoiled(
        "saved as Unicode text",
        "F120",
        "victim_satisfaction",
        lambda d: d.decode().encode("utf-16"),
    ),
    spoiled(
        "a title above the header",
        "F130",
        "crime_rates",
        lambda d: b"Crime figures of our force\n" + d,
    ),
    spoiled("no header", "F130", "crime_rates", lambda d: d.split(b"\n", 1)[1]),
    spoiled(
        "a column name twice", "F131", "crime_rates", lambda d: d.replace(b"notes", b"value", 1)
    ),
    spoiled(
        "a comma too many",
        "F124",
        "crime_rates",
        line(3, lambda b: b.replace(b"2.1", b"2,1").replace(b",1,", b",1,,")),
    ),
    spoiled(
        "a comma too few", "F124", "crime_outcomes", line(4, lambda b: b.replace(b",", b"", 1))
    ),
    spoiled(
        "two files pasted together",
        "F134",
        "crime_rates",
        lambda d: d + d.splitlines(keepends=True)[0],
    ),
    spoiled(
        "a quotation mark never closed",
        "F122",
        "crime_rates",
        line(2, lambda b: b.replace(b"home", b'"home', 1).replace(b',"home', b',"home')),
    ),
    spoiled(
        "a space that cannot be seen",
        "F121",
        "crime_rates",
        line(2, lambda b: b.replace(b"exact", "ex\u200bact".encode())),
    ),
    spoiled(
        "spaces around a cell",
        "F127",
        "crime_rates",
        line(2, lambda b: b.replace(b"exact", b" exact ")),
    ),
    renamed("a file misnamed", "F104", "crime_rates.csv", "crime_rate.csv"),
    renamed(
        "a file with a title", "F104", "victim_satisfaction.csv", "Satisfaction of victims.csv"
    ),
    added("a letter in the folder", "F106", "letter.pdf", b"%PDF-1.7"),
)
