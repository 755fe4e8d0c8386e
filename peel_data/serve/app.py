"""The web application: its addresses, and who may ask for them.

Every address begins with a token that only the person who started the server was told. Other pages in the
same browser cannot guess it, and what they send is refused by its origin; names that were made to lead to
this computer are refused by the host.
"""

from __future__ import annotations

import re
import secrets
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from peel_data.errors import PeelError
from peel_data.readers.limits import DEFAULT
from peel_data.release import sources
from peel_data.release.diff import diff
from peel_data.release.diff_views import render
from peel_data.serve import pages
from peel_data.serve.jobs import Jobs
from peel_data.template.writing import write_form

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from peel_data.serve.jobs import Job
    from peel_data.validation.options import ValidationResult

_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_GONE = "It was removed, or the address is wrong."
_NOT_THERE = (404, 405)
_TOO_LARGE = 413
_LONGEST = 120
"""So many bytes of a name are kept, from its end: file systems allow 255."""
_HEADERS = {
    "Content-Security-Policy": pages.POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def make_app(folder: Path, token: str, port: int) -> Starlette:
    """Return the application.

    Args:
        folder: Where submissions are kept while the server runs.
        token: What every address begins with.
        port: The port of this computer that it answers at.
    """
    site = _Site(Jobs(folder), folder, token)
    base, job = f"/{token}", f"/{token}/job/{{key}}"
    routes = [
        Route(f"{base}/", site.start),
        Route(f"{base}/form", site.form),
        Route(f"{base}/check", site.check, methods=["POST"]),
        Route(f"{job}/", site.job),
        Route(f"{job}/view", site.view),
        Route(f"{job}/changes", site.changes),
        Route(f"{job}/forget", site.forget, methods=["POST"]),
        Route(f"{job}/{{what}}", site.download),
    ]
    app = Starlette(routes=routes, exception_handlers={HTTPException: site.refused})
    app.add_middleware(_Guard, port=port, token=token)
    return app


class _Guard:
    """Answers only those who know the address, from pages of this server, and nothing too large."""

    def __init__(self, app: ASGIApp, port: int, token: str) -> None:
        self._app, self._token = app, token
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = {
            name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]
        }
        refused = self._refuse(scope["method"], scope["path"], headers)
        if refused:
            answer = Response("Not here.", refused, headers=_HEADERS)
            if refused == _TOO_LARGE:
                await _discard(receive)  # or the browser would show a broken connection
                answer = HTMLResponse(pages.too_large(), refused, headers=_HEADERS)
            await answer(scope, receive, send)
            return
        started = False

        async def send_with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                known = {name.lower() for name, _ in message["headers"]}
                message["headers"] = [*message["headers"]] + [
                    (name.lower().encode(), value.encode())
                    for name, value in _HEADERS.items()
                    if name.lower().encode() not in known
                ]
            await send(message)

        try:
            await self._app(scope, receive, send_with_headers)
        except ClientDisconnect:
            return  # the page was closed, or the upload cancelled
        except Exception:
            if not started:
                page = pages.internal_error(f"/{self._token}/")
                await HTMLResponse(page, 500, headers=_HEADERS)(scope, receive, send)
            raise

    def _refuse(self, method: str, path: str, headers: dict[str, str]) -> int:
        host = headers.get("host", "")
        first = "".join(path.split("/")[1:2])
        if host not in self._hosts:
            return 421
        if not secrets.compare_digest(first.encode(), self._token.encode()):
            return 404
        if method == "POST" and headers.get("origin") != f"http://{host}":
            return 403
        if method == "POST":
            length = headers.get("content-length", "")
            if not length.isdecimal():
                return 411
            if int(length) > DEFAULT.bytes_in + 100_000:
                return _TOO_LARGE
        return 0


async def _discard(receive: Receive) -> None:
    """Read what is still being sent, and keep none of it."""
    more = True
    while more:
        message = await receive()
        more = message["type"] == "http.request" and message.get("more_body", False)


class _Site:
    def __init__(self, jobs: Jobs, folder: Path, token: str) -> None:
        self._jobs, self._folder, self._token = jobs, folder, token

    async def start(self, _: Request) -> Response:
        return HTMLResponse(pages.start())

    async def refused(self, _: Request, error: Exception) -> Response:
        """Answer in words what the framework refuses: an unknown address, or an upload that it cannot read."""
        status = error.status_code if isinstance(error, HTTPException) else 400
        if status in _NOT_THERE:
            page = pages.problem("Nothing is here", _GONE, back=f"/{self._token}/")
        else:
            page = pages.unreadable_upload(f"/{self._token}/")
        return HTMLResponse(page, status)

    async def form(self, request: Request) -> Response:
        edition, area = (
            request.query_params.get("edition", ""),
            request.query_params.get("area", ""),
        )
        style = "ods" if request.query_params.get("style") == "ods" else "xlsx"
        try:
            content = await run_in_threadpool(self._form, edition, area, style)
        except PeelError as error:
            return HTMLResponse(pages.problem("There is no such form", str(error)), 404)
        kind = _ODS if style == "ods" else _XLSX
        return _attachment(content, f"{area}-{edition}.{style}", kind)

    def _form(self, edition: str, area: str, style: str) -> bytes:
        with tempfile.TemporaryDirectory(dir=self._folder) as folder:
            path = Path(folder) / f"form.{style}"
            write_form(edition, area, path, "ods" if style == "ods" else "xlsx")
            return path.read_bytes()

    async def check(self, request: Request) -> Response:
        async with request.form(max_files=DEFAULT.members, max_fields=10) as form:
            files = [each for each in form.getlist("files") if isinstance(each, UploadFile)]
            files = [each for each in files if each.filename]
            if not files:
                message = "Choose the workbook that you filled in, and then press Check."
                return HTMLResponse(pages.problem("No file was chosen", message), 400)
            folder = self._jobs.folder()
            inside = folder / "submission"
            inside.mkdir()
            names: list[str] = []
            for each in files:
                name = _safe(each.filename or "", names)
                names.append(name)
                (inside / name).write_bytes(await each.read())
        single = len(names) == 1
        path = inside / names[0] if single else inside
        job = self._jobs.start(folder, path, names[0] if single else f"{len(names)} files")
        return RedirectResponse(f"job/{job.key}/", 303)

    async def job(self, request: Request) -> Response:
        job = self._of(request)
        if job is None:
            return _gone()
        return HTMLResponse(pages.result(job) if job.done else pages.waiting(job))

    async def view(self, request: Request) -> Response:
        job = self._of(request)
        if job is not None and not job.done:
            return RedirectResponse("./", 303)
        if job is None or job.report is None:
            return _gone()
        # The report has a policy of its own; this one only lets it be framed here.
        policy = {"Content-Security-Policy": "frame-ancestors 'self'"}
        return HTMLResponse(job.report.render("html"), headers=policy)

    async def changes(self, request: Request) -> Response:
        job = self._of(request)
        if job is not None and not job.done:
            return RedirectResponse("./", 303)
        if job is None or job.made is None:
            return _gone()
        try:
            text = await run_in_threadpool(_changes, job.name, job.made)
        except PeelError as error:
            title = "Nothing to compare yet"
            return HTMLResponse(pages.problem(title, str(error), back="./", to="the result"), 409)
        # Like the report, it has a policy of its own.
        return HTMLResponse(text, headers={"Content-Security-Policy": "frame-ancestors 'none'"})

    async def forget(self, request: Request) -> Response:
        self._jobs.forget(request.path_params["key"])
        return RedirectResponse("../../", 303)

    async def download(self, request: Request) -> Response:
        job, what = self._of(request), request.path_params["what"]
        if job is not None and not job.done:
            return RedirectResponse("./", 303)
        if job is None or job.report is None:
            return _gone()
        stem = Path(job.name).stem
        if what == "marked.xlsx" and job.annotated is not None:
            return _attachment(job.annotated.content, f"{stem}-marked.xlsx", _XLSX)
        styles = {"report.html": "html", "report.json": "json", "letter.txt": "mail"}
        if what not in styles:
            return _gone()
        kinds = {"html": "text/html", "json": "application/json", "mail": "text/plain"}
        content = job.report.render(styles[what]).encode()
        kind = f"{kinds[styles[what]]}; charset=utf-8"
        return _attachment(content, f"{stem}-{what}", kind)

    def _of(self, request: Request) -> Job | None:
        return self._jobs.get(request.path_params["key"])


def _changes(name: str, made: ValidationResult) -> str:
    """Return what a submission would change in the release, as a page."""
    return render(diff(sources.find(sources.INSTALLED), sources.of_validated(name, made)), "html")


def _gone() -> Response:
    return HTMLResponse(pages.problem("Nothing is here", _GONE, back="../../"), 404)


def _attachment(content: bytes, name: str, kind: str) -> Response:
    plain = re.sub(r"[^A-Za-z0-9._-]", "_", name)
    headers = {"Content-Disposition": f'attachment; filename="{plain}"'}
    return Response(content, media_type=kind, headers=headers)


def _safe(given: str, taken: list[str]) -> str:
    """Return a name under which a file can be kept on any system, and no other file of the submission is."""
    name = given.replace("\\", "/").rpartition("/")[2].encode(errors="replace").decode()
    name = _UNSAFE.sub("_", name).encode()[-_LONGEST:].decode(errors="ignore").strip(" .") or "file"
    if re.match(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)", name):
        name = f"_{name}"
    folded = {each.casefold() for each in taken}
    number = 2
    unique = name
    while unique.casefold() in folded:
        stem, dot, ending = name.rpartition(".")
        unique = f"{stem} {number}.{ending}" if dot else f"{name} {number}"
        number += 1
    return unique
