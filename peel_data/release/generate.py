"""Everything that is generated, from the row models and the tables: one function, pure.

`generated` says what each generated file should hold; `peel-data generate` writes it and
`peel-data generate --check` compares.
"""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from peel_data import records
from peel_data.errors import ReleaseError
from peel_data.figuring import Figuring
from peel_data.version import RELEASED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from peel_data.models.base import Row
    from peel_data.records import Record


def csv_bytes(header: Sequence[str], rows: Sequence[Record]) -> bytes:
    """A table as the CSV bytes it is kept in: UTF-8, LF, quotes only where needed."""
    text = io.StringIO()
    writer = csv.DictWriter(text, header, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def json_bytes(value: object) -> bytes:
    """A JSON file as it is kept: indented, in UTF-8, with a line end."""
    return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode()


def sort_key(record: Record, key: Sequence[str]) -> tuple[tuple[int, int, str], ...]:
    """Rows sort by their key; whole numbers among its values by size."""
    return tuple(
        (0, int(record[c]), "") if record[c].isdecimal() else (1, 0, record[c]) for c in key
    )


def read_tables(root: Path) -> dict[str, list[Record]]:
    """Every CSV file under `data/` of a checkout, by table name."""
    return {
        path.stem: records.parse(path.read_bytes().decode())
        for path in sorted((root / "data").glob("*.csv"))
    }


def vocabulary_is_current(root: Path) -> bool:
    """Whether `vocabulary.py` says what the reference tables say."""
    return (root / "peel_data" / "vocabulary.py").read_bytes() == _vocabulary(root)


def _vocabulary(root: Path) -> bytes:
    from peel_data.release import accessors_source

    return accessors_source.vocabulary(read_tables(root)).encode()


def generated(root: Path) -> dict[str, bytes]:
    """What every generated file of a checkout should hold, by its path from the root.

    Raises:
        ReleaseError: The vocabulary in memory is older than the reference tables; run again after it is written.
    """
    from peel_data import descriptor
    from peel_data.models.registry import MODELS
    from peel_data.release import accessors_source, docs_source

    if not vocabulary_is_current(root):
        return {"peel_data/vocabulary.py": _vocabulary(root)}
    tables = read_tables(root)
    schemas = {model.spec.name: descriptor.table_schema(model) for model in MODELS}
    files: dict[str, bytes] = {}
    for model in MODELS:
        if not model.spec.generated:
            files |= _with_every_column(root, model.spec.name, schemas[model.spec.name])
    for path, completed in files.items():
        tables[Path(path).stem] = records.parse(completed.decode())
    tables["figures"] = _figures(MODELS, tables)
    figure_columns = [field["name"] for field in schemas["figures"]["fields"]]
    files["data/figures.csv"] = csv_bytes(figure_columns, tables["figures"])
    content = {
        model.spec.name: files.get(f"data/{model.spec.name}.csv")
        or (root / "data" / f"{model.spec.name}.csv").read_bytes()
        for model in MODELS
    }
    for name, schema in schemas.items():
        files[f"schemas/{name}.schema.json"] = json_bytes(schema)
    package = descriptor.data_package(
        MODELS, content, tables["publications"], f"{RELEASED}T00:00:00Z"
    )
    files["datapackage.json"] = json_bytes(package)
    examples = {name: rows[0] for name, rows in tables.items() if rows}
    topics: dict[str, list[type]] = {}
    for model in MODELS:
        topics.setdefault(model.__module__.rsplit(".", 1)[-1], []).append(model)
    for module, group in topics.items():
        files[f"peel_data/accessors/{module}.py"] = accessors_source.topic(
            module, group, schemas, examples
        ).encode()
    files["peel_data/accessors/__init__.py"] = accessors_source.package(MODELS).encode()
    files["peel_data/accessors/release.py"] = accessors_source.release_tables(MODELS).encode()
    files |= docs_source.pages(MODELS, schemas, tables)
    return files | _changelog(root, tables, schemas)


def _changelog(
    root: Path, tables: Mapping[str, Sequence[Record]], schemas: Mapping[str, Any]
) -> dict[str, bytes]:
    """The changelog, whose Data section says what changed since the last release; none before the first."""
    from peel_data.release import changelog
    from peel_data.release.diff import diff
    from peel_data.release.sources import Source, last_release

    last = last_release(root)
    if last is None:
        return {}
    lines = changelog.data_lines(diff(last, Source("now", tables, schemas)), tables)
    text = (root / changelog.NAME).read_text(encoding="utf-8")
    return {changelog.NAME: changelog.with_data(text, lines).encode()}


def _figures(models: Sequence[type[Row]], tables: Mapping[str, Sequence[Record]]) -> list[Record]:
    figuring = Figuring(tables, tables["citations"], tables["revisions"])
    made = [
        figure
        for model in models
        if model.spec.measures
        for record in tables[model.spec.name]
        for figure in figuring.figures_of(model.spec, record)
    ]
    for figure in made:
        for citation in figure.excluded:
            raise ReleaseError(
                f"{figure.record['figure_id']} is {figure.record['value']} in its table and "
                f"“{citation['printed']}” in {citation['locator']} of {citation['publication']}: no true "
                "value rounds to both. Look at data/citations.csv."
            )
    return sorted((figure.record for figure in made), key=lambda record: record["figure_id"])


def _with_every_column(root: Path, name: str, schema: Mapping[str, Any]) -> dict[str, bytes]:
    """Return the file of a table that lacks a column of its model, with the empty column; else nothing.

    Raises:
        ReleaseError: Every row needs the column, so that an empty one would not do.
    """
    path = root / "data" / f"{name}.csv"
    text = path.read_bytes().decode()
    header = next(csv.reader(io.StringIO(text)), [])
    missing = [field for field in schema["fields"] if field["name"] not in header]
    for field in missing:
        if field.get("constraints", {}).get("required"):
            raise ReleaseError(
                f"data/{name}.csv has no column {field['name']}, and every row needs it. "
                "Add the column with its values."
            )
    if not missing:
        return {}
    columns = [field["name"] for field in schema["fields"]]
    columns += [column for column in header if column not in columns]
    rows = [dict.fromkeys(columns, "") | record for record in records.parse(text)]
    return {f"data/{name}.csv": csv_bytes(columns, rows)}


def stale(root: Path) -> dict[str, bytes]:
    """The generated files that are not what they should be, with what they should hold."""
    return {
        name: content
        for name, content in generated(root).items()
        if not (root / name).is_file() or (root / name).read_bytes() != content
    }


def write(root: Path) -> list[str]:
    """Write every stale generated file of a checkout in one step, and say which.

    Raises:
        ReleaseError: Something cannot be generated, or the disk refuses. Nothing was changed.
    """
    from peel_data.release.transaction import transaction
    from peel_data.release.trial import refuse_elsewhere, trial

    refuse_elsewhere(root)
    with transaction(root) as change, trial(root) as copy:
        copy.generate()
        contents = copy.changes()
        for name, content in contents.items():
            change.write(name, content)
    return list(contents)


def write_here(root: Path) -> None:
    """Write every stale generated file straight away; a new vocabulary is taken up by a fresh process.

    Raises:
        ReleaseError: The fresh process failed.
    """
    changed = stale(root)
    for name, content in changed.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    if "peel_data/vocabulary.py" in changed:
        again = subprocess.run(
            [sys.executable, "-m", "peel_data.release.generate", str(root)],
            capture_output=True,
            text=True,
            check=False,
            cwd=root,
        )
        if again.returncode:
            raise ReleaseError(
                f"Generating with the new vocabulary failed:\n{again.stderr.strip()}"
            )


if __name__ == "__main__":
    try:
        write_here(Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve())
    except ReleaseError as error:
        sys.exit(f"{error}")
