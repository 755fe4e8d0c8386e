"""Open every page of the built documentation site in Chromium, as on a phone and on a desk.

    python tools/site_in_browser.py site/

fails if a page asks another server for anything, scrolls sideways as a whole, reports an error, or if its search does
not know a word of the field. It says so and leaves with 0 where Chromium or Playwright is absent.
"""

from __future__ import annotations

import shutil
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Page

SOUGHT = {"ocg": "organised crime group", "asb": "anti-social behaviour"}
"""Words that stand on few pages, and what the first answer must be about."""


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing of it."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name that it has above
        """Say nothing."""


def faults(site: Path, program: str) -> list[str]:
    """Return what is wrong with the pages of a site."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/"
    try:
        return _look(site, program, address)
    finally:
        server.shutdown()
        server.server_close()


def _look(site: Path, program: str, address: str) -> list[str]:
    from playwright.sync_api import sync_playwright

    pages = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    pages.remove("404.html")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        phone = browser.new_page(viewport={"width": 360, "height": 740})
        desk = browser.new_page(viewport={"width": 1280, "height": 900})
        found = [
            *_visit(phone, address, pages),
            *_visit(desk, address, pages[::5]),
            *_search(desk, address),
        ]
        browser.close()
    return found


def _visit(page: Page, address: str, paths: Sequence[str]) -> Iterator[str]:
    """Yield what is wrong with pages on a screen."""
    asked: set[str] = set()
    errors: list[str] = []
    page.on("request", lambda request: asked.add(request.url))
    page.on("pageerror", lambda error: errors.append(f"{page.url}: {error}"))
    for path in paths:
        page.goto(address + path)
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if wide > 0:
            yield f"{path} is {wide} pixels wider than the screen"
    yield from errors
    yield from (f"asked for {url}" for url in sorted(asked) if not url.startswith(address))


def _search(page: Page, address: str) -> Iterator[str]:
    """Yield the words whose first answer is about something else."""
    for word, subject in SOUGHT.items():
        page.goto(f"{address}index.html")
        page.locator("input.md-search__input").click()
        page.keyboard.type(word)
        first = page.locator("li.md-search-result__item").first
        first.wait_for(timeout=20_000)
        if subject not in first.inner_text().casefold():
            yield f"the search for {word} does not begin with {subject}"


def main(site: str) -> int:
    """Print what is wrong, and return whether anything is."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None or find_spec("playwright") is None:
        print("Chromium or Playwright is absent: the site is not opened")
        return 0
    found = faults(Path(site), program)
    print("\n".join(found) or "Every page opens, fits a phone, and asks no other server")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
