"""Zip archives, and the workbooks that are zip archives: checked before a byte is unpacked.

The directory at the end of the file is held against the file itself, so that every byte belongs to
one member at most, and members are only ever streamed, never extracted to the disk.
"""

from __future__ import annotations

import io
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

from peel_data.findings import Place
from peel_data.readers.collector import Refused
from peel_data.readers.files import label
from peel_data.readers.rules import containers as rule
from peel_data.readers.rules.files import NotRegularFile, TooManyFiles, UnpacksTooLarge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from peel_data.readers.collector import Collector
    from peel_data.rule import Rule

_CHUNK = 1 << 16
_RATIO_FROM: Final = 1 << 20  # a small file of many equal rows packs well and does no harm
_END = struct.Struct("<4s4H2LH")
_LOCATOR = struct.Struct("<4sLQL")
_LOCATOR_MARK = b"PK\x06\x07"
_END64 = struct.Struct("<4sQ2H2L4Q")
_END64_MARK = b"PK\x06\x06"
_END64_BEFORE_LENGTH: Final = 12  # the length counts what comes after itself
_NOT_HERE: Final = (0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF)  # "the 64-bit record says it"
_LOCAL = struct.Struct("<4s5H3L2H")
_NAME_BYTES = 1024  # of directory for each member, far more than honest names need
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]')
_LONGEST_NAME = 255
_ENCRYPTED = 0x1 | 0x40 | 0x2000


class Archive:
    """An archive of which every member has been checked; its contents are not trusted yet."""

    def __init__(self, data: bytes, file: str, collector: Collector) -> None:
        """Check the archive.

        Raises:
            Refused: With the first thing that makes it unsafe or unreadable.
        """
        self.file = file
        self._collector = collector
        self._check_end(data)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, struct.error, NotImplementedError) as error:
            raise self._refused(rule.DamagedArchive, f"The archive is damaged: {error}.") from None
        if len(self._zip.infolist()) != self._entries:
            raise self._misfit()
        self._check_members(self._zip.infolist())
        members = {_name(member): member for member in self._zip.infolist()}
        self._members = {name: m for name, m in members.items() if not name.endswith("/")}
        self._folded = {_folded(name): name for name in self._members}
        self._packed = self._locate(data)

    @property
    def names(self) -> list[str]:
        """The names of the files in it, in the order of the directory."""
        return list(self._members)

    @property
    def unpacks_to(self) -> int:
        """How many bytes all of it unpacks to, by its directory."""
        return sum(member.file_size for member in self._members.values())

    def find(self, name: str) -> str | None:
        """Return the member of this name, compared without regard to case, or None."""
        return self._folded.get(_folded(name))

    def member_file(self, name: str) -> str:
        """Return how a person knows a member: `upload.zip/crime_rates.csv`."""
        return f"{self.file}/{label(name)}"

    def chunks(self, name: str) -> Iterator[bytes]:
        """Unpack a member piece by piece, counting what comes out.

        Raises:
            Refused: When it is damaged or unpacks to more than allowed.
        """
        place = Place(file=self.member_file(name))
        member = self._members[name]
        packed = self._packed[name]
        size = checksum = 0
        try:
            for chunk in _unpack(packed, deflated=member.compress_type == zipfile.ZIP_DEFLATED):
                self._collector.unpack(len(chunk), place)
                size += len(chunk)
                checksum = zlib.crc32(chunk, checksum)
                yield chunk
        except zlib.error as error:
            message = f"This part of the archive is damaged: {error}."
            raise self._refused(rule.DamagedArchive, message, name) from None
        if size != member.file_size or checksum != member.CRC:
            message = "This part of the archive has the wrong size or checksum."
            raise self._refused(rule.DamagedArchive, message, name)

    def read(self, name: str) -> bytes:
        """Unpack a whole member, as `chunks` does."""
        return b"".join(self.chunks(name))

    def mentions(self, name: str, words: bytes) -> bool:
        """Tell whether words stand in a member, without counting what is unpacked for that.

        No more is unpacked than the directory promises, and a member that is damaged mentions all;
        reading it tells the rest.
        """
        member = self._members[name]
        size, end = 0, b""
        try:
            for chunk in _unpack(
                self._packed[name], deflated=member.compress_type == zipfile.ZIP_DEFLATED
            ):
                size += len(chunk)
                if words in end + chunk or size > member.file_size:
                    return True
                end = chunk[-len(words) :]
        except zlib.error:
            return True
        return False

    def _refused(self, kind: type[Rule], message: str, name: str | None = None) -> Refused:
        file = self.file if name is None else self.member_file(name)
        return Refused(kind, message, place=Place(file=file))

    def _misfit(self) -> Refused:
        return self._refused(
            rule.DamagedArchive, "The directory of the archive does not match its contents."
        )

    def _check_end(self, data: bytes) -> None:
        """Hold the end record against the file, before anything is built from the directory."""
        at = data.rfind(b"PK\x05\x06")
        if not data.startswith(b"PK") or at < 0 or at + _END.size > len(data):
            raise self._refused(rule.DamagedArchive, "The archive is damaged or cut off.")
        _, disk, start_disk, here, entries, size, offset, comment = _END.unpack_from(data, at)
        end = at
        if data[max(0, at - _LOCATOR.size) :].startswith(_LOCATOR_MARK):
            end, here, entries, size, offset = self._zip64_end(
                data, at, (here, entries, size, offset)
            )
        if entries > self._collector.limits.members:
            raise self._refused(
                TooManyFiles,
                f"The archive holds more than {self._collector.limits.members:,} files.",
            )
        if (
            here != entries
            or disk
            or start_disk
            or at + _END.size + comment != len(data)
            or offset + size != end
            or size > entries * _NAME_BYTES
        ):
            raise self._misfit()
        self._directory, self._entries = offset, entries

    def _zip64_end(
        self, data: bytes, at: int, plain: tuple[int, int, int, int]
    ) -> tuple[int, int, int, int, int]:
        """Return where the 64-bit end record begins, and what it says in place of the plain one.

        Large archives need it, and programs that write piece by piece add it to small ones.
        """
        start = at - _LOCATOR.size - _END64.size
        _, locator_disk, located, disks = _LOCATOR.unpack_from(data, at - _LOCATOR.size)
        if start >= 0:
            signature, length, _, _, disk, start_disk, *said = _END64.unpack_from(data, start)
            agree = all(
                old in {new, most} for old, new, most in zip(plain, said, _NOT_HERE, strict=True)
            )
            if (
                signature == _END64_MARK
                and located == start
                and length == _END64.size - _END64_BEFORE_LENGTH
                and disks <= 1
                and not (locator_disk or disk or start_disk)
                and agree
            ):
                here, entries, size, offset = said
                return start, here, entries, size, offset
        raise self._misfit()

    def _check_members(self, members: list[zipfile.ZipInfo]) -> None:
        seen: set[str] = set()
        declared = 0
        for member in members:
            name = _name(member)
            if reason := unsafe_name(name.removesuffix("/")):
                raise self._refused(rule.UnsafeName, f"The name “{label(name)}” {reason}.", name)
            folded = _folded(name)
            if folded in seen:
                raise self._refused(
                    rule.NameTwice, f"The archive holds “{label(name)}” twice.", name
                )
            seen.add(folded)
            self._check_member(member, name)
            declared += member.file_size
        if declared + self._collector.unpacked > self._collector.limits.bytes_unpacked:
            raise Refused(
                UnpacksTooLarge,
                f"The archive unpacks to {declared:,} bytes; "
                f"{self._collector.limits.bytes_unpacked:,} is the limit.",
                place=Place(file=self.file),
            )

    def _check_member(self, member: zipfile.ZipInfo, name: str) -> None:
        mode = member.external_attr >> 16
        if stat.S_IFMT(mode) not in {0, stat.S_IFREG, stat.S_IFDIR}:
            raise self._refused(
                NotRegularFile, "The archive holds a link or device instead of a file.", name
            )
        if member.flag_bits & _ENCRYPTED:
            raise self._refused(rule.PasswordProtected, "The archive has a password.", name)
        if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise self._refused(
                rule.DamagedArchive, "The archive uses an unusual compression method.", name
            )
        ratio = self._collector.limits.ratio
        if member.file_size > max(_RATIO_FROM, ratio * member.compress_size):
            raise Refused(
                UnpacksTooLarge,
                f"This file unpacks to {member.file_size:,} bytes from {member.compress_size:,}: "
                f"more than {ratio:,} times.",
                place=Place(file=self.member_file(name)),
                hints=("Save it again, or send its tables as CSV files.",),
            )

    def _locate(self, data: bytes) -> dict[str, memoryview]:
        """Return where each member's bytes are; no two may share one, and both headers must agree."""
        packed: dict[str, memoryview] = {}
        view = memoryview(data)
        end = 0
        for member in sorted(self._zip.infolist(), key=lambda m: m.header_offset):
            start = member.header_offset
            if start + _LOCAL.size > self._directory:
                raise self._refused(rule.DamagedArchive, "The archive names a file outside itself.")
            if start < end:
                raise self._refused(rule.DamagedArchive, "Files in the archive overlap.")
            signature, _, _, method, _, _, _, _, _, name, extra = _LOCAL.unpack_from(data, start)
            begin = start + _LOCAL.size + name + extra
            end = begin + member.compress_size
            written = data[start + _LOCAL.size : begin - extra]
            encoding = "utf-8" if member.flag_bits & 0x800 else "cp437"
            if (
                signature != b"PK\x03\x04"
                or method != member.compress_type
                or written != member.orig_filename.encode(encoding, "replace")
                or end > self._directory
            ):
                raise self._refused(
                    rule.DamagedArchive, "The archive is cut off or contradicts itself."
                )
            packed[_name(member)] = view[begin:end]
        return packed


def _name(member: zipfile.ZipInfo) -> str:
    """Return the name of a member; some Windows programs write backslashes between its steps."""
    return member.orig_filename.replace("\\", "/")


def _folded(name: str) -> str:
    """Return a name as most computers compare it: whatever its case and the way accents are stored."""
    return unicodedata.normalize("NFC", name).casefold().removesuffix("/")


def _unpack(packed: memoryview, *, deflated: bool) -> Iterator[bytes]:
    """Yield the stored bytes in pieces of bounded size, whatever they claim to unpack to."""
    if not deflated:
        for start in range(0, len(packed), _CHUNK):
            yield bytes(packed[start : start + _CHUNK])
        return
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    chunk = inflate.decompress(packed, _CHUNK)
    while chunk:
        yield chunk
        chunk = inflate.decompress(inflate.unconsumed_tail, _CHUNK)
    if not inflate.eof or inflate.unused_data:
        raise zlib.error("the compressed data end in the wrong place")


def unsafe_name(name: str) -> str | None:
    """Return why a name must not be used as a path inside a submission, or None.

    Example:
        >>> unsafe_name("../crime_rates.csv")
        'leads outside the submission'
    """
    parts = name.split("/")
    checks = (
        (not name or len(name) > _LONGEST_NAME, "is empty or too long"),
        ("://" in name, "is a web address, and nothing is downloaded"),
        (name.startswith("/") or re.match(r"[A-Za-z]:", name), "is not relative"),
        (".." in parts, "leads outside the submission"),
        ("." in parts or "" in parts, "has an empty step"),
        (_UNSAFE.search(name), "has a character that is not allowed in file names"),
        (any(map(_RESERVED.fullmatch, parts)), "is reserved by Windows"),
        (
            any(part != part.strip(" ") or part.endswith(".") for part in parts),
            "has a part that begins or ends with a space, or ends with a point",
        ),
    )
    return next((reason for unsafe, reason in checks if unsafe), None)
