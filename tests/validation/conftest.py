"""What the tests of validation share."""

import sys
from pathlib import Path

import pytest

# The corruptor and the table of kinds that is made of it live beside these tests.
sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def judged(tmp_path):
    """Validate a scene."""
    from judging import judge
    from writers import csv_folder

    from peel_data.validation.options import Options

    def run(made, **options):
        tables = getattr(made, "tables", made)
        count = len(list(tmp_path.iterdir()))
        return judge(csv_folder(tables, tmp_path / str(count)), options=Options(**options))

    return run
