"""The page in a real browser: an officer's way from the form to acceptance, and whether everyone can use it."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("starlette", reason="the extra `serve` is not installed")
pytest.importorskip("playwright", reason="Playwright is not installed")

from openpyxl import load_workbook
from playwright.sync_api import Error, expect, sync_playwright

from peel_data.schema import form
from support.forms import AREA, fill_form, send_workbook
from support.serving import start_server
from support.synthetic import EDITION

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed here"),
    pytest.mark.skipif(
        sys.platform == "win32", reason="Ctrl+C cannot be sent to one process there"
    ),
]

WAIT = 60_000
"""Milliseconds that a page, or a check, may take on a busy machine."""
expect.set_options(timeout=WAIT)

SLIP = {"charged_summonsed:2016-06-30:number": "6151"}
SIZES = {"phone": {"width": 360, "height": 740}, "desktop": {"width": 1280, "height": 900}}


@contextmanager
def running(folder: Path, *, endless: bool = False) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A server of its own, with its address; its checks may be endless."""
    server = start_server(folder, endless=endless)
    assert server.stdout is not None
    with server:
        try:
            yield server.stdout.readline().split()[1], server
        finally:
            server.send_signal(signal.SIGINT)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running(tmp_path_factory.mktemp("server")) as (found, _):
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """The first page; whatever a test does, nothing may be asked of another server."""
    context = browser.new_context()
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.goto(address)
    yield page
    assert all(url.startswith(address) or url == "about:blank" for url in asked), asked
    context.close()


def drop(page: Page, *paths: Path) -> None:
    """Drop files on the field, as from a file manager."""
    box = page.get_by_label("Your workbook").bounding_box()
    assert box is not None
    data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    session = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", "drop"):
        session.send("Input.dispatchDragEvent", {"type": kind, **at, "data": data})
    page.get_by_role("button", name="Check", exact=True).click()


def verdict(page: Page) -> str:
    """Wait for what is said of a submission."""
    expect(page.locator(".verdict").first).to_be_visible()
    return page.locator(".verdict").first.inner_text()


def download(page: Page, name: str, path: Path) -> Path:
    with page.expect_download() as started:
        page.get_by_text(name).click()
    started.value.save_as(path)
    return path


def test_from_the_form_to_acceptance(page: Page, tmp_path: Path) -> None:
    page.get_by_label("Edition").select_option(EDITION)
    page.get_by_label("Police force").select_option(AREA)
    path = download(page, "Download the form", tmp_path / "form.xlsx")
    drop(page, fill_form(path, SLIP))
    assert verdict(page).startswith("Not acceptable yet")
    expect(page.frame_locator("iframe").locator("h1")).to_have_text("form.xlsx")

    marked = download(page, "Your workbook with marks", tmp_path / "form-marked.xlsx")
    book = load_workbook(marked)
    for row in book[form.SHEET].iter_rows(min_row=6):
        for cell in row:
            if cell.value == 6151:
                cell.value = 6511
    book.save(marked)
    page.get_by_role("link", name="Check another file").click()
    drop(page, fill_form(marked))
    assert verdict(page).startswith("Acceptable")
    page.get_by_role("link", name="what it would change").click()
    expect(page.locator("h1")).to_contain_text("form-marked.xlsx")
    expect(page.locator("td.kind.added").first).to_be_visible()


def test_hostile_files_are_answered_with_words(page: Page, tmp_path: Path) -> None:
    hostile = tmp_path / "<img src=x onerror=alert(1)>.xlsx"
    hostile.write_bytes(b"<script>alert(1)</script>")
    drop(page, hostile)
    assert verdict(page).startswith("Not acceptable yet")
    assert page.locator("img, script").count() == 0
    assert page.get_by_text("Findings as a workbook").is_visible()


def test_two_at_once(page: Page, address: str, tmp_path: Path) -> None:
    other = page.context.new_page()
    other.goto(address)
    drop(page, send_workbook(tmp_path / "one.xlsx"))
    drop(other, send_workbook(tmp_path / "two.xlsx", SLIP))
    assert verdict(page).startswith("Acceptable")
    assert verdict(other).startswith("Not acceptable yet")
    assert page.locator("h1").inner_text() == "one.xlsx"
    assert other.locator("h1").inner_text() == "two.xlsx"


def test_a_server_stopped_in_the_middle_leaves_nothing(browser: Browser, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    with running(kept, endless=True) as (address, server):
        page = browser.new_page()
        page.goto(address)
        drop(page, send_workbook(tmp_path / "form.xlsx"))
        expect(page.get_by_role("progressbar")).to_be_visible()
        server.send_signal(signal.SIGINT)
        assert server.wait(30) is not None
        with pytest.raises(Error, match="ERR_CONNECTION_REFUSED"):
            page.goto(address)
        page.close()
    assert not list(kept.iterdir())


@pytest.fixture(scope="module")
def checked(browser: Browser, address: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a form with a slip that was checked."""
    page = browser.new_page()
    page.goto(address)
    drop(page, send_workbook(tmp_path_factory.mktemp("slip") / "form.xlsx", SLIP))
    verdict(page)
    url = page.url
    page.close()
    return url


@pytest.mark.parametrize("size", list(SIZES))
def test_everyone_can_use_it(browser: Browser, address: str, checked: str, size: str) -> None:
    axe = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    page = browser.new_page(viewport=SIZES[size], color_scheme="light")
    for url in (address, checked, f"{checked}view", f"{checked}changes", f"{checked}nothing"):
        page.goto(url)
        page.evaluate(axe)  # by the debugger: the page's own policy allows no script
        for scheme, rules in (("light", {}), ("dark", {"runOnly": ["color-contrast"]})):
            page.emulate_media(color_scheme=scheme)
            found = page.evaluate("o => axe.run(document, o)", {"iframes": False, **rules})
            violations = {
                each["id"]: [node["html"][:200] for node in each["nodes"]]
                for each in found["violations"]
            }
            assert not violations, (url, scheme)
            assert found["passes"], "axe looked at something"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), url
    page.close()


def test_the_keyboard_is_enough(page: Page) -> None:
    reached = []
    for _ in range(6):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate("document.activeElement.id || document.activeElement.textContent")
        )
    assert reached == ["edition", "area", "style", "Download the form", "files", "Check"]
