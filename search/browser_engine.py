"""The browser's engine run in a real browser, so that tests and evaluation measure what readers get.

Playwright is imported only when a portal is opened: the portal and the command line need no browser.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from scripts.collection.base import ROOT
from search.whoosh_index import Hit

SCRIPTS = tuple(ROOT / "docs/assets" / name for name in ("search-russian.js", "search-plan.js", "search-ranking.js", "search-engine.js"))
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_START = """() => {
  window.engine = new PraktikiSearch.Engine(window.PRAKTIKI_INDEX);
  window.PRAKTIKI_PART = (...part) => engine.accept(...part);
}"""
_SEARCH = """([query, limit]) => window.engine.search(query).results.slice(0, limit).map(
  ({number, score, why}) => ({...window.engine.cards[number], score, why})).map(
  ({id, kind, title, url, score, why}) => ({id, kind, title, url, score, why}))"""


class BrowserEngine:
    """An engine in a page that has the scripts of search."""

    def __init__(self, page: Any):
        self._page = page
        page.evaluate(_START)

    @classmethod
    def of_files(cls, page: Any, files: dict[str, str], scripts: tuple[Path, ...] = SCRIPTS) -> BrowserEngine:
        """An index (`browser_index.index_files`) in a blank page."""
        page.set_content("<!doctype html><title>search</title>")
        page.add_script_tag(content=files["index.js"])
        for script in scripts:
            page.add_script_tag(path=str(script))
        engine = cls(page)
        parts = "".join(content for name, content in files.items() if name.startswith(("keys-", "cards-")))
        if parts:
            page.add_script_tag(content=parts)
        return engine

    @classmethod
    def of_portal(cls, page: Any, site: Path) -> BrowserEngine:
        """The search page of a built portal, opened from the disk."""
        page.goto((site / "search/index.html").resolve().as_uri())
        engine = cls(page)
        for part in sorted((site / "assets/search").glob("keys-*.js")) + sorted((site / "assets/search").glob("cards-*.js")):
            page.add_script_tag(path=str(part))
        return engine

    def search(self, query: str, limit: int = 10) -> list[Hit]:
        """As `whoosh_index.Index.search`."""
        rows = self._page.evaluate(_SEARCH, [query, limit])
        return [Hit(**{**row, "why": tuple(row["why"])}) for row in rows]

    def evaluate(self, script: str, argument: Any = None) -> Any:
        """A JavaScript function called in the page, where `engine` is the engine."""
        return self._page.evaluate(script, argument)


@contextmanager
def started_browser() -> Iterator[Any]:
    """A blank page of a Chromium of this machine; ValueError, in words for the person, when something for it is missing."""
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    if executable is None:
        raise ValueError(f"нет браузера: установите один из {', '.join(BROWSERS)}")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise ValueError("нет playwright: его ставит make test, а вручную — pip install playwright") from error
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(SWITCHES))
        yield browser.new_page()
        browser.close()


@contextmanager
def opened_portal(site: Path) -> Iterator[BrowserEngine]:
    """The engine of a built portal in Chromium; ValueError when there is no portal or no browser."""
    if not (site / "assets/search/index.js").is_file():
        raise ValueError(f"в {site} нет собранного портала: выполните praktiki build")
    with started_browser() as page:
        yield BrowserEngine.of_portal(page, site)
