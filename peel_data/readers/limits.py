"""How much of a stranger's file is read before it is refused."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of a submission. Every one can be raised by whoever runs the validation.

    Attributes:
        bytes_in: Bytes read from the file or folder as it was sent.
        bytes_unpacked: Bytes that all members of an archive or workbook may unpack to.
        ratio: Unpacked bytes for each packed byte of a member; members below 1 MiB are exempt.
        members: Files in a folder, archive or workbook, and sheets in a workbook.
        rows: Records in one table, blank ones included.
        columns: Columns of one table.
        cell_characters: Characters in one cell.
        cells: Cells of all tables together, counted before they are built.
        descriptor_bytes: Bytes of a `datapackage.json`.
        places: Places that a finding lists; its message counts them all.
        seconds: Time for reading and judging, in their process of their own; what remains of ten
            seconds is for starting, stopping and printing.
        memory_bytes: Memory for reading and judging, where the system can limit it.

    Example:
        >>> Limits(rows=10).rows
        10
    """

    bytes_in: int = 50_000_000
    bytes_unpacked: int = 200_000_000
    ratio: int = 100
    members: int = 200
    rows: int = 1_000_000
    columns: int = 256
    cell_characters: int = 32_768
    cells: int = 5_000_000
    descriptor_bytes: int = 5_000_000
    places: int = 20
    seconds: float = 9.0
    memory_bytes: int = 512 * 1024 * 1024


DEFAULT = Limits()
