"""The command that serves a page for people without a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peel_data.cli.parser import add_command
from peel_data.errors import MissingExtra

if TYPE_CHECKING:
    import argparse

    from peel_data.cli.parser import Commands


def add_to(commands: Commands) -> None:
    """Add the commands of this module."""
    parser = add_command(
        commands,
        "serve",
        serve,
        summary="open a page on this computer: get the form, check a workbook, read the report",
        examples=["serve", "serve --port 8015 --no-browser"],
    )
    parser.add_argument(
        "--port", type=int, default=0, metavar="N", help="the port (default: any that is free)"
    )
    parser.add_argument(
        "--no-browser", action="store_true", help="print the address without opening it"
    )


def serve(options: argparse.Namespace) -> int:
    """Serve the page until stopped."""
    try:
        from peel_data.serve.run import serve as run
    except ModuleNotFoundError as error:
        raise MissingExtra("The page", "serve") from error
    run(options.port, browse=not options.no_browser)
    return 0
