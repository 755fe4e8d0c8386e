"""What is built: the same bytes from any checkout, and exactly what git tracks."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BUNDLED = ("datapackage.json", "schemas/", "data/", "history/")
NOT_IN_SDIST = (".ci/", ".github/", ".gitattributes")

# For a checkout that does not hold its data licence yet.
STAND_INS = {name: b"stand-in\n" for name in ("LICENSE-DATA",) if not (ROOT / name).exists()}

pytestmark = pytest.mark.skipif(
    not (ROOT / ".git").exists(), reason="git's list is the yardstick; an unpacked sdist has none"
)


def git(*arguments: str) -> set[str]:
    listing = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z", *arguments], capture_output=True, check=True
    )
    return set(listing.stdout.decode().split("\0")) - {""}


@pytest.fixture(scope="module")
def tracked() -> set[str]:
    return git("--cached") | STAND_INS.keys()


def tracked_content(name: str) -> bytes:
    return STAND_INS.get(name) or (ROOT / name).read_bytes()


def copy(target: Path, *, umask: int = 0o022, time: int = 1_500_000_000) -> Path:
    """Copy what a build in this checkout would see, as if checked out elsewhere."""
    previous = os.umask(umask)
    try:
        for name in git("--cached", "--others", "--exclude-standard"):
            if (ROOT / name).is_file():
                (target / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(ROOT / name, target / name)
                if os.access(ROOT / name, os.X_OK):
                    (target / name).chmod(0o777 & ~umask)
        for name, content in STAND_INS.items():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            (target / name).write_bytes(content)
    finally:
        os.umask(previous)
    for path in target.rglob("*"):
        os.utime(path, (time, time))
    return target


def build(checkout: Path, kind: str, *, umask: int = 0o022) -> Path:
    """Build "sdist", "wheel" or "editable" with the backend itself, as a frontend would."""
    output = checkout.with_name(f"{checkout.name}-dist")
    program = f"import hatchling.build as b; print(b.build_{kind}({str(output)!r}))"
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=checkout,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1700000000"},
        umask=umask if os.name == "posix" else -1,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(done.stderr + done.stdout)
    return output / done.stdout.split()[-1]


def wheel_contents(wheel: Path) -> dict[str, bytes]:
    """Return the wheel's files by the names that they have in the checkout; no metadata."""
    with zipfile.ZipFile(wheel) as archive:
        return {
            name.removeprefix("peel_data/bundle/"): archive.read(name)
            for name in archive.namelist()
            if ".dist-info/" not in name
        }


def sdist_contents(sdist: Path) -> dict[str, bytes]:
    with tarfile.open(sdist) as archive:
        return {
            member.name.partition("/")[2]: archive.extractfile(member).read()  # type: ignore[union-attr]
            for member in archive.getmembers()
        }


def assert_contents(contents: dict[str, bytes], expected: set[str]) -> None:
    assert contents.keys() - expected == set(), "built, though git does not track it"
    assert expected - contents.keys() == set(), "tracked by git, yet not built"
    assert {n for n in expected if contents[n] != tracked_content(n)} == set(), "other contents"


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy(tmp_path_factory.mktemp("one") / "checkout")


@pytest.fixture(scope="module")
def wheel(checkout: Path) -> Path:
    return build(checkout, "wheel")


@pytest.fixture(scope="module")
def sdist(checkout: Path) -> Path:
    return build(checkout, "sdist")


@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_two_checkouts_give_the_same_bytes(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    one = request.getfixturevalue(kind)
    elsewhere = tmp_path / "a longer path" / "elsewhere"
    other = build(copy(elsewhere, umask=0o077, time=1_234_567_890), kind, umask=0o077)
    assert other.name == one.name
    assert hashlib.sha256(other.read_bytes()).digest() == hashlib.sha256(one.read_bytes()).digest()


def test_a_wheel_from_the_sdist_has_the_same_bytes(
    sdist: Path, wheel: Path, tmp_path: Path
) -> None:
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    (unpacked,) = tmp_path.iterdir()
    assert build(unpacked, "wheel").read_bytes() == wheel.read_bytes()


def test_the_wheel_holds_what_git_tracks(wheel: Path, tracked: set[str]) -> None:
    expected = {name for name in tracked if name.startswith(("peel_data/", *BUNDLED))}
    assert_contents(wheel_contents(wheel), expected)


def test_the_sdist_holds_what_git_tracks(sdist: Path, tracked: set[str]) -> None:
    contents = sdist_contents(sdist)
    del contents["PKG-INFO"]
    assert_contents(contents, {name for name in tracked if not name.startswith(NOT_IN_SDIST)})


def test_files_that_git_ignores_stay_out(tmp_path: Path, wheel: Path, sdist: Path) -> None:
    checkout = copy(tmp_path / "checkout")
    for name in ("peel_data/__pycache__/x.pyc", ".peel-data/lock"):
        (checkout / name).parent.mkdir(exist_ok=True)
        (checkout / name).write_text("left behind")
    assert build(checkout, "wheel").read_bytes() == wheel.read_bytes()
    assert build(checkout, "sdist").read_bytes() == sdist.read_bytes()


def test_an_editable_install_has_no_bundle(checkout: Path) -> None:
    assert {
        n for n in wheel_contents(build(checkout, "editable")) if n.startswith(BUNDLED)
    } == set()


@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_a_half_finished_change_is_not_built(tmp_path: Path, kind: str) -> None:
    checkout = copy(tmp_path / "checkout")
    (checkout / ".peel-data").mkdir()
    (checkout / ".peel-data/moving").touch()
    with pytest.raises(RuntimeError, match="an interrupted change waits to be finished"):
        build(checkout, kind)


@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_nothing_is_built_without_the_data(tmp_path: Path, kind: str) -> None:
    checkout = copy(tmp_path / "checkout")
    shutil.rmtree(checkout / "data")
    with pytest.raises(RuntimeError, match="there is no data to put into the build"):
        build(checkout, kind)


def test_the_lowest_versions_are_those_that_the_package_allows():
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    allowed = dict(each.partition(",")[0].split(">=") for each in project["dependencies"])
    lines = (ROOT / "tools" / "lowest.txt").read_text("utf-8").splitlines()
    tried = dict(line.split("==") for line in lines if not line.startswith("#"))
    assert tried.keys() == allowed.keys()
    for name, version in tried.items():
        assert f"{version}.".startswith(f"{allowed[name]}."), name
