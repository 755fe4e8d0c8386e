"""The gates: a submission is validated, the installed release is checked; both by the same run."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from peel_data import descriptor, paths
from peel_data.errors import PackageDataError, SubmissionError
from peel_data.models.registry import MODELS
from peel_data.validation.baseline import Baseline
from peel_data.validation.read import read, read_in_child
from peel_data.validation.run import KNOWN_TABLES, Options, examine

if TYPE_CHECKING:
    import os

    import pandas as pd

    from peel_data.models.base import Row
    from peel_data.validation.raw import Reading
    from peel_data.validation.read import Limits
    from peel_data.validation.report import Report
    from peel_data.validation.run import Examined

Submission = Any


def validate(
    submission: str | os.PathLike[str] | Mapping[str, pd.DataFrame],
    *,
    against: str | os.PathLike[str] | None = None,
    waivers: str | os.PathLike[str] | None = None,
    options: Options = Options(),  # noqa: B008 - a frozen tuple
    limits: Limits | None = None,
) -> Report:
    """Validate a submission: files are read in a process of their own, frames as they are.

    Raises:
        SubmissionError: There is nothing at the path, or nothing that could be examined.
    """
    return examined(
        submission, against=against, waivers=waivers, options=options, limits=limits
    ).report


def examined(
    submission: str | os.PathLike[str] | Mapping[str, pd.DataFrame],
    *,
    against: str | os.PathLike[str] | None = None,
    waivers: str | os.PathLike[str] | None = None,
    options: Options = Options(),  # noqa: B008 - a frozen tuple
    limits: Limits | None = None,
) -> Examined:
    """Validate a submission, and keep what was read beside the report.

    Raises:
        SubmissionError: There is nothing at the path, or nothing that could be examined.
    """
    baseline = Baseline.installed() if against is None else Baseline.at(Path(against))
    given = {"limits": limits} if limits else {}
    declared = _waivers(Path(waivers), **given) if waivers else None
    if isinstance(submission, Mapping):
        from peel_data.validation.dataframes import reading_of

        reading, subject = reading_of(submission), "the DataFrames"
    else:
        path = Path(submission)
        if not path.exists():
            raise SubmissionError(f"There is nothing at {path}. Give the path of a file or folder.")
        reading, subject = read_in_child(path, known_tables=KNOWN_TABLES, **given), str(submission)
    return examine(reading, subject=subject, baseline=baseline, options=options, waivers=declared)


def _waivers(path: Path, **given: Any) -> Reading:
    if not path.is_file():
        raise SubmissionError(f"There is no file of waivers at {path}.")
    reading = read_in_child(path, known_tables=KNOWN_TABLES, **given)
    others = {raw.table for raw in reading.tables} - {"waivers"}
    if others:
        raise SubmissionError(
            f"{path} holds {', '.join(sorted(others))}. A file of waivers holds the table waivers alone."
        )
    return reading


def check(root: Path | None = None) -> Report:
    """Check the installed release, or that of a checkout, by the rules that submissions are held to.

    Raises:
        PackageDataError: The descriptor or a schema is missing or damaged, or a schema is not that of
            its row model.
    """
    folder = root or paths.root()
    version = paths.read_json(folder / paths.DESCRIPTOR).get("version", "without a version")
    for model in MODELS:
        _same_schema(folder / "schemas" / f"{model.spec.name}.schema.json", model)
    reading = read(folder / paths.DESCRIPTOR, known_tables=KNOWN_TABLES)
    nothing = Baseline("", {})  # a release stands by itself
    return examine(reading, subject=f"peel_data {version}", baseline=nothing, whole=True).report


def _same_schema(path: Path, model: type[Row]) -> None:
    """Refuse a schema that says other than the row model, by which the rules judge."""
    if paths.read_json(path) != descriptor.table_schema(model):
        raise PackageDataError(
            f"The schema {path} is not the one that this version of peel_data checks by. "
            "Install the package again; in a source checkout, run `peel-data generate`."
        )
