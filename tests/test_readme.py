"""Everything that README.md and the pages of docs/ show is run, and shows what they say it shows.

    ```python    with `>>>` an example as in docstrings; without, a script. One page, one namespace.
    ```console   after `$ ` a command, below it what it prints; `...` stands for anything.
    ```sh        commands.

A page runs in a folder of its own, which has the data package, so what it writes stays there. Commands
that install or test are run by `.ci/run`, which takes them from the page.
"""

from __future__ import annotations

import doctest
import os
import re
import shlex
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

import peel_data

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., tuple[int, str, str]]

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
ELSEWHERE = (
    "pip install ",
    "python -m pip install ",
    "pytest",
    "git ",
    ".ci/run",
    "npm ",
    "node ",
    "python tools/",
)
IN_A_CHECKOUT = {
    "next-year.md",  # run from end to end by tests/release/test_next_year.py
    "adding-a-report.md",  # by tests/release/test_adding_a_report.py
}
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


class Block(NamedTuple):
    """A fenced block: its language, its text, the line it begins at."""

    language: str
    text: str
    line: int


def blocks(page: Path) -> list[Block]:
    text = page.read_text("utf-8")
    return [
        Block(found[1], found[2], text[: found.start(2)].count("\n") + 1)
        for found in re.finditer(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    ]


@pytest.fixture
def workplace(tmp_path, monkeypatch):
    """A folder with the data package, where `peel-data` and `python` are this checkout's."""
    tools = tmp_path / ".tools"
    tools.mkdir()
    for name, start in (("peel-data", "-m peel_data"), ("python", "")):
        tool = tools / name
        tool.write_text(f'#!/bin/sh\nexec "{sys.executable}" {start} "$@"\n')
        tool.chmod(0o755)
    for name in ("data", "schemas", "datapackage.json"):
        (tmp_path / name).symlink_to(ROOT / name)
    beside = Path(sys.executable).parent
    monkeypatch.setenv("PATH", os.pathsep.join([str(tools), str(beside), os.environ["PATH"]]))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("PYTHONUTF8", "1")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run_python(block: Block, page: Path, names: dict[str, object]) -> None:
    if ">>>" not in block.text:
        exec(compile("\n" * block.line + block.text, str(page), "exec"), names)
        return
    example = doctest.DocTestParser().get_doctest(
        block.text, names, page.name, str(page), block.line
    )
    report: list[str] = []
    failed, _ = doctest.DocTestRunner(optionflags=FLAGS).run(
        example, out=report.append, clear_globs=False
    )
    assert not failed, "".join(report)
    names |= example.globs


def commands(block: Block) -> list[tuple[str, str | None]]:
    """Each command of a block, with what is shown below it; None where nothing is promised."""
    if block.language == "sh":
        text = block.text.replace("\\\n", " ")
        lines = (line.strip() for line in text.splitlines())
        return [(line, None) for line in lines if line and not line.startswith("#")]
    parts = re.split(r"^\$ ", block.text.replace("\\\n", " "), flags=re.MULTILINE)
    assert not parts[0].strip(), f"line {block.line}: a console block begins with a command"
    return [(first, rest) for first, _, rest in (part.partition("\n") for part in parts[1:])]


ANY_RELEASE = re.compile(r"release [0-9]+\.[0-9]+\.[0-9]+")
"""A page need not name the newest release to be true."""


NEEDS = {"peel.plot(": "altair", "peel-data plot ": "vl_convert", "polars": "polars"}
"""What an example cannot be run without: part of an extra, which not everybody has."""


def is_possible(text: str) -> bool:
    return all(find_spec(library) for use, library in NEEDS.items() if use in text)


PLAIN = re.compile(r"peel-data [^|<>&;$`*]+")
"""A command that needs no shell, and so no process of its own."""


def run_command(command: str, shown: str | None, block: Block, page: Path, run: Run) -> None:
    where = f"{page.name}, line {block.line}: $ {command}"
    steps = [step.strip() for step in command.split("&&")]
    if steps[0].startswith(ELSEWHERE) or not is_possible(command):
        return
    if PLAIN.fullmatch(command):
        code, out, err = run(*shlex.split(command)[1:])
        printed = out + err
    else:
        done = subprocess.run(command, shell=True, capture_output=True, check=False)
        code, printed = done.returncode, (done.stdout + done.stderr).decode("utf-8")
    assert "Traceback" not in printed, where
    if shown is None:
        assert code < 2, f"{where}\n{printed}"  # 1 is findings: a check did its work
    elif shown.strip():
        shown, printed = (ANY_RELEASE.sub("release X.Y.Z", text) for text in (shown, printed))
        same = doctest.OutputChecker().check_output(shown, printed, FLAGS)
        assert same, f"{where}\n--- shown\n{shown}\n--- printed\n{printed}"


@pytest.mark.parametrize(
    "page", [page for page in PAGES if page.name not in IN_A_CHECKOUT], ids=lambda page: page.name
)
def test_what_a_page_shows_is_so(page, workplace, run):
    names: dict[str, object] = {"peel": peel_data}
    for block in blocks(page):
        if block.language == "python" and is_possible(block.text):
            run_python(block, page, names)
        elif block.language in {"console", "sh"}:
            for command, shown in commands(block):
                run_command(command, shown, block, page, run)


def test_the_readme_shows_how_to_install_to_test_and_to_use():
    shown = blocks(ROOT / "README.md")
    code = [block for block in shown if block.language == "python"]
    steps = [
        command for b in shown if b.language in {"console", "sh"} for command, _ in commands(b)
    ]
    assert any("to_pandas()" in block.text for block in code)
    assert "pip install . && peel-data check" in steps
    assert 'pip install -e ".[test]" && pytest' in steps


def test_every_block_of_the_readme_is_of_a_known_kind():
    known = {"python", "console", "sh", "r", "text", "json", "csv"}
    assert {block.language for block in blocks(ROOT / "README.md")} <= known


def test_every_file_and_page_that_a_page_points_to_is_there():
    for page in [*PAGES, ROOT / "CONTRIBUTING.md"]:
        text = page.read_text("utf-8")
        for target in re.findall(r"\]\((?!https?://|#|mailto:)([^)#\s]+)", text):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
        for target in re.findall(r"\bdata/\w+\.csv\b", text):
            assert (ROOT / target).is_file(), f"{page.name}: {target}"
