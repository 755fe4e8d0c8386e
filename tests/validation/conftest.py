"""What the tests of validation share."""

import sys
from pathlib import Path

# The corruptor and the table of kinds that is made of it live beside these tests.
sys.path.insert(0, str(Path(__file__).parent))
