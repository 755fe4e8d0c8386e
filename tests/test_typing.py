"""What a user's type checker says: the slips of `typing_tests/bad.py`, each on its line, and no more.

The files are checked from a folder of their own, as a project that has installed the package.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

OTHERS = (
    "altair", "duckdb", "hypothesis", "jinja2", "markdown_it", "narwhals", "openpyxl", "polars", "pyarrow", "rich",
)  # fmt: skip
"""What mypy takes half its time to read, and no file of the project speaks of; a user need not have it."""


@pytest.fixture(scope="module")
def project(tmp_path_factory, root):
    """A user's project: the files, strict settings, and the package where Python finds it."""
    folder = tmp_path_factory.mktemp("project")
    for name in ("good.py", "bad.py"):
        (folder / name).write_bytes((root / "typing_tests" / name).read_bytes())
    site = folder / "site"
    site.mkdir()
    package = Path(find_spec("peel_data").origin).parent
    assert (package / "py.typed").is_file()
    (site / "peel_data").symlink_to(package, target_is_directory=True)
    others = ",".join(f"{name}.*" for name in OTHERS)
    (folder / "mypy.ini").write_text(
        f"[mypy]\n[mypy-{others}]\nfollow_imports = skip\nfollow_imports_for_stubs = True\n"
    )
    (folder / "pyrightconfig.json").write_text(
        json.dumps({"typeCheckingMode": "standard", "extraPaths": ["site"], "include": ["*.py"]})
    )
    return folder


def run(project, *command):
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"MYPYPATH": "", "PYTHONPATH": str(project / "site")},
    )


def mypy(project):
    done = run(
        project,
        "mypy",
        "--strict",
        "--no-error-summary",
        "--hide-error-context",
        "good.py",
        "bad.py",
    )
    assert done.returncode in {0, 1}, done.stdout + done.stderr
    found = re.findall(r"^(\w+\.py):(\d+): error: (.*)$", done.stdout, re.MULTILINE)
    return {(name, int(line)): message for name, line, message in found}


def pyright(project):
    done = run(project, "basedpyright", "--outputjson", "--pythonpath", sys.executable)
    assert done.returncode in {0, 1}, done.stdout + done.stderr
    return {
        (Path(each["file"]).name, each["range"]["start"]["line"] + 1): each["message"]
        for each in json.loads(done.stdout)["generalDiagnostics"]
        if each["severity"] == "error"
    }


@pytest.mark.parametrize("checker", [mypy, pyright])
def test_every_slip_is_found_on_its_line_and_nothing_else(checker, project):
    lines = (project / "bad.py").read_text("utf-8").splitlines()
    slips = {("bad.py", number) for number, line in enumerate(lines, 1) if "# error" in line}
    assert len(slips) > 20
    found = checker(project)
    assert found.keys() - slips == set(), {each: found[each] for each in found.keys() - slips}
    assert slips - found.keys() == set()


def test_a_second_run_that_reads_what_the_first_remembered_says_the_same(project):
    first = mypy(project)
    for name in ("good.py", "bad.py"):
        path = project / name
        path.write_text(path.read_text("utf-8") + "\n", encoding="utf-8")
    assert mypy(project) == first
