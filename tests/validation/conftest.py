"""What the tests of validation share."""

import pytest


@pytest.fixture
def judged(tmp_path):
    """Validate a scene."""
    from peel_data.validation.options import Options
    from support.run import judge
    from support.writers import csv_folder

    def run(made, **options):
        tables = getattr(made, "tables", made)
        count = len(list(tmp_path.iterdir()))
        return judge(csv_folder(tables, tmp_path / str(count)), options=Options(**options))

    return run
