"""`python -m peel_data.cli` is `peel-data`."""

import sys

from peel_data.cli.main import main

sys.exit(main())
