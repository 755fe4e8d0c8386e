"""Which sink takes the rows of a worksheet, by its name: a table, a form, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from peel_data.findings import Place
from peel_data.readers import sheet_names
from peel_data.readers.form_sheet import PerhapsForm
from peel_data.readers.header import Origin
from peel_data.readers.rules import containers as rule
from peel_data.readers.sheet import TableSheet, UnknownSheet
from peel_data.schema import form

if TYPE_CHECKING:
    from peel_data.readers.collector import Collector
    from peel_data.readers.sheet import RowSink

_ALSO_A_FORM: Final = form.SHEET.casefold()
"""The table whose name is also that of the sheet of a form."""


def open_sheet(collector: Collector, file: str, name: str, *, hidden: bool) -> RowSink | None:
    """Return the sink for a sheet of this name; None when the sheet is ignored."""
    if reason := sheet_names.why_ignored(name):
        collector.ignore(file, name, "sheet", reason)
        return None
    table = sheet_names.table_of(name, collector.known_tables)
    if table is None:
        return PerhapsForm(UnknownSheet(collector, file, name), collector, file, name)
    if hidden:
        collector.report(
            rule.HiddenCells,
            f"The sheet “{name}” is hidden, but it is read.",
            Place(file, name),
            table=table,
        )
    sink = TableSheet(collector, Origin(table, file, name))
    return PerhapsForm(sink, collector, file, name) if table == _ALSO_A_FORM else sink
