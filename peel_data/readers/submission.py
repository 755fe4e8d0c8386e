"""Read a submission: what kind of file it is, which tables it holds, and which reader takes each."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from peel_data.findings import Place
from peel_data.paths import system_reason
from peel_data.readers import archive, csv_file, sheet_names
from peel_data.readers import files as opening
from peel_data.readers.characters import decode
from peel_data.readers.collector import Collector, Refused
from peel_data.readers.descriptor import Descriptor, parse_descriptor
from peel_data.readers.limits import Stopped
from peel_data.readers.rules import containers, files
from peel_data.schema import form

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from peel_data.readers.limits import Limits, ReadingProgress
    from peel_data.readers.reading import Reading

DESCRIPTOR = "datapackage.json"
_DEEPEST = 8
_OTHER_PACKED = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_OTHER_WORKBOOKS = (".xlsm", ".xlsb", ".xltx", ".xltm", ".ots", ".fods", ".numbers")
_DOCUMENTS = (".doc", ".docx", ".odt", ".rtf", ".ppt", ".pptx", ".odp", ".eml", ".msg")
_ZIP = b"PK\x03\x04"


def read_submission(
    path: str | os.PathLike[str],
    known_tables: Mapping[str, tuple[str, ...]],
    limits: Limits,
    progress: ReadingProgress | None = None,
) -> Reading:
    """Read a submission, as `peel_data.readers.read` says."""
    collector = Collector(known_tables, limits, progress)
    target = Path(path)
    name = opening.label(target.name or str(target))
    try:
        if opening.is_folder(target):
            _read_folder(target, collector)
        elif target.name == DESCRIPTOR:
            _read_package(target, collector)
        else:
            _read_file(target, name, collector, alone=True, only=True)
    except Refused as refusal:
        collector.reject_file(refusal, name)
    except Stopped as stop:
        collector.stopped = stop.limit
    except MemoryError:
        collector.stopped = "memory_bytes"
    return collector.reading()


def _read_file(
    path: Path,
    file: str,
    collector: Collector,
    *,
    table: str | None = None,
    alone: bool = False,
    only: bool = False,
    descriptor: Descriptor | None = None,
) -> None:
    """Read one file, or say why it is refused.

    `alone` says whether it was named and must be read, `only` whether it is the whole submission.
    """
    collector.record_file(file)
    with collector.going_on(file, table=table or _table_of(file, collector)):
        reader = _READERS.get(path.suffix.lower())
        if reader is None and not alone and not path.is_symlink():
            _leave_aside(path.name, file, collector)
            return
        data = opening.read_bytes(path, file, collector)
        if descriptor:
            descriptor.check_contents(file, data)
        if reader is None:
            raise _unknown_kind(path.name, data, file)
        reader(_File(data, file, path.stem, table, only), collector)


def _table_of(file: str, collector: Collector) -> str | None:
    """Return the table that the name of a CSV file says; a workbook may hold any."""
    path = PurePosixPath(file)
    return (
        sheet_names.table_of(path.stem, collector.known_tables)
        if path.suffix.lower() == ".csv"
        else None
    )


@dataclass(frozen=True, slots=True)
class _File:
    """A file that was opened; `table` is what a descriptor says it belongs to, `only` whether there is no other."""

    data: bytes
    file: str
    stem: str
    table: str | None = None
    only: bool = False


def _read_csv(item: _File, collector: Collector) -> None:
    file, stem, table = item.file, item.stem, item.table
    if item.data.startswith((_ZIP, _OLD_OFFICE, b"%PDF", *_OTHER_PACKED)):
        raise _unknown_kind(file, item.data, file)
    if table is None:
        if reason := sheet_names.why_ignored(stem):
            collector.ignore(file, None, "file", reason)
            return
        table = sheet_names.table_of(stem, collector.known_tables)
        if table in {None, form.SHEET.casefold()} and csv_file.is_form(item.data):
            table = form.TABLE
    if table is None:
        if not item.data.strip():
            raise Refused(files.NothingToRead, "The file is empty.", place=Place(file=file))
        decode(item.data, file)  # what is no text has no name of its own to be found wrong
        raise Refused(
            files.UnknownTable,
            f"“{stem}” is not the name of a table.",
            place=Place(file=file),
            expected=sheet_names.expected_name(collector.known_tables),
            hints=sheet_names.did_you_mean(stem, collector.known_tables),
        )
    csv_file.read_csv(item.data, file, table, collector)


def _read_xlsx(item: _File, collector: Collector) -> None:
    from peel_data.readers.xlsx import workbook  # late: a submission of CSV files needs none of it

    workbook.read_workbook(_open_workbook(item, collector), collector)


def _read_ods(item: _File, collector: Collector) -> None:
    from peel_data.readers.ods import workbook

    workbook.read_workbook(_open_workbook(item, collector), collector)


def _open_workbook(item: _File, collector: Collector) -> archive.Archive:
    _refuse_old_office(item)
    opened = archive.Archive(item.data, item.file, collector)
    collector.to_unpack = opened.unpacks_to if item.only else 0
    return opened


def _read_zip(item: _File, collector: Collector) -> None:
    opened = archive.Archive(item.data, item.file, collector)
    if opened.find("xl/workbook.xml") or opened.find("content.xml"):
        raise Refused(
            files.UnknownKind,
            "This is a workbook with the name of a zip archive.",
            place=Place(file=item.file),
            hints=("Restore its extension, .xlsx or .ods.",),
        )
    descriptor = _archived_descriptor(opened, collector)
    for member in sorted(opened.names):
        if PurePosixPath(member).name == DESCRIPTOR and descriptor:
            continue
        _read_member(opened, member, collector, descriptor)
    if descriptor:
        descriptor.report_missing(collector)


def _read_member(
    opened: archive.Archive, member: str, collector: Collector, descriptor: Descriptor | None
) -> None:
    path = PurePosixPath(member)
    file = opened.member_file(member)
    if any(sheet_names.is_leftover(part) for part in path.parts):
        collector.ignore(file, None, "file", "left by an operating system or program")
        return
    collector.record_file(file)
    with collector.going_on(file, table=_table_of(file, collector)):
        kind = path.suffix.lower()
        if kind in {".zip", ".gz", ".7z"}:
            raise _nested(file)
        table = descriptor.meet(file) if descriptor else None
        reader = _read_csv if table else _READERS.get(kind)
        if reader is None and kind not in _OTHER_WORKBOOKS:
            _leave_aside(path.name, file, collector)
            return
        data = opened.read(member)
        if reader is None:
            raise _unknown_kind(file, data, file)
        if reader is _read_csv and data.startswith(_ZIP):
            raise _nested(file)
        if descriptor:
            descriptor.check_contents(file, data)
        reader(_File(data, file, path.stem, table), collector)


def _archived_descriptor(opened: archive.Archive, collector: Collector) -> Descriptor | None:
    """Return the descriptor at the root of the archive, or of the one folder that holds everything."""
    found = [name for name in opened.names if PurePosixPath(name).name == DESCRIPTOR]
    found = [name for name in found if len(PurePosixPath(name).parts) <= 2]
    if len(found) != 1:
        return None
    file = opened.member_file(found[0])
    collector.record_file(file)
    base = file.removesuffix(DESCRIPTOR)
    with collector.going_on(file):
        return parse_descriptor(opened.read(found[0]), file, base, collector)
    return None


def _read_folder(folder: Path, collector: Collector) -> None:
    descriptor = None
    if (folder / DESCRIPTOR).is_file():
        descriptor = _load_descriptor(folder / DESCRIPTOR, collector)
    for count, path in enumerate(_walk(folder, _DEEPEST), start=1):
        if count > collector.limits.members:
            raise Refused(
                files.TooManyFiles,
                f"The folder holds more than {collector.limits.members:,} files.",
                place=Place(file=opening.label(folder.name)),
                hints=("Check that the right folder was named.",),
                entirely=True,
            )
        file = opening.label(path.relative_to(folder).as_posix())
        if sheet_names.is_leftover(path.name):
            collector.ignore(file, None, "file", "left by an operating system or program")
        elif file != DESCRIPTOR:
            table = descriptor.meet(file) if descriptor else None
            _read_file(path, file, collector, table=table, alone=bool(table), descriptor=descriptor)
    if descriptor:
        descriptor.report_missing(collector)


def _walk(folder: Path, depth: int) -> Iterator[Path]:
    """Yield the files below a folder in the order of their names; links are given, not followed."""
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        raise Refused(
            files.CannotOpen,
            f"The folder cannot be opened: {system_reason(error)}.",
            place=Place(file=opening.label(folder.name)),
        ) from None
    for entry in entries:
        if (
            entry.is_dir(follow_symlinks=False)
            and depth
            and not sheet_names.is_leftover(entry.name)
        ):
            yield from _walk(Path(entry.path), depth - 1)
        else:
            yield Path(entry.path)


def _load_descriptor(path: Path, collector: Collector) -> Descriptor | None:
    collector.record_file(path.name)
    with collector.going_on(path.name):
        data = opening.read_bytes(path, path.name, collector)
        return parse_descriptor(data, path.name, "", collector)
    return None


def _read_package(path: Path, collector: Collector) -> None:
    """Read what a descriptor lists and nothing else beside it."""
    descriptor = _load_descriptor(path, collector)
    if descriptor is None:
        return
    for resource in descriptor.resources:
        try:
            target = opening.inside(path.parent, resource.path)
        except Refused as refusal:
            collector.reject_file(refusal, resource.path, table=resource.table)
            continue
        _read_file(
            target,
            resource.path,
            collector,
            table=resource.table,
            alone=True,
            descriptor=descriptor,
        )


def _leave_aside(name: str, file: str, collector: Collector) -> None:
    """Note a file that is neither a table nor readable, and say so unless it is a note."""
    stem = PurePosixPath(name).stem
    if reason := sheet_names.why_ignored(stem):
        collector.ignore(file, None, "file", reason)
        return
    collector.ignore(file, None, "file", "not of a kind that is read")
    if table := sheet_names.table_of(stem, collector.known_tables):
        collector.report(
            files.UnknownKind,
            f"This file has the name of the table {table}, but is not a CSV file.",
            Place(file=file),
            expected=f"{table}.csv",
            table=table,
        )
    else:
        collector.report(
            files.FileLeftAside,
            "This file is not read.",
            Place(file=file),
            many="{n} files are not read.",
            across_files=True,
        )


def _unknown_kind(name: str, data: bytes, file: str) -> Refused:
    suffix = PurePosixPath(name).suffix.lower()
    if data.startswith(_OLD_OFFICE):
        what = "an Excel workbook of the old kind (.xls), or one with a password"
        hint = "Open it in a spreadsheet program and save it as .xlsx, without a password."
    elif suffix in _OTHER_WORKBOOKS:
        what = f"a workbook of another kind ({suffix})"
        hint = "Open it in a spreadsheet program and save it as .xlsx."
    elif suffix in _DOCUMENTS:
        what, hint = (
            f"a document of another kind ({suffix})",
            "Send the form's own workbook.",
        )
    elif data.startswith(_ZIP):
        what = "a workbook or zip archive with the name of another kind"
        hint = "Restore its extension: .xlsx, .ods or .zip."
    elif data.startswith(b"%PDF"):
        what, hint = "a PDF file", "Send the spreadsheet that it was made from."
    elif data.startswith(_OTHER_PACKED):
        what, hint = "an archive of another kind", "Unpack it, and pack the files as .zip."
    else:
        what = f"a file of the kind {suffix}" if suffix else "a file without an ending"
        hint = 'Open it in a spreadsheet program and save it as .xlsx or "CSV UTF-8".'
    return Refused(
        files.UnknownKind,
        f"This is {what}, which is not read.",
        place=Place(file=file),
        expected="a .csv, .xlsx, .ods or .zip file, a folder of them, or a datapackage.json",
        hints=(hint,),
    )


def _refuse_old_office(item: _File) -> None:
    """Refuse what is no workbook: an old Office container, as those with a password are, or an empty file."""
    if not item.data:
        raise Refused(
            files.NothingToRead,
            "The file is empty.",
            place=Place(file=item.file),
            hints=("Save the workbook again, and send that file.",),
        )
    if item.data.startswith(_OLD_OFFICE):
        raise Refused(
            containers.PasswordProtected,
            "The workbook has a password, or is an old one (.xls) under a new name.",
            place=Place(file=item.file),
            hints=("Save it as .xlsx, without a password.",),
        )


def _nested(file: str) -> Refused:
    return Refused(
        containers.NestedArchive,
        "An archive is packed inside the archive.",
        place=Place(file=file),
        many="{n} archives are packed inside the archive.",
        expected="CSV files and workbooks only",
    )


_READERS: Final[dict[str, Callable[[_File, Collector], None]]] = {
    ".csv": _read_csv,
    ".xlsx": _read_xlsx,
    ".ods": _read_ods,
    ".zip": _read_zip,
}
