"""Markup in every field a person fills: the built pages show it as text, run nothing and ask no other host."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.building import build_portal
from scripts.checks import check
from scripts.collection import read_base
from scripts.pages.page import plain

ROOT = Path(__file__).resolve().parents[1]
# A quote to leave an attribute, a tag to leave the text.
PAYLOAD = "«\">»<svg/onload=window.hit()>"
ADDRESS = 'https://example.org/"><svg/onload=window.hit()>`x`'
BODY = """Слово [@S1]{ onclick=window.hit() } и ещё.

    [@S1]<svg/onload=window.hit()>

### &lt;svg/onload=window.hit()&gt;

### `<svg/onload=window.hit()>`

[TOC]

{"base": "https://evil.example/", "features": ["navigation.instant"], "version": {"provider": "mike"}} { #__config }

"""
HEADER = f"""aliases: ['{PAYLOAD}']
basis: '{PAYLOAD}'
expert_check: [yurist]
reviewed: 2026-02-02
reviewed_by: '{PAYLOAD}'
evidence: opisanie
evidence_reason: '{PAYLOAD}'
external_ratings:
  - {{register: '{PAYLOAD}', grade: '{PAYLOAD}', date: '{PAYLOAD}', url: '{ADDRESS}'}}
"""
_LINE = "title|text|why|article|note|name|shown|base|period|case_kind|publisher|place|changes|unit"
_DATA_LINE = "label|definition|term|section|kind|level|number|date|title|issuer|governs|in_force|note"


def _spoil(path: Path, names: str) -> None:
    text = path.read_text(encoding="utf-8")
    text = re.sub(rf"^(\s*(?:- )?(?:{names}): )(.*)$", lambda m: f"{m[1]}'{m[2].strip(chr(39))} {PAYLOAD}'", text, flags=re.MULTILINE)
    text = re.sub(r"^(summary: )(.{60}).*$", lambda m: f"{m[1]}'{m[2]} {PAYLOAD}'", text, flags=re.MULTILINE)
    text = re.sub(r"^(\s*(?:source_)?url: ).*$", lambda m: f"{m[1]}'{ADDRESS}#{path.stem}'", text, flags=re.MULTILINE)
    path.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The portal of the small base with the payload in every field."""
    root = tmp_path_factory.mktemp("hostile")
    shutil.copytree(ROOT / "tests/base/practices", root / "practices")
    shutil.copytree(ROOT / "docs", root / "docs")
    shutil.copy(ROOT / "mkdocs.yml", root)
    for path in (root / "practices").rglob("*.yml"):
        _spoil(path, _DATA_LINE)
    for path in (root / "practices").glob("*/*.md"):
        _spoil(path, _LINE)
    card = root / "practices/technologies/klub-odin.md"
    text = card.read_text(encoding="utf-8").replace("compiled:", f"{HEADER}compiled:", 1)
    card.write_text(text.replace("Это выдуманный текст", f"{BODY}Это выдуманный текст", 1), encoding="utf-8")
    assert check(read_base(root)) == []
    build_portal(root, root / "site")
    return root / "site"


@pytest.fixture(scope="module")
def hostile_address(hostile: Path, served_folder) -> Iterator[str]:
    with served_folder(hostile) as found:
        yield found


@pytest.mark.browser
def test_no_page_runs_what_a_field_holds(chromium, hostile: Path, hostile_address: str) -> None:
    page = chromium.new_page()
    hits: list[str] = []
    page.expose_function("hit", lambda: hits.append(page.url))
    page.on("request", lambda request: None if request.url.startswith((hostile_address, "data:")) else hits.append(request.url))
    pages = [path.relative_to(hostile).as_posix() for path in sorted(hostile.rglob("index.html"))]
    for path in [path for path in pages if not path.startswith(("rules/", "about/"))]:
        page.goto(hostile_address + path.removesuffix("index.html") + ("?q=выдуманный" if path.startswith("search") else ""))
        page.wait_for_timeout(50)
    page.close()
    assert hits == []


def test_every_field_is_shown_as_it_was_written(hostile: Path) -> None:
    card = (hostile / "practices/technologies/klub-odin/index.html").read_text(encoding="utf-8")
    # Title, summary, labels, result, place, act, link, source, reviewer, reasons: each at least once.
    assert card.count("&lt;svg/onload=window.hit()&gt;") >= 25
    assert "<svg/onload" not in card
    assert 'id="istochnik-1"' in card


def test_the_address_of_a_source_stays_one_link(hostile: Path) -> None:
    card = (hostile / "practices/technologies/klub-odin/index.html").read_text(encoding="utf-8")
    acts = (hostile / "legal/index.html").read_text(encoding="utf-8")
    kept = "https://example.org/%22%3E%3Csvg/onload=window.hit()%3E%60x%60#"
    assert f'href="{kept}klub-odin"' in card
    assert f'href="{kept}legal"' in acts


@pytest.mark.parametrize(
    "text",
    ["- 5 % отказов", "+ 20 семей", "2024. Итоги года", "!!! важно", "-5", "a & b &copy; c", "{: #x }", "*a* _b_ `c` [d](e) | f", "<b>", "\\* x"],
)
def test_a_header_s_words_lose_nothing_in_a_list(text: str) -> None:
    from html import unescape

    import markdown

    from scripts.checks.markup import EXTENSIONS

    shown = markdown.markdown(f"- {plain(text)}\n", extensions=list(EXTENSIONS))
    assert unescape(shown.removeprefix("<ul>\n<li>").removesuffix("</li>\n</ul>")) == text


def test_templates_escape_every_text(repository: Path) -> None:
    """There is no autoescape: what a template prints goes through a filter or is named here with its reason."""
    plain_values = (
        r"page\.content|page\.canonical_url|super\(\)|rows\(.*\)|base_url|loop\.index|config\.\w+(\.\w+)?|\w+\.url|jump\.anchor|near\.id|term\.id"
        r"|(group|item|meta|(meta|item)\.evidence|fact|row)\.(id|type|kind|total|due|due_words|compiled|reviewed|year|address)"
        r"|meta\.(counts\.\w+|legal|glossary|complete\.(filled|total))|(cell|door|column)\.count|example|page\.canonical_url or meta\.address"
        r"|\(meta\.columns \| length\) \+ 1|page\.edit_url or \('about/contribute/' \| url\)"
    )
    unescaped = [
        f"{path.name}: {found}"
        for path in sorted((repository / "docs/overrides").rglob("*.html"))
        for found in re.findall(r"\{\{-?\s*(.*?)\s*-?\}\}", path.read_text(encoding="utf-8"))
        if not re.search(r"\| (e|url|length|urlencode)$", found) and not re.fullmatch(plain_values, found)
    ]
    assert unescaped == []
