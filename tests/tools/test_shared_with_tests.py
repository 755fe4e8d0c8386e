"""Tools and benchmarks find what they share with the tests, though they put less on the path than pytest does."""

from __future__ import annotations

import re
import subprocess
import sys


def test_what_tools_take_from_the_tests_is_found_from_the_checkout_alone(root):
    texts = [
        path.read_text("utf-8")
        for name in ("tools", "benchmarks")
        for path in (root / name).glob("*.py")
    ]
    names = {
        name for text in texts for name in re.findall(r"from (tests\.support[\w.]*) import", text)
    }
    assert len(names) > 2
    code = f"import sys; sys.path.insert(0, {str(root)!r}); import {', '.join(sorted(names))}"
    done = subprocess.run(
        [sys.executable, "-I", "-c", code], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
