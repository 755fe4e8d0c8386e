"""Places of the pattern that no number marks: comparisons in words, and figures that are counted. Internal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from peel_data.transcribe.files.normalise import spell
from peel_data.transcribe.numbers import QUANTITY, spans_of
from peel_data.transcribe.pattern import COMPARISON, FIGURE
from peel_data.transcribe.tokens import Number, one_line
from peel_data.transcribe.wording import context_of, heading_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from peel_data.transcribe.parts import Parts
    from peel_data.transcribe.pattern import Learnt
    from peel_data.transcribe.wording import Names

_ENOUGH = 0.5


def match_phrases(
    parts: Parts, learnt: Iterable[Learnt], model: Names, names: Names
) -> Iterator[tuple[Number, Learnt, float]]:
    """Yield the places whose words stand, alike and once, under the heading that the model has them under.

    Yields:
        The place, what was learnt of it, and which share of the model's words is around it.
    """
    headings = {heading_of(part, names): part for part in parts.texts}
    for place in learnt:
        if place.claim != COMPARISON and (place.claim != FIGURE or QUANTITY.search(place.token)):
            continue
        part = headings.get(heading_of(place.locator, model))
        if part is None:
            continue
        token = re.sub(rf"\b{re.escape(model.short)}\b", names.short, place.token)
        found = spans_of(spell(token), parts.texts[part])
        if len(found) < place.occurrence or (len(found) > 1 and place.claim == COMPARISON):
            continue
        start, end = found[place.occurrence - 1]
        context = context_of(parts.texts[part], start, end, names)
        wanted = place.context.sentence
        share = len(context.sentence & wanted) / (len(wanted) or 1)
        if share >= _ENOUGH:
            yield Number(part, one_line(parts.texts[part][start:end]), start, end), place, share
