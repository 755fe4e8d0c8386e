"""The one-page form laid out as a page of a workbook: one line a figure, in words, in the order of the report."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from peel_data.schema import form
from peel_data.template.form_checks import FINE, MISSING, At, Checks
from peel_data.template.form_ranges import usual_ranges
from peel_data.workbooks.letters import letter
from peel_data.workbooks.pages import ANY, GROUPED, TEXT, Cell, Check, Look, Page, Style

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from peel_data.figures.form_lines import Line

EXTRA: Final = ("Least", "Most", "Usual from", "Usual to", "Implies from", "Implies to")
"""Columns behind the id, for the checks: limits, what is usual, and the crimes that an outcome implies."""

WIDTHS: Final = (21, 46, 27, 27, 13, 13, 10, 15, 36, 26, 40, 8, 8, 11, 11, 12, 12)
HEAD: Final = 5
LINE_HEIGHT: Final = 15.0
COLOUR: Final = "FFD54F"

_HELP: Final = {
    form.BEFORE: "The figure of the same series a year earlier, where it is published.",
    form.FIGURE: "Fill in the yellow cells. The pale ones are optional.",
    form.STATUS: "Given, or why there is no figure.",
    form.CHECK: "Says while you type what needs another look. It is not sent with the figures.",
    form.REMARK: "In your own words; for the people who take the figures in.",
}


def lay_out_form(lines: Sequence[Line], title: str) -> list[Page]:
    """Return the pages of a form, which is one: what to do, how far one is, and a line for each figure.

    Args:
        lines: The lines, from `form_lines`.
        title: What the form is called.
    """
    first = HEAD + 1
    at = At(
        unit=_letter(form.UNIT),
        figure=_letter(form.FIGURE),
        decimals=_letter(form.DECIMALS),
        status=_letter(form.STATUS),
        check=_letter(form.CHECK),
        **{
            name: letter(len(form.COLUMNS) + 1 + position)
            for position, name in enumerate(
                ("least", "most", "low", "high", "implied_low", "implied_high")
            )
        },
        first=first,
        last=HEAD + len(lines),
    )
    checks = Checks(lines, at)
    usual = usual_ranges()
    rows = [*_above(title, checks), _head()]
    before = ""
    for line in lines:
        rows.append(tuple(_line(line, checks, usual(line), new=line.section != before)))
        before = line.section
    last = at.last
    return [
        Page(
            form.SHEET,
            WIDTHS,
            tuple(rows),
            (28.0, None, 22.0, None, 20.0, *map(_height, lines)),
            frozen=True,
            colour=COLOUR,
            head=HEAD,
            printed=form.COLUMNS.index(form.REMARK) + 1,
            about=f"{title}. One line for each figure that is asked for. Fill in the column "
            f"{form.FIGURE}; the column {form.CHECK} says what needs another look.",
            names=(
                ("Figures_given", f"${at.figure}${first}:${at.figure}${last}"),
                ("Statuses", f"${at.status}${first}:${at.status}${last}"),
                ("Checks", f"${at.check}${first}:${at.check}${last}"),
                ("Progress", "$A$3:$A$3"),
            ),
        )
    ]


def _above(title: str, checks: Checks) -> Iterator[tuple[Cell, ...]]:
    yield (Cell(title, Style(Look.TITLE)),)
    yield (
        Cell(
            "Fill in the yellow cells; the pale ones are optional. Where there is no figure, leave the "
            "cell empty and choose a status.",
            Style(Look.MAY_BE_LONG),
        ),
    )
    yield (Cell(_progress(checks.lines), Style(Look.COUNT, ANY), formula=checks.summary()),)
    yield (
        Cell(
            "Give each figure as it is published, with the decimals of its line. A fall is negative. "
            "The column Check helps while you type; it is not sent.",
            Style(Look.MAY_BE_LONG),
        ),
    )


def _head() -> tuple[Cell, ...]:
    return tuple(
        Cell(
            name,
            Style(Look.HEAD_FILL if name == form.FIGURE else Look.HEAD),
            note=_HELP.get(name, ""),
        )
        for name in (*form.COLUMNS, *EXTRA)
    )


def _line(line: Line, checks: Checks, usual: tuple[str, str], *, new: bool) -> Iterator[Cell]:
    said = Style(Look.SAID)
    number = _format(line)
    entry = Style(Look.OPTIONAL if line.optional else Look.FORM_FILL, number, locked=False)
    yield Cell(line.section, Style(Look.SECTION if new else Look.AGAIN))
    yield Cell(line.question, said)
    yield Cell(line.unit_in_words, said)
    yield Cell(line.period, said)
    yield Cell(_number(line.before), Style(Look.GIVEN_NUMBER, number))
    yield Cell(_number(line.published), entry, _entry_check(line))
    yield Cell(line.decimals, Style(Look.GIVEN_NUMBER, "0"))
    yield Cell("Given", Style(Look.STATUS, locked=False), STATUS_CHECK)
    untouched = "" if line.optional else FINE if line.published else MISSING
    yield Cell(untouched, Style(Look.CHECK, ANY), formula=checks.of_line(line))
    yield Cell(None, Style(Look.REMARK, TEXT, locked=False))
    small = Style(Look.SMALL)
    yield Cell(line.id, small)
    for limit in (line.minimum, line.maximum):
        yield Cell(limit, Style(Look.SMALL, "0"))
    for end in usual:
        yield Cell(_number(end), Style(Look.SMALL, number))
    for formula in checks.implied(line):
        yield Cell("" if formula else None, Style(Look.SMALL, "0"), formula=formula)


def _progress(lines: Sequence[Line]) -> str:
    """Return what the line at the top says before anything is filled in."""
    asked = [line for line in lines if not line.optional]
    given = sum(bool(line.published) for line in asked)
    return f"{given} of {len(asked)} figures filled in. None needs a look."


STATUS_CHECK: Final = Check(
    "list",
    form.STATUS,
    "",
    "Choose from the list: given, or why there is no figure.",
    choices=tuple(form.STATUSES)[:4],
)


def _entry_check(line: Line) -> Check:
    least, most = line.minimum, line.maximum
    limits = f" from {least} to {most}" if most is not None else f", {least} or more"
    places = "no decimals" if not line.decimals else f"{line.decimals} decimal"
    return Check(
        "whole" if line.whole else "decimal",
        form.FIGURE,
        f"{line.unit_in_words[:1].upper()}{line.unit_in_words[1:]}, {places}.",
        f"This must be a number{limits}. If there is no figure, leave the cell empty and choose a status.",
        minimum=least,
        maximum=most,
    )


def _format(line: Line) -> str:
    if line.unit == "count":
        return GROUPED
    return "0." + "0" * line.decimals if line.decimals > 0 else "0"


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _height(line: Line) -> float:
    """Return the height that the wrapped words of a line need; the check has room for two lines."""
    texts = (line.section, line.question, line.unit_in_words, line.period)
    lines = max(-(-len(text) // (width - 1)) for text, width in zip(texts, WIDTHS[:4], strict=True))
    return LINE_HEIGHT * max(lines, 2) + 3


def _letter(name: str) -> str:
    return letter(form.COLUMNS.index(name) + 1)
