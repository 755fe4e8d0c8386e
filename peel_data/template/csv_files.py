"""A template as CSV files, one for each table, with a guide in plain text beside them."""

from __future__ import annotations

import csv
import io
import textwrap
from typing import TYPE_CHECKING

from peel_data.schema import form
from peel_data.template import guide
from peel_data.template.plan import meanings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from peel_data.figures.form_lines import Line
    from peel_data.template.plan import Plan, Sheet

GUIDE = "Guide.txt"
_WIDTH = 96


def files(plan: Plan) -> dict[str, bytes]:
    """Return the bytes of each file, by name."""
    texts = {GUIDE: "\n".join(_guide(plan)) + "\n"}
    texts |= {f"{sheet.table}.csv": _table(sheet) for sheet in plan.sheets}
    return {name: text.encode() for name, text in texts.items()}


def form_file(lines: Sequence[Line]) -> bytes:
    """Return the bytes of the one-page form; a byte order mark tells Excel that it is UTF-8."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(form.COLUMNS)
    for line in lines:
        cells = {
            form.SECTION: line.section,
            form.QUESTION: line.question,
            form.UNIT: line.unit_in_words,
            form.PERIOD: line.period,
            form.BEFORE: line.before,
            form.FIGURE: line.published,
            form.DECIMALS: line.decimals,
            form.STATUS: "Given",
            form.ID: line.id,
        }
        writer.writerow([cells.get(name, "") for name in form.COLUMNS])
    return target.getvalue().encode("utf-8-sig")


def _table(sheet: Sheet) -> str:
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow([column.name for column in sheet.columns])
    writer.writerows(line.cells for line in sheet.lines)
    return target.getvalue()


def _guide(plan: Plan) -> Iterator[str]:
    title = guide.title(plan)
    yield title
    yield "=" * len(title)
    for entry in guide.opening(plan, guide.FOLDER):
        yield from _entry(entry)
    yield ""
    yield from _inventory(plan)
    for entry in guide.explain(plan, guide.FOLDER):
        yield from _entry(entry)
    yield from _heading("Figures to fill in")
    for sheet in plan.required:
        yield from ("", f"{sheet.table}.csv")
        for number, line in enumerate(sheet.lines, start=2):
            for column, ask in zip(sheet.columns, line.asks, strict=True):
                if ask:
                    words = "; ".join(guide.prompt(sheet, line.cells, ask))
                    yield from _wrapped(f"line {number}, {column.name}: {words}", hanging=4)
    yield from _columns(plan)


def _inventory(plan: Plan) -> Iterator[str]:
    rows = [(f"{name}.csv", figures, by) for name, _, figures, by in guide.inventory(plan)]
    name, _, figures, by = guide.INVENTORY
    rows.insert(0, (name, figures, by))
    widths = [max(len(row[position]) for row in rows) + 2 for position in range(2)]
    for first, second, third in rows:
        yield f"  {first:<{widths[0]}}{second:<{widths[1]}}{third}"


def _columns(plan: Plan) -> Iterator[str]:
    """Yield every column once, however many tables have it."""
    yield from _heading("The columns")
    said: dict[str, str] = {}
    choices: dict[str, dict[str, str]] = {}
    for sheet in plan.sheets:
        for column in sheet.columns:
            said.setdefault(column.name, column.help)
            if column.choices or column.refers_to:
                choices.setdefault(column.name, {}).update(meanings(column))
    for name, words in said.items():
        yield ""
        yield from textwrap.wrap(f"{name}: {words}", _WIDTH)
        for choice, meaning in choices.get(name, {}).items():
            yield from _wrapped(f"{choice}: {meaning}", hanging=4)


def _heading(text: str) -> tuple[str, ...]:
    return ("", "", text, "-" * len(text))


def _entry(entry: guide.Entry) -> Iterator[str]:
    if not entry.text:
        yield from _heading(entry.label)
    else:
        yield ""
        yield entry.label
        yield from _wrapped(entry.text)


def _wrapped(text: str, *, hanging: int = 2) -> list[str]:
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent="  ",
        subsequent_indent=" " * hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )
