"""Reads every case of the hostile corpus under an audit hook; run as a program of its own.

Prints what it saw of files outside the submission and the packages, sockets and programs.
"""

from __future__ import annotations

import os
import sys
import sysconfig
import tempfile
from pathlib import Path

import peel_data
from peel_data.readers import read
from support.hostile import corpus
from support.submissions import KNOWN, ROWS, csv_text, ods, rows_of, xlsx, zipped

FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.spawn", "os.system", "os.fork",
             "urllib.", "http.", "ftplib.", "ctypes.", "shutil.", "os.remove", "os.rename", "os.mkdir",
             "os.link", "os.symlink", "os.chmod", "webbrowser.", "tempfile.")  # fmt: skip


def main() -> None:
    seen: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        allowed = (
            folder,
            Path(peel_data.__file__).parent,
            *(Path(sysconfig.get_path(p)).resolve() for p in ("stdlib", "platstdlib", "purelib")),
        )
        watching = False

        def hook(event: str, arguments: tuple[object, ...]) -> None:
            if not watching:
                return
            if event.startswith(FORBIDDEN):
                seen.append(f"{event} {arguments!r}")
            elif event in {"open", "os.listdir", "os.scandir"} and isinstance(
                arguments[0], (str, bytes, os.PathLike)
            ):
                path = Path(os.path.abspath(os.fsdecode(arguments[0])))  # noqa: PTH100 - links as they are
                if not any(path.is_relative_to(root) for root in allowed):
                    seen.append(f"{event} {path}")
                elif (
                    event == "open"
                    and path.is_relative_to(folder)
                    and (arguments[1] not in {None, "rb"} or _writes(arguments[2]))
                ):
                    seen.append(f"{event} to write {arguments!r}")

        sys.addaudithook(hook)
        good = {
            "crime_rates.csv": csv_text().encode(), "w.xlsx": xlsx(), "w.ods": ods(),
            "u.zip": zipped({"crime_rates.csv": csv_text()}),
        }  # fmt: skip
        cases = [*good.items(), *((file, data) for _, file, data in corpus())]
        for number, (file, data) in enumerate(cases):
            watching = False
            path = folder / file
            path.write_bytes(data)
            watching = True
            reading = read(path, known_tables=KNOWN)
            watching = False
            if number < len(good) and rows_of(reading) != list(ROWS):
                seen.append(f"{file} was not read")
            path.unlink()
    print(len(cases), *seen, sep="\n")


def _writes(flags: object) -> bool:
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


if __name__ == "__main__":
    main()
