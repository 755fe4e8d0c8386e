"""`python -m peel_data` is `peel-data`."""

import sys

from peel_data.cli import main

if __name__ == "__main__":  # a test imports every module
    sys.exit(main())
