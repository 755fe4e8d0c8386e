"""The version of the package and of its data: one number, kept here and nowhere else by hand."""

__version__ = "1.0.0"
RELEASED = "2026-11-23"
"""The day this version was settled, as an ISO date."""
HISTORY_HEAD = "6afbbbfb1d9879a33e2cd282f63d3e67204c4073995800d141c1f1abe4e10817"
"""The SHA-256 of the newest manifest in `history/`; empty before the first release. `peel-data release` writes it."""


def precedence(version: str) -> tuple[int, ...]:
    """What versions sort by.

    Example:
        >>> max(["1.9.0", "1.10.0"], key=precedence)
        '1.10.0'
    """
    return tuple(int(part) for part in version.split("."))
