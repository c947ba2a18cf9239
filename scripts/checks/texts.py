"""The text of an entry: headings as agreed, something under each, steps as steps, no filler."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scripts.collection import Base
from scripts.model import TECHNOLOGY, Problem
from scripts.reading import Document, Section, lines_of

MIN_SECTION = 40  # characters; «нет» under a heading tells a reader nothing
_MARKS = re.compile(r"\s|[@\[\]#*-]")
MAX_WORDS = 1600
MAX_CHARACTERS = 60_000  # a "word" of a megabyte is no shorter to read
_STEP = re.compile(r"^\d+[.)]\s", re.MULTILINE)
# `#Имя` is a heading for Markdown even without a blank, and so is one inside a list or a quotation.
_HASHES = re.compile(r"(?P<top>#{1,2})(?!#)\s*\S|\s*(?:(?:[-*+]|\d{1,9}\.)\s{1,3}|>\s{0,3})+(?P<inner>#{1,2})(?!#)\s*\S")
_UNDERLINE = re.compile(r"(=+|-+) *$")
_PLACEHOLDER = re.compile(r"<[^<>\n]{0,200}напишите[^<>\n]{0,200}>|\bTODO\b|\bXXX\b|Lorem ipsum|ваш текст", re.IGNORECASE)
# Phrases that would fit any card and so say nothing on this one.
CLICHES = (
    "комплексный подход",
    "играет важную роль",
    "повышает эффективность",
    "в современных условиях",
    "на сегодняшний день",
    "имеет большое значение",
    "следует отметить",
    "в целях обеспечения",
    "осуществление деятельности",
    "широкий спектр",
    "является неотъемлемой",
    "индивидуальный подход",
    "отвечает современным требованиям",
    "в рамках реализации",
    "способствует формированию",
    "является одним из важнейших",
    "трудно переоценить",
    "не секрет, что",
    "в тесном взаимодействии",
    "системный подход",
    "создание благоприятных условий",
    "всестороннее развитие",
)


def headings_as_agreed(document: Document, base: Base) -> Iterator[Problem]:
    """Every required heading is there, in order, once, with something under it; no others."""
    if not document.body.strip():  # H10 has said so
        return
    order = [heading.title for heading in document.kind.headings]
    sections = document.sections()
    written = [section.title for section in sections]
    for heading in document.kind.headings:
        if heading.required and heading.title not in written:
            yield _absent(heading.title, order, document)
    place = -1
    for index, section in enumerate(sections):
        if not section.title:
            yield Problem(document.path, section.line, "T03", "текст над первым заголовком", f"перенесите его в «{order[0]}»")
        elif section.title not in order:
            meant = next((title for title in order if _bare(title) == _bare(section.title)), None)
            fix = f"наберите строку заново, буква в букву: `## {meant}`" if meant else "разделы: " + " · ".join(order)
            yield Problem(document.path, section.line, "T03", f"незнакомый раздел «{section.title}»", fix)
        elif section.title in written[:index]:
            yield Problem(document.path, section.line, "T02", f"раздел «{section.title}» записан дважды", "сведите в один")
        elif order.index(section.title) < place:
            yield Problem(document.path, section.line, "T02", f"раздел «{section.title}» стоит не по порядку", "порядок: " + " · ".join(order))
        else:
            place = order.index(section.title)
        if section.title in order and _is_nearly_empty(section):
            yield Problem(document.path, section.line, "T04", f"под «{section.title}» почти пусто", "допишите или так и скажите: чего не знаем и почему")


def _is_nearly_empty(section: Section) -> bool:
    return len(_MARKS.sub("", section.text)) < MIN_SECTION


def _bare(title: str) -> str:
    return re.sub(r"[\W_]+", " ", title).strip().casefold()


def _absent(title: str, order: list[str], document: Document) -> Problem:
    """T01 at the line that was meant for this heading, or before the section that it should precede."""
    lines = document.body.split("\n")
    meant = next((number for number, line in enumerate(lines) if line.strip() and _bare(line) == _bare(title)), None)
    if meant is not None:
        text = f"нет раздела «{title}»: заголовок записан как `{lines[meant].strip()}`"
        return Problem(document.path, document.body_line + meant, "T01", text, f"запишите строку с её начала так: `## {title}`")
    later = order[order.index(title) + 1 :]
    following = next((section for section in document.sections() if section.title in later), None)
    if following:
        fix = f"добавьте `## {title}` и текст перед разделом «{following.title}»"
        return Problem(document.path, following.line, "T01", f"нет раздела «{title}»", fix)
    line = document.body_line + document.body.rstrip("\n").count("\n")
    return Problem(document.path, line, "T01", f"нет раздела «{title}»", f"добавьте `## {title}` и текст в конец")


def sections_say_enough(document: Document, base: Base) -> Iterator[Problem]:
    """Under each heading there are at least as many words as it takes to act on it."""
    headings = {heading.title: heading for heading in document.kind.headings}
    for section in document.sections():
        heading = headings.get(section.title)
        words = len(re.findall(r"\w+", section.text))
        if heading and words < heading.words and not _is_nearly_empty(section):
            text = f"под «{section.title}» слов: {words}, этого мало, чтобы действовать"
            yield Problem(document.path, section.line, "T12", text, f"допишите хотя бы до {heading.words}: кто, когда, с чем, чего остерегаться")


def steps_are_steps(document: Document, base: Base) -> Iterator[Problem]:
    """The procedure is a numbered list of at least three steps, because people tick them off."""
    anchor = "poryadok" if document.kind is TECHNOLOGY else "chto-delat"
    section = document.section(anchor)
    if section and len(_STEP.findall(section.text)) < 3:
        yield Problem(document.path, section.line, "T05", f"в «{section.title}» нет нумерованных шагов", "запишите шаги так: `1. **Кто** что делает. Бумага: *название*.`")


def place_and_materials(document: Document, base: Base) -> Iterator[Problem]:
    """«Что понадобится» says where and with what."""
    section = document.section("chto-nuzhno")
    for word in ("Где", "Материалы"):
        if section and f"**{word}:**" not in section.text:
            yield Problem(document.path, section.line, "T06", f"в «{section.title}» нет строки «{word}»", f"запишите пункт так, двоеточие внутри звёздочек: `- **{word}:** …`")


def no_hidden_headings(document: Document, base: Base) -> Iterator[Problem]:
    """The title is in the header and a section begins with `## `; every other spelling Markdown knows is refused."""
    block: list[str] = []  # the lines since the last blank one
    for number, line, fenced in lines_of(document.body, document.body_line):
        hashes = None if fenced else _HASHES.match(line)
        underlined = not fenced and len(block) == 1 and _UNDERLINE.match(line)
        level = len(hashes["top"] or hashes["inner"]) if hashes else (1 if line.startswith("=") else 2) if underlined else 0
        if level == 1:
            place = number - 1 if underlined else number
            yield Problem(document.path, place, "T07", "в тексте заголовок первого уровня", "если это раздел, поставьте `## `; если название — сотрите: оно уже в поле `title`")
        elif level == 2 and not line.startswith("## "):
            name = block[0] if underlined else line
            text = f"незнакомый раздел «{name.strip()[:80]}»"
            fix = "раздел начинают с `## ` в начале строки; черту отделите пустой строкой"
            yield Problem(document.path, number - 1 if underlined else number, "T03", text, fix)
        block = [] if fenced or not line.strip() or line.startswith("#") else [*block, line][:2]


def finished(document: Document, base: Base) -> Iterator[Problem]:
    """No hint of the template is left, no phrase that fits any card, no text too long to read at work."""
    lowered = document.body.casefold()
    met = [phrase for phrase in CLICHES if phrase in lowered]
    for number, line in enumerate(document.body.split("\n"), document.body_line):
        hint = _PLACEHOLDER.search(line)
        if hint:
            yield Problem(document.path, number, "T08", f"осталась подсказка бланка: {hint[0]}", "замените её своим текстом")
        for phrase in met:
            if phrase in line.casefold():
                yield Problem(document.path, number, "T09", f"общие слова: «{phrase}»", "скажите, что именно делают в этой практике")
    words, characters = len(re.findall(r"\w+", document.body)), len(document.body)
    if words > MAX_WORDS or characters > MAX_CHARACTERS:
        text = f"слов в тексте: {words}, знаков: {characters} — на бегу не прочесть"
        yield Problem(document.path, document.body_line, "T10", text, f"сократите хотя бы до {MAX_WORDS} слов")


def asked_in_own_words(document: Document, base: Base) -> Iterator[Problem]:
    """`asked_as` holds a colleague's question, not the title again."""
    titles = {document.entry.title.casefold(), *(alias.casefold() for alias in document.entry.aliases)}
    for index, phrase in enumerate(document.entry.asked_as):
        if phrase.casefold() in titles:
            line = document.line_of("asked_as", index)
            yield Problem(document.path, line, "T11", f"asked_as повторяет название: «{phrase}»", "запишите, как спросил бы усталый коллега")
