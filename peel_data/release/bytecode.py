"""The byte code of the modules of a checkout, whose files are written and copied within seconds.

Python tells by a file's size and second whether byte code is of the present source. Here that is not enough: another
version of as many digits, written within the second, would not be seen.
"""

from __future__ import annotations

import contextlib
import importlib.util
from pathlib import Path

_TIMED, _HASHED = 0, 3
"""How byte code is held to its source: by time and size, or by a hash of its content."""
_APART = 2
"""Seconds between the last writing of a source and its compilation, at least, for its time to tell anything."""


def forget_bytecode(path: Path) -> None:
    """Remove what Python compiled of a module that is written anew."""
    if path.suffix == ".py":
        _compiled(path).unlink(missing_ok=True)


def inherit_bytecode(package: Path, copy: Path) -> None:
    """Give the copy of a package the byte code of the package's modules, where the sources are the same.

    Compiling them takes as long as everything that the copy is needed for. What is handed down is held to its source
    by a hash, so a module that changes in the copy is compiled anew, however soon that happens.
    """
    for source in package.rglob("*.py"):
        with contextlib.suppress(OSError):  # what cannot be read or written is compiled again
            _hand_down(source, copy / source.relative_to(package))


def _hand_down(source: Path, target: Path) -> None:
    if not target.is_file() or (content := target.read_bytes()) != source.read_bytes():
        return
    held = _header(_HASHED, importlib.util.source_hash(content))
    if (code := _code(source, held)) is None:
        return
    compiled = _compiled(target)
    compiled.parent.mkdir(parents=True, exist_ok=True)
    draft = compiled.with_suffix(
        ".draft"
    )  # a full disk leaves no half of it that Python would read
    draft.write_bytes(held + code)
    draft.replace(compiled)


def _code(source: Path, held: bytes) -> bytes | None:
    """Return what Python compiled of a module if it would use that now, and no change can have escaped it."""
    compiled = _compiled(source)
    if not compiled.is_file():
        return None
    written = source.stat()
    timed = _header(_TIMED, _number(int(written.st_mtime)) + _number(written.st_size))
    apart = compiled.stat().st_mtime - written.st_mtime >= _APART
    content = compiled.read_bytes()
    trusted = content.startswith(held) or (apart and content.startswith(timed))
    return content[len(held) :] if trusted else None


def _header(kind: int, of_source: bytes) -> bytes:
    return importlib.util.MAGIC_NUMBER + _number(kind) + of_source


def _number(value: int) -> bytes:
    return (value & 0xFFFFFFFF).to_bytes(4, "little")


def _compiled(source: Path) -> Path:
    return Path(importlib.util.cache_from_source(str(source)))
