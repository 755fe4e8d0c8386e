"""The server, from its start to the removal of everything it kept."""

from __future__ import annotations

import secrets
import signal
import socket
import tempfile
import threading
import webbrowser
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import uvicorn

from peel_data.serve.app import make_app

if TYPE_CHECKING:
    from collections.abc import Iterator

_LAST_ANSWERS: Final = 2
"""So many seconds the server waits for answers that are on their way when it is stopped."""

_CLOSING: Final = ("SIGTERM", "SIGHUP", "SIGBREAK")
"""What a system sends when the window is closed or the computer is shut down, each where it exists."""


def serve(port: int = 0, *, browse: bool = True) -> None:
    """Answer at an address of this computer until stopped; what was kept is then removed.

    Args:
        port: The port; 0 is any that is free.
        browse: Whether to open the page in the browser.

    Raises:
        OSError: The port is taken.
    """
    with socket.socket() as listener, tempfile.TemporaryDirectory(prefix="peel-data-") as folder:
        listener.bind(("127.0.0.1", port))
        listener.listen()  # a browser that is faster than the server then waits, and is not refused
        port = listener.getsockname()[1]
        token = secrets.token_urlsafe(24)
        address = f"http://127.0.0.1:{port}/{token}/"
        before, tempfile.tempdir = tempfile.tempdir, folder  # uploads are kept there, too
        try:
            config = uvicorn.Config(
                make_app(Path(folder), token, port),
                log_level="warning",
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=_LAST_ANSWERS,
            )
            server = uvicorn.Server(config)
            with _stopped_when_closed(server):
                print(
                    f"Open {address}\nStop with Ctrl+C; everything that was checked is then removed.",
                    flush=True,
                )
                if browse:
                    webbrowser.open(address)
                server.run(sockets=[listener])
        finally:
            tempfile.tempdir = before


@contextmanager
def _stopped_when_closed(server: uvicorn.Server) -> Iterator[None]:
    """Stop the server, rather than end at once, when its window is closed: it has files to remove."""

    def stop(*_: object) -> None:
        server.should_exit = True

    names = _CLOSING if threading.current_thread() is threading.main_thread() else ()
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    before = {number: signal.signal(number, stop) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
