"""The command that serves assistants: mcp."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peel_data.cli.parser import add_command

if TYPE_CHECKING:
    import argparse

    from peel_data.cli.parser import Commands


def add_to(commands: Commands) -> None:
    """Add the command of this module."""
    add_command(
        commands,
        "mcp",
        mcp,
        summary="serve figures to an assistant over the Model Context Protocol",
        examples=["mcp   # what to name as the server's command in the assistant's settings"],
    )


def mcp(options: argparse.Namespace) -> int:  # noqa: ARG001 - commands take their options
    """Serve until the assistant closes standard input."""
    from peel_data.assistant import server

    server.build().run()
    return 0
