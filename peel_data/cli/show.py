"""Commands that read the installed release: tables, show, figures, cite."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from peel_data.cli import output
from peel_data.cli.parser import add_command, add_format
from peel_data.errors import NotFound

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from peel_data.cli.parser import Commands
    from peel_data.figures.figure import Figure
    from peel_data.tables.records import Record
    from peel_data.tables.table import Table


def add_to(commands: Commands) -> None:
    """Add the commands of this module."""
    parser = add_command(
        commands,
        "tables",
        tables,
        summary="list the tables",
        examples=["tables", "tables --format json"],
    )
    add_format(parser, "table", "json")

    parser = add_command(
        commands, "show", show, summary="show a table, with its caveats below it",
        examples=[
            "show crime_rates --area northamptonshire",
            "show crime_outcomes --format csv > outcomes.csv",
            "show grades",
        ],
    )  # fmt: skip
    parser.add_argument("table", metavar="TABLE", help="the table, as `peel-data tables` lists it")
    parser.add_argument("--area", metavar="AREA", help="only this area, such as northamptonshire")
    add_format(parser, "table", "csv", "json", "markdown")

    parser = add_command(
        commands, "figures", figures, summary="list the published figures, or find some",
        examples=[
            "figures",
            'figures --find "special constables"',
            "figures --area northamptonshire --table crime_rates",
            "figures --format jsonl   # an object a line, with its citation and caveats",
        ],
    )  # fmt: skip
    parser.add_argument(
        "--find", metavar="WORDS", help="only figures that these words describe, best first"
    )
    parser.add_argument("--area", metavar="AREA", help="only this area, such as northamptonshire")
    parser.add_argument("--table", metavar="TABLE", help="only figures of this table")
    add_format(parser, "table", "csv", "json", "jsonl")

    parser = add_command(
        commands, "cite", cite, summary="print how to cite a figure",
        examples=[
            "cite victim_satisfaction:peel-effectiveness-2015:northamptonshire:2015-03-31",
            "cite victim_satisfaction:peel-effectiveness-2015:northamptonshire:2015-03-31 --style bibtex",
            "cite victim_satisfaction:peel-effectiveness-2015:northamptonshire:2015-03-31 --long",
        ],
    )  # fmt: skip
    parser.add_argument(
        "figure", metavar="FIGURE_ID", help="the figure, as `peel-data figures` lists it"
    )
    how = parser.add_mutually_exclusive_group()
    how.add_argument(
        "--style",
        choices=["text", "bibtex", "csl-json"],
        default="text",
        help="(default: %(default)s)",
    )
    how.add_argument(
        "--long",
        action="store_true",
        help="print everything about the figure: interval, source and vintage, notes, places",
    )


def tables(options: argparse.Namespace) -> int:
    """List the tables."""
    from peel_data.tables import TABLES

    if options.format == "json":
        output.print_json(
            [
                {
                    "name": table.name,
                    "title": table.title,
                    "description": table.description,
                    "rows": len(table),
                    "key": table.key,
                    "columns": [column._asdict() for column in table.columns],
                }
                for table in TABLES
            ]
        )
    else:
        output.print_table(
            ["table", "rows", "what it holds"],
            [[table.name, str(len(table)), table.title] for table in TABLES],
            right=["rows"],
        )
    return 0


def show(options: argparse.Namespace) -> int:
    """Show one table."""
    from peel_data.tables import table_named

    table: Table[Any] = table_named(options.table)
    rows = _rows(table, options.area)
    if options.format == "csv":
        ids = [_figure_ids(table, row) for row in rows]
        header = [*(ids[0] if ids else ()), *(column.name for column in table.columns)]
        output.print_csv(header, ({**own, **row} for own, row in zip(ids, rows, strict=True)))
    elif options.format == "json":
        output.print_json([{**_figure_ids(table, row), **_typed(table, row)} for row in rows])
    elif options.format == "markdown":
        output.print_markdown(*_view(table, rows))
        _print_caveats(rows)
    else:
        columns, cells = _view(table, rows)
        title = table.title
        if options.area:  # said once above the table, it leaves room on a narrow terminal
            from peel_data.tables import formatting

            name = formatting.area_name(options.area)
            title += f", {name}"
            # A row that departs from the plain area keeps the column that says so.
            if "area" in columns and all(
                row[columns.index("area")] in {name, options.area} for row in cells
            ):
                cells = [
                    [cell for column, cell in zip(columns, row, strict=True) if column != "area"]
                    for row in cells
                ]
                columns = [column for column in columns if column != "area"]
        output.print_table(
            columns, cells, title=title, right=["value", "number", "rate", "rows", "rank"]
        )
        _print_caveats(rows)
    return 0


def _figure_ids(table: Table[Any], row: Record) -> dict[str, str]:
    """Return the ids of the figures of a row, by the names that its frame gives them."""
    from peel_data.tables import records

    if not table.measures:
        return {}
    return records.named_figure_ids(table, row)


def _typed(table: Table[Any], row: Record) -> dict[str, Any]:
    """Return a row with JSON's types; a number stays text, so that 8.0 is not printed as 8."""
    read: dict[str, Callable[[str], Any]] = {"integer": int, "boolean": "true".__eq__}
    return {
        column.name: read.get(column.type, str)(row[column.name]) if row[column.name] else None
        for column in table.columns
    }


def _rows(table: Table[Any], area: str | None) -> list[Record]:
    rows = table.shared_records()
    if area is None:
        return rows
    if not any(column.name == "area" for column in table.columns):
        raise NotFound(f"The table {table.name} has no areas: leave out --area.")
    found = [row for row in rows if row["area"] == area]
    if not found:
        from peel_data.tables import lookup

        lookup.explain_missing(table, {"area": area})
    return found


def _view(table: Table[Any], rows: list[Record]) -> tuple[list[str], list[list[str]]]:
    """Return what a person looks at: figures in words for tables of figures, filled columns for the others."""
    if not table.measures:
        names = [column.name for column in table.columns if column.name != "notes"]
        columns = [name for name in names if any(row[name] for row in rows)] or names
        return columns, [[row[name] for name in columns] for row in rows]
    from peel_data.figures.catalogue import by_id
    from peel_data.tables import formatting, records
    from peel_data.tables.cards import short_places

    columns, cells = ["figure", "area", "period", "value", "printed in"], []
    for row in rows:
        for figure_id in records.figure_ids(table, row).values():
            if row["status"] != "published":
                cells.append(
                    [
                        table.title,
                        formatting.area_name(row["area"], row["coverage"]),
                        row["period_end"],
                        row["status"].replace("_", " "),
                        "",
                    ]
                )
                continue
            figure = by_id(figure_id)
            places = short_places(citation.locator for citation in figure.citations)
            cells.append([*_in_words(figure), places])
    return columns, cells


def _in_words(figure: Figure) -> list[str]:
    from peel_data.tables import formatting

    told = (formatting.where, formatting.change, formatting.amount)
    return [figure.title, *(tell(figure) for tell in told)]


def _print_caveats(rows: list[Record]) -> None:
    from peel_data.tables import formatting, records

    texts = {note["id"]: note for note in records.read("notes")}
    used = dict.fromkeys(note for row in rows for note in row.get("notes", "").split())
    left_out = dict.fromkeys(
        formatting.area_name(row["area"], row["coverage"]) for row in rows if row.get("coverage")
    )
    if used or left_out:
        print("\nCaveats")
    for coverage in left_out:
        print(f"  - Some figures are of {coverage}.")
    for note in used:
        print(f"  - {texts[note]['text']} ({texts[note]['locator']})")


def figures(options: argparse.Namespace) -> int:
    """List figures."""
    from peel_data.api import figures as all_figures
    from peel_data.api import find

    chosen = find(options.find) if options.find else all_figures()
    if options.area or options.table:
        chosen = chosen.where(area=options.area, table=options.table)
    if not chosen:
        raise NotFound(chosen.reason)
    if options.format == "json":
        output.print_json([_as_json(figure) for figure in chosen])
    elif options.format == "jsonl":
        for figure in chosen:
            output.print_json_line(_as_json_line(figure))
    elif options.format == "csv":
        rows = [_as_json(figure) for figure in chosen]
        for row in rows:
            row["notes"] = " ".join(row["notes"])
            row["citations"] = "; ".join(
                f"{c['printed']} in {c['locator']}" for c in row["citations"]
            )
        output.print_csv(list(rows[0]), rows)
    else:
        output.print_table(
            ["figure", "area", "period", "value", "figure_id"],
            [[*_in_words(figure), figure.id] for figure in chosen],
            right=["value"],
        )
    return 0


_PLAIN = (
    "table", "measure", "title", "edition", "area", "place", "category",
    "period_start", "period_end", "baseline_start", "baseline_end",
    "value", "decimals", "unit", "denominator", "qualifier", "rounding", "derivation", "lower", "upper",
    "data_source", "data_source_basis", "vintage", "coverage", "population_base",
)  # fmt: skip
"""What JSON has of a figure as it is, or as text."""


def _as_json(figure: Figure) -> dict[str, Any]:
    def plain(value: object) -> object:
        return value if value is None or isinstance(value, int) else str(value)

    return {
        "figure_id": figure.id,
        **{name: plain(getattr(figure, name)) for name in _PLAIN},
        "notes": [note.id for note in figure.notes],
        "citations": [
            {
                "publication": citation.publication,
                "locator": citation.locator,
                "printed": citation.printed,
            }
            for citation in figure.citations
        ],
        "id": figure.id,  # its name up to 1.1, for one minor release
    }


def _as_json_line(figure: Figure) -> dict[str, Any]:
    """Return a figure with its words, so that each line can be quoted on its own."""
    fields = _as_json(figure)
    del fields["id"]  # the key has had one name since there are such lines
    notes = [f"{note}" for note in figure.notes]
    return fields | {"quote": f"{figure}", "citation": figure.cite(), "caveats": notes}


def cite(options: argparse.Namespace) -> int:
    """Print a citation."""
    from peel_data.api import figure

    print(figure(options.figure).cite("long" if options.long else options.style))
    return 0
