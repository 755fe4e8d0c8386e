"""Coverage-guided fuzzing of the readers: no input may raise, and what is accepted must be right.

By command, since it needs `pip install atheris` and never ends by itself:

    python tools/fuzz_read.py csv -max_total_time=600
    python tools/fuzz_read.py xlsx|ods|zip|descriptor|number ...

It begins with what the tests know of hostile files, so that it need not find out what a sheet is. A finding
of libFuzzer is written to `crash-*`; run the same command with that file to see it again.
"""

from __future__ import annotations

import csv
import io
import re
import sys
import tempfile
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import atheris

with atheris.instrument_imports(include=["peel_data.readers"]):
    from peel_data.readers import Limits
    from peel_data.readers.archive import Archive
    from peel_data.readers.collector import Collector, Refused
    from peel_data.readers.csv_file import read_csv
    from peel_data.readers.descriptor import parse_descriptor
    from peel_data.readers.numbers import canonical_number
    from peel_data.readers.ods.workbook import read_workbook as read_ods
    from peel_data.readers.xlsx.workbook import read_workbook as read_xlsx

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TESTS = Path(__file__).resolve().parents[1] / "tests"

KNOWN = {"crime_rates": ("area", "value", "unit")}
LIMITS = Limits(bytes_unpacked=5_000_000, rows=2_000, cells=20_000, columns=50)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"


def _guarded(step: Callable[[Collector], object]) -> Collector:
    """Run a reader; a refusal is an answer, and any other exception is what we look for."""
    collector = Collector(KNOWN, LIMITS)
    try:
        step(collector)
    except Refused as refusal:
        collector.reject_file(refusal, "fuzz")
    collector.reading()
    return collector


def fuzz_csv(data: bytes) -> None:
    """Hold what is accepted without a finding to what the standard library reads."""
    data = b"area,value,unit\n" + data
    reading = _guarded(lambda collector: read_csv(data, "fuzz", "crime_rates", collector)).reading()
    if reading.findings:
        return
    theirs = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
    rows = [tuple(cell.replace("\r\n", "\n") for cell in row) for row in theirs]
    rows = [row for row in rows[1:] if any(cell.strip() for cell in row)]
    if list(reading.tables[0].rows) != rows:
        raise AssertionError((reading.tables[0].rows, rows))


def _zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def fuzz_xlsx(data: bytes) -> None:
    """Put the fuzzed bytes inside a sheet, after its header."""
    cells = "".join(f'<c t="str"><v>{name}</v></c>' for name in ("area", "value", "unit")).encode()
    sheet = f'<worksheet xmlns="{_MAIN}"><sheetData><row>'.encode() + cells + b"</row>"
    members = {
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="a" '
        f'Type="{_OFFICE}/officeDocument" Target="b"/></Relationships>'.encode(),
        "b": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="crime_rates" r:id="a"/></sheets></workbook>'.encode(),
        "_rels/b.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="a" '
        f'Type="{_OFFICE}/worksheet" Target="c"/></Relationships>'.encode(),
        "c": sheet + data + b"</sheetData></worksheet>",
    }
    _guarded(lambda collector: read_xlsx(Archive(_zipped(members), "fuzz", collector), collector))


def fuzz_ods(data: bytes) -> None:
    """Put the fuzzed bytes inside a sheet, after its header."""
    spaces = "".join(f' xmlns:{n}="{_ODF}{n}:1.0"' for n in ("office", "table", "text", "style"))
    head = "".join(
        f"<table:table-cell><text:p>{name}</text:p></table:table-cell>"
        for name in ("area", "value", "unit")
    )
    start = f'<a{spaces}><table:table table:name="crime_rates"><table:table-row>{head}'
    content = f"{start}</table:table-row>".encode() + data + b"</table:table></a>"
    _guarded(
        lambda collector: read_ods(
            Archive(_zipped({"content.xml": content}), "fuzz", collector), collector
        )
    )


def fuzz_zip(data: bytes) -> None:
    """Read the fuzzed bytes as an archive."""

    def step(collector: Collector) -> None:
        archive = Archive(data, "fuzz", collector)
        for name in archive.names:
            archive.read(name)

    _guarded(step)


def fuzz_descriptor(data: bytes) -> None:
    """Read the fuzzed bytes as a descriptor."""
    _guarded(lambda collector: parse_descriptor(data, "fuzz", "", collector))


def fuzz_number(data: bytes) -> None:
    """Check that a number is written as itself, and that a suggestion is a number."""
    text = data.decode("utf-8", "replace")
    outcome = canonical_number(text)
    if isinstance(outcome, Decimal):
        if format(outcome, "f") != text:
            raise AssertionError(text)
    elif outcome.suggestion and not isinstance(canonical_number(outcome.suggestion), Decimal):
        raise AssertionError(text)


TARGETS = {
    "csv": fuzz_csv,
    "xlsx": fuzz_xlsx,
    "ods": fuzz_ods,
    "zip": fuzz_zip,
    "descriptor": fuzz_descriptor,
    "number": fuzz_number,
}


_LONGEST = 4096
_FILES = {"csv": ".csv", "xlsx": ".xlsx", "ods": ".ods", "zip": ".zip", "descriptor": ".json"}
_NUMBERS = [
    *("65.7", "-4.50", "1,234", "12%", "£5", "\uff16\uff15.\uff17", "\u22124", "(4.5)", "1e3"),
    *("007", ".5", "nan", "1'000", "65.7\u00b2"),
]
_SHEET = {
    "xlsx": ("xl/worksheets/s1.xml", rb"<sheetData>.*?</row>(.*)</sheetData>"),
    "ods": ("content.xml", rb"<table:table .*?</table:table-row>(.*)</table:table>"),
}


def seeds(name: str) -> Iterator[bytes]:
    """Yield where to begin: hostile files of the kind, or what stands in their sheets below the header."""
    if name == "number":
        yield from (number.encode() for number in _NUMBERS)
        return
    sys.path.insert(0, str(TESTS))
    from support.hostile import GOOD, corpus

    yield GOOD.encode()
    for _, file, whole in corpus():
        data = whole
        if not file.endswith(_FILES[name]):
            continue
        if name in _SHEET:
            member, pattern = _SHEET[name]
            try:
                data = zipfile.ZipFile(io.BytesIO(whole)).read(member)
            except (zipfile.BadZipFile, KeyError, EOFError):
                continue
            found = re.search(pattern, data, re.DOTALL)
            data = found[1] if found else data
        if len(data) <= _LONGEST:
            yield data.removeprefix(b"area,value,unit\n") if name == "csv" else data


def main() -> None:
    """Choose the reader by the first argument; the others are libFuzzer's."""
    name = sys.argv.pop(1) if len(sys.argv) > 1 else ""
    if name not in TARGETS:
        sys.exit(f"Name one of: {', '.join(TARGETS)}.")
    with tempfile.TemporaryDirectory() as folder:
        for number, seed in enumerate(dict.fromkeys(seeds(name))):
            (Path(folder) / str(number)).write_bytes(seed)
        atheris.Setup([*sys.argv, folder], TARGETS[name])
        atheris.Fuzz()


if __name__ == "__main__":
    main()
