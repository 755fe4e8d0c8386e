"""What a release must be beyond what a submission must: cited throughout, and its generated table in step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from peel_data.validation.rules import keys as rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from peel_data.findings import Finding
    from peel_data.validation.context import Context


def findings(context: Context) -> Iterator[Finding]:
    """Figures without a citation, and figures that the table of all figures gives otherwise."""
    cited = {entry.record["figure_id"] for entry in context.entries.get("citations", ())}
    listed = {entry.record["figure_id"]: entry for entry in context.entries.get("figures", ())}
    made = {figure.record["figure_id"]: figure for figure in context.figure_records}
    for figure_id, figure in made.items():
        place = context.place(context.by_id[figure_id])
        if figure_id not in cited:
            yield rules.NoCitation.found(
                f"{figure_id} is cited nowhere.",
                [place],
                expected="a row in citations",
                table=figure.record["table"],
            )
        entry = listed.pop(figure_id, None)
        if entry is None or entry.record != figure.record:
            yield rules.FiguresOutOfStep.found(
                f"The table figures does not give {figure_id} as {figure.record['table']} does.",
                [entry.place("figure_id") if entry else place],
                expected="what `peel-data generate` writes",
                table="figures",
            )
    for figure_id, entry in listed.items():
        yield rules.FiguresOutOfStep.found(
            f"The table figures has {figure_id}, and no table of figures has.",
            [entry.place("figure_id")],
            expected="what `peel-data generate` writes",
            table="figures",
        )
