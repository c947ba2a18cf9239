"""The browser's engine run in a real browser, so that tests and evaluation measure what readers get.

Takes a page of Playwright and does not import it: the portal and the command line need no browser.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from scripts.collection.base import ROOT
from search.whoosh_index import Hit

SCRIPTS = tuple(ROOT / "docs/assets" / name for name in ("search-russian.js", "search-plan.js", "search-ranking.js", "search-engine.js"))
_SEARCH = """([query, limit]) => window.engine.search(query).results.slice(0, limit).map(
  ({number, score, why}) => ({...window.engine.cards[number], score, why})).map(
  ({id, kind, title, url, score, why}) => ({id, kind, title, url, score, why}))"""


class BrowserEngine:
    """The scripts of the search page over an index (`browser_index.index_files`), in a blank page."""

    def __init__(self, page: Any, files: dict[str, str], scripts: tuple[Path, ...] = SCRIPTS):
        self._page = page
        page.set_content("<!doctype html><title>search</title>")
        page.add_script_tag(content=files["index.js"])
        for script in scripts:
            page.add_script_tag(path=str(script))
        page.evaluate("() => { window.engine = new PraktikiSearch.Engine(window.PRAKTIKI_INDEX); }")
        page.evaluate("() => { window.PRAKTIKI_PART = (...part) => engine.accept(...part); }")
        parts = "".join(content for name, content in files.items() if name != "index.js")
        if parts:
            page.add_script_tag(content=parts)

    def search(self, query: str, limit: int = 10) -> list[Hit]:
        """As `whoosh_index.Index.search`."""
        rows = self._page.evaluate(_SEARCH, [query, limit])
        return [Hit(**{**row, "why": tuple(row["why"])}) for row in rows]

    def evaluate(self, script: str, argument: Any = None) -> Any:
        """A JavaScript function called in the page, where `engine` is the engine."""
        return self._page.evaluate(script, argument)
