"""The questions of an assistant as read-only tools of the Model Context Protocol."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any, Literal, ParamSpec, TypeVar

from pydantic import Field

from peel_data.assistant import answers
from peel_data.errors import MissingExtra, PeelError
from peel_data.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable

    from mcp.server.mcpserver import MCPServer

P = ParamSpec("P")
T = TypeVar("T")

INSTRUCTIONS = (
    "The figures printed in HMIC's PEEL inspection reports on the police of England and Wales. Quote a number as "
    "`quote` gives it, with its citation and its caveats. Where a tool says that there is no figure, "
    "say so: do not guess, and do not take the number of another force, period or crime. What `implied` "
    "answers is not printed in any report: say that it is implied."
)
Area = Annotated[str, Field(description="An area by id, name or ONS code: northamptonshire.")]
FigureId = Annotated[str, Field(description="The figure_id of a figure, as `find` gives it.")]
Day = Annotated[str | None, Field(description="A date as YYYY-MM-DD.")]
Style = Literal["text", "long", "bibtex", "csl-json"]


def find(
    words: Annotated[
        str,
        Field(description="What to look for: charge rate northamptonshire, asb 2014, crime up."),
    ],
    limit: Annotated[int, Field(description="The most figures to return.", ge=1, le=50)] = (
        answers.LISTED
    ),
) -> answers.FoundAnswer:
    """Find published figures by words. Start here: the other tools take the figure_id of what it finds."""
    return answers.find(words, limit)


def figure(figure_id: FigureId) -> answers.FigureAnswer:
    """Return one published figure: value, unit, rounding interval, places of printing, citation, caveats."""
    return answers.figure(figure_id)


def cite(figure_id: FigureId, style: Style = "text") -> answers.CitationAnswer:
    """Return a citation of a figure: a sentence, everything that bears on it, BibTeX or CSL-JSON."""
    return answers.cite(figure_id, style)


def compare(
    table: Annotated[str, Field(description="The table, such as crime_rates or crime_outcomes.")],
    area: Area,
    to: Annotated[
        str | None, Field(description="The area to compare with; or give `against`.")
    ] = None,
    category: Annotated[
        str | None, Field(description="Only this crime, outcome or organised crime type.")
    ] = None,
    measure: Annotated[str | None, Field(description="Only this measure: outcome_rate.")] = None,
    period_end: Day = None,
    against: Annotated[
        str | None,
        Field(description="The last day of the period to compare with, in the same area."),
    ] = None,
) -> list[answers.ComparisonAnswer]:
    """Tell whether figures differ by more than rounding can explain, beside what the report says of them."""
    return answers.compare(
        table,
        area,
        to=to,
        category=category,
        measure=measure,
        period_end=period_end,
        against=against,
    )


def implied(
    area: Area,
    quantity: Annotated[
        str | None, Field(description="Only this: recorded_crimes, population ...")
    ] = None,
    period_end: Day = None,
) -> list[answers.ImpliedAnswer]:
    """Bound numbers that no report prints by those that they do: recorded crimes, population, groups."""
    return answers.implied(area, quantity, period_end=period_end)


TOOLS: tuple[Callable[..., Any], ...] = (find, figure, cite, compare, implied)


def build() -> MCPServer[Any]:
    """Return the server with its tools; `.run()` serves them over standard input and output.

    Raises:
        MissingExtra: The extra `mcp` is not installed.
    """
    try:
        from mcp.server.mcpserver import MCPServer
        from mcp.types import ToolAnnotations
    except ImportError as error:
        raise MissingExtra("Serving an assistant", "mcp") from error

    server: MCPServer[Any] = MCPServer(
        "peel-data", title="PEEL inspection figures", instructions=INSTRUCTIONS, version=__version__
    )
    read_only = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
    for tool in TOOLS:
        server.tool(annotations=read_only)(_telling(tool))
    return server


def _telling(tool: Callable[P, T]) -> Callable[P, T]:
    """Return a tool whose errors reach the assistant as the sentences they are."""
    from mcp.server.mcpserver.exceptions import ToolError

    @wraps(tool)
    def call(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return tool(*args, **kwargs)
        except PeelError as error:
            raise ToolError(str(error)) from error

    return call
