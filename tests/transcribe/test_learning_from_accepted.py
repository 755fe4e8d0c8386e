"""Every further report that is accepted makes the draft of the next one better."""

from __future__ import annotations

import pytest

from peel_data.tables import records
from peel_data.transcribe import pattern
from peel_data.transcribe.draft import Origin
from peel_data.transcribe.drafting import draft
from peel_data.transcribe.model import model_of
from support.accepted_report import accepted, document_of
from support.invented_reports import invent

EDITION = "peel-effectiveness-2015"
FIRST = f"{EDITION}-northamptonshire"


def right_figures(report, made):
    """The figures that are drafted with their values; none may be drafted otherwise."""
    truth = {each.figure_id: each.value for each in report.truth}
    cited = {row["figure_id"]: row["printed_value"] for row in made.tables["citations"]}
    finest = {figure: value for figure, value in cited.items() if truth.get(figure) == value}
    assert cited.keys() <= truth.keys()
    return len(finest)


@pytest.mark.parametrize("seed", [502, 506])
def test_a_second_report_in_other_words_teaches_the_words_for_a_third(seed):
    first = model_of(FIRST, records.read, pattern.read(FIRST))
    second, tables = accepted(invent(501, "new"))
    third = invent(seed, "new")
    document, origin = document_of(third), Origin(third.area, EDITION, "third", (), "third", "")
    before = right_figures(third, draft(document, tables, origin, [first]))
    after = right_figures(third, draft(document, tables, origin, [first, second]))
    assert after > before, (before, after, len(third.truth))
    assert after > 0.94 * len(third.truth)
