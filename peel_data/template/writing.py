"""Writing a template to disk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from peel_data.errors import InvalidArgument
from peel_data.paths import cannot_write, write_file
from peel_data.suggestions import did_you_mean
from peel_data.template import guide

if TYPE_CHECKING:
    from pathlib import Path

    from peel_data.template.plan import Plan

Style = Literal["xlsx", "ods", "csv"]
STYLES: tuple[Style, ...] = get_args(Style)


def write(plan: Plan, path: Path, style: Style, *, force: bool = False) -> None:
    """Write a template; the same plan gives the same bytes.

    Args:
        plan: What the template asks for, from `make_plan`.
        path: The workbook to write, or for `csv` the folder; the folder above it must exist.
        style: An Excel workbook, an OpenDocument spreadsheet, or a folder of CSV files.
        force: Whether to replace what is there. Other files in a folder are left alone.

    Raises:
        InvalidArgument: Something is there already, the name does not fit the style, or the disk
            refuses.

    Example:
        >>> from pathlib import Path
        >>> from peel_data.template.plan import make_plan
        >>> plan = make_plan("peel-effectiveness-2016", "northamptonshire")
        >>> write(plan, Path("northamptonshire.xlsx"), "xlsx")
    """
    _check_name(path, style)
    _check_kind(path, style)
    try:
        if style == "csv":
            _write_folder(plan, path, force=force)
        else:
            write_file(path, _workbook(plan, style), replace=force)
    except FileExistsError:
        raise InvalidArgument(
            f"{path} exists already and may hold figures that were filled in. "
            "Choose another name, or replace it with --force."
        ) from None


def _check_name(path: Path, style: Style) -> None:
    """A workbook is known by the ending of its name, so a wrong one could not be read back."""
    if style not in STYLES:
        raise InvalidArgument(
            f"There is no format {style!r}.{did_you_mean(style, STYLES)} "
            f"A template is {', '.join(STYLES[:-1])} or {STYLES[-1]}."
        )
    ending = path.suffix.lower()
    if style == "csv" and ending in {".csv", ".xlsx", ".ods", ".zip"}:
        raise InvalidArgument(
            f"A template in CSV is a folder of files, and {path} has the name of a file. "
            f"Name a folder, such as {path.with_suffix('')}."
        )
    if style != "csv" and ending != f".{style}":
        raise InvalidArgument(
            f"The format is {style}, so the name must end in .{style}: {path.with_suffix('.' + style)}."
        )


def _check_kind(path: Path, style: Style) -> None:
    """A folder never takes the place of a file, nor a file that of a folder."""
    if style == "csv" and path.is_file():
        raise InvalidArgument(f"{path} is a file. Name a folder for the CSV files.")
    if style != "csv" and path.is_dir():
        raise InvalidArgument(f"{path} is a folder. Name a file that ends in .{style}.")


def _workbook(plan: Plan, style: Style) -> bytes:
    from peel_data.template.pages import lay_out

    if style == "xlsx":
        from peel_data.template.xlsx import workbook
    else:
        from peel_data.template.ods import workbook
    return workbook(lay_out(plan), guide.title(plan))


def _write_folder(plan: Plan, folder: Path, *, force: bool) -> None:
    from peel_data.template.csv_files import files

    contents = files(plan)
    try:
        folder.mkdir(exist_ok=True)
        filled = any(folder.iterdir())
    except OSError as error:
        raise InvalidArgument(cannot_write(folder, error)) from error
    if filled and not force:
        raise FileExistsError
    for name, content in contents.items():
        write_file(folder / name, content, replace=force)
