"""While reading, no socket is opened, no program run, no file touched but the submission's."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from support import watched


def test_nothing_is_opened_but_the_submission():
    done = subprocess.run(
        [sys.executable, str(Path(watched.__file__))],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(p or "." for p in sys.path)},
    )
    count, *seen = done.stdout.splitlines()
    assert int(count) >= 500
    assert not seen
