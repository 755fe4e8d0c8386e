"""Internal. The command line: `peel-data COMMAND`. Each command calls one function and shows what it gives."""

from peel_data.cli.main import main

__all__ = ["main"]
