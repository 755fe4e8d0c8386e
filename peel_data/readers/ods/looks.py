"""What the cells of an OpenDocument sheet show by their styles and conditional formats."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from peel_data.readers.area import Area
from peel_data.readers.ods.cells import Seen, cell_value, held_number
from peel_data.readers.ods.conditions import Condition

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from peel_data.readers.display.flaws import Flaw
    from peel_data.readers.ods.styles import Styles


@dataclass(slots=True)
class Judge:
    """Judges the cells of a sheet.

    Attributes:
        styles: The styles of the workbook.
        conditions: The conditional formats of the sheet.
        hides_zeros: Whether the view of the sheet hides zeros.
        protected: Whether the sheet is protected, so that cells may be concealed.
    """

    styles: Styles
    conditions: list[Condition] = field(default_factory=list)
    hides_zeros: bool = False
    protected: bool = False

    def cell(
        self, attributes: dict[str, str], seen: Seen, where: tuple[int, int, int, int]
    ) -> tuple[str, list[Flaw]]:
        """Return the text of a cell and its flaws: by its look, or by what conditions make of it.

        Args:
            attributes: Those of the cell element: what it holds.
            seen: What a person sees of it without its conditional formats.
            where: The first and last row and column where it stands, as `Area` has them; a cell may
                be repeated.
        """
        conditional = self.conditions or seen.look.maps
        if not (conditional or seen.look.data_style or self.hides_zeros or self.protected):
            return cell_value(attributes, seen)
        number = held_number(attributes)
        if (self.hides_zeros and number == 0) or (self.protected and seen.look.concealed):
            seen = replace(seen, view="")
        judged = self._judge(attributes, seen, number)
        if judged[1] or not conditional:
            return judged
        for other in self._conditional(seen, number, Area(*where)):
            changed = self._judge(attributes, other, number)
            if changed[1]:
                return changed
        return judged

    def _judge(
        self, attributes: dict[str, str], seen: Seen, number: Decimal | None
    ) -> tuple[str, list[Flaw]]:
        return cell_value(attributes, seen, self.styles.data_style(seen.look, number))

    def _conditional(self, seen: Seen, number: Decimal | None, area: Area) -> Iterator[Seen]:
        """Yield what may be seen by the conditional formats: after each alone, and after all of them."""
        holding = [each for each in self.conditions if each.may_apply(area, number)]
        holding += [
            Condition((area,), comparison, style)
            for comparison, style in seen.look.maps
            if number is None or comparison is None or comparison.may_hold(number)
        ]
        for chosen in (*([each] for each in holding), holding[::-1]):
            look, nothing = seen.look, False
            for each in chosen:
                look = self.styles.overlaid(look, each.style)
                nothing = nothing or each.nothing
                if each.background:
                    look = replace(look, background=(each.background,))
            yield seen.with_look(look, nothing=nothing)
