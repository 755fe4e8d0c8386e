"""Commands of a steward, in a source checkout."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from peel_data.cli.parser import add_command

if TYPE_CHECKING:
    import argparse

    from peel_data.cli.parser import Commands


def add_to(commands: Commands) -> None:
    """Add the commands of this module."""
    parser = add_command(
        commands, "generate", generate, summary="write every generated file of a source checkout",
        examples=["generate", "generate --check"],
    )  # fmt: skip
    parser.add_argument(
        "--check",
        action="store_true",
        help="write nothing; name what is stale, and exit 1 if anything is",
    )
    parser.add_argument(
        "--root",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="the checkout (default: this folder)",
    )


def generate(options: argparse.Namespace) -> int:
    """Write or check the generated files."""
    from peel_data.release import generate as generation

    root = options.root.resolve()
    if options.check:
        names = list(generation.stale(root))
        for name in names:
            print(f"stale: {name}", file=sys.stderr)
        print(
            f"{len(names)} stale; run `peel-data generate`."
            if names
            else "Every generated file is current."
        )
        return 1 if names else 0
    names = generation.write(root)
    print(
        "\n".join(f"wrote {name}" for name in names) or "Every generated file was current already."
    )
    return 0
