"""Writing a template to disk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from peel_data.errors import InvalidArgument
from peel_data.figures.form_lines import form_lines
from peel_data.paths import cannot_write, write_file
from peel_data.suggestions import did_you_mean
from peel_data.template import guide

if TYPE_CHECKING:
    from pathlib import Path

    from peel_data.figures.form_lines import Line
    from peel_data.template.plan import Plan
    from peel_data.workbooks.pages import Page

Style = Literal["xlsx", "ods", "csv"]
STYLES: tuple[Style, ...] = get_args(Style)


def write_form(
    edition: str, area: str, path: Path, style: Style, *, force: bool = False
) -> tuple[Line, ...]:
    """Write the one-page form of an edition and area; the same release gives the same bytes.

    Args:
        edition: The id of the edition, such as `peel-effectiveness-2016`.
        area: The id of a police force area, or `england-and-wales`.
        path: The file to write; the folder above it must exist.
        style: An Excel workbook, an OpenDocument spreadsheet, or a CSV file.
        force: Whether to replace what is there.

    Returns:
        The lines of the form.

    Raises:
        NotFound: There is no such edition or area, or the edition asks nothing of it.
        InvalidArgument: Something is there already, the name does not fit the style, or the disk
            refuses.

    Example:
        >>> from pathlib import Path
        >>> lines = write_form("peel-effectiveness-2016", "kent", Path("kent.xlsx"), "xlsx")
        >>> sum(not line.optional for line in lines)
        38
    """
    from peel_data.template.plan import make_plan

    _check(path, style, folder=False)
    plan = make_plan(edition, area)  # says best what is wrong with an edition or area
    lines = form_lines(edition, area)
    try:
        write_file(path, _form(lines, guide.title(plan), style), replace=force)
    except FileExistsError:
        raise _exists_already(path) from None
    return lines


def _form(lines: tuple[Line, ...], title: str, style: Style) -> bytes:
    if style == "csv":
        from peel_data.template.csv_files import form_file

        return form_file(lines)
    from peel_data.template.form_page import lay_out_form

    return _packed(lay_out_form(lines, title), title, style)


def _exists_already(path: Path) -> InvalidArgument:
    return InvalidArgument(
        f"{path} already exists and may hold figures that were filled in. "
        "Choose another name, or replace it with --force."
    )


def write(plan: Plan, path: Path, style: Style, *, force: bool = False) -> None:
    """Write a template with a sheet or file for each table; the same plan gives the same bytes.

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
    _check(path, style, folder=style == "csv")
    try:
        if style == "csv":
            _write_folder(plan, path, force=force)
        else:
            write_file(path, _workbook(plan, style), replace=force)
    except FileExistsError:
        raise _exists_already(path) from None


def _check(path: Path, style: Style, *, folder: bool) -> None:
    """Refuse a wrong ending, by which a workbook is known and read back, and to replace a file with a folder."""
    if style not in STYLES:
        raise InvalidArgument(
            f"There is no format {style!r}.{did_you_mean(style, STYLES)} "
            f"A template is {', '.join(STYLES[:-1])} or {STYLES[-1]}."
        )
    ending = path.suffix.lower()
    if folder and ending in {".csv", ".xlsx", ".ods", ".zip"}:
        raise InvalidArgument(
            f"The tables as CSV are a folder of files, and {path} has the name of a file. "
            f"Name a folder, such as {path.with_suffix('')}."
        )
    if not folder and ending != f".{style}":
        raise InvalidArgument(
            f"The format is {style}, so the name must end in .{style}: {path.with_suffix('.' + style)}."
        )
    if folder and path.is_file():
        raise InvalidArgument(f"{path} is a file. Name a folder for the CSV files.")
    if not folder and path.is_dir():
        raise InvalidArgument(f"{path} is a folder. Name a file that ends in .{style}.")


def _workbook(plan: Plan, style: Style) -> bytes:
    from peel_data.template.table_pages import lay_out

    return _packed(lay_out(plan), guide.title(plan), style)


def _packed(pages: list[Page], title: str, style: Style) -> bytes:
    if style == "xlsx":
        from peel_data.workbooks.xlsx import workbook
    else:
        from peel_data.workbooks.ods import workbook
    return workbook(pages, title)


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
