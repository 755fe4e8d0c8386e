"""An erratum: one published figure gets another value, or is withdrawn, with the reason."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from peel_data.errors import InvalidArgument, NotFound, ReleaseError
from peel_data.nearest import did_you_mean
from peel_data.records import figure_ids
from peel_data.release.checkout import Tried, files_of, tables_of, tried, upcoming, working
from peel_data.release.merge import add_revision, precision, published, without_dangling
from peel_data.release.sources import last_release
from peel_data.validation.structure import with_decimals

if TYPE_CHECKING:
    from pathlib import Path

    from peel_data.records import Record
    from peel_data.release.disk import Disk
    from peel_data.release.merge import PublishedFigure, Tables


def revise(
    root: Path,
    figure_id: str,
    value: str | None,
    *,
    reason: str,
    decimals: int | None = None,
    dry_run: bool = False,
    disk: Disk | None = None,
) -> Tried:
    """Give a published figure another value, or withdraw it, and record why.

    The citations stay: they say what was printed. A printing of the old value binds the new one no longer.

    Args:
        root: The source checkout.
        figure_id: The figure.
        value: The new value as canonical decimal text; None withdraws the figure.
        reason: Why, in a sentence; it is published.
        decimals: The printed precision of the new value; None keeps that of the old.
        dry_run: Whether to leave every file as it is.
        disk: What carries out the writing; tests make it fail.

    Raises:
        NotFound: There is no such figure.
        InvalidArgument: The value or the reason is none.
        ReleaseError: Nothing is published yet, or the data set would not be sound. Nothing was changed.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise InvalidArgument("Give the reason in a sentence; it is published with the revision.")
    with working(root, dry_run=dry_run, disk=disk) as change:
        if last_release(root) is None:
            raise ReleaseError(
                "Nothing is released yet, so there is nothing to revise. Correct the row in data/, then run "
                "`peel-data generate`."
            )
        tables = tables_of(root)
        figures = published(tables)
        if figure_id not in figures:
            raise NotFound(
                f"There is no published figure {figure_id!r}.{did_you_mean(figure_id, figures)} "
                "List them with `peel-data figures`."
            )
        figure = figures[figure_id]
        new = None if value is None else _canonical(figure, value, decimals)
        _change(tables, figure_id, figure, new, reason, upcoming(root))
        made = tried(root, files_of(without_dangling(tables)))
        if change is not None:
            for name, content in made.contents.items():
                change.write(name, content)
    return made


def _canonical(figure: PublishedFigure, value: str, decimals: int | None) -> tuple[str, str]:
    """The value and its precision as the table has them."""
    places = int(figure.decimals) if decimals is None else decimals
    try:
        number = Decimal(value)
        fits = number.is_finite() and number == round(number, places)
    except InvalidOperation:
        raise InvalidArgument(
            f"{value!r} is not a number. Write it as 58.4, without comma or percent sign."
        ) from None
    if not fits:
        raise InvalidArgument(
            f"{value} is finer than the printed precision of the figure ({places}). Round it, or say --decimals."
        )
    text = f"{number:f}"
    text = with_decimals(text, str(places)) or text
    if (text, str(places)) == (figure.value, figure.decimals):
        raise InvalidArgument(f"{value} is what the figure is already. Nothing was changed.")
    return text, str(places)


def _change(
    tables: Tables,
    figure_id: str,
    figure: PublishedFigure,
    new: tuple[str, str] | None,
    reason: str,
    release: str,
) -> None:
    """Change the row in place, and record the revision of each figure that changes with it."""
    row = figure.record
    ids = figure_ids(figure.spec.name, figure.spec.key, figure.spec.measures, row)
    # A row has one status: where it holds two figures, they are withdrawn together.
    changed = {figure_id: figure.column} if new else {i: column for column, i in ids.items()}
    for each, column in changed.items():
        revision: Record = {
            "figure_id": each,
            "release": release,
            "old_value": row[column],
            "new_value": new[0] if new else "",
            "reason": reason,
        }
        add_revision(tables["revisions"], revision)
        row[column] = new[0] if new else ""
        if new:
            row[precision(column)] = new[1]
    if new is None:
        row["status"] = "withdrawn"
