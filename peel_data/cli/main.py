"""Entry point: picks the command, and turns every error into a sentence and an exit code.

0 is valid, 1 is findings, 2 is could not run. No traceback reaches the user.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import sys
from typing import TYPE_CHECKING

from peel_data.cli import output
from peel_data.cli.parser import Parser
from peel_data.errors import PeelError
from peel_data.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

COULD_NOT_RUN = 2


def build_parser() -> Parser:
    """Return the parser with every command."""
    from peel_data.cli import (
        arithmetic,
        assistant,
        diff,
        plot,
        release,
        review,
        serve,
        show,
        template,
        transcribe,
        validate,
    )

    parser = Parser(
        prog="peel-data",
        usage="peel-data [-h] [--version] COMMAND ...",
        description="The published figures of HMIC's PEEL police inspections.",
        epilog=(
            "examples:\n"
            "  peel-data check\n"
            "  peel-data show crime_rates --area northamptonshire\n"
            '  peel-data figures --find "victim satisfaction"\n\n'
            "`peel-data COMMAND --help` explains a command and gives examples of it."
        ),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"peel-data {__version__}")
    commands = parser.add_subparsers(
        prog="peel-data",
        metavar="COMMAND",
        dest="command",
        parser_class=Parser,
        help=argparse.SUPPRESS,
    )
    for title, modules in (
        ("look at figures", (show, plot, arithmetic, assistant)),
        ("check a submission, or the release", (template, validate, serve)),
        ("maintain the data set", (diff, transcribe, review, release)),
    ):
        before = len(commands.choices)
        for module in modules:
            module.add_to(commands)
        parser.listed[title] = list(commands.choices.values())[before:]
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A character that the terminal's encoding lacks is shown by its number.
            stream.reconfigure(errors="backslashreplace")
    parser = build_parser()
    try:
        options = parser.parse_args(arguments)
        if options.command is None:
            print(parser.format_help(), end="")
            sys.stdout.flush()
            return COULD_NOT_RUN
        return _run(options)
    except OSError as error:  # the output, and what is said of it
        return _give_up(error)
    except KeyboardInterrupt:
        print("peel-data: stopped.", file=sys.stderr)
        return 130


def _give_up(error: OSError) -> int:
    """Return the exit code where an output cannot be written to, saying so where that can be."""
    if isinstance(error, BrokenPipeError):
        _quiet()  # the reader (`| head`) has seen enough
        return 0
    with contextlib.suppress(OSError):
        output.print_error(output.system_error(error))
    _quiet()
    return COULD_NOT_RUN


def _run(options: argparse.Namespace) -> int:
    """Run a command; what it raises becomes a sentence."""
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except PeelError as error:
        output.print_error(str(error))
        return COULD_NOT_RUN
    except BrokenPipeError:
        raise
    except OSError as error:
        if os.environ.get("PEEL_DATA_DEBUG"):
            raise
        if error.filename is None:  # perhaps the output itself
            _quiet()
        output.print_error(output.system_error(error))
        return COULD_NOT_RUN
    except Exception as error:
        if os.environ.get("PEEL_DATA_DEBUG"):
            raise
        output.print_error(
            f"internal error: {type(error).__name__}: {error}\n"
            "Please report it. Set PEEL_DATA_DEBUG=1 to see where."
        )
        return COULD_NOT_RUN
    return code


def _quiet() -> None:
    """Discard what is left in the output buffers, or Python complains when it closes them."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            with contextlib.suppress(
                OSError, ValueError
            ):  # an output without a number, as a test has
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
