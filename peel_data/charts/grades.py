"""Judgments: each question and the grade that was given, among those that could be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from peel_data.charts import look
from peel_data.charts.altair import load
from peel_data.tables import records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peel_data.tables.records import Record

ROW = 46


def draw(judgments: Sequence[Record]) -> Any:
    """Return the chart of judgments, the overall one first."""
    alt = load()
    grades = sorted(records.read("grades"), key=lambda grade: int(grade["rank"]))
    questions = sorted(records.read("questions"), key=lambda question: int(question["number"]))
    titles = {each["id"]: each["title"] for each in grades}
    given = {each["question"]: titles[each["grade"]] for each in judgments}
    asked = {each["id"]: look.wrapped(each["title"]) for each in questions}
    cells = [
        {"question": asked[question], "grade": title, "given": title == given[question]}
        for question in asked
        if question in given
        for title in titles.values()
    ]
    base = alt.Chart(alt.InlineData(values=cells)).encode(
        y=alt.Y(
            "question:N", sort=list(asked.values()), title=None,
            axis=alt.Axis(**look.row_axis()),
        ),
        x=alt.X(
            "grade:N", sort=list(titles.values()), title=None,
            axis=alt.Axis(orient="top", labelAngle=0, domain=False, ticks=False, labelPadding=8),
        ),
    )  # fmt: skip
    boxes = base.mark_rect(stroke="white", strokeWidth=4, cornerRadius=5).encode(
        color=alt.condition("datum.given", alt.value(look.COLOURS[0]), alt.value("#eef0f2"))
    )
    words = base.transform_filter("datum.given").mark_text(
        color="white", fontSize=11.5, fontWeight=600
    )
    height = ROW * len({cell["question"] for cell in cells})
    return alt.layer(boxes, words.encode(text="grade:N")).properties(
        width=look.WIDTH + 160, height=height
    )
