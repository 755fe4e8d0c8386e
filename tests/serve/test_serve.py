"""The page on this computer: the form out, a workbook in, the report; and who is refused."""

from __future__ import annotations

import asyncio
import io
import json
import re
import signal
import socket
import sys
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import pytest

pytest.importorskip("starlette", reason="the extra `serve` is not installed")
pytest.importorskip("httpx2", reason="the tests of the page need httpx2")

from openpyxl import load_workbook
from starlette.testclient import TestClient

from peel_data.annotation.findings_sheet import NAME
from peel_data.readers.limits import DEFAULT
from peel_data.serve import jobs, pages, run
from peel_data.serve.app import _safe, make_app
from peel_data.validation import pipeline
from support.forms import send_workbook
from support.serving import start_server

TOKEN, PORT = "t0ken", 8015
HOST = f"127.0.0.1:{PORT}"
ORIGIN = {"Origin": f"http://{HOST}"}


@pytest.fixture
def page(tmp_path: Path) -> TestClient:
    app = make_app(tmp_path, TOKEN, PORT)
    return TestClient(app, base_url=f"http://{HOST}", follow_redirects=True)


def form(page: TestClient, style: str = "xlsx") -> bytes:
    asked = {"edition": "peel-effectiveness-2016", "area": "kent", "style": style}
    answer = page.get(f"/{TOKEN}/form", params=asked)
    assert answer.status_code == 200
    assert (
        f'filename="kent-peel-effectiveness-2016.{style}"' in answer.headers["content-disposition"]
    )
    return answer.content


def check(page: TestClient, *files: tuple[str, bytes]) -> tuple[str, str]:
    """Send files, wait, and return the address and the text of the result."""
    sent = [("files", (name, content)) for name, content in files]
    answer = page.post(f"/{TOKEN}/check", files=sent, headers=ORIGIN)
    deadline = time.monotonic() + 120
    while 'http-equiv="refresh"' in answer.text:
        assert "<progress" in answer.text
        assert time.monotonic() < deadline
        time.sleep(0.2)
        answer = page.get(answer.url)
    assert answer.status_code == 200
    return str(answer.url), answer.text


def test_the_form_comes_back_marked_and_with_its_report(page: TestClient) -> None:
    address, text = check(page, ("kent 2016.xlsx", form(page)))
    assert "Not acceptable yet" in text
    assert "Correct the error" in text
    marked = page.get(f"{address}marked.xlsx")
    assert 'filename="kent_2016-marked.xlsx"' in marked.headers["content-disposition"]
    assert load_workbook(io.BytesIO(marked.content)).sheetnames[0] == NAME
    assert json.loads(page.get(f"{address}report.json").content)["ok"] is False
    assert page.get(f"{address}letter.txt").text.startswith("Subject: Kent Police")
    html = page.get(f"{address}report.html").text
    assert html.startswith("<!doctype html>")
    assert "<h1><bdi>kent 2016.xlsx</bdi></h1>" in html, "not where it lies for the time being"
    view = page.get(f"{address}view")
    assert view.headers["content-security-policy"] == "frame-ancestors 'self'"
    assert page.get(f"{address}nothing").status_code == 404


def test_the_steward_sees_what_would_change(page: TestClient, tmp_path: Path) -> None:
    sent = send_workbook(tmp_path / "good.xlsx").read_bytes()
    address, text = check(page, ("good.xlsx", sent))
    assert 'href="changes"' in text
    answer = page.get(f"{address}changes")
    assert answer.status_code == 200
    assert answer.headers["content-security-policy"] == "frame-ancestors 'none'"
    assert "<bdi>good.xlsx</bdi>" in answer.text
    assert "is a minor version" in answer.text
    assert answer.text.count('class="kind added"') > 20
    broken, _ = check(page, ("broken.csv", b"x"))
    answer = page.get(f"{broken}changes")
    assert answer.status_code == 409
    assert "not all of it can be read" in answer.text
    assert "Back to the result" in answer.text


def test_two_at_once_and_several_files(page: TestClient, tmp_path: Path) -> None:
    one, _ = check(page, ("a.csv", b"x"), ("A.csv", b"y"), ("../../evil.csv", b"z"))
    two, text = check(page, ("con.xlsx", b"PK\x03\x04 not a workbook"))
    assert one != two
    assert "_con.xlsx" in text
    assert "Findings as a workbook" in text
    kept = sorted(path.name for path in tmp_path.rglob("*.csv"))
    assert kept == ["A 2.csv", "a.csv", "evil.csv"]


def test_what_is_removed_is_gone(page: TestClient, tmp_path: Path) -> None:
    address, _ = check(page, ("a.csv", b"x"))
    answer = page.post(f"{address}forget", headers=ORIGIN)
    assert "Get the form" in answer.text
    assert page.get(address).status_code == 404
    assert page.get(f"{address}view").status_code == 404
    assert page.get(f"{address}report.json").status_code == 404
    assert not list(tmp_path.iterdir())


def test_the_oldest_goes_when_there_are_too_many(
    page: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "KEPT", 1)
    old, _ = check(page, ("a.csv", b"x"))
    new, _ = check(page, ("b.csv", b"x"))
    assert page.get(old).status_code == 404
    assert page.get(new).status_code == 200


def test_a_run_that_cannot_be_is_a_sentence(tmp_path: Path) -> None:
    everything = jobs.Jobs(tmp_path)
    job = everything.start(everything.folder(), tmp_path / "nowhere.xlsx", "nowhere.xlsx")
    while not job.done:
        time.sleep(0.05)
    assert "No such file or folder" in pages.result(job)


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("GET", f"/{TOKEN}/", {"Host": "evil.example"}, 421),
        ("GET", f"/{TOKEN}/", {"Host": f"evil.example:{PORT}"}, 421),
        ("GET", "/", {}, 404),
        ("GET", "/wrong/", {}, 404),
        ("POST", f"/{TOKEN}/check", {}, 403),
        ("POST", f"/{TOKEN}/check", {"Origin": "null"}, 403),
        ("POST", f"/{TOKEN}/check", {"Origin": "http://evil.example"}, 403),
        ("POST", f"/{TOKEN}/check", {**ORIGIN, "Content-Length": "999999999"}, 413),
        ("POST", f"/{TOKEN}/check", {**ORIGIN, "Content-Length": "x"}, 411),
        ("GET", f"/{TOKEN}/form?edition=x&area=y", {}, 404),
        ("POST", f"/{TOKEN}/check", ORIGIN, 400),
        ("GET", f"/{TOKEN}/nothing", {}, 404),
        ("GET", f"/{TOKEN}/check", {}, 405),
        ("POST", f"/{TOKEN}/check", {**ORIGIN, "Content-Type": "multipart/form-data"}, 400),
    ],
)
def test_who_is_refused(
    page: TestClient, method: str, path: str, headers: dict[str, str], status: int
) -> None:
    answer = page.request(method, path, headers=headers)
    assert answer.status_code == status
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_pages_have_no_scripts_and_fetch_nothing(page: TestClient) -> None:
    answer = page.get(f"/{TOKEN}/")
    assert "<script" not in answer.text
    assert not re.search(r"(src|href)=\"(https?:)?//", answer.text)
    assert answer.headers["content-security-policy"] == pages.POLICY
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["cache-control"] == "no-store"
    for name in re.findall(r'<(?:select|input)[^>]* id="(\w+)"', answer.text):
        assert f'<label for="{name}">' in answer.text
    assert "Kent Police" in answer.text


def test_a_name_of_markup_is_text(page: TestClient) -> None:
    _, text = check(page, ("a&b'.csv", b"x"))
    assert "a&amp;b&#x27;.csv" in text


@pytest.mark.parametrize(
    ("path", "headers", "said"),
    [
        ("check", {"Content-Length": "999999999"}, "Up to 20 MB are checked at once."),
        ("check", {"Content-Type": "multipart/form-data"}, "Up to 200 files are checked at once."),
        ("nothing", {}, "the address is wrong"),
    ],
)
def test_what_is_refused_is_a_page_with_a_way_back(
    page: TestClient, path: str, headers: dict[str, str], said: str
) -> None:
    text = page.post(f"/{TOKEN}/{path}", headers={**ORIGIN, **headers}).text
    assert said in text
    assert "Back to the beginning" in text


def test_more_files_than_are_checked(page: TestClient) -> None:
    files = [("files", (f"{n}.csv", b"x")) for n in range(DEFAULT.members + 1)]
    answer = page.post(f"/{TOKEN}/check", headers=ORIGIN, files=files)
    assert answer.status_code == 400
    assert f"Up to {DEFAULT.members} files are checked at once." in answer.text


@pytest.mark.parametrize(
    "name",
    ["\u8868" * 200 + ".csv", "../../a.csv", "\\\\x\\a.csv", "a\u202evsc.csv", "..", "\ud800.csv"],
)
def test_any_name_can_be_kept(tmp_path: Path, name: str) -> None:
    made = _safe(name, [])
    (tmp_path / made).write_bytes(b"x")
    assert [path.name for path in tmp_path.iterdir()] == [made]
    assert _safe(name, [made]) != made


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_an_error_of_the_program_is_said(page: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(pipeline, "validate_with_records", fail)
    _, text = check(page, ("a.csv", b"x"))
    assert "an error of the program, not of your file" in text
    monkeypatch.setattr(pages, "start", fail)
    with pytest.raises(ZeroDivisionError):
        page.get(f"/{TOKEN}/")
    quiet = TestClient(page.app, base_url=str(page.base_url), raise_server_exceptions=False)
    answer = quiet.get(f"/{TOKEN}/")
    assert (answer.status_code, "error of the program" in answer.text) == (500, True)
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_an_upload_that_is_given_up_is_no_error(tmp_path: Path) -> None:
    """The page was closed while its files were sent."""
    sent: list[object] = []

    async def receive() -> dict[str, object]:
        return {"type": "http.disconnect"}

    async def send(message: object) -> None:
        sent.append(message)

    headers = {
        "host": f"127.0.0.1:{PORT}",
        "origin": f"http://127.0.0.1:{PORT}",
        "content-type": "multipart/form-data; boundary=x",
        "content-length": "1000",
    }
    scope = {
        "type": "http", "method": "POST", "path": f"/{TOKEN}/check", "query_string": b"", "root_path": "",
        "headers": [(name.encode(), text.encode()) for name, text in headers.items()],
    }  # fmt: skip
    asyncio.run(make_app(tmp_path, TOKEN, PORT)(scope, receive, send))
    assert not sent
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C cannot be sent to one process there")
@pytest.mark.parametrize("closing", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_the_server_goes_with_everything_it_kept(tmp_path: Path, closing: str) -> None:
    """Whether it is stopped by Ctrl+C, with the computer, or with the window that it was started in."""
    server = start_server(tmp_path)
    assert server.stdout is not None
    with server:
        address = server.stdout.readline().split()[1]
        with urllib.request.urlopen(address, timeout=60) as answer:
            assert b"Get the form" in answer.read()
        assert list(tmp_path.iterdir())
        server.send_signal(getattr(signal, closing))
        server.wait(30)
    assert not list(tmp_path.iterdir())


def test_an_address_that_is_shown_is_never_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A browser may ask before the server answers, as on a slow computer; it then waits."""
    asked: list[str] = []

    def ask(address: str) -> None:
        with socket.create_connection(("127.0.0.1", urlsplit(address).port), timeout=10):
            asked.append(address)

    monkeypatch.setattr(run.webbrowser, "open", ask)
    monkeypatch.setattr(run.uvicorn.Server, "run", lambda *_, **__: None)
    run.serve()
    assert asked == [capsys.readouterr().out.split()[1]]


def test_the_page_says_how_much_it_takes() -> None:
    assert f"Up to {DEFAULT.bytes_in // 1_000_000} MB." in pages.start()


@pytest.mark.parametrize("part", ["view", "changes", "report.json"])
def test_what_is_not_ready_leads_to_the_progress(
    page: TestClient, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    address, _ = check(page, ("a.csv", b"x"))
    monkeypatch.setattr(jobs.Job, "done", property(lambda _: False))
    answer = page.get(f"{address}{part}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "./")
    assert "This page updates by itself." in page.get(address).text
