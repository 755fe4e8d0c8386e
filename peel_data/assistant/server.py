"""The questions of an assistant as read-only tools of the Model Context Protocol."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

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

TOOLS: tuple[Callable[..., Any], ...] = (
    answers.find,
    answers.figure,
    answers.cite,
    answers.compare,
    answers.implied,
)


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
