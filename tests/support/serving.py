"""The page of `peel-data serve`, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


ENDLESS = """
from peel_data.cli import main
from peel_data.validation import sandbox
sandbox._START = "import os, time\\nparent = os.getppid()\\nwhile os.getppid() == parent: time.sleep(0.1)"
main(["serve", "--no-browser"])
"""
"""A server whose checks go on until it ends, however fast the computer is."""


def start_server(folder: Path, *, endless: bool = False) -> subprocess.Popen[str]:
    """Start a server that keeps its files in this folder, and prints its address first."""
    program = ["-c", ENDLESS] if endless else ["-m", "peel_data", "serve", "--no-browser"]
    return subprocess.Popen(
        [sys.executable, *program],
        stdout=subprocess.PIPE, text=True, env={**os.environ, "TMPDIR": str(folder)},
    )  # fmt: skip
