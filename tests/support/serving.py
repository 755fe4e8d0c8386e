"""The page of `peel-data serve`, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def start_server(folder: Path) -> subprocess.Popen[str]:
    """Start a server that keeps its files in this folder, and prints its address first."""
    return subprocess.Popen(
        [sys.executable, "-m", "peel_data", "serve", "--no-browser"],
        stdout=subprocess.PIPE, text=True, env={**os.environ, "TMPDIR": str(folder)},
    )  # fmt: skip
