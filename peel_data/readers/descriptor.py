"""The `datapackage.json` of a submission: names, paths, sizes and checksums, and no more."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeGuard

from peel_data.findings import Place
from peel_data.readers import sheet_names
from peel_data.readers.archive import unsafe_name
from peel_data.readers.collector import Refused
from peel_data.readers.rules import containers as rule
from peel_data.readers.rules.files import UnknownTable
from peel_data.schema.cell_types import LONGEST

if TYPE_CHECKING:
    from peel_data.readers.collector import Collector

_ALGORITHMS: Final = {"md5": 32, "sha1": 40, "sha256": 64, "sha512": 128}
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Resource:
    """What a descriptor says of one file; `file` is the path as the person knows it."""

    name: str
    table: str
    path: str
    file: str
    hash: str | None
    bytes: int | None


@dataclass(slots=True)
class Descriptor:
    """The resources of a submission, and which of them were met."""

    file: str
    resources: tuple[Resource, ...]
    _met: set[str] = field(default_factory=set)

    def meet(self, file: str) -> str | None:
        """Note that a file is there, and give the table it is said to belong to."""
        self._met.add(file)
        return next((r.table for r in self.resources if r.file == file), None)

    def check_contents(self, file: str, data: bytes) -> None:
        """Hold the declared size and checksum against the file.

        Raises:
            Refused: When either differs.
        """
        for resource in self.resources:
            if resource.file != file:
                continue
            if resource.bytes is not None and resource.bytes != len(data):
                raise Refused(
                    rule.ChangedFile,
                    f"The file has {len(data):,} bytes; {self.file} declares {resource.bytes:,}.",
                    place=Place(file=file),
                )
            if resource.hash is not None:
                algorithm, _, digest = resource.hash.rpartition(":")
                actual = hashlib.new(algorithm or "md5", data, usedforsecurity=False).hexdigest()
                if actual != digest.lower():
                    raise Refused(
                        rule.ChangedFile,
                        f"The checksum of the file is not the one that {self.file} declares.",
                        place=Place(file=file),
                        expected=resource.hash,
                    )

    def report_missing(self, collector: Collector) -> None:
        """Report the files that are listed but were not met."""
        for resource in self.resources:
            if resource.file not in self._met:
                collector.report(
                    rule.BadResource,
                    f"The file of the resource “{resource.name}” is not there.",
                    Place(file=self.file, text=resource.path),
                    table=resource.table,
                )


def parse_descriptor(data: bytes, file: str, base: str, collector: Collector) -> Descriptor:
    """Take names, paths, sizes and checksums out of a descriptor.

    Args:
        data: Its bytes.
        file: How the person knows it.
        base: What stands before a resource's path to make it a file as the person knows it.
        collector: Where the findings go.

    Raises:
        Refused: When it is not JSON as it should be.
    """
    place = Place(file=file)

    def refused(message: str) -> Refused:
        return Refused(rule.BadDescriptor, message, place=place)

    limit = collector.limits.descriptor_bytes
    if len(data) > limit:
        raise refused(f"The descriptor is larger than {limit:,} bytes.")
    try:
        content = json.loads(
            data.removeprefix(_BOM).decode("utf-8"),
            object_pairs_hook=_unique,
            parse_constant=_no_constant,
            parse_int=_whole,
        )
    except UnicodeDecodeError:
        raise refused("The descriptor is not UTF-8.") from None
    except RecursionError:
        raise refused("The descriptor is nested too deeply.") from None
    except ValueError as error:
        raise refused(f"The descriptor cannot be read: {error}.") from None
    resources = content.get("resources") if isinstance(content, dict) else None
    if not isinstance(resources, list) or not resources:
        raise refused("The descriptor lists no resources.")
    if len(resources) > collector.limits.members:
        raise refused(f"The descriptor lists more than {collector.limits.members:,} resources.")
    taken: list[Resource] = []
    for resource in resources:
        try:
            taken.append(_resource(resource, place, base, collector, taken))
        except Refused as refusal:
            collector.reject_file(refusal, file)
    return Descriptor(file, tuple(taken))


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    content = dict(pairs)
    if len(content) < len(pairs):
        twice, _ = Counter(name for name, _ in pairs).most_common(1)[0]
        raise ValueError(f"the name {twice[:60]!r} appears twice in one object")
    return content


def _whole(digits: str) -> int:
    if len(digits) > LONGEST:
        raise ValueError(f"a number has more than {LONGEST} characters")
    return int(digits)


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is not JSON")


def _resource(
    content: object, place: Place, base: str, collector: Collector, earlier: list[Resource]
) -> Resource:
    def refused(message: str, text: object = None) -> Refused:
        shown = Place(place.file, text=None if text is None else str(text)[:200])
        return Refused(rule.BadResource, message, place=shown)

    if not isinstance(content, dict):
        raise refused("A resource is not an object with a name and a path.", json.dumps(content))
    name, path = content.get("name"), content.get("path")
    if not isinstance(name, str) or not name:
        raise refused("A resource has no name.")
    if not isinstance(path, str):
        raise refused(f"The resource “{name[:60]}” does not have one path to one file.", path)
    if reason := unsafe_name(path):
        raise refused(f"The path of the resource “{name[:60]}” {reason}.", path)
    if path in {resource.path for resource in earlier}:
        raise refused("Two resources have the same path.", path)
    table = sheet_names.table_of(name, collector.known_tables)
    if table is None:
        raise Refused(
            UnknownTable,
            f"The resource “{name[:60]}” is not the name of a table.",
            place=Place(place.file, text=name),
            hints=sheet_names.did_you_mean(name, collector.known_tables),
        )
    declared, size = content.get("hash"), content.get("bytes")
    if not _is_checksum(declared):
        raise refused(
            "The checksum is of an unknown kind; expected md5, sha1, sha256 or sha512.", declared
        )
    if not _is_size(size):
        raise refused("The number of bytes is not a whole number.", size)
    return Resource(name, table, path, base + path, declared, size)


def _is_size(number: object) -> TypeGuard[int | None]:
    return number is None or (type(number) is int and number >= 0)


def _is_checksum(text: object) -> TypeGuard[str | None]:
    if not isinstance(text, str):
        return text is None
    algorithm, _, digest = text.rpartition(":")
    length = _ALGORITHMS.get(algorithm or "md5")
    return len(digest) == length and re.fullmatch(r"[0-9a-fA-F]+", digest) is not None
