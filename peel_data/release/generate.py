"""Everything that is generated, from the row models and the tables: one function, pure.

`generated` says what each generated file should hold; `peel-data generate` writes it and
`peel-data generate --check` compares.
"""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from peel_data import paths
from peel_data.errors import ReleaseError
from peel_data.figures.build import FigureBuilder
from peel_data.release.bytecode import forget_bytecode
from peel_data.release.staging import INVALID, require_checkout
from peel_data.release.tables_source import VOCABULARY
from peel_data.tables import records
from peel_data.tables.release_files import csv_bytes
from peel_data.version import RELEASED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from peel_data.schema.base import Row
    from peel_data.tables.records import Record


def json_bytes(value: object) -> bytes:
    """Return a JSON file as it is kept: indented, in UTF-8, with a line end."""
    return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode()


def read_tables(root: Path) -> dict[str, list[Record]]:
    """Return every CSV file under `data/` of a checkout, by table name.

    Raises:
        ReleaseError: A file is not UTF-8.
    """
    tables = {}
    for path in sorted((root / "data").glob("*.csv")):
        try:
            tables[path.stem] = records.parse(path.read_bytes().decode())
        except UnicodeDecodeError as error:
            raise ReleaseError(
                f"data/{path.name} is not UTF-8 ({error.reason} at byte {error.start}). Save it as UTF-8."
            ) from error
    return tables


def generated(root: Path) -> dict[str, bytes]:
    """Return what every generated file of a checkout should hold, by its path from the root.

    Raises:
        ReleaseError: A table, a column, or a row that another refers to is missing.
    """
    from peel_data.release import docs_source, tables_source
    from peel_data.schema import descriptor
    from peel_data.schema.registry import MODELS

    tables = read_tables(root)
    for model in MODELS:
        if _is_new(root, model):
            tables.setdefault(model.spec.name, [])
    refuse_missing(MODELS, tables)
    vocabulary = tables_source.vocabulary(tables).encode()
    if (root / VOCABULARY).read_bytes() != vocabulary:
        return {VOCABULARY: vocabulary}
    schemas = {model.spec.name: descriptor.table_schema(model) for model in MODELS}
    files: dict[str, bytes] = {}
    for model in MODELS:
        if not model.spec.generated:
            files |= _with_every_column(root, model, schemas[model.spec.name])
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
    topics: dict[str, list[type]] = {}
    for model in MODELS:
        topics.setdefault(model.__module__.rsplit(".", 1)[-1], []).append(model)
    for module, group in topics.items():
        files[f"peel_data/tables/{module}.py"] = tables_source.topic(
            module, group, schemas
        ).encode()
    files["peel_data/tables/__init__.py"] = tables_source.package(MODELS).encode()
    files |= docs_source.pages(MODELS, schemas, tables)
    return files | _changelog(root, tables, schemas)


def refuse_missing(models: Sequence[type[Row]], tables: Mapping[str, Sequence[Record]]) -> None:
    """Stop at a table or column that is missing, and at a row that refers to one that is not there.

    Raises:
        ReleaseError: It names what is missing, and where.
    """
    from peel_data.schema import descriptor

    kept = [model for model in models if not model.spec.generated]
    for model in kept:
        _refuse_without_columns(model, tables)
    for model in kept:
        for column, to in descriptor.references(model).items():
            if to.table == "figures":
                continue  # figures are generated; the gate says what is cited and not there
            there = {record[to.field] for record in tables[to.table]}
            for record in tables[model.spec.name]:
                text = record.get(column, "")
                for reference in text.split() if to.many else filter(None, [text]):
                    if reference not in there:
                        row = ":".join(record[each] for each in model.spec.key)
                        raise ReleaseError(
                            f"{to.table} has no row {reference!r}, which {model.spec.name} names in {column} "
                            f"of {row}. Add it to data/{to.table}.csv, or correct data/{model.spec.name}.csv."
                        )


def _refuse_without_columns(model: type[Row], tables: Mapping[str, Sequence[Record]]) -> None:
    name = model.spec.name
    restore = "Restore it from git: `git checkout -- data`."
    if name not in tables:
        raise ReleaseError(f"data/{name}.csv is missing. {restore}")
    for record in tables[name][:1]:
        for column, info in model.model_fields.items():
            if info.is_required() and column not in record:
                raise ReleaseError(f"data/{name}.csv has no column {column}. {restore}")


def _changelog(
    root: Path, tables: Mapping[str, Sequence[Record]], schemas: Mapping[str, Any]
) -> dict[str, bytes]:
    """Return the changelog, whose Data section says what changed since the last release; none before the first."""
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
    builder = FigureBuilder(tables, tables["citations"], tables["revisions"])
    made = (
        figure.record
        for model in models
        if model.spec.measures
        for record in tables[model.spec.name]
        for figure in builder.figures_of(model.spec, record)
    )
    return sorted(made, key=lambda record: record["figure_id"])


def _is_new(root: Path, model: type[Row]) -> bool:
    """Return whether a table has a model and nothing else yet."""
    name = model.spec.name
    made = (root / "schemas" / f"{name}.schema.json", root / "data" / f"{name}.csv")
    return not model.spec.generated and not any(path.exists() for path in made)


def _with_every_column(root: Path, model: type[Row], schema: Mapping[str, Any]) -> dict[str, bytes]:
    """Return the file of a table that lacks a column of its model, with the empty column; else nothing.

    A new table gets a file without rows.

    Raises:
        ReleaseError: Every row needs the column, so that an empty one would not do.
    """
    name = model.spec.name
    if _is_new(root, model):
        return {f"data/{name}.csv": csv_bytes([field["name"] for field in schema["fields"]], [])}
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
    """Return the generated files that are not what they should be, with what they should hold."""
    return {
        name: content
        for name, content in generated(root).items()
        if not (root / name).is_file() or (root / name).read_bytes() != content
    }


def write(root: Path) -> list[str]:
    """Write every stale generated file of a checkout, by the code of the checkout itself, and say which.

    What cannot be generated changes nothing. Each file is replaced as a whole; after a stop, run it again.

    Raises:
        ReleaseError: Something cannot be generated, or the disk refuses.
        PackageDataError: An interrupted command is to be finished first.
    """
    require_checkout(root)
    paths.refuse_mixture(root)
    return _in_a_fresh_process(root)


def _in_a_fresh_process(root: Path) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-m", "peel_data.release.generate", str(root)],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise ReleaseError(done.stderr.strip())
    return done.stdout.splitlines()


def write_here(root: Path) -> list[str]:
    """Write every stale generated file straight away; a new vocabulary is taken up by a fresh process.

    Raises:
        ReleaseError: Something cannot be generated. Nothing was changed.
    """
    changed = stale(root)
    before = {name: (root / name).read_bytes() for name in changed if name == VOCABULARY}
    _replace(root, changed)
    if not before:
        return list(changed)
    try:
        return sorted({VOCABULARY, *_in_a_fresh_process(root)})
    except ReleaseError:
        _replace(root, before)
        raise


def _replace(root: Path, contents: Mapping[str, bytes]) -> None:
    """Replace files, none of them before the disk has taken all that is new."""
    home = (root / paths.INTERRUPTED).parent
    home.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home) as folder:
        for number, content in enumerate(contents.values()):
            (Path(folder) / str(number)).write_bytes(content)
        for number, name in enumerate(contents):
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (Path(folder) / str(number)).replace(root / name)
            forget_bytecode(root / name)


def _check(root: Path, written: Sequence[str]) -> int:
    """Check what was generated by the rules: in this process, unless code that it has imported is another now."""
    from peel_data.validation import pipeline

    if not any(name.endswith(".py") for name in written):
        return pipeline.main(root)
    fresh = [sys.executable, "-m", "peel_data.validation.pipeline", str(root)]
    return subprocess.run(fresh, cwd=root, check=False).returncode


def main(root: Path, *, check: bool = False) -> int:
    """Write every stale generated file and say which; or else check the copy, and say what the rules find."""
    written = write_here(root)
    if check:
        return INVALID if _check(root, written) else 0
    print(*written, sep="\n", end="\n" if written else "")
    return 0


if __name__ == "__main__":
    try:
        code = main(Path(sys.argv[1]).resolve(), check="--check" in sys.argv)
    except (ReleaseError, OSError) as error:
        sys.exit(f"{error}")
    sys.exit(code)
