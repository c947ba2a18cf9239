"""The built portal in a real browser: a phone and a desk, light and dark, print, no script, from disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# axe is slow on the longest pages: both layouts and both schemes are seen, not every pair of them.
AXE_WINDOWS = {(390, "light"), (1440, "dark")}
PAGES = {
    "home": "",
    "card": "practices/technologies/profilaktika-otkazov-v-roddome/",
    "case": "practices/cases/zashchitniki-detstva/",
    "recommendation": "practices/recommendations/pervichnyj-signal/",
    "form": "practices/forms/signalnaya-karta/",
    "route": "practices/routes/roditel-pyot/",
    "kit": "practices/kits/pervyy-vizit/",
    "matrix": "matrix/",
    "list of a kind": "practices/technologies/",
    "list of a situation": "situations/rebenok-v-opasnosti/",
    "situations": "situations/",
    "territories": "territories/",
    "glossary": "glossary/",
    "acts": "legal/",
    "about": "about/",
    "rules": "rules/",
    "search": "search/?q=мать",
    "not found": "404.html",
}


@pytest.fixture
def open_page(chromium, address: str):
    """Opens a page in a window of its own and remembers what went wrong and who was asked."""
    contexts = []

    def opened(path: str, **window):
        context = chromium.new_context(**({"viewport": {"width": 390, "height": 844}} | window))
        contexts.append(context)
        page = context.new_page()
        page.troubles = []
        page.on("console", lambda message: page.troubles.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: page.troubles.append(str(error)))
        page.on("request", lambda request: page.troubles.append(request.url) if not request.url.startswith((address, "data:", "file:")) else None)
        page.goto(path if "://" in path else address + path)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_page_fits_asks_nobody_and_is_open_to_everyone(open_page, path: str, width: int, scheme: str) -> None:
    """One visit: no error, no request to another host, no sideways scrolling, no violation that axe knows."""
    page = open_page(path, viewport={"width": width, "height": 844}, color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("h1").count() == 1
    if (width, scheme) in AXE_WINDOWS:
        found = Axe().run(page, options={"runOnly": AXE_RULES, "resultTypes": ["violations"]}).response["violations"]
        assert [(violation["id"], violation["nodes"][0]["html"][:200]) for violation in found] == []
    assert page.troubles == []


def test_first_screen_of_a_card_on_a_phone_says_what_for_whom_when_not_and_offers_the_steps(open_page) -> None:
    page = open_page(PAGES["card"])
    for words in ("Профилактика отказа от новорождённого", "Кому", "Доказательность", "Когда нет."):
        box = page.locator(".pr-head").get_by_text(words).first.bounding_box()
        assert box and box["y"] + box["height"] <= 844, words
    page.get_by_role("link", name="Порядок работы").first.click()
    page.wait_for_timeout(300)
    top = page.locator("#poryadok").bounding_box()["y"]
    assert 0 <= top <= 400


def test_a_form_is_downloaded_from_the_first_screen_of_a_phone(open_page) -> None:
    page = open_page(PAGES["form"])
    button = page.get_by_role("link", name="Скачать Word (DOCX)")
    assert button.bounding_box()["y"] <= 844
    with page.expect_download() as waiting:
        button.click()
    assert waiting.value.suggested_filename == "signalnaya-karta.docx"


def test_a_route_leads_from_the_home_page_to_a_card_and_its_paper(open_page) -> None:
    page = open_page(PAGES["home"])
    page.get_by_role("link", name="Маршруты").last.click()
    page.get_by_role("link", name="Родитель пьёт, дети дома").first.click()
    page.wait_for_url("**/routes/roditel-pyot/")
    assert page.get_by_text("Когда остановиться.").first.bounding_box()["y"] <= 844
    page.locator("#shagi ~ ol a").first.click()
    page.wait_for_url("**/technologies/**")


def test_an_answer_of_a_quiz_opens_by_keyboard(open_page) -> None:
    page = open_page(PAGES["kit"])
    quiz = page.locator(".pr-quiz details").first
    assert not quiz.locator("p").is_visible()
    quiz.locator("summary").focus()
    page.keyboard.press("Enter")
    assert quiz.locator("p").is_visible()


def test_text_is_readable_in_both_schemes(open_page) -> None:
    def contrast(scheme: str) -> float:
        page = open_page(PAGES["card"], color_scheme=scheme)
        return page.evaluate(
            """() => {
              const light = c => { const v = c.match(/[\\d.]+/g).slice(0, 3).map(x => { x /= 255; return x <= .03928 ? x / 12.92 : ((x + .055) / 1.055) ** 2.4; });
                                   return .2126 * v[0] + .7152 * v[1] + .0722 * v[2]; };
              const ink = light(getComputedStyle(document.querySelector('.md-typeset p.pr-lead')).color);
              const paper = light(getComputedStyle(document.body).backgroundColor);
              return (Math.max(ink, paper) + .05) / (Math.min(ink, paper) + .05);
            }"""
        )

    assert contrast("light") >= 7
    assert contrast("dark") >= 7


def test_passport_leads_to_a_list_that_holds_the_card(open_page) -> None:
    page = open_page(PAGES["card"])
    page.locator(".pr-passport").get_by_role("link", name="Мать намерена отказаться от новорождённого").click()
    page.wait_for_load_state()
    assert page.url.endswith("/situations/namerenie-otkazatsya/")
    page.get_by_role("link", name="Профилактика отказа от новорождённого в роддоме").click()
    page.wait_for_load_state()
    assert page.url.endswith("/practices/technologies/profilaktika-otkazov-v-roddome/")


def test_a_relation_written_once_is_shown_at_both_ends(open_page) -> None:
    there = open_page("practices/technologies/signal-card/").locator(".pr-links").all_inner_texts()
    back = open_page("practices/technologies/emergency-response-service/").locator(".pr-links").all_inner_texts()
    assert any(text.startswith("Что дальше") and "при угрозе жизни и здоровью" in text for text in there)
    assert any(text.startswith("Что обычно идёт раньше") and "Сигнальная карта" in text for text in back)


def test_an_act_lists_the_cards_that_stand_on_it(open_page) -> None:
    page = open_page("practices/technologies/signal-card/")
    page.locator("#pravo ~ ul").first.get_by_role("link").first.click()
    page.wait_for_load_state()
    assert "/legal/#fz-120" in page.url
    assert page.get_by_role("link", name="Сигнальная карта и единый приём сигналов о семье").count() >= 1


def test_lists_and_cards_are_read_without_javascript(open_page) -> None:
    page = open_page("situations/", java_script_enabled=False)
    page.get_by_role("link", name="Ребёнок в опасности прямо сейчас").click()
    page.wait_for_load_state()
    assert page.get_by_text("Сначала звонок.").is_visible()
    assert page.locator(".pr-row__title").count() >= 3


def test_a_citation_leads_to_its_source_and_says_how_much_of_it_was_seen(open_page) -> None:
    page = open_page(PAGES["card"])
    page.locator("a.cite").first.click()
    source = page.locator(page.evaluate("location.hash"))
    assert "читан отрывок" in source.inner_text()


def test_print_leaves_the_menus_out(open_page) -> None:
    page = open_page(PAGES["card"], viewport={"width": 800, "height": 1000})
    page.emulate_media(media="print")
    assert not page.locator(".md-header").is_visible()
    assert not page.locator(".md-footer").is_visible()
    assert page.get_by_role("heading", name="Порядок работы").is_visible()


def test_a_printed_card_is_a_few_sheets_and_keeps_its_sources(open_page, tmp_path: Path) -> None:
    page = open_page(PAGES["card"])
    page.emulate_media(media="print")
    assert page.locator("#istochnik-1").is_visible()
    assert page.locator("#kogda-ne").is_visible()
    margins = dict.fromkeys(("top", "bottom", "left", "right"), "12mm")
    printed = page.pdf(format="A4", margin=margins)
    assert printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") <= 4


def test_the_address_to_cite_is_the_one_in_the_browser(open_page, address: str) -> None:
    page = open_page(PAGES["card"])
    assert page.locator(".pr-address").inner_text() == address + PAGES["card"]


def test_overdue_shows_by_itself_on_the_day(open_page) -> None:
    page = open_page(PAGES["card"])
    assert page.locator("[data-due]").inner_text().startswith("Перечитать до")
    page.clock.install(time="2031-01-01T10:00:00")
    page.reload()
    assert page.locator("[data-due]").inner_text().startswith("Пора перечитать")


def test_the_portal_opens_from_a_folder_on_disk(open_page, portal: Path) -> None:
    page = open_page((portal / "index.html").as_uri())
    page.get_by_role("link", name="У меня ситуация").click()
    page.wait_for_load_state()
    assert page.url.endswith("situations/index.html")
    assert page.get_by_role("heading", name="Ситуации").is_visible()


def test_keyboard_reaches_the_content_and_focus_is_seen(open_page) -> None:
    page = open_page(PAGES["card"], viewport={"width": 1440, "height": 900})
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className").startswith("md-skip")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "pr-search-header":
            break
    else:
        pytest.fail("the search box is not within twelve steps of Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
