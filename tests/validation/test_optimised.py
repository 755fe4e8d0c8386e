"""`python -OO` strips docstrings and assertions; the commands say the same without them."""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import gettempdir

import pytest

from support.planted import planted
from support.writers import csv_folder

BYTECODE = Path(gettempdir()) / "peel_data-bytecode"
"""Where the byte code is kept, so that only the first command is compiled, and the checkout stays as it is."""


@pytest.fixture(scope="module")
def submission(tmp_path_factory):
    made = planted("a comma for the point")
    return csv_folder(made.tables, tmp_path_factory.mktemp("submission") / "figures")


def said(*arguments, level="", cwd=None):
    done = subprocess.run(
        [sys.executable, *([level] if level else []), "-m", "peel_data", *arguments],
        capture_output=True,
        check=False,
        cwd=cwd,
        env=os.environ | {"PYTHONPYCACHEPREFIX": str(BYTECODE), "COLUMNS": "100"},
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("rules",), 0),
        (("explain", "S204", "--format", "json"), 0),
        (("tables", "--format", "json"), 0),
        (("check", "--format", "json"), 0),
        (("implied", "--area", "northamptonshire"), 0),
        (("validate", "figures"), 1),
        (("validate", "figures", "--format", "sarif"), 1),
        (("--help",), 0),
    ],
    ids=lambda given: " ".join(given) if isinstance(given, tuple) else "",
)
def test_optimised_python_says_the_same(arguments, code, submission):
    plain = said(*arguments, cwd=submission.parent)
    assert plain == said(*arguments, level="-OO", cwd=submission.parent)
    assert plain[0] == code


def test_generated_files_are_current_under_optimised_python(root):
    assert said("generate", "--check", level="-OO", cwd=root)[0] == 0
