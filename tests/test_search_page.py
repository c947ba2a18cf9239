"""The search page as a reader meets it: from a server and from a disk, by keyboard, with storage blocked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

pytestmark = pytest.mark.browser

RESULTS = "#search-results .pr-row__title"
HOSTILE = [
    "<img src=x onerror=window.hacked=1>", "<script>window.hacked=1</script>", "'\"><svg/onload=window.hacked=1>",
    "x" * 10_000, "😀", "[a-z]+(", "\\", "%", "\u202eмама", "\0мама\0", "__proto__", "javascript:window.hacked=1",
]  # fmt: skip


@pytest.fixture
def page(chromium: object) -> Iterator[object]:
    """A page whose errors fail the test that made them."""
    context = chromium.new_context()
    opened = context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    yield opened
    context.close()
    assert errors == []


@pytest.fixture
def searching(page: object, address: str) -> object:
    page.goto(f"{address}search/")
    return page


def _answered(page: object) -> None:
    """The answer is drawn: its parts of the index have come."""
    page.wait_for_selector('#search-results[aria-busy="false"]', state="attached")


def _ask(page: object, text: str) -> None:
    page.fill("#search-input", text)
    page.press("#search-input", "Enter")
    _answered(page)


def test_results_come_while_typing_and_the_address_remembers(searching: object) -> None:
    searching.type("#search-input", "мама пьёт, дети одни")
    searching.wait_for_function("location.search.includes('q=')")
    _answered(searching)
    first = searching.locator(RESULTS).first
    assert "Родитель пьёт" in first.inner_text()
    searching.reload()
    _answered(searching)
    assert searching.input_value("#search-input") == "мама пьёт, дети одни"
    assert searching.locator(RESULTS).first.inner_text() == first.inner_text()


def test_the_count_is_spoken_and_words_are_marked(searching: object) -> None:
    _ask(searching, "социальный контракт")
    status = searching.locator("#search-status")
    assert status.get_attribute("role") == "status"
    assert status.inner_text().startswith("Найдено: ")
    marked = searching.locator("#search-results mark").all_inner_texts()
    assert any(word.lower().startswith("контракт") for word in marked)


def test_a_result_says_its_kind_and_evidence_and_leads_to_its_page(searching: object) -> None:
    _ask(searching, "сигнальная карта и единый приём сигналов о семье")
    row = searching.locator("#search-results .pr-row").first
    assert row.locator(".pr-kind").inner_text() == "практика"
    assert row.locator(".pr-evidence").count() == 1
    row.locator("a").click()
    assert "Сигнальная карта" in searching.locator("h1").inner_text()


def test_references_follow_entries(searching: object) -> None:
    _ask(searching, "СОП")
    kinds = searching.locator("#search-results .pr-kind").all_inner_texts()
    reference = [kind in ("термин", "правовой акт") for kind in kinds]
    assert reference == sorted(reference) and True in reference and False in reference
    href = searching.locator("#search-results .pr-row--term a").first.get_attribute("href")
    searching.click("#search-results .pr-row--term a >> nth=0")
    searching.wait_for_url("**/glossary/**")
    assert searching.evaluate("document.getElementById(decodeURIComponent(location.hash.slice(1))) !== null"), href


def test_a_synonym_and_a_corrected_layout_are_told(searching: object) -> None:
    _ask(searching, "соповская семья")
    assert "Показаны также:" in searching.inner_text("#search-also")
    _ask(searching, "ghbtvyfz ctvmz")
    assert "«приемная семья»" in searching.inner_text("#search-also")
    _ask(searching, "сигнальная карта")
    assert "Показано по запросу" not in searching.inner_text("#search-also")


def test_chips_narrow_by_kind(searching: object) -> None:
    _ask(searching, "опека")
    searching.check('.pr-finder__kinds input[value="case"]')
    _answered(searching)
    kinds = searching.locator("#search-results .pr-kind").all_inner_texts()
    assert kinds and set(kinds) == {"кейс"}
    assert "kind=case" in searching.url
    searching.reload()
    _answered(searching)
    assert searching.is_checked('.pr-finder__kinds input[value="case"]')
    assert set(searching.locator("#search-results .pr-kind").all_inner_texts()) == {"кейс"}


def test_the_keyboard_is_enough(searching: object) -> None:
    active = "document.activeElement.id || document.activeElement.className"
    _ask(searching, "опека")
    searching.keyboard.press("ArrowDown")
    assert "pr-row__title" in searching.evaluate(active)
    searching.keyboard.press("ArrowDown")
    assert searching.evaluate("document.activeElement.textContent") == searching.locator(RESULTS).nth(1).inner_text()
    searching.keyboard.press("ArrowUp")
    searching.keyboard.press("ArrowUp")
    assert searching.evaluate(active) == "search-input"
    searching.evaluate("document.activeElement.blur()")
    searching.keyboard.press("/")
    assert searching.evaluate(active) == "search-input"
    searching.keyboard.press("Escape")
    assert searching.input_value("#search-input") == ""
    assert searching.locator(RESULTS).count() == 0
    assert "q=" not in searching.url


def test_the_rest_of_a_long_list_is_one_button_away(searching: object) -> None:
    _ask(searching, "семья")
    before = searching.locator(RESULTS).count()
    searching.click(".pr-finder__more >> nth=0")
    searching.wait_for_function(f"document.querySelectorAll('{RESULTS}').length > {before}")
    assert all(searching.locator("#search-results .pr-row__note").all_inner_texts())
    assert "pr-row__title" in searching.evaluate("document.activeElement.className")


def test_no_answer_offers_other_ways(searching: object) -> None:
    _ask(searching, "qqqqqq zzzzzz")
    assert "Спросите иначе" in searching.inner_text("#search-status")
    assert searching.is_visible("#search-examples")
    searching.click("#search-examples a >> nth=0")
    _answered(searching)
    assert searching.locator(RESULTS).count() > 0


@pytest.mark.parametrize("text", HOSTILE, ids=[str(number) for number in range(len(HOSTILE))])
def test_a_hostile_query_stays_text(page: object, address: str, text: str) -> None:
    page.goto(f"{address}search/?q={quote(text[:1000])}")
    _ask(page, text)
    assert page.evaluate("window.hacked") is None
    assert page.locator("#search-app img, #search-app svg, #search-app script").count() == 0
    assert page.locator("#search-status").inner_text() != ""


@pytest.mark.parametrize("query", ["?q=%", "?q=%E0%A4%A", "?kind=nothing", "?q=a&q=b", "?q", "?__proto__=1"])
def test_a_broken_address_is_survived(page: object, address: str, query: str) -> None:
    page.goto(f"{address}search/{query}")
    _ask(page, "опека")
    assert page.locator(RESULTS).count() > 0


def test_from_a_disk_results_lead_to_files(page: object, portal: Path) -> None:
    page.goto(f"{(portal / 'search/index.html').as_uri()}?q={quote('социальный контракт')}")
    _answered(page)
    first = page.locator(RESULTS).first
    assert page.locator("#search-results .pr-row__note").first.inner_text() != ""
    assert first.get_attribute("href").endswith("/index.html")
    first.click()
    assert "онтракт" in page.locator("h1").inner_text()


def test_the_header_of_any_page_leads_here(page: object, address: str) -> None:
    page.goto(f"{address}glossary/")
    page.fill(".pr-bar input[name=q]", "СОП")
    page.press(".pr-bar input[name=q]", "Enter")
    page.wait_for_url("**/search/?q=*")
    _answered(page)
    assert page.input_value("#search-input") == "СОП"
    assert page.locator(RESULTS).count() > 0


def test_blocked_storage_and_history_are_no_obstacle(chromium: object, address: str) -> None:
    # Errors of the theme, which does need storage, are not ours to judge here.
    context = chromium.new_context()
    page = context.new_page()
    page.add_init_script(
        "const refuse = () => { throw new DOMException('no', 'SecurityError'); };"
        "for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, {get: refuse});"
        "history.replaceState = refuse;"
    )
    page.goto(f"{address}search/")
    _ask(page, "опека")
    assert page.locator(RESULTS).count() > 0
    context.close()


def test_a_lost_connection_is_said_and_mended(chromium: object, address: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{address}search/")
    page.route("**/assets/search/keys-*", lambda route: route.abort())
    _ask(page, "опека")
    page.wait_for_function("document.getElementById('search-status').textContent.includes('нет связи')")
    page.unroute("**/assets/search/keys-*")
    _ask(page, "опека над внуком")
    assert page.locator(RESULTS).count() > 0 and "Найдено" in page.inner_text("#search-status")
    context.close()


def test_titles_are_shown_even_when_their_texts_cannot_be_had(chromium: object, address: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.route("**/assets/search/texts-*", lambda route: route.abort())
    page.goto(f"{address}search/")
    _ask(page, "опека")
    assert page.locator(RESULTS).count() > 0
    context.close()


def test_a_slow_answer_does_not_overwrite_a_newer_one(searching: object) -> None:
    held: list[object] = []
    searching.route("**/assets/search/keys-*", lambda route: held.append(route) if not held else route.continue_())
    searching.fill("#search-input", "прогуливает")
    searching.press("#search-input", "Enter")
    searching.wait_for_function("document.getElementById('search-results').getAttribute('aria-busy') === 'true'")
    searching.fill("#search-input", "")
    searching.press("#search-input", "Enter")
    for route in held:
        route.continue_()
    searching.wait_for_timeout(500)
    assert searching.locator(RESULTS).count() == 0 and searching.inner_text("#search-status") == ""


def test_a_missing_index_is_said(page: object, address: str) -> None:
    page.route("**/assets/search/index.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(f"{address}search/")
    assert "не загрузился" in page.inner_text("#search-status")


def test_without_scripts_lists_are_offered(chromium: object, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}search/")
    links = page.locator("#search-app noscript a")
    assert links.count() == 3
    links.first.click()
    assert page.locator("h1").count() == 1
    context.close()


def test_every_control_has_a_name(searching: object) -> None:
    _ask(searching, "опека")
    unnamed = searching.evaluate(
        """() => [...document.querySelectorAll('#search-app input, #search-app button, #search-app a')]
          .filter((one) => !(one.labels && one.labels.length) && !one.textContent.trim() && !one.ariaLabel)
          .map((one) => one.outerHTML)"""
    )
    assert unnamed == []
