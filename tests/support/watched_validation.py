"""Validates and renders every case of the hostile corpus under an audit hook; a program of its own.

Imports are watched, too. Prints how many cases there were, and what was seen of sockets, programs, and
files outside the submission, the packages and the release.
"""

from __future__ import annotations

import os
import sys
import sysconfig
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve()
ROOT = HERE.parents[2]
FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.spawn", "os.system", "os.fork",
             "urllib.", "http.", "ftplib.", "ctypes.dlopen", "shutil.", "os.remove", "os.rename", "os.mkdir",
             "os.link", "os.symlink", "os.chmod", "webbrowser.", "tempfile.")  # fmt: skip
PARTS = ("stdlib", "platstdlib", "purelib", "platlib")
RELEASE = ("peel_data", "data", "schemas", "datapackage.json")


class Watch:
    """What an audit hook sees while it is on."""

    def __init__(self, folder: Path) -> None:
        self.on = True
        self.seen: set[str] = set()
        self.allowed = [folder, HERE.parents[1], *(ROOT / part for part in RELEASE)]
        self.allowed += [Path(sysconfig.get_path(part)).resolve() for part in PARTS]
        self.allowed += [
            Path(p).resolve() for p in sys.path if p.endswith((".zip", "site-packages"))
        ]
        sys.addaudithook(self.hook)

    def hook(self, event: str, arguments: tuple[object, ...]) -> None:
        if not self.on:
            return
        if event.startswith(FORBIDDEN):
            self.seen.add(f"{event} {arguments!r}")
        elif event in {"open", "os.listdir", "os.scandir"}:
            self.opened(event, *arguments)

    def opened(self, event: str, path: object, _mode: object = None, flags: object = 0) -> None:
        if not isinstance(path, (str, bytes)):
            return
        real = Path(os.path.realpath(os.fsdecode(path)))
        if real != ROOT and not any(real.is_relative_to(place) for place in self.allowed):
            self.seen.add(f"{event} {real}")
        if isinstance(flags, int) and flags & 3 and "__pycache__" not in real.parts:
            self.seen.add(f"{event} to write {real}")


def main(folder: Path) -> None:
    """Watch, and print what was seen."""
    watch = Watch(folder)
    sys.path[:0] = [str(ROOT), str(HERE.parents[1])]
    from peel_data.readers import read
    from peel_data.report import STYLES, render
    from peel_data.validation.baseline import Baseline
    from peel_data.validation.run import validate_reading
    from peel_data.validation.tables import KNOWN_TABLES
    from support.hostile import corpus

    installed = Baseline.installed()
    good = (ROOT / "data" / "crime_rates.csv").read_bytes()
    cases = [("good", "crime_rates.csv", good), *corpus()]
    for number, (case, file, data) in enumerate(cases):
        watch.on = False
        (folder / file).write_bytes(data)
        watch.on = True
        reading = read(folder / file, known_tables=KNOWN_TABLES)
        report = validate_reading(reading, subject=file, baseline=installed).report
        for style in STYLES if number % 20 == 0 else ():
            render(report, style)
        watch.on = False
        (folder / file).unlink()
        if case == "good" and not report.records_read:
            watch.seen.add("the good submission was not read")
    print(len(cases), *sorted(watch.seen), sep="\n")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        main(Path(made).resolve())
