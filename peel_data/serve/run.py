"""The server, from its start to the removal of everything it kept."""

from __future__ import annotations

import secrets
import socket
import tempfile
import webbrowser
from pathlib import Path

import uvicorn

from peel_data.serve.app import make_app


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
        port = listener.getsockname()[1]
        token = secrets.token_urlsafe(24)
        address = f"http://127.0.0.1:{port}/{token}/"
        print(
            f"Open {address}\nStop with Ctrl+C; everything that was checked is then removed.",
            flush=True,
        )
        if browse:
            webbrowser.open(address)
        before, tempfile.tempdir = tempfile.tempdir, folder  # uploads are kept there, too
        try:
            app = make_app(Path(folder), token, port)
            config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
            uvicorn.Server(config).run(sockets=[listener])
        finally:
            tempfile.tempdir = before
