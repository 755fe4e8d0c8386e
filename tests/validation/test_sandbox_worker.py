"""What the process of its own does with a request, tried in this one."""

from __future__ import annotations

import io
import json
import sys
import time
from dataclasses import asdict

import pytest

from peel_data import paths
from peel_data.errors import InvalidArgument, PackageDataError, SubmissionError
from peel_data.readers import Limits
from peel_data.validation import sandbox_worker
from peel_data.validation.baseline import Baseline
from peel_data.validation.options import Options
from peel_data.validation.serialization import OUT_OF_MEMORY, from_lines, to_lines
from support.dataset import scene
from support.planted import planted
from support.run import installed
from support.writers import csv_folder


@pytest.fixture
def ask(tmp_path, monkeypatch):
    """Judge a submission as the child would, and read its answer as the parent would."""
    monkeypatch.setattr(sandbox_worker, "limit_memory", lambda _: None)

    class Output(io.StringIO):
        def fileno(self):
            return 1

    def run(made=None, **changes):
        folder = tmp_path / "submission"
        if not folder.exists():
            csv_folder((made or scene("2016")).tables, folder)
        request = {
            "path": str(folder), "against": None, "waivers": None, "options": Options()._asdict(),
            "today": None, "limits": asdict(Limits()), "records": False,
        }  # fmt: skip
        request |= changes
        request["limits"]["seconds"] += time.process_time()  # what this process has done so far
        given = io.TextIOWrapper(io.BytesIO(json.dumps(request).encode()))
        written = tmp_path / "answer"
        monkeypatch.setattr(sys, "stdin", given)
        with written.open("w", encoding="ascii") as answer:
            monkeypatch.setattr(sys, "stdout", answer)
            code = sandbox_worker.main()
        return code, from_lines(written.read_bytes().splitlines(keepends=True))

    return run


def test_a_good_submission(ask, tmp_path):
    code, validate_with_records = ask()
    assert code == 0
    assert validate_with_records.report.ok
    assert validate_with_records.report.subject == str(tmp_path / "submission")
    assert validate_with_records.report.against == installed().version
    assert validate_with_records.records == {}


def test_records_where_they_are_wanted(ask):
    _, validate_with_records = ask(records=True)
    assert len(validate_with_records.records["crime_rates"]) == len(
        scene("2016").tables["crime_rates"].rows
    )


def test_options_and_limits_are_heeded(ask):
    made = planted("the outcomes of last year")
    assert {f.code for f in ask(made)[1].report.findings} == {"C606"}
    strict = Options(strict=True)._asdict()
    assert not ask(options=strict)[1].report.ok
    assert not ask(options=Options(ignore=["C606"])._asdict())[1].report.findings
    few = asdict(Limits(rows=2))
    assert "F113" in {f.code for f in ask(limits=few)[1].report.findings}


def waivers(tmp_path, made, ask, expires="2017-12-31"):
    (finding,) = ask(made)[1].report.findings
    file = tmp_path / "waivers.csv"
    row = f"{finding.code},{finding.subject},{finding.fingerprint},Looked at.,A. Officer,{expires}"
    file.write_text(f"code,place,fingerprint,reason,author,expires\n{row}\n")
    return str(file)


def test_waivers_beside_the_submission(ask, tmp_path):
    file = waivers(tmp_path, planted("the outcomes of last year"), ask)
    _, validate_with_records = ask(waivers=file, today="2017-12-31")
    (waived,) = validate_with_records.report.waived
    assert (waived.author, waived.reason) == ("A. Officer", "Looked at.")
    assert waived.expires == "2017-12-31"
    _, validate_with_records = ask(waivers=file, today="2018-01-01")
    assert {f.code for f in validate_with_records.report.findings} == {"C606", "W902"}
    _, validate_with_records = ask(
        waivers=file, today="2017-12-31", limits=asdict(Limits(bytes_in=50))
    )
    assert "F110" in {f.code for f in validate_with_records.report.findings}


def test_a_file_of_waivers_holds_nothing_else(ask, tmp_path):
    others = csv_folder(
        {n: scene("2016").tables[n] for n in ("crime_rates", "crime_changes")}, tmp_path / "o"
    )
    with pytest.raises(SubmissionError) as refused:
        ask(waivers=str(others))
    assert str(refused.value) == (
        f"{others} holds crime_changes, crime_rates. A file of waivers holds the table waivers alone."
    )  # fmt: skip


def test_against_another_release(ask):
    assert Baseline.at(paths.root()).version == installed().version
    _, validate_with_records = ask(against=str(paths.root()))
    assert (validate_with_records.report.ok, validate_with_records.report.against) == (
        True,
        installed().version,
    )
    with pytest.raises((SubmissionError, PackageDataError)):
        ask(against="nowhere")


def test_out_of_memory_is_a_code(ask, monkeypatch):
    def exhausted(*_):
        raise MemoryError

    monkeypatch.setattr(sandbox_worker, "_outcome", exhausted)
    assert ask() == (OUT_OF_MEMORY, None)


@pytest.mark.parametrize("error", [SubmissionError("None there."), InvalidArgument("No.")])
def test_errors_cross_over(error):
    lines = list(to_lines(error))
    assert json.loads(lines[0]) == {"error": type(error).__name__, "message": str(error)}
    with pytest.raises(type(error), match=str(error)):
        from_lines(line.encode() for line in lines)


def test_an_answer_that_breaks_off_is_none():
    lines = [
        b'{"report": {"subject": "x", "findings": [], "counts": []}}\n',
        b'{"finding": {"code": "S204"',
    ]
    assert from_lines(lines[:1]) is None
    assert from_lines(lines) is None


def test_limits_are_those_of_the_system(monkeypatch):
    resource = pytest.importorskip("resource")
    asked = {}
    monkeypatch.setattr(resource, "setrlimit", lambda kind, limits: asked.update({kind: limits}))
    sandbox_worker.limit_memory(Limits(seconds=7.9, memory_bytes=1000))
    assert asked == {
        resource.RLIMIT_AS: (1000, 1000),
        resource.RLIMIT_CPU: (17, 17),
        resource.RLIMIT_CORE: (0, 0),
    }

    def refused(*_):
        raise ValueError

    monkeypatch.setattr(resource, "setrlimit", refused)
    sandbox_worker.limit_memory(Limits())
