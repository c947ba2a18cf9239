"""Fixtures of all tests: the repository, a fresh copy of the small sound base, Chromium, the built portal."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import NoReturn

import pytest

from scripts.collection import Base, read_base
from search.browser_engine import BROWSERS, SWITCHES
from search.corpus import Corpus, corpus_of

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def base() -> Base:
    """The real base; nobody changes it."""
    return read_base()


@pytest.fixture(scope="session")
def corpus(base: Base) -> Corpus:
    """What both search engines are made from."""
    return corpus_of(base)


@pytest.fixture
def base_copy(tmp_path: Path) -> Path:
    """A fresh copy of tests/base, free to be spoiled."""
    return Path(shutil.copytree(ROOT / "tests/base", tmp_path / "base"))


def _without_browser(why: str) -> NoReturn:
    # In CI a silent skip would look like a pass.
    if os.environ.get("CI"):
        pytest.fail(why)
    pytest.skip(why)


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """A running Chromium of the machine; tests open their own pages and contexts in it."""
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    if executable is None:
        _without_browser(
            "НЕТ БРАУЗЕРА: проверки в браузере пропущены, установите chromium. "
            "NO BROWSER: browser tests are not run, install one of: " + ", ".join(BROWSERS)
        )
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _without_browser("НЕТ PLAYWRIGHT: проверки в браузере пропущены. NO PLAYWRIGHT: pip install -e .[test]")
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=executable, args=list(SWITCHES))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real portal, built once for all tests that read it."""
    from scripts.building import build_portal

    target = tmp_path_factory.mktemp("portal") / "site"
    build_portal(ROOT, target)
    return target


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def served_folder() -> Callable[[Path], AbstractContextManager[str]]:
    """Serves a folder on this machine while its context lasts; gives its address with the closing slash."""
    return _served


@pytest.fixture(scope="session")
def address(portal: Path) -> Iterator[str]:
    """Address of the built portal, with the closing slash, served on this machine."""
    with _served(portal) as found:
        yield found
