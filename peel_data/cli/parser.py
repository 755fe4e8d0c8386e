"""An argument parser that says what was meant, and helps with examples."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING, NoReturn

from peel_data.suggestions import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    # `argparse` gives no public name to what `add_subparsers` returns.
    Commands = argparse._SubParsersAction["Parser"]  # noqa: SLF001


class Parser(argparse.ArgumentParser):
    """`argparse`, with “did you mean” for what is misspelt."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and how to get help, and leave with 2."""
        if found := re.search(r"invalid choice: '(.*?)' \(choose from (.*)\)", message):
            choices = [choice.strip(" '") for choice in found[2].split(",")]
            subject = (
                "command"
                if "COMMAND" in message
                else message.split(":", maxsplit=1)[0].removeprefix("argument ")
            )
            message = f"There is no {subject} {found[1]!r}.{did_you_mean(found[1], choices)}"
        self.exit(2, f"{self.prog}: {message}\nTry `{self.prog} --help`.\n")


def add_command(
    commands: Commands,
    name: str,
    run: Callable[[argparse.Namespace], int],
    *,
    summary: str,
    examples: Sequence[str],
) -> Parser:
    """Add a command, with its summary in the list and its examples below its help."""
    parser: Parser = commands.add_parser(
        name,
        help=summary,
        description=summary[0].upper() + summary[1:] + ".",
        epilog="examples:\n" + "\n".join(f"  peel-data {example}" for example in examples),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=run)
    return parser


def add_format(parser: Parser, *choices: str) -> None:
    """Add --format; the first choice is the default."""
    parser.add_argument(
        "--format", choices=choices, default=choices[0], help="how to print (default: %(default)s)"
    )
