"""`praktiki serve`: the portal answers, follows cards, vocabularies and templates, and outlives a broken card."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.collection import ROOT

PATIENCE = 60  # seconds for a rebuild on a slow machine


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A copy of the base, served: (its folder, its address)."""
    copy = tmp_path_factory.mktemp("served")
    for name in ("practices", "docs"):
        shutil.copytree(ROOT / name, copy / name)
    shutil.copy(ROOT / "mkdocs.yml", copy)
    if (ROOT / "build").is_dir():  # what one run keeps for the next
        shutil.copytree(ROOT / "build", copy / "build")
    address = f"127.0.0.1:{_free_port()}"
    command = [sys.executable, "-m", "scripts.cli", "--root", str(copy), "serve", "--address", address]
    with (copy / "log.txt").open("w") as log:
        server = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
        try:
            _wait_for(f"http://{address}/", "Практики рядом", copy)
            yield copy, f"http://{address}/"
        finally:
            _stop(server)


def _stop(server: subprocess.Popen) -> None:
    import os
    import signal

    os.killpg(server.pid, signal.SIGTERM)
    server.wait(timeout=20)


def _wait_for(url: str, words: str, folder: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    seen = ""
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                seen = answer.read().decode("utf-8")
            if words in seen:
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError) as error:
            seen = str(error)
        time.sleep(0.3)
    pytest.fail(f"«{words}» did not appear at {url}; last seen: {seen[:200]}\n{(folder / 'log.txt').read_text()[-2000:]}")


def test_a_card_a_vocabulary_and_a_template_are_followed(served: tuple[Path, str]) -> None:
    folder, address = served
    card = folder / "practices/technologies/signal-card.md"
    card.write_text(card.read_text(encoding="utf-8").replace("## Когда применять\n", "## Когда применять\n\nЖивая правка карточки.\n"), encoding="utf-8")
    _wait_for(f"{address}practices/technologies/signal-card/", "Живая правка карточки.", folder)

    themes = folder / "practices/vocabularies/themes.yml"
    themes.write_text(themes.read_text(encoding="utf-8").replace("label: Раннее выявление и взаимодействие ведомств", "label: Переименованная рубрика"), encoding="utf-8")
    _wait_for(f"{address}practices/technologies/", "Переименованная рубрика", folder)

    template = folder / "docs/overrides/partials/footer.html"
    template.write_text(template.read_text(encoding="utf-8").replace("База собрана", "ПОДВАЛ ПРАВЛЕН. База собрана"), encoding="utf-8")
    _wait_for(address, "ПОДВАЛ ПРАВЛЕН.", folder)


def test_a_broken_card_is_left_out_and_the_rest_is_shown(served: tuple[Path, str]) -> None:
    folder, address = served
    (folder / "practices/technologies/slomannaya.md").write_text("---\ntitle: [x\n---\n", encoding="utf-8")
    card = folder / "practices/technologies/family-curator.md"
    card.write_text(card.read_text(encoding="utf-8").replace("## Когда применять\n", "## Когда применять\n\nПравка рядом со сломанной.\n"), encoding="utf-8")
    _wait_for(f"{address}practices/technologies/family-curator/", "Правка рядом со сломанной.", folder)
    log = (folder / "log.txt").read_text()
    assert "slomannaya.md" in log
    assert "Traceback" not in log
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(f"{address}practices/technologies/slomannaya/", timeout=5)
