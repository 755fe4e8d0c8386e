"""Where things stand: folders, the modules beside them, and no circle inside a folder."""

from __future__ import annotations

import ast
import re
import tomllib
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "peel_data"
LOOSE = {
    "__init__",
    "__main__",
    "api",
    "errors",
    "findings",
    "notebook",
    "paths",
    "rule",
    "suggestions",
    "version",
}
ALIASES = {"figures/printed.py", "validation/gate.py", "validation/read.py"}
"""Where users of 1.1 imported from, as SECURITY.md told them or for annotations."""


def imported(path: Path, folder: str) -> set[str]:
    """The modules of a folder that a module of it imports, for type checkers or late."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{each.name}" for each in node.names)]
            found |= {name.removeprefix(f"peel_data.{folder}.").partition(".")[0]
                      for name in names if name.startswith(f"peel_data.{folder}.")}  # fmt: skip
    return found - {path.stem}


def test_nothing_else_lies_beside_the_folders():
    assert {path.stem for path in PACKAGE.glob("*.py")} == LOOSE


@pytest.mark.parametrize(
    "folder", sorted(path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists())
)
def test_no_folder_goes_round_in_a_circle(folder):
    modules = {
        path.stem: path for path in (PACKAGE / folder).glob("*.py") if path.stem != "__init__"
    }
    graph = {name: imported(path, folder) & set(modules) for name, path in modules.items()}
    assert len(list(TopologicalSorter(graph).static_order())) == len(modules)


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", "docs/design.md"])
def test_the_list_of_folders_is_that_of_the_import_contract(page):
    checkout = PACKAGE.parent
    contracts = tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))
    rungs = [
        set(rung.split(" | "))
        for rung in contracts["tool"]["importlinter"]["contracts"][0]["layers"]
    ]
    listed = re.findall(
        r"^\| (?:\d \| )?((?:`\w+(?:/|\.py)`(?:, | (?=\|)))+)\|",
        (checkout / page).read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    assert [set(re.findall(r"\w+(?=/|\.py)", row)) for row in listed] == rungs
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")} - {"_pyinstaller"}
    assert set().union(*rungs) == folders | {"api"}


def test_no_file_is_too_long_to_be_read():
    checkout = PACKAGE.parent
    long = {
        path.relative_to(checkout).as_posix(): count
        for part in ("peel_data", "tests", "tools", "benchmarks")
        for path in (checkout / part).rglob("*.py")
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert not long


def test_the_old_names_for_users_still_lead_there():
    from peel_data.figures.printed import Citation
    from peel_data.readers import Limits
    from peel_data.tables import printed
    from peel_data.validation import gate, pipeline, read

    assert gate.validate is pipeline.validate
    assert read.Limits is Limits
    assert Citation is printed.Citation
    assert all((PACKAGE / each).is_file() for each in ALIASES)
