"""Internal. What PyInstaller asks for, so that a frozen program holds the package with its data."""

from pathlib import Path


def hook_dirs() -> list[str]:
    """Return the folder of the hook, as PyInstaller's entry point expects it."""
    return [str(Path(__file__).parent)]
