"""Verify the history below a folder, as a build does: `python -m peel_data.history FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path

from peel_data.history.faults import is_error
from peel_data.history.verifying import verify

if __name__ == "__main__":
    errors = [fault.message for fault in verify(Path(sys.argv[1])) if is_error(fault)]
    sys.exit("\n".join(errors) or 0)
