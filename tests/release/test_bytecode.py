"""A copy of a package takes over what is compiled already, and never runs anything but its own sources."""

from __future__ import annotations

import importlib.util
import os
import py_compile
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from peel_data.release.bytecode import forget_bytecode, inherit_bytecode

LONG_AGO = 1_500_000_000


def compiled(source: Path) -> Path:
    return Path(importlib.util.cache_from_source(str(source)))


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package of one module, written long before it was compiled."""
    folder = tmp_path / "program" / "package"
    folder.mkdir(parents=True)
    module = folder / "module.py"
    module.write_text("print('one')\n", "utf-8")
    os.utime(module, (LONG_AGO, LONG_AGO))
    py_compile.compile(str(module))
    return folder


@pytest.fixture
def copy(package: Path, tmp_path: Path) -> Path:
    """A copy of it, without byte code."""
    ignored = shutil.ignore_patterns("__pycache__")
    return Path(shutil.copytree(package, tmp_path / "copy" / "package", ignore=ignored))


def printed(package: Path) -> str:
    """What the module prints where Python may read byte code and write none."""
    command = [sys.executable, "-B", "-c", "import package.module"]
    done = subprocess.run(command, cwd=package.parent, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_what_is_compiled_is_taken_over(package, copy):
    inherit_bytecode(package, copy)
    header, code = compiled(copy / "module.py").read_bytes()[:16], compiled(copy / "module.py")
    assert int.from_bytes(header[4:8], "little") == 0b11, "held to the source by a hash"
    code.write_bytes(code.read_bytes().replace(b"one", b"two"))
    assert printed(copy) == "two", "it is not compiled anew"


def test_a_copy_of_a_copy_takes_it_over_too(package, copy, tmp_path):
    inherit_bytecode(package, copy)
    third = Path(shutil.copytree(copy, tmp_path / "third" / "package"))
    shutil.rmtree(third / "__pycache__")
    inherit_bytecode(copy, third)
    assert compiled(third / "module.py").read_bytes() == compiled(copy / "module.py").read_bytes()


def test_a_module_that_changes_within_the_second_is_compiled_anew(package, copy):
    inherit_bytecode(package, copy)
    module = copy / "module.py"
    written = module.stat()
    module.write_text("print('two')\n", "utf-8")
    os.utime(module, ns=(written.st_atime_ns, written.st_mtime_ns))
    assert printed(copy) == "two"


@pytest.mark.parametrize(
    "case", ["another source", "compiled at once", "of an older source", "not compiled", "torn"]
)
def test_what_may_be_of_another_source_is_not_taken_over(package, copy, case):
    module = package / "module.py"
    if case == "another source":
        (copy / "module.py").write_text("print('two')\n", "utf-8")
    elif case == "compiled at once":
        now = compiled(module).stat().st_mtime
        os.utime(module, (now, now))
        py_compile.compile(str(module))
        os.utime(compiled(module), (now, now))
    elif case == "of an older source":
        os.utime(module, (LONG_AGO + 5, LONG_AGO + 5))
    elif case == "not compiled":
        forget_bytecode(module)
    else:
        compiled(module).write_bytes(compiled(module).read_bytes()[:9])
    inherit_bytecode(package, copy)
    assert not compiled(copy / "module.py").exists()


def test_a_module_that_the_copy_lacks_is_not_brought_back(package, copy):
    (copy / "module.py").unlink()
    inherit_bytecode(package, copy)
    assert list(copy.iterdir()) == []


@pytest.mark.parametrize("refused", ["read", "written half"])
def test_what_cannot_be_read_or_written_is_left_to_be_compiled(package, copy, monkeypatch, refused):
    read, write = Path.read_bytes, Path.write_bytes

    def refuse_to_read(path):
        if path.suffix == ".pyc":
            raise PermissionError
        return read(path)

    def fill_the_disk(path, content):
        write(path, content[: len(content) // 2])
        raise OSError(28, "No space left on device")

    if refused == "read":
        monkeypatch.setattr(Path, "read_bytes", refuse_to_read)
    else:
        monkeypatch.setattr(Path, "write_bytes", fill_the_disk)
    inherit_bytecode(package, copy)
    assert not compiled(copy / "module.py").exists()
    assert printed(copy) == "one"
