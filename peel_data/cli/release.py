"""Commands of a steward, in a source checkout."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from peel_data.cli.limits import add_limits, limits_of
from peel_data.cli.parser import add_command
from peel_data.errors import InvalidArgument

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Mapping

    from peel_data.cli.parser import Commands, Parser
    from peel_data.release.diff import Diff
    from peel_data.release.revise import Change


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
    _add_root(parser)

    parser = add_command(
        commands,
        "accept",
        accept,
        summary="add a submission to the data set of a source checkout",
        examples=[
            "accept northamptonshire-2016.xlsx --dry-run",
            "accept northamptonshire-2016.xlsx",
            "accept kent-draft",
        ],
    )
    parser.add_argument(
        "submission",
        metavar="SUBMISSION",
        help="anything that `validate` accepts, or a draft made by `transcribe`",
    )
    parser.add_argument(
        "--waivers", metavar="FILE", help="waivers in a file of their own, waivers.csv"
    )
    parser.add_argument("--by", metavar="NAME", help="who accepts it (default: your name in git)")
    _add_common(parser)
    add_limits(parser)

    parser = add_command(
        commands,
        "revise",
        revise,
        summary="correct, withdraw or reinstate published figures, with the reason",
        examples=[
            (
                "revise crime_rates:peel-effectiveness-2015:northamptonshire:sexual_offences:2015-06-30"
                ' --value 2.2 --reason "The force corrected its return."'
            ),
            (
                "revise victim_satisfaction:peel-effectiveness-2015:northamptonshire:2015-03-31"
                ' --withdraw --reason "The survey was found to be faulty."'
            ),
            (
                'revise operational_measures:national_threats --set title="Threats in the national requirement"'
                ' --reason "The title did not say whose threats they are."'
            ),
            "revise --file changes.csv --dry-run",
        ],
    )
    parser.add_argument(
        "id",
        metavar="ID",
        nargs="?",
        help="the figure; or a row, its table and key as figure ids are spelled",
    )
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument(
        "--value",
        metavar="VALUE",
        help="the new value, such as 58.4; a withdrawn figure comes back with it",
    )
    which.add_argument("--withdraw", action="store_true", help="withdraw the figure")
    which.add_argument(
        "--set",
        metavar="COLUMN=TEXT",
        help="the new content of another column, such as coverage or title",
    )
    which.add_argument(
        "--file",
        type=Path,
        metavar="CSV",
        help="many changes in one step: columns id, column, new, reason, and decimals where a value needs it",
    )
    parser.add_argument("--reason", metavar="WORDS", help="why; it is published")
    parser.add_argument(
        "--decimals", type=int, metavar="N", help="the new value's printed precision, if it differs"
    )
    _add_common(parser)

    parser = add_command(
        commands,
        "release",
        release,
        summary="cut a release: prove its version, move the changelog, freeze the data",
        examples=["release --dry-run", "release", "release --version 1.1.0"],
    )
    parser.add_argument(
        "--version",
        metavar="X.Y.Z",
        help="the version (default: the smallest that the changes allow)",
    )
    _add_common(parser)


def _add_common(parser: Parser) -> None:
    parser.add_argument(
        "--dry-run", action="store_true", help="show what would change, and change nothing"
    )
    _add_root(parser)


def _add_root(parser: Parser) -> None:
    parser.add_argument(
        "--root",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="the checkout (default: this folder)",
    )


def accept(options: argparse.Namespace) -> int:
    """Accept a submission; 1 if errors stand against it."""
    from peel_data.figures import releases
    from peel_data.release.accept import accept as take
    from peel_data.release.checkout import person

    root = options.root.resolve()
    by = options.by or person(root)
    limits = limits_of(options)
    made = take(
        root,
        options.submission,
        by=by,
        waivers=options.waivers,
        limits=limits,
        dry_run=options.dry_run,
    )
    if made.known is not None:
        print(
            f"This submission was accepted on {made.known['accepted']} by {made.known['by']}. "
            "Nothing was changed."
        )
        return 0
    print(made.report.render("text"), end="")
    if not made.report.ok:
        print("\nNot accepted. Nothing was changed.")
        return 1
    if made.diff is None:
        print("\nThe data set already has all of it. Nothing was changed.")
        return 0
    _show(made.diff, made.contents or {}, dry_run=options.dry_run)
    if not releases.past(root):
        print("No release has been cut here yet: this becomes part of the first.")
    return 0


def revise(options: argparse.Namespace) -> int:
    """Revise what is published."""
    from peel_data.release.revise import read_changes
    from peel_data.release.revise import revise as change

    changes = [_change(options)] if options.file is None else read_changes(options.file)
    made = change(options.root.resolve(), changes, dry_run=options.dry_run)
    _show(made.diff, made.contents, dry_run=options.dry_run)
    return 0


def _change(options: argparse.Namespace) -> Change:
    """Return the one change that the options name.

    Raises:
        InvalidArgument: They do not say what, or why.
    """
    from peel_data.release.revise import Change

    if options.id is None or not options.reason:
        missing = "--reason WORDS" if options.id is not None else "the ID of a figure or row"
        raise InvalidArgument(f"Give {missing}, or many changes with --file CSV.")
    decimals = "" if options.decimals is None else str(options.decimals)
    if options.withdraw:
        return Change(options.id, "status", "withdrawn", options.reason)
    if options.value is not None:
        return Change(options.id, "", options.value, options.reason, decimals)
    column, equals, text = options.set.partition("=")
    if not equals:
        raise InvalidArgument(f'{options.set!r} is not COLUMN=TEXT. Write it as coverage="...".')
    return Change(options.id, column.strip(), text.strip(), options.reason)


def release(options: argparse.Namespace) -> int:
    """Cut a release, and say what to tag."""
    from peel_data.release.publish import publish

    made = publish(options.root.resolve(), version=options.version, dry_run=options.dry_run)
    if made.diff is None:
        print(f"{made.version}, the first release.")
    else:
        print(f"{made.version}, after {made.diff.old}: the changes are {made.level}.")
        for level, reason in made.diff.reasons:
            print(f"  {level}: {reason}")
    for note in made.not_compared:
        print(f"note: {note}")
    print()
    for name in _summarised(made.contents):
        print(f"{'would write' if options.dry_run else 'wrote'} {name}")
    if options.dry_run:
        print("\nNothing was changed.")
    else:
        print(
            f"\nThe history ends with {made.head}: publish this with the release.\n"
            "Committed. Look at it with `git show`; then:\n"
            f'  git tag -a v{made.version} -m "peel_data {made.version}"\n'
            f"  git push origin HEAD v{made.version}"
        )
    return 0


def _summarised(names: Iterable[str]) -> list[str]:
    """List files by name; those that are named by their content are counted."""
    from peel_data.history.store import OBJECTS, RECIPES

    hashed, plain = set[str](), list[str]()
    for name in sorted(names):
        (hashed.add if name.startswith((OBJECTS, RECIPES)) else plain.append)(name)
    return [*plain, *([f"{len(hashed)} new files in {OBJECTS}/ and {RECIPES}/"] if hashed else [])]


def _show(diff: Diff, contents: Mapping[str, bytes], *, dry_run: bool) -> None:
    """Print what changed, in the data and in files."""
    from peel_data.release import diff_views

    print(f"\n{diff_views.render(diff, 'text')}")
    for name in sorted(contents):
        print(f"{'would write' if dry_run else 'wrote'} {name}")
    if dry_run:
        print("\nNothing was changed.")
    else:
        print("\nCommitted. Look at it with `git show`. `peel-data release` cuts the release.")


def generate(options: argparse.Namespace) -> int:
    """Write or check the generated files."""
    from peel_data.history.faults import is_error
    from peel_data.history.verifying import verify
    from peel_data.release import generate as generation
    from peel_data.release.staging import reading

    root = options.root.resolve()
    if options.check:
        with reading(root):
            faults = [fault.message for fault in verify(root) if is_error(fault)]
            names = [] if faults else list(generation.stale(root))
        for message in faults:
            print(message, file=sys.stderr)
        if faults:
            return 1
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
        "\n".join(f"wrote {name}" for name in names) or "Every generated file was already current."
    )
    return 0
