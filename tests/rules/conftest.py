"""Cases are made with what the tests of validation and of reading plant."""

import sys
from pathlib import Path

VALIDATION = Path(__file__).resolve().parents[1] / "validation"
sys.path[:0] = [str(VALIDATION), str(VALIDATION / "read")]
