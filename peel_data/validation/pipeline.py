"""The two entry points: `validate` a submission, `check` the installed release; both by the same run.

A submission is judged in a process of its own, so what judging needs is imported there and not here.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from peel_data import paths
from peel_data.errors import InvalidArgument, PackageDataError, SubmissionError
from peel_data.findings import Severity
from peel_data.readers.limits import DEFAULT
from peel_data.validation.options import Options
from peel_data.validation.sandbox import validate_in_sandbox

if TYPE_CHECKING:
    import pandas as pd

    from peel_data.findings import Report
    from peel_data.readers.limits import Limits
    from peel_data.schema.base import Row
    from peel_data.validation.dataframes import SupportsArrow
    from peel_data.validation.options import ValidationResult
    from peel_data.validation.progress import Progress


def validate(
    submission: str | os.PathLike[str] | Mapping[str, pd.DataFrame | SupportsArrow],
    *,
    against: str | os.PathLike[str] | None = None,
    waivers: str | os.PathLike[str] | None = None,
    options: Options = Options(),  # noqa: B008 - a frozen tuple
    limits: Limits | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> Report:
    """Validate a submission: files in a process of their own, frames as they are.

    Args:
        submission: The path, or DataFrames by table name.
        against: Another release to hold it against; None is the installed one.
        waivers: A file of waivers beside it.
        options: What to select, and how strictly to judge.
        limits: How much is read at most, and how much time and memory it may take, of files; None is the defaults.
        on_progress: Is told some ten times a second how far it is.

    Raises:
        SubmissionError: There is nothing at the path, or nothing that could be examined.
    """
    return validate_with_records(
        submission,
        against=against,
        waivers=waivers,
        options=options,
        limits=limits or DEFAULT,
        on_progress=on_progress,
        records=False,
    ).report


def validate_with_records(
    submission: str | os.PathLike[str] | Mapping[str, pd.DataFrame | SupportsArrow],
    *,
    against: str | os.PathLike[str] | None = None,
    waivers: str | os.PathLike[str] | None = None,
    options: Options = Options(),  # noqa: B008 - a frozen tuple
    limits: Limits = DEFAULT,
    on_progress: Callable[[Progress], None] | None = None,
    records: bool = True,
    program: Path | None = None,
) -> ValidationResult:
    """Validate a submission, and keep its records beside the report.

    With `program`, files are judged by the code and vocabulary of another copy of the package, in that folder.

    Raises:
        SubmissionError: There is nothing at the path, or nothing that could be examined.
    """
    if waivers is not None and not Path(waivers).is_file():
        raise SubmissionError(f"No such file of waivers: {waivers}")
    if isinstance(submission, Mapping):
        from peel_data.validation.baseline import Baseline
        from peel_data.validation.dataframes import reading_of
        from peel_data.validation.run import validate_reading
        from peel_data.validation.sandbox_worker import read_waivers

        return validate_reading(
            reading_of(submission),
            subject="the DataFrames",
            baseline=Baseline.installed() if against is None else Baseline.at(Path(against)),
            options=options,
            waivers=read_waivers(os.fspath(waivers), limits) if waivers else None,
        )
    if not isinstance(submission, (str, os.PathLike)):
        from peel_data.validation.dataframes import explain_no_table

        raise InvalidArgument(explain_no_table(submission))
    if not Path(submission).exists():
        raise SubmissionError(f"No such file or folder: {submission}")
    found = validate_in_sandbox(
        os.fspath(submission),
        against=os.fspath(against) if against is not None else None,
        waivers=os.fspath(waivers) if waivers is not None else None,
        options=options,
        limits=limits,
        records=records,
        program=os.fspath(program) if program is not None else None,
        on_progress=on_progress,
    )
    report = replace(found.report, location=str(Path(submission).absolute()))
    return found._replace(report=report)


def check(root: Path | None = None) -> Report:
    """Check the installed release, or that of a checkout, by the rules that submissions are held to.

    Raises:
        PackageDataError: The descriptor or a schema is missing or damaged, or a schema is not that of
            its row model.
    """
    from peel_data.readers import read
    from peel_data.schema.registry import MODELS
    from peel_data.validation import past
    from peel_data.validation.baseline import Baseline
    from peel_data.validation.run import validate_reading
    from peel_data.validation.tables import KNOWN_TABLES

    folder = root or paths.root()
    version = paths.read_json(folder / paths.DESCRIPTOR).get("version", "without a version")
    for model in MODELS:
        _same_schema(folder / "schemas" / f"{model.spec.name}.schema.json", model)
    reading = read(folder / paths.DESCRIPTOR, known_tables=KNOWN_TABLES)
    nothing = Baseline("", {})  # a release stands by itself
    report = validate_reading(
        reading, subject=f"peel_data {version}", baseline=nothing, is_release=True
    ).report
    history = past.findings(folder)
    return replace(
        report,
        location=str(folder.absolute()),
        findings=tuple(
            finding
            for severity in Severity
            for finding in (*history, *report.findings)
            if finding.severity is severity
        ),
    )


def check_release(root: Path | None = None) -> Report:
    """Check a release by the rules and then, when they find no error, by Frictionless.

    Raises:
        PackageDataError: As `check` says.
    """
    from peel_data.validation import by_frictionless

    report = check(root)
    if not report.ok:
        return report
    refused = tuple(by_frictionless.findings(root or paths.root()))
    return replace(report, findings=(*refused, *report.findings))


def main(root: Path) -> int:
    """Check a staged copy by the rules alone, and print what they find: quicker than `peel-data check`."""
    report = check(root)
    print(report.render(), end="")
    return 0 if report.ok else 1


def _same_schema(path: Path, model: type[Row]) -> None:
    """Refuse a schema that says other than the row model, by which the rules judge."""
    from peel_data.schema import descriptor

    if paths.read_json(path) != descriptor.table_schema(model):
        raise PackageDataError(
            f"The schema {path} is not the one that this version of peel_data checks by. "
            "Install the package again; in a source checkout, run `peel-data generate`."
        )


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
