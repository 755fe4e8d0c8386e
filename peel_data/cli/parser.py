"""An argument parser that says what was meant, and helps with examples."""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import textwrap
from typing import TYPE_CHECKING, Any, NoReturn

from peel_data.suggestions import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from _typeshed import SupportsWrite

    # `argparse` gives no public name to what `add_subparsers` returns.
    Commands = argparse._SubParsersAction["Parser"]  # noqa: SLF001


class Parser(argparse.ArgumentParser):
    """`argparse`, with “did you mean” for what is misspelt, and commands listed by what they are for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.listed: dict[str, list[Parser]] = {}

    def format_help(self) -> str:
        """Return the help, with the commands of each kind under a title, before the examples."""
        text = super().format_help()
        if not self.listed:
            return text
        start, found, examples = text.partition("\nexamples:\n")
        return f"{start}\n{self._list_commands()}{found}{examples}"

    def _list_commands(self) -> str:
        names = {
            each: each.prog.rpartition(" ")[2] for group in self.listed.values() for each in group
        }
        indent = " " * (max(map(len, names.values())) + 4)
        width = max(40, shutil.get_terminal_size().columns - 2)
        parts = []
        for title, commands in self.listed.items():
            lines = [
                textwrap.fill(
                    (each.description or "").rstrip("."),
                    width,
                    initial_indent=f"  {names[each]}".ljust(len(indent)),
                    subsequent_indent=indent,
                )
                for each in commands
            ]
            parts.append("\n".join([f"{title}:", *lines]))
        return "\n\n".join(parts) + "\n"

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        """Leave, but not as if all were well when the help could not be written."""
        sys.stdout.flush()
        super().exit(status, message)

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        """Write a message; `argparse` says nothing when it cannot be written."""
        if message:
            (file or sys.stderr).write(message)

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
