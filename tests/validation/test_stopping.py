"""Runs that are stopped: they say how far they got, and all that they found."""

from __future__ import annotations

import dataclasses

import pytest

from peel_data.readers import Limits, read
from peel_data.readers.limits import Stopped
from peel_data.validation import progress as steps
from peel_data.validation.options import Options
from peel_data.validation.progress import STEPS, Progress
from peel_data.validation.run import validate_reading
from peel_data.validation.stopping import explain_stop, round_down
from peel_data.validation.tables import KNOWN_TABLES
from support.dataset import scene
from support.run import installed
from support.writers import csv_folder, ods, xlsx

OPTIONS = Options()
LIMITS = Limits(seconds=30)


@pytest.fixture(scope="module")
def reading(tmp_path_factory):
    """A submission with faults that every step finds some of."""
    made = scene("2016")
    made.put("crime_rates", "value", "99.9", crime_type="victim_based")
    made.put("crime_rates", "unit", "per head", crime_type="sexual_offences")
    made.tables["crime_outcomes"].rows.append(made.tables["crime_outcomes"].rows[-1])
    path = csv_folder(made.tables, tmp_path_factory.mktemp("stopped") / "submission")
    (path / "letter.pdf").write_bytes(b"%PDF")
    return read(path, known_tables=KNOWN_TABLES)


class StoppedIn(Progress):
    """Progress that ends with a step: at its beginning, or with the first of its items."""

    __slots__ = ("at", "by", "items")

    def __init__(self, at, by, *, items=False):
        super().__init__()
        self.at, self.by, self.items = at, by, items

    def begin(self, step):
        super().begin(step)
        if step == self.at and not self.items:
            raise self.by

    def track(self, items):
        for number, item in enumerate(super().track(items)):
            if self.step == self.at and number:
                raise self.by
            yield item


def run(reading, progress=None):
    return validate_reading(
        reading, subject="submission", baseline=installed(), options=OPTIONS, progress=progress
    )


WHOLE = range(steps.CELLS, steps.REPORT)


@pytest.mark.parametrize("items", [False, True])
@pytest.mark.parametrize("at", WHOLE)
def test_what_was_found_is_reported(reading, at, items):
    whole = run(reading).report
    progress = StoppedIn(at, Stopped("seconds"), items=items)
    result = run(reading, progress)
    report = result.report
    if items and at in {steps.KEYS, steps.COVERAGE}:  # these count nothing
        assert report == whole
        return
    assert not report.ok
    assert result.records == {}
    stop, *found = sorted(report.findings, key=lambda f: f.code != "F115")
    assert stop.code == "F115"
    assert STEPS[at].words in stop.message
    assert f"{whole.records_read:,} rows were read" in stop.message
    unseen = progress.unfinished()
    for finding in found:  # what is suppressed later may still be there
        assert finding.code[0] not in unseen or finding in whole.findings or items
    assert {f for f in whole.findings if f.code[0] not in unseen} <= set(found)
    skipped = {each.code for each in report.skipped if each.reason == "validation was stopped"}
    assert {code[0] for code in skipped} == set(unseen)


@pytest.mark.parametrize("at", WHOLE)
def test_counts_of_a_stopped_run_add_up(reading, at):
    whole, report = run(reading).report, run(reading, StoppedIn(at, Stopped("seconds"))).report
    assert report.records_read == whole.records_read
    for count in report.counts:
        assert count.accepted == 0
        assert count.read == count.rejected + count.ignored
    unchecked = sum(part.records for part in report.ignored if "stopped" in part.reason)
    rejected = sum(count.rejected for count in report.counts)
    assert unchecked + rejected == sum(c.read for c in report.counts)
    assert rejected <= sum(count.rejected for count in whole.counts)


def test_out_of_memory_reports_what_was_found(reading):
    report = run(reading, StoppedIn(steps.ARITHMETIC, MemoryError())).report
    codes = [finding.code for finding in report.findings]
    assert "F116" in codes
    assert {"F106", "S205", "K401"} <= set(codes)


def test_reading_that_is_stopped(tmp_path):
    class Rows:
        _rows = 0

        @property
        def rows(self):
            return self._rows

        @rows.setter
        def rows(self, value):
            self._rows = value
            if value >= 3:  # however many are read at a time
                raise Stopped("wall_seconds")

    path = csv_folder(scene("2016").tables, tmp_path / "submission")
    reading = read(path, known_tables=KNOWN_TABLES, progress=Rows())
    assert reading.stopped == "wall_seconds"
    report = run(reading).report
    assert [finding.code for finding in report.findings] == ["F115"]
    assert "of elapsed time" in report.findings[0].message
    assert len({each.code for each in report.skipped}) > 50


@pytest.mark.parametrize(
    ("limit", "progress", "words"),
    [
        ("seconds", Progress(steps.READING, rows=12_000), "--max-seconds 120"),
        ("seconds", Progress(steps.READING, rows=3_000, read=0.3), "--max-seconds 220"),
        ("seconds", Progress(steps.READING, rows=3_000, read=0.3), "about 1,600 rows"),
        ("seconds", Progress(steps.ARITHMETIC, 0, 0, 50_000, 10.0), "--max-seconds 160"),
        ("seconds", Progress(steps.RELEASE, 1, 2, 50_000, 6.0), "about 31,000 rows"),
        ("wall_seconds", Progress(steps.CELLS), "busy"),
        ("memory_bytes", Progress(steps.CELLS), "--max-memory 1024"),
    ],
)
def test_what_would_fit(limit, progress, words):
    finding = explain_stop(limit, progress, LIMITS, "big.csv")
    assert any(words in hint for hint in finding.hints), finding.hints
    assert progress.words in finding.message
    lost = explain_stop(limit, progress, LIMITS, "big.csv", lost=True)
    assert ("is lost" in lost.message) == (progress.step != steps.READING)


def test_suggested_limits_are_no_less_than_those_that_were_met():
    for seconds in (0.001, 1.0, 30.0, 1e6):
        for step in range(len(STEPS)):
            limits = dataclasses.replace(Limits(), seconds=seconds)
            hints = explain_stop("seconds", Progress(step, rows=10), limits, "x").hints
            (asked,) = [h.rsplit(" ", 1)[1].rstrip(".") for h in hints if "--max-seconds" in h]
            assert float(asked) >= seconds


@pytest.mark.parametrize(
    ("number", "rounded"), [(0, 0), (9.9, 9), (129, 120), (1_999_999, 1_900_000)]
)
def test_round_down(number, rounded):
    assert round_down(number) == rounded


@pytest.mark.parametrize("seconds", [1, 1.0, 2, 0.5])
def test_one_second_is_no_plural(seconds):
    limits = dataclasses.replace(LIMITS, seconds=seconds)
    message = explain_stop("seconds", Progress(), limits, "x").message
    assert f"after {seconds:g} second{'' if seconds == 1 else 's'} of processor time" in message


@pytest.mark.parametrize(("write", "name"), [(xlsx, "it.xlsx"), (ods, "it.ods")])
def test_progress_of_reading_a_workbook(tmp_path, write, name):
    """Of one that is sent alone; how much there is of several files is not known before they are opened."""
    told = []

    class Noting:
        rows = 0

        def __setattr__(self, attribute, value):
            super().__setattr__(attribute, value)
            if attribute == "read":
                told.append(value)

    folder = tmp_path / "several"
    folder.mkdir()
    path = write(scene("2016").tables, folder / name)
    read(folder, known_tables=KNOWN_TABLES, progress=Noting())
    assert told == []
    read(path, known_tables=KNOWN_TABLES, progress=Noting())
    assert told == sorted(told)
    assert len(set(told)) > 2
    assert 0.9 < told[-1] <= 1


def test_progress_of_a_workbook_is_that_of_reading_first():
    progress = Progress(rows=10, read=0.5)
    assert progress.share_of_all == pytest.approx(steps.WORKBOOK / 2)
    progress.begin(steps.CELLS)
    assert progress.share_of_all == pytest.approx(steps.WORKBOOK)
    progress.begin(steps.REPORT)
    assert progress.share_of_all == pytest.approx(1)
    assert Progress(steps.ARITHMETIC).share_of_all == Progress(steps.ARITHMETIC).share


def test_progress_counts():
    progress = Progress()
    progress.begin(steps.ARITHMETIC)
    assert progress.read_at > 0
    seen = [(progress.done, progress.words, progress.share) for _ in progress.track("ab")]
    assert [done for done, *_ in seen] == [0, 1]
    assert seen[1][1] == "checking the arithmetic (1 of 2 editions and areas)"
    assert seen[0][2] < seen[1][2] < 1
    other = Progress()
    other.update(progress.as_numbers())
    assert other == progress
    assert sum(step.share for step in STEPS) == pytest.approx(1)
