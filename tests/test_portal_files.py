"""The built portal as files: every link leads somewhere, nothing comes from elsewhere, sizes stay small."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from scripts.building import BuildFailure, build_portal
from scripts.model import TECHNOLOGY
from scripts.collection import ROOT, read_base


class Links(HTMLParser):
    """Addresses a page leads to, addresses it loads by itself, and the anchors it offers."""

    def __init__(self, page: Path):
        super().__init__()
        self.leads: list[str] = []
        self.loads: list[str] = []
        self.anchors: set[str] = set()
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = dict(attributes)
        if found.get("id"):
            self.anchors.add(found["id"] or "")
        if tag in ("a", "form"):
            self.leads.append(found.get("href") or found.get("action") or "")
        elif tag == "link" and found.get("rel") not in ("canonical",):
            self.loads.append(found.get("href") or "")
        elif tag in ("script", "img", "iframe", "source", "video", "audio"):
            self.loads.append(found.get("src") or "")


@pytest.fixture(scope="session")
def links(portal: Path) -> dict[Path, Links]:
    return {page.relative_to(portal): Links(page) for page in sorted(portal.rglob("*.html"))}


def _target(page: Path, address: str) -> tuple[Path, str]:
    """(file the address means, its anchor) for an address inside the portal."""
    parts = urlsplit(address)
    path = unquote(parts.path)
    if not path:
        return page, unquote(parts.fragment)
    joined = Path(os.path.normpath(path.lstrip("/") if path.startswith("/") else page.parent / path))
    return (joined / "index.html" if path.endswith(("/", ".", "..")) else joined), unquote(parts.fragment)


def test_every_link_inside_the_portal_leads_to_a_page_and_an_anchor(portal: Path, links: dict[Path, Links]) -> None:
    broken = []
    for page, found in links.items():
        for address in found.leads + found.loads:
            if not address or urlsplit(address).scheme or address.startswith("//"):
                continue
            target, anchor = _target(page, address)
            if not (portal / target).is_file():
                broken.append(f"{page}: {address}")
            elif anchor and target.suffix == ".html" and anchor not in links[target].anchors and anchor != "__tabbed":
                broken.append(f"{page}: {address} (нет якоря)")
    assert broken == []


def test_no_page_loads_anything_from_another_host(links: dict[Path, Links]) -> None:
    foreign = [(page, address) for page, found in links.items() for address in found.loads if urlsplit(address).netloc]
    assert foreign == []


def test_every_published_entry_and_every_former_id_has_its_address(portal: Path) -> None:
    base = read_base(ROOT)
    for document in base.on_portal:
        page = portal / "practices" / document.kind.folder / document.id / "index.html"
        assert document.entry.title.split("«")[0].strip() in page.read_text(encoding="utf-8").replace("&#34;", '"')
        for old in document.entry.former_ids:
            redirect = (portal / "practices" / document.kind.folder / old / "index.html").read_text(encoding="utf-8")
            assert re.search(rf'http-equiv="refresh" content="0; url=[./]*(practices/{document.kind.folder}/)?{document.id}/"', redirect)


def test_every_entry_is_three_clicks_from_home(links: dict[Path, Links]) -> None:
    reached = frontier = {Path("index.html")}
    for _ in range(3):
        frontier = {_target(page, address)[0] for page in frontier for address in links[page].leads if not urlsplit(address).scheme}
        frontier = {page for page in frontier if page in links} - reached
        reached = reached | frontier
    base = read_base(ROOT)
    entries = {Path("practices", document.kind.folder, document.id, "index.html") for document in base.on_portal}
    assert entries - reached == set()


def test_matrix_shows_every_practice_of_the_home_region(links: dict[Path, Links]) -> None:
    base = read_base(ROOT)
    shown = {_target(Path("matrix/index.html"), address)[0].parent.name for address in links[Path("matrix/index.html")].leads}
    home = set(base.home_territories)
    here = {card.id for card in base.of_kind(TECHNOLOGY) if any(place.territory in home for place in card.entry.applied_in)}
    assert here and here - shown == set()


def test_every_address_of_the_published_list_answers(portal: Path) -> None:
    lines = (ROOT / "practices/published-addresses.txt").read_text(encoding="utf-8").splitlines()
    addresses = [line for line in lines if line and not line.startswith("#")]
    assert len(addresses) >= 68
    assert [address for address in addresses if not (portal / address / "index.html").is_file()] == []


def test_a_card_is_at_most_60_kb_and_shared_assets_at_most_250_kb_gzip(portal: Path) -> None:
    heavy = {
        page.parent.name: page.stat().st_size
        for page in portal.glob("practices/*/*/index.html")
        if page.stat().st_size > 60 * 1024
    }
    assert heavy == {}
    shared = [file for file in portal.glob("assets/**/*") if file.suffix in (".css", ".js") and "search/" not in file.as_posix()]
    assert sum(len(gzip.compress(file.read_bytes())) for file in shared) <= 250 * 1024


def test_colloquial_words_and_asked_as_are_never_shown(portal: Path) -> None:
    base = read_base(ROOT)
    shown = {page: page.read_text(encoding="utf-8") for page in (portal / "practices").rglob("index.html")}
    for document in base.on_portal:
        page = shown[portal / "practices" / document.kind.folder / document.id / "index.html"]
        for phrase in document.entry.asked_as:
            assert phrase not in page, f"{document.id}: {phrase}"


def test_a_page_says_where_to_call_and_that_no_expert_has_read_it(portal: Path) -> None:
    page = (portal / "practices/technologies/signal-card/index.html").read_text(encoding="utf-8")
    assert 'href="tel:112"' in page
    assert "8-800-2000-122" in page
    assert "Внешний эксперт ещё не проверял" in page


def _tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_two_builds_are_equal_byte_for_byte(portal: Path, tmp_path: Path) -> None:
    build_portal(ROOT, tmp_path / "again")
    first, second = _tree(portal), _tree(tmp_path / "again")
    assert {name for name in first.keys() | second.keys() if first.get(name) != second.get(name)} == set()


@pytest.fixture
def repository_copy(tmp_path: Path) -> Path:
    """What a build needs, so that a test may spoil it."""
    copy = tmp_path / "repository"
    for name in ("practices", "docs"):
        shutil.copytree(ROOT / name, copy / name)
    shutil.copy(ROOT / "mkdocs.yml", copy)
    if (ROOT / "build").is_dir():  # what a build keeps for the next one; without it every copy would begin anew
        shutil.copytree(ROOT / "build", copy / "build")
    return copy


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("practices/technologies/broken.md", "---\ntitle: [x\n---\n"),
        ("practices/technologies/stranger", "ничто"),
        ("docs/about/index.md", "---\ntitle: [x\n---\nтекст\n"),
        ("docs/about/new.md", "[сюда](nowhere.md)\n"),
        ("practices/vocabularies/themes.yml", "а: [\n"),
    ],
    ids=["broken header", "stranger", "broken page header", "link to nowhere", "broken vocabulary"],
)
def test_a_failed_build_leaves_the_last_good_portal_untouched(repository_copy: Path, tmp_path: Path, name: str, content: str) -> None:
    target = tmp_path / "site"
    target.mkdir()
    (target / "index.html").write_text("хороший портал", encoding="utf-8")
    (repository_copy / name).write_text(content, encoding="utf-8")
    with pytest.raises(BuildFailure) as failure:
        build_portal(repository_copy, target)
    assert "Traceback" not in str(failure.value)
    assert "прежний остался на месте" in str(failure.value)
    assert _tree(target) == {"index.html": hashlib.sha256("хороший портал".encode()).hexdigest()}
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".site")] == []


def test_plain_mkdocs_does_not_empty_the_portal_when_a_card_is_broken(repository_copy: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out/index.html").write_text("хороший портал", encoding="utf-8")
    (repository_copy / "practices/technologies/broken.md").write_text("---\ntitle: [x\n---\n", encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", str(tmp_path / "out")]
    done = subprocess.run(command, cwd=repository_copy, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "broken.md:" in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "out/index.html").read_text(encoding="utf-8") == "хороший портал"


def test_a_build_never_overwrites_a_folder_that_is_no_portal(repository_copy: Path, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/letter.txt").write_text("важное", encoding="utf-8")
    with pytest.raises(BuildFailure, match="занята"):
        build_portal(repository_copy, tmp_path / "docs")
    assert (tmp_path / "docs/letter.txt").read_text(encoding="utf-8") == "важное"


def test_the_edit_link_leads_to_the_file_in_the_repository(repository_copy: Path, tmp_path: Path) -> None:
    environment = os.environ | {"REPO_URL": "https://git.example/praktiki", "EDIT_URI": "edit/main/docs/", "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", str(tmp_path / "out")]
    subprocess.run(command, cwd=repository_copy, env=environment, check=True, capture_output=True)
    page = (tmp_path / "out/practices/cases/komi-rannee-vyyavlenie/index.html").read_text(encoding="utf-8")
    assert "https://git.example/praktiki/edit/main/practices/cases/komi-rannee-vyyavlenie.md" in page
