"""The verification of a release finds the release good, and each kind of tampering."""

from __future__ import annotations

import os
import runpy
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
main = runpy.run_path(str(ROOT / "tools/verify_release.py"))["main"]

PYPROJECT = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "small"
version = "1.0.0"
requires-python = ">=3.11"
"""


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with one released package; its tag is v1.0.0."""
    root = tmp_path_factory.mktemp("repository")
    (root / "small").mkdir()
    (root / "small/__init__.py").write_text("figure = 1\nother = 2\n")
    (root / "pyproject.toml").write_text(PYPROJECT)
    identity = ("-c", "user.name=Nobody", "-c", "user.email=nobody@example.org")
    for command in (
        ("init", "--quiet"),
        ("add", "."),
        (*identity, "commit", "--quiet", "--no-gpg-sign", "--message=Release"),
        (*identity, "tag", "--annotate", "--no-sign", "--message=1.0.0", "v1.0.0"),
    ):
        subprocess.run(["git", "-C", str(root), *command], check=True)
    return root


@pytest.fixture(scope="module")
def release(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source archive of the release."""
    output = tmp_path_factory.mktemp("dist")
    log = ["git", "-C", str(repository), "log", "-1", "--format=%ct"]
    committed = subprocess.run(log, capture_output=True, text=True, check=True).stdout.strip()
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", f"--outdir={output}", str(repository)],
        env={**os.environ, "SOURCE_DATE_EPOCH": committed},
        capture_output=True,
        check=True,
    )
    return output


@pytest.fixture
def wheel(release: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(release / "small-1.0.0-py3-none-any.whl", tmp_path))


def verify(repository: Path, *arguments: object, tag: str = "v1.0.0") -> int:
    options = ["--no-isolation", f"--repository={repository}"]
    return main([*options, tag, *map(str, arguments)])


def rewrite(wheel: Path, change: dict[str, bytes | None], **attributes: object) -> None:
    """Give members of a wheel other contents (None: none), and all of them other attributes."""
    with zipfile.ZipFile(wheel) as archive:
        members = {info: archive.read(info) for info in archive.infolist()}
    with zipfile.ZipFile(wheel, "w") as archive:
        for info, content in members.items():
            for name, value in attributes.items():
                setattr(info, name, value)
            if (new := change.pop(info.filename, content)) is not None:
                archive.writestr(info, new)
        for name, new in change.items():
            archive.writestr(name, new or b"")


def test_the_release_itself(
    repository: Path, release: Path, wheel: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify(repository, wheel, release / "small-1.0.0.tar.gz") == 0
    assert capsys.readouterr().out.count("identical, SHA-256") == 2


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {"small/__init__.py": b"figure = 1\nother = 3\n"},
            "small/__init__.py differs at line 2: it has 'other = 3', the tag has 'other = 2'",
        ),
        (
            {"small/__init__.py": b"figure = 1\nother = 2\n\n"},
            "small/__init__.py differs in length: it has 4 lines, the tag has 3",
        ),
        ({"small/__init__.py": None}, "small/__init__.py is missing; the tag has it"),
        ({"small/more.py": b""}, "small/more.py is in it; the tag has no such file"),
    ],
)
def test_another_content(
    repository: Path,
    wheel: Path,
    capsys: pytest.CaptureFixture[str],
    change: dict[str, bytes | None],
    said: str,
) -> None:
    rewrite(wheel, change)
    assert verify(repository, wheel) == 1
    assert capsys.readouterr().out == f"{wheel.name}: {said}\n"


def test_other_permissions_and_another_packing(
    repository: Path, wheel: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rewrite(wheel, {}, compress_type=zipfile.ZIP_STORED)
    assert verify(repository, wheel) == 1
    assert "only their order or compression differs" in capsys.readouterr().out
    rewrite(wheel, {}, external_attr=0o100600 << 16)
    assert verify(repository, wheel) == 1
    assert "has mode 100600 and time" in capsys.readouterr().out


def test_what_cannot_be_verified(
    repository: Path, wheel: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify(repository, wheel, tag="v9.9.9") == 2
    assert "v9.9.9 could not be rebuilt. `git" in capsys.readouterr().err
    assert verify(repository, repository / "pyproject.toml") == 2
    assert "is not a readable wheel" in capsys.readouterr().err
    rewrite(wheel, {"small-1.0.0.dist-info/WHEEL": b"Generator: hatchling 0.0.1\n"})
    assert verify(repository, wheel) == 2
    assert "The wheel was built with hatchling==0.0.1; hatchling==" in capsys.readouterr().err


def test_a_file_of_another_name(
    repository: Path, wheel: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = wheel.rename(wheel.with_name("small-2.0.0-py3-none-any.whl"))
    assert verify(repository, other) == 1
    assert "it builds small-1.0.0-py3-none-any.whl, small-1.0.0.tar.gz" in capsys.readouterr().out
