"""The documentation site: what MkDocs builds beside the pages of docs/, from the code and the data.

A page for each table (columns, units, keys, every row, a picture), the reference of the Python names, the CSV
files to take away, and a description of the data set for search engines. `mkdocs build` calls these hooks.
"""

from __future__ import annotations

import inspect
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File

import peel_data as peel
import site_search
from peel_data import notebook
from peel_data.charts import files as pictures
from peel_data.exports import dataset, json_ld
from peel_data.schema.spec import references
from peel_data.tables import cards

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

    from peel_data.tables.table import Table

ROOT = Path(__file__).resolve().parents[1]
RULES = (
    "files",
    "structure",
    "rows",
    "keys",
    "arithmetic",
    "continuity",
    "coverage",
    "history",
    "waivers",
)
REFERENCE = """# Reference

Import everything on this page from `peel_data`. The examples use `import peel_data as peel`. Each table has its own
name, such as `peel.crime_rates`. [Tables](tables.md) lists them all.

::: peel_data.api
    options: {show_root_heading: false, show_root_toc_entry: false}

## table

`peel.table("crime_rates")` returns a table by its name. Use it if the name comes from a variable. If there is no such
table, it raises `NotFound`, which suggests the closest name.

::: peel_data.tables.lookup.area_id

::: peel_data.tables.table.Table
    options: {inherited_members: [title, key, description, columns, records, to_pandas, to_arrow]}

SELECTIONS

::: peel_data.tables.table.Rows
    options: {inherited_members: [to_pandas, to_arrow], filters: ["!^_", "!^of$"]}

## A row

A row is a frozen pydantic model with an attribute for each column of its table. [Tables](tables.md) describes the
columns. `row.model_dump()` converts the row to a dictionary. A row of a table of figures also has:

::: peel_data.schema.base.Sourced
    options:
      show_root_heading: false
      show_root_toc_entry: false
      show_docstring_description: false
      members: [figure_id, figure_ids, figure, figures, citations]
      heading_level: 3

::: peel_data.figures.figure.Figure

::: peel_data.tables.printed.PrintedFigure

::: peel_data.tables.printed.Citation

::: peel_data.figures.figure.Figures
    options: {inherited_members: [to_pandas, to_arrow]}

::: peel_data.figures.releases.Release

::: peel_data.arithmetic.compare.Comparisons

::: peel_data.arithmetic.compare.Comparison

::: peel_data.arithmetic.implied.Implied

::: peel_data.arithmetic.identities.Assumption

::: peel_data.findings.Report

::: peel_data.findings.Finding

::: peel_data.errors
    options: {show_root_heading: false, show_root_toc_entry: false}
"""


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Write out what the navigation abbreviates: a page for each table, and for each family of rules."""
    names = {"tables/*": [f"tables/{table.name}.md" for table in peel.tables()]}
    names["rules/*"] = ["rules/README.md", *(f"rules/{family}.md" for family in RULES)]
    config.nav = [_written_out(entry, names) for entry in config.nav or []]
    return config


def _written_out(entry: Any, names: dict[str, list[str]]) -> Any:
    if not isinstance(entry, dict):
        return entry
    ((title, below),) = entry.items()
    if not isinstance(below, list):
        return entry
    titles = {"tables/*": "Each table", "rules/*": "Rules"}
    return {
        title: [
            {titles[each]: names[each]} if isinstance(each, str) and each in names else each
            for each in below
        ]
    }


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages, the pictures of tables, and the CSV files."""

    def add(path: str, content: str | bytes) -> None:
        files.append(File.generated(config, path, content=content))

    add(
        "reference.md",
        REFERENCE.replace("SELECTIONS", "\n\n".join(map(selection, ("where", "one")))),
    )
    for table in peel.tables():
        drawn = draw(table)
        if drawn:
            add(f"tables/{table.name}.svg", drawn)
        add(f"tables/{table.name}.md", table_page(table, drawn=bool(drawn)))
        add(f"data/{table.name}.csv", (ROOT / "data" / f"{table.name}.csv").read_bytes())
    return files


def selection(name: str) -> str:
    """Return the section of `where` or `one`, which are made when they are first looked at."""
    method = getattr(peel.crime_rates, name)
    keywords = ", ".join(list(inspect.signature(method).parameters))
    text, _, example = (inspect.getdoc(method) or "").partition("\n\nExample:\n")
    text, _, raises = text.partition("\n\nRaises:\n")
    lines = re.findall(r"^ +(\w+): (.*)$", raises, re.MULTILINE)
    parts = [
        f"### {name}",
        f"```python\n{name}(*, {keywords})\n```",
        "These are the keywords of `crime_rates`. Each table has keywords for its own columns.",
        text,
        "\n".join(["**Raises:**", "", *(f"- `{error}`: {when}" for error, when in lines)]),
    ]
    if example:
        parts.append(f"**Example:**\n\n```python\n{inspect.cleandoc(example)}\n```")
    return "\n\n".join(parts)


def draw(table: Table[Any]) -> bytes:
    """Return the picture of a table; nothing where there is none to draw."""
    if not (table.measures or table.name == "judgments") or not len(table):
        return b""
    return pictures.content(peel.plot(table), ".svg")


def table_page(table: Table[Any], *, drawn: bool) -> str:
    """Return the page of a table."""
    schema = table.schema()
    units = {unit.id: unit.title for unit in peel.units}
    used = dict.fromkeys(record.get("unit", "") for record in table.records())
    lines = [
        f"# {table.title}",
        f"`{table.name}`: {table.description}",
        f"- Rows: {len(table):,}",
        f"- Key: {', '.join(f'`{column}`' for column in table.key)}",
    ]
    if named := [units[each] for each in used if each in units]:
        lines.append(f"- Unit: {'; '.join(named)}")
    lines.append(f"- Files: [CSV](../data/{table.name}.csv); other formats with `peel-data export`")
    header, rows, same = _rows(table)
    lines += [f"- {name.capitalize()}: {text}" for name, text in same.items()]
    head, rest = "\n\n".join(lines[:2]), "\n".join(lines[2:])
    parts = [f"---\nhide: [toc]\n---\n\n{head}\n\n{rest}\n"]
    if drawn:
        parts.append(
            f"## Chart\n\n![Chart of {table.title}; the rows are below]({table.name}.svg)\n"
        )
    parts.append(f"## Rows\n\n{_grid(header, rows) if rows else 'None yet.'}\n")
    parts.append(f"## Columns\n\n{_columns(schema)}\n")
    return "\n".join(parts)


def _rows(table: Table[Any]) -> tuple[list[str], list[list[str]], dict[str, str]]:
    """Return the header and the rows of a table as a person reads them, and what all rows have in common.

    The cells are Markdown. Rows that the search leads to have an anchor.
    """
    if not table.measures:
        names = [column.name for column in table.columns]
        filled = [name for name in names if any(record[name] for record in table.records())]
        plain = [[_escape(record[name]) for name in filled] for record in table.records()]
        if table.name == "areas":
            plain = [[_anchor(f"area-{row[0]}") + row[0], *row[1:]] for row in plain]
        return filled, plain, {}
    figures = [each for each in table.read("figures") if each["table"] == table.name]
    rows = cards.figure_rows(table, figures)
    same, header, kept = notebook.split(cards.HEADER, rows, ("period", "unit", "printed in"))
    same.pop("unit", None)  # said already
    named = site_search.anchors()
    cells = [[_escape(cell) for cell in row] for row in kept]
    for figure, row in zip(figures, cells, strict=True):
        row[0] = _anchor(named.get(figure["figure_id"])) + row[0]
    return header, cells, same


def _anchor(name: str | None) -> str:
    return f'<a id="{name}"></a>' if name else ""


def _columns(schema: dict[str, Any]) -> str:
    to = references(schema)
    rows = []
    for field in schema["fields"]:
        constraints = field.get("constraints", {})
        refers = to.get(field["name"])
        allowed = ", ".join(f"`{value}`" for value in constraints.get("enum", ()))
        if refers:
            allowed = (
                f"{'keys' if refers.many else 'a key'} of [`{refers.table}`]({refers.table}.md)"
            )
        rows.append(
            [
                f"`{field['name']}`",
                field["title"],
                field["type"],
                "yes" if constraints.get("required") else "",
                field["description"],
                allowed,
            ]
        )
    return _grid(["column", "title", "type", "required", "meaning", "allowed"], rows)


def _grid(header: list[str], rows: list[list[str]]) -> str:
    lines = [[_escape(name) for name in header], ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _escape(text: str) -> str:
    for special in "\\|`*_[]":
        text = text.replace(special, "\\" + special)
    return text.replace("<", "&lt;").replace(">", "&gt;").replace("\n", " ")


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """Lead links out of docs/ to the repository, and from the list of all tables to the page of each."""
    if page.file.src_uri.startswith("tables/"):
        return markdown
    up = "../" * (page.file.src_uri.count("/") + 1)
    base = f"{config.extra['repository']}/blob/main/".replace("//blob", "/blob")
    markdown = re.sub(rf"\]\({re.escape(up)}(?!\.\.)", f"]({base}", markdown)
    if page.file.src_uri == "tables.md":
        names = "|".join(table.name for table in peel.tables())
        markdown = re.sub(
            rf"^## `({names})`$",
            r"## `\1`\n\n[Rows and chart](tables/\1.md)",
            markdown,
            flags=re.MULTILINE,
        )
    return markdown


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Describe the data set on the first page, as catalogues and search engines read it."""
    if not page.is_homepage:
        return output
    described = json_ld.dataset(dataset.load(), f"{config.site_url}data/")
    text = json.dumps(described, ensure_ascii=False).replace("</", "<\\/")
    return output.replace(
        "</head>", f'<script type="application/ld+json">{text}</script></head>', 1
    )


REQUEST = re.compile(
    r"<(?:script|img|iframe|source|link rel=.stylesheet.|link rel=.preconnect.)[^>]*?"
    r"(?:src|href)=.?(https?://[^\s\"'>]+)|url\([\"']?(https?://[^)\"']+)|@import [\"'](https?://[^\"']+)"
    r"|data-md-component=.source.[^>]*"  # the theme's script asks the forge about it
)


def on_post_build(config: MkDocsConfig) -> None:
    """Refuse a site that would ask another server for anything.

    Raises:
        PluginError: It names the page and the address.
    """
    for path in sorted(Path(config.site_dir).rglob("*")):
        if path.suffix in {".html", ".css"}:
            for found in REQUEST.finditer(path.read_text(encoding="utf-8")):
                raise PluginError(f"{path.name} asks another server: {found[0][:200]}")
