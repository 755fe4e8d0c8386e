"""Rebuild a tagged release from a fresh clone and hold published files against it.

    python tools/verify_release.py v1.0.0 peel_data-1.0.0-py3-none-any.whl peel_data-1.0.0.tar.gz

The build uses the version of the build backend that the wheel names, and the time of the tagged
commit, so every byte should be the same. Ends with 0 if it is, with 1 and the first difference in
words if it is not, with 2 if the release could not be rebuilt.

Needs git and the `build` package; fetches the backend unless told to use the installed one.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.metadata
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]


class CannotVerify(Exception):  # noqa: N818 - reads as the sentence it is
    """The release could not be rebuilt; the message says why."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive, and what is recorded with it: permission bits and time."""

    content: bytes
    mode: str
    time: str


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("tag", help="the tag of the release, such as v1.0.0")
    parser.add_argument("wheel", type=Path, help="the published wheel")
    parser.add_argument("sdist", type=Path, nargs="?", help="the published source archive")
    parser.add_argument(
        "--repository", default=str(CHECKOUT), help="where to clone from (default: this checkout)"
    )
    parser.add_argument(
        "--no-isolation",
        action="store_true",
        help="build with the installed backend, without a network",
    )
    options = parser.parse_args(arguments)
    published = [path for path in (options.wheel, options.sdist) if path is not None]
    try:
        with tempfile.TemporaryDirectory(prefix="verify-release-") as folder:
            built = rebuild(
                options.tag,
                backend_of(options.wheel),
                Path(folder),
                repository=options.repository,
                isolated=not options.no_isolation,
            )
            differences = [difference(path, built / path.name) for path in published]
    except CannotVerify as error:
        print(f"{options.tag} could not be rebuilt. {error}", file=sys.stderr)
        return 2
    for path, found in zip(published, differences, strict=True):
        print(f"{path.name}: {found or f'identical, SHA-256 {sha256(path)}'}")
    return 1 if any(differences) else 0


def backend_of(wheel: Path) -> str:
    """Return the requirement, such as "hatchling==1.27.0", that the wheel says it was built with.

    Raises:
        CannotVerify: If the file is not a wheel built by hatchling.
    """
    try:
        with zipfile.ZipFile(wheel) as archive:
            (name,) = (n for n in archive.namelist() if n.endswith(".dist-info/WHEEL"))
            tags = archive.read(name).decode()
    except (OSError, ValueError, zipfile.BadZipFile) as error:
        message = f"{wheel} is not a readable wheel: {error}."
        raise CannotVerify(message) from error
    generator = re.search(r"^Generator: hatchling (\d[\w.]*)\s*$", tags, re.MULTILINE)
    if generator is None:
        message = f"{wheel} does not say which version of hatchling built it."
        raise CannotVerify(message)
    return f"hatchling=={generator[1]}"


def rebuild(tag: str, backend: str, folder: Path, *, repository: str, isolated: bool) -> Path:
    """Build the tag from a fresh clone; return the folder with its wheel and source archive.

    Raises:
        CannotVerify: If there is no such tag, or a step fails.
    """
    clone, built, constraint = folder / "clone", folder / "built", folder / "constraint.txt"
    if not isolated and backend != (installed := f"hatchling=={version_of('hatchling')}"):
        message = f"The wheel was built with {backend}; {installed} is installed."
        raise CannotVerify(message)
    run("git", "init", "--quiet", str(clone))
    run("git", "-C", str(clone), "fetch", "--quiet", "--depth=1", repository, f"refs/tags/{tag}")
    run("git", "-C", str(clone), "checkout", "--quiet", "FETCH_HEAD")
    committed = run("git", "-C", str(clone), "log", "-1", "--format=%ct").strip()
    constraint.write_text(f"{backend}\n", encoding="utf-8")
    run(
        *(sys.executable, "-m", "build", f"--outdir={built}", str(clone)),
        *(() if isolated else ("--no-isolation",)),
        SOURCE_DATE_EPOCH=committed,
        PIP_CONSTRAINT=str(constraint),
    )
    return built


def version_of(distribution: str) -> str:
    """Return the installed version of a distribution, "none" if there is none."""
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return "none"


def run(*command: str, **variables: str) -> str:
    """Run a program; return what it printed."""
    done = subprocess.run(
        command, env={**os.environ, **variables}, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        last = (done.stderr.strip() or done.stdout.strip() or "no message").splitlines()[-1]
        message = f"`{' '.join(command[:4])} ...` failed: {last}"
        raise CannotVerify(message)
    return done.stdout


def difference(published: Path, built: Path) -> str | None:
    """Say in words what first differs between two archives; None if they are identical."""
    if not built.exists():
        names = ", ".join(sorted(path.name for path in built.parent.iterdir()))
        return f"the tag does not build a file of this name; it builds {names}"
    if published.read_bytes() == built.read_bytes():
        return None
    try:
        ours, theirs = members(built), members(published)
    except (OSError, zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError) as error:
        return f"not readable as an archive: {error}"
    return first_difference(ours, theirs) or (
        "the files in it are the tag's, byte for byte; only their order or compression differs, "
        "as with another version of Python or zlib"
    )


def first_difference(ours: dict[str, Member], theirs: dict[str, Member]) -> str | None:
    """Say in words which file first differs; None if all are the same."""
    for name in sorted(ours.keys() | theirs.keys()):
        if name not in theirs:
            return f"{name} is missing; the tag has it"
        if name not in ours:
            return f"{name} is in it; the tag has no such file"
    for name, own in ours.items():
        other = theirs[name]
        if own.content != other.content:
            return f"{name} differs {where(own.content, other.content)}"
        if own != other:
            return (
                f"{name} has mode {other.mode} and time {other.time}; "
                f"the tag gives mode {own.mode} and time {own.time}"
            )
    return None


def members(archive: Path) -> dict[str, Member]:
    """Return the files of a wheel or source archive by name, none of them unpacked to disk."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return {
                info.filename: Member(
                    wheel.read(info), f"{info.external_attr >> 16:o}", str(info.date_time)
                )
                for info in wheel.infolist()
            }
    with tarfile.open(archive) as sdist:
        return {
            info.name: Member(
                file.read() if (file := sdist.extractfile(info)) else b"",
                f"{info.mode:o}",
                str(info.mtime),
            )
            for info in sdist.getmembers()
        }


def where(ours: bytes, theirs: bytes) -> str:
    """Say at which line two texts part, and how each goes on there."""
    own_lines, other_lines = ours.split(b"\n"), theirs.split(b"\n")
    for number, (own, other) in enumerate(zip(own_lines, other_lines, strict=False), start=1):
        if own != other:
            return f"at line {number}: it has {shown(other)}, the tag has {shown(own)}"
    return f"in length: it has {len(other_lines)} lines, the tag has {len(own_lines)}"


def shown(line: bytes) -> str:
    """Return a line for a message, shortened."""
    text = line.decode(errors="replace")
    return repr(text if len(text) <= 60 else f"{text[:59]}…")


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
