"""The version of the package and of its data: one number, kept here and nowhere else by hand."""

__version__ = "1.1.0"
RELEASED = "2026-11-26"
"""The day this version was settled, as an ISO date."""
HISTORY_HEAD = "d8196d7e7d1baefc4f4a16f6bbc8e299113b6de5c3fa8f54716738855bc8de06"
"""The SHA-256 of the newest manifest in `history/`; empty before the first release. `peel-data release` writes it."""


def precedence(version: str) -> tuple[int, ...]:
    """Return what versions sort by.

    Example:
        >>> max(["1.9.0", "1.10.0"], key=precedence)
        '1.10.0'
    """
    return tuple(int(part) for part in version.split("."))
