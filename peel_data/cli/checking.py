"""Commands that check: the installed release, and submissions."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from peel_data.cli.parser import Commands


def add_to(commands: Commands) -> None:
    """Add the commands of this module."""
