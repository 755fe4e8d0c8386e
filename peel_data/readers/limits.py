"""How much of a stranger's file is read before it is refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class ReadingProgress(Protocol):
    """Something that is told how far reading is.

    Attributes:
        rows: How many rows were read.
        read: How much of a workbook was read, from 0 to 1; 0 of anything else.
    """

    rows: int
    read: float


class Stopped(BaseException):
    """Raised anywhere in a run that reaches a time limit; like `KeyboardInterrupt`, it passes any `except Exception`.

    Attributes:
        limit: The limit that stopped it: `seconds` or `wall_seconds`.
    """

    def __init__(self, limit: str) -> None:
        super().__init__(limit)
        self.limit = limit


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
        seconds: Processor time for reading and judging, in their process of their own: a busy machine
            takes none of it away.
        wall_seconds: Time by the clock, behind it, for a process that waits rather than works.
        memory_bytes: Memory for reading and judging, where the system can limit it.

    The defaults are for strangers' files: whatever is within the limits of size is judged within those of
    time and memory, with room to spare, on an ordinary machine. `benchmarks/limits.py` tries it.

    Example:
        >>> Limits(rows=10).rows
        10
    """

    bytes_in: int = 20_000_000
    bytes_unpacked: int = 200_000_000
    ratio: int = 100
    members: int = 200
    rows: int = 50_000
    columns: int = 256
    cell_characters: int = 32_768
    cells: int = 600_000
    descriptor_bytes: int = 5_000_000
    places: int = 20
    seconds: float = 45.0
    wall_seconds: float = 270.0
    memory_bytes: int = 512 * 1024 * 1024


DEFAULT = Limits()
